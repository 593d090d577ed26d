"""Figures of chapter 4: compromises between the two conditions, and the two forms of Xavier."""

import numpy as np

from initnotes.checks import check_name
from initnotes.plots.arguments import check_ax
from initnotes.plots.layers import COLORS, MARKERS, THEORY
from initnotes.variance import bound_from_variance, normal_density, uniform_density

# label, color, marker, line: never told apart by color alone
LOOKS = {
    "lecun": ("forward only (LeCun)", COLORS["lecun"], MARKERS["lecun"], (0, (5, 1))),
    "backward": ("backward only", "#E69F00", ">", (0, (3, 1, 1, 1))),
    "arithmetic": ("arithmetic mean", "#000000", "^", ":"),
    "geometric": ("geometric mean", "#009E73", "o", "--"),
    "xavier": ("Xavier (harmonic mean)", COLORS["xavier"], MARKERS["xavier"], "-"),
    "least_squares": ("least squares", "#56B4E9", "v", "-."),
}


def means_by_ratio(ax, rules, *, ratios=None):
    """Draw Var W of several rules over n_out / n_in, in units of the geometric mean.

    Parameters
    ----------
    ax : matplotlib Axes
    rules : dict
        A name of `LOOKS` -> (fan_in, fan_out) -> variance.
    ratios : array, optional
        Values of n_out / n_in; from 1/16 to 16 if left out.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots, schemes
    >>> rules = {"xavier": schemes.xavier().rule}
    >>> ax = plots.xavier.means_by_ratio(Figure().subplots(), rules)
    >>> ax.lines[0].get_ydata().max().round(3)  # where the fans are equal
    np.float64(1.0)
    """
    check_ax(ax)
    ratios = np.geomspace(1 / 16, 16, 201) if ratios is None else np.asarray(ratios)
    for name, rule in rules.items():
        label, color, _, line = LOOKS[name]
        ax.plot(ratios, rule(1, ratios) * np.sqrt(ratios), linestyle=line, color=color, label=label)
    _ratio_axis(ax, ratios)
    ax.set_ylabel(r"$\operatorname{Var}\,W \cdot \sqrt{n_\mathrm{in} n_\mathrm{out}}$")
    ax.legend()
    return ax


def factors_by_ratio(ax, rules, ratios, intervals, *, direction):
    """Draw one of the two factors over n_out / n_in: theory as lines, measurement as points.

    Parameters
    ----------
    ax : matplotlib Axes
    rules : dict
        A name of `LOOKS` -> (fan_in, fan_out) -> variance.
    ratios : array
        The measured values of n_out / n_in.
    intervals : dict
        The same names -> Interval of shape (len(ratios),).
    direction : {"forward", "backward"}
        n_in Var W or n_out Var W.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots, schemes
    >>> interval = measure.Interval(np.array([1.0, 0.5, 0.2]), np.full(3, 0.1))
    >>> rules, intervals = {"xavier": schemes.xavier().rule}, {"xavier": interval}
    >>> ax, ratios = Figure().subplots(), [0.5, 1, 2]
    >>> ax = plots.xavier.factors_by_ratio(ax, rules, ratios, intervals, direction="forward")
    >>> ax.get_ylabel().startswith("forward")
    True
    """
    check_ax(ax)
    check_name(direction, ("forward", "backward"), "direction")
    ratios = np.asarray(ratios)
    curve = np.geomspace(ratios.min(), ratios.max(), 201)
    for name, rule in rules.items():
        fan = 1 if direction == "forward" else curve
        factor = np.broadcast_to(fan * rule(1, curve), curve.shape)
        _line_and_points(ax, name, (curve, factor), (ratios, intervals[name]))
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
    ax.set_yscale("log")
    ax.set_xticks(layers, [f"{layer}\n({widths[layer]})" for layer in layers])
    ax.set_xlabel("layer (width)")
    ax.set_ylabel(quantity)
    return ax


def forms(ax, samples, variance):
    """Draw histograms of uniform and normal weights of one variance under their densities.

    Parameters
    ----------
    ax : matplotlib Axes
    samples : dict
        "uniform" and "normal" -> array of weights, any shape.
    variance : float
        The one both should have.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> samples = {"uniform": np.linspace(-1, 1, 50), "normal": np.linspace(-1.5, 1.5, 50)}
    >>> ax = plots.xavier.forms(Figure().subplots(), samples, 1 / 3)
    >>> len(ax.get_legend().get_texts())
    4
    """
    check_ax(ax)
    bound = bound_from_variance(variance)
    edges = np.linspace(-2.2, 2.2, 89) * bound  # 20 bins a bound, so that none straddles it
    x = np.linspace(edges[0], edges[-1], 801)
    densities = {"uniform": uniform_density(x, bound), "normal": normal_density(x, variance)}
    for (name, density), line in zip(densities.items(), ("--", ":"), strict=True):
        sample = np.ravel(samples[name])
        counts = np.histogram(sample, edges)[0]
        height = counts / (sample.size * np.diff(edges))
        ax.stairs(height, edges, label=f"{name}, drawn", fill=True, alpha=0.45)
        ax.plot(x, density, line, color=THEORY, linewidth=1.4, label=f"{name}, density")
    ax.set_xlabel("weight")
    ax.set_ylabel("density")
    ax.legend()
    return ax


def _line_and_points(ax, name, theory, measured):
    label, color, marker, line = LOOKS[name]
    ax.plot(*theory, linestyle=line, color=color, linewidth=1.4)
    x, interval = measured
    ax.errorbar(
        x,
        interval.mean,
        yerr=interval.half_width,
        fmt=marker,
        markersize=4.5,
        capsize=2,
        color=color,
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
