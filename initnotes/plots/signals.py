"""Figures of chapter 3."""

import numpy as np

from initnotes.checks import check_name, check_shape
from initnotes.plots.arguments import check_ax, check_interval, check_values
from initnotes.plots.layers import COLORS, NAMES, THEORY, log_scale, variance_by_layer
from initnotes.variance import normal_density

FAMILIES = {"activation": "o", "state_gradient": "s", "weight_gradient": "^"}


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


def family_by_layer(ax, family, interval, theory):
    """Draw the variance of one family of signals in each layer over its theory.

    Parameters
    ----------
    ax : matplotlib Axes
    family : str
        "activation", "state_gradient" or "weight_gradient".
    interval : Interval of shape (layers,)
    theory : array, shape (layers,)

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> ax = Figure().subplots()
    >>> interval = measure.Interval(np.array([1.0, 0.5, 0.2]), np.full(3, 0.1))
    >>> ax = plots.signals.family_by_layer(ax, "activation", interval, [1, 0.5, 0.2])
    >>> ax.get_title()
    'activation'
    """
    check_ax(ax)
    check_interval(interval)
    check_name(family, FAMILIES, "family")
    variance_by_layer(
        ax, interval, theory=theory, color=COLORS["standard"], marker=FAMILIES[family]
    )
    ax.set_title(NAMES[family])
    return ax


def ratio_quantiles(ax, quantiles, *, mean):
    """Draw quantiles of a net's ratio by depth, with the mean over nets.

    Parameters
    ----------
    ax : matplotlib Axes
    quantiles : array, shape (3, depth)
        A low one, the median and a high one, at depths 1, 2, ..., depth.
    mean : Interval of shape (depth,)

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> quantiles = np.array([[0.5] * 10, [1.0] * 10, [2.0] * 10])
    >>> mean = measure.Interval(np.ones(10), np.full(10, 0.1))
    >>> ax = plots.signals.ratio_quantiles(Figure().subplots(), quantiles, mean=mean)
    >>> ax.get_xlabel(), ax.get_yscale()
    ('depth', 'log')
    """
    check_ax(ax)
    check_shape(quantiles, (3, "depth"), "quantiles")
    check_values(mean.mean, np.shape(quantiles)[1:], "mean")
    low, median, high = quantiles
    depths = np.arange(1, len(median) + 1)
    ax.axhline(1, linestyle="--", color=THEORY, linewidth=1.2)
    ax.fill_between(depths, low, high, color=COLORS["standard"], alpha=0.2, label="10 % to 90 %")
    ax.plot(depths, median, color=COLORS["standard"], label="median net")
    chosen = slice(4, None, 5)
    ax.errorbar(
        depths[chosen],
        mean.mean[chosen],
        yerr=mean.half_width[chosen],
        fmt="s",
        color=COLORS["xavier"],
        label="mean of the nets",
    )
    log_scale(ax)
    ax.set_xlabel("depth")
    ax.set_ylabel("mean square over the input's")
    ax.legend(loc="lower left")
    return ax


def log_ratio_histogram(ax, logs, *, mean, variance):
    """Draw the density of ratios' decimal logarithms under a normal one.

    Parameters
    ----------
    ax : matplotlib Axes
    logs : array, shape (nets,)
        log10 of the nets' ratios.
    mean, variance : float
        Predicted, of the decimal logarithm.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> ax, logs = Figure().subplots(), np.linspace(-1, 1, 50)
    >>> ax = plots.signals.log_ratio_histogram(ax, logs, mean=0.0, variance=0.2)
    >>> ax.get_ylabel()
    'density'
    """
    check_ax(ax)
    ax.hist(logs, bins=30, density=True, color=COLORS["standard"], alpha=0.4, label="nets")
    x = np.linspace(logs.min(), logs.max(), 201)
    ax.plot(
        x,
        normal_density(x - mean, variance),
        "--",
        color=THEORY,
        linewidth=1.4,
        label="normal, derived",
    )
    ax.axvline(0, color=COLORS["xavier"], linestyle=":", label="preserved")
    ax.set_xlabel(r"$\log_{10}$ of the ratio at the last layer")
    ax.set_ylabel("density")
    ax.set_ylim(top=1.4 * ax.get_ylim()[1])  # room for the legend
    ax.legend(loc="upper left")
    return ax
