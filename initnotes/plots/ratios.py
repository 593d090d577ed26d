"""A figure that chapters share: measured over predicted, for two predictions."""

import numpy as np

from initnotes.checks import check_instance, check_string
from initnotes.plots.arguments import check_ax, check_interval, check_same_names
from initnotes.plots.style import FURTHER, THEORY, plain_powers


def measured_over_predicted(ax, predictions, *, quantity):
    """Draw measured over predicted, a row an experiment, for one or two predictions.

    Parameters
    ----------
    ax : matplotlib Axes
    predictions : dict
        label -> dict: experiment -> Interval of measured / predicted (numbers).
    quantity : str
        What was measured and predicted.

    Raises
    ------
    TypeError, ValueError
        If there are not one or two predictions, or not an Interval for each experiment.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> ratio = measure.Interval(2, 0.1)
    >>> ax, predictions = Figure().subplots(), {"product": {"mean": ratio}}
    >>> ax = plots.ratios.measured_over_predicted(ax, predictions, quantity="variance")
    >>> [label.get_text() for label in ax.get_yticklabels()], ax.get_xlabel()
    (['mean'], 'measured / predicted variance')
    """
    check_ax(ax)
    check_instance(predictions, dict, "predictions", "a dict of label -> experiments")
    if not 1 <= len(predictions) <= 2:
        raise ValueError(f"predictions must hold 1 or 2, got {len(predictions)}")
    check_string(quantity, "quantity")
    names = next(iter(predictions.values()))
    ax.axvline(1, linestyle="--", color=THEORY, linewidth=1.2)
    looks = zip(predictions.items(), "os", FURTHER, (0.12, -0.12), strict=False)
    for (label, intervals), marker, color, shift in looks:
        check_same_names(intervals, names, f"predictions[{label!r}]")
        for name in names:
            check_interval(intervals[name], f"predictions[{label!r}][{name!r}]", ())
        ax.errorbar(
            [intervals[name].mean for name in names],
            np.arange(len(names))[::-1] + shift,
            xerr=[intervals[name].half_width for name in names],
            fmt=marker,
            capsize=3,
            color=color,
            label=label,
        )
    ax.set_yticks(np.arange(len(names))[::-1], list(names))
    ax.set_ylim(-0.6, len(names) - 0.4)
    ax.set_xscale("log")
    plain_powers(ax.xaxis)
    ax.set_xlabel(f"measured / predicted {quantity}")
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1))
    return ax
