from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest

from initnotes.measure.ensembles import MEASURED
from initnotes.measure.intervals import Interval
from initnotes.measure.summaries import Bins, summarise
from initnotes.plots import limits
from initnotes.plots.layers import COLORS


@pytest.fixture
def axes():
    figure, axes = plt.subplots(2, 3)
    yield axes
    plt.close(figure)


@pytest.fixture
def ax(axes):
    return axes[0, 0]


@pytest.fixture
def net():
    """An ensemble and a theory of two hidden layers, with what the figures read of them."""
    layers = np.array([1.0, 2.0, 3.0])
    sample = summarise(np.linspace(-1, 1, 1001), Bins(-2, 2, 40))
    ensemble = SimpleNamespace(
        interval=lambda family: Interval(layers, layers / 10),
        pooled=lambda family: [sample] * 3,
    )
    theory = SimpleNamespace(
        activation_kernels=(None, None), variance=lambda family: 4 * layers, sample=sample
    )
    return ensemble, theory


def test_each_scheme_is_drawn_over_its_prediction(ax):
    measured = {
        "he": Interval(np.array([1.0, 2.0]), np.array([0.5, 3.0])),
        "gain 5/3": Interval(np.array([4.0, 5.0]), np.array([0.1, 0.1])),
    }
    theories = {"he": [1.1, 2.1], "gain 5/3": [4.2, 5.2]}
    assert limits.schemes_by_layer(ax, measured, theories, quantity="second moment") is ax
    predictions = [line for line in ax.lines if line.get_linestyle() == "--"]
    for container, dashed, name in zip(ax.containers, predictions, measured, strict=True):
        np.testing.assert_array_equal(container[0].get_xdata(), [1, 2])
        np.testing.assert_array_equal(container[0].get_ydata(), measured[name].mean)
        np.testing.assert_array_equal(dashed.get_ydata(), theories[name])
    assert [c.get_label() for c in ax.containers] == ["He", "gain 5/3"]
    assert ax.containers[0][0].get_color() == COLORS["he"]
    markers = {c[0].get_marker() for c in ax.containers}
    assert len(markers) == 2
    assert ax.get_yscale() == "log"
    assert ax.get_ylabel() == "second moment"


def test_a_bar_longer_than_its_mean_stays_above_zero(ax):
    measured = {"he": Interval(np.array([2.0]), np.array([3.0]))}
    limits.schemes_by_layer(ax, measured, {"he": [2.0]}, quantity="")
    low, high = ax.containers[0].lines[2][0].get_segments()[0][:, 1]
    assert 0 < low < 2
    assert high == 5


def test_families_leave_out_the_output_layer(axes, net):
    row = axes[0]
    assert limits.families_by_layer(row, {"xavier": net}) is row
    for ax, title in zip(row, ("activation", "state gradient", "weight gradient"), strict=True):
        np.testing.assert_array_equal(ax.containers[0][0].get_ydata(), [1, 2])
        np.testing.assert_array_equal(ax.lines[0].get_ydata(), [4, 8])
        assert ax.get_title() == title
    assert [text.get_text() for text in row[0].get_legend().get_texts()] == ["Xavier"]


def test_histograms_keep_their_area_in_any_unit(ax):
    sample = summarise(np.linspace(-1, 1, 100_001), Bins(-2, 2, 40))
    assert limits.histograms_in_units(ax, [sample], [0.25], theory=[sample], layers=[1]) is ax
    for line in ax.lines:
        x, density = line.get_xdata(), np.nan_to_num(line.get_ydata())
        assert np.sum(density) * (x[1] - x[0]) == pytest.approx(1)
        assert np.max(x) == pytest.approx(4 * sample.bins.centers[-1])
    assert np.isnan(ax.lines[0].get_ydata()[0])
    assert ax.get_yscale() == "log"


def test_grid_has_a_row_a_scheme_and_a_column_a_family(axes, net):
    nets = {"standard": net, "he": net}
    shapes = {name: dict.fromkeys(MEASURED, [net[1].sample] * 3) for name in nets}
    grid = limits.histogram_grid(axes, nets, shapes, natural=["activation"], layers=(1, 2))
    assert grid is axes
    assert [ax.get_ylabel() for ax in axes[:, 0]] == ["standard\ndensity", "He\ndensity"]
    assert [ax.get_xlabel() for ax in axes[1]] == [
        "activation",
        "state gradient / its std",
        "weight gradient / its std",
    ]
    centers = net[1].sample.bins.centers
    np.testing.assert_allclose(axes[0, 0].lines[0].get_xdata(), centers)
    np.testing.assert_allclose(axes[0, 1].lines[0].get_xdata(), centers / 2)


def test_staircase_steps_between_the_map_and_the_diagonal(ax):
    q = np.linspace(0, 1, 5)
    path = [1.0, 0.5, 0.25]
    assert limits.variance_maps(ax, q, {"half": q / 2}, path=path) is ax
    diagonal, half, stairs = ax.lines
    np.testing.assert_array_equal(diagonal.get_xdata(), diagonal.get_ydata())
    np.testing.assert_array_equal(half.get_ydata(), q / 2)
    corners = list(zip(stairs.get_xdata(), stairs.get_ydata(), strict=True))
    assert corners == [(1, 0), (1, 0.5), (0.5, 0.5), (0.5, 0.25), (0.25, 0.25)]
    assert ax.get_xlabel() == "state variance $q$"


def test_fading_draws_prediction_asymptote_and_measurement(ax):
    layers = np.arange(1, 11)
    interval = Interval(np.array([0.9, 0.4]), np.array([0.1, 0.1]))
    prediction, asymptote = 1 / (2 * layers - 1), 1 / (2 * layers)
    drawn = limits.fading(
        ax, prediction, asymptote, interval, quantity="state variance", label="1/(2l)"
    )
    assert drawn is ax
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), asymptote)
    np.testing.assert_array_equal(ax.lines[1].get_ydata(), prediction)
    np.testing.assert_array_equal(ax.containers[0][0].get_ydata(), interval.mean)
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert ax.get_ylabel() == "state variance"


def test_phase_diagram_names_its_points(ax):
    points = {"Xavier": (1, 0), "gain 5/3": (25 / 9, 0)}
    assert limits.phase_diagram(ax, np.array([1, 2]), np.array([0, 0.1]), points) is ax
    line, *drawn = ax.lines
    np.testing.assert_array_equal(line.get_ydata(), [0, 0.1])
    places = [(point.get_xdata()[0], point.get_ydata()[0]) for point in drawn]
    assert places == list(points.values())
    assert {"Xavier", "gain 5/3"} <= {text.get_text() for text in ax.texts}
