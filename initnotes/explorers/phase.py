"""Explore the phases: any size of weights and biases, its variance map, and its gradient."""

from typing import NamedTuple

import numpy as np

from initnotes import plots, theory
from initnotes.checks import check_name, check_not_negative, check_number, check_positive_integer
from initnotes.explorers.controls import Choice, Slider
from initnotes.explorers.explorer import Explorer
from initnotes.explorers.stills import still
from initnotes.theory.phases import CRITICAL, TINY
from initnotes.theory.quadrature import gaussian_quadrature

# Odd and of slope 1 at 0, which Xavier asks for.
ACTIVATIONS = {"tanh": "tanh", "softsign": "softsign"}
# Those whose states' variance `settled_variance` knows.
SETTLING = ("tanh", "softsign", "sigmoid", "relu")
WEIGHT_FACTORS = tuple(sorted([*(k / 20 for k in range(6, 65)), 0.33, 2.78]))
BIAS_VARIANCES = tuple(k / 100 for k in range(51))
LAYERS = 50
# How near to 1 the factor chi of a layer counts as the edge: 50 layers make 0.6 or 1.6 of it.
TOLERANCE = 0.01
# What the axes hold, whatever the point.
ENDS = {"weight_factor": 3.3, "bias_variance": 0.5, "variance": 2.5, "share": (1e-56, 1e16)}
# Name -> n Var W without biases, its color, and how high its name stands above the point.
POINTS = {
    "standard": (1 / 3, "standard", 34),
    "Xavier": (1.0, "xavier", 20),
    "He": (2.0, "he", 20),
    "gain 5/3": (25 / 9, "", 20),
}


class Net(NamedTuple):
    """states: the variance in each layer. gradients: the gradient's, of which the output's is 1.

    Examples
    --------
    >>> from initnotes.explorers.phase import Net
    >>> Net(states=[1.0], gradients=[0.5]).states
    [1.0]
    """

    states: np.ndarray
    gradients: np.ndarray


def net_through(activation, *, weight_factor, bias_variance=0.0, layers=LAYERS):
    """The `Net` of infinitely wide layers whose first state has variance 1.

    The states follow `variance_map`, and through a layer of state variance q the gradient's
    variance is multiplied by chi(q).

    Examples
    --------
    >>> from initnotes import explorers
    >>> net = explorers.phase.net_through("tanh", weight_factor=25 / 9)
    >>> round(float(net.states[-1]), 3), f"{net.gradients[0]:.0e}"
    (1.178, '2e+04')
    """
    check_positive_integer(layers, "layers")
    layer = {"weight_factor": weight_factor, "bias_variance": bias_variance}
    states = [1.0]
    while len(states) < layers:
        states.append(float(theory.variance_map(activation, states[-1], **layer)))
    factors = theory.chi(activation, np.array(states), weight_factor=weight_factor)
    return Net(np.array(states), np.cumprod(factors[::-1])[::-1])


def settled_variance(activation, *, weight_factor, bias_variance=0.0):
    """The state variance q* to which the layers lead, 0 where it fades, infinite where it grows.

    For the names of `SETTLING`. It is also there where `initnotes.theory.fixed_point` raises:
    without biases at n Var W = 1, as Xavier has it, tanh's variance falls like a power of the
    depth, and with n Var W above 2 a ReLU's grows. At n Var W = 2 without biases a ReLU keeps any
    variance, of which 1 is returned.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.phase.settled_variance("tanh", weight_factor=1.0)
    0.0
    >>> explorers.phase.settled_variance("relu", weight_factor=1.0, bias_variance=0.1)
    0.2
    """
    check_name(activation, SETTLING, "activation")
    for value, name in ((weight_factor, "weight_factor"), (bias_variance, "bias_variance")):
        check_number(value, name)
        check_not_negative(value, name)
    if activation == "relu":
        kept = weight_factor / 2
        if kept < 1:
            return bias_variance / (1 - kept)
        return 1.0 if kept == 1 and bias_variance == 0 else float("inf")
    layer = {"weight_factor": weight_factor, "bias_variance": bias_variance}
    if theory.variance_map(activation, TINY, **layer) <= TINY * (1 + CRITICAL):
        return 0.0
    return theory.fixed_point(activation, **layer)


def critical_line(activation):
    """The line chi = 1 in the plane, from Xavier's point to the end of the axes.

    Returns an array of shape (points, 2): n Var W and the biases' variance.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.phase.critical_line("tanh")[0].round(3).tolist()
    [1.0, 0.0]
    """
    check_name(activation, ACTIVATIONS, "activation")
    line = np.transpose(theory.critical_line(activation, np.linspace(0.01, 2, 160) ** 2))
    return line[np.all(line < [ENDS["weight_factor"], ENDS["bias_variance"]], axis=1)]


def explore(*, activation="tanh", weight_factor=2.78, bias_variance=0.0):
    """An `Explorer` of the phases of an odd activation.

    Parameters
    ----------
    activation : str
        Of `ACTIVATIONS`, to start with.
    weight_factor : float
        n Var W, of `WEIGHT_FACTORS`.
    bias_variance : float
        Of `BIAS_VARIANCES`.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.phase.explore(weight_factor=1.0).name
    'phase'
    """
    controls = (
        Choice("activation", "activation", ACTIVATIONS, activation),
        Slider("weight_factor", "weights <i>n</i> Var <i>W</i>", WEIGHT_FACTORS, weight_factor),
        Slider("bias_variance", "biases Var <i>b</i>", BIAS_VARIANCES, bias_variance),
    )
    layer = {"weight_factor": weight_factor, "bias_variance": bias_variance}
    settled = settled_variance(activation, **layer)
    slope = float(theory.chi(activation, settled, weight_factor=weight_factor))
    net = net_through(activation, **layer)
    nodes, weights = gaussian_quadrature()
    return Explorer(
        name="phase",
        title="Order, chaos and the edge between them",
        sentence=(
            f"{activation} with n Var W = {weight_factor:g} and Var b = {bias_variance:g}: the "
            f"states' variance settles at q* = {settled:.3g}, and each layer multiplies the "
            f"gradient's variance by χ = {slope:.3g} there. In layer 1 of {LAYERS} the gradient's "
            f"variance is {net.gradients[0]:.2g} times the output gradient's."
        ),
        controls=controls,
        key=(
            ("line", "", "critical line χ = 1; variance map"),
            ("ring", "path", "the point to drag"),
            ("line", "path", "its net, layer by layer"),
        ),
        data={
            "quadrature": {"nodes": nodes.tolist(), "weights": weights.tolist()},
            "critical": {name: critical_line(name).round(5).tolist() for name in ACTIVATIONS},
            "points": [
                {"name": name, "x": x, "y": 0, "color": color, "rise": rise}
                for name, (x, color, rise) in POINTS.items()
            ],
            "ends": ENDS,
            "layers": LAYERS,
            "tolerance": TOLERANCE,
        },
        still=still(
            lambda axes: _draw(axes, activation, layer, net),
            columns=3,
            size=(10, 3.6),
            width_ratios=(1.4, 1, 1),
        ),
        alt=(
            "Three panels. The plane of n Var W and Var b with the critical line, four named "
            f"points and a ring at {weight_factor:g}, {bias_variance:g}. The variance map with a "
            f"cobweb that goes to {settled:.3g}. The gradient's variance over {LAYERS} layers, "
            f"which comes to {net.gradients[0]:.2g} in layer 1."
        ),
    )


def _draw(axes, activation, layer, net):
    plane, variances, gradient = axes
    points = {name: (x, 0) for name, (x, *_) in POINTS.items()}
    plots.chaos.phase_diagram(
        plane, *critical_line(activation).T, points, phases=("order", "chaos")
    )
    plane.plot(*layer.values(), "o", color=plots.style.PATH, markersize=12, fillstyle="none")
    plane.set(xlim=(0, ENDS["weight_factor"]), ylim=(-0.06, ENDS["bias_variance"]))
    q = np.linspace(0, ENDS["variance"], 100)
    plots.maps.cobweb(variances, q, theory.variance_map(activation, q, **layer), net.states)
    variances.set(xlabel="state variance $q$", ylabel="$q'$, a layer on")
    gradient.plot(np.arange(1, LAYERS + 1), net.gradients, color=plots.style.PATH)
    gradient.set(yscale="log", ylim=ENDS["share"], xlabel="layer", ylabel="gradient's variance")
