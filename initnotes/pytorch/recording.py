"""The signals of one pass through a PyTorch model."""

from contextlib import contextmanager

import numpy as np
import torch

from initnotes.checks import check_finite, check_shape
from initnotes.pytorch.layers import weight_layers, weight_shape
from initnotes.signals.costs import softmax_cross_entropy
from initnotes.signals.passes import Signals


def record(model, inputs, *, targets=None, output_gradient=None):
    """Go forward and back once through a torch model and keep what its weight layers saw.

    The same record, at the same scales, as `initnotes.signals.propagate` makes of a dense net:
    for an nn.Sequential of nn.Linear and activations the two agree to rounding. Layers come in
    the order in which they ran. `state[l]` is a weight layer's output, `activation[l]` the
    input of the next one (for a dense net f(s)), and `inputs` that of the first; arrays keep
    their rank, so a convolution's have shape (batch, channels, positions...).

    State gradients are those of the sum of the examples' costs: with nothing that mixes
    examples, of each example's own. Weight and bias gradients are those of the batch's mean
    cost; a layer without bias gets the gradient that a bias would have.

    Returns `Signals` of NumPy arrays in the model's dtype.

    Raises ValueError if the model has no weight layer, a weight is frozen, a weight layer does
    not run exactly once, the batch is empty, an input or a parameter is not finite, a shape does
    not fit, or not exactly one of `targets` and `output_gradient` is given; TypeError on a wrong
    dtype.

    Parameters
    ----------
    model : nn.Module
        Run in the mode it is in (train or eval). Parameters, gradients, buffers and hooks are
        afterwards what they were; dropout draws from torch's global generator.
    inputs : array or tensor, shape (batch, ...)
    targets : integer array or tensor, shape (batch,)
        Classes: the cost is then softmax cross-entropy of the model's output.
    output_gradient : array or tensor, of the output's shape
        Instead of targets: dC/d(output), given.

    Examples
    --------
    >>> import numpy as np
    >>> from torch import nn
    >>> from initnotes import pytorch
    >>> net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3))
    >>> made = pytorch.record(net, np.ones((5, 4), np.float32), targets=[0, 1, 2, 0, 1])
    >>> [gradient.shape for gradient in made.weight_gradient]
    [(8, 4), (3, 8)]
    """
    layers = weight_layers(model)
    for name, layer in layers.items():
        weight_shape(layer)
        # A reparametrized weight is no parameter, but computed anew at each access.
        weight = layer._parameters.get("weight")
        if weight is None or not weight.requires_grad:
            raise ValueError(f"the weight of {name!r} must be a parameter that requires a gradient")
    if (targets is None) == (output_gradient is None):
        raise ValueError("give exactly one of targets and output_gradient")
    _check_parameters(model)
    inputs = _check_inputs(inputs, weight)
    with _listening(model, layers) as heard, torch.enable_grad():
        output = _output(model, inputs)
        if not isinstance(output, torch.Tensor):
            raise TypeError(f"model must put out one tensor, got {type(output).__name__}")
        _check_each_ran_once(layers, heard)
        cost, seed = _cost_and_gradient(_array(output), targets, output_gradient)
        below = [before for _, before, _ in heard]
        states = [state for _, _, state in heard]
        weights = [layer.weight for layer, _, _ in heard]
        gradients = torch.autograd.grad(
            output, states + weights, torch.from_numpy(seed).to(output), materialize_grads=True
        )
    state_gradients, weight_gradients = gradients[: len(states)], gradients[len(states) :]
    bias_gradients = map(_sum_to_channels, state_gradients, weights)
    return Signals(
        inputs=below[0],
        state=tuple(map(_array, states)),
        activation=tuple(below[1:]),
        state_gradient=tuple(map(_array, state_gradients)),
        weight_gradient=tuple(_array(gradient / len(inputs)) for gradient in weight_gradients),
        bias_gradient=tuple(_array(gradient / len(inputs)) for gradient in bias_gradients),
        cost=cost,
    )


def _output(model, inputs):
    try:
        return model(inputs)
    except RuntimeError as error:
        raise ValueError(
            f"inputs must be what the model takes, got shape {tuple(inputs.shape)} and torch's "
            f"error: {error}"
        ) from error


def _array(tensor):
    return tensor.detach().cpu().numpy().copy()


def _given(values, name):
    """A tensor's or an array's values as an array of finite real numbers, of their own dtype."""
    if isinstance(values, torch.Tensor):
        values = _array(values)
    check_finite(values, name)
    return np.array(values)


def _check_inputs(inputs, weight):
    if not isinstance(inputs, torch.Tensor):
        inputs = torch.from_numpy(_given(inputs, "inputs"))
    if inputs.dim() < 2 or not inputs.numel():
        raise ValueError(
            f"inputs must have shape (batch, ...), batch at least 1, got {tuple(inputs.shape)}"
        )
    if inputs.is_floating_point() and inputs.dtype != weight.dtype:
        raise TypeError(f"inputs must have the model's dtype {weight.dtype}, got {inputs.dtype}")
    _given(inputs, "inputs")
    return inputs.detach().to(weight.device, copy=True)  # the model may work in place


def _check_parameters(model):
    for name, parameter in model.named_parameters():
        if not torch.isfinite(parameter).all():
            raise ValueError(f"the parameter {name!r} must be finite, got a NaN or an infinity")


@contextmanager
def _listening(model, layers):
    """A list that every run of a weight layer appends (layer, its input, its state) to."""
    heard = []

    def hear(layer, arguments, options, state):
        heard.append((layer, _array(arguments[0] if arguments else options["input"]), state))
        # What follows may work in place, as ReLU(inplace=True) does: let it have a copy.
        return state.clone()

    handles = [layer.register_forward_hook(hear, with_kwargs=True) for layer in layers.values()]
    buffers = [(buffer, buffer.clone()) for buffer in model.buffers()]
    try:
        yield heard
    finally:
        for handle in handles:
            handle.remove()
        with torch.no_grad():
            for buffer, before in buffers:
                buffer.copy_(before)


def _check_each_ran_once(layers, heard):
    ran = [layer for layer, _, _ in heard]
    for name, layer in layers.items():
        if ran.count(layer) != 1:
            raise ValueError(
                f"each weight layer must run once in a pass, got {name!r} {ran.count(layer)} times"
            )


def _cost_and_gradient(output, targets, output_gradient):
    """Each example's cost, None where the gradient is given, and dC/d(output)."""
    if targets is None:
        gradient = _given(output_gradient, "output_gradient")
        check_shape(gradient, output.shape, "output_gradient")
        return None, gradient.astype(output.dtype)
    if output.ndim != 2:
        raise ValueError(
            f"with targets the output must have shape (batch, classes), got {output.shape}"
        )
    return softmax_cross_entropy(output, _given(targets, "targets"))


def _sum_to_channels(gradient, weight):
    """Sum over all axes but the channels', which come before the kernel's positions."""
    return gradient.movedim(1 - weight.dim(), 0).flatten(1).sum(1)
