"""Figures of the chapter "Signals and gradients"."""

import numpy as np

from initnotes.plots.arguments import check_ax
from initnotes.plots.layers import COLORS, THEORY


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
