import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from initnotes import activations as a
from initnotes import theory


@given(variance=st.floats(0, 2))
def test_quadrature_agrees_with_gauss_hermite(variance):
    nodes, weights = np.polynomial.hermite_e.hermegauss(150)
    hermite = np.tanh(np.sqrt(variance) * nodes) ** 2 @ weights / weights.sum()
    assert theory.second_moment(a.tanh, variance) == pytest.approx(hermite, abs=1e-7)


@pytest.mark.parametrize("power", range(9))
def test_quadrature_knows_the_gaussian_moments(power):
    exact = 0 if power % 2 else np.prod(np.arange(power - 1, 0, -2))
    assert theory.expectation(lambda s: s**power, 1) == pytest.approx(exact, abs=1e-10)


@given(variance=st.floats(0.01, 100))
def test_relu_moments_are_exact(variance):
    assert theory.second_moment(a.relu, variance) == pytest.approx(variance / 2)
    assert theory.slope_second_moment(a.relu, variance) == pytest.approx(1 / 2)
    mean = theory.expectation(a.relu, variance)
    assert mean == pytest.approx(np.sqrt(variance / (2 * np.pi)))


@pytest.mark.parametrize("correlation", [-0.9, -0.3, 0.0, 0.5, 0.9])
def test_relu_pair_expectations_are_the_arccosine_kernels(correlation):
    q, r = 2.0, 0.5
    off = correlation * np.sqrt(q * r)
    kernel = np.array([[q, off], [off, r]])
    angle = np.pi - np.arccos(correlation)
    expected = (np.sqrt(1 - correlation**2) + correlation * angle) / (2 * np.pi)
    pair = theory.pair_expectation(a.relu, kernel)
    np.testing.assert_allclose(pair, [[q / 2, expected], [expected, r / 2]], atol=1e-6)
    slopes = theory.pair_expectation(a.relu.derivative, kernel)
    np.testing.assert_allclose(slopes[0, 1], angle / (2 * np.pi), atol=1e-7)


@pytest.mark.parametrize("name", a.ACTIVATIONS)
@pytest.mark.parametrize("variance", [0.05, 1.0, 9.0])
def test_the_usual_nodes_are_enough_for_every_activation(name, variance):
    """Twice as many on either side change nothing in ten digits."""
    f = a.activation(name)
    nodes, weights = theory.gaussian_quadrature(640)
    if any(f.kinks):
        return  # split at its kinks; the closed forms see to it
    finer = f(np.sqrt(variance) * nodes) ** 2 @ weights
    assert theory.second_moment(f, variance) == pytest.approx(finer, rel=1e-10)


def test_half_the_nodes_would_not_be_enough():
    """A bend within 1/20 of a state: the usual nodes have ten digits of it, half have not."""

    def bend(s):
        return np.log1p(np.exp(-np.abs(20 * s))) ** 2

    exact = theory.gaussian_quadrature(2000)
    usual, half = theory.gaussian_quadrature(), theory.gaussian_quadrature(80)
    finest, found, coarse = (bend(nodes) @ weights for nodes, weights in (exact, usual, half))
    assert found == pytest.approx(finest, rel=1e-10)
    assert theory.expectation(bend, 1.0) == found
    assert abs(coarse / finest - 1) > 1e-10


def test_nodes_mirror_each_other_and_cannot_be_overwritten():
    nodes, weights = theory.gaussian_quadrature()
    assert nodes.shape == weights.shape == (160,)
    np.testing.assert_allclose(nodes, -nodes[::-1], atol=1e-13)
    np.testing.assert_allclose(weights, weights[::-1], rtol=1e-12)
    assert -10 < nodes[0] < -9.99 and 9.99 < nodes[-1] < 10
    assert theory.gaussian_quadrature()[0] is nodes
    for array in (nodes, weights):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


@pytest.mark.parametrize(
    ("nodes", "error", "message"),
    [
        (7, ValueError, "nodes must be even, as many on either side of 0, got 7"),
        (0, ValueError, "nodes must be at least 1, got 0"),
        (2.0, TypeError, "nodes must be an integer"),
    ],
)
def test_nodes_are_an_even_number(nodes, error, message):
    with pytest.raises(error, match=message):
        theory.gaussian_quadrature(nodes)


def step(s):
    """1 from 0.7 on."""
    return (s >= 0.7).astype(float)


@pytest.mark.parametrize("variance", [0.04, 1.0, 30.0])
def test_a_jump_that_is_named_is_integrated_exactly(variance):
    exact = special.ndtr(-0.7 / np.sqrt(variance))
    found = theory.expectation(step, variance, kinks=(0.7,))
    assert found == pytest.approx(exact, rel=1e-12)
    beside = theory.expectation(step, variance)
    assert abs(beside - exact) > 1e-5
    table = theory.expectation(step, np.full((2, 1), variance), kinks=[0.7])
    np.testing.assert_allclose(table, np.full((2, 1), exact), rtol=1e-12)


def test_kinks_at_variance_zero_and_far_away_do_no_harm():
    assert theory.expectation(step, 0.0, kinks=(0.7,)) == 0
    assert theory.expectation(np.exp, 0.0, kinks=(0.7,)) == pytest.approx(1)
    far = theory.expectation(np.square, 2.0, kinks=(-1e6, 1e6, 0.3, 0.3))
    assert far == pytest.approx(2, rel=1e-12)
    variances = np.array([0.0, 0.5, 2.0])
    found = theory.expectation(step, variances, kinks=(0.7,))
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(found, special.ndtr(-0.7 / np.sqrt(variances)), atol=1e-13)


@pytest.mark.parametrize("correlation", [-0.9, -0.3, 0.0, 0.5, 0.9])
def test_one_variance_is_the_case_of_equal_examples(correlation):
    kernel = 1.7 * np.array([[1, correlation], [correlation, 1]])
    for f in (a.gelu, a.hard_tanh, a.sigmoid):
        pair = theory.pair_expectation(f, kernel, kinks=f.kinks)
        alone = theory.correlated_expectation(f, 1.7, correlation, kinks=f.kinks)
        assert alone == pytest.approx(pair[0, 1], abs=1e-8)
        same = theory.correlated_expectation(f, 1.7, 1.0, kinks=f.kinks)
        assert same == pytest.approx(pair[0, 0], abs=1e-13)


def test_the_diagonal_is_exact_where_the_series_is_not():
    kernel = np.full((2, 2), 2.0)
    pair = theory.pair_expectation(a.relu.derivative, kernel)
    np.testing.assert_allclose(np.diagonal(pair), 1 / 2, atol=1e-12)


def test_rounding_may_put_a_correlation_above_one():
    """The series would diverge there; and what rounds to no covariance is one nevertheless."""
    above = 1 + 1e-8
    kernel = np.array([[1.0, above], [above, 1.0]])
    pair = theory.pair_expectation(lambda s: s**3, kernel)
    np.testing.assert_allclose(pair, np.full((2, 2), 15.0), rtol=1e-12)
    pair = theory.pair_expectation(lambda s: s**3, kernel * np.array([[1, -1], [-1, 1]]))
    np.testing.assert_allclose(pair[0, 1], -15.0, rtol=1e-12)


@pytest.mark.parametrize(
    ("kernel", "message"),
    [
        (np.ones((2, 3)), r"kernel must have shape \(n, n\), got \(2, 3\)"),
        ([[1, 0.5], [0.4, 1]], "kernel must be symmetric, got one that differs from its transpose"),
        ([[1, 0.5], [-0.5, 1]], "kernel must be symmetric"),
        ([[1, 2], [2, 1]], "positive semidefinite, got an eigenvalue -1"),
        ([[-1.0]], "positive semidefinite, got an eigenvalue -1"),
        ([[np.nan]], "kernel must be finite"),
        (3.0, r"kernel must have shape \(n, n\), got \(\)"),
    ],
)
def test_what_is_no_covariance_is_refused(kernel, message):
    with pytest.raises(ValueError, match=message):
        theory.pair_expectation(a.tanh, kernel)
    with pytest.raises(ValueError, match=message):
        theory.correlation(kernel)


def test_rounding_does_not_make_a_covariance_refused():
    kernel = np.array([[1e6, 1e6 + 0.1], [1e6, 1e6]])
    assert theory.pair_expectation(lambda s: s, kernel).shape == (2, 2)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (lambda: theory.expectation(np.sum, 1.0), "elementwise and keep shape .160,., got shape"),
        (lambda: theory.expectation(np.tanh, -1.0), "variance must be at least 0, got -1"),
        (lambda: theory.expectation(np.tanh, 1.0, kinks=[np.nan]), r"kinks\[0\] must be finite"),
        (
            lambda: theory.correlated_expectation(np.tanh, 1.0, 1.5),
            r"correlation must lie between -1 and 1, got 1\.5",
        ),
        (
            lambda: theory.correlated_expectation(np.tanh, 1.0, [0.1, -1.5]),
            r"correlation must lie between -1 and 1, got -1\.5",
        ),
    ],
)
def test_bad_input_is_named(bad, message):
    with pytest.raises(ValueError, match=message):
        bad()


def test_pair_expectation_of_a_silent_example_is_the_product_of_means():
    kernel = np.array([[1.0, 0.0], [0.0, 0.0]])
    pair = theory.pair_expectation(a.sigmoid, kernel)
    np.testing.assert_allclose(pair[0, 1], 1 / 4, atol=1e-12)
