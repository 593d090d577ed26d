"""Explore signal through depth: the exact map of the infinitely wide net and the linear one."""

import numpy as np

from initnotes import activations, plots, schemes, theory
from initnotes.checks import (
    as_numbers,
    check_broadcast,
    check_positive,
    check_positive_integer,
    check_widths,
)
from initnotes.explorers.controls import Choice, Slider, Switch
from initnotes.explorers.explorer import Explorer
from initnotes.explorers.stills import still
from initnotes.theory.quadrature import gaussian_quadrature

SCHEMES = ("standard", "lecun", "xavier", "he")
WIDTHS = (10, 16, 25, 50, 64, 100, 200, 300, 500, 784, 1000)
DEPTHS = tuple(range(2, 31))
GAINS = tuple(k / 20 for k in range(4, 61))
# How near to 1 a ratio of variances counts as the Glorot condition met.
TOLERANCE = 0.1
# Of the axes of variances, unless the reader fits them to the lines.
DOMAIN = (1e-9, 1e3)
# A variance that ends within this factor of its start is said to last.
LASTING = 10
# Of the two inputs, and how near to 1 that of their states counts as one.
CORRELATION = 0.5
CLOSE = 0.01
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


def state_correlations(widths, scheme, activation):
    """Correlation of two examples' states in each layer, `CORRELATION` in the first.

    Parameters
    ----------
    widths : sequence of int
        (input, hidden..., output), of 2 inputs at least.
    scheme : Scheme or str
    activation : Activation or str

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.depth.state_correlations([100] * 4, "xavier", "sigmoid").round(3).tolist()
    [0.5, 0.925, 0.995]
    """
    check_widths(widths)
    if widths[0] < 2:
        raise ValueError(f"widths must begin with at least 2 inputs, got {widths[0]}")
    pair = np.zeros((2, widths[0]))
    pair[:, 0] = 1, CORRELATION
    pair[1, 1] = np.sqrt(1 - CORRELATION**2)
    predicted = theory.infinite_width(widths, scheme, activation, inputs=np.sqrt(widths[0]) * pair)
    return np.array([theory.correlation(kernel) for kernel in predicted.state_kernels])


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
    """An `Explorer` of the variance of each signal in each layer, and of two inputs' correlation.

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
        Switch("fit", "fit the axes to the lines"),
    )
    shape = {"inputs": inputs, "first": first, "last": last, "outputs": outputs}
    names = ("inputs", "first hidden layer", "last hidden layer", "outputs")
    more = tuple(
        Slider(key, label, WIDTHS, value)
        for (key, value), label in zip(shape.items(), names, strict=True)
    )
    widths = tapered_widths(**shape, depth=depth)
    drawn = {name: schemes.scheme(name, gain=gain) for name in SCHEMES}
    exact = {name: theory.infinite_width(widths, drawn[name], activation) for name in SCHEMES}
    linear = theory.infinite_width(widths, drawn[scheme], activations.identity)
    correlations = {name: state_correlations(widths, drawn[name], activation) for name in SCHEMES}
    up, down = (exact[scheme].variance(family) for family in ("activation", "state_gradient"))
    met = correlations[scheme]
    nodes, weights = gaussian_quadrature()
    return Explorer(
        name="depth",
        title="A signal through depth",
        sentence=(
            f"{depth} hidden layers, {ACTIVATIONS[activation]}, under the {labels[scheme]} scheme. "
            f"Up, from layer 1 to {depth}, the variance of the activation goes from {up[0]:.2g} to "
            f"{up[-1]:.2g}; down, from layer {depth + 1} to 1, that of the state gradient goes "
            f"from {down[-1]:.2g} to {down[0]:.2g}. The states of two inputs have correlation "
            f"{met[0]:.2g} in layer 1 and {met[-1]:.2g} in layer {depth + 1}."
        ),
        controls=controls,
        more={"Widths": more},
        key=(
            ("line and dot", "", "the chosen scheme: exact map, infinite width"),
            ("dashes", "", "its linear map"),
            (
                "ring",
                "",
                f"variance kept, within {100 * TOLERANCE:.0f} %, from the layer it comes from",
            ),
        ),
        data={
            "quadrature": {"nodes": nodes.tolist(), "weights": weights.tolist()},
            "labels": labels,
            "domain": DOMAIN,
            "tolerance": TOLERANCE,
            "lasting": LASTING,
            "start": CORRELATION,
            "close": CLOSE,
        },
        still=still(
            lambda axes: _draw(axes, scheme, exact, linear, correlations),
            rows=3,
            columns=2,
            size=(7, 6.2),
        ),
        alt=(
            "Four panels over the layers, on one logarithmic axis of variances: state, activation, "
            "state gradient and weight gradient, a line a scheme. The chosen one has points, and "
            "its linear map is dashed. A fifth panel has the correlation of two inputs' states."
        ),
    )


def _draw(axes, chosen, exact, linear, correlations):
    up, down = (exact[chosen].variance(family) for family in ("activation", "state_gradient"))
    held = {
        "activation": level(up, [1, *up[:-1]]),
        "state_gradient": [*level(down[:-1], down[1:]), False],
    }
    for ax, family in zip(axes.flat, FAMILIES, strict=False):
        plots.explorers.lines_by_scheme(
            ax,
            {name: predicted.variance(family) for name, predicted in exact.items()},
            chosen,
            linear=linear.variance(family),
            held=held.get(family),
            title=plots.layers.NAMES[family],
            quantity="variance",
        )
        ax.set_yscale("log")
        ax.set_ylim(*DOMAIN)
    figure, grid = axes[0, 0].figure, axes[0, 0].get_gridspec()
    figure.legend(handles=axes[0, 0].lines, loc="outside upper center", ncols=len(axes[0, 0].lines))
    for ax in axes[2]:
        ax.remove()
    ax = plots.explorers.lines_by_scheme(
        figure.add_subplot(grid[2, :]),
        correlations,
        chosen,
        title="two inputs' states",
        quantity="correlation",
    )
    ax.set_ylim(-0.05, 1.05)
