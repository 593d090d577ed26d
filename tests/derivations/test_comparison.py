import numpy as np
import pytest
import sympy

from initnotes import activations, schemes
from initnotes.derivations import comparison
from initnotes.derivations.series import STATE_VARIANCE
from initnotes.signals.costs import softmax_cross_entropy
from initnotes.theory.network import infinite_width


def test_neighbors_have_the_ratio_that_theory_gives():
    widths = [64, 1000, 1000, 10]
    for name, step in (("standard", 1), ("xavier", 2)):
        right = comparison.neighbors().steps[step].right
        symbols = dict(
            zip((comparison.BELOW, comparison.WIDTH, comparison.ABOVE), widths, strict=False)
        )
        variances = infinite_width(widths, schemes.scheme(name), activations.identity).variance(
            "weight_gradient"
        )
        ratio = float(right.subs(symbols))
        assert ratio == pytest.approx(variances[0] / variances[1])
        assert ratio != pytest.approx(variances[1] / variances[2])
    assert comparison.neighbors().result == sympy.Rational(133, 16)


@pytest.mark.parametrize(("fan_in", "fan_out"), [(64, 1000), (1000, 10), (7, 7)])
def test_scheme_factor_is_that_of_the_schemes(fan_in, fan_out):
    factor = comparison.scheme_factor().steps[0].right
    value = float(factor.subs({comparison.N_IN: fan_in, comparison.N_OUT: fan_out}))
    fans = fan_in, fan_out
    ratio = schemes.xavier().variance(*fans) / schemes.standard().variance(*fans)
    assert value == pytest.approx(ratio)
    assert (value < 1) == (fan_out > 5 * fan_in)


@pytest.mark.parametrize("classes", [2, 10])
def test_output_gradient_moments_are_those_of_equal_logits(classes):
    _, gradient = softmax_cross_entropy(np.zeros((3, classes)), np.array([0, 0, 1]))
    same, different, _ = (step.right for step in comparison.output_gradient().steps)
    moments = gradient @ gradient.T / classes
    for measured, exact in ((moments[0, 1], same), (moments[0, 2], different)):
        assert measured == pytest.approx(float(exact.subs(comparison.CLASSES, classes)))
    assert moments[0, 1] != pytest.approx(moments[0, 2])


@pytest.mark.parametrize(("variance", "dip"), [(0.4, False), (0.6, True)])
def test_tanh_of_a_wide_gaussian_dips_in_the_middle(variance, dip):
    z = np.array([0.0, 0.05])
    s = np.arctanh(z)
    density = np.exp(-(s**2) / (2 * variance)) / (1 - z**2)
    assert (density[0] < density[1]) == dip
    curvature = comparison.humps().result
    assert (curvature.subs(STATE_VARIANCE, variance) > 0) == dip


def test_quarter_circle_gives_the_mean_singular_value(rng):
    weight = schemes.xavier().sample((400, 400), rng=rng)
    values = np.linalg.svd(weight, compute_uv=False)
    mean = float(comparison.quarter_circle().result)
    assert np.mean(values) == pytest.approx(mean, abs=0.005)
    assert np.sqrt(np.mean(values**2)) != pytest.approx(mean, abs=0.05)
