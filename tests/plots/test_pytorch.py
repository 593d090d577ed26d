import matplotlib.pyplot as plt
import numpy as np
import pytest

from initnotes import schemes
from initnotes.fans import Fans
from initnotes.measure.intervals import Interval
from initnotes.measure.summaries import Bins, summarise
from initnotes.plots import pytorch


@pytest.fixture
def ax():
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)


@pytest.mark.parametrize("distribution", ["uniform", "normal"])
def test_weight_density_draws_the_measurement_and_the_schemes_density(ax, rng, distribution):
    scheme = schemes.xavier(distribution=distribution)
    summary = summarise(scheme.sample((30, 20), rng=rng), Bins(-1, 1, 40))
    assert pytorch.weight_density(ax, summary, scheme, Fans(20, 30)) is ax
    (stairs,) = ax.patches
    np.testing.assert_array_equal(stairs.get_data().values, summary.density)
    np.testing.assert_array_equal(stairs.get_data().edges, summary.bins.edges)
    (line,) = ax.lines
    x, density = line.get_data()
    assert np.trapezoid(density, x) == pytest.approx(1, rel=0.02)
    assert np.trapezoid(density * x**2, x) == pytest.approx(2 / 50, rel=0.05)
    assert np.any(density[np.abs(x) > np.sqrt(6 / 50) + 0.01]) == (distribution == "normal")
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("weight", "density")


def test_fans_are_drawn_over_both_predictions(ax):
    true = np.array([[3, 5], [8, 2]])
    read = np.array([[3, 5], [2, 8]])
    interval = Interval(true * 1.1, true * 0.1)
    assert pytorch.fans_measured(ax, interval, true, read) is ax
    drawn = {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}
    for side, name in enumerate(("fan_in", "fan_out")):
        for label, expected in ((f"{name}, true", true), (f"{name}, read off the shape", read)):
            np.testing.assert_array_equal(drawn[label].get_xdata(), expected[:, side])
            np.testing.assert_array_equal(drawn[label].get_ydata(), interval.mean[:, side])
    diagonal = drawn["prediction = measurement"]
    np.testing.assert_array_equal(diagonal.get_xdata(), diagonal.get_ydata())
    assert diagonal.get_xdata()[0] < 2 and diagonal.get_xdata()[-1] > 8
    low, high = (segment[:, 1] for segment in ax.containers[1].lines[2][0].get_segments())
    np.testing.assert_allclose([low, high], [[5, 6], [2, 2.4]])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("predicted fan", "measured fan")
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")


def test_two_ways_marks_every_few_layers_and_draws_all_of_theory():
    figure, axes = plt.subplots(1, 2)
    mean = np.array([np.arange(1.0, 10.0), np.arange(9.0, 0.0, -1.0)])
    theory = mean + 0.25
    interval = Interval(mean, np.full((2, 9), 0.5))
    drawn = pytorch.two_ways(
        axes, interval, theory, quantity="state", every=4, label="gain 1", marker="s"
    )
    assert drawn is axes
    for panel, ax in enumerate(axes):
        np.testing.assert_array_equal(ax.lines[0].get_xdata(), range(1, 10))
        np.testing.assert_array_equal(ax.lines[0].get_ydata(), theory[panel])
        points = ax.containers[0].lines[0]
        np.testing.assert_array_equal(points.get_xdata(), [1, 5, 9])
        np.testing.assert_array_equal(points.get_ydata(), mean[panel, ::4])
        assert points.get_marker() == "s" and ax.containers[0].get_label() == "gain 1"
        assert ax.get_xlabel() == "layer" and ax.get_yscale() == "log"
    assert axes[0].get_ylabel() == "state, second moment"
    assert axes[1].get_ylabel() == "state gradient, second moment"
    plt.close(figure)
