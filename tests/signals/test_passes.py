"""The written-out pass against torch autograd, and its shapes and dtypes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initnotes.activations import ACTIVATIONS, sigmoid, tanh
from initnotes.signals.passes import FAMILIES, Signals, propagate, walk


def torch_signals(weights, inputs, function, biases, *, targets=None, output_gradient=None):
    """The same pass by torch autograd, as `Signals`."""
    torch = pytest.importorskip("torch")
    weights = [torch.tensor(weight, requires_grad=True) for weight in weights]
    biases = [torch.tensor(bias, requires_grad=True) for bias in biases]
    states, activations, z = [], [], torch.tensor(inputs)
    for layer, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
        states.append(torch.nn.functional.linear(z, weight, bias))
        states[-1].retain_grad()
        if layer < len(weights) - 1:
            z = function(states[-1])
            activations.append(z)
    cost = None
    if targets is None:
        total = (states[-1] * torch.tensor(output_gradient)).sum()
    else:
        labels = torch.tensor(targets)
        cost = torch.nn.functional.cross_entropy(states[-1], labels, reduction="none")
        total = cost.sum()
    total.backward()
    batch = len(inputs)

    def arrays(tensors, scale=1):
        return tuple(tensor.detach().numpy() * scale for tensor in tensors)

    return Signals(
        inputs=inputs,
        state=arrays(states),
        activation=arrays(activations),
        state_gradient=arrays([state.grad for state in states]),
        weight_gradient=arrays([weight.grad for weight in weights], 1 / batch),
        bias_gradient=arrays([bias.grad for bias in biases], 1 / batch),
        cost=None if cost is None else cost.detach().numpy(),
    )


def torch_function(name):
    torch = pytest.importorskip("torch")
    functional = torch.nn.functional
    return {
        "identity": lambda s: s * 1,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "softsign": functional.softsign,
        "relu": functional.relu,
        "leaky_relu": functional.leaky_relu,
    }[name]


def assert_same_signals(ours, other, rtol=1e-11):
    for family in (*FAMILIES, "bias_gradient"):
        assert len(ours[family]) == len(other[family])
        for ours_layer, other_layer in zip(ours[family], other[family], strict=True):
            scale = np.abs(other_layer).max()
            np.testing.assert_allclose(ours_layer, other_layer, rtol=rtol, atol=rtol * scale)
    if other.cost is None:
        assert ours.cost is None
    else:
        np.testing.assert_allclose(ours.cost, other.cost, rtol=rtol)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_signal_agrees_with_torch_under_cross_entropy(net, name):
    weights, inputs, targets, biases = net
    ours = propagate(weights, inputs, ACTIVATIONS[name], targets=targets, biases=biases)
    other = torch_signals(weights, inputs, torch_function(name), biases, targets=targets)
    assert_same_signals(ours, other)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_signal_agrees_with_torch_under_a_given_output_gradient(rng, net, name):
    weights, inputs, _, biases = net
    given = {"output_gradient": rng.standard_normal((len(inputs), len(weights[-1])))}
    ours = propagate(weights, inputs, ACTIVATIONS[name], biases=biases, **given)
    assert_same_signals(ours, torch_signals(weights, inputs, torch_function(name), biases, **given))


def test_a_wrong_derivative_is_noticed(net):
    weights, inputs, targets, biases = net
    ours = propagate(weights, inputs, sigmoid, targets=targets, biases=biases)
    other = torch_signals(weights, inputs, torch_function("tanh"), biases, targets=targets)
    with pytest.raises(AssertionError):
        assert_same_signals(ours, other)


def test_no_biases_means_zero_biases(net):
    weights, inputs, targets, biases = net
    zeros = [0 * bias for bias in biases]
    assert_same_signals(
        propagate(weights, inputs, tanh, targets=targets),
        propagate(weights, inputs, tanh, targets=targets, biases=zeros),
    )


@given(
    widths=st.lists(st.integers(1, 8), min_size=2, max_size=5),
    batch=st.integers(1, 6),
    seed=st.integers(0, 2**32 - 1),
)
def test_shapes_are_those_of_the_docstring(draw_net, widths, batch, seed):
    weights, inputs, targets, _ = draw_net(np.random.default_rng(seed), widths, batch)
    signals = propagate(weights, inputs, tanh, targets=targets)
    rows = [(batch, width) for width in widths[1:]]
    assert [array.shape for array in signals.state] == rows
    assert [array.shape for array in signals.activation] == rows[:-1]
    assert [array.shape for array in signals.state_gradient] == rows
    assert [array.shape for array in signals.weight_gradient] == [w.shape for w in weights]
    assert [array.shape for array in signals.bias_gradient] == [(n,) for n in widths[1:]]
    assert signals.cost.shape == (batch,)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_in_is_the_dtype_out(rng, draw_net, name, dtype):
    weights, inputs, targets, biases = draw_net(rng, dtype=dtype)
    signals = propagate(weights, inputs, ACTIVATIONS[name], targets=targets, biases=biases)
    for family in (*FAMILIES, "bias_gradient"):
        assert {array.dtype for array in signals[family]} == {np.dtype(dtype)}


def test_integer_inputs_are_read_as_float64(rng, draw_net):
    weights, inputs, targets, _ = draw_net(rng)
    inputs = rng.integers(-3, 4, inputs.shape)
    assert_same_signals(
        propagate(weights, inputs, tanh, targets=targets),
        propagate(weights, inputs.astype(float), tanh, targets=targets),
    )


def test_the_layout_of_the_weights_in_memory_does_not_matter(net):
    weights, inputs, targets, _ = net
    assert_same_signals(
        propagate(
            [np.asfortranarray(w) for w in weights], inputs[:, ::-1][:, ::-1], tanh, targets=targets
        ),
        propagate(weights, inputs, tanh, targets=targets),
    )


def test_a_batch_across_several_blocks_gives_each_example_its_own_signals(rng, draw_net):
    weights, inputs, targets, _ = draw_net(rng, widths=(5, 40, 3), batch=4000)
    together = propagate(weights, inputs, tanh, targets=targets)
    for example in (0, 1638, 1639, 3999):
        rows = slice(example, example + 1)
        alone = propagate(weights, inputs[rows], tanh, targets=targets[rows])
        for whole, one in zip(together.state_gradient, alone.state_gradient, strict=True):
            np.testing.assert_allclose(whole[rows], one, rtol=1e-9, atol=1e-15)


def test_propagate_keeps_what_walk_overwrites(net):
    weights, inputs, targets, biases = net
    options = {"targets": targets, "biases": biases}
    kept = propagate(weights, inputs, tanh, **options)
    for name, layer, array in walk(weights, inputs, tanh, **options):
        reference = kept.cost if name == "cost" else kept[name][layer]
        np.testing.assert_array_equal(array, reference)
    for state, z in zip(kept.state, kept.activation, strict=False):
        np.testing.assert_allclose(np.tanh(state), z, rtol=1e-14)


def test_arguments_are_left_as_they_were(rng, net):
    weights, inputs, _, biases = net
    output_gradient = rng.standard_normal((len(inputs), len(weights[-1])))
    arguments = [*weights, inputs, *biases, output_gradient]
    before = [array.copy() for array in arguments]
    propagate(weights, inputs, tanh, output_gradient=output_gradient, biases=biases)
    for array, copy in zip(arguments, before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_walk_goes_forward_then_back(net):
    weights, inputs, targets, _ = net
    steps = [(name, layer) for name, layer, _ in walk(weights, inputs, tanh, targets=targets)]
    last = len(weights) - 1
    forward = [(name, layer) for layer in range(last) for name in ("state", "activation")]
    backward = [
        (name, layer)
        for layer in range(last, -1, -1)
        for name in ("state_gradient", "bias_gradient", "weight_gradient")
    ]
    assert steps == [*forward, ("state", last), ("cost", last), *backward]


def test_per_sample_second_moment_is_that_of_explicit_per_example_gradients(net):
    weights, inputs, targets, _ = net
    measured = propagate(weights, inputs, tanh, targets=targets)
    alone = [
        propagate(weights, inputs[i : i + 1], tanh, targets=targets[i : i + 1]).weight_gradient
        for i in range(len(inputs))
    ]
    explicit = [np.mean([gradient**2 for gradient in layer]) for layer in zip(*alone, strict=True)]
    np.testing.assert_allclose(
        measured.per_sample_weight_gradient_second_moment(), explicit, rtol=1e-12
    )
    of_the_mean = [np.mean(gradient**2) for gradient in measured.weight_gradient]
    assert (np.array(of_the_mean) < explicit).all()
