import numpy as np
import pytest

from initnotes.measure.intervals import Interval
from initnotes.plots import width
from initnotes.plots.style import COLORS, FURTHER, MARKERS, THEORY

GAPS = {
    (32, 64): Interval(0.2, 0.01),
    (32, 256): Interval(0.8, 0.05),
    (128, 256): Interval(0.25, 0.02),
}


def test_gaps_lie_over_the_batch_per_width_with_their_law(ax, assert_bars):
    assert width.gap_by_batch(ax, GAPS, coefficient=0.1) is ax
    (line,) = (line for line in ax.lines if line.get_linestyle() == "--")
    x, y = line.get_data()
    np.testing.assert_allclose(y, 0.1 * x)
    assert (x[0], x[-1]) == pytest.approx((2, 8))
    assert (line.get_label(), line.get_color()) == ("0.1 B / n", THEORY)
    narrow, wide = ax.containers
    assert [narrow.get_label(), wide.get_label()] == ["n = 32", "n = 128"]
    # Where two widths have one B / n, the points stand a little apart.
    assert narrow[0].get_xdata()[0] < 2 < wide[0].get_xdata()[0]
    both = Interval(np.array([0.2, 0.8]), np.array([0.01, 0.05]))
    assert_bars(narrow, np.array([2, 8]) / 1.05**0.5, both)
    one = Interval(np.array([0.25]), np.array([0.02]))
    assert_bars(wide, np.array([2]) * 1.05**0.5, one)
    assert [c[0].get_color() for c in (narrow, wide)] == [*FURTHER[:2]]
    assert [c[0].get_marker() for c in (narrow, wide)] == ["o", "D"]
    assert [text.get_text() for text in ax.get_xticklabels()] == ["2", "8"]
    assert ax.get_xlabel() == "batch over width, B / n"
    assert ax.get_ylabel() == "variance / theory - 1"


@pytest.mark.parametrize(
    ("gaps", "error", "message"),
    [
        ({}, ValueError, "gaps must hold at least 1 interval, got none"),
        ([1], TypeError, "gaps must be a dict"),
        ({(32, 64): 1.0}, TypeError, r"gaps\[\(32, 64\)\] must be an Interval"),
    ],
)
def test_gaps_that_cannot_be_drawn_are_refused(ax, gaps, error, message):
    with pytest.raises(error, match=message):
        width.gap_by_batch(ax, gaps, coefficient=0.1)


def test_coefficients_are_drawn_with_both_predictions(ax, assert_bars, lines_like):
    interval = Interval(np.array([0.0, 0.1, 0.3]), np.array([0.01, 0.02, 0.03]))
    predicted, linear = [0.0, 0.15, 0.25], [0.0, 0.2, 0.4]
    lines = {"predicted": predicted, "linear": linear}
    assert width.coefficient_by_layer(ax, interval, **lines, name="xavier") is ax
    (container,) = ax.containers
    assert_bars(container, [1, 2, 3], interval)
    assert container.get_label() == "Xavier, measured"
    assert container[0].get_color() == COLORS["xavier"]
    assert container[0].get_marker() == MARKERS["xavier"]
    for style, values in (("--", predicted), (":", linear)):
        (line,) = lines_like(ax, style)
        np.testing.assert_array_equal(line.get_data(), [[1, 2, 3], values])
        assert line.get_color() == THEORY
    styles = {handle.get_label(): handle for handle in ax.get_legend_handles_labels()[0]}
    assert styles["predicted, tanh"].get_linestyle() == "--"
    assert styles["predicted, linear"].get_linestyle() == ":"
    assert ax.get_yscale() == "linear"
    assert ax.get_ylabel() == "gap times n / B"
    with pytest.raises(ValueError, match="unknown scheme 'xavir'"):
        width.coefficient_by_layer(ax, interval, **lines, name="xavir")
