"""The written-out pass against torch autograd, and its shapes and dtypes."""

import inspect

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initnotes import signals
from initnotes.activations import ACTIVATIONS, sigmoid, tanh
from initnotes.signals.parts import dense_net
from initnotes.signals.passes import FAMILIES, Signals, backward, forward, propagate


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
        "elu": functional.elu,
        "selu": functional.selu,
        # torch's own is s itself from s = 20.
        "softplus": lambda s: functional.softplus(s, threshold=700),
        "hard_tanh": functional.hardtanh,
        "gelu": functional.gelu,
        "gelu_tanh": lambda s: functional.gelu(s, approximate="tanh"),
        "silu": functional.silu,
        "mish": functional.mish,
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
@pytest.mark.parametrize(("dtype", "rtol"), [(np.float64, 1e-11), (np.float32, 5e-6)])
def test_every_signal_agrees_with_torch_under_cross_entropy(rng, draw_net, name, dtype, rtol):
    weights, inputs, targets, biases = draw_net(rng, dtype=dtype)
    ours = propagate(weights, inputs, name, targets=targets, biases=biases)
    other = torch_signals(weights, inputs, torch_function(name), biases, targets=targets)
    assert_same_signals(ours, other, rtol)


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
    for rtol in (1e-11, 5e-6, 1e-2):
        with pytest.raises(AssertionError):
            assert_same_signals(ours, other, rtol)


@pytest.mark.parametrize("family", [*FAMILIES, "bias_gradient"])
def test_one_wrong_entry_in_any_family_is_noticed(net, family):
    weights, inputs, targets, biases = net
    ours = propagate(weights, inputs, tanh, targets=targets, biases=biases)
    other = torch_signals(weights, inputs, torch_function("tanh"), biases, targets=targets)
    assert_same_signals(ours, other)
    ours[family][-1].flat[-1] *= 1 + 1e-9
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
    made = propagate(weights, inputs, tanh, targets=targets)
    rows = [(batch, width) for width in widths[1:]]
    assert [array.shape for array in made.state] == rows
    assert [array.shape for array in made.activation] == rows[:-1]
    assert [array.shape for array in made.state_gradient] == rows
    assert [array.shape for array in made.weight_gradient] == [w.shape for w in weights]
    assert [array.shape for array in made.bias_gradient] == [(n,) for n in widths[1:]]
    assert made.cost.shape == (batch,)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_in_is_the_dtype_out(rng, draw_net, name, dtype):
    weights, inputs, targets, biases = draw_net(rng, dtype=dtype)
    made = propagate(weights, inputs, ACTIVATIONS[name], targets=targets, biases=biases)
    for family in (*FAMILIES, "bias_gradient"):
        assert {array.dtype for array in made[family]} == {np.dtype(dtype)}


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


def test_an_example_of_a_large_batch_has_the_signals_it_has_alone(rng, draw_net):
    weights, inputs, targets, _ = draw_net(rng, widths=(5, 12, 3), batch=400)
    together = propagate(weights, inputs, tanh, targets=targets)
    for example in (0, 163, 399):
        rows = slice(example, example + 1)
        alone = propagate(weights, inputs[rows], tanh, targets=targets[rows])
        for whole, one in zip(together.state_gradient, alone.state_gradient, strict=True):
            np.testing.assert_allclose(whole[rows], one, rtol=1e-9, atol=1e-15)


def test_propagate_keeps_what_the_printed_passes_give(rng, net):
    weights, inputs, _, biases = net
    given = rng.standard_normal((len(inputs), len(weights[-1])))
    kept = propagate(weights, inputs, tanh, output_gradient=given, biases=biases)
    parts = dense_net(weights, tanh, biases)
    values = forward(parts, inputs)
    gradients = backward(parts, values, given)
    assert len(values) == len(gradients) == len(parts) + 1
    for array, reference in zip(values[1::2], kept.state, strict=True):
        np.testing.assert_array_equal(array, reference)
    for array, reference in zip(values[2::2], kept.activation, strict=True):
        np.testing.assert_array_equal(array, reference)
    for array, reference in zip(gradients[1::2], kept.state_gradient, strict=True):
        np.testing.assert_array_equal(array, reference)
    np.testing.assert_array_equal(gradients[0], kept.state_gradient[0] @ weights[0])


def lines_of_code(function):
    """Lines that are neither blank nor docstring."""
    source = inspect.getsource(function).replace(function.__doc__, "")
    return [line for line in source.splitlines() if line.strip(' "')]


@pytest.mark.parametrize("function", [signals.forward, signals.backward])
def test_a_pass_is_short_enough_to_print(function):
    assert 3 <= len(lines_of_code(function)) <= 15
    assert len(lines_of_code(dense_net)) > 15  # a builder is longer


def test_a_printed_pass_is_the_one_that_runs(monkeypatch, net):
    """The source of both passes, run as a reader's cell would run it, gives the same arrays."""
    weights, inputs, targets, biases = net
    expected = propagate(weights, inputs, tanh, targets=targets, biases=biases)
    cell = {}
    exec(inspect.getsource(signals.forward) + inspect.getsource(signals.backward), cell)
    calls = []
    for name in ("forward", "backward"):

        def printed(*arguments, name=name):
            calls.append(name)
            return cell[name](*arguments)

        monkeypatch.setattr("initnotes.signals.passes." + name, printed)
    again = propagate(weights, inputs, tanh, targets=targets, biases=biases)
    assert calls == ["forward", "backward"]
    for family in (*FAMILIES, "bias_gradient"):
        for ours, reference in zip(again[family], expected[family], strict=True):
            np.testing.assert_array_equal(ours, reference)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_forward_alone_is_the_forward_half(net, name):
    weights, inputs, targets, biases = net
    alone = propagate(weights, inputs, name, biases=biases)
    whole = propagate(weights, inputs, name, targets=targets, biases=biases)
    for family in ("state", "activation"):
        for ours, reference in zip(alone[family], whole[family], strict=True):
            np.testing.assert_array_equal(ours, reference)
    assert alone.cost is None and alone.inputs is inputs
    for family in ("state_gradient", "weight_gradient", "bias_gradient"):
        assert getattr(alone, family) == ()
        with pytest.raises(ValueError, match=f"{family} needs a backward pass, got a forward pass"):
            alone[family]
    with pytest.raises(ValueError, match="state_gradient needs a backward pass"):
        alone.per_sample_weight_gradient_second_moment()


def test_one_layer_alone_has_no_activation(net):
    weights, inputs, _, _ = net
    for made in (
        propagate(weights[:1], inputs, tanh),
        propagate(weights[:1], inputs, tanh, output_gradient=np.ones((5, 9))),
    ):
        assert made["activation"] == () and len(made["state"]) == 1


def test_forward_alone_calls_no_backward(monkeypatch, net):
    def refuse(*arguments):
        raise AssertionError("a backward pass")

    monkeypatch.setattr("initnotes.signals.passes.backward", refuse)
    weights, inputs, targets, _ = net
    propagate(weights, inputs, tanh)
    with pytest.raises(AssertionError, match="a backward pass"):
        propagate(weights, inputs, tanh, targets=targets)


def test_a_name_does_where_an_activation_does(net):
    weights, inputs, targets, _ = net
    assert_same_signals(
        propagate(weights, inputs, "tanh", targets=targets),
        propagate(weights, inputs, tanh, targets=targets),
    )


def test_a_family_is_asked_for_by_its_name(net):
    weights, inputs, targets, _ = net
    made = propagate(weights, inputs, tanh, targets=targets)
    for family in (*FAMILIES, "bias_gradient"):
        assert made[family] is getattr(made, family)
    for unknown in ("cost", "inputs", "gradient"):
        with pytest.raises(ValueError, match=f"unknown family '{unknown}'; known are activation"):
            made[unknown]


def test_arguments_are_left_as_they_were(rng, net):
    weights, inputs, _, biases = net
    output_gradient = rng.standard_normal((len(inputs), len(weights[-1])))
    arguments = [*weights, inputs, *biases, output_gradient]
    before = [array.copy() for array in arguments]
    propagate(weights, inputs, tanh, output_gradient=output_gradient, biases=biases)
    for array, copy in zip(arguments, before, strict=True):
        np.testing.assert_array_equal(array, copy)


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
