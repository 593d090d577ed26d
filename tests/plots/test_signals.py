import numpy as np

from initnotes.measure.intervals import Interval
from initnotes.plots import signals
from initnotes.plots.layers import COLORS

LAYERS = Interval(np.array([1.0, 2.0, 4.0]), np.array([0.1, 0.2, 0.4]))


def test_printed_and_derived_products_are_both_drawn(ax, assert_bars, lines_like, by_label, texts):
    derived, printed = np.array([1.1, 2.1, 4.1]), np.array([3.0, 1.0, 4.1])
    drawn = signals.printed_and_derived(
        ax, LAYERS, derived=derived, printed=printed, quantity="variance of it"
    )
    assert drawn is ax
    (crosses,) = lines_like(ax, ":")
    assert (crosses.get_label(), crosses.get_marker()) == ("as printed", "x")
    np.testing.assert_array_equal(crosses.get_data(), [[1, 2, 3], printed])
    (line,) = lines_like(ax, "--")
    np.testing.assert_array_equal(line.get_data(), [[1, 2, 3], derived])
    (measured,) = ax.containers
    assert_bars(measured, [1, 2, 3], LAYERS)
    assert (measured.get_label(), measured[0].get_color()) == ("measured", COLORS["standard"])
    assert by_label(ax, "derived").get_linestyle() == "--"
    assert set(texts(ax)) == {"as printed", "measured", "derived"}
    assert ax.get_ylabel() == "variance of it"


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
