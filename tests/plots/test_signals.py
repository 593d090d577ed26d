import numpy as np
import pytest

from initnotes.measure.intervals import Interval
from initnotes.plots import signals

LAYERS = Interval(np.array([1.0, 2.0, 4.0]), np.array([0.1, 0.2, 0.4]))


def by_label(ax, label):
    (line,) = [line for line in ax.lines if line.get_label() == label]
    return line


def texts(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_printed_and_derived_products_are_both_drawn(ax):
    derived, printed = np.array([1.1, 2.1, 4.1]), np.array([3.0, 1.0, 4.1])
    drawn = signals.printed_and_derived(
        ax, LAYERS, derived=derived, printed=printed, quantity="variance of it"
    )
    assert drawn is ax
    np.testing.assert_array_equal(by_label(ax, "as printed").get_ydata(), printed)
    (line,) = [line for line in ax.lines if line.get_linestyle() == "--" and len(line.get_xdata())]
    np.testing.assert_array_equal(line.get_ydata(), derived)
    np.testing.assert_array_equal(ax.containers[0][0].get_ydata(), LAYERS.mean)
    assert set(texts(ax)) == {"as printed", "measured", "derived"}
    assert ax.get_ylabel() == "variance of it"


def test_an_experiment_is_a_row_with_both_predictions(ax):
    naive = {"a": Interval(0.1, 0.01), "b": Interval(12.0, 1.0)}
    mended = {"a": Interval(1.0, 0.02), "b": Interval(0.9, 0.1)}
    assert signals.measured_over_predicted(ax, naive, mended) is ax
    for container, intervals in zip(ax.containers, (naive, mended), strict=True):
        points, _, (bars,) = container
        np.testing.assert_array_equal(
            points.get_xdata(), [interval.mean for interval in intervals.values()]
        )
        ends = [segment[:, 0] for segment in bars.get_segments()]
        np.testing.assert_allclose(ends, [(i.low, i.high) for i in intervals.values()])
    assert [text.get_text() for text in ax.get_yticklabels()] == ["a", "b"]
    rows = ax.containers[0][0].get_ydata()
    assert rows[0] > rows[1]  # the first experiment is on top
    assert texts(ax) == ["Glorot's product", "assumption mended"]
    assert ax.get_xscale() == "log"


@pytest.mark.parametrize("family", signals.FAMILIES)
def test_a_family_is_drawn_over_its_theory(ax, family):
    theory = np.array([1.0, 2.1, 3.9])
    assert signals.family_by_layer(ax, family, LAYERS, theory) is ax
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), theory)
    np.testing.assert_array_equal(ax.containers[0][0].get_ydata(), LAYERS.mean)
    assert ax.containers[0][0].get_marker() == signals.FAMILIES[family]
    assert ax.get_title() == family.replace("_", " ")


def test_families_can_be_told_apart_without_color():
    assert len(set(signals.FAMILIES.values())) == len(signals.FAMILIES)


def test_quantiles_are_drawn_by_depth(ax):
    depth = np.arange(1, 11)
    quantiles = np.array([0.5 / depth, 0.9 / depth, 1.0 + depth])
    mean = Interval(np.full(10, 1.1), np.full(10, 0.1))
    assert signals.ratio_quantiles(ax, quantiles, mean=mean) is ax
    median = by_label(ax, "median net")
    np.testing.assert_array_equal(median.get_xdata(), depth)
    np.testing.assert_array_equal(median.get_ydata(), quantiles[1])
    (band,) = ax.collections[:1]
    vertices = band.get_paths()[0].vertices[:, 1]
    assert vertices.min() == quantiles[0].min()
    assert vertices.max() == quantiles[2].max()
    np.testing.assert_array_equal(ax.containers[0][0].get_xdata(), [5, 10])
    assert set(texts(ax)) == {"10 % to 90 %", "median net", "mean of the nets"}


def test_histogram_of_logarithms_lies_under_the_normal_of_the_prediction(ax, rng):
    mean, variance = -0.8, 1.6
    ratios = np.exp(rng.normal(mean, np.sqrt(variance), 20_000))
    assert signals.log_ratio_histogram(ax, ratios, mean=mean, variance=variance) is ax
    x, density = by_label(ax, "normal, derived").get_data()
    total = np.trapezoid(density, x)
    assert total == pytest.approx(1, abs=0.01)
    assert np.trapezoid(density * x, x) == pytest.approx(mean / np.log(10), abs=0.01)
    heights = np.array([bar.get_height() for bar in ax.containers[0]])
    widths = np.array([bar.get_width() for bar in ax.containers[0]])
    assert heights @ widths == pytest.approx(1)
    assert set(texts(ax)) == {"nets", "normal, derived", "preserved"}
