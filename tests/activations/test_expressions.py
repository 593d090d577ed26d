import numpy as np
import pytest
import scipy.special
import sympy
from sympy.abc import s, t

from initnotes.activations import from_expression, sigmoid, silu, softplus

STATES = np.linspace(-30, 30, 1201)
EXPRESSIONS = {
    "polynomial": (s**2, lambda x: x**2, lambda x: 2 * x, ()),
    "the state itself": (s, lambda x: x, np.ones_like, ()),
    "Abs": (sympy.Abs(s), np.abs, np.sign, (0,)),
    "sign": (sympy.sign(s), np.sign, np.zeros_like, (0,)),
    "Max": (sympy.Max(s, 0), lambda x: np.maximum(x, 0), lambda x: np.heaviside(x, 0.5), (0,)),
    "Min and Max": (
        sympy.Max(-1, sympy.Min(s, 1)),
        lambda x: np.clip(x, -1, 1),
        lambda x: np.heaviside(x + 1, 0.5) - np.heaviside(x - 1, 0.5),
        (-1, 1),
    ),
    "Piecewise": (
        sympy.Piecewise((s - 1, s > 1), (0, s > -2), (2 * s + 4, True)),
        lambda x: np.where(x > 1, x - 1, np.where(x > -2, 0, 2 * x + 4)),
        lambda x: np.where(x > 1, 1, np.where(x > -2, 0, 2)),
        (-2, 1),
    ),
    "erf": (
        s * sympy.erf(s),
        lambda x: x * scipy.special.erf(x),
        lambda x: scipy.special.erf(x) + 2 * x * np.exp(-(x**2)) / np.sqrt(np.pi),
        (),
    ),
    "atan": (sympy.atan(s), np.arctan, lambda x: 1 / (1 + x**2), ()),
    "with constants": (
        sympy.sqrt(2) * sympy.sin(sympy.pi * s),
        lambda x: np.sqrt(2) * np.sin(np.pi * x),
        lambda x: np.sqrt(2) * np.pi * np.cos(np.pi * x),
        (),
    ),
}


@pytest.mark.parametrize("case", EXPRESSIONS)
@pytest.mark.parametrize("symbol", [s, sympy.Symbol("u", real=True), sympy.Symbol("x")])
def test_f_slope_and_kinks_follow_from_the_expression(case, symbol):
    expression, f, slope, kinks = EXPRESSIONS[case]
    made = from_expression("made", expression.subs(s, symbol))
    np.testing.assert_allclose(made(STATES), f(STATES), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(made.derivative(STATES), slope(STATES), rtol=1e-11, atol=1e-11)
    assert made.kinks == kinks
    assert made(STATES.astype(np.float32)).dtype == np.float32
    assert made.derivative(STATES.astype(np.float32)).dtype == np.float32


def test_the_symbol_is_found_or_given():
    assert from_expression("f", sympy.tanh(t))(0.5) == np.tanh(0.5)
    made = from_expression("f", sympy.tanh(t), t)
    assert made.expression() == sympy.tanh(sympy.Symbol("s", real=True))
    assert made.expression(t) == sympy.tanh(t)
    assert made.name == "f"


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("expression", "shipped"),
    [
        (sympy.log(1 + sympy.exp(s)), softplus),
        (1 / (1 + sympy.exp(-s)), sigmoid),
        (s / (1 + sympy.exp(-s)), silu),
        (s * sympy.exp(s) / (1 + sympy.exp(s)), silu),
    ],
)
def test_an_expression_that_overflows_on_the_way_still_has_its_value(expression, shipped, dtype):
    made = from_expression("made", expression)
    states = np.array([-1e4, -800, -95, 0, 95, 800, 1e4], dtype)
    with np.errstate(all="raise"):
        z, slope = made(states), made.derivative(states)
    assert z.dtype == slope.dtype == dtype
    np.testing.assert_allclose(z, shipped(states), rtol=1e-6, atol=1e-12)
    np.testing.assert_allclose(slope, shipped.derivative(states), rtol=1e-6, atol=1e-12)


def test_what_is_infinite_in_truth_stays_so():
    made = from_expression("exp", sympy.exp(s))
    np.testing.assert_array_equal(made([-1e4, 1e4]), [0, np.inf])
    np.testing.assert_array_equal(made([-np.inf, np.inf]), [0, np.inf])
    assert np.isnan(made(np.nan))


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (
            ("f", "tanh(s)"),
            TypeError,
            r"expression must be a SymPy expression, got str 'tanh\(s\)'",
        ),
        (("f", 3), TypeError, "expression must be a SymPy expression, got int 3"),
        (("f", s > 0), TypeError, "expression must be a SymPy expression, got StrictGreaterThan"),
        (("f", sympy.tanh), TypeError, "expression must be a SymPy expression"),
        (("f", sympy.Integer(3)), ValueError, "exactly one symbol, got none in 3"),
        (("f", s * t), ValueError, r"exactly one symbol, got s, t in s\*t"),
        (("f", s * t, s), ValueError, "exactly one symbol, got s, t"),
        (("f", s, t), ValueError, "symbol must be the expression's, got t for s"),
        (("f", s, "s"), TypeError, "symbol must be a SymPy symbol, got str 's'"),
        ((3, s), TypeError, "name must be a string, got int 3"),
        (("f", 1 / s), ValueError, "function must be finite"),
        (("f", sympy.log(s)), ValueError, r"function must be finite for states in \[-30, 30\]"),
        (("f", sympy.gamma(s)), TypeError, "function must take a NumPy array"),
        (("f", sympy.Function("g")(s)), ValueError, r"functions that SymPy knows, got g\(s\)"),
    ],
)
def test_a_bad_argument_is_named(arguments, error, message):
    with pytest.raises(error, match=message):
        from_expression(*arguments)


def test_a_derivative_that_sympy_does_not_know_is_said_to_be_so():
    s = sympy.Symbol("s")
    with pytest.raises(ValueError, match="expression must have a derivative that SymPy knows, got"):
        from_expression("steps", sympy.floor(s))
