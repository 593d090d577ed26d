import numpy as np

from initnotes.measure.intervals import Interval
from initnotes.plots import limits
from initnotes.plots.style import COLORS, FURTHER, MARKERS, THEORY


def test_staircase_steps_between_the_map_and_the_diagonal(ax):
    q = np.linspace(0, 1, 5)
    path = [1.0, 0.5, 0.25]
    maps = {"half": q / 2, "third": q / 3, "quarter": q / 4}
    assert limits.variance_maps(ax, q, maps, path=path) is ax
    diagonal, *drawn, stairs = ax.lines
    np.testing.assert_array_equal(diagonal.get_data(), [q, q])
    assert (diagonal.get_linestyle(), diagonal.get_label()) == (":", "$q' = q$ (linear)")
    for line, (label, values) in zip(drawn, maps.items(), strict=True):
        np.testing.assert_array_equal(line.get_data(), [q, values])
        assert line.get_label() == label
    assert [line.get_linestyle() for line in drawn] == ["-", "--", "-."]
    assert [line.get_color() for line in drawn] == [*FURTHER[:3]]
    assert diagonal.get_color() == stairs.get_color() == THEORY
    corners = list(zip(stairs.get_xdata(), stairs.get_ydata(), strict=True))
    assert corners == [(1, 0), (1, 0.5), (0.5, 0.5), (0.5, 0.25), (0.25, 0.25)]
    assert stairs.get_label() == "layer by layer"
    assert ax.get_xlabel() == "state variance $q$"
    assert ax.get_ylabel() == "state variance $q'$, a layer on"


def test_variance_maps_can_do_without_a_path(ax):
    q = np.linspace(0, 1, 5)
    limits.variance_maps(ax, q, {"half": q / 2})
    assert len(ax.lines) == 2


def test_fading_draws_prediction_asymptote_and_measurement(ax):
    layers = np.arange(1, 11)
    interval = Interval(np.array([0.9, 0.4]), np.array([0.1, 0.2]))
    prediction, asymptote = 1 / (2 * layers - 1), 1 / (2 * layers)
    drawn = limits.fading(
        ax, prediction, asymptote, interval, quantity="state variance", label="1/(2l)"
    )
    assert drawn is ax
    dotted, dashed = ax.lines[:2]
    np.testing.assert_array_equal(dotted.get_data(), [layers, asymptote])
    assert (dotted.get_linestyle(), dotted.get_label()) == (":", "1/(2l)")
    np.testing.assert_array_equal(dashed.get_data(), [layers, prediction])
    assert (dashed.get_linestyle(), dashed.get_label()) == ("--", "exact map")
    assert (dotted.get_color(), dashed.get_color()) == (FURTHER[0], THEORY)
    (container,) = ax.containers
    np.testing.assert_array_equal(container[0].get_data(), [[1, 2], interval.mean])
    (bars,) = container[2]
    ends = [segment[:, 1] for segment in bars.get_segments()]
    np.testing.assert_allclose(ends, np.stack([interval.low, interval.high], axis=1))
    assert container.get_label() == "Xavier, measured"
    assert container[0].get_color() == COLORS["xavier"]
    assert container[0].get_marker() == MARKERS["xavier"]
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("layer", "state variance")
