"""One forward and one backward pass of a dense net, written out in NumPy.

Layers are counted 1..L+1: L hidden layers with one activation f, then a linear output layer.
For a batch of rows, with z^0 the inputs::

    forward    s^l = z^(l-1) W^l^T + b^l,        z^l = f(s^l)
    backward   d^l = (d^(l+1) W^(l+1)) * f'(s^l)
    weights    dC/dW^l = d^l^T z^(l-1) / batch,  dC/db^l = mean of d^l over the batch

The four signals are the state s, the activation z, the state_gradient d (of each example's
own cost, one row an example) and the weight_gradient (of the batch's mean cost).
"""

from dataclasses import dataclass

import numpy as np

from initnotes.activations import check_activation
from initnotes.checks import check_finite, check_shape
from initnotes.products import matmul
from initnotes.signals.costs import softmax_cross_entropy

FAMILIES = ("state", "activation", "state_gradient", "weight_gradient")


@dataclass(frozen=True)
class Signals:
    """What one pass leaves in every layer; tuples run over the layers, from the first.

    Attributes
    ----------
    inputs : array, shape (batch, widths[0])
    state : tuple of L+1 arrays, shape (batch, widths[l])
        The last one is the output (the logits, under cross-entropy).
    activation : tuple of L arrays, shape (batch, widths[l])
    state_gradient : tuple of L+1 arrays, shape (batch, widths[l])
        Gradient of each example's own cost with respect to its own state.
    weight_gradient : tuple of L+1 arrays, shape (widths[l], widths[l - 1])
        Gradient of the mean cost of the batch.
    bias_gradient : tuple of L+1 arrays, shape (widths[l],)
        Gradient of the mean cost of the batch.
    cost : array, shape (batch,), or None
        Each example's cross-entropy; None where the output gradient was given.
    """

    inputs: np.ndarray
    state: tuple
    activation: tuple
    state_gradient: tuple
    weight_gradient: tuple
    bias_gradient: tuple
    cost: np.ndarray | None

    def __getitem__(self, family):
        """The layers of one family, by its name in `FAMILIES`."""
        return getattr(self, family)

    def per_sample_weight_gradient_second_moment(self):
        """Second moment of each layer's weight gradient for one example at a time.

        The gradient of one example is the outer product d z^T, so its second moment is
        mean(d**2) mean(z**2); the mean over the batch is returned, shape (L+1,).

        Raises ValueError for a record of a convolutional net, whose weights are shared.
        """
        below = (self.inputs, *self.activation)
        for array in (*below, *self.state_gradient):
            if array.ndim != 2:
                raise ValueError(
                    f"signals must have shape (batch, units) in every layer, got {array.shape}"
                )
        return np.array(
            [
                np.mean(np.mean(d**2, axis=1) * np.mean(z**2, axis=1))
                for d, z in zip(self.state_gradient, below, strict=True)
            ]
        )


def walk(weights, inputs, activation, *, targets=None, output_gradient=None, biases=None):
    """Go forward and back once, yielding (name, layer, array) as each signal is made.

    Names are those of `Signals`' fields; `layer` counts from 0. A yielded array is
    valid until the next step only, because its memory is used again: reduce it or copy it.

    Raises ValueError if shapes do not chain, the batch is empty, a value is not finite, or
    not exactly one of `targets` and `output_gradient` is given.

    Parameters
    ----------
    weights : sequence of L+1 arrays, shape (widths[l + 1], widths[l])
    inputs : array, shape (batch, widths[0])
    activation : Activation
    targets : integer array, shape (batch,)
        Classes: the cost is then softmax cross-entropy.
    output_gradient : array, shape (batch, widths[-1])
        Instead of targets: dC/ds at the output, given.
    biases : sequence of L+1 arrays, shape (widths[l + 1],), optional
        Zero if left out.
    """
    weights, inputs, biases = _check_net(weights, inputs, activation, biases)
    if (targets is None) == (output_gradient is None):
        raise ValueError("give exactly one of targets and output_gradient")
    batch = len(inputs)
    states, gradients, weight_gradients = _workspace(weights, inputs)
    below = [inputs]
    for layer, weight in enumerate(weights):
        with np.errstate(invalid="ignore"):  # infinity times 0, caught on the next line
            state = matmul(below[-1], weight.T, out=states[layer])
        if not np.isfinite(state[0]).all():  # a weight that is not finite reaches every example
            check_finite(weight, f"weights[{layer}]")
        if biases is not None:
            state += biases[layer]
        yield "state", layer, state
        if layer < len(weights) - 1:
            below.append(activation(state, out=state))
            yield "activation", layer, below[-1]

    if targets is None:
        gradient = np.asarray(output_gradient, dtype=inputs.dtype)
        check_shape(gradient, state.shape, "output_gradient")
        check_finite(gradient, "output_gradient")
    else:
        cost, gradient = softmax_cross_entropy(state, targets)
        yield "cost", len(weights) - 1, cost

    mean = np.full(batch, 1 / batch, inputs.dtype)
    for layer in reversed(range(len(weights))):
        yield "state_gradient", layer, gradient
        yield "bias_gradient", layer, mean @ gradient
        weight, (scaled, previous) = weights[layer], gradients[layer]
        np.multiply(gradient, mean[0], out=scaled)
        weight_gradient = matmul(scaled.T, below[layer], out=weight_gradients[layer])
        yield "weight_gradient", layer, weight_gradient
        if layer:
            gradient = matmul(gradient, weight, out=previous)
            _multiply_by_derivative(gradient, activation, below[layer])


def propagate(weights, inputs, activation, **options):
    """Go forward and back once and keep everything, as `Signals`.

    Takes what `walk` takes and raises what it raises.
    """
    kept = {name: {} for name in (*FAMILIES, "bias_gradient", "cost")}
    for name, layer, array in walk(weights, inputs, activation, **options):
        kept[name][layer] = array.copy()
    cost = next(iter(kept.pop("cost").values()), None)
    layers = {name: tuple(arrays[i] for i in sorted(arrays)) for name, arrays in kept.items()}
    return Signals(inputs=np.asarray(inputs), cost=cost, **layers)


def _check_net(weights, inputs, activation, biases):
    check_activation(activation)
    inputs = np.asarray(inputs)
    if not np.issubdtype(inputs.dtype, np.floating):
        inputs = inputs.astype(np.float64)
    if inputs.ndim != 2 or inputs.size == 0:
        raise ValueError(
            f"inputs must have shape (batch, features), both at least 1, got {inputs.shape}"
        )
    check_finite(inputs, "inputs")
    weights = [np.asarray(weight) for weight in weights]
    if not weights:
        raise ValueError("weights must hold at least one layer, got none")
    width = inputs.shape[1]
    for layer, weight in enumerate(weights):
        if weight.ndim != 2 or weight.shape[1] != width or len(weight) == 0:
            raise ValueError(
                f"weights[{layer}] must have shape (fan_out, {width}) to follow the layer before "
                f"it, with fan_out at least 1, got {weight.shape}"
            )
        if weight.dtype != inputs.dtype:
            raise TypeError(
                f"weights[{layer}] must have the inputs' dtype {inputs.dtype}, got {weight.dtype}"
            )
        width = len(weight)
    if biases is not None:
        if len(biases) != len(weights):
            raise ValueError(f"biases must hold {len(weights)} arrays, got {len(biases)}")
        biases = [np.asarray(bias, dtype=inputs.dtype) for bias in biases]
        for layer, (bias, weight) in enumerate(zip(biases, weights, strict=True)):
            check_shape(bias, (len(weight),), f"biases[{layer}]")
            check_finite(bias, f"biases[{layer}]")
    return weights, inputs, biases


def _workspace(weights, inputs):
    """Memory for one pass, from a single allocation: touching fresh pages can cost a layer.

    Returns, for each layer: its state; a pair of (its scaled gradient, the gradient below);
    its weight gradient. All weight gradients share one piece. The pairs alternate between two,
    so that a pair never lies where its layer's own gradient is.
    """
    batch = len(inputs)
    widest = max(max(weight.shape) for weight in weights)
    sizes = [
        *(batch * len(weight) for weight in weights),
        batch * widest,
        batch * widest,
        max(weight.size for weight in weights),
    ]
    pieces = np.split(np.empty(sum(sizes), inputs.dtype), np.cumsum(sizes)[:-1])

    def cut(piece, rows, columns):
        return piece[: rows * columns].reshape(rows, columns)

    *states, even, odd, shared = pieces
    return (
        [cut(state, batch, len(weight)) for state, weight in zip(states, weights, strict=True)],
        [
            [cut(odd if layer % 2 else even, batch, width) for width in weight.shape]
            for layer, weight in enumerate(weights)
        ],
        [cut(shared, *weight.shape) for weight in weights],
    )


def _multiply_by_derivative(gradient, activation, output):
    rows = max(1, (1 << 16) // gradient.shape[1])  # 65536 entries at a time stay in the cache
    for start in range(0, len(gradient), rows):
        block = gradient[start : start + rows]
        block *= activation.derivative_at_output(output[start : start + rows])
