"""Figures of the chapter "The Xavier formulas": compromises, and the two forms."""

import numpy as np

from initnotes.checks import check_name
from initnotes.plots.arguments import check_ax
from initnotes.plots.style import COLORS, FURTHER, MARKERS, NORMAL, THEORY, UNIFORM, log_scale
from initnotes.variance import bound_from_variance, normal_density, uniform_density

# label, color, marker, line: never told apart by color alone
LOOKS = {
    "lecun": ("forward only (LeCun)", COLORS["lecun"], MARKERS["lecun"], (0, (5, 1))),
    "backward": ("backward only", FURTHER[1], ">", (0, (3, 1, 1, 1))),
    "arithmetic": ("arithmetic mean", FURTHER[3], "^", ":"),
    "geometric": ("geometric mean", FURTHER[0], "o", "--"),
    "xavier": ("Xavier (harmonic mean)", COLORS["xavier"], MARKERS["xavier"], "-"),
    "least_squares": ("least squares", FURTHER[2], "v", "-."),
}


def means_by_ratio(ax, ratios, means):
    """Draw Var W of several rules over n_out / n_in, in units of the geometric mean.

    Parameters
    ----------
    ax : matplotlib Axes
    ratios : array
        Values of n_out / n_in.
    means : dict
        A name of `LOOKS` -> array of Var W sqrt(n_in n_out), of the ratios' shape.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> ax, means = Figure().subplots(), {"xavier": [0.9, 1.0, 0.9]}
    >>> ax = plots.xavier.means_by_ratio(ax, [0.5, 1, 2], means)
    >>> ax.lines[0].get_ydata().max().item()  # where the fans are equal
    1.0
    """
    check_ax(ax)
    for name, values in means.items():
        label, color, _, line = LOOKS[name]
        ax.plot(ratios, values, linestyle=line, color=color, label=label)
    _ratio_axis(ax, ratios)
    ax.set_ylabel(r"$\operatorname{Var}\,W \cdot \sqrt{n_\mathrm{in} n_\mathrm{out}}$")
    ax.legend()
    return ax


def factors_by_ratio(ax, theory, measured, *, direction):
    """Draw one of the two factors over n_out / n_in: theory as lines, measurement as points.

    Parameters
    ----------
    ax : matplotlib Axes
    theory : tuple
        Values of n_out / n_in, and a dict: a name of `LOOKS` -> array of factors.
    measured : tuple
        Values of n_out / n_in, and a dict: the same names -> Interval of factors.
    direction : {"forward", "backward"}
        n_in Var W or n_out Var W.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> ratios, factors = np.array([0.5, 1, 2]), np.array([1.33, 1.0, 0.67])
    >>> theory = ratios, {"xavier": factors}
    >>> measured = ratios, {"xavier": measure.Interval(factors, np.full(3, 0.1))}
    >>> ax = plots.xavier.factors_by_ratio(
    ...     Figure().subplots(), theory, measured, direction="forward"
    ... )
    >>> ax.get_ylabel().startswith("forward")
    True
    """
    check_ax(ax)
    check_name(direction, ("forward", "backward"), "direction")
    (curve, factors), (ratios, intervals) = theory, measured
    for name, interval in intervals.items():
        _line_and_points(ax, name, (curve, factors[name]), (ratios, interval))
    _ratio_axis(ax, ratios)
    fans = r"n_\mathrm{in}" if direction == "forward" else r"n_\mathrm{out}"
    ax.set_ylabel(rf"{direction} factor ${fans}\,\operatorname{{Var}}\,W$")
    return ax


def compromises_by_layer(ax, intervals, theory, widths, *, quantity):
    """Draw a variance layer by layer for several schemes: theory as lines, measurement as points.

    Parameters
    ----------
    ax : matplotlib Axes
    intervals : dict
        A name of `LOOKS` -> Interval of shape (layers,).
    theory : dict
        The same names -> array of shape (layers,).
    widths : sequence of int
        (input, hidden..., output); layer l has widths[l] units.
    quantity : str
        Label of the vertical axis.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> interval = measure.Interval(np.array([1.0, 0.5, 0.2]), np.full(3, 0.1))
    >>> measured, predicted = {"xavier": interval}, {"xavier": [1, 0.5, 0.2]}
    >>> ax, widths = Figure().subplots(), [4, 8, 6, 2]
    >>> compromises = plots.xavier.compromises_by_layer
    >>> compromises(ax, measured, predicted, widths, quantity="variance").get_ylabel()
    'variance'
    """
    check_ax(ax)
    layers = np.arange(1, len(widths))
    for name, interval in intervals.items():
        _line_and_points(ax, name, (layers, theory[name]), (layers, interval))
    log_scale(ax)
    ax.set_xticks(layers, [f"{layer}\n({widths[layer]})" for layer in layers])
    ax.set_xlabel("layer (width)")
    ax.set_ylabel(quantity)
    return ax


def forms(ax, summaries, variance):
    """Draw histograms of uniform and normal weights of one variance under their densities.

    Parameters
    ----------
    ax : matplotlib Axes
    summaries : dict
        "uniform" and "normal" -> Summary of the weights.
    variance : float
        The one both should have.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> summary = measure.summarise(np.linspace(-1, 1, 50), measure.Bins(-2, 2, 20))
    >>> drawn = {"uniform": summary, "normal": summary}
    >>> ax = plots.xavier.forms(Figure().subplots(), drawn, 1 / 3)
    >>> len(ax.get_legend().get_texts())
    4
    """
    check_ax(ax)
    bins = summaries["uniform"].bins
    bound = bound_from_variance(variance)
    x = np.linspace(bins.low, bins.high, 801)
    densities = {"uniform": uniform_density(x, bound), "normal": normal_density(x, variance)}
    looks = zip(densities.items(), ("--", ":"), (UNIFORM, NORMAL), strict=True)
    for (name, density), line, color in looks:
        height, edges = summaries[name].density, summaries[name].bins.edges
        ax.stairs(height, edges, color=color, label=f"{name}, drawn", fill=True, alpha=0.45)
        ax.plot(x, density, line, color=THEORY, linewidth=1.4, label=f"{name}, density")
    ax.set_xlabel("weight")
    ax.set_ylabel("density")
    ax.legend()
    return ax


def _line_and_points(ax, name, theory, measured):
    label, color, marker, line = LOOKS[name]
    ax.plot(*theory, linestyle=line, color=color, linewidth=1.4, label=f"_{label}")
    x, interval = measured
    ax.errorbar(
        x,
        interval.mean,
        yerr=interval.half_width,
        fmt=marker,
        markersize=4.5,
        capsize=2,
        color=color,
        label=f"_{label}",
    )
    # one entry of the legend for both: nothing is drawn on the axes
    ax.plot([], [], linestyle=line, marker=marker, markersize=4.5, color=color, label=label)


def _ratio_axis(ax, ratios):
    ax.set_xscale("log", base=2)
    ax.set_yscale("log", base=2)
    ax.axhline(1, color=THEORY, linewidth=0.8, zorder=0)
    ax.set_xlim(0.85 * np.min(ratios), np.max(ratios) / 0.85)
    ax.xaxis.set_major_formatter(_as_fraction)
    ax.yaxis.set_major_formatter(_as_fraction)
    ax.set_xlabel(r"$n_\mathrm{out} / n_\mathrm{in}$")


def _as_fraction(value, position=None):
    """4 for 4 and 1/4 for 0.25, as a tick's label."""
    return f"{value:.3g}" if value >= 1 else f"1/{1 / value:.3g}"
