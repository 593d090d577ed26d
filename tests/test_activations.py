import numpy as np
import pytest
import sympy
import torch
from hypothesis import given
from hypothesis import strategies as st

from initnotes import activations as a

ALL = list(a.ACTIVATIONS.values())
TORCH = {
    "identity": lambda s: s,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "softsign": torch.nn.functional.softsign,
    "relu": torch.relu,
    "leaky_relu": torch.nn.functional.leaky_relu,
}
STATES = np.concatenate([np.linspace(-30, 30, 121), [1e-8, -1e-8, 0.3]])
by_name = pytest.mark.parametrize("activation", ALL, ids=lambda activation: activation.name)


@by_name
def test_function_is_its_expression(activation):
    symbol = sympy.Symbol("s", real=True)
    f = sympy.lambdify(symbol, activation.expression(symbol), "numpy")
    np.testing.assert_allclose(activation(STATES), f(STATES), rtol=1e-12, atol=1e-13)


@by_name
def test_derivative_is_that_of_the_expression(activation):
    symbol = sympy.Symbol("s", real=True)
    slope = sympy.lambdify(symbol, sympy.diff(activation.expression(symbol), symbol), "mpmath")
    away_from_kink = STATES[STATES != 0]
    expected = [float(slope(s)) for s in away_from_kink]
    np.testing.assert_allclose(activation.derivative(away_from_kink), expected, atol=1e-13)


@by_name
def test_function_and_derivative_are_torchs(activation):
    s = torch.tensor(STATES, requires_grad=True)
    z = TORCH[activation.name](s)
    z.sum().backward()
    np.testing.assert_allclose(activation(STATES), z.detach().numpy(), atol=1e-13)
    np.testing.assert_allclose(activation.derivative(STATES), s.grad.numpy(), atol=1e-13)


@by_name
@pytest.mark.parametrize(
    "wrong", [lambda f, s: f(s), lambda f, s: f.derivative(s) / 3, lambda f, s: -f.derivative(s)]
)
def test_wrong_derivative_would_be_seen(activation, wrong):
    s = torch.tensor(STATES, requires_grad=True)
    TORCH[activation.name](s).sum().backward()
    assert np.max(np.abs(wrong(activation, STATES) - s.grad.numpy())) > 1e-3


@by_name
def test_zero_mean_says_whether_the_function_is_odd(activation):
    odd = np.allclose(activation(-STATES), -activation(STATES))
    assert activation.zero_mean == odd


@by_name
def test_unit_slope_says_whether_it_is_the_identity_near_zero(activation):
    small = np.array([-1e-6, 1e-6])
    assert activation.unit_slope == np.allclose(activation(small), small, rtol=1e-5, atol=0)


@by_name
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_in_is_dtype_out(activation, dtype):
    s = np.linspace(-2, 2, 7, dtype=dtype)
    assert activation(s).dtype == dtype
    assert activation.derivative(s).dtype == dtype


@by_name
def test_out_is_filled_in_place(activation):
    s = np.linspace(-2, 2, 7)
    expected = activation(s)
    assert activation(s, out=s) is s
    np.testing.assert_array_equal(s, expected)


@by_name
def test_integers_become_floats(activation):
    np.testing.assert_array_equal(activation([-1, 0, 2]), activation(np.array([-1.0, 0, 2])))


@given(s=st.floats(-700, 700))
def test_sigmoid_and_its_mirror_sum_to_one(s):
    assert a.sigmoid(s) + a.sigmoid(-s) == pytest.approx(1)


@given(slope=st.floats(0, 1), s=st.floats(-100, 100))
def test_leaky_relu_mixes_relu_and_identity(slope, s):
    expected = (1 - slope) * a.relu(s) + slope * s
    assert a.leaky_relu(slope)(s) == pytest.approx(expected)


@pytest.mark.parametrize("slope", [-0.1, 1.1])
def test_leaky_relu_names_a_bad_slope(slope):
    with pytest.raises(ValueError, match=rf"negative_slope must lie in \[0, 1\], got {slope}"):
        a.leaky_relu(slope)


def test_lookup_by_name_lists_the_known_ones():
    assert a.activation("tanh") is a.tanh
    with pytest.raises(ValueError, match="unknown activation 'swish'; known are identity, leaky"):
        a.activation("swish")


def test_repr_names_the_activation():
    assert repr(a.tanh) == "Activation('tanh')"
