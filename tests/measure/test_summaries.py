"""Summaries against NumPy's own mean, variance and histogram."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from initnotes.measure.summaries import Bins, Summary, pool, summarise

UNIT = Bins(-1.0, 1.0)


def edge_slack(bins, dtype):
    """How near to an edge `summarise` may choose either side: the rule in its docstring."""
    eps = float(np.finfo(dtype).eps)
    return bins.width / 2**16 + 2 * eps * max(abs(bins.low), abs(bins.high))


def assert_histogram(summary, array):
    """Every entry is counted, and only those on an edge may be counted next to their bin."""
    array, bins = np.asarray(array, np.float64).ravel(), summary.bins
    counted = np.concatenate([[summary.below], summary.counts, [summary.above]])
    assert summary.size == array.size == counted.sum()
    assert (counted >= 0).all()
    slack = edge_slack(bins, np.float32)
    cumulative = np.cumsum(counted)[:-1]
    for under, edge in zip(cumulative, bins.edges, strict=True):
        assert np.sum(array < edge - slack) <= under <= np.sum(array < edge + slack)


def assert_moments(summary, array, rtol=1e-6):
    array = np.asarray(array, np.float64)
    largest = np.abs(array).max()
    np.testing.assert_allclose(summary.mean, array.mean(), rtol=rtol, atol=rtol * largest)
    np.testing.assert_allclose(summary.variance, array.var(), rtol=rtol, atol=1e-14 * largest**2)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("size", [1, 2, 3, 999, 1023, 1024, 1025, (301, 997), (1 << 17) + 1])
def test_every_size_agrees_with_numpy(rng, dtype, size):
    array = (0.4 * rng.standard_normal(size) + 0.1).astype(dtype)
    summary = summarise(array, UNIT)
    assert_histogram(summary, array)
    assert_moments(summary, array)


@given(
    array=arrays(
        st.sampled_from([np.float32, np.float64]),
        array_shapes(max_dims=3),
        elements=st.floats(-1e4, 1e4, width=32),
    ),
    low=st.floats(-100, 100),
    width=st.floats(1e-3, 1e3),
    count=st.integers(1, 300),
)
def test_counts_and_moments_hold_for_any_array_and_bins(array, low, width, count):
    summary = summarise(array, Bins(low, low + width * count, count))
    assert_histogram(summary, array)
    assert_moments(summary, array)


@given(arrays(np.float32, array_shapes(max_dims=1), elements=st.floats(width=32)))
def test_any_float32_is_counted_or_refused(array):
    if np.isfinite(array).all():
        assert_histogram(summarise(array, UNIT), array)
    else:
        with pytest.raises(ValueError, match="array must be finite"):
            summarise(array, UNIT)


@pytest.mark.parametrize("count", [1, 2, 10, 100, 125, 126, 127, 250, 254, 255, 1000, 5000])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_any_number_of_bins_agrees_with_numpy(rng, count, dtype):
    array = rng.uniform(-1.5, 1.5, 20_001).astype(dtype)
    summary = summarise(array, Bins(-1.0, 1.0, count))
    assert summary.counts.shape == (count,)
    assert_histogram(summary, array)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    "bins", [UNIT, Bins(-0.07, 0.07), Bins(0, 3, 30), Bins(-5, 5, 10), Bins(0, 1, 126)]
)
def test_low_is_inside_and_high_is_above(bins, dtype):
    summary = summarise(np.full(9, bins.low, dtype), bins)
    assert (summary.below, summary.counts[0], summary.above) == (0, 9, 0)
    summary = summarise(np.full(9, bins.high, dtype), bins)
    assert (summary.below, summary.counts.sum(), summary.above) == (0, 0, 9)


def test_a_bin_holds_its_lower_edge():
    summary = summarise(np.arange(-3.0, 14.0), Bins(0, 10, 10))
    assert (summary.below, summary.above) == (3, 4)
    assert (summary.counts == 1).all()


def test_the_check_of_a_histogram_notices_one_entry_in_the_wrong_bin(rng):
    array = rng.standard_normal(1000)
    good = summarise(array, UNIT)
    counts = good.counts.copy()
    counts[[40, 41]] += [1, -1]
    bad = Summary(good.size, good.mean, good.variance, UNIT, counts, good.below, good.above)
    with pytest.raises(AssertionError):
        assert_histogram(bad, array)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_largest_numbers_count_as_outside(dtype):
    largest = np.finfo(dtype).max
    array = np.array([-largest, largest, largest / 4, 1e30, -1e30, 0], dtype)
    summary = summarise(array, Bins(-1e-20, 1e-20))
    assert (summary.below, summary.counts[50], summary.above) == (2, 1, 3)


@pytest.mark.parametrize("scale", [1e-44, 1e-38, 1e-25, 1e-19, 1e19, 1e30, 1e38])
def test_float32_variance_survives_squares_beyond_its_range(rng, scale):
    array = (scale * rng.uniform(-1, 1, (37, 101))).astype(np.float32)
    summary = summarise(array, Bins(-scale, scale))
    assert_histogram(summary, array)
    np.testing.assert_allclose(summary.variance, array.var(dtype=np.float64), rtol=1e-6)


@pytest.mark.parametrize("mean", [0.5, -10.0, 1000.0])
def test_variance_is_accurate_far_from_zero(rng, mean):
    array = (mean + 0.07 * rng.standard_normal((300, 1000))).astype(np.float32)
    summary = summarise(array, UNIT)
    np.testing.assert_allclose(summary.variance, array.var(dtype=np.float64), rtol=1e-6)
    np.testing.assert_allclose(summary.mean, array.mean(dtype=np.float64), rtol=1e-7)


@pytest.mark.parametrize("value", [0.0, 0.1, -3.7e5])
def test_a_constant_has_no_variance(value):
    summary = summarise(np.full((301, 7), value, np.float32), UNIT)
    assert 0 <= summary.variance <= 1e-14 * value**2
    assert summary.mean == pytest.approx(np.float32(value))


def test_no_rounding_makes_a_variance_negative(rng):
    for value in rng.standard_normal(300):
        for dtype in (np.float32, np.float64):
            assert summarise(np.full(1500, value, dtype), UNIT).variance >= 0


def test_the_block_does_not_matter(rng, monkeypatch):
    array = rng.uniform(-1.2, 1.2, 10_007).astype(np.float32)
    whole = summarise(array, UNIT)
    for block in (2, 64, 1000, 10_006):
        monkeypatch.setattr("initnotes.measure.summaries.BLOCK", block)
        parts = summarise(array, UNIT)
        np.testing.assert_array_equal(parts.counts, whole.counts)
        assert (parts.below, parts.above) == (whole.below, whole.above)


def test_memory_order_and_strides_do_not_matter(rng):
    array = rng.uniform(-1.2, 1.2, (301, 207)).astype(np.float32)
    whole = summarise(array, UNIT)
    for same in (
        array.T,
        array[::-1],
        np.repeat(array, 2, axis=1)[:, ::2],
        np.asfortranarray(array),
    ):
        summary = summarise(same, UNIT)
        np.testing.assert_array_equal(summary.counts, whole.counts)
        assert summary.variance == pytest.approx(whole.variance, rel=1e-6)


def test_the_array_is_left_as_it_was(rng):
    array = rng.standard_normal((30, 7)).astype(np.float32) + 9
    before = array.copy()
    summarise(array, UNIT)
    np.testing.assert_array_equal(array, before)


@pytest.mark.parametrize("dtype", [int, np.float16])
def test_other_dtypes_are_summarised_in_float64(dtype):
    array = np.array([0, 1, 1, 3]).astype(dtype)
    summary = summarise(array, Bins(0, 4, 4))
    assert_histogram(summary, array)
    assert_moments(summary, array)


def test_second_moment_and_density_follow_from_the_rest(rng):
    array = rng.uniform(0, 1, 5000)
    summary = summarise(array, Bins(-1, 2, 60))
    assert summary.second_moment == pytest.approx(np.mean(array**2), rel=1e-12)
    assert np.sum(summary.density) * summary.bins.width == pytest.approx(1)
    outside = summarise(array, Bins(0, 0.5, 10))
    share = outside.counts.sum() / array.size
    assert np.sum(outside.density) * outside.bins.width == pytest.approx(share)


def test_bins_name_their_edges_centers_and_width():
    bins = Bins(-1, 3, 8)
    np.testing.assert_allclose(bins.edges, np.arange(-1, 3.1, 0.5))
    np.testing.assert_allclose(bins.centers, np.arange(-0.75, 3, 0.5))
    assert bins.width == 0.5


@pytest.mark.parametrize("offset", [0.0, 100.0])
def test_pooled_is_the_summary_of_all_together(rng, offset):
    parts = [0.01 * k + offset + 0.3 * rng.standard_normal((k + 2, 11)) for k in range(5)]
    bins = Bins(offset - 1, offset + 1, 40)
    pooled = pool(summarise(part, bins) for part in parts)
    together = summarise(np.concatenate(parts), bins)
    np.testing.assert_array_equal(pooled.counts, together.counts)
    assert (pooled.size, pooled.below, pooled.above) == (
        together.size,
        together.below,
        together.above,
    )
    assert pooled.mean == pytest.approx(together.mean, rel=1e-12)
    assert pooled.variance == pytest.approx(together.variance, rel=1e-9)


def test_pool_refuses_none_and_unlike_bins():
    with pytest.raises(ValueError, match="at least one summary, got none"):
        pool([])
    with pytest.raises(ValueError, match="must share their bins"):
        pool([summarise([0.0], UNIT), summarise([0.0], Bins(-1, 1, 99))])
    with pytest.raises(ValueError, match="must share their bins"):
        pool([summarise([0.0], UNIT), summarise([0.0], Bins(-1, 1.5))])


def test_an_empty_array_is_refused():
    with pytest.raises(ValueError, match="at least one value, got none"):
        summarise(np.empty((0, 3)), UNIT)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("bad", [[np.nan], [np.inf], [-np.inf], [np.inf, -np.inf]])
@pytest.mark.parametrize("size", [5, 3000])
def test_values_that_are_not_finite_are_refused(dtype, bad, size):
    array = np.zeros(size, dtype)
    array[1 : 1 + len(bad)] = bad
    with pytest.raises(ValueError, match=f"array must be finite, got {len(bad)} .* of {size}"):
        summarise(array, UNIT)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((1, 1), ValueError, "low must be below high, got low=1 and high=1"),
        ((2, 1), ValueError, "low must be below high"),
        ((np.nan, 1), ValueError, "low must be finite"),
        ((0, np.inf), ValueError, "high must be finite"),
        ((0, 1, 0), ValueError, "count must be at least 1, got 0"),
        ((0, 1, 2.5), TypeError, "count must be an integer"),
        ((0, 1e301), ValueError, "must lie within .-1e300"),
        ((0, 1e-300), ValueError, "at least 1e-300 wide"),
    ],
)
def test_bins_refuse_what_cannot_be_divided(arguments, error, message):
    with pytest.raises(error, match=message):
        Bins(*arguments)
