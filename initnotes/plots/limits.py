"""Figures of the chapter "Where Xavier stops"."""

import numpy as np

from initnotes.plots.arguments import check_ax, check_interval, check_values
from initnotes.plots.style import COLORS, FURTHER, MARKERS, THEORY, log_scale, plain_powers


def variance_maps(ax, state_variance, maps, *, path=None):
    """Draw variance maps q -> q', the line q' = q, and the path of a net through the first.

    Parameters
    ----------
    ax : matplotlib Axes
    state_variance : array
        The q at which the maps are given.
    maps : dict
        Label -> q' at those q.
    path : sequence of float, optional
        The state variance of each layer, drawn as a staircase.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> q = np.array([0.0, 0.5, 1.0])
    >>> ax = plots.limits.variance_maps(Figure().subplots(), q, {"half": q / 2}, path=[1, 0.5])
    >>> [line.get_label() for line in ax.lines][1:]
    ['half', 'layer by layer']
    """
    check_ax(ax)
    ax.plot(state_variance, state_variance, ":", color=THEORY, label="$q' = q$ (linear)")
    looks = zip(maps.items(), ("-", "--", "-."), FURTHER, strict=False)
    for (label, values), style, color in looks:
        check_values(values, np.shape(state_variance), f"maps[{label!r}]")
        ax.plot(state_variance, values, style, color=color, label=label)
    if path is not None:
        stairs = np.repeat(path, 2)
        ax.plot(
            stairs[:-1],
            np.concatenate([[0], stairs[2:]]),
            color=THEORY,
            linewidth=0.8,
            label="layer by layer",
        )
    ax.set_xlabel("state variance $q$")
    ax.set_ylabel("state variance $q'$, a layer on")
    ax.legend()
    return ax


def fading(ax, prediction, asymptote, interval, *, quantity, label):
    """Draw a quantity that fades like a power of the depth under Xavier, on logarithmic axes.

    Parameters
    ----------
    ax : matplotlib Axes
    prediction, asymptote : array, shape (depth,)
        At layers 1, 2, ..., depth.
    interval : Interval of shape (layers,)
        Measured in the first layers.
    quantity : str
    label : str
        Of the asymptote.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> ax, power = Figure().subplots(), 1 / np.arange(1, 9)
    >>> looks = {"quantity": "variance", "label": "1 / l"}
    >>> interval = measure.Interval(np.array([1.0, 0.5, 0.2]), np.full(3, 0.1))
    >>> plots.limits.fading(ax, power, power, interval, **looks).get_xscale()
    'log'
    """
    check_ax(ax)
    check_interval(interval)
    layers = np.arange(1, len(prediction) + 1)
    check_values(prediction, layers.shape, "prediction")
    check_values(asymptote, layers.shape, "asymptote")
    ax.plot(layers, asymptote, ":", color=FURTHER[0], label=label)
    ax.plot(layers, prediction, "--", color=THEORY, linewidth=1.2, label="exact map", zorder=3)
    ax.errorbar(
        np.arange(1, len(interval.mean) + 1),
        interval.mean,
        yerr=interval.half_width,
        fmt=MARKERS["xavier"],
        markersize=4,
        color=COLORS["xavier"],
        label="Xavier, measured",
    )
    ax.set_xscale("log")
    plain_powers(ax.xaxis)
    log_scale(ax)
    ax.set_xlabel("layer")
    ax.set_ylabel(quantity)
    ax.legend()
    return ax
