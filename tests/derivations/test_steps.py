import inspect

import pytest
import sympy
from sympy import Derivative, Integral, Limit, Rational, Symbol, oo, symbols

from initnotes import derivations
from initnotes.derivations.steps import (
    Derivation,
    DerivationError,
    Quantity,
    ShownQuotient,
    Step,
    at_sizes,
    shown_product,
)

x, y = symbols("x y", real=True)
v = Symbol("v", positive=True)
n, m = symbols("n m", positive=True, integer=True)


def chapters_derivations():
    """Every function of the chapters that derives: those that need no argument."""
    for name in derivations.__all__:
        chapter = getattr(derivations, name)
        for _, function in inspect.getmembers(chapter, inspect.isfunction):
            parameters = inspect.signature(function).parameters.values()
            if (
                function.__module__ == chapter.__name__
                and not function.__name__.startswith("_")
                and all(parameter.default is not parameter.empty for parameter in parameters)
            ):
                yield function


@pytest.mark.parametrize(
    "derive", list(chapters_derivations()), ids=lambda f: f"{f.__module__}.{f.__name__}"
)
def test_every_function_of_a_chapter_passes_its_steps_and_is_documented(derive):
    derivation = derive()
    assert derive.__doc__
    if isinstance(derivation, Derivation):
        text = derivation._repr_markdown_()
        assert text.count("$$") == 2 * len(derivation.steps)
        for step in derivation.steps:
            assert step.reason and (step.name or step.left != step.right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Integral(x**2, (x, 0, 1)), Rational(1, 3)),
        (Derivative(sympy.sin(x), x), sympy.cos(x)),
        (Limit(sympy.sin(x) / x, x, 0), 1),
        (sympy.Sum(x, (x, 1, 4)), 10),
        ((x + y) ** 2, x**2 + 2 * x * y + y**2),
        (ShownQuotient(Integral(x, (x, 0, 1)), 3), Rational(1, 6)),
        (shown_product(2, Integral(x, (x, 0, 1)), v), v),
    ],
)
def test_step_carries_out_what_is_left_to_do(left, right):
    assert Step("Because.", left, right).right == right
    with pytest.raises(
        DerivationError, match=r"'Because\.' must make both sides equal, got a diff"
    ):
        Step("Because.", left, right + v)


def test_a_wrong_infinite_integral_is_refused():
    density = sympy.exp(-(x**2) / 2) / sympy.sqrt(2 * sympy.pi)
    Step("Gaussian.", Integral(x**4 * density, (x, -oo, oo)), 3)
    with pytest.raises(DerivationError):
        Step("Gaussian.", Integral(x**4 * density, (x, -oo, oo)), 2)


def test_step_says_each_side_once():
    assert Step("", Rational(1, 2), Rational(1, 2), "h").latex == r"h = \frac{1}{2}"
    assert Step("", x * (1 + x), x + x**2).latex == r"x \left(x + 1\right) = x^{2} + x"


def test_a_quantity_brings_its_name_and_hands_on_what_was_shown():
    first = Step("", Quantity("A", Integral(x, (x, 0, 1))), Rational(1, 2))
    assert (first.name, first.left) == ("A", Integral(x, (x, 0, 1)))
    assert first.quantity == Quantity("A", Rational(1, 2))
    with pytest.raises(TypeError, match=r"name must be left out .* got 'B' beside 'A'"):
        Step("", first.quantity, Rational(1, 2), "B")


def test_names_and_values_of_quantities_are_combined_alike():
    a, b = Quantity("A", x), Quantity("B", y)
    assert (a + b, a - b, a**2) == (
        Quantity("A + B", x + y),
        Quantity("A - B", x - y),
        Quantity("A^{2}", x**2),
    )
    assert (a / b).latex == r"\frac{A}{B}"
    assert (a / b).value.doit() == x / y != y / x
    assert (a / 2).value.doit() == x / 2


def test_quotient_and_product_are_shown_as_they_stand():
    assert sympy.latex(ShownQuotient(4 * x, 2)) == r"\frac{4 x}{2}"
    assert sympy.latex(shown_product(2, n, 1 / n)) == r"2 n \frac{1}{n}"


def test_a_formula_is_checked_at_each_of_its_sizes():
    def triangle(size):
        return Quantity("T", sympy.Integer(sum(range(size + 1))))

    sizes = {n: (1, 2, 3)}
    step = Step("Count.", at_sizes(triangle, sizes), n * (n + 1) / 2)
    assert step.latex == r"T = \frac{n \left(n + 1\right)}{2}\qquad (n = 1, 2, 3)"
    with pytest.raises(DerivationError, match="got a difference of 1 at n = 3"):
        Step("Right at 1 and 2.", at_sizes(triangle, sizes), 2 * n - 1)
    rectangle = at_sizes(lambda a, b: Quantity("R", sympy.Integer(a * b)), {n: (1, 2), m: (3, 1)})
    assert Step("Two sizes.", rectangle, n * m).latex == "R = m n"
    with pytest.raises(DerivationError, match="difference of -4 at n = 1 at m = 3"):
        Step("Two sizes.", rectangle, n * m + m + n)


def test_a_series_ends_with_the_order_of_what_it_leaves_out():
    series = Quantity("f", 1 - x + x**2, "", order=x**3)
    assert Step("", series, 1 - x + x**2).latex == "f = 1 - x + x^{2} + O(x^{3})"


def test_another_reason_keeps_the_check_and_the_formula():
    step = Step("Because.", at_sizes(lambda k: Quantity("N", sympy.Integer(k)), {n: (1, 2)}), n)
    other = step.because("For another reason.")
    assert (other.reason, other.latex) == ("For another reason.", step.latex)
    assert other.worked_out is step.worked_out


def test_derivation_shows_its_steps_and_ends_in_its_result():
    derivation = Derivation("Title", Step("First.", x - x, 0, "a"), Step("Then.", v + v, 2 * v))
    assert derivation.result == 2 * v
    assert repr(derivation) == "Derivation('Title', 2 steps checked)"
    markdown = derivation._repr_markdown_()
    assert "**Title**" in markdown
    assert "1. First.\n\n   $$ a = 0 $$" in markdown
    assert "2. Then.\n\n   $$ 2 v $$" in markdown


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda: Step("", "x", x), TypeError, "left must be a SymPy expression, got str 'x'"),
        (lambda: Step("", x, "x"), TypeError, "right must be a SymPy expression, got str 'x'"),
        (lambda: Step("", x, None), TypeError, "right must be .* got NoneType None"),
        (lambda: Step("", True, 1), TypeError, "left must be .* got bool True"),
        (lambda: Step("", x > 0, x), TypeError, "left must be .* got StrictGreaterThan x > 0"),
        (lambda: Step("", [x], x), TypeError, r"left must be .* got list \[x\]"),
        (lambda: Step("", sympy.Matrix([x]), x), TypeError, "left must be .* Matrix"),
        (lambda: Step("", Quantity("A", "x"), x), TypeError, "value must be .* got str 'x'"),
        (lambda: Step(3, x, x), TypeError, "reason must be a string, got int 3"),
        (lambda: Step("", x, x, 3), TypeError, "name must be a string, got int 3"),
        (lambda: Step("", sympy.nan, sympy.nan), DerivationError, "got a difference of nan"),
        (lambda: Step("", sympy.oo, sympy.oo), DerivationError, "got a difference of nan"),
        (lambda: Derivation("T"), ValueError, "at least 1 step, got none for 'T'"),
        (lambda: Derivation("T", x), TypeError, "step 1 must be a Step, got Symbol x"),
        (lambda: Derivation(x, Step("", x, x)), TypeError, "title must be a string, got Symbol"),
        (lambda: at_sizes(Quantity, {}), ValueError, "at least 1 size, got none"),
        (lambda: at_sizes(Quantity, {n: ()}), ValueError, "at least 1 size, got none"),
        (
            lambda: at_sizes(lambda a, b: Quantity("N", x), {n: (1, 2), m: (1,)}),
            ValueError,
            "as many numbers for each symbol, got 2, 1",
        ),
        (
            lambda: at_sizes(lambda k: Quantity(f"N_{k}", x), {n: (1, 2)}),
            ValueError,
            "one name at all sizes, got N_1, N_2",
        ),
    ],
)
def test_bad_input_is_named(call, error, said):
    with pytest.raises(error, match=said):
        call()
