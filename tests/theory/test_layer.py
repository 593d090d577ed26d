"""The maps of one layer against closed forms."""

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate, special

from initnotes import activations as a
from initnotes import theory

CORRELATIONS = np.array([-1.0, -0.95, -0.5, 0.0, 0.3, 0.8, 0.95, 1.0])
VARIANCES = np.array([0.01, 0.3, 1.0, 4.0, 50.0])
every_activation = pytest.mark.parametrize("name", a.ACTIVATIONS)


def orthant(c):
    """4 E[1(u > 0) 1(u' > 0)] = 1 + 2 arcsin(c) / pi, for correlation c."""
    return 1 + 2 * np.arcsin(c) / np.pi


def relu_map(c):
    """2 E[relu(u) relu(u')] / q: Cho & Saul's arccosine kernel of degree 1."""
    return (np.sqrt(1 - c**2) + (np.pi - np.arccos(c)) * c) / np.pi


def gelu_moments(q):
    """E f^2 and E f'^2 of GELU: f = s P and f' = P + s p, with p = P' the Gaussian density."""
    distribution = 1 / 4 + np.arcsin(q / (1 + q)) / (2 * np.pi)  # E P^2
    density = 1 / (2 * np.pi * np.sqrt(1 + 2 * q))  # E p^2
    # E[s P p] = q E[p^2 + P p'] by Stein's lemma, and p' = -s p.
    cross = q * density / (1 + q)
    square = q * distribution + 2 * q * cross  # E[s s P^2] = q E[P^2 + 2 s P p]
    slope = distribution + 2 * cross + density * q / (1 + 2 * q)
    return square, slope


CLOSED_SLOPES = {
    "identity": np.ones_like,
    "relu": lambda q: np.full_like(q, 1 / 2),
    "leaky_relu": lambda q: np.full_like(q, (1 + 0.01**2) / 2),
    "hard_tanh": lambda q: special.erf(1 / np.sqrt(2 * q)),
    "gelu": lambda q: gelu_moments(q)[1],
}
CLOSED_SQUARES = {
    "identity": lambda q: q,
    "relu": lambda q: q / 2,
    "leaky_relu": lambda q: (1 + 0.01**2) / 2 * q,
    # q P(|s| < 1) less the density's edge, plus P(|s| > 1)
    "hard_tanh": lambda q: (
        (q - 1) * special.erf(1 / np.sqrt(2 * q))
        + 1
        - np.sqrt(2 * q / np.pi) * np.exp(-1 / (2 * q))
    ),
    "gelu": lambda q: gelu_moments(q)[0],
}
CLOSED_MEANS = {
    "identity": np.zeros_like,
    "tanh": np.zeros_like,
    "softsign": np.zeros_like,
    "hard_tanh": np.zeros_like,
    "sigmoid": lambda q: np.full_like(q, 1 / 2),
    "relu": lambda q: np.sqrt(q / (2 * np.pi)),
    "leaky_relu": lambda q: 0.99 * np.sqrt(q / (2 * np.pi)),
    "gelu": lambda q: q / np.sqrt(2 * np.pi * (1 + q)),
}


@pytest.mark.parametrize("name", CLOSED_SLOPES)
def test_slope_second_moment_is_the_closed_form(name):
    found = theory.slope_second_moment(name, VARIANCES)
    np.testing.assert_allclose(found, CLOSED_SLOPES[name](VARIANCES), rtol=1e-10)


@pytest.mark.parametrize("name", CLOSED_SQUARES)
def test_second_moment_is_the_closed_form(name):
    found = theory.second_moment(name, VARIANCES)
    np.testing.assert_allclose(found, CLOSED_SQUARES[name](VARIANCES), rtol=1e-10)


@pytest.mark.parametrize("name", CLOSED_MEANS)
def test_activation_mean_is_the_closed_form(name):
    found = theory.activation_mean(name, VARIANCES)
    np.testing.assert_allclose(found, CLOSED_MEANS[name](VARIANCES), rtol=1e-10, atol=1e-14)


def test_gelu_at_one_has_the_slope_that_was_silently_wrong():
    assert theory.slope_second_moment("gelu", 1.0) == pytest.approx(0.456, abs=5e-4)


# With its kinks apart and a mean of its own.
RAMP = a.Activation(
    "ramp",
    lambda s: np.clip(s, -0.4, 1.7),
    lambda s: ((s > -0.4) & (s < 1.7)).astype(s.dtype),
    kinks=(-0.4, 1.7),
)


@pytest.mark.parametrize("f", [*a.ACTIVATIONS.values(), RAMP], ids=lambda f: f.name)
def test_moments_are_those_of_adaptive_integration(f):
    variance = 1.7
    std = math.sqrt(variance)

    def integral(function):
        def integrand(g):
            return float(function(np.array([std * g]))[0]) * math.exp(-(g**2) / 2)

        ends = [-12, *sorted(kink / std for kink in f.kinks), 12]
        parts = [
            integrate.quad(integrand, low, high, epsabs=1e-12, limit=200)[0]
            for low, high in pairwise(ends)
        ]
        return sum(parts) / math.sqrt(2 * math.pi)

    assert theory.activation_mean(f, variance) == pytest.approx(integral(f), abs=1e-10)
    assert theory.second_moment(f, variance) == pytest.approx(
        integral(lambda s: f(s) ** 2), abs=1e-10
    )
    assert theory.slope_second_moment(f, variance) == pytest.approx(
        integral(lambda s: f.derivative(s) ** 2), abs=1e-10
    )


@every_activation
def test_a_name_does_where_an_activation_does_and_arrays_keep_their_shape(name):
    f = a.activation(name)
    for of in (theory.activation_mean, theory.second_moment, theory.slope_second_moment):
        table = of(name, VARIANCES.reshape(5, 1))
        assert table.shape == (5, 1)
        alone = [of(f, q) for q in VARIANCES]
        np.testing.assert_allclose(table[:, 0], alone, rtol=1e-14, atol=1e-15)


def test_variance_map_of_the_identity_is_linear():
    mapped = theory.variance_map(a.identity, 0.7, weight_factor=3, bias_variance=0.2)
    assert mapped == pytest.approx(3 * 0.7 + 0.2)
    assert theory.variance_map(a.identity, 0.7, weight_factor=3) == pytest.approx(3 * 0.7)


@every_activation
def test_variance_map_and_chi_are_the_second_moments_times_the_weight_factor(name):
    mapped = theory.variance_map(name, VARIANCES, weight_factor=1.3, bias_variance=0.2)
    np.testing.assert_allclose(mapped, 1.3 * theory.second_moment(name, VARIANCES) + 0.2)
    factor = theory.chi(name, VARIANCES, weight_factor=1.3)
    np.testing.assert_allclose(factor, 1.3 * theory.slope_second_moment(name, VARIANCES))


@pytest.mark.parametrize("variance", [0.3, 5.0])
@pytest.mark.parametrize("weight_factor", [0.5, 2.0])
def test_relu_maps_correlations_by_the_arccosine_kernel(variance, weight_factor):
    inner = CORRELATIONS[np.abs(CORRELATIONS) < 0.9]
    mapped = theory.correlation_map("relu", inner, variance=variance, weight_factor=weight_factor)
    np.testing.assert_allclose(mapped, relu_map(inner), atol=1e-8)
    factor = theory.chi("relu", variance, weight_factor=weight_factor, correlation=inner)
    np.testing.assert_allclose(factor, weight_factor * orthant(inner) / 4, atol=1e-6)


def test_leaky_relu_mixes_the_map_of_relu_with_the_identity():
    """f = slope s + (1 - slope) relu(s), so that with E[s relu(s')] = c q / 2 it is a mean."""
    slope, c = 0.3, CORRELATIONS[np.abs(CORRELATIONS) < 0.9]
    mapped = theory.correlation_map(a.leaky_relu(slope), c, variance=2.0, weight_factor=1.7)
    weight = (1 - slope) ** 2 / (1 + slope**2)
    np.testing.assert_allclose(mapped, weight * relu_map(c) + (1 - weight) * c, atol=1e-8)
    assert np.abs(mapped - relu_map(c)).max() > 0.1


@pytest.mark.parametrize("bias_variance", [0.0, 0.5])
def test_identity_and_a_bias_draw_correlations_to_one_in_a_line(bias_variance):
    mapped = theory.correlation_map(
        "identity", CORRELATIONS, variance=2.0, weight_factor=1.5, bias_variance=bias_variance
    )
    next_variance = 3.0 + bias_variance
    np.testing.assert_allclose(
        mapped, (3.0 * CORRELATIONS + bias_variance) / next_variance, atol=1e-12
    )


def test_erf_maps_correlations_by_williams_arcsine():
    """E[erf(u) erf(u')] = (2 / pi) arcsin(2 c q / (1 + 2 q)): Williams (1997)."""
    import sympy

    s = sympy.Symbol("s")
    erf, q = a.from_expression("erf", sympy.erf(s)), 0.8
    inner = 2 * q / (1 + 2 * q)
    mapped = theory.correlation_map(erf, CORRELATIONS, variance=q, weight_factor=1.5)
    expected = np.arcsin(CORRELATIONS * inner) / np.arcsin(inner)
    np.testing.assert_allclose(mapped, expected, atol=1e-9)
    second = theory.second_moment(erf, q)
    assert second == pytest.approx(2 / np.pi * np.arcsin(inner), rel=1e-10)


@every_activation
def test_equal_states_stay_equal_and_chi_is_the_slope_of_the_map(name):
    options = {"variance": 1.2, "weight_factor": 1.5, "bias_variance": 0.1}
    assert theory.correlation_map(name, 1.0, **options) == pytest.approx(1, abs=1e-12)
    step, c = 1e-5, 0.4
    up, down = (theory.correlation_map(name, c + sign * step, **options) for sign in (1, -1))
    next_variance = theory.variance_map(name, 1.2, weight_factor=1.5, bias_variance=0.1)
    factor = theory.chi(name, 1.2, weight_factor=1.5, correlation=c)
    # d E[f f'] / dc = q E[f' f']: at a fixed point, where q' = q, it is chi.
    assert (up - down) / (2 * step) == pytest.approx(factor * 1.2 / next_variance, rel=1e-5)


def test_uncorrelated_states_leave_the_squared_mean():
    mapped = theory.correlation_map("sigmoid", 0.0, variance=2.0, weight_factor=1.5)
    assert mapped == pytest.approx(0.25 / theory.second_moment("sigmoid", 2.0))
    factor = theory.chi("relu", 2.0, weight_factor=1.0, correlation=0.0)
    assert factor == pytest.approx(0.25)
    assert theory.chi("relu", 2.0, weight_factor=1.0, correlation=np.array([1.0])) == [0.5]


@every_activation
def test_rules_for_moments_are_the_maps_of_a_batch(name):
    """As parts: each pair of examples follows the maps for two states of one variance."""
    f, q, c = a.activation(name), 1.3, 0.6
    kernel = q * np.array([[1, c, -c], [c, 1, 0], [-c, 0, 1]])
    rule = theory.ElementwiseMoments(f)
    above = rule.forward(kernel)
    np.testing.assert_allclose(np.diagonal(above), theory.second_moment(f, q))
    np.testing.assert_allclose(above, above.T)
    for (row, column), pair in {(0, 1): c, (0, 2): -c, (1, 2): 0.0}.items():
        expected = theory.correlated_expectation(f, q, pair, kinks=f.kinks)
        assert above[row, column] == pytest.approx(expected, abs=1e-12)
    slope = rule.slope(kernel)
    assert slope[0, 1] == pytest.approx(theory.chi(f, q, weight_factor=1, correlation=c))
    np.testing.assert_allclose(np.diagonal(slope), theory.slope_second_moment(f, q))
    gradient = np.arange(9.0).reshape(3, 3)
    np.testing.assert_allclose(rule.backward(kernel, above, gradient), gradient * slope)


def test_rules_for_moments_of_a_dense_layer_know_their_direction():
    rule = theory.DenseMoments(forward_factor=2.0, backward_factor=3.0, bias_variance=0.5)
    kernel = np.array([[1.0, 0.25], [0.25, 2.0]])
    np.testing.assert_allclose(rule.forward(kernel), [[2.5, 1.0], [1.0, 4.5]])
    np.testing.assert_allclose(rule.backward(None, None, kernel), 3 * kernel)
    np.testing.assert_allclose(theory.DenseMoments(2.0, 3.0).forward(kernel), 2 * kernel)


def correlation_map(correlation=0.5, variance=1.0, weight_factor=1.0, bias_variance=0.0):
    return theory.correlation_map(
        "tanh",
        correlation,
        variance=variance,
        weight_factor=weight_factor,
        bias_variance=bias_variance,
    )


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (lambda: theory.second_moment(a.tanh, -1), "variance must be at least 0, got -1"),
        (
            lambda: theory.variance_map(a.tanh, 1, weight_factor=-2),
            "weight_factor must be at least 0, got -2",
        ),
        (
            lambda: theory.variance_map(a.tanh, 1, weight_factor=1, bias_variance=-1),
            "bias_variance must be at least 0, got -1",
        ),
        (lambda: theory.chi(a.tanh, 1, weight_factor=np.nan), "weight_factor must be finite"),
        (lambda: theory.chi(a.tanh, 1, weight_factor=-1), "weight_factor must be at least 0"),
        (
            lambda: theory.chi(a.tanh, 1, weight_factor=1, correlation=1.2),
            r"correlation must lie between -1 and 1, got 1\.2",
        ),
        (
            lambda: theory.chi(a.tanh, np.ones(2), weight_factor=1, correlation=np.zeros(3)),
            r"variance and .*correlation must have shapes that broadcast",
        ),
        (lambda: correlation_map(correlation=-1.01), "correlation must lie between -1 and 1"),
        (lambda: correlation_map(variance=0), "variance must be above 0, got 0"),
        (lambda: correlation_map(weight_factor=0), "weight_factor must be above 0, got 0"),
        (lambda: correlation_map(bias_variance=-1), "bias_variance must be at least 0, got -1"),
        (lambda: theory.second_moment("tan", 1), "unknown activation 'tan'"),
    ],
)
def test_bad_input_is_named(bad, message):
    with pytest.raises(ValueError, match=message):
        bad()


def test_the_mean_of_an_odd_activation_is_zero_itself():
    assert theory.activation_mean("tanh", 1.0) == 0
    assert theory.activation_mean("softsign", np.ones(3)).tolist() == [0, 0, 0]
    assert theory.activation_mean("gelu", 1.0) > 0.2
    with pytest.raises(ValueError, match="variance must be at least 0"):
        theory.activation_mean("tanh", -1.0)
