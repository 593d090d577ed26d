import mpmath
import numpy as np
import pytest
import sympy
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from initnotes import activations as a
from initnotes.activations import agreement

TORCH = {
    "identity": lambda s: s.clone(),
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "softsign": functional.softsign,
    "relu": torch.relu,
    "leaky_relu": functional.leaky_relu,
    "elu": functional.elu,
    "selu": functional.selu,
    # By default torch takes softplus for s from s = 20, where it differs by 2e-9.
    "softplus": lambda s: functional.softplus(s, threshold=100),
    "hard_tanh": functional.hardtanh,
    "gelu": functional.gelu,
    "gelu_tanh": lambda s: functional.gelu(s, approximate="tanh"),
    "silu": functional.silu,
    "mish": functional.mish,
}
KINKS = {"relu": (0,), "leaky_relu": (0,), "selu": (0,), "hard_tanh": (-1, 1)}
ODD = {"identity", "tanh", "softsign", "hard_tanh"}
UNIT_SLOPE = {"identity", "tanh", "softsign", "hard_tanh", "elu"}
STATES = np.concatenate([np.linspace(-30, 30, 121), [1e-8, -1e-8, 0.3, -1.7, 4.2, -9.9]])
# None at a kink, where an expression has no derivative.
MPMATH_STATES = np.array(
    [s * sign for sign in (1, -1) for s in (1e-7, 0.03, 0.3, 0.75, 0.99, 1.01, 1.5, 2, 3, 4.5)]
    + [s * sign for sign in (1, -1) for s in (6, 8, 10, 13, 17, 21, 25, 30, 33, 37)]
)
EXTREME = np.array([-1e4, -3e3, -750, -710, -100, -89, -40, 0, 40, 89, 100, 710, 750, 3e3, 1e4])
by_name = pytest.mark.parametrize("f", a.ACTIVATIONS.values(), ids=a.ACTIVATIONS)


def by_mpmath(expression, symbol, states):
    """The expression's values, rounded to float64 from so many digits that no tail cancels."""
    function = sympy.lambdify(symbol, expression, "mpmath")
    with mpmath.workdps(400):
        return np.array([float(function(mpmath.mpf(float(s)))) for s in states])


def by_torch(name, states):
    """Torch's f and f' at the states."""
    s = torch.tensor(states, requires_grad=True)
    z = TORCH[name](s)
    z.sum().backward()
    return z.detach().numpy(), s.grad.numpy()


def expected(f, states):
    symbol = sympy.Symbol("s", real=True)
    formula = f.expression(symbol)
    return (
        by_mpmath(formula, symbol, states),
        by_mpmath(sympy.diff(formula, symbol), symbol, states),
    )


@by_name
def test_f_and_slope_are_the_expressions_tails_included(f):
    z, slope = expected(f, MPMATH_STATES)
    np.testing.assert_allclose(f(MPMATH_STATES), z, rtol=1e-12, atol=0)
    # Near a minimum f' has no relative accuracy; elsewhere, in the tails above all, it has.
    near_minimum = (np.abs(slope) < 1e-2) & (np.abs(MPMATH_STATES) < 2)
    np.testing.assert_allclose(f.derivative(MPMATH_STATES), slope, rtol=1e-12, atol=1e-15)
    tails = ~near_minimum
    np.testing.assert_allclose(
        f.derivative(MPMATH_STATES[tails]), slope[tails], rtol=1e-12, atol=1e-300
    )


@by_name
def test_float32_has_the_expressions_tails_to_its_own_accuracy(f):
    states = MPMATH_STATES[np.abs(MPMATH_STATES) < 12].astype(np.float32)
    z, slope = expected(f, states)
    # A state of 10 is known to 5e-7, and exp(-s**2 / 2) to 1e-5.
    np.testing.assert_allclose(f(states), z, rtol=2e-5, atol=0)
    np.testing.assert_allclose(f.derivative(states), slope, rtol=2e-5, atol=1e-6)


@by_name
def test_f_and_slope_are_torchs_at_kinks_too(f):
    states = np.concatenate([STATES, EXTREME, f.kinks])
    z, slope = by_torch(f.name, states)
    np.testing.assert_allclose(f(states), z, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(f.derivative(states), slope, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(f.slope(states, f(states)), slope, rtol=1e-12, atol=1e-12)


@by_name
@pytest.mark.parametrize(
    "wrong", [lambda f, s: f(s), lambda f, s: f.derivative(s) / 3, lambda f, s: -f.derivative(s)]
)
def test_a_wrong_slope_is_not_torchs(f, wrong):
    assert np.max(np.abs(wrong(f, STATES) - by_torch(f.name, STATES)[1])) > 1e-3


@by_name
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_no_warning_and_no_infinity_up_to_ten_thousand(f, dtype):
    states = EXTREME.astype(dtype)
    with np.errstate(all="raise"):
        z = f(states)
        slope = f.slope(states, z)
        derivative = f.derivative(states)
    for values in (z, slope, derivative):
        assert values.dtype == dtype
        assert np.all(np.isfinite(values))
    assert np.all(np.abs(z) <= np.maximum(1.8, 1.06 * np.abs(states)))


@by_name
def test_slope_from_the_output_is_the_slope_from_the_state(f):
    states = np.concatenate([STATES, EXTREME])
    np.testing.assert_allclose(f.slope(states, f(states)), f.derivative(states), atol=1e-12)


def test_the_shortcut_is_what_the_backward_pass_takes():
    for f in a.ACTIVATIONS.values():
        monotone = f.name not in ("gelu", "gelu_tanh", "silu", "mish")
        assert (f.derivative_at_output is not None) == monotone
    z = np.array([0.5])
    unseen = np.array([np.nan])
    assert a.tanh.slope(unseen, z) == 0.75
    assert a.gelu.slope(z, unseen) == a.gelu.derivative(z)


@by_name
def test_kinks_are_found_and_exact(f):
    assert f.kinks == KINKS.get(f.name, ())


@by_name
def test_zero_mean_and_unit_slope(f):
    assert f.zero_mean == (f.name in ODD)
    assert f.unit_slope == (f.name in UNIT_SLOPE)


@by_name
def test_an_expression_makes_the_same_activation(f):
    states = np.concatenate([STATES, EXTREME])
    made = a.from_expression("made", f.expression())
    np.testing.assert_allclose(made(states), f(states), rtol=1e-12, atol=1e-12)
    smooth = ~np.isin(states, f.kinks)
    np.testing.assert_allclose(
        made.derivative(states[smooth]), f.derivative(states[smooth]), rtol=1e-12, atol=1e-12
    )
    assert made.kinks == f.kinks


@by_name
def test_the_grid_reaches_the_states_between(f):
    # The states at which f' was held against f leave no gap as wide as 0.1.
    assert np.diff(agreement._STATES).max() < 0.1
    middle = (agreement._STATES[1:] + agreement._STATES[:-1]) / 2
    np.testing.assert_allclose(f.derivative(middle), by_torch(f.name, middle)[1], atol=1e-12)


@given(s=st.floats(-700, 700))
def test_sigmoid_and_its_mirror_sum_to_one(s):
    assert a.sigmoid(s) + a.sigmoid(-s) == pytest.approx(1)


@given(s=st.floats(-700, 700))
def test_halves_of_the_identity(s):
    # f(s) - f(-s) = s for each activation that is s times a gate with g(s) + g(-s) = 1.
    for f in (a.relu, a.gelu, a.gelu_tanh, a.silu, a.softplus):
        assert f(s) - f(-s) == pytest.approx(s, abs=1e-12)


@given(slope=st.floats(0, 1), s=st.floats(-100, 100))
def test_leaky_relu_mixes_relu_and_identity(slope, s):
    assert a.leaky_relu(slope)(s) == pytest.approx((1 - slope) * a.relu(s) + slope * s)


@pytest.mark.parametrize("slope", [0, 0.25, 1])
def test_leaky_relus_slope_is_torchs(slope):
    s = torch.tensor(STATES, requires_grad=True)
    functional.leaky_relu(s, slope).sum().backward()
    f = a.leaky_relu(slope)
    np.testing.assert_array_equal(f.derivative(STATES), s.grad.numpy())
    assert f.kinks == (() if slope == 1 else (0,))
    assert f.zero_mean == f.unit_slope == (slope == 1)


@pytest.mark.parametrize("alpha", [0, 0.5, 2])
def test_elu_of_any_alpha_is_torchs(alpha):
    s = torch.tensor(STATES, requires_grad=True)
    z = functional.elu(s, alpha)
    z.sum().backward()
    f = a.elu(alpha)
    np.testing.assert_allclose(f(STATES), z.detach().numpy(), atol=1e-13)
    np.testing.assert_allclose(f.derivative(STATES), s.grad.numpy(), atol=1e-13)
    np.testing.assert_allclose(f.slope(STATES, f(STATES)), s.grad.numpy(), atol=1e-13)
    assert f.kinks == (0,)


def gaussian_mean(values_at):
    """E h(g) for a standard Gaussian g, split at 0."""
    half, weight = np.polynomial.legendre.leggauss(200)
    s = np.concatenate([-6 * (1 + half), 6 * (1 + half)])
    density = np.tile(6 * weight, 2) * np.exp(-(s**2) / 2) / np.sqrt(2 * np.pi)
    return values_at(s) @ density


def test_selu_keeps_a_standard_gaussian_as_it_is():
    # The two constants are the solution of these two equations.
    assert gaussian_mean(a.selu) == pytest.approx(0, abs=1e-14)
    assert gaussian_mean(lambda s: a.selu(s) ** 2) == pytest.approx(1, abs=1e-14)


def test_the_slope_of_gelu_has_its_second_moment():
    def integrand(s):
        return (mpmath.ncdf(s) + s * mpmath.npdf(s)) ** 2 * mpmath.npdf(s)

    exact = float(mpmath.quad(integrand, [-mpmath.inf, -2, 0, 2, mpmath.inf]))
    assert exact == pytest.approx(0.456, abs=5e-4)
    assert gaussian_mean(lambda s: a.gelu.derivative(s) ** 2) == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: a.leaky_relu(-0.1), ValueError, r"negative_slope must lie in \[0, 1\], got -0.1"),
        (lambda: a.leaky_relu(1.1), ValueError, r"negative_slope must lie in \[0, 1\], got 1.1"),
        (lambda: a.leaky_relu(np.nan), ValueError, "negative_slope must be finite"),
        (lambda: a.leaky_relu("0.1"), TypeError, "negative_slope must be a number, got str '0.1'"),
        (lambda: a.elu(-1), ValueError, "alpha must be at least 0, got -1.0"),
        (lambda: a.elu(np.inf), ValueError, "alpha must be finite"),
        (lambda: a.elu([1]), TypeError, "alpha must be a number, got list"),
        (lambda: a.elu(True), TypeError, "alpha must be a number, got bool"),
    ],
)
def test_a_bad_parameter_is_named(call, error, message):
    with pytest.raises(error, match=message):
        call()
