import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgba

from initnotes import measure, theory
from initnotes.measure.histograms import Histogram
from initnotes.measure.intervals import Interval
from initnotes.measure.summaries import Bins
from initnotes.plots import layers
from initnotes.signals.passes import FAMILIES


def dashed(ax):
    return [line for line in ax.lines if line.get_linestyle() == "--"]


def dots(ax):
    return [line for line in ax.lines if line.get_marker() == "."]


def solid(ax):
    return [line for line in ax.lines if line.get_linestyle() == "-"]


def bar_ends(container):
    (bars,) = container[2]
    return np.array([segment[:, 1] for segment in bars.get_segments()])


def histogram(height, *, std=0.5):
    """Three bins of width 1 about -1, 0, 1: an empty one, one surely filled, one hardly."""
    measured = Interval(height * np.array([0, 1, 0.5]), height * np.array([0, 0.25, 1]))
    return Histogram(Bins(-1.5, 1.5, 3), measured, height * np.array([0, 0.9, 0.7]), std)


@pytest.fixture
def compared(rng):
    net, x = ([4, 9, 7, 3], "standard", "tanh"), rng.standard_normal((6, 4))
    ends = {"inputs": x, "output_gradient": rng.standard_normal((6, 3))}
    drawn = measure.ensemble(*net, **ends, draws=5, rng=rng)
    return measure.compare(drawn, theory.infinite_width(*net, **ends))


def test_variance_by_layer_draws_the_mean_its_interval_and_the_theory(ax):
    interval = Interval(np.array([1.0, 0.5, 0.2]), np.array([0.1, 0.05, 0.02]))
    predicted = np.array([1.1, 0.5, 0.25])
    look = {"label": "measured", "color": "red", "marker": "s"}
    assert layers.variance_by_layer(ax, interval, theory=predicted, **look) is ax
    (line,) = dashed(ax)
    np.testing.assert_array_equal(line.get_data(), [[1, 2, 3], predicted])
    assert line.get_color() == layers.THEORY
    (container,) = ax.containers
    np.testing.assert_array_equal(container[0].get_data(), [[1, 2, 3], interval.mean])
    np.testing.assert_allclose(bar_ends(container), np.stack([interval.low, interval.high], 1))
    assert (container[0].get_color(), container[0].get_marker()) == ("red", "s")
    assert container.get_label() == "measured"
    assert ax.get_yscale() == "log"
    assert ax.get_xlabel() == "layer"
    assert ax.get_xticks().tolist() == [1, 2, 3]


def test_the_theory_lies_over_the_points_so_that_many_of_them_do_not_hide_it(ax):
    layers.variance_by_layer(ax, Interval(np.ones(50), np.ones(50) / 9), theory=np.ones(50))
    (line,) = dashed(ax)
    assert line.get_zorder() > ax.containers[0][0].get_zorder()
    assert len(ax.get_xticks()) < 20


def test_variance_by_layer_can_be_linear_and_without_theory(ax):
    layers.variance_by_layer(ax, Interval(np.array([1.0, 1.0]), np.array([0, 3.0])), log=False)
    assert ax.get_yscale() == "linear"
    assert not dashed(ax)
    np.testing.assert_array_equal(bar_ends(ax.containers[0])[1], [-2, 4])


def test_a_bar_longer_than_its_mean_stays_above_zero_on_a_logarithmic_axis(ax):
    layers.variance_by_layer(ax, Interval(np.array([2.0]), np.array([3.0])))
    ((low, high),) = bar_ends(ax.containers[0])
    assert 0 < low < 0.1
    assert high == 5


@pytest.mark.parametrize(
    ("label", "color"),
    [
        ("ReLU, He", layers.COLORS["he"]),
        ("LeCun", layers.COLORS["lecun"]),
        ("Xavier, gain 5/3", "cycle"),
        ("tanh", "cycle"),
        (None, "cycle"),
    ],
)
def test_a_label_that_names_a_scheme_brings_its_color(ax, label, color):
    ax.set_prop_cycle(color=["red"])
    layers.variance_by_layer(ax, Interval(np.ones(2), np.ones(2)), label=label)
    layers.variance_by_layer(ax, Interval(np.ones(2), np.ones(2)), label=label, color="blue")
    found = [container[0].get_color() for container in ax.containers]
    assert found == [{"cycle": "red"}.get(color, color), "blue"]


def test_comparison_has_a_panel_a_family_measured_over_predicted(compared):
    figure, axes = plt.subplots(1, 3)
    assert layers.comparison(axes, compared, name="standard") is axes
    titles = ("activation", "state gradient", "weight gradient")
    for ax, family, title in zip(axes, measure.MEASURED, titles, strict=True):
        rows = compared.rows(family)
        (container,) = ax.containers
        np.testing.assert_array_equal(container[0].get_data(), [rows.layer, rows.measured])
        np.testing.assert_allclose(bar_ends(container)[:, 1], rows.interval.high)
        (line,) = dashed(ax)
        np.testing.assert_array_equal(line.get_data(), [rows.layer, rows.predicted])
        assert container[0].get_color() == layers.COLORS["standard"]
        assert container[0].get_marker() == layers.MARKERS["standard"]
        assert container.get_label() == "standard"
        assert ax.get_title() == title
    assert [ax.get_ylabel() for ax in axes] == ["second moment", "", ""]
    plt.close(figure)


def test_comparisons_under_several_names_share_their_axes(compared):
    figure, axes = plt.subplots(1, 1, squeeze=False)
    for name in ("standard", "xavier", "he", "Xavier, gain 5/3"):
        layers.comparison(axes[0], compared.rows("activation"), name=name)
    containers = axes[0, 0].containers
    assert [c.get_label() for c in containers] == ["standard", "Xavier", "He", "Xavier, gain 5/3"]
    for kind in (lambda c: c[0].get_color(), lambda c: c[0].get_marker()):
        assert len(set(map(kind, containers))) == 4
    plt.close(figure)


def test_comparison_needs_as_many_panels_as_families(compared):
    figure, axes = plt.subplots(1, 2)
    with pytest.raises(ValueError, match="axes must hold 3 matplotlib Axes, one a family, got 2"):
        layers.comparison(axes, compared)
    plt.close(figure)


def test_histograms_draw_the_mean_its_band_and_the_prediction(ax):
    found = [histogram(0.4), histogram(0.2), histogram(0.1)]
    assert layers.histograms(ax, found, layers=(1, 3)) is ax
    measured, predicted, bands = solid(ax), dots(ax), ax.collections
    for line, band, theory_line, of in zip(
        measured, bands, predicted, (found[0], found[2]), strict=True
    ):
        np.testing.assert_array_equal(line.get_xdata(), [-1, 0, 1])
        np.testing.assert_array_equal(theory_line.get_data(), [[0, 1], of.predicted[1:]])
        # A logarithmic axis has no place for 0.
        np.testing.assert_array_equal(line.get_ydata(), [np.nan, *of.measured.mean[1:]])
        corners = band.get_paths()[0].vertices
        low, high = (np.unique(corners[corners[:, 0] == 0, 1])[i] for i in (0, -1))
        assert (low, high) == (of.measured.low[1], of.measured.high[1])
        # The last bin's interval reaches below 0; the band does not.
        low = np.min(corners[corners[:, 0] == 1, 1])
        assert low == pytest.approx(of.measured.mean[2] / 100)
        assert to_rgba(line.get_color())[:3] == tuple(band.get_facecolor()[0, :3])
    assert [line.get_label() for line in measured] == ["layer 1", "layer 3"]
    assert predicted[-1].get_label() == "theory"
    assert {line.get_linewidth() for line in measured} == {layers.LINE}
    for line, layer in zip(measured, (0, 2), strict=True):
        np.testing.assert_array_equal(line.get_color(), layers.ramp(3)[layer])
    first, last = (to_rgba(line.get_color()) for line in measured)
    assert sum(first[:3]) < sum(last[:3])  # from dark to light
    assert {line.get_color() for line in predicted} == {layers.THEORY}
    assert ax.get_yscale() == "log"


def test_histograms_draw_every_layer_by_default(ax):
    layers.histograms(ax, [histogram(1)] * 4)
    assert len(solid(ax)) == len(dots(ax)) == 4


def test_dots_of_theory_are_few_and_always_at_the_peak(ax):
    bins = Bins(-1, 1, 120)
    density = np.exp(-np.square(bins.centers - 0.31))
    found = Histogram(bins, Interval(density, density / 9), density, 0.5)
    layers.histograms(ax, [found, found])
    first, second = dots(ax)
    for line in (first, second):
        x, y = line.get_data()
        assert layers.DOTS <= len(x) <= layers.DOTS + 2
        np.testing.assert_array_equal(y, np.exp(-np.square(x - 0.31)))
        assert bins.centers[np.argmax(density)] in x
    # Those of two layers do not hide each other, but at the peak.
    assert len(set(first.get_xdata()) & set(second.get_xdata())) <= 2


def test_histogram_grid_has_a_row_and_a_column_for_each_label():
    figure, axes = plt.subplots(2, 3)
    heights = np.arange(1.0, 7).reshape(2, 3)
    panels = [[[histogram(9.0), histogram(height)] for height in row] for row in heights]
    labels = {"rows": ["digits", "noise"], "columns": ["a", "b", "c"], "quantity": "state"}
    assert layers.histogram_grid(axes, panels, **labels, layers=[2]) is axes
    for ax, height in zip(axes.flat, heights.flat, strict=True):
        (line,) = solid(ax)
        assert line.get_ydata()[1] == height
        assert line.get_label() == "layer 2"
    assert [ax.get_ylabel() for ax in axes[:, 0]] == ["digits\ndensity", "noise\ndensity"]
    assert [ax.get_title() for ax in axes[0]] == ["a", "b", "c"]
    assert [ax.get_xlabel() for ax in axes[1]] == ["state"] * 3
    assert [ax.get_xlabel() for ax in axes[0]] == [""] * 3
    plt.close(figure)


def test_columns_of_a_grid_without_a_quantity_say_what_is_on_their_axes():
    figure, axes = plt.subplots(2, 1, squeeze=False)
    panels = [[[histogram(1.0)]]] * 2
    layers.histogram_grid(axes, panels, rows=["digits", "noise"], columns=["state / its std"])
    top, bottom = axes[:, 0]
    assert (top.get_title(), top.get_xlabel()) == ("", "")
    assert (bottom.get_title(), bottom.get_xlabel()) == ("", "state / its std")
    plt.close(figure)


def test_every_signal_has_a_name_for_its_axis():
    assert set(layers.NAMES) == set(FAMILIES)
    assert all(name.replace("_", " ") == label for name, label in layers.NAMES.items())
