"""The parts of a net, one by one: each way back against finite differences of its way forward."""

from dataclasses import dataclass

import numpy as np
import pytest
import torch

from initnotes.activations import ACTIVATIONS, tanh
from initnotes.signals.parts import Dense, Elementwise, dense_net
from initnotes.signals.passes import backward, forward

STEP = 1e-6
# States of which none is within a step of a kink.
STATES = np.array([[-2.3, -0.7, 0.4], [1.6, -0.2, 3.1]])


def slopes_of(function, below):
    """Central differences of a number, `function` of an array, with respect to each entry."""
    slopes = np.empty_like(below)
    for index in np.ndindex(below.shape):
        step = np.zeros_like(below)
        step[index] = STEP
        slopes[index] = (function(below + step) - function(below - step)) / (2 * STEP)
    return slopes


def slopes_through(parts, below, gradient):
    """Finite differences of sum(gradient * output): what a backward pass should give below."""
    return slopes_of(lambda values: np.sum(gradient * forward(parts, values)[-1]), below)


@dataclass(frozen=True)
class Scaled:
    """A part of a user's own: all values times one number, `back` times on the way back."""

    factor: float
    back: float

    def forward(self, below):
        return self.factor * below

    def backward(self, below, above, gradient):
        return self.back * gradient


@dataclass(frozen=True)
class Squared:
    """Another, whose way back needs what went in and what came out."""

    def forward(self, below):
        return below**2

    def backward(self, below, above, gradient):
        np.testing.assert_array_equal(above, below**2)
        return 2 * below * gradient


def parts_alone(rng):
    return {
        "dense": Dense(rng.standard_normal((4, 3))),
        "dense with biases": Dense(rng.standard_normal((4, 3)), rng.standard_normal(4)),
        **{name: Elementwise(activation) for name, activation in ACTIVATIONS.items()},
    }


@pytest.mark.parametrize("name", parts_alone(np.random.default_rng(0)))
def test_the_way_back_is_the_slope_of_the_way_forward(rng, name):
    part = parts_alone(rng)[name]
    above = part.forward(STATES)
    gradient = rng.standard_normal(above.shape)
    found = part.backward(STATES, above, gradient)
    expected = slopes_through([part], STATES, gradient)
    np.testing.assert_allclose(found, expected, atol=1e-8)
    assert np.abs(part.backward(STATES, above, 1.01 * gradient) - expected).max() > 1e-4


def test_a_dense_layer_adds_its_bias_to_every_row(rng):
    weight, bias = rng.standard_normal((4, 3)), rng.standard_normal(4)
    np.testing.assert_allclose(
        Dense(weight, bias).forward(STATES), [weight @ row + bias for row in STATES]
    )
    np.testing.assert_allclose(Dense(weight).forward(STATES), [weight @ row for row in STATES])


def test_gradients_of_a_layer_are_those_of_the_mean_cost_of_the_batch(rng):
    weight, bias = rng.standard_normal((4, 3)), rng.standard_normal(4)
    gradient = rng.standard_normal((2, 4))

    def cost(weight, bias):
        return np.mean(np.sum(gradient * Dense(weight, bias).forward(STATES), axis=1))

    layer = Dense(weight, bias)
    np.testing.assert_allclose(
        layer.weight_gradient(STATES, gradient),
        slopes_of(lambda changed: cost(changed, bias), weight),
        atol=1e-8,
    )
    np.testing.assert_allclose(
        layer.bias_gradient(gradient),
        slopes_of(lambda changed: cost(weight, changed), bias),
        atol=1e-8,
    )


@pytest.mark.parametrize("own", [Scaled(3.0, 3.0), Squared()])
@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_part_of_a_users_own_joins_the_sequence(rng, own, place):
    parts = dense_net([rng.standard_normal((4, 3)), rng.standard_normal((2, 4))], "tanh")
    parts.insert(place, own)
    values = forward(parts, STATES)
    gradient = rng.standard_normal(values[-1].shape)
    found = backward(parts, values, gradient)
    assert len(values) == len(found) == len(parts) + 1
    for above, (value, slope) in enumerate(zip(values, found, strict=True)):
        assert slope.shape == value.shape
        np.testing.assert_allclose(
            slope, slopes_through(parts[above:], value, gradient), rtol=1e-6, atol=1e-7
        )


def test_a_wrong_way_back_of_a_users_part_is_noticed(rng):
    parts = [Scaled(3.0, 1.0), Dense(rng.standard_normal((2, 3)))]
    gradient = rng.standard_normal((2, 2))
    found = backward(parts, forward(parts, STATES), gradient)
    expected = slopes_through(parts, STATES, gradient)
    np.testing.assert_allclose(3 * found[0], expected, rtol=1e-6)
    assert not np.allclose(found[0], expected, rtol=0.1)


def test_as_many_values_as_a_forward_pass_leaves_are_needed(rng):
    parts = dense_net([rng.standard_normal((4, 3)), rng.standard_normal((2, 4))], "tanh")
    values = forward(parts, STATES)
    for wrong in (values[1:], values[:-1], [*values, values[-1]]):
        with pytest.raises(ValueError):
            backward(parts, wrong, np.ones((2, 2)))


def test_no_parts_give_the_inputs_and_the_gradient_back():
    assert forward([], STATES) == [STATES]
    gradient = np.ones_like(STATES)
    assert backward([], [STATES], gradient) == [gradient]


def test_a_dense_net_has_no_activation_behind_its_last_layer(rng):
    weights = [rng.standard_normal(shape) for shape in ((4, 3), (2, 4), (5, 2))]
    biases = [None, rng.standard_normal(2).astype(np.float32), [1, 2, 3, 4, 5]]
    parts = dense_net(weights, tanh, biases)
    assert [type(part) for part in parts] == [Dense, Elementwise, Dense, Elementwise, Dense]
    for part, weight in zip(parts[::2], weights, strict=True):
        assert part.weight is weight
    assert all(part.activation is tanh for part in parts[1::2])
    assert parts[0].bias is None
    assert parts[2].bias.dtype == parts[4].bias.dtype == np.float64
    np.testing.assert_array_equal(parts[2].bias, biases[1])
    assert len(dense_net(weights[:1], tanh)) == 1


def test_a_name_does_where_an_activation_does():
    assert Elementwise("tanh").activation is tanh
    assert dense_net([np.ones((2, 3)), np.ones((1, 2))], "tanh")[1].activation is tanh


def test_layers_of_integers_become_float64(rng):
    (part,) = dense_net([[[1, 2], [3, 4]]], tanh)
    assert part.weight.dtype == np.float64


@pytest.mark.parametrize(
    ("weights", "biases", "error", "message"),
    [
        (np.ones((2, 3, 3)), None, TypeError, "weights must be a sequence of arrays.*got an array"),
        ("weights", None, TypeError, "weights must be a sequence of arrays.*got str"),
        (3, None, TypeError, "weights must be a sequence of arrays.*got int"),
        ([np.ones((2, 3))], np.ones(2), TypeError, "biases must be a sequence.*got an array"),
        ([np.ones((2, 3))], [], ValueError, "biases must hold at least one layer, got none"),
        ([np.ones((2, 3))], [[1, 2], [3]], ValueError, "biases must hold 1 arrays, got 2"),
        ([np.ones((2, 3), complex)], None, TypeError, r"weights\[0\] must hold real numbers"),
        (
            [np.ma.ones((2, 3))],
            None,
            TypeError,
            r"weights\[0\] must be a plain array, got a masked one",
        ),
    ],
)
def test_what_is_no_net_is_refused(weights, biases, error, message):
    with pytest.raises(error, match=message):
        dense_net(weights, tanh, biases)


def test_gradients_of_a_shared_weight_sum_over_positions():
    """(batch, positions, units), against PyTorch's."""
    rng = np.random.default_rng(0)
    part = Dense(rng.standard_normal((5, 4)), bias=rng.standard_normal(5))
    below, gradient = rng.standard_normal((3, 2, 4)), rng.standard_normal((3, 2, 5))
    weight, bias = (torch.tensor(x, requires_grad=True) for x in (part.weight, part.bias))
    state = torch.nn.functional.linear(torch.tensor(below), weight, bias)
    ((state * torch.tensor(gradient)).sum() / 3).backward()
    np.testing.assert_allclose(part.forward(below), state.detach(), atol=1e-12)
    np.testing.assert_allclose(part.weight_gradient(below, gradient), weight.grad, atol=1e-12)
    np.testing.assert_allclose(part.bias_gradient(gradient), bias.grad, atol=1e-12)


class Residual:
    """The branch of the module's docstring."""

    def __init__(self, parts):
        self.parts = parts

    def forward(self, below):
        return below + forward(self.parts, below)[-1]

    def backward(self, below, above, gradient):
        values = forward(self.parts, below)
        return gradient + backward(self.parts, values, gradient)[0]


@pytest.mark.parametrize("shape", [(3, 4), (3, 2, 4)])
def test_the_docstrings_residual_branch_goes_back_as_torch_does(shape):
    rng = np.random.default_rng(0)
    inside, below = rng.standard_normal((4, 4)), rng.standard_normal(shape)
    net = [Residual([Dense(inside), Elementwise("tanh")]), Elementwise("gelu")]
    values = forward(net, below)
    x = torch.tensor(below, requires_grad=True)
    out = torch.nn.functional.gelu(x + torch.tanh(x @ torch.tensor(inside).T))
    out.sum().backward()
    np.testing.assert_allclose(values[-1], out.detach(), atol=1e-12)
    gradient = backward(net, values, np.ones(shape))[0]
    np.testing.assert_allclose(gradient, x.grad, atol=1e-12)
