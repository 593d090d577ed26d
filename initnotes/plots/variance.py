"""Figures of the chapter "Facts about variance"."""

import numpy as np

from initnotes.checks import check_number, check_positive
from initnotes.plots import ratios
from initnotes.plots.arguments import check_ax
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


def measured_over_predicted(ax, second_moments, variances):
    """Draw a dot product's measured variance over two predictions, a row an experiment.

    Parameters
    ----------
    ax : matplotlib Axes
    second_moments, variances : dict
        experiment -> Interval of measured / predicted, where the prediction is Var w times the sum
        of the inputs' second moments, or of their variances.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> right, wrong = {"mean 1": measure.Interval(1, 0.1)}, {"mean 1": measure.Interval(2, 0.2)}
    >>> ax = plots.variance.measured_over_predicted(Figure().subplots(), right, wrong)
    >>> ax.get_xlabel()
    'measured / predicted variance'
    """
    weight = r"$\operatorname{Var}[w] \cdot$ sum of "
    predictions = {
        weight + r"$\operatorname{Var}[x_i]$": variances,
        weight + r"$\operatorname{E}[x_i^2]$": second_moments,
    }
    return ratios.measured_over_predicted(ax, predictions, quantity="variance")
