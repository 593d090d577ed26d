import matplotlib.colors
import matplotlib.pyplot as plt
import numpy as np
import pytest

from initnotes import schemes
from initnotes.fans import Fans
from initnotes.measure.intervals import Interval
from initnotes.measure.summaries import Bins, summarise
from initnotes.plots import pytorch
from initnotes.plots.style import BACKWARD, COLORS, FORWARD, THEORY
from initnotes.variance import normal_density, uniform_density


@pytest.mark.parametrize("distribution", ["uniform", "normal"])
def test_weight_density_draws_the_measurement_and_the_schemes_density(ax, rng, distribution):
    scheme = schemes.lecun(distribution=distribution)
    summary = summarise(scheme.sample((30, 20), rng=rng), Bins(-1, 1, 40))
    assert pytorch.weight_density(ax, summary, scheme, Fans(20, 30)) is ax
    (stairs,) = ax.patches
    np.testing.assert_array_equal(stairs.get_data().values, summary.density)
    np.testing.assert_array_equal(stairs.get_data().edges, summary.bins.edges)
    assert matplotlib.colors.to_hex(stairs.get_facecolor()).upper() == COLORS["lecun"]
    assert stairs.get_label() == "LeCun"
    (line,) = ax.lines
    x, density = line.get_data()
    expected = {
        "uniform": uniform_density(x, np.sqrt(3 / 20)),
        "normal": normal_density(x, 1 / 20),
    }
    np.testing.assert_allclose(density, expected[distribution])
    assert (x[0], x[-1], line.get_linestyle()) == (-1, 1, "--")
    assert line.get_color() == THEORY
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("weight", "density")


def test_fans_are_drawn_over_both_predictions(ax):
    true = np.array([[3, 5], [8, 2]])
    read = np.array([[3, 5], [2, 8]])
    interval = Interval(true * 1.1, true * 0.1)
    assert pytorch.fans_measured(ax, interval, true, read) is ax
    drawn = {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}
    drawn |= {container.get_label(): container[0] for container in ax.containers}
    for side, (name, marker) in enumerate((("fan_in", "o"), ("fan_out", "s"))):
        pair = drawn[f"{name}, true"], drawn[f"{name}, read off the shape"]
        for line, expected, fill in zip(pair, (true, read), ("full", "none"), strict=True):
            np.testing.assert_array_equal(line.get_xdata(), expected[:, side])
            np.testing.assert_array_equal(line.get_ydata(), interval.mean[:, side])
            assert (line.get_marker(), line.get_fillstyle()) == (marker, fill)
        assert pair[0].get_color() == pair[1].get_color()
        ends = [segment[:, 1] for segment in ax.containers[side].lines[2][0].get_segments()]
        expected = np.stack([interval.low, interval.high], axis=-1)[:, side]
        np.testing.assert_allclose(ends, expected)
    assert drawn["fan_in, true"].get_color() == FORWARD
    assert drawn["fan_out, true"].get_color() == BACKWARD
    diagonal = drawn["prediction = measurement"]
    np.testing.assert_array_equal(diagonal.get_xdata(), diagonal.get_ydata())
    assert diagonal.get_xdata()[0] < 2 and diagonal.get_xdata()[-1] > 8
    assert (diagonal.get_linestyle(), diagonal.get_color()) == ("--", THEORY)
    assert len(ax.get_legend().get_texts()) == 5
    # What was read of layer 2 is off both ways.
    assert [(text.get_text(), *text.xy) for text in ax.texts] == [("2", 2, 8), ("2", 8, 2)]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("predicted fan", "measured fan")
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")


def test_layers_of_one_place_share_their_number(ax):
    true, read = np.array([[3, 5], [3, 2], [4, 5]]), np.array([[6, 5], [6, 2.1], [4, 4]])
    pytorch.fans_measured(ax, Interval(true * 1.01, true * 0.1), true, read)
    assert [(text.get_text(), *text.xy) for text in ax.texts] == [("1, 2", 6, 3), ("3", 4, 5)]


def test_two_ways_marks_every_few_layers_and_draws_all_of_theory(assert_bars, lines_like):
    figure, axes = plt.subplots(1, 2)
    mean = np.array([np.arange(1.0, 10.0), np.arange(9.0, 0.0, -1.0)])
    theory = mean + 0.25
    interval = Interval(mean, 0.05 * mean[::-1])
    drawn = pytorch.two_ways(
        axes,
        interval,
        theory,
        quantity="state",
        every=4,
        label="gain 1",
        color="#123456",
        marker="s",
    )
    assert drawn is axes
    for panel, ax in enumerate(axes):
        (line,) = lines_like(ax, "--")
        np.testing.assert_array_equal(line.get_data(), [range(1, 10), theory[panel]])
        assert line.get_color() == THEORY
        shown = Interval(mean[panel, ::4], interval.half_width[panel, ::4])
        assert_bars(ax.containers[0], [1, 5, 9], shown)
        points = ax.containers[0].lines[0]
        assert (points.get_marker(), points.get_color()) == ("s", "#123456")
        assert ax.containers[0].get_label() == "gain 1"
        assert ax.get_xlabel() == "layer" and ax.get_yscale() == "log"
        assert all(tick == int(tick) for tick in ax.get_xticks())
    assert axes[0].get_ylabel() == "state, second moment"
    assert axes[1].get_ylabel() == "state gradient, second moment"
    plt.close(figure)
