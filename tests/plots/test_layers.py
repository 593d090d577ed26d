import numpy as np

from initnotes.measure.intervals import Interval
from initnotes.measure.summaries import Bins, summarise
from initnotes.plots import layers


def test_variance_by_layer_draws_the_mean_its_interval_and_the_theory(ax):
    interval = Interval(np.array([1.0, 0.5, 0.2]), np.array([0.1, 0.05, 0.02]))
    theory = np.array([1.1, 0.5, 0.25])
    assert layers.variance_by_layer(ax, interval, theory=theory, label="measured") is ax
    lines = [line for line in ax.lines if len(line.get_xdata()) == 3]
    np.testing.assert_array_equal(lines[0].get_ydata(), theory)
    (container,) = ax.containers
    np.testing.assert_array_equal(container[0].get_ydata(), interval.mean)
    np.testing.assert_array_equal(container[0].get_xdata(), [1, 2, 3])
    (bars,) = container[2]
    ends = np.array([segment[:, 1] for segment in bars.get_segments()])
    np.testing.assert_allclose(ends, np.stack([interval.low, interval.high], axis=1))
    assert ax.get_yscale() == "log"
    assert ax.get_xlabel() == "layer"


def test_variance_by_layer_can_be_linear_and_without_theory(ax):
    layers.variance_by_layer(ax, Interval(np.ones(2), np.zeros(2)), log=False)
    assert ax.get_yscale() == "linear"
    assert not any(line.get_linestyle() == "--" for line in ax.lines)


def test_layer_histograms_draw_the_densities_of_the_chosen_layers(ax, rng):
    bins = Bins(-4, 4, 20)
    summaries = [summarise(rng.normal(0, s, 1000), bins) for s in (1, 0.5, 2)]
    theory = [summarise(rng.normal(0, s, 1000), bins) for s in (1, 0.5, 2)]
    assert layers.layer_histograms(ax, summaries, theory=theory, layers=[1, 3]) is ax
    measured = [line for line in ax.lines if line.get_linestyle() == "-"]
    predicted = [line for line in ax.lines if line.get_linestyle() == "--"]
    for line, summary in zip(measured, (summaries[0], summaries[2]), strict=True):
        np.testing.assert_array_equal(line.get_xdata(), bins.centers)
        np.testing.assert_array_equal(line.get_ydata(), summary.density)
    for line, summary in zip(predicted, (theory[0], theory[2]), strict=True):
        np.testing.assert_array_equal(line.get_ydata(), summary.density)
    assert [line.get_label() for line in measured] == ["layer 1", "layer 3"]


def test_layer_histograms_draw_every_layer_by_default(ax, rng):
    summaries = [summarise(rng.normal(size=100), Bins(-3, 3, 5))] * 4
    layers.layer_histograms(ax, summaries)
    assert len(ax.lines) == 4


def test_every_signal_has_a_name_for_its_axis():
    from initnotes.signals.passes import FAMILIES

    assert set(layers.NAMES) == set(FAMILIES)


def test_log_scale_has_ticks_between_the_powers_of_ten_if_there_is_room(ax):
    ax.plot([1, 2], [1.0, 1e2])
    layers.log_scale(ax)
    assert len(ax.yaxis.get_minorticklocs())
    ax.plot([1, 2], [1.0, 1e4])
    layers.log_scale(ax)
    assert not len(ax.yaxis.get_minorticklocs())
    assert ax.get_yscale() == "log"
