import numpy as np
import pytest
import sympy

from initnotes import variance as closed_forms
from initnotes.derivations import variance as derivations
from initnotes.derivations.laws import Moments, expectation_symbol, variance_of


def value(derivation, **numbers):
    result = derivation.result
    return float(result.subs({s: numbers[s.name] for s in result.free_symbols}))


def test_uniform_is_the_modules():
    assert value(derivations.uniform(), d=3.0) == pytest.approx(closed_forms.uniform_variance(1, 4))


def test_symmetric_uniform_is_the_modules():
    assert value(derivations.symmetric_uniform(), b=0.7) == pytest.approx(
        closed_forms.variance_from_bound(0.7)
    )


def test_product_is_the_modules():
    general = derivations.product().steps[1].right
    numbers = {"mu_x": 0.5, "mu_y": -2.0, "v_x": 0.3, "v_y": 1.1}
    measured = float(general.subs({s: numbers[s.name] for s in general.free_symbols}))
    assert measured == pytest.approx(closed_forms.product_variance(0.5, 0.3, -2.0, 1.1))
    assert measured != pytest.approx(closed_forms.product_variance(0, 0.3, 0, 1.1))


@pytest.mark.parametrize("terms", [2, 4])
def test_dot_product_needs_second_moments_alone(terms):
    result = derivations.dot_product(terms).result
    moments = {s for s in result.free_symbols if s.name != "v"}
    assert len(moments) == terms
    numbers = dict(zip(sorted(moments, key=str), range(1, terms + 1), strict=True))
    v = sympy.Symbol("v", positive=True)
    assert float(result.subs({**numbers, v: 0.5})) == pytest.approx(
        closed_forms.dot_variance(0.5, np.arange(1, terms + 1))
    )


def test_dot_product_needs_weights_that_are_uncorrelated():
    first, second = sympy.symbols("w_1:3", real=True)
    inputs = sympy.symbols("x_1:3", real=True)
    claim = sum(map(expectation_symbol, (x**2 for x in inputs)))
    dot = first * inputs[0] + second * inputs[1]
    known = {first: 0, second: 0, first**2: 1, second**2: 1}
    for correlation, agree in ((0, True), (sympy.Rational(1, 2), False)):
        law = Moments(joint=((first, second), inputs), known=known | {first * second: correlation})
        assert (variance_of(dot, law).value == claim) == agree


def test_sum_leaves_twice_the_covariance():
    result = derivations.total().result
    covariance = [[1.0, 0.4], [0.4, 2.0]]
    moments = {r"\operatorname{E}[x y]": 0.4, r"\operatorname{E}[x]": 0, r"\operatorname{E}[y]": 0}
    cross = float(result.subs({s: moments[s.name] for s in result.free_symbols}))
    assert cross == pytest.approx(closed_forms.sum_variance(covariance) - 3.0)


def test_kurtosis_of_the_twins(rng):
    uniform, gaussian = (derivations.equal_variance_moments().steps[i].right for i in (1, 3))
    for sample, exact in ((rng.uniform(-1, 1, 10**6), uniform), (rng.normal(size=10**6), gaussian)):
        assert np.mean(sample**4) / np.var(sample) ** 2 == pytest.approx(float(exact), rel=0.01)
    assert uniform != gaussian


@pytest.mark.parametrize("terms", [2, 5])
def test_kurtosis_of_a_sum_moves_to_three_like_one_over_n(terms):
    kurtosis = value(derivations.kurtosis_of_a_sum(), kappa=1.8, n=terms)
    assert kurtosis == pytest.approx(3 - 1.2 / terms)
    assert kurtosis != pytest.approx(3 - 1.2 / terms**2)
