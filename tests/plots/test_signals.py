import numpy as np

from initnotes.measure.intervals import Interval
from initnotes.plots import signals


def test_an_experiment_is_a_row_with_both_predictions(ax, assert_bars, lines_like, texts):
    naive = {"a": Interval(0.1, 0.01), "b": Interval(12.0, 1.0)}
    mended = {"a": Interval(1.0, 0.02), "b": Interval(0.9, 0.1)}
    assert signals.measured_over_predicted(ax, naive, mended) is ax
    for container, intervals, shift in zip(
        ax.containers, (naive, mended), (0.12, -0.12), strict=True
    ):
        rows = Interval(
            np.array([interval.mean for interval in intervals.values()]),
            np.array([interval.half_width for interval in intervals.values()]),
        )
        # the first experiment is on top
        assert_bars(container, [1 + shift, shift], rows, axis="x")
    assert [text.get_text() for text in ax.get_yticklabels()] == ["a", "b"]
    np.testing.assert_array_equal(ax.get_yticks(), [1, 0])
    assert texts(ax) == ["Glorot's product", "assumption mended"]
    assert len({container[0].get_marker() for container in ax.containers}) == 2
    (one,) = lines_like(ax, "--")
    assert one.get_xdata() == [1, 1]
    assert ax.get_xscale() == "log"
    assert ax.get_xlabel() == "measured / predicted second moment"
