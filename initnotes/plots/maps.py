"""A map of one layer, and the path of a net from layer to layer along it."""

import numpy as np
from matplotlib.patches import FancyArrowPatch

from initnotes.checks import as_correlation, check_instance
from initnotes.plots.arguments import check_ax, check_values
from initnotes.plots.style import BEFORE, PATH, THEORY


def cobweb(ax, values, mapped, path):
    """Draw a map, the line where it changes nothing, and a path between the two.

    Parameters
    ----------
    ax : matplotlib Axes
    values, mapped : array, shape (points,)
        What goes into the map, and what comes out.
    path : array, shape (layers,)
        What the map makes of path[0] layer by layer; its corners are (path[l], path[l + 1]).

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> ax = plots.maps.cobweb(Figure().subplots(), [0, 1], [0, 0.5], [1, 0.5, 0.25])
    >>> ax.lines[2].get_ydata().tolist()
    [1.0, 0.5, 0.5, 0.25, 0.25]
    """
    check_ax(ax)
    check_values(values, ("points",), "values")
    check_values(mapped, np.shape(values), "mapped")
    check_values(path, ("layers",), "path")
    corners = np.repeat(np.asarray(path, dtype=float), 2)
    ax.plot(values, values, ":", color=THEORY, linewidth=1)
    ax.plot(values, mapped, color=THEORY)
    ax.plot(corners[:-1], [corners[0], *corners[2:]], color=PATH, linewidth=1.2)
    ax.plot(corners[-1], corners[-1], "o", color=PATH)
    ax.set_xlim(values[0], values[-1])
    ax.set_ylim(values[0], values[-1])
    return ax


def pair(ax, correlations):
    """Draw two arrows of length 1 whose angle has the correlation as its cosine, a pair a layer.

    Parameters
    ----------
    ax : matplotlib Axes
    correlations : dict
        Layer -> correlation of two examples' states, between -1 and 1; the last layer stands out.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> ax = plots.maps.pair(Figure().subplots(), {1: 0.5, 10: 0.9})
    >>> len(ax.patches), ax.get_title()
    (4, 'layer 10: $c = 0.9$')
    """
    check_ax(ax)
    check_instance(correlations, dict, "correlations", "a dict of layer -> correlation")
    if not correlations:
        raise ValueError("correlations must hold at least one layer, got none")
    for layer, correlation in correlations.items():
        last = layer == list(correlations)[-1]
        half = np.arccos(as_correlation(correlation, f"correlations[{layer}]")) / 2
        for side in (-1, 1):
            arrow = FancyArrowPatch(
                (0, 0),
                (side * np.sin(half), np.cos(half)),
                arrowstyle="->",
                mutation_scale=16,
                shrinkA=0,
                shrinkB=0,
                linewidth=2,
                color=PATH if last else BEFORE,
            )
            ax.add_patch(arrow)
    ax.set_title(f"layer {layer}: $c = {correlation:.3g}$")
    ax.set_xlim(-0.9, 0.9)
    ax.set_ylim(-0.05, 1.1)
    ax.set_aspect("equal")
    ax.set_axis_off()
    return ax
