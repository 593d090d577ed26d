import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from initnotes.measure.intervals import Interval
from initnotes.plots import batch
from initnotes.plots.style import COLORS, FURTHER, THEORY

LAYERS = Interval(np.array([1.0, 2.0, 4.0]), np.array([0.1, 0.2, 0.4]))


@pytest.mark.parametrize("family", batch.FAMILIES)
def test_a_family_is_drawn_over_its_theory(ax, assert_bars, lines_like, family):
    theory = np.array([1.0, 2.1, 3.9])
    assert batch.family_by_layer(ax, family, LAYERS, theory) is ax
    (line,) = lines_like(ax, "--")
    np.testing.assert_array_equal(line.get_data(), [[1, 2, 3], theory])
    (measured,) = ax.containers
    assert_bars(measured, [1, 2, 3], LAYERS)
    assert measured[0].get_marker() == batch.FAMILIES[family]
    assert measured[0].get_color() == COLORS["standard"]
    assert measured.get_label() == "standard"
    assert line.get_color() == THEORY
    assert ax.get_title() == family.replace("_", " ")


def test_families_can_be_told_apart_without_color():
    assert len(set(batch.FAMILIES.values())) == len(batch.FAMILIES)


def test_quantiles_are_drawn_by_depth(ax, assert_bars, lines_like, by_label, texts):
    depth = np.arange(1, 11)
    quantiles = np.array([0.5 / depth, 0.9 / depth, 1.0 + depth])
    mean = Interval(1 + depth / 100, depth / 200)
    assert batch.ratio_quantiles(ax, quantiles, mean=mean) is ax
    median = by_label(ax, "median net")
    np.testing.assert_array_equal(median.get_data(), [depth, quantiles[1]])
    (band,) = ax.collections[:1]
    vertices = band.get_paths()[0].vertices[:, 1]
    assert vertices.min() == quantiles[0].min()
    assert vertices.max() == quantiles[2].max()
    chosen = Interval(mean.mean[[4, 9]], mean.half_width[[4, 9]])
    assert_bars(ax.containers[0], [5, 10], chosen)
    (one,) = lines_like(ax, "--")
    assert one.get_ydata() == [1, 1]
    assert median.get_color() == FURTHER[0]
    assert to_hex(band.get_facecolor()[0]).upper() == FURTHER[0]
    assert band.get_label() == "10 % to 90 %"
    assert ax.containers[0][0].get_color() == FURTHER[1]
    assert ax.containers[0].get_label() == "mean of the nets"
    assert one.get_color() == THEORY
    assert set(texts(ax)) == {"10 % to 90 %", "median net", "mean of the nets"}
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("depth", "mean square over the input's")
    assert ax.get_yscale() == "log"


def test_histogram_of_logarithms_lies_under_the_normal_of_the_prediction(
    ax, rng, lines_like, texts
):
    mean, variance = -0.3, 0.3
    logs = rng.normal(mean, np.sqrt(variance), 20_000)
    assert batch.log_ratio_histogram(ax, logs, mean=mean, variance=variance) is ax
    (curve,) = lines_like(ax, "--")
    assert curve.get_label() == "normal, derived"
    x, density = curve.get_data()
    assert np.trapezoid(density, x) == pytest.approx(1, abs=0.01)
    assert np.trapezoid(density * x, x) == pytest.approx(mean, abs=0.01)
    spread = np.trapezoid(density * (x - mean) ** 2, x)
    assert spread == pytest.approx(variance, rel=0.02)
    bars = ax.containers[0]
    heights = np.array([bar.get_height() for bar in bars])
    widths = np.array([bar.get_width() for bar in bars])
    centers = np.array([bar.get_x() for bar in bars]) + widths / 2
    assert heights @ widths == pytest.approx(1)
    assert (heights * widths) @ centers == pytest.approx(logs.mean(), abs=0.01)
    assert {to_hex(bar.get_facecolor()).upper() for bar in bars} == {FURTHER[0]}
    assert bars[0].get_label() == "nets"
    (zero,) = lines_like(ax, ":")
    assert zero.get_color() == curve.get_color() == THEORY
    assert (zero.get_xdata(), zero.get_label()) == ([0, 0], "preserved")
    assert set(texts(ax)) == {"nets", "normal, derived", "preserved"}
    assert ax.get_xlabel() == r"$\log_{10}$ of the ratio at the last layer"
    assert ax.get_ylabel() == "density"


def test_the_legend_of_the_histogram_has_room_above_it(rng):
    figure, (ax, plain) = plt.subplots(1, 2)
    logs = rng.normal(size=1000)
    batch.log_ratio_histogram(ax, logs, mean=0, variance=1)
    plain.hist(logs, bins=30, density=True)
    assert ax.get_ylim()[1] > 1.3 * plain.get_ylim()[1]
    plt.close(figure)
