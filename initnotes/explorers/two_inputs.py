"""Explore two inputs: their correlation layer by layer, along the correlation map."""

import numpy as np

from initnotes import plots, theory
from initnotes.checks import check_name, check_positive_integer
from initnotes.explorers.controls import Choice, Slider
from initnotes.explorers.explorer import Explorer
from initnotes.explorers.phase import BIAS_VARIANCES, TOLERANCE, WEIGHT_FACTORS, settled_variance
from initnotes.explorers.stills import still
from initnotes.theory.phases import CRITICAL, TINY
from initnotes.theory.quadrature import gaussian_quadrature

ACTIVATIONS = {"tanh": "tanh", "sigmoid": "sigmoid", "relu": "ReLU"}
STARTS = (*(k / 20 for k in range(20)), 0.99)
LAYERS = tuple(range(1, 31))


def settled_layer(activation, *, weight_factor, bias_variance):
    """What `initnotes.theory.correlation_map` needs where the states' variance has settled.

    Where it fades to 0, f is its tangent. A ReLU has the same map at every variance, and where it
    grows, it leaves the biases behind. `activation` is a name of `ACTIVATIONS`.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.two_inputs.settled_layer("relu", weight_factor=3.0, bias_variance=0.1)
    {'variance': 1.0, 'weight_factor': 3.0, 'bias_variance': 0.0}
    """
    check_name(activation, ACTIVATIONS, "activation")
    settled = settled_variance(activation, weight_factor=weight_factor, bias_variance=bias_variance)
    if activation == "relu" and settled in (0, float("inf")):
        return {"variance": 1.0, "weight_factor": weight_factor, "bias_variance": 0.0}
    return {
        "variance": max(settled, TINY),
        "weight_factor": weight_factor,
        "bias_variance": bias_variance,
    }


def correlation_path(activation, *, weight_factor, bias_variance, start, layers):
    """Correlation of two examples' states in each layer, `start` in the first.

    Examples
    --------
    >>> from initnotes import explorers
    >>> net = {"weight_factor": 2.5, "bias_variance": 0.05}
    >>> path = explorers.two_inputs.correlation_path("tanh", **net, start=0.7, layers=30)
    >>> round(float(path[-1]), 3)
    0.478
    """
    check_positive_integer(layers, "layers")
    layer = settled_layer(activation, weight_factor=weight_factor, bias_variance=bias_variance)
    path = [start]
    while len(path) < layers:
        mapped = float(theory.correlation_map(activation, path[-1], **layer))
        path.append(min(mapped, 1.0))  # the last digit may be above
    return np.array(path)


def map_slope(activation, *, weight_factor, bias_variance):
    """Slope of the correlation map at c = 1: chi where the variance has a fixed point.

    Examples
    --------
    >>> from initnotes import explorers
    >>> slope = explorers.two_inputs.map_slope("relu", weight_factor=3.0, bias_variance=0.1)
    >>> round(slope, 10)
    1.0
    """
    layer = settled_layer(activation, weight_factor=weight_factor, bias_variance=bias_variance)
    variance, factor = layer["variance"], layer["weight_factor"]
    slope = theory.chi(activation, variance, weight_factor=factor)
    return float(slope * variance / theory.variance_map(activation, **layer))


def end_of_path(activation, *, weight_factor, bias_variance):
    """The correlation c* to which the map leads: 1, or less where it is steeper than 1 at c = 1.

    Examples
    --------
    >>> from initnotes import explorers
    >>> net = {"weight_factor": 2.5, "bias_variance": 0.05}
    >>> round(explorers.two_inputs.end_of_path("tanh", **net), 3)
    0.447
    """
    layer = {"weight_factor": weight_factor, "bias_variance": bias_variance}
    if map_slope(activation, **layer) <= 1 + CRITICAL:
        return 1.0
    return round(theory.correlation_fixed_point(activation, **layer), 12)


def explore(*, activation="relu", weight_factor=2.0, bias_variance=0.0, start=0.1, layer=10):
    """An `Explorer` of the correlation of two inputs.

    Parameters
    ----------
    activation : str
        Of `ACTIVATIONS`, to start with.
    weight_factor, bias_variance : float
        n Var W and the biases' variance, of `phase.WEIGHT_FACTORS` and `phase.BIAS_VARIANCES`.
    start : float
        Correlation of the two states in layer 1, of `STARTS`.
    layer : int
        How far the path is drawn, of `LAYERS`.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.two_inputs.explore(activation="tanh", weight_factor=2.5).name
    'two_inputs'
    """
    controls = (
        Choice("activation", "activation", ACTIVATIONS, activation),
        Slider("weight_factor", "weights <i>n</i> Var <i>W</i>", WEIGHT_FACTORS, weight_factor),
        Slider("bias_variance", "biases Var <i>b</i>", BIAS_VARIANCES, bias_variance),
        Slider("start", "<i>c</i> in layer 1", STARTS, start),
        Slider("layer", "up to layer", LAYERS, layer),
    )
    net = {"weight_factor": weight_factor, "bias_variance": bias_variance}
    path = correlation_path(activation, **net, start=start, layers=layer)
    slope, end = map_slope(activation, **net), end_of_path(activation, **net)
    nodes, weights = gaussian_quadrature()

    def draw(axes):
        left, right = axes
        c = np.linspace(0, 1, 101)
        mapped = theory.correlation_map(activation, c, **settled_layer(activation, **net))
        plots.maps.cobweb(left, c, mapped, path)
        left.set(xlabel="correlation $c$", ylabel="$c'$, a layer on")
        plots.maps.pair(right, {1: path[0], layer: path[-1]})

    return Explorer(
        name="two_inputs",
        title="Two inputs, layer by layer",
        sentence=(
            f"{ACTIVATIONS[activation]} with n Var W = {weight_factor:g} and Var b = "
            f"{bias_variance:g}: the correlation of two inputs' states goes from {start:g} in "
            f"layer 1 to {path[-1]:.3g} in layer {layer}. The map's slope at c = 1 is {slope:.3g}, "
            f"and it leads to c* = {end:.3g}."
        ),
        controls=controls,
        key=(
            ("line", "", "correlation map"),
            ("line", "path", "two inputs, layer by layer"),
            ("line", "before", "the same two in layer 1"),
        ),
        data={
            "quadrature": {"nodes": nodes.tolist(), "weights": weights.tolist()},
            "layers": LAYERS[-1],
            "tolerance": TOLERANCE,
        },
        still=still(draw, columns=2, size=(7.5, 3.6)),
        alt=(
            f"Left, the correlation map with a cobweb that starts at {start:g} and comes to "
            f"{path[-1]:.3g}. Right, two pairs of arrows: in layer 1 they are "
            f"{_degrees(start):.0f} degrees apart, in layer {layer} {_degrees(path[-1]):.0f}."
        ),
    )


def _degrees(correlation):
    return np.degrees(np.arccos(min(correlation, 1)))
