import dataclasses

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from initnotes import activations as a
from initnotes.activations import Activation


def ones(s):
    return np.ones_like(s)


def relu(s):
    return np.maximum(s, 0)


def step(s):
    return (s > 0).astype(s.dtype)


def beyond(derivative, reach, factor=1.05):
    """`derivative`, but `factor` times it beyond `reach`."""
    return lambda s: derivative(s) * np.where(np.abs(s) > reach, s.dtype.type(factor), 1)


# GELU's slope tends to 1, so that a wrong factor is seen far from 0, too.
WRONG_DERIVATIVES = {
    "a placeholder": (a.gelu, ones),
    "zero": (a.gelu, np.zeros_like),
    "f itself": (a.tanh, np.tanh),
    "of the output, given as of the state": (a.tanh, lambda z: 1 - z * z),
    "of another": (a.gelu, a.silu.derivative),
    "of a near relation": (a.gelu, a.gelu_tanh.derivative),
    "one percent off": (a.gelu, lambda s: np.float32(1.01) * a.gelu.derivative(s)),
    "off by 1e-4": (a.gelu, lambda s: a.gelu.derivative(s) + s.dtype.type(1e-4)),
    "wrong beyond 8 only": (a.gelu, beyond(a.gelu.derivative, 8)),
    "wrong beyond 29.5 only": (a.gelu, beyond(a.gelu.derivative, 29.5)),
    "the other side's": (a.relu, lambda s: step(-s)),
    "shifted": (a.tanh, lambda s: a.tanh.derivative(s - s.dtype.type(0.01))),
    "NaN in between": (a.tanh, lambda s: np.where(abs(s - 1) < 0.1, np.nan * s, a.tanh(s))),
}


@pytest.mark.parametrize("case", WRONG_DERIVATIVES)
def test_a_wrong_derivative_is_refused(case):
    f, wrong = WRONG_DERIVATIVES[case]
    with pytest.raises(ValueError, match=r"derivative must be .* at state s = "):
        Activation("wrong", f.function, wrong)


@pytest.mark.parametrize("f", a.ACTIVATIONS.values(), ids=a.ACTIVATIONS)
def test_the_right_derivative_is_taken_and_one_percent_off_is_not(f):
    assert Activation("right", f.function, f.derivative).kinks == f.kinks
    with pytest.raises(ValueError, match="derivative must be that of function"):
        Activation("wrong", f.function, lambda s: np.float32(1.01) * f.derivative(s))


def test_the_refusal_names_the_state_where_they_part():
    with pytest.raises(ValueError) as refusal:
        Activation("gelu", a.gelu.function, beyond(a.gelu.derivative, 8, factor=2))
    words = str(refusal.value)
    got, state, quotient = (
        float(words.split(mark)[1].split()[0].rstrip(","))
        for mark in ("got ", "s = ", "quotient is ")
    )
    assert 8 < abs(state) < 8.1
    assert quotient == pytest.approx(a.gelu.derivative(state), abs=1e-5)
    assert got == pytest.approx(2 * quotient, abs=1e-5)


@pytest.mark.parametrize(
    "wrong",
    [
        ones,
        lambda z: 1 - z,
        lambda z: np.float32(1.01) * (1 - z * z),
        # Right but for z of 0, which is where a net starts.
        lambda z: np.where(z == 0, z, 1 - z * z),
    ],
)
def test_a_wrong_shortcut_is_refused(wrong):
    with pytest.raises(ValueError, match=r"derivative_at_output must be .* at z = .* s = "):
        Activation("tanh", np.tanh, a.tanh.derivative, derivative_at_output=wrong)


def test_a_shortcut_must_agree_at_kinks():
    def from_right(z):
        return (z >= 0).astype(z.dtype)

    with pytest.raises(ValueError, match="derivative_at_output must be derivative"):
        Activation("relu", relu, step, derivative_at_output=from_right)


def test_gelu_has_no_shortcut_to_give():
    # Two states share each small negative z, and their slopes have opposite signs.
    with pytest.raises(ValueError, match="derivative_at_output must be derivative"):
        Activation("gelu", a.gelu.function, a.gelu.derivative, derivative_at_output=step)


@pytest.mark.parametrize("kink", [0.0, 0.25, -1 / 3, 7.123456, -29.0])
def test_a_kink_is_found_wherever_it_is(kink):
    made = Activation("shifted", lambda s: relu(s - s.dtype.type(kink)), lambda s: step(s - kink))
    assert made.kinks == pytest.approx((kink,), abs=1e-9)


def test_jumps_of_f_are_kinks():
    made = Activation("sign", np.sign, np.zeros_like)
    assert made.kinks == (0,)
    assert made.zero_mean
    assert not made.unit_slope


def test_many_kinks_are_found():
    # s - floor(s) jumps at each integer, and f' is 1 on both sides.
    made = Activation("saw", lambda s: s - np.floor(s), ones)
    assert set(range(-29, 30)) <= set(made.kinks)
    triangle = Activation(
        "triangle",
        lambda s: abs((s - 1) % 2 - 1),
        lambda s: np.sign((s - 1) % 2 - 1),
    )
    assert set(range(-29, 30)) <= set(triangle.kinks)
    assert set(np.round(triangle.kinks)) == set(triangle.kinks)


@pytest.mark.parametrize("steepness", [1, 5, 30, 300])
def test_steep_is_not_a_kink(steepness):
    made = Activation(
        "steep",
        lambda s: np.tanh(steepness * s) / steepness,
        lambda s: a.tanh.derivative(steepness * s),
    )
    assert made.kinks == ()


def test_kinks_given_are_kept_sorted():
    made = Activation("hard", a.hard_tanh.function, a.hard_tanh.derivative, kinks=[1, -1])
    assert made.kinks == (-1.0, 1.0)
    assert Activation("tanh", np.tanh, a.tanh.derivative, kinks=()).kinks == ()


@pytest.mark.parametrize("offset", [0, 1e-6, 0.1])
def test_zero_mean_asks_for_an_odd_function(offset):
    made = Activation("moved", lambda s: np.tanh(s) + s.dtype.type(offset), a.tanh.derivative)
    assert made.zero_mean == made.unit_slope == (offset == 0)


def test_unit_slope_asks_for_both_sides():
    assert not a.leaky_relu(0.99).unit_slope
    mirrored = Activation("mirrored", lambda s: -relu(-s), lambda s: step(-s))
    assert not mirrored.unit_slope
    assert a.elu(1).unit_slope
    assert not a.elu(1.001).unit_slope


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_and_shape_in_are_dtype_and_shape_out(dtype):
    s = np.linspace(-2, 2, 24, dtype=dtype).reshape(2, 3, 4)
    for f in a.ACTIVATIONS.values():
        for values in (f(s), f.derivative(s), f.slope(s, f(s)), f(s[..., ::2]), f(s.T)):
            assert values.dtype == dtype
        assert f(s).shape == f.derivative(s).shape == s.shape
        np.testing.assert_array_equal(f(s.T), f(s).T)
        assert f(s[:0]).shape == (0, 3, 4)


def test_the_state_is_left_as_it_is():
    s = np.linspace(-2, 2, 7)
    s.flags.writeable = False
    for f in a.ACTIVATIONS.values():
        assert not np.shares_memory(f(s), s)
        f.slope(s, f(s))


def test_numbers_and_integers_become_float64():
    for f in a.ACTIVATIONS.values():
        np.testing.assert_array_equal(f([-1, 0, 2]), f(np.array([-1.0, 0, 2])))
        assert f(2).dtype == f.derivative(2).dtype == f.slope(2, f(2)).dtype == np.float64
        assert np.ndim(f(np.float32(2))) == 0
        assert f(np.float32(2)).dtype == np.float32


BAD_STATES = {
    "complex": (np.array([1j]), "state must be an array of real numbers, got dtype complex128"),
    "bool": ([True], "state must be an array of real numbers, got dtype bool"),
    "string": ("1", "state must be an array of real numbers, got dtype <U1"),
    "None": (None, "state must be an array of real numbers, got dtype object"),
    "ragged": ([[1.0], [1.0, 2.0]], "state must be an array of real numbers"),
    "masked": (np.ma.array([1.0], mask=[True]), "state must be an array without a mask"),
}


@pytest.mark.parametrize("case", BAD_STATES)
@pytest.mark.parametrize("f", [a.tanh, a.gelu])
def test_a_bad_state_is_named(case, f):
    bad, message = BAD_STATES[case]
    for call in (f, f.derivative):
        with pytest.raises(TypeError, match=message):
            call(bad)


def test_a_bad_output_is_named():
    with pytest.raises(TypeError, match="activation must be an array of real numbers"):
        a.tanh.slope(np.ones(1), np.array([1j]))


def in_place(s):
    s *= 2
    return s


BAD_ACTIVATIONS = {
    "name": (lambda: Activation(3, np.tanh, ones), TypeError, "name must be a string, got int 3"),
    "no name": (lambda: Activation("", np.tanh, ones), ValueError, "name must be a string of at"),
    "function": (
        lambda: Activation("f", "tanh", ones),
        TypeError,
        "function must be callable, got str 'tanh'",
    ),
    "no derivative": (
        lambda: Activation("f", np.tanh, None),
        TypeError,
        "derivative must be callable, got NoneType None",
    ),
    "shortcut": (
        lambda: Activation("f", np.tanh, a.tanh.derivative, derivative_at_output=1),
        TypeError,
        "derivative_at_output must be callable, got int 1",
    ),
    "formula": (
        lambda: Activation("f", np.tanh, a.tanh.derivative, formula="tanh(s)"),
        TypeError,
        "formula must be callable, got str",
    ),
    "kinks as a string": (
        lambda: Activation("f", np.tanh, a.tanh.derivative, kinks="0"),
        TypeError,
        "kinks must be a sequence of numbers, got str '0'",
    ),
    "kinks as a number": (
        lambda: Activation("f", np.tanh, a.tanh.derivative, kinks=0),
        TypeError,
        "kinks must be a sequence of numbers, got int 0",
    ),
    "kinks of strings": (
        lambda: Activation("f", np.tanh, a.tanh.derivative, kinks=["a"]),
        TypeError,
        "kinks must be a sequence of numbers, got list",
    ),
    "kinks of lists": (
        lambda: Activation("f", np.tanh, a.tanh.derivative, kinks=[[1], [1, 2]]),
        TypeError,
        "kinks must be a sequence of numbers",
    ),
    "NaN as a kink": (
        lambda: Activation("f", np.tanh, a.tanh.derivative, kinks=[np.nan]),
        ValueError,
        "kinks must be finite",
    ),
    "shape": (
        lambda: Activation("f", np.ravel, ones),
        ValueError,
        r"function must keep shape \(2, 3\) and dtype float32, got \(6,\) and float32",
    ),
    "dtype": (
        lambda: Activation("f", lambda s: s.astype(np.float64), ones),
        ValueError,
        r"function must keep shape \(2, 3\) and dtype float32, got \(2, 3\) and float64",
    ),
    "derivative's shape": (
        lambda: Activation("f", np.positive, lambda s: np.ones(3, s.dtype)),
        ValueError,
        "derivative must keep shape",
    ),
    "a derivative that is a number": (
        lambda: Activation("f", np.positive, lambda s: 1.0),
        TypeError,
        "derivative must return a NumPy array, got float",
    ),
    "a tensor": (
        lambda: Activation("f", lambda s: torch.tanh(torch.as_tensor(s)), a.tanh.derivative),
        TypeError,
        "function must return a NumPy array, got Tensor",
    ),
    "in place": (
        lambda: Activation("f", in_place, lambda s: 2 * ones(s)),
        ValueError,
        "function must leave its argument as it is",
    ),
    "one number at a time": (
        lambda: Activation("f", lambda s: s if s > 0 else 0, step),
        TypeError,
        "function must take a NumPy array and return one, got ValueError: The truth value",
    ),
    "not elementwise": (
        lambda: Activation("f", lambda s: s - s.mean(), ones),
        ValueError,
        "function must be elementwise, got values that change with other states",
    ),
    "infinite": (
        lambda: Activation("f", lambda s: 1 / s, lambda s: -1 / s**2),
        ValueError,
        r"function must be finite for states in \[-30, 30\], got inf at state s = 0",
    ),
    "infinite slope": (
        lambda: Activation("f", np.cbrt, lambda s: 1 / (3 * np.cbrt(s) ** 2)),
        ValueError,
        r"derivative must be finite for states in \[-30, 30\], got inf at state s = 0",
    ),
    "half a line": (
        lambda: Activation("f", np.log1p, lambda s: 1 / (1 + s)),
        ValueError,
        r"function must be finite for states in \[-30, 30\], got nan at state s = -1",
    ),
    "shortcut's shape": (
        lambda: Activation("f", np.tanh, a.tanh.derivative, derivative_at_output=np.sum),
        TypeError,
        "derivative_at_output must return a NumPy array",
    ),
}


@pytest.mark.parametrize("case", BAD_ACTIVATIONS)
def test_a_bad_argument_is_named(case):
    call, error, message = BAD_ACTIVATIONS[case]
    with pytest.raises(error, match=message):
        call()


def test_no_formula_is_a_clear_error():
    made = Activation("mine", np.tanh, a.tanh.derivative)
    with pytest.raises(ValueError, match="needs a formula, and the activation 'mine' was"):
        made.expression()


def test_an_activation_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        a.tanh.name = "sigmoid"


def test_a_torch_function_makes_an_activation():
    def slope(s):
        state = torch.tensor(s, requires_grad=True)
        torch.nn.functional.logsigmoid(state).sum().backward()
        return state.grad.numpy()

    made = Activation(
        "log_sigmoid",
        lambda s: torch.nn.functional.logsigmoid(torch.as_tensor(s)).numpy(),
        slope,
    )
    assert made(3.0) == pytest.approx(-np.log1p(np.exp(-3)))


@given(s=st.floats(-1e4, 1e4), scale=st.floats(0.1, 10))
def test_a_users_own_follows_from_f_and_its_slope(s, scale):
    made = Activation(
        "scaled", lambda s: scale * np.tanh(s), lambda s: scale * a.tanh.derivative(s)
    )
    assert made(s) == scale * np.tanh(s)
    assert made.slope(s, made(s)) == scale * a.tanh.derivative(s)


def test_repr_names_the_activation():
    assert repr(a.tanh) == "Activation('tanh')"
