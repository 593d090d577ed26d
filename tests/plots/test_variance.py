import numpy as np
import pytest

from initnotes.measure.intervals import Interval
from initnotes.plots import variance


def test_twins_have_the_same_variance_and_their_own_bound(ax):
    assert variance.equal_variance_twins(ax, 0.5) is ax
    uniform, normal = ax.lines[:2]
    for line in (uniform, normal):
        x, density = line.get_xdata(), line.get_ydata()
        assert np.trapezoid(density * x**2, x) == pytest.approx(0.5, rel=0.05)
    bound = np.sqrt(1.5)
    outside = np.abs(uniform.get_xdata()) > bound
    assert not np.any(uniform.get_ydata()[outside])
    assert [line.get_xdata()[0] for line in ax.lines[2:]] == pytest.approx([-(0.5**0.5), 0.5**0.5])
    assert ax.get_xlabel() == "value"


def test_measurement_is_drawn_over_its_prediction(ax):
    predicted = np.array([1.0, 4.0])
    interval = Interval(np.array([1.1, 3.9]), np.array([0.2, 0.3]))
    assert variance.measured_against_predicted(ax, predicted, interval) is ax
    diagonal = ax.lines[0]
    np.testing.assert_array_equal(diagonal.get_xdata(), diagonal.get_ydata())
    points = ax.containers[0][0]
    np.testing.assert_array_equal(points.get_xdata(), predicted)
    np.testing.assert_array_equal(points.get_ydata(), interval.mean)
    assert ax.get_ylabel() == "measured variance"
