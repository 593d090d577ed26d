import numpy as np
import pytest
import sympy
from torch import nn

from initnotes import activations, schemes, theory
from initnotes.derivations import limits as derivations


def at(expression, **numbers):
    return float(expression.subs({s: numbers[s.name] for s in expression.free_symbols}))


def step(derivation, name):
    return next(step.right for step in derivation.steps if step.name == name)


@pytest.mark.parametrize("q", [0.003, 0.01])
def test_tanh_map_is_the_quadratures_to_third_order(q):
    exact = theory.second_moment(activations.tanh, q)
    mapped = step(derivations.tanh_variance_map(), "q'")
    assert abs(at(mapped, q=q) - exact) < 30 * q**4
    assert abs(at(mapped, q=q) - q**3 - exact) > 30 * q**4


def test_reciprocal_of_the_tanh_map_grows_by_two_and_less_by_five_thirds_of_q():
    two, correction = (s.right for s in derivations.tanh_variance_map().steps[-2:])
    q = 1e-3
    growth = 1 / theory.second_moment(activations.tanh, q) - 1 / q
    assert growth == pytest.approx(float(two + correction * q), abs=30 * q**2)
    assert growth != pytest.approx(float(two), abs=30 * q**2)


@pytest.mark.parametrize("q", [0.003, 0.01])
def test_tanh_slope_is_the_quadratures_to_second_order(q):
    exact = theory.slope_second_moment(activations.tanh, q)
    chi = step(derivations.tanh_slope(), r"\chi")
    assert abs(at(chi, q=q) - exact) < 60 * q**3
    assert abs(at(chi, q=q) - q**2 - exact) > 60 * q**3


def test_gradient_factor_exceeds_the_signals_by_four_thirds_of_q_squared():
    q = 1e-3
    ratio = theory.second_moment(activations.tanh, q) / q
    excess = theory.slope_second_moment(activations.tanh, q) / ratio - 1
    assert excess / q**2 == pytest.approx(float(derivations.tanh_slope().result), rel=0.02)


@pytest.mark.parametrize("q", [0.01, 0.03])
def test_sigmoid_moments_are_the_quadratures(q):
    derivation = derivations.sigmoid_maps()
    variance = theory.second_moment(activations.sigmoid, q) - 1 / 4
    slope = theory.slope_second_moment(activations.sigmoid, q)
    assert abs(at(step(derivation, r"\operatorname{Var}[f]"), q=q) - variance) < q**3 / 16
    assert abs(at(step(derivation, r"\operatorname{E}[f'^2]"), q=q) - slope) < q**2 / 16
    assert abs(q / 16 - variance) > q**3 / 16
    assert abs(1 / 16 - slope) > q**2 / 16


@pytest.mark.parametrize("weight_factor", [1 / 3, 1])
def test_sigmoid_fixed_point_is_near_the_iterated_one(weight_factor):
    first_term = at(derivations.sigmoid_maps().result, v=weight_factor)
    exact = theory.fixed_point(activations.sigmoid, weight_factor=weight_factor)
    assert first_term == pytest.approx(exact, rel=0.01)
    assert weight_factor / 4 != pytest.approx(exact, rel=1e-4)


@pytest.mark.parametrize("negative_slope", [0, 0.3])
def test_rectifier_halves_are_the_quadratures(negative_slope):
    derivation = derivations.rectifier_half()
    f = activations.leaky_relu(negative_slope)
    second_moment = at(step(derivation, r"\operatorname{E}[f(s)^2]"), a=negative_slope, q=1.7)
    assert second_moment == pytest.approx(theory.second_moment(f, 1.7))
    slope = at(step(derivation, r"\operatorname{E}[f'(s)^2]"), a=negative_slope)
    assert slope == pytest.approx(theory.slope_second_moment(f, 1.7))
    he = schemes.he(negative_slope=negative_slope).variance(50, 20)
    assert 50 * he * slope == pytest.approx(1)
    assert 50 * schemes.lecun().variance(50, 20) * slope != pytest.approx(1)


@pytest.mark.parametrize("slope", [0.01, 0.2, 1.0])
def test_gain_of_a_leaky_relu_is_torchs_and_keeps_the_second_moment(slope):
    gain = at(step(derivations.rectifier_half(), "g"), a=slope)
    assert gain == pytest.approx(nn.init.calculate_gain("leaky_relu", slope))
    assert gain**2 == pytest.approx(schemes.he(negative_slope=slope).variance(5, 7) * 5)
    for q in (0.5, 4.0):
        second_moment = theory.second_moment(activations.leaky_relu(slope), q)
        assert gain**2 * second_moment == pytest.approx(q)
        assert (slope == 1.0) == (gain * second_moment == pytest.approx(q, rel=0.01))


def test_rectified_variance_is_not_the_second_moment(rng):
    derivation = derivations.rectified_moments()
    sample = np.maximum(rng.normal(0, np.sqrt(3), size=10**6), 0)
    mean = at(step(derivation, r"\operatorname{E}[f(s)]"), q=3)
    assert sample.mean() == pytest.approx(mean, rel=0.01)
    assert sample.var() == pytest.approx(at(derivation.result, q=3), rel=0.01)
    assert np.mean(sample**2) != pytest.approx(at(derivation.result, q=3), rel=0.1)


def test_softsign_map_is_the_quadratures_to_second_order():
    q = 1e-5
    mapped = step(derivations.softsign_variance_map(), "q'")
    exact = theory.second_moment(activations.softsign, q)
    assert abs(at(mapped, q=q) - exact) < 40 * q**2.5
    assert abs(at(mapped, q=q) - 9 * q**2 - exact) > 40 * q**2.5


def test_softsign_fades_like_pi_over_eight_squared_depths():
    growth = derivations.softsign_variance_map().result
    assert sympy.simplify(1 / growth**2 - sympy.pi / 8) == 0
    q = 1.0
    for _ in range(999):
        q = theory.variance_map(activations.softsign, q, weight_factor=1)
    assert 1000**2 * q == pytest.approx(float(1 / growth**2), rel=0.01)
