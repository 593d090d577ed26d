import numpy as np
import pytest
import sympy
from sympy import Rational, Symbol, symbols

from initnotes.derivations.laws import (
    Moments,
    expectation_symbol,
    gaussian,
    mean_of,
    uniform_law,
    variance_of,
)

x, y, z = symbols("x y z", real=True)
v = Symbol("v", positive=True)


@pytest.mark.parametrize(
    ("law", "mean", "variance", "latex"),
    [
        (gaussian(x, v), 0, v, r"x \sim N\left(0, v\right)"),
        (uniform_law(x, 2, 2 + v), 2 + v / 2, v**2 / 12, r"x \sim U\left(2, v + 2\right)"),
    ],
)
def test_a_density_has_the_mass_the_mean_and_the_variance_that_it_says(law, mean, variance, latex):
    assert law.latex == latex
    assert sympy.simplify(law.mean(1).doit()) == 1
    for quantity, value in ((mean_of(x, law), mean), (variance_of(x, law), variance)):
        assert sympy.simplify(quantity.value.doit() - value) == 0
        assert sympy.simplify(quantity.value.doit() - value - v) != 0


def test_a_part_of_a_density_is_the_mean_over_that_part():
    half = gaussian(x, v).mean(x**2, 0, sympy.oo).doit()
    assert sympy.simplify(half - v / 2) == 0


def test_names_say_mean_or_variance_of_what():
    law = gaussian(x, v)
    assert mean_of(x**2, law).latex == r"\operatorname{E}[x^{2}]"
    assert variance_of(x, law).latex == r"\operatorname{Var}[x]"
    assert variance_of(x, law, "s").latex == r"\operatorname{Var}[s]"


def test_expectation_uses_the_moments_of_independent_variables():
    law = Moments({x: [3, 10], y: [0, v]})
    assert law.mean(x**2 * y**2 + 5 * x * y + 2 * x + z) == 10 * v + 6 + z


def test_expectation_keeps_joint_moments_apart_from_products():
    law = Moments(joint=((x, y),))
    joint = law.mean(x * y)
    assert joint == expectation_symbol(x * y)
    assert joint != law.mean(x) * law.mean(y)
    assert law.mean(3 * x * y) == 3 * joint


def test_groups_are_independent_of_each_other():
    law = Moments(joint=((x, y), (z,)))
    assert law.mean(x * y * z) == expectation_symbol(x * y) * expectation_symbol(z)


def test_a_known_joint_moment_takes_the_place_of_its_symbol():
    law = Moments(joint=((x, y),), known={x * y: 0, x**2: v})
    assert law.mean(x * y + x**2 + y**2) == v + expectation_symbol(y**2)


def test_expectation_of_a_constant_is_the_constant():
    assert Moments().mean((v + 1) ** 2) == v**2 + 2 * v + 1


def test_variance_is_that_of_a_die():
    law = Moments({x: [Rational(7, 2), Rational(91, 6)]})
    assert variance_of(x, law).value == Rational(35, 12)
    assert variance_of(2 * x + 1, law).value == Rational(35, 3)


def test_expectation_agrees_with_a_measurement(rng):
    a, b = rng.normal(1, 2, 500_000), rng.uniform(-1, 1, 500_000)
    polynomial = (x + y) ** 2 * x
    exact = float(Moments({x: [1, 5, 13], y: [0, Rational(1, 3)]}).mean(polynomial))
    wrong = float(Moments({x: [1, 5, 13], y: [0, 1]}).mean(polynomial))
    draws = (a + b) ** 2 * a
    error = draws.std() / np.sqrt(draws.size)
    assert abs(draws.mean() - exact) < 5 * error
    assert abs(draws.mean() - wrong) > 10 * error


def test_a_missing_moment_is_named():
    with pytest.raises(ValueError, match="needs 1 moments of x at most, got a power of 2"):
        Moments({x: [0]}).mean(x**2)
