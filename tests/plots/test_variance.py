import numpy as np
import pytest

from initnotes.measure.intervals import Interval
from initnotes.plots import variance
from initnotes.plots.style import NORMAL, UNIFORM
from initnotes.variance import normal_density, uniform_density


def test_twins_have_the_same_variance_and_their_own_bound(ax):
    assert variance.equal_variance_twins(ax, 0.5) is ax
    uniform, normal = ax.lines[:2]
    assert (uniform.get_color(), normal.get_color()) == (UNIFORM, NORMAL)
    bound = np.sqrt(1.5)
    x, density = uniform.get_data()
    np.testing.assert_allclose(density, uniform_density(x, bound))
    np.testing.assert_allclose(normal.get_ydata(), normal_density(x, 0.5))
    assert x[0] < -1.5 * bound and x[-1] > 1.5 * bound
    assert [line.get_xdata()[0] for line in ax.lines[2:]] == pytest.approx([-(0.5**0.5), 0.5**0.5])
    assert {line.get_linestyle() for line in ax.lines[2:]} == {":"}
    (std,) = ax.texts
    assert (std.get_text(), std.xy[0]) == ("std", pytest.approx(0.5**0.5))
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["U(-1.22, 1.22)", "N(0, 0.5)"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("value", "density")


def test_the_measured_variance_is_drawn_over_both_predictions(ax, assert_bars):
    variances = {"mean 0": Interval(1.0, 0.1), "mean 3": Interval(10.0, 0.5)}
    second_moments = {"mean 0": Interval(1.1, 0.1), "mean 3": Interval(0.9, 0.2)}
    assert variance.measured_over_predicted(ax, second_moments, variances) is ax
    labels = [container.get_label() for container in ax.containers]
    weight = r"$\operatorname{Var}[w] \cdot$ sum of "
    inputs = r"$\operatorname{Var}[x_i]$", r"$\operatorname{E}[x_i^2]$"
    assert labels == [weight + text for text in inputs]
    rejected, right = ax.containers
    rows = Interval(np.array([1.0, 10.0]), np.array([0.1, 0.5]))
    assert_bars(rejected, [1.12, 0.12], rows, axis="x")
    rows = Interval(np.array([1.1, 0.9]), np.array([0.1, 0.2]))
    assert_bars(right, [0.88, -0.12], rows, axis="x")
    assert ax.get_xlabel() == "measured / predicted variance"
