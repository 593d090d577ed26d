"""What the written-out pass refuses, and what it says of it."""

import numpy as np
import pytest

from initnotes.activations import tanh
from initnotes.signals.passes import propagate


def replace(items, index, value):
    items = list(items)
    items[index] = value
    return items


def run(net, activation=tanh, **changes):
    weights, inputs, targets, biases = net
    arguments = {"weights": weights, "inputs": inputs, "targets": targets, "biases": biases}
    arguments |= changes
    return propagate(arguments.pop("weights"), arguments.pop("inputs"), activation, **arguments)


def test_shapes_that_do_not_chain_are_refused(net):
    weights, inputs, _, biases = net
    with pytest.raises(
        ValueError, match=r"weights\[1\] must have shape \(fan_out, 9\).*got \(9, 4\)"
    ):
        run(net, weights=replace(weights, 1, weights[1].T))
    with pytest.raises(ValueError, match=r"inputs must have shape \(batch, 6\), got \(5, 5\)"):
        run(net, inputs=inputs[:, 1:])
    with pytest.raises(ValueError, match=r"weights\[2\] must have shape .* got \(28,\)"):
        run(net, weights=replace(weights, 2, weights[2].ravel()))
    with pytest.raises(ValueError, match=r"weights\[3\] must have shape .*, 7\), got \(0, 7\)"):
        run(net, weights=replace(weights, 3, weights[3][:0]))
    with pytest.raises(ValueError, match="at least one layer, got none"):
        run(net, weights=[])
    with pytest.raises(ValueError, match="biases must hold 4 arrays, got 3"):
        run(net, biases=biases[1:])
    with pytest.raises(ValueError, match=r"biases\[3\] must have shape \(3,\), got \(9,\)"):
        run(net, biases=replace(biases, 3, biases[0]))


def test_an_empty_batch_is_refused(net):
    _, inputs, targets, _ = net
    with pytest.raises(ValueError, match=r"inputs must have shape \(batch, 6\), got \(0, 6\)"):
        run(net, inputs=inputs[:0], targets=targets[:0])
    with pytest.raises(ValueError, match=r"inputs must have shape \(batch, 6\), got \(6,\)"):
        run(net, inputs=inputs[0])


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("batch", [1, 5])
def test_values_that_are_not_finite_are_refused(rng, draw_net, bad, dtype, batch):
    net = draw_net(rng, batch=batch, dtype=dtype)
    weights, inputs, _, biases = net
    for layer, weight in enumerate(weights):
        spoilt = weight.copy()
        spoilt[-1, 1] = bad
        with pytest.raises(ValueError, match=rf"weights\[{layer}\] must be finite, got 1"):
            run(net, weights=replace(weights, layer, spoilt))
    spoilt = inputs.copy()
    spoilt[-1, -1] = bad
    with pytest.raises(ValueError, match="inputs must be finite, got 1"):
        run(net, inputs=spoilt)
    with pytest.raises(ValueError, match=r"biases\[1\] must be finite, got 4"):
        run(net, biases=replace(biases, 1, bad * np.ones(4)))
    with pytest.raises(ValueError, match="output_gradient must be finite"):
        run(net, targets=None, output_gradient=np.full((batch, 3), bad))


@pytest.mark.parametrize("batch", [1, 5])
def test_an_infinite_weight_is_refused_even_where_every_input_is_zero(rng, draw_net, batch):
    net = draw_net(rng, batch=batch)
    weights = replace(net[0], 0, net[0][0].copy())
    weights[0][2, 3] = np.inf
    with pytest.raises(ValueError, match=r"weights\[0\] must be finite, got 1"):
        run(net, weights=weights, inputs=0 * net[1])


def test_targets_must_be_classes(net):
    targets = net[2]
    with pytest.raises(ValueError, match=r"between 0 and 2, got values from .* to 3"):
        run(net, targets=replace(targets, 0, 3))
    with pytest.raises(ValueError, match="between 0 and 2, got values from -1"):
        run(net, targets=replace(targets, 0, -1))
    with pytest.raises(TypeError, match="targets must be integers, got dtype float64"):
        run(net, targets=targets * 1.0)
    with pytest.raises(ValueError, match=r"targets must have shape \(5,\), got \(4,\)"):
        run(net, targets=targets[1:])


def test_targets_and_output_gradient_exclude_each_other(net):
    output_gradient = np.ones((len(net[1]), len(net[0][-1])))
    with pytest.raises(ValueError, match="give targets or output_gradient, got both"):
        run(net, output_gradient=output_gradient)
    with pytest.raises(ValueError, match=r"output_gradient must have shape \(5, 3\)"):
        run(net, targets=None, output_gradient=output_gradient.T)


def test_an_activation_must_be_one_and_dtypes_must_match(net):
    weights, inputs = net[:2]
    for wrong in (np.tanh, None, 3):
        with pytest.raises(TypeError, match="activation must be an Activation"):
            run(net, activation=wrong)
    with pytest.raises(TypeError, match=r"weights\[2\] must have the dtype float64, got float32"):
        run(net, weights=replace(weights, 2, weights[2].astype(np.float32)))
    with pytest.raises(TypeError, match="inputs must have the weights' dtype float64, got float32"):
        run(net, inputs=inputs.astype(np.float32))
