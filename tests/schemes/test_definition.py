from functools import cache

import numpy as np
import pytest
from scipy import stats

from initnotes import schemes
from initnotes.measure.intervals import variance_z_score
from tests.schemes.formulas import FAN_IN, FAN_OUT, VARIANCES, distributions, names


@cache
def drawn(name, distribution):
    """One weight of a scheme, drawn once for all that is asked of it."""
    scheme = schemes.scheme(name, distribution=distribution)
    weight = scheme.sample((FAN_OUT, FAN_IN), rng=np.random.default_rng(20100513))
    weight.setflags(write=False)
    return weight


@names
@distributions
def test_drawn_variance_is_the_formulas(name, distribution):
    weight = drawn(name, distribution)
    assert weight.shape == (FAN_OUT, FAN_IN)
    assert abs(variance_z_score(weight, VARIANCES[name])) < 5


@names
@distributions
@pytest.mark.parametrize(
    "wrong",
    [lambda v: v / 3, lambda v: 3 * v, lambda v: np.sqrt(3) * v, np.sqrt, lambda v: v / 1.02],
    ids=["third", "bound for std", "sqrt 3", "std for variance", "two percent"],
)
def test_wrong_variances_are_rejected(name, distribution, wrong):
    assert abs(variance_z_score(drawn(name, distribution), wrong(VARIANCES[name]))) > 5


@names
def test_swapped_fans_are_rejected_where_they_matter(name):
    swapped = schemes.scheme(name).variance(FAN_OUT, FAN_IN)
    z = abs(variance_z_score(drawn(name, "uniform"), swapped))
    symmetric = name in ("xavier", "geometric", "least_squares")
    assert z < 5 if symmetric else z > 20


@names
def test_uniform_draws_fill_the_bound_evenly(name):
    scheme = schemes.scheme(name)
    bound = scheme.bound(FAN_IN, FAN_OUT)
    weight = drawn(name, "uniform").ravel()
    assert np.all(np.abs(weight) <= bound)
    assert stats.kstest(weight, stats.uniform(-bound, 2 * bound).cdf).pvalue > 1e-6
    std = scheme.std(FAN_IN, FAN_OUT)
    assert stats.kstest(weight, stats.norm(0, std).cdf).pvalue < 1e-6


@names
def test_normal_draws_are_gaussian(name):
    scheme = schemes.scheme(name, distribution="normal")
    weight = drawn(name, "normal").ravel()
    std = scheme.std(FAN_IN, FAN_OUT)
    assert stats.kstest(weight, stats.norm(0, std).cdf).pvalue > 1e-6
    bound = np.sqrt(3) * std
    assert stats.kstest(weight, stats.uniform(-bound, 2 * bound).cdf).pvalue < 1e-6


# N(0, 1) cut off at +-2.
CUT = stats.truncnorm(-2, 2)


def test_truncated_std_is_that_of_the_cut_normal():
    assert schemes.TRUNCATION == 2
    assert pytest.approx(CUT.std(), rel=1e-14) == schemes.TRUNCATED_STD
    assert abs(stats.truncnorm(-2.01, 2.01).std() - schemes.TRUNCATED_STD) > 1e-3


@pytest.mark.parametrize("name", ["standard", "backward"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_truncated_normal_draws_are_cut_at_two_sigma_and_keep_the_variance(name, dtype, rng):
    scheme = schemes.scheme(name, distribution="truncated_normal")
    weight = scheme.sample((FAN_OUT, FAN_IN), rng=rng, dtype=dtype).ravel()
    std = scheme.std(FAN_IN, FAN_OUT)
    sigma = std / schemes.TRUNCATED_STD
    assert weight.dtype == dtype
    assert 1.99 * sigma < np.abs(weight).max() <= 2 * sigma * (1 + np.finfo(dtype).eps)
    assert abs(variance_z_score(weight, std**2)) < 5
    assert abs(variance_z_score(weight, sigma**2)) > 20
    assert abs(variance_z_score(weight, (std * schemes.TRUNCATED_STD) ** 2)) > 20
    some = weight[::5]
    assert stats.kstest(some, lambda w: CUT.cdf(w / sigma)).pvalue > 1e-6
    assert stats.kstest(some, stats.norm(0, std).cdf).pvalue < 1e-6
    assert stats.kstest(some, lambda w: CUT.cdf(w / std)).pvalue < 1e-6


def test_a_truncated_normal_is_drawn_again_where_it_is_cut_not_clipped(rng):
    scheme = schemes.lecun(distribution="truncated_normal")
    weight = scheme.sample((FAN_OUT, FAN_IN), rng=rng)
    assert len(np.unique(weight)) == weight.size
    clipped = np.clip(rng.standard_normal(weight.shape), -2, 2)
    assert len(np.unique(clipped)) < clipped.size


def test_convolution_is_drawn_with_its_true_fans(rng):
    weight = schemes.lecun().sample((40, 10, 5, 5), rng=rng, transposed=True)
    assert abs(variance_z_score(weight, 1 / (40 * 25))) < 5
    grouped = schemes.backward().sample((40, 10, 5, 5), rng=rng, groups=4)
    assert abs(variance_z_score(grouped, 1 / (10 * 25))) < 5


@distributions
def test_same_seed_gives_same_draw(distribution):
    scheme = schemes.xavier(distribution=distribution)
    first, again = (scheme.sample((3, 4), rng=np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(first, again)


@distributions
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_asked_for_is_dtype_drawn(distribution, dtype, rng):
    weight = schemes.he(distribution=distribution).sample((3, 4), rng=rng, dtype=dtype)
    assert weight.dtype == dtype
    for array in (
        *schemes.he(distribution=distribution).weights([3, 4, 5], rng=rng, dtype=dtype),
        *schemes.he(distribution=distribution).biases([3, 4, 5], rng=rng, dtype=dtype),
    ):
        assert array.dtype == dtype


@distributions
def test_float32_is_drawn_not_cast(distribution):
    """NumPy draws float32 from other bits: twice as fast, and another net."""
    scheme = schemes.he(distribution=distribution)
    single, double = (
        scheme.weights([30, 40], rng=np.random.default_rng(7), dtype=dtype)[0]
        for dtype in (np.float32, np.float64)
    )
    assert not np.allclose(single, double)
    assert np.mean(single == single.astype(np.float16)) < 0.05


def test_float64_is_what_is_drawn_unless_told_otherwise(rng):
    scheme = schemes.he()
    assert scheme.sample((3, 4), rng=rng).dtype == np.float64
    assert scheme.weights([3, 4], rng=rng)[0].dtype == np.float64
    assert scheme.biases([3, 4], rng=rng)[0].dtype == np.float64


def test_weights_of_a_net_chain(rng):
    weights = schemes.xavier().weights([4, 7, 3, 2], rng=rng)
    assert [weight.shape for weight in weights] == [(7, 4), (3, 7), (2, 3)]


def test_layers_are_drawn_one_after_the_other():
    weights = schemes.xavier().weights([4, 7, 3], rng=np.random.default_rng(7))
    rng = np.random.default_rng(7)
    for weight, shape in zip(weights, [(7, 4), (3, 7)], strict=True):
        np.testing.assert_array_equal(weight, schemes.xavier().sample(shape, rng=rng))


@distributions
def test_biases_get_the_fans_of_their_layers_weight(distribution, rng):
    widths = [60_000, 40_000, 50_000]
    rule = schemes.Scheme("both", lambda fan_in, fan_out: fan_in / fan_out**2, distribution)
    for bias, fan_in, fan_out in zip(
        rule.biases(widths, rng=rng), widths, widths[1:], strict=False
    ):
        assert bias.shape == (fan_out,)
        assert abs(variance_z_score(bias, fan_in / fan_out**2)) < 5
        assert abs(variance_z_score(bias, fan_out / fan_in**2)) > 20
        assert abs(variance_z_score(bias, fan_in / fan_out**2 / 3)) > 20
