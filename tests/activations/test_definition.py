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


def step(s):
    return (s > 0).astype(s.dtype)


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
    "complex": (np.array([1j]), "state must hold real numbers, got an array of dtype complex128"),
    "bool": ([True], "state must hold real numbers, got list"),
    "string": ("1", "state must hold real numbers, got str '1'"),
    "None": (None, "state must hold real numbers, got NoneType"),
    "ragged": ([[1.0], [1.0, 2.0]], "state must be one array of numbers, got ragged rows"),
    "masked": (np.ma.array([1.0], mask=[True]), "state must be a plain array, got a masked one"),
}


@pytest.mark.parametrize("case", BAD_STATES)
@pytest.mark.parametrize("f", [a.tanh, a.gelu])
def test_a_bad_state_is_named(case, f):
    bad, message = BAD_STATES[case]
    for call in (f, f.derivative):
        with pytest.raises((TypeError, ValueError), match=message):
            call(bad)


def test_a_bad_output_is_named():
    with pytest.raises(TypeError, match="activation must hold real numbers"):
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
        "function must be a function of .*got str 'tanh'",
    ),
    "no derivative": (
        lambda: Activation("f", np.tanh, None),
        TypeError,
        "derivative must be a function of .*got NoneType None",
    ),
    "shortcut": (
        lambda: Activation("f", np.tanh, a.tanh.derivative, derivative_at_output=1),
        TypeError,
        "derivative_at_output must be a function of .*got int 1",
    ),
    "formula": (
        lambda: Activation("f", np.tanh, a.tanh.derivative, formula="tanh(s)"),
        TypeError,
        "formula must be a function of .*got str",
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
        r"kinks\[0\] must be a number, got str",
    ),
    "kinks of lists": (
        lambda: Activation("f", np.tanh, a.tanh.derivative, kinks=[[1], [1, 2]]),
        TypeError,
        r"kinks\[0\] must be a number, got list",
    ),
    "NaN as a kink": (
        lambda: Activation("f", np.tanh, a.tanh.derivative, kinks=[np.nan]),
        ValueError,
        r"kinks\[0\] must be finite",
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
