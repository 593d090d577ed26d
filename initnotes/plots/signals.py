"""Figures of the chapter "Signals and gradients"."""

from initnotes.plots import ratios


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
    predictions = {"Glorot's product": naive, "assumption mended": mended}
    return ratios.measured_over_predicted(ax, predictions, quantity="second moment")
