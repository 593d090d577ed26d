import inspect

import numpy as np
import pytest
import sympy
from sympy import Derivative, Integral, Limit, Rational, Symbol, oo, symbols

from initnotes import derivations
from initnotes.derivations.steps import Derivation, DerivationError, Step, expect, variance

x, y, z = symbols("x y z", real=True)
v = Symbol("v", positive=True)

CHAPTERS = [getattr(derivations, name) for name in derivations.__all__ if name != "steps"]
FUNCTIONS = [
    function
    for chapter in CHAPTERS
    for _, function in inspect.getmembers(chapter, inspect.isfunction)
    if function.__module__ == chapter.__name__
    and not function.__name__.startswith("_")
    and all(p.default is not p.empty for p in inspect.signature(function).parameters.values())
]


@pytest.mark.parametrize("derive", FUNCTIONS, ids=lambda f: f"{f.__module__}.{f.__name__}")
def test_every_function_of_a_chapter_passes_its_steps_and_is_documented(derive):
    derivation = derive()
    assert derive.__doc__
    if isinstance(derivation, Derivation):
        assert derivation.steps


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Integral(x**2, (x, 0, 1)), Rational(1, 3)),
        (Derivative(sympy.sin(x), x), sympy.cos(x)),
        (Limit(sympy.sin(x) / x, x, 0), 1),
        (sympy.Sum(x, (x, 1, 4)), 10),
        ((x + y) ** 2, x**2 + 2 * x * y + y**2),
    ],
)
def test_step_carries_out_what_is_left_to_do(left, right):
    assert Step("Because.", left, right).right == right
    with pytest.raises(
        DerivationError, match=r"'Because\.' must make both sides equal, got a diff"
    ):
        Step("Because.", left, right + v)


def test_step_says_each_side_once():
    assert Step("", Rational(1, 2), Rational(1, 2), "h").latex == r"h = \frac{1}{2}"
    assert Step("", x * (1 + x), x + x**2).latex == r"x \left(x + 1\right) = x^{2} + x"


def test_derivation_shows_its_steps_and_ends_in_its_result():
    derivation = Derivation("Title", Step("First.", x - x, 0, "a"), Step("Then.", v + v, 2 * v))
    assert derivation.result == 2 * v
    assert repr(derivation) == "Derivation('Title', 2 steps checked)"
    markdown = derivation._repr_markdown_()
    assert "**Title**" in markdown
    assert "1. First.\n\n   $$ a = 0 $$" in markdown
    assert "2. Then.\n\n   $$ 2 v $$" in markdown


def test_expectation_uses_the_moments_of_independent_variables():
    moments = {x: [3, 10], y: [0, v]}
    assert expect(x**2 * y**2 + 5 * x * y + 2 * x + z, moments) == 10 * v + 6 + z


def test_expectation_keeps_joint_moments_apart_from_products():
    joint = expect(x * y, {}, joint=(x, y))
    assert joint != expect(x, {}, joint=(x, y)) * expect(y, {}, joint=(x, y))
    assert expect(3 * x * y, {}, joint=(x, y)) == 3 * joint


def test_variance_is_that_of_a_die():
    moments = {x: [Rational(7, 2), Rational(91, 6)]}
    assert variance(x, moments) == Rational(35, 12)
    assert variance(2 * x + 1, moments) == Rational(35, 3)


def test_expectation_agrees_with_a_measurement(rng):
    a, b = rng.normal(1, 2, 500_000), rng.uniform(-1, 1, 500_000)
    exact = float(expect((x + y) ** 2 * x, {x: [1, 5, 13], y: [0, Rational(1, 3)]}))
    draws = (a + b) ** 2 * a
    error = draws.std() / np.sqrt(draws.size)
    assert abs(draws.mean() - exact) < 5 * error
    assert abs(draws.mean() - float(expect((x + y) ** 2 * x, {x: [1, 5, 13], y: [0, 1]}))) > (
        10 * error
    )


def test_a_missing_moment_is_named():
    with pytest.raises(ValueError, match="needs 1 moments of x at most, got a power of 2"):
        expect(x**2, {x: [0]})


def test_a_wrong_infinite_integral_is_refused():
    density = sympy.exp(-(x**2) / 2) / sympy.sqrt(2 * sympy.pi)
    Step("Gaussian.", Integral(x**4 * density, (x, -oo, oo)), 3)
    with pytest.raises(DerivationError):
        Step("Gaussian.", Integral(x**4 * density, (x, -oo, oo)), 2)
