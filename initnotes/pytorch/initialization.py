"""One scheme for all the weights of a PyTorch model."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from initnotes.checks import check_flag, check_generator
from initnotes.pytorch.layers import layout, module_fans, weight_layers, weight_shape
from initnotes.schemes import as_scheme


class Drawn(NamedTuple):
    """One weight that `initialize` has drawn: its name, shape, true fans and the variance.

    Examples
    --------
    >>> from initnotes import pytorch
    >>> pytorch.Drawn("0.weight", shape=(8, 4), fan_in=4, fan_out=8, variance=0.25).fan_in
    4
    """

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

    Examples
    --------
    >>> import numpy as np
    >>> from torch import nn
    >>> from initnotes import pytorch
    >>> report = pytorch.initialize(nn.Linear(4, 8), "lecun", rng=np.random.default_rng(0))
    >>> report.drawn[0].variance, report.zeroed, report.left_alone
    (0.25, ('bias',), ())
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

    Raises TypeError unless `rng` is a Generator and `scheme` a Scheme
    or a scheme's name, ValueError if the model
    has no weight layer or has a lazy one. The checks come before the first draw.

    Parameters
    ----------
    model : nn.Module
    scheme : Scheme or str
    rng : numpy.random.Generator
    zero_bias : bool
        Set the biases of the weight layers to zero, as Glorot & Bengio (2010) do.

    Examples
    --------
    >>> import numpy as np
    >>> from torch import nn
    >>> from initnotes import pytorch
    >>> net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3))
    >>> pytorch.initialize(net, "xavier", rng=np.random.default_rng(0)).zeroed
    ('0.bias', '2.bias')
    """
    check_generator(rng)
    check_flag(zero_bias, "zero_bias")
    scheme = as_scheme(scheme)
    layers = weight_layers(model)
    for layer in layers.values():
        weight_shape(layer)
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
    sample = scheme.sample(tuple(weight.shape), rng=rng, dtype=dtype, **layout(layer))
    with torch.no_grad():
        weight.copy_(torch.from_numpy(sample))
