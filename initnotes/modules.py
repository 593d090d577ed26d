"""PyTorch: the true fans of a layer, a scheme for a whole model, and the signals of one pass.

This is the only module that imports torch. A weight layer is one of `WEIGHT_LAYERS`: nn.Linear,
nn.Conv1d, nn.Conv2d, nn.Conv3d, or one of the three transposed convolutions.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from initnotes.checks import check_finite, check_generator, check_shape
from initnotes.fans import fans
from initnotes.schemes import Scheme
from initnotes.signals import Signals, softmax_cross_entropy

WEIGHT_LAYERS = (
    nn.Linear,
    nn.Conv1d,
    nn.Conv2d,
    nn.Conv3d,
    nn.ConvTranspose1d,
    nn.ConvTranspose2d,
    nn.ConvTranspose3d,
)
_KNOWN = ", ".join(kind.__name__ for kind in WEIGHT_LAYERS)


def module_fans(module):
    """The true fans of one weight layer, `Fans(fan_in, fan_out)`, by `initnotes.fans.fans`.

    Groups are counted, and a transposed convolution's first axis is its input.

    Raises TypeError for any other module, ValueError for a lazy layer that has no shape yet.
    """
    return fans(_weight_shape(module), **_layout(module))


class Drawn(NamedTuple):
    """One weight that `initialize` has drawn: its name, shape, true fans and the variance."""

    name: str
    shape: tuple
    fan_in: int
    fan_out: int
    variance: float


@dataclass(frozen=True)
class Report:
    """What `initialize` did with every parameter of a model; `print` shows it as a table.

    Attributes
    ----------
    drawn : tuple of Drawn
    zeroed : tuple of str
        Names of the biases set to zero.
    tied : dict
        Second name of a shared parameter -> the name it was met by first.
    left_alone : tuple of str
        Names of the parameters that keep the values they had.
    """

    drawn: tuple
    zeroed: tuple
    tied: dict
    left_alone: tuple

    def __str__(self):
        rows = [("weight", "shape", "fan_in", "fan_out", "variance")]
        rows += [(name, str(shape), *map(str, f), f"{v:.3g}") for name, shape, *f, v in self.drawn]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
        tied = [f"{second} = {first}" for second, first in self.tied.items()]
        named = {"zeroed": self.zeroed, "tied": tied, "left alone": self.left_alone}
        lines += [f"{title}: {', '.join(names) or 'none'}" for title, names in named.items()]
        return "\n".join(lines)


def initialize(model, scheme, *, rng, zero_bias=True):
    """Draw the weights of all weight layers of `model` by `scheme`, in place; returns a `Report`.

    The variance is that of the layer's true fans (`module_fans`). A parameter shared by several
    layers is drawn once, for the first of them. Everything else keeps its values and is listed
    as left alone: normalization layers, embeddings, the packed projections of
    nn.MultiheadAttention, reparametrized weights, and frozen ones (requires_grad False).

    Raises TypeError unless `rng` is a Generator and `scheme` a Scheme, ValueError if the model
    has no weight layer or has a lazy one. The checks come before the first draw.

    Parameters
    ----------
    model : nn.Module
    scheme : Scheme
    rng : numpy.random.Generator
    zero_bias : bool
        Set the biases of the weight layers to zero, as Glorot & Bengio (2010) do.
    """
    check_generator(rng)
    if not isinstance(scheme, Scheme):
        raise TypeError(
            "scheme must be a Scheme, such as initnotes.schemes.xavier(), "
            f"got {type(scheme).__name__} {scheme!r}"
        )
    layers = _weight_layers(model)
    for layer in layers.values():
        _weight_shape(layer)
    names, tied = _parameter_names(model)
    drawn, zeroed, done = [], [], set()
    for layer in layers.values():
        weight, bias = map(layer._parameters.get, ("weight", "bias"))
        if _is_free(weight, done):
            _draw(layer, scheme, rng)
            done.add(weight)
            variance = scheme.variance(*module_fans(layer))
            drawn.append(Drawn(names[weight], tuple(weight.shape), *module_fans(layer), variance))
        if zero_bias and _is_free(bias, done):
            nn.init.zeros_(bias)
            done.add(bias)
            zeroed.append(names[bias])
    left_alone = tuple(name for parameter, name in names.items() if parameter not in done)
    return Report(tuple(drawn), tuple(zeroed), tied, left_alone)


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
    not run exactly once, the batch is empty, a value is not finite, a shape does not fit, or
    not exactly one of `targets` and `output_gradient` is given; TypeError on a wrong dtype.

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
    """
    layers = _weight_layers(model)
    for name, layer in layers.items():
        _weight_shape(layer)
        # A reparametrized weight is no parameter, but computed anew at each access.
        weight = layer._parameters.get("weight")
        if weight is None or not weight.requires_grad:
            raise ValueError(f"the weight of {name!r} must be a parameter that requires a gradient")
    if (targets is None) == (output_gradient is None):
        raise ValueError("give exactly one of targets and output_gradient")
    inputs = _check_inputs(inputs, weight)
    with _listening(model, layers) as heard, torch.enable_grad():
        output = model(inputs)
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


def _layout(module):
    return {
        "groups": getattr(module, "groups", 1),
        "transposed": getattr(module, "transposed", False),
    }


def _weight_shape(module):
    if not isinstance(module, WEIGHT_LAYERS):
        raise TypeError(f"module must be one of {_KNOWN}, got {type(module).__name__}")
    if nn.parameter.is_lazy(module.weight):
        raise ValueError(
            f"{type(module).__name__} must have a shape, got a lazy one: run a batch through it"
        )
    return tuple(module.weight.shape)


def _weight_layers(model):
    if not isinstance(model, nn.Module):
        raise TypeError(f"model must be a torch.nn.Module, got {type(model).__name__}")
    layers = {
        name: module for name, module in model.named_modules() if isinstance(module, WEIGHT_LAYERS)
    }
    if not layers:
        raise ValueError(f"model must have a weight layer ({_KNOWN}), got none")
    return layers


def _parameter_names(model):
    """First name of each parameter, and for every further name of it the first."""
    names, tied = {}, {}
    for name, parameter in model.named_parameters(remove_duplicate=False):
        if parameter in names:
            tied[name] = names[parameter]
        else:
            names[parameter] = name
    return names, tied


def _is_free(parameter, done):
    return parameter is not None and parameter.requires_grad and parameter not in done


def _draw(layer, scheme, rng):
    weight = layer.weight
    # NumPy draws in these two; copy_ rounds to any other dtype.
    dtype = np.float64 if weight.dtype == torch.float64 else np.float32
    sample = scheme.sample(tuple(weight.shape), rng=rng, dtype=dtype, **_layout(layer))
    with torch.no_grad():
        weight.copy_(torch.from_numpy(sample))


def _array(tensor):
    return tensor.detach().cpu().numpy().copy()


def _check_inputs(inputs, weight):
    if not isinstance(inputs, torch.Tensor):
        inputs = torch.from_numpy(np.array(inputs))
    if inputs.dim() < 2 or not inputs.numel():
        raise ValueError(
            f"inputs must have shape (batch, ...), batch at least 1, got {tuple(inputs.shape)}"
        )
    if inputs.is_floating_point() and inputs.dtype != weight.dtype:
        raise TypeError(f"inputs must have the model's dtype {weight.dtype}, got {inputs.dtype}")
    check_finite(_array(inputs), "inputs")
    return inputs.detach().to(weight.device, copy=True)  # the model may work in place


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
        gradient = np.array(output_gradient, dtype=output.dtype)
        check_shape(gradient, output.shape, "output_gradient")
        check_finite(gradient, "output_gradient")
        return None, gradient
    if output.ndim != 2:
        raise ValueError(
            f"with targets the output must have shape (batch, classes), got {output.shape}"
        )
    return softmax_cross_entropy(output, np.asarray(targets))


def _sum_to_channels(gradient, weight):
    """Sum over all axes but the channels', which come before the kernel's positions."""
    return gradient.movedim(1 - weight.dim(), 0).flatten(1).sum(1)
