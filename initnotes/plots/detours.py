"""Figures of the detours; those that a chapter has too are in the chapter's module."""

import numpy as np

from initnotes.plots.arguments import check_ax, check_interval, check_values
from initnotes.plots.layers import variance_by_layer
from initnotes.plots.style import COLORS, FURTHER, THEORY


def printed_and_derived(ax, interval, *, derived, printed, quantity):
    """Draw a standard net's variance in each layer, with the derived product and the printed.

    Parameters
    ----------
    ax : matplotlib Axes
    interval : Interval of shape (layers,)
    derived, printed : array, shape (layers,)
    quantity : str
        Label of the vertical axis.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> ax, products = Figure().subplots(), {"derived": [1, 0.5, 0.2], "printed": [1, 1, 1]}
    >>> interval = measure.Interval(np.array([1.0, 0.5, 0.2]), np.full(3, 0.1))
    >>> ax = plots.detours.printed_and_derived(ax, interval, **products, quantity="variance")
    >>> ax.get_ylabel()
    'variance'
    """
    check_ax(ax)
    check_interval(interval)
    layers = np.arange(1, len(interval.mean) + 1)
    check_values(derived, layers.shape, "derived")
    check_values(printed, layers.shape, "printed")
    ax.plot(layers, printed, "x:", color=FURTHER[1], markersize=7, label="as printed")
    look = {"label": "standard, measured", "color": COLORS["standard"]}
    variance_by_layer(ax, interval, theory=derived, **look)
    ax.plot([], [], "--", color=THEORY, linewidth=1.2, label="derived")
    ax.set_ylabel(quantity)
    ax.legend()
    return ax
