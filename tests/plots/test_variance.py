import numpy as np
import pytest

from initnotes.measure.intervals import Interval
from initnotes.plots import variance
from initnotes.variance import normal_density, uniform_density


def test_twins_have_the_same_variance_and_their_own_bound(ax):
    assert variance.equal_variance_twins(ax, 0.5) is ax
    uniform, normal = ax.lines[:2]
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


def test_measurement_is_drawn_over_its_prediction(ax, assert_bars):
    predicted = np.array([1.0, 4.0])
    interval = Interval(np.array([1.1, 3.9]), np.array([0.2, 0.3]))
    assert variance.measured_against_predicted(ax, predicted, interval) is ax
    diagonal = ax.lines[0]
    np.testing.assert_array_equal(diagonal.get_xdata(), diagonal.get_ydata())
    assert diagonal.get_xdata()[0] < 1 and diagonal.get_xdata()[1] > 4
    assert diagonal.get_linestyle() == "--"
    assert_bars(ax.containers[0], predicted, interval)
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("predicted variance", "measured variance")
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["prediction", "measured"]
