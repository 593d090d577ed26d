"""Figures of chapter 2."""

import numpy as np

from initnotes.plots.layers import COLORS, THEORY, variance_by_layer
from initnotes.variance import normal_density

LOOKS = (("#E69F00", "s"), (COLORS["standard"], "o"))


def first_state(ax, summaries, variance):
    """Draw two histograms of the first state, one in steps, one in points, with N(0, variance).

    Parameters
    ----------
    ax : matplotlib Axes
    summaries : dict
        label -> Summary of the first states, for two distributions of the weights.
    variance : float
        The predicted one.
    """
    (box, boxes), (dot, dots) = summaries.items()
    color = COLORS["standard"]
    ax.stairs(boxes.density, boxes.bins.edges, fill=True, alpha=0.25, color=color)
    ax.stairs(boxes.density, boxes.bins.edges, color=color, linewidth=1.6, label=box)
    ax.plot(dots.bins.centers, dots.density, ".", color=COLORS["xavier"], label=dot)
    x = np.linspace(boxes.bins.low, boxes.bins.high, 401)
    ax.plot(
        x,
        normal_density(x, variance),
        "--",
        color=THEORY,
        linewidth=1.2,
        label=f"N(0, {variance:.3g})",
    )
    ax.set_xlabel("state of layer 1")
    ax.set_ylabel("density")
    ax.legend()
    return ax


def states_by_depth(ax, intervals, theories):
    """Draw the state's variance in each layer for several activations, and what theory says.

    Parameters
    ----------
    ax : matplotlib Axes
    intervals, theories : dict
        label -> Interval, and array, of shape (layers,); at most two labels.
    """
    looks = zip(LOOKS, intervals.items(), strict=False)
    for (color, marker), (name, interval) in looks:
        variance_by_layer(
            ax, interval, theory=theories[name], label=name, color=color, marker=marker
        )
    ax.plot([], [], "--", color=THEORY, linewidth=1.2, label="theory")
    ax.axhline(1 / 3, color=THEORY, linestyle=":", linewidth=1)
    ax.annotate("1/3", (len(interval.mean), 1 / 3), xytext=(0, 4), textcoords="offset points")
    ax.set_ylabel("variance of the state")
    ax.legend()
    return ax


def right_and_wrong_rule(ax, interval, *, right, wrong):
    """Draw the state's variance in each layer, and what two rules make of the layer below.

    Parameters
    ----------
    ax : matplotlib Axes
    interval : Interval of shape (layers,)
    right, wrong : tuple
        (label, array of shape (layers,)) of each rule.
    """
    variance_by_layer(ax, interval, label="measured", color=COLORS["standard"])
    layers = np.arange(1, len(interval.mean) + 1)
    for (label, values), style in ((right, "--"), (wrong, ":")):
        ax.plot(layers, values, style, color=THEORY, label=label)
    ax.set_ylabel("variance of the state")
    ax.legend()
    return ax
