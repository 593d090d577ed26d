"""Figures of one quantity layer by layer, measured and predicted."""

import numpy as np
from matplotlib.ticker import NullLocator

COLORS = {"standard": "#0072B2", "xavier": "#D55E00", "he": "#009E73", "lecun": "#CC79A7"}
MARKERS = {"standard": "o", "xavier": "s", "he": "^", "lecun": "D"}
LABELS = {"standard": "standard", "xavier": "Xavier", "he": "He", "lecun": "LeCun"}
THEORY = "#222222"
NAMES = {
    "state": "state",
    "activation": "activation",
    "state_gradient": "state gradient",
    "weight_gradient": "weight gradient",
}


def log_scale(ax):
    """Make the vertical axis logarithmic, with ticks between the powers of ten if there is room."""
    ax.set_yscale("log")
    bottom, top = ax.get_ylim()
    if top > 1e3 * bottom:
        ax.yaxis.set_minor_locator(NullLocator())


def variance_by_layer(ax, interval, *, theory=None, label=None, color=None, marker="o", log=True):
    """Draw a mean with its interval in each layer, and the theory as a dashed line.

    Parameters
    ----------
    ax : matplotlib Axes
    interval : Interval of shape (layers,)
    theory : array, shape (layers,), optional
    label, color, marker
        Of the measurement.
    log : bool
        Logarithmic vertical axis.
    """
    layers = np.arange(1, len(interval.mean) + 1)
    if theory is not None:
        ax.plot(layers, theory, "--", color=THEORY, linewidth=1.2, zorder=1)
    ax.errorbar(
        layers,
        interval.mean,
        yerr=interval.half_width,
        fmt=marker,
        markersize=5,
        capsize=3,
        color=color,
        label=label,
    )
    if log:
        log_scale(ax)
    ax.set_xticks(layers)
    ax.set_xlabel("layer")
    return ax


def layer_histograms(ax, summaries, *, theory=None, layers=None):
    """Draw the density of each layer's entries, and that of theory as dashed lines.

    Parameters
    ----------
    ax : matplotlib Axes
    summaries : sequence of Summary
        One a layer, measured.
    theory : sequence of Summary, optional
        One a layer, of the predicted distribution.
    layers : sequence of int, optional
        Which layers to draw, counted from 1; all of them if left out.
    """
    chosen = range(1, len(summaries) + 1) if layers is None else layers
    for layer in chosen:
        summary = summaries[layer - 1]
        (line,) = ax.plot(
            summary.bins.centers, summary.density, drawstyle="steps-mid", label=f"layer {layer}"
        )
        if theory is not None:
            predicted = theory[layer - 1]
            ax.plot(predicted.bins.centers, predicted.density, "--", color=THEORY, linewidth=0.9)
        line.set_zorder(1)
    ax.set_ylabel("density")
    return ax
