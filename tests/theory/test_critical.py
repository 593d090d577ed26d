"""The critical line and points, against tables, limits and the maps."""

import numpy as np
import pytest

from initnotes import activations as a
from initnotes import theory


@pytest.mark.parametrize("name", sorted(set(a.ACTIVATIONS) - {"identity", "relu", "leaky_relu"}))
def test_on_the_critical_line_chi_is_one_at_the_given_variance(name):
    variances = np.array([0.1, 0.57, 2.0])
    weight_factor, bias_variance = theory.critical_line(name, variances)
    assert weight_factor.shape == bias_variance.shape == (3,)
    for q, factor, bias in zip(variances, weight_factor, bias_variance, strict=True):
        assert theory.chi(name, q, weight_factor=factor) == pytest.approx(1, abs=1e-12)
        assert factor * theory.second_moment(name, q) + bias == pytest.approx(q, rel=1e-12)


def test_critical_line_of_tanh_is_the_tables():
    weight_factor, bias_variance = theory.critical_line("tanh", 0.57)
    assert weight_factor == pytest.approx(1.7610, abs=1e-4)
    assert bias_variance == pytest.approx(0.05, abs=1e-4)
    with pytest.raises(ValueError, match="variance must be above 0, got 0"):
        theory.critical_line("tanh", 0)


@pytest.mark.parametrize(
    ("name", "gain"),
    [
        ("tanh", 1),
        ("identity", 1),
        ("softsign", 1),
        ("hard_tanh", 1),
        ("relu", 2**0.5),
        ("leaky_relu", (2 / (1 + 0.01**2)) ** 0.5),
        ("selu", 0.6905),
    ],
)
def test_critical_gain_without_biases(name, gain):
    found = theory.critical_point(name)
    assert found.gain == theory.critical_gain(name) == pytest.approx(gain, abs=5e-5)
    assert found.variance == 0


@pytest.mark.parametrize("slope", np.linspace(0.03, 0.99, 33))
def test_rounding_does_not_take_the_critical_gain_of_a_leaky_relu_away(slope):
    found = theory.critical_point(a.leaky_relu(slope))
    assert found.gain == pytest.approx((2 / (1 + slope**2)) ** 0.5, rel=1e-9)
    assert found.variance == 0


@pytest.mark.parametrize(
    ("name", "bias_variance", "weight_factor", "variance"),
    [("tanh", 0.05, 1.7610, 0.570), ("gelu", 0.173, 1.983, 3.56)],
)
def test_critical_point_with_biases(name, bias_variance, weight_factor, variance):
    found = theory.critical_point(name, bias_variance=bias_variance)
    assert found.gain**2 == pytest.approx(weight_factor, abs=6e-4)
    assert found.variance == pytest.approx(variance, rel=2e-3)
    factor, bias = theory.critical_line(name, found.variance)
    assert bias == pytest.approx(bias_variance, rel=1e-9)
    assert found.gain == pytest.approx(factor**0.5, rel=1e-9)
    assert theory.critical_gain(name, bias_variance=bias_variance) == found.gain


def test_without_biases_an_activation_that_is_not_0_at_0_has_no_critical_point_there():
    lifted = a.Activation("lifted", lambda s: np.tanh(s) + 1e-5, a.tanh.derivative)
    found = theory.critical_point(lifted)
    assert found.variance > 1e-4
    factor, bias = theory.critical_line(lifted, found.variance)
    assert bias == pytest.approx(0, abs=1e-12) and found.gain**2 == pytest.approx(factor)


def test_the_smallest_critical_variance_is_taken():
    """SiLU's critical line turns: one bias variance belongs to several state variances."""
    line = theory.critical_line("silu", np.geomspace(1e-4, 1e4, 2001))[1]
    bias_variance = 0.2
    crossings = np.flatnonzero(np.diff(np.sign(line - bias_variance)))
    found = theory.critical_point("silu", bias_variance=bias_variance)
    first = np.geomspace(1e-4, 1e4, 2001)[crossings[0] : crossings[0] + 2]
    assert first[0] <= found.variance <= first[1]


@pytest.mark.parametrize(
    ("name", "bias_variance"), [("gelu", 0.0), ("silu", 0.0), ("relu", 0.1), ("identity", 1.0)]
)
def test_an_activation_without_a_critical_point_says_so(name, bias_variance):
    with pytest.raises(ValueError, match=f"{name} must have a critical point .* between 0.0001"):
        theory.critical_point(name, bias_variance=bias_variance)


def test_a_negative_bias_variance_is_refused():
    with pytest.raises(ValueError, match="bias_variance must be at least 0, got -1"):
        theory.critical_gain("tanh", bias_variance=-1)
