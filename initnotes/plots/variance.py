"""Figures of the chapter "Facts about variance"."""

import numpy as np

from initnotes.checks import check_number, check_positive, check_string
from initnotes.plots.arguments import check_ax, check_interval, check_values
from initnotes.plots.style import NORMAL, THEORY, UNIFORM
from initnotes.variance import bound_from_variance, normal_density, uniform_density


def equal_variance_twins(ax, variance):
    """Draw the densities of the uniform and the Gaussian of one variance, with bound and std.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> ax = plots.variance.equal_variance_twins(Figure().subplots(), 1 / 3)
    >>> [line.get_label() for line in ax.lines[:2]]
    ['U(-1, 1)', 'N(0, 0.333)']
    """
    check_ax(ax)
    check_number(variance, "variance")
    check_positive(variance, "variance")
    bound = bound_from_variance(variance)
    std = np.sqrt(variance)
    x = np.linspace(-2.2 * bound, 2.2 * bound, 801)
    ax.plot(x, uniform_density(x, bound), color=UNIFORM, label=f"U(-{bound:.3g}, {bound:.3g})")
    ax.plot(x, normal_density(x, variance), color=NORMAL, label=f"N(0, {variance:.3g})")
    for sign in (-1, 1):
        ax.axvline(sign * std, color=THEORY, linestyle=":", linewidth=1)
    ax.annotate("std", (std, ax.get_ylim()[1]), xytext=(4, -12), textcoords="offset points")
    ax.set_xlabel("value")
    ax.set_ylabel("density")
    ax.legend()
    return ax


def measured_against_predicted(ax, predicted, interval, *, quantity="variance"):
    """Draw measured values with intervals over the predicted ones, with the line of equality.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> interval = measure.Interval(np.array([1.1, 1.9]), np.array([0.2, 0.2]))
    >>> ax = plots.variance.measured_against_predicted(Figure().subplots(), [1, 2], interval)
    >>> ax.get_xlabel(), ax.get_xscale()
    ('predicted variance', 'log')
    """
    check_ax(ax)
    check_interval(interval)
    check_string(quantity, "quantity")
    check_values(predicted, np.shape(interval.mean), "predicted")
    limits = [0.7 * np.min(predicted), 1.4 * np.max(predicted)]
    ax.plot(limits, limits, "--", color=THEORY, linewidth=1, label="prediction")
    ax.errorbar(
        predicted, interval.mean, yerr=interval.half_width, fmt="o", capsize=3, label="measured"
    )
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xlabel(f"predicted {quantity}")
    ax.set_ylabel(f"measured {quantity}")
    ax.legend()
    return ax
