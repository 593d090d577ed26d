import numpy as np

from initnotes.measure.intervals import Interval
from initnotes.plots import detours
from initnotes.plots.style import COLORS, FURTHER, THEORY

LAYERS = Interval(np.array([1.0, 2.0, 4.0]), np.array([0.1, 0.2, 0.4]))


def test_printed_and_derived_products_are_both_drawn(ax, assert_bars, lines_like, by_label, texts):
    derived, printed = np.array([1.1, 2.1, 4.1]), np.array([3.0, 1.0, 4.1])
    drawn = detours.printed_and_derived(
        ax, LAYERS, derived=derived, printed=printed, quantity="variance of it"
    )
    assert drawn is ax
    (crosses,) = lines_like(ax, ":")
    assert (crosses.get_label(), crosses.get_marker()) == ("as printed", "x")
    np.testing.assert_array_equal(crosses.get_data(), [[1, 2, 3], printed])
    assert crosses.get_color() == FURTHER[1]
    (line,) = lines_like(ax, "--")
    assert line.get_color() == by_label(ax, "derived").get_color() == THEORY
    np.testing.assert_array_equal(line.get_data(), [[1, 2, 3], derived])
    (measured,) = ax.containers
    assert_bars(measured, [1, 2, 3], LAYERS)
    assert (measured.get_label(), measured[0].get_color()) == (
        "standard, measured",
        COLORS["standard"],
    )
    assert by_label(ax, "derived").get_linestyle() == "--"
    assert set(texts(ax)) == {"as printed", "standard, measured", "derived"}
    assert ax.get_ylabel() == "variance of it"
