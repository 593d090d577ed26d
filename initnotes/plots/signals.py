"""Figures of the chapter "Signals and gradients"."""

import numpy as np

from initnotes.plots.arguments import check_ax, check_interval, check_values
from initnotes.plots.layers import COLORS, THEORY, variance_by_layer


def printed_and_derived(ax, interval, *, derived, printed, quantity):
    """Draw a variance in each layer with the derived product and the printed one.

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
    >>> ax = plots.signals.printed_and_derived(ax, interval, **products, quantity="variance")
    >>> ax.get_ylabel()
    'variance'
    """
    check_ax(ax)
    check_interval(interval)
    layers = np.arange(1, len(interval.mean) + 1)
    check_values(derived, layers.shape, "derived")
    check_values(printed, layers.shape, "printed")
    ax.plot(layers, printed, "x:", color=COLORS["xavier"], markersize=7, label="as printed")
    variance_by_layer(
        ax, interval, theory=derived, label="measured", color=COLORS["standard"], marker="o"
    )
    ax.plot([], [], "--", color=THEORY, linewidth=1.2, label="derived")
    ax.set_ylabel(quantity)
    ax.legend()
    return ax


def measured_over_predicted(ax, naive, mended):
    """Draw measured over predicted, a row an experiment, for two predictions.

    Parameters
    ----------
    ax : matplotlib Axes
    naive, mended : dict
        experiment -> Interval of measured / predicted (numbers).

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> naive, mended = {"mean": measure.Interval(2, 0.1)}, {"mean": measure.Interval(1, 0.1)}
    >>> ax = plots.signals.measured_over_predicted(Figure().subplots(), naive, mended)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['mean']
    """
    check_ax(ax)
    ax.axvline(1, linestyle="--", color=THEORY, linewidth=1.2)
    looks = {
        "Glorot's product": (naive, "o", COLORS["xavier"], 0.12),
        "assumption mended": (mended, "s", COLORS["standard"], -0.12),
    }
    for label, (intervals, marker, color, shift) in looks.items():
        ax.errorbar(
            [interval.mean for interval in intervals.values()],
            np.arange(len(intervals))[::-1] + shift,
            xerr=[interval.half_width for interval in intervals.values()],
            fmt=marker,
            capsize=3,
            color=color,
            label=label,
        )
    ax.set_yticks(np.arange(len(naive))[::-1], list(naive))
    ax.set_ylim(-0.6, len(naive) - 0.4)
    ax.set_xscale("log")
    ax.set_xlabel("measured / predicted second moment")
    ax.legend()
    return ax
