"""What a figure shows, read off its axes."""

import numpy as np
import pytest


def drawn_bars(container, axis="y"):
    """Positions, means and the ends (low, high) of the error bars in an errorbar's container."""
    points, _, (bars,) = container
    position, mean = points.get_data() if axis == "y" else points.get_data()[::-1]
    column = "xy".index(axis)
    ends = np.array([segment[:, column] for segment in bars.get_segments()])
    return np.asarray(position), np.asarray(mean), ends


@pytest.fixture
def assert_bars():
    """Hold an errorbar against the interval that it should show at the positions."""

    def check(container, positions, interval, *, axis="y"):
        position, mean, ends = drawn_bars(container, axis)
        np.testing.assert_allclose(position, positions)
        np.testing.assert_array_equal(mean, interval.mean)
        np.testing.assert_allclose(ends, np.stack([interval.low, interval.high], axis=-1))

    return check


@pytest.fixture
def lines_like():
    """The lines of an axes with this style of line that show at least one point."""

    def find(ax, style):
        return [
            line for line in ax.lines if line.get_linestyle() == style and len(line.get_xdata())
        ]

    return find


@pytest.fixture
def by_label():
    """The line of an axes that has this label."""

    def find(ax, label):
        (line,) = [line for line in ax.lines if line.get_label() == label]
        return line

    return find


@pytest.fixture
def texts():
    """What a legend says, entry by entry."""
    return lambda ax: [text.get_text() for text in ax.get_legend().get_texts()]
