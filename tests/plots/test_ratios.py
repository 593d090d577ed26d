import numpy as np

from initnotes.measure.intervals import Interval
from initnotes.plots import ratios
from initnotes.plots.style import FURTHER, THEORY


def test_an_experiment_is_a_row_of_its_name_whatever_the_order(ax, assert_bars, lines_like, texts):
    one = {"a": Interval(0.1, 0.01), "b": Interval(12.0, 1.0)}
    two = {"b": Interval(0.9, 0.1), "a": Interval(1.0, 0.02)}
    predictions = {"wrong": one, "right": two}
    drawn = ratios.measured_over_predicted(ax, predictions, quantity="variance of it")
    assert drawn is ax
    looks = zip(ax.containers, (one, two), (0.12, -0.12), "os", FURTHER, strict=False)
    for container, intervals, shift, marker, color in looks:
        rows = Interval(
            np.array([intervals[name].mean for name in "ab"]),
            np.array([intervals[name].half_width for name in "ab"]),
        )
        # the first experiment is on top
        assert_bars(container, [1 + shift, shift], rows, axis="x")
        assert (container[0].get_marker(), container[0].get_color()) == (marker, color)
    assert [text.get_text() for text in ax.get_yticklabels()] == ["a", "b"]
    np.testing.assert_array_equal(ax.get_yticks(), [1, 0])
    assert texts(ax) == ["wrong", "right"]
    (line,) = lines_like(ax, "--")
    assert (line.get_xdata(), line.get_color()) == ([1, 1], THEORY)
    assert ax.get_xscale() == "log"
    assert ax.get_xlabel() == "measured / predicted variance of it"


def test_one_prediction_will_do(ax):
    ratios.measured_over_predicted(ax, {"right": {"a": Interval(1.0, 0.1)}}, quantity="variance")
    assert len(ax.containers) == 1
