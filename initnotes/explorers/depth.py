"""Explore signal through depth: the exact map of the infinitely wide net and the linear one."""

import numpy as np

from initnotes import activations, plots, schemes, theory
from initnotes.checks import as_numbers, check_broadcast, check_positive, check_positive_integer
from initnotes.explorers.controls import Choice, Slider
from initnotes.explorers.explorer import Explorer
from initnotes.explorers.stills import still
from initnotes.theory.quadrature import gaussian_quadrature

SCHEMES = ("standard", "lecun", "xavier", "he")
WIDTHS = (10, 16, 25, 50, 64, 100, 200, 300, 500, 784, 1000)
DEPTHS = tuple(range(2, 31))
GAINS = tuple(k / 20 for k in range(4, 61))
# How near to 1 a ratio of variances counts as the Glorot condition met.
TOLERANCE = 0.1
FAMILIES = ("state", "activation", "state_gradient", "weight_gradient")
# Those that the script in the page knows, too.
ACTIVATIONS = {
    "identity": "identity",
    "tanh": "tanh",
    "sigmoid": "sigmoid",
    "softsign": "softsign",
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
}


def tapered_widths(*, inputs, first, last, outputs, depth):
    """Widths of a net whose `depth` hidden layers go from `first` to `last` in equal ratios.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.depth.tapered_widths(inputs=100, first=400, last=100, outputs=10, depth=3)
    [100, 400, 200, 100, 10]
    """
    ends = {"inputs": inputs, "first": first, "last": last, "outputs": outputs, "depth": depth}
    for name, width in ends.items():
        check_positive_integer(width, name)
    hidden = np.floor(np.geomspace(first, last, depth) + 0.5).astype(int)
    return [inputs, *hidden.tolist(), outputs]


def level(values, origins):
    """Whether each value is that of the layer it comes from, to within `TOLERANCE`.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.depth.level([1.05, 0.5], [1, 1]).tolist()
    [True, False]
    """
    values, origins = as_numbers(values, "values"), as_numbers(origins, "origins")
    check_positive(origins, "origins")
    check_broadcast(values=values, origins=origins)
    return np.abs(values / origins - 1) <= TOLERANCE


def explore(
    *,
    activation="tanh",
    scheme="standard",
    gain=1.0,
    depth=10,
    inputs=100,
    first=100,
    last=100,
    outputs=100,
):
    """An `Explorer` of the variance of each signal in each layer.

    Parameters
    ----------
    activation : str
        Of `ACTIVATIONS`, to start with.
    scheme : str
        Of `SCHEMES`.
    gain : float
        Of `GAINS`; multiplies the standard deviation of the weights.
    depth : int
        Number of hidden layers, of `DEPTHS`.
    inputs, first, last, outputs : int
        Widths of the input, of the first and the last hidden layer and of the output, of `WIDTHS`.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.depth.explore(activation="relu", scheme="he", depth=4).title
    'A signal through depth'
    """
    labels = {name: plots.layers.LABELS[name] for name in SCHEMES}
    controls = (
        Choice("activation", "activation", ACTIVATIONS, activation),
        Choice("scheme", "scheme", labels, scheme),
        Slider("depth", "hidden layers", DEPTHS, depth),
        Slider("gain", "gain on the std", GAINS, gain),
    )
    shape = {"inputs": inputs, "first": first, "last": last, "outputs": outputs}
    names = ("inputs", "first hidden layer", "last hidden layer", "outputs")
    more = tuple(
        Slider(key, label, WIDTHS, value)
        for (key, value), label in zip(shape.items(), names, strict=True)
    )
    widths = tapered_widths(**shape, depth=depth)
    drawn = schemes.scheme(scheme, gain=gain)
    exact = theory.infinite_width(widths, drawn, activations.activation(activation))
    linear = theory.infinite_width(widths, drawn, activations.identity)
    up, down = exact.variance("activation"), exact.variance("state_gradient")
    held = {
        "activation": level(up, [1, *up[:-1]]),
        "state_gradient": [*level(down[:-1], down[1:]), False],
    }

    def draw(axes):
        for ax, family in zip(axes.flat, FAMILIES, strict=True):
            plots.explorers.exact_and_linear(
                ax,
                exact.variance(family),
                linear.variance(family),
                held=held.get(family),
                title=plots.layers.NAMES[family],
            )

    nodes, weights = gaussian_quadrature()
    return Explorer(
        name="depth",
        title="A signal through depth",
        sentence=(
            f"{depth} hidden layers, {ACTIVATIONS[activation]}, under the {labels[scheme]} scheme. "
            f"Up, from layer 1 to {depth}, the variance of the activation goes from {up[0]:.2g} to "
            f"{up[-1]:.2g}; down, from layer {depth + 1} to 1, that of the state gradient goes "
            f"from {down[-1]:.2g} to {down[0]:.2g}."
        ),
        controls=controls,
        more={"Widths": more},
        key=(
            ("line and dot", "standard", "exact map, infinite width"),
            ("dashes", "", "linear map"),
            ("ring", "", f"Glorot condition met, within {100 * TOLERANCE:.0f} %"),
        ),
        data={
            "quadrature": {"nodes": nodes.tolist(), "weights": weights.tolist()},
            "tolerance": TOLERANCE,
        },
        still=still(draw, rows=2, columns=2, size=(7, 4.4)),
        alt=(
            "Four panels over the layers, on logarithmic axes: the variance of state, activation, "
            "state gradient and weight gradient, each by the exact map, with points, and by the "
            "linear one, dashed."
        ),
    )
