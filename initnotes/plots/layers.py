"""Figures of signals layer by layer, measured and predicted: sizes and histograms."""

import numpy as np

from initnotes.checks import as_list, check_flag, check_instance, check_string
from initnotes.measure.comparison import Comparison
from initnotes.measure.histograms import Histogram
from initnotes.plots.arguments import (
    as_many,
    at_layer,
    check_ax,
    check_axes,
    check_interval,
    check_label,
    check_values,
)
from initnotes.plots.style import (
    COLORS,
    LABELS,
    LINE,
    MARKERS,
    NAMES,
    THEORY,
    log_scale,
    ramp,
    scheme_of,
)

DOTS = 12  # of theory on a histogram, about
TICKS = 5  # at most, where several panels share the width


def variance_by_layer(ax, interval, *, theory=None, label=None, color=None, marker="o", log=True):
    """Draw a mean with its interval in each layer, and the theory as a dashed line over it.

    Parameters
    ----------
    ax : matplotlib Axes
    interval : Interval of shape (layers,)
    theory : array, shape (layers,), optional
    label, color, marker
        Of the measurement. Without a color it has that of the scheme that the label names, or the
        next one of the axes.
    log : bool
        Logarithmic vertical axis.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> interval = measure.Interval(np.array([1.0, 0.5, 0.2]), np.full(3, 0.1))
    >>> ax = plots.layers.variance_by_layer(Figure().subplots(), interval, theory=[1, 0.5, 0.25])
    >>> ax.get_xlabel(), ax.get_xticks().tolist()
    ('layer', [1, 2, 3])
    """
    check_ax(ax)
    check_interval(interval, shape=("layers",))
    check_label(label, "label")
    check_string(marker, "marker")
    check_flag(log, "log")
    if color is None and label is not None:
        color = COLORS.get(scheme_of(label))
    layers = np.arange(1, len(interval.mean) + 1)
    if theory is not None:
        check_values(theory, layers.shape, "theory")
        ax.plot(layers, theory, "--", color=THEORY, linewidth=1.2, zorder=3)
    below = interval.half_width
    if log:  # A bar that reaches 0 has no lower end on a logarithmic axis.
        below = np.minimum(below, 0.999 * interval.mean)
    ax.errorbar(
        layers,
        interval.mean,
        yerr=[below, interval.half_width],
        fmt=marker,
        markersize=5,
        capsize=3,
        color=color,
        label=label,
    )
    if log:
        log_scale(ax)
    if len(layers) <= 10:
        ax.set_xticks(layers)
    ax.set_xlabel("layer")
    return ax


def comparison(axes, compared, *, name=None):
    """Draw what was measured with its interval, and what was predicted dashed, layer by layer.

    Parameters
    ----------
    axes : sequence of matplotlib Axes
        One a family, in the order of the rows.
    compared : Comparison
    name : str, optional
        Of the scheme, which has its own color and marker, or any other label.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots, theory
    >>> rng, x = np.random.default_rng(0), np.eye(20)
    >>> net = [20, 20, 20, 10], "xavier", "tanh"
    >>> drawn = measure.ensemble(*net, x, draws=3, rng=rng)
    >>> predicted = theory.infinite_width(*net, inputs=x)
    >>> compared = measure.compare(drawn, predicted)
    >>> axes = plots.layers.comparison(Figure().subplots(1, 2), compared, name="xavier")
    >>> [ax.get_title() for ax in axes], axes[0].get_ylabel()
    (['state', 'activation'], 'second moment')
    """
    check_instance(compared, Comparison, "compared", "a Comparison")
    check_label(name, "name")
    families = dict.fromkeys(compared.family.tolist())
    check_axes(as_many(axes, len(families), "axes", "matplotlib Axes, one a family"))
    for ax, family in zip(axes, families, strict=True):
        rows = compared.rows(family)
        variance_by_layer(
            ax,
            rows.interval,
            theory=rows.predicted,
            label=LABELS.get(name, name),
            color=COLORS.get(name),
            marker=MARKERS.get(name, "D"),
        )
        ax.set_title(NAMES[family])
    axes[0].set_ylabel(compared.statistic.replace("_", " "))
    return axes


def histograms(ax, compared, *, layers=None):
    """Draw the mean histogram of each layer with its band, and the predicted one in dots.

    The band is the 95 % interval of each bin's density. Colors go from dark to light with the
    layer; a layer has the same one whichever others are drawn.

    Parameters
    ----------
    ax : matplotlib Axes
    compared : sequence of Histogram
        One a layer.
    layers : sequence of int, optional
        Which to draw, counted from 1; all of them if left out.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots, theory
    >>> rng, x = np.random.default_rng(0), np.eye(20)
    >>> net = [20, 20, 20, 10], "xavier", "tanh"
    >>> drawn = measure.ensemble(*net, x, draws=3, rng=rng)
    >>> predicted = theory.infinite_width(*net, inputs=x)
    >>> compared = measure.compare_histograms(drawn, predicted, rng=rng)["activation"]
    >>> ax = plots.layers.histograms(Figure().subplots(), compared, layers=[2])
    >>> ax.lines[0].get_label()
    'layer 2'
    """
    check_ax(ax)
    compared = as_list(compared, "compared", "Histograms, one a layer")
    chosen = range(1, len(compared) + 1)
    if layers is not None:
        chosen = as_list(layers, "layers", "integers, counted from 1")
    if not chosen:
        name = "compared" if layers is None else "layers"
        raise ValueError(f"{name} must hold at least one layer, got none")
    shades = ramp(max(1, len(compared)))
    for place, layer in enumerate(chosen):
        histogram = at_layer(compared, layer, "compared")
        check_instance(histogram, Histogram, f"compared[{layer - 1}]", "a Histogram")
        shade, interval, centers = shades[layer - 1], histogram.measured, histogram.bins.centers
        # A logarithmic axis has no place for an empty bin.
        mean = np.where(interval.mean > 0, interval.mean, np.nan)
        low = np.maximum(interval.low, 1e-2 * mean)
        ax.fill_between(centers, low, interval.high, color=shade, alpha=0.35, linewidth=0)
        ax.plot(centers, mean, color=shade, linewidth=LINE, label=f"layer {layer}")
        dots = _dots(histogram.predicted, place / len(chosen))
        ax.plot(centers[dots], histogram.predicted[dots], ".", color=THEORY, markersize=4)
    ax.lines[-1].set_label("theory")
    log_scale(ax)
    return ax


def _dots(predicted, shift):
    """Some of the filled bins, evenly spaced from a share `shift` of a space on, and the peak."""
    filled = np.flatnonzero(predicted > 0)
    space = max(1, len(filled) // DOTS)
    return np.union1d(filled[int(shift * space) :: space], np.argmax(predicted))


def histogram_grid(axes, panels, *, rows, columns, quantity="", layers=None):
    """Draw the `histograms` of many nets or families, a panel each.

    Parameters
    ----------
    axes : array of matplotlib Axes, shape (rows, columns)
    panels : sequence of sequences
        A row of panels for each row of axes; a panel is one `Histogram` a layer.
    rows, columns : sequence of str
        What each row and each column shows.
    quantity : str
        Label of the horizontal axes, if the columns do not say what is on them.
    layers : sequence of int, optional
        Which to draw, counted from 1; all of them if left out.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots, theory
    >>> rng, x = np.random.default_rng(0), np.eye(20)
    >>> net = [20, 20, 20, 10], "xavier", "tanh"
    >>> drawn = measure.ensemble(*net, x, draws=3, rng=rng)
    >>> predicted = theory.infinite_width(*net, inputs=x)
    >>> panels = [[measure.compare_histograms(drawn, predicted, rng=rng)["state"]]]
    >>> axes = Figure().subplots(1, 1, squeeze=False)
    >>> axes = plots.layers.histogram_grid(axes, panels, rows=["Xavier"], columns=["state"])
    >>> axes[0, 0].get_xlabel()
    'state'
    """
    check_axes(axes, ("rows", "columns"))
    for number, line in enumerate(as_many(panels, len(axes), "panels", "rows of panels")):
        as_many(line, axes.shape[1], f"panels[{number}]", "panels, one a column")
    rows = as_many(rows, len(axes), "rows", "strings, one a row")
    columns = as_many(columns, axes.shape[1], "columns", "strings, one a column")
    for label in (*rows, *columns, quantity):
        check_string(label, "a label of rows, columns or quantity")
    for row, line in zip(axes, panels, strict=True):
        for ax, panel in zip(row, line, strict=True):
            histograms(ax, panel, layers=layers)
            ax.ticklabel_format(axis="x", scilimits=(-2, 3))
            ax.locator_params(axis="x", nbins=TICKS)
    for ax, label in zip(axes[:, 0], rows, strict=True):
        ax.set_ylabel(f"{label}\ndensity")
    for top, bottom, label in zip(axes[0], axes[-1], columns, strict=True):
        top.set_title(label if quantity else "")
        bottom.set_xlabel(quantity or label)
    return axes
