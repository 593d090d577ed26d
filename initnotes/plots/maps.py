"""A map of one layer, and the path of a net from layer to layer along it."""

import numpy as np

from initnotes.plots.arguments import check_ax, check_values
from initnotes.plots.layers import THEORY

PATH = "#6A3D9A"


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
