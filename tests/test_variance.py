import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initnotes import variance as v
from initnotes.measure.intervals import variance_z_score

positive = st.floats(1e-3, 1e3)


@given(low=st.floats(-1e3, 1e3), length=positive)
def test_uniform_variance_is_the_squared_length_over_twelve(low, length):
    assert v.uniform_variance(low, low + length) == pytest.approx(length**2 / 12, rel=1e-6)


@given(bound=positive)
def test_symmetric_uniform_is_the_general_case(bound):
    assert v.variance_from_bound(bound) == pytest.approx(v.uniform_variance(-bound, bound))


@given(bound=positive)
def test_bound_std_and_variance_convert_back_and_forth(bound):
    assert v.bound_from_variance(v.variance_from_bound(bound)) == pytest.approx(bound)
    assert v.bound_from_std(v.std_from_bound(bound)) == pytest.approx(bound)
    assert v.std_from_bound(bound) ** 2 == pytest.approx(v.variance_from_bound(bound))


def test_conversions_take_arrays():
    bounds = np.array([1.0, 2.0, 3.0])
    np.testing.assert_allclose(v.variance_from_bound(bounds), bounds**2 / 3)


def test_measured_uniform_variance_agrees(rng):
    sample = rng.uniform(-0.5, 2.5, size=400_000)
    assert abs(variance_z_score(sample, v.uniform_variance(-0.5, 2.5))) < 5


@pytest.mark.parametrize("wrong", [2**2 / 12, 2 / 3, 2 / np.sqrt(3), 2**2 / 9])
def test_wrong_uniform_variances_are_rejected(rng, wrong):
    assert abs(variance_z_score(rng.uniform(-2, 2, size=400_000), wrong)) > 20


def test_sum_variance_counts_the_covariances(rng):
    covariance = np.array([[1.0, 0.6, 0.1], [0.6, 2.0, -0.3], [0.1, -0.3, 0.5]])
    sums = rng.multivariate_normal(np.zeros(3), covariance, size=200_000).sum(axis=1)
    assert abs(variance_z_score(sums, v.sum_variance(covariance))) < 5
    assert abs(variance_z_score(sums, np.trace(covariance))) > 20


def test_product_variance_agrees_for_any_means(rng):
    x = rng.normal(1.5, 0.5, size=400_000)
    y = rng.uniform(-1, 4, size=400_000)
    predicted = v.product_variance(1.5, 0.25, 1.5, 25 / 12)
    assert abs(variance_z_score(x * y, predicted)) < 5
    assert abs(variance_z_score(x * y, 0.25 * 25 / 12)) > 20


def test_product_variance_is_symmetric():
    assert v.product_variance(1, 2, 3, 4) == v.product_variance(3, 4, 1, 2)


@pytest.mark.parametrize("mean", [0.0, 2.0])
def test_dot_variance_holds_for_fully_correlated_inputs(rng, mean):
    n, draws = 30, 50_000
    weights = rng.uniform(-1, 1, size=(draws, n))
    x = mean + rng.standard_normal((draws, 1)) * np.ones(n)
    dots = np.sum(weights * x, axis=1)
    assert abs(variance_z_score(dots, v.dot_variance(1 / 3, np.full(n, 1 + mean**2)))) < 5
    if mean:
        assert abs(variance_z_score(dots, v.dot_variance(1 / 3, np.ones(n)))) > 20


def test_product_variance_is_the_closed_form():
    assert v.product_variance(1.5, 2.0, -3.0, 0.5) == 2.0 * 0.5 + 2.0 * 9.0 + 0.5 * 2.25


def test_densities_at_their_ends_and_centers():
    np.testing.assert_allclose(
        v.uniform_density([-2.01, -2, 0, 2, 2.01], 2), [0, 1, 1, 1, 0] / np.array(4)
    )
    assert v.normal_density(0, 2.0) == pytest.approx(1 / np.sqrt(4 * np.pi))
    assert v.normal_density(1.0, 2.0) == pytest.approx(np.exp(-1 / 4) / np.sqrt(4 * np.pi))


def test_dot_variance_sums_over_the_last_axis():
    moments = np.arange(6.0).reshape(2, 3)
    np.testing.assert_allclose(v.dot_variance(2.0, moments), [6.0, 24.0])


def test_densities_integrate_to_one_and_to_the_variance():
    x = np.linspace(-12, 12, 240_001)
    for density in (v.uniform_density(x, np.sqrt(6)), v.normal_density(x, 2.0)):
        assert np.trapezoid(density, x) == pytest.approx(1, abs=1e-4)
        assert np.trapezoid(density * x**2, x) == pytest.approx(2, abs=1e-3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: v.uniform_variance(2, 1), "low must not be above high, got low=2 and high=1"),
        (
            lambda: v.uniform_variance([0, 2], [1, 1]),
            r"low must not be above high, got low=\[0. 2.\]",
        ),
        (lambda: v.uniform_variance([0, 0], [1, 1, 1]), "low and high must have shapes that broad"),
        (lambda: v.uniform_variance(np.nan, 1), "low must be finite"),
        (lambda: v.uniform_variance(0, np.inf), "high must be finite"),
        (lambda: v.uniform_density(np.ones(2), np.ones(3)), "x and bound must have shapes that b"),
        (lambda: v.normal_density(np.ones(2), np.ones(3)), "x and variance must have shapes that"),
        (
            lambda: v.product_variance(0, np.ones(2), np.ones(3), 1),
            "mean_x and variance_x and mean_y and variance_y must have shapes that broadcast",
        ),
        (
            lambda: v.dot_variance(np.ones(2), np.ones((3, 4))),
            "weight_variance and input_second_moments must have shapes that broadcast",
        ),
        (lambda: v.variance_from_bound(-1), "bound must be at least 0, got -1"),
        (lambda: v.bound_from_variance(-0.5), r"variance must be at least 0, got -0\.5"),
        (lambda: v.bound_from_std(-1), "std must be at least 0"),
        (lambda: v.product_variance(0, -1, 0, 1), "variance_x must be at least 0"),
        (lambda: v.product_variance(0, 1, 0, -1), "variance_y must be at least 0"),
        (lambda: v.product_variance(np.inf, 1, 0, 1), "mean_x must be finite"),
        (lambda: v.product_variance(0, 1, np.nan, 1), "mean_y must be finite"),
        (lambda: v.dot_variance(-1, [1, 2]), "weight_variance must be at least 0, got -1"),
        (lambda: v.dot_variance(1, [1, -2]), "input_second_moments must be at least 0"),
        (lambda: v.sum_variance(np.ones((2, 3))), r"shape \(n, n\), got \(2, 3\)"),
        (lambda: v.sum_variance([[1, 2], [0, 1]]), "must be symmetric"),
        (lambda: v.sum_variance([[1, 2], [3, 1]]), "must be symmetric"),
        (lambda: v.sum_variance([[1, 2], [-2, 1]]), "must be symmetric"),
        (lambda: v.sum_variance([1.0, 2.0]), r"shape \(n, n\), got \(2,\)"),
        (lambda: v.sum_variance([[np.nan]]), "covariance must be finite"),
        (lambda: v.uniform_density(0, 0), "bound must be above 0, got 0"),
        (lambda: v.normal_density(0, -1), "variance must be above 0"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
