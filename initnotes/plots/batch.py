"""Figures of the chapter "Examples, batches and seeds"."""

import numpy as np

from initnotes.checks import check_name, check_shape
from initnotes.plots.arguments import check_ax, check_interval, check_values
from initnotes.plots.layers import variance_by_layer
from initnotes.plots.style import COLORS, FURTHER, NAMES, THEORY, log_scale
from initnotes.variance import normal_density

FAMILIES = {"activation": "o", "state_gradient": "s", "weight_gradient": "^"}


def family_by_layer(ax, family, interval, theory):
    """Draw one family's variance in each layer of a standard net over its theory.

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
    >>> ax = plots.batch.family_by_layer(ax, "activation", interval, [1, 0.5, 0.2])
    >>> ax.get_title()
    'activation'
    """
    check_ax(ax)
    check_interval(interval)
    check_name(family, FAMILIES, "family")
    look = {"label": "standard", "color": COLORS["standard"], "marker": FAMILIES[family]}
    variance_by_layer(ax, interval, theory=theory, **look)
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
    >>> ax = plots.batch.ratio_quantiles(Figure().subplots(), quantiles, mean=mean)
    >>> ax.get_xlabel(), ax.get_yscale()
    ('depth', 'log')
    """
    check_ax(ax)
    check_shape(quantiles, (3, "depth"), "quantiles")
    check_values(mean.mean, np.shape(quantiles)[1:], "mean")
    low, median, high = quantiles
    depths = np.arange(1, len(median) + 1)
    ax.axhline(1, linestyle="--", color=THEORY, linewidth=1.2)
    ax.fill_between(depths, low, high, color=FURTHER[0], alpha=0.2, label="10 % to 90 %")
    ax.plot(depths, median, color=FURTHER[0], label="median net")
    chosen = slice(4, None, 5)
    ax.errorbar(
        depths[chosen],
        mean.mean[chosen],
        yerr=mean.half_width[chosen],
        fmt="s",
        color=FURTHER[1],
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
    >>> ax = plots.batch.log_ratio_histogram(ax, logs, mean=0.0, variance=0.2)
    >>> ax.get_ylabel()
    'density'
    """
    check_ax(ax)
    ax.hist(logs, bins=30, density=True, color=FURTHER[0], alpha=0.4, label="nets")
    x = np.linspace(logs.min(), logs.max(), 201)
    ax.plot(
        x,
        normal_density(x - mean, variance),
        "--",
        color=THEORY,
        linewidth=1.4,
        label="normal, derived",
    )
    ax.axvline(0, color=THEORY, linestyle=":", label="preserved")
    ax.set_xlabel(r"$\log_{10}$ of the ratio at the last layer")
    ax.set_ylabel("density")
    ax.set_ylim(top=1.4 * ax.get_ylim()[1])  # room for the legend
    ax.legend(loc="upper left")
    return ax
