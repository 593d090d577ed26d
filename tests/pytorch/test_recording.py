"""A torch model's signals."""

import numpy as np
import pytest
import torch
from torch import nn

from initnotes import activations, signals
from initnotes.pytorch import record


def convolutional(*, inplace=False, bias=True):
    return nn.Sequential(
        nn.Conv2d(1, 6, 3, bias=bias),
        nn.ReLU(inplace=inplace),
        nn.ConvTranspose2d(6, 4, 2, stride=2, groups=2, bias=bias),
        nn.ReLU(inplace=inplace),
        nn.Flatten(),
        nn.Linear(4 * 12 * 12, 3, bias=bias),
    ).double()


def assert_same_signals(ours, theirs, tolerance=1e-12):
    for family in (*signals.FAMILIES, "bias_gradient"):
        for left, right in zip(ours[family], theirs[family], strict=True):
            assert left.shape == right.shape
            np.testing.assert_allclose(left, right, rtol=0, atol=tolerance)
    np.testing.assert_array_equal(ours.inputs, theirs.inputs)


@pytest.mark.parametrize("name", ["tanh", "relu", "sigmoid"])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("given", ["targets", "output_gradient"])
def test_record_is_the_written_out_pass(rng, mlp, arrays, widths, name, bias, given):
    model = mlp(name, bias=bias)
    inputs = rng.standard_normal((6, widths[0]))
    options = {
        "targets": {"targets": rng.integers(0, widths[-1], 6)},
        "output_gradient": {"output_gradient": rng.standard_normal((6, widths[-1]))},
    }[given]
    biases = arrays(model, "bias") if bias else None
    written_out = signals.propagate(
        arrays(model, "weight"), inputs, activations.activation(name), biases=biases, **options
    )
    recorded = record(model, inputs, **options)
    assert_same_signals(recorded, written_out)
    if given == "targets":
        np.testing.assert_allclose(recorded.cost, written_out.cost, atol=1e-12)
    else:
        assert recorded.cost is None
    other = signals.propagate(
        arrays(model, "weight"), inputs, activations.softsign, biases=biases, **options
    )
    with pytest.raises(AssertionError):
        assert_same_signals(recorded, other)


@pytest.mark.parametrize("inplace", [False, True])
def test_record_of_a_convolutional_net_is_torchs_backward(rng, inplace):
    model = convolutional(inplace=inplace)
    x = torch.from_numpy(rng.standard_normal((5, 1, 8, 8)))
    targets = torch.tensor([0, 2, 1, 1, 0])
    recorded = record(model, x, targets=targets)
    weight_layers = [model[0], model[2], model[5]]

    costs = nn.functional.cross_entropy(model(x), targets, reduction="none")
    costs.mean().backward()
    np.testing.assert_allclose(recorded.cost, costs.detach().numpy(), atol=1e-12)
    for layer, weight, bias in zip(
        weight_layers, recorded.weight_gradient, recorded.bias_gradient, strict=True
    ):
        np.testing.assert_allclose(weight, layer.weight.grad.numpy(), atol=1e-12)
        np.testing.assert_allclose(bias, layer.bias.grad.numpy(), atol=1e-12)
    assert [state.shape for state in recorded.state] == [(5, 6, 6, 6), (5, 4, 12, 12), (5, 3)]
    assert [z.shape for z in recorded.activation] == [(5, 6, 6, 6), (5, 576)]
    for state, z in zip(recorded.state, recorded.activation, strict=False):
        np.testing.assert_array_equal(np.maximum(state, 0).reshape(z.shape), z)


def test_state_gradient_is_that_of_each_examples_own_cost(rng):
    model = convolutional()
    x = rng.standard_normal((3, 1, 8, 8))
    targets = np.array([0, 2, 1])
    batch = record(model, x, targets=targets)
    alone = record(model, x[1:2], targets=targets[1:2])
    for together, single in zip(batch.state_gradient, alone.state_gradient, strict=True):
        np.testing.assert_allclose(together[1:2], single, atol=1e-14)


def test_shared_weights_have_no_outer_product_to_take_moments_of(rng):
    recorded = record(convolutional(), rng.standard_normal((2, 1, 8, 8)), targets=np.array([0, 1]))
    with pytest.raises(
        ValueError, match=r"shape \(batch, units\) in every layer, got \(2, 1, 8, 8"
    ):
        recorded.per_sample_weight_gradient_second_moment()


def test_a_layer_without_bias_gets_the_gradient_a_bias_would_have(rng):
    torch.manual_seed(0)
    with_bias, without = convolutional(), convolutional(bias=False)
    for one, other in zip(with_bias, without, strict=True):
        if hasattr(one, "weight"):
            nn.init.zeros_(one.bias)
            other.weight = one.weight
    x = rng.standard_normal((2, 1, 8, 8))
    g = rng.standard_normal((2, 3))
    assert_same_signals(
        record(without, x, output_gradient=g), record(with_bias, x, output_gradient=g)
    )
    with_bias(torch.from_numpy(x)).backward(torch.from_numpy(g / 2))
    expected = record(without, x, output_gradient=g).bias_gradient
    for layer, gradient in zip((0, 2, 5), expected, strict=True):
        np.testing.assert_allclose(with_bias[layer].bias.grad.numpy(), gradient, atol=1e-12)


def test_record_leaves_the_model_as_it_was(rng):
    model = nn.Sequential(
        nn.Linear(4, 6), nn.BatchNorm1d(6), nn.ReLU(inplace=True), nn.Linear(6, 3)
    )
    model[0].weight.grad = torch.ones(6, 4)
    model[1].eval()
    modes = [module.training for module in model.modules()]
    for mode in (modes[2], True):
        model[1].train(mode)
        before = {name: value.clone() for name, value in model.state_dict().items()}
        x = torch.from_numpy(rng.standard_normal((8, 4), dtype=np.float32))
        kept = x.clone()
        record(model, x, targets=np.arange(8) % 3)
        assert torch.equal(x, kept)
        assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())
        assert model.training and model[1].training == mode
    assert torch.equal(model[0].weight.grad, torch.ones(6, 4))
    assert model[3].weight.grad is None
    assert not any(module._forward_hooks for module in model.modules())


def test_record_removes_its_hooks_after_a_failure(rng, mlp):
    model = mlp()
    with pytest.raises(ValueError, match="targets must lie between 0 and 3"):
        record(model, rng.standard_normal((2, 7)), targets=[0, 9])
    assert not any(module._forward_hooks for module in model.modules())


def test_record_does_not_write_to_an_input_that_the_model_changes_in_place():
    model = nn.Sequential(nn.ReLU(inplace=True), nn.Linear(2, 2))
    x = torch.tensor([[-1.0, 2.0]])
    recorded = record(model, x, targets=[1])
    assert x[0, 0] == -1
    np.testing.assert_array_equal(recorded.inputs, [[0.0, 2.0]])


def test_record_keeps_float32_and_runs_without_ambient_gradients(rng, mlp):
    model = mlp(dtype=torch.float32)
    x = rng.standard_normal((3, 7), dtype=np.float32)
    with torch.no_grad():
        recorded = record(model, x, output_gradient=rng.standard_normal((3, 4)))
    for family in (*signals.FAMILIES, "bias_gradient"):
        assert all(array.dtype == np.float32 for array in recorded[family])


def test_layers_come_in_the_order_they_ran():
    class Backwards(nn.Module):
        def __init__(self):
            super().__init__()
            self.last, self.first = nn.Linear(5, 2), nn.Linear(3, 5)

        def forward(self, x):
            return self.last(input=torch.tanh(self.first(x)))

    recorded = record(Backwards(), np.ones((1, 3), np.float32), targets=[0])
    assert [state.shape for state in recorded.state] == [(1, 5), (1, 2)]
    assert recorded.activation[0].shape == (1, 5)


def test_a_layer_that_the_cost_does_not_reach_has_gradient_zero():
    class Blind(nn.Module):
        def __init__(self):
            super().__init__()
            self.unread, self.read = nn.Linear(3, 5), nn.Linear(3, 2)

        def forward(self, x):
            self.unread(x)
            return self.read(x)

    recorded = record(Blind(), np.ones((1, 3), np.float32), targets=[0])
    assert not recorded.weight_gradient[0].any() and recorded.weight_gradient[1].any()


X, G = np.full((2, 7), 0.5), np.ones((2, 4))


@pytest.mark.parametrize(
    ("error", "message", "inputs", "options"),
    [
        (ValueError, "give exactly one of targets and output_gradient", X, {}),
        (ValueError, "exactly one", X, {"targets": [0, 1], "output_gradient": G}),
        (ValueError, "inputs must be finite, got 14", X * np.nan, {"output_gradient": G}),
        (ValueError, "batch at least 1, got", X[:0], {"output_gradient": G[:0]}),
        (ValueError, r"\(batch, \.\.\.\), .* got \(7,\)", X[0], {"output_gradient": G[0]}),
        (TypeError, r"dtype torch\.float64, got .*32", X.astype("f"), {"output_gradient": G}),
        (ValueError, r"shape \(2, 4\), got \(2, 3\)", X, {"output_gradient": G[:, :3]}),
        (ValueError, "output_gradient must be finite", X, {"output_gradient": G * np.inf}),
        (TypeError, "targets must be integers", X, {"targets": [0.0, 1.0]}),
        (ValueError, r"targets must have shape \(2,\)", X, {"targets": [0]}),
        (ValueError, "targets must lie between 0 and 3", X, {"targets": [0, -1]}),
    ],
)
def test_record_refuses_what_it_cannot_use(mlp, error, message, inputs, options):
    with pytest.raises(error, match=message):
        record(mlp(), inputs, **options)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
@pytest.mark.parametrize("kind", ["weight", "bias"])
def test_record_refuses_parameters_that_are_not_finite(mlp, bad, kind):
    model = mlp()
    with torch.no_grad():
        getattr(model[2], kind)[1] = bad
    with pytest.raises(ValueError, match=rf"2\.{kind}.* must be finite, got"):
        record(model, X, output_gradient=G)


def test_record_refuses_models_it_cannot_read():
    with pytest.raises(ValueError, match="must have a weight layer"):
        record(nn.Sequential(nn.Tanh()), X, output_gradient=X)
    with pytest.raises(ValueError, match=r"output must have shape \(batch, classes\)"):
        record(nn.Conv1d(1, 2, 3), np.ones((2, 1, 5), np.float32), targets=[0, 1])


def test_record_refuses_weights_without_a_gradient_of_their_own(rng, mlp):
    x, g = rng.standard_normal((2, 7)), rng.standard_normal((2, 4))
    frozen = mlp()
    frozen[2].weight.requires_grad_(False)
    with pytest.raises(ValueError, match="weight of '2' must be a parameter that requires a grad"):
        record(frozen, x, output_gradient=g)
    wrapped = mlp()
    nn.utils.parametrizations.weight_norm(wrapped[0])
    with pytest.raises(ValueError, match="weight of '0' must be a parameter"):
        record(wrapped, x, output_gradient=g)


def test_record_refuses_a_layer_that_runs_twice_or_never(rng):
    layer = nn.Linear(4, 4)
    x = rng.standard_normal((2, 4), dtype=np.float32)
    with pytest.raises(ValueError, match="must run once in a pass, got '0' 2 times"):
        record(nn.Sequential(layer, nn.Tanh(), layer), x, targets=[0, 1])
    unused = nn.Sequential(nn.Linear(4, 4))
    unused[0].spare = nn.Linear(2, 2)
    with pytest.raises(ValueError, match=r"got '0\.spare' 0 times"):
        record(unused, x, targets=[0, 1])
