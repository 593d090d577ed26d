"""Figures of the chapter "How wide is infinite?"."""

import numpy as np

from initnotes.checks import check_instance, check_name
from initnotes.plots.arguments import check_ax, check_interval, check_values
from initnotes.plots.layers import variance_by_layer
from initnotes.plots.style import COLORS, FURTHER, LABELS, MARKERS, THEORY


def gap_by_batch(ax, gaps, *, coefficient):
    """Draw gaps of several widths and batches over B / n, and the law coefficient * B / n.

    Parameters
    ----------
    ax : matplotlib Axes
    gaps : dict
        (width n, batch B) -> Interval of the gap, a number.
    coefficient : float

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> gaps = {(n, 64): measure.Interval(2 / n, 0.01) for n in (32, 128)}
    >>> ax = plots.width.gap_by_batch(Figure().subplots(), gaps, coefficient=1 / 32)
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['0.031 B / n', 'n = 32', 'n = 128']
    """
    check_ax(ax)
    check_instance(gaps, dict, "gaps", "a dict of (n, B) -> Interval")
    if not gaps:
        raise ValueError("gaps must hold at least 1 interval, got none")
    for key, gap in gaps.items():
        check_interval(gap, f"gaps[{key}]")
    ratios = [batch / n for n, batch in gaps]
    line = np.geomspace(min(ratios), max(ratios))
    label = f"{coefficient:.2g} B / n"
    ax.plot(line, coefficient * line, "--", color=THEORY, linewidth=1.2, label=label)
    widths = sorted({n for n, _ in gaps})
    for place, (n, marker, color) in enumerate(zip(widths, "oD^v", FURTHER, strict=False)):
        batches = [batch for width, batch in gaps if width == n]
        chosen = [gaps[n, batch] for batch in batches]
        # Points of one B / n stand side by side.
        shift = 1.05 ** (place - (len(widths) - 1) / 2)
        ax.errorbar(
            np.array(batches) / n * shift,
            np.array([gap.mean for gap in chosen]),
            yerr=[gap.half_width for gap in chosen],
            fmt=marker,
            color=color,
            markersize=5,
            capsize=3,
            label=f"n = {n}",
        )
    ax.set_xscale("log", base=2)
    ax.set_xticks(sorted(set(ratios)), labels=[f"{ratio:g}" for ratio in sorted(set(ratios))])
    ax.set_xlabel("batch over width, B / n")
    ax.set_ylabel("variance / theory - 1")
    ax.legend(loc="upper left")
    return ax


def coefficient_by_layer(ax, interval, *, predicted, linear, name):
    """Draw n / B times the gap in each layer, its prediction, and that of a linear net.

    Parameters
    ----------
    ax : matplotlib Axes
    interval : Interval of shape (layers,)
    predicted, linear : array, shape (layers,)
    name : str
        Of the scheme, which has its own color and marker.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> interval = measure.Interval(np.array([0.0, 0.1, 0.2]), np.full(3, 0.1))
    >>> lines, ax = {"predicted": [0, 0.1, 0.2], "linear": [0, 0.2, 0.4]}, Figure().subplots()
    >>> ax = plots.width.coefficient_by_layer(ax, interval, **lines, name="xavier")
    >>> ax.get_ylabel()
    'gap times n / B'
    """
    check_ax(ax)
    check_interval(interval)
    check_name(name, COLORS, "scheme")
    check_values(predicted, np.shape(interval.mean), "predicted")
    check_values(linear, np.shape(interval.mean), "linear")
    look = {"label": f"{LABELS[name]}, measured", "color": COLORS[name], "marker": MARKERS[name]}
    variance_by_layer(ax, interval, theory=predicted, log=False, **look)
    layers = np.arange(1, len(linear) + 1)
    ax.plot([], [], "--", color=THEORY, linewidth=1.2, label="predicted, tanh")
    ax.plot(layers, linear, ":", color=THEORY, linewidth=1.2, label="predicted, linear")
    ax.set_ylabel("gap times n / B")
    ax.legend(loc="upper left")
    return ax
