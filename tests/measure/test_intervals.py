"""Error bars that cover what they claim, and z-scores that reject what is wrong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from initnotes.measure.intervals import (
    LEVEL,
    Interval,
    agrees,
    critical_value,
    mean_interval,
    t_quantile,
    variance_z_score,
    z_score,
)


@pytest.mark.parametrize("degrees", [1, 2, 3, 5, 19, 29, 100, 1000])
@pytest.mark.parametrize("confidence", [0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 0.999999])
def test_t_quantile_agrees_with_scipy(confidence, degrees):
    expected = stats.t.ppf((1 + confidence) / 2, degrees)
    assert t_quantile(confidence, degrees) == pytest.approx(expected, rel=1e-8)


def test_t_quantile_is_not_the_normal_one():
    assert t_quantile(0.95, 4) > 1.3 * stats.norm.ppf(0.975)
    assert t_quantile(0.95, 10**5) == pytest.approx(stats.norm.ppf(0.975), rel=2e-5)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95])
def test_a_confidence_must_lie_between_0_and_1(confidence):
    with pytest.raises(ValueError, match="confidence must lie between 0 and 1, got"):
        t_quantile(confidence, 5)


def test_degrees_must_be_a_positive_integer():
    with pytest.raises(ValueError, match="degrees must be at least 1, got 0"):
        t_quantile(0.9, 0)
    with pytest.raises(TypeError, match="degrees must be an integer"):
        t_quantile(0.9, 2.5)


def coverage_z(draws, confidence, stretch=1.0):
    """z of the share of 4000 intervals over `draws` normal values that hold the true mean."""
    trials = 4000
    values = np.random.default_rng(20100513).normal(2.0, 3.0, (draws, trials))
    interval = mean_interval(values, confidence=confidence)
    held = Interval(interval.mean, stretch * interval.half_width).contains(2.0).mean()
    return (held - confidence) / np.sqrt(confidence * (1 - confidence) / trials)


@pytest.mark.parametrize("draws", [2, 5, 20])
@pytest.mark.parametrize("confidence", [0.5, 0.95])
def test_an_interval_holds_the_mean_as_often_as_it_says(draws, confidence):
    assert abs(coverage_z(draws, confidence)) < 5


def test_a_normal_quantile_or_a_standard_deviation_would_cover_wrongly():
    normal_for_t = stats.norm.ppf(0.975) / stats.t.ppf(0.975, 4)
    assert coverage_z(5, 0.95, stretch=normal_for_t) < -5
    assert coverage_z(20, 0.95, stretch=np.sqrt(20)) > 5


def test_an_interval_has_the_shape_of_one_draw(rng):
    draws = rng.standard_normal((9, 3, 2))
    interval = mean_interval(draws)
    np.testing.assert_allclose(interval.mean, draws.mean(axis=0))
    half = stats.t.ppf(0.975, 8) * stats.sem(draws, axis=0)
    np.testing.assert_allclose(interval.half_width, half, rtol=1e-9)
    np.testing.assert_allclose((interval.low + interval.high) / 2, interval.mean)
    np.testing.assert_allclose(interval.high - interval.low, 2 * half, rtol=1e-9)


def test_an_interval_contains_its_ends_and_nothing_beyond():
    interval = Interval(np.array([0.0, 2.0]), np.array([1.0, 0.5]))
    np.testing.assert_array_equal(interval.contains(1.0), [True, False])
    np.testing.assert_array_equal(interval.contains(np.array([-1.0, 2.5])), [True, True])
    np.testing.assert_array_equal(interval.contains(np.array([-1.001, 2.501])), [False, False])
    np.testing.assert_array_equal(interval.contains([1.0]), interval.contains(1.0))
    with pytest.raises(ValueError, match=r"have shape \(2,\), got \(3,\)"):
        interval.contains(np.ones(3))
    three = Interval(np.zeros(3), np.ones(3))
    with pytest.raises(ValueError, match=r"have shape \(3,\), got \(2,\)"):
        three.contains(np.ones(2))


@given(
    shift=st.floats(-100, 100),
    scale=st.floats(1e-3, 1e3),
    seed=st.integers(0, 2**32 - 1),
)
def test_z_score_does_not_depend_on_units(shift, scale, seed):
    draws = np.random.default_rng(seed).standard_normal((12, 2))
    np.testing.assert_allclose(
        z_score(shift + scale * draws, shift + scale * 0.3), z_score(draws, 0.3), rtol=1e-5
    )


def test_z_score_of_the_right_mean_is_student_s_t():
    values = np.random.default_rng(20100513).normal(1.5, 2.0, (6, 5000))
    assert stats.kstest(z_score(values, 1.5), stats.t(5).cdf).pvalue > 1e-4
    assert stats.kstest(z_score(values, 1.6), stats.t(5).cdf).pvalue < 1e-4


def test_z_score_rejects_one_third_and_accepts_one(rng):
    variances = rng.standard_normal((200, 300)).var(axis=1)
    assert abs(z_score(variances, 299 / 300)) < 5
    assert z_score(variances, 1 / 3) > 5


@pytest.mark.parametrize("draws", [2, 5, 20, 101])
@pytest.mark.parametrize("level", [0.3, 0.05, 1e-3, 1e-6])
def test_critical_value_is_the_two_sided_quantile_of_t(draws, level):
    expected = stats.t.isf(level / 2, draws - 1)
    assert critical_value(draws, level=level) == pytest.approx(expected, rel=1e-7)
    assert critical_value(draws) == critical_value(draws, level=LEVEL)
    assert critical_value(draws) > stats.norm.isf(LEVEL / 2)


def test_twenty_draws_ask_for_about_five_standard_errors():
    assert LEVEL == 1e-4
    assert critical_value(20) == pytest.approx(4.90, abs=0.01)
    beyond_five = 2 * stats.t.sf(5, 19)
    assert beyond_five == pytest.approx(8e-5, rel=0.05)
    assert beyond_five / (2 * stats.norm.sf(5)) == pytest.approx(140, rel=0.05)


def false_alarms(draws, level, *, quantile=None):
    """z of the share of 20,000 right predictions that are rejected, against `level`."""
    trials = 20_000
    values = np.random.default_rng(20100513).normal(2.0, 3.0, (draws, trials))
    if quantile is None:
        rejected = ~agrees(values, 2.0, level=level)
    else:
        rejected = np.abs(z_score(values, 2.0)) > quantile
    return (rejected.mean() - level) / np.sqrt(level * (1 - level) / trials)


@pytest.mark.parametrize("draws", [3, 10, 20])
def test_agrees_rejects_a_right_prediction_as_often_as_its_level_says(draws):
    for level in (0.05, 0.01):
        assert abs(false_alarms(draws, level)) < 5
        assert false_alarms(draws, level, quantile=stats.norm.isf(level / 2)) > 5
    if draws == 3:
        assert false_alarms(draws, level, quantile=stats.t.isf(level / 2, draws)) > 5


def test_agrees_says_so_column_by_column(rng):
    draws = rng.standard_normal((20, 3))
    np.testing.assert_array_equal(agrees(draws, [0, 3, 0]), [True, False, True])
    edge = draws.mean(axis=0) - critical_value(20) * stats.sem(draws, axis=0)
    assert agrees(draws, edge + 1e-9).all() and not agrees(draws, edge - 1e-9).any()
    assert agrees(draws[:, 0].tolist(), 0)


@pytest.mark.parametrize("level", [0, 1, -0.1, 5])
def test_a_level_must_lie_between_0_and_1(level):
    assert critical_value(2) > critical_value(3)
    with pytest.raises(ValueError, match="draws must be at least 2 to show their spread, got 1"):
        critical_value(1)
    for call in (
        lambda: agrees([1.0, 2.0], 1, level=level),
        lambda: critical_value(5, level=level),
    ):
        with pytest.raises(ValueError, match=f"level must lie between 0 and 1, got {level}"):
            call()


def z_of_variances(sampler, variance):
    return [variance_z_score(sampler(5000), variance) for _ in range(1500)]


def test_variance_z_score_of_the_right_variance_is_standard_normal(rng):
    for sampler, variance in (
        (lambda n: rng.uniform(-0.2, 0.2, n), 0.2**2 / 3),
        (lambda n: rng.normal(3.0, 0.5, n), 0.25),
    ):
        z = z_of_variances(sampler, variance)
        # The sample's own standard error leaves a skewness of order 1 / sqrt(n), hence 1e-4.
        assert stats.kstest(z, "norm").pvalue > 1e-4
        assert abs(z_score(z, 0)) < 5
        assert abs(variance_z_score(z, 1)) < 5


def test_variance_z_score_divides_by_the_size_not_by_one_less():
    """The closed form for four values; a sample's variance and m4 are about its own mean."""
    sample = np.array([1.0, 2.0, 4.0, 9.0])
    deviations = sample - 4
    m2, m4 = np.mean(deviations**2), np.mean(deviations**4)
    expected = (m2 - 5.0) / np.sqrt((m4 - m2**2) / 4)
    assert variance_z_score(sample, 5.0) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("shape", [(40_000,), (100, 400)])
def test_variance_z_score_accepts_the_right_variance_and_rejects_the_usual_mistakes(rng, shape):
    fan_in, fan_out = 400, 100
    bound = np.sqrt(6 / (fan_in + fan_out))
    variance = 2 / (fan_in + fan_out)
    sample = rng.uniform(-bound, bound, shape)
    assert abs(variance_z_score(sample, variance)) < 5
    mistakes = {
        "1/3 off": variance / 3,
        "the bound's square": bound**2,
        "sqrt(3) off": variance * np.sqrt(3),
        "the std for the variance": np.sqrt(variance),
        "fan_in alone": 1 / fan_in,
        "fan_out alone": 1 / fan_out,
    }
    for mistake, wrong in mistakes.items():
        assert abs(variance_z_score(sample, wrong)) > 5, mistake


def test_too_few_values_are_refused():
    for function in (mean_interval, lambda draws: z_score(draws, 0)):
        with pytest.raises(ValueError, match=r"at least 2 draws, got shape \(1, 3\)"):
            function(np.ones((1, 3)))
        with pytest.raises(ValueError, match=r"at least 2 draws, got shape \(\)"):
            function(1.0)
    with pytest.raises(ValueError, match="sample must hold at least 2 values, got 1"):
        variance_z_score([1.0], 1)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_values_that_are_not_finite_are_refused(bad):
    for function in (mean_interval, lambda draws: z_score(draws, 0)):
        with pytest.raises(ValueError, match="draws must be finite"):
            function([1.0, bad, 2.0])
    with pytest.raises(ValueError, match="sample must be finite"):
        variance_z_score([1.0, bad], 1)
    with pytest.raises(ValueError, match="predicted must be finite"):
        variance_z_score([1.0, 2.0], bad)


def test_a_negative_prediction_of_a_variance_is_refused():
    with pytest.raises(ValueError, match="predicted must be at least 0, got -1"):
        variance_z_score([1.0, 2.0], -1)


def test_values_that_do_not_vary_have_no_z_score():
    for same in ([1.0, 1.0, 1.0], [[1.0, 1.0], [2.0, 1.0]]):
        with pytest.raises(ValueError, match="draws must vary"):
            z_score(same, 0)
    for same in ([1.0, 1.0, 1.0], [-1.0, 1.0]):
        with pytest.raises(ValueError, match="squared deviations must vary"):
            variance_z_score(same, 1)


@pytest.mark.parametrize("draws", [2, 3, 5, 20, 1000])
def test_critical_values_keep_their_digits_down_to_the_smallest_level(draws):
    for level in (0.05, 1e-6, 1e-12):
        exact = stats.t.isf(level / 2, draws - 1)
        assert critical_value(draws, level=level) == pytest.approx(exact, rel=1e-3)
    with pytest.raises(ValueError, match="level must be at least 1e-12, got 1e-15"):
        critical_value(draws, level=1e-15)
