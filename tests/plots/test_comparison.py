import numpy as np
import pytest
from matplotlib.figure import Figure

from initnotes.measure.intervals import Interval
from initnotes.plots import comparison
from initnotes.plots.style import FURTHER, LINE, PALE, THEORY, ramp


def bar_ends(container):
    (bars,) = container[2]
    return np.array([segment[:, 1] for segment in bars.get_segments()])


def test_images_stand_side_by_side(ax):
    pictures = np.arange(18.0).reshape(3, 6)
    assert comparison.images(ax, pictures, shape=(2, 3)) is ax
    (image,) = ax.images
    shown = np.asarray(image.get_array())
    assert shown.shape == (2, 3 * 3 + 2)
    for column, picture in zip((0, 4, 8), pictures, strict=True):
        np.testing.assert_array_equal(shown[:, column : column + 3], picture.reshape(2, 3))
    np.testing.assert_array_equal(shown[:, [3, 7]], 0)  # a gap as light as the lightest pixel
    dark, light = (np.mean(image.cmap(image.norm(value))[:3]) for value in (17, 0))
    assert dark < light
    assert not ax.axison


def test_factors_are_drawn_with_their_theory_and_the_line_at_one(ax):
    intervals = {
        "activation": Interval(np.array([2.0, 4.0]), np.array([0.1, 0.2])),
        "state_gradient": Interval(np.array([9.0, 3.0]), np.array([0.3, 0.1])),
    }
    theories = {"activation": np.array([2.1, 4.1]), "state_gradient": np.array([9.1, 2.9])}
    assert comparison.factors(ax, intervals, theories) is ax
    dashed = [line.get_ydata() for line in ax.lines if line.get_linestyle() == "--"]
    np.testing.assert_array_equal(dashed, list(theories.values()))
    assert [c.get_label() for c in ax.containers] == ["activation", "state gradient"]
    for container, interval in zip(ax.containers, intervals.values(), strict=True):
        np.testing.assert_array_equal(container[0].get_ydata(), interval.mean)
        ends = np.stack([interval.low, interval.high], axis=1)
        np.testing.assert_allclose(bar_ends(container), ends)
    assert [c[0].get_color() for c in ax.containers] == [*FURTHER[:2]]
    assert [c[0].get_marker() for c in ax.containers] == ["o", "^"]
    assert {line.get_color() for line in ax.lines if line.get_linestyle() == "--"} == {THEORY}
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), [1, 1])
    assert ax.get_yscale() == "log"


def test_seeds_are_drawn_with_their_mean_and_its_interval(ax):
    relative = np.array([[0.5, 1.0], [1.5, 1.0], [1.0, 2.5]])
    interval = Interval(np.array([1.0, 1.5]), np.array([0.2, 0.4]))
    assert comparison.seeds(ax, relative, interval, highlight=[2, 0]) is ax
    grey = ax.lines[:3]
    np.testing.assert_array_equal([line.get_ydata() for line in grey], relative)
    assert {line.get_color() for line in grey} == {PALE}
    alone = {line.get_label(): line for line in ax.lines if "alone" in str(line.get_label())}
    np.testing.assert_array_equal(alone["seed 3 alone"].get_data(), [[1, 2], relative[2]])
    np.testing.assert_array_equal(alone["seed 1 alone"].get_data(), [[1, 2], relative[0]])
    looks = [(line.get_linestyle(), line.get_color()) for line in alone.values()]
    assert looks == [("-.", FURTHER[0]), (":", FURTHER[1])]
    (theory,) = (line for line in ax.lines if line.get_label() == "theory")
    assert (theory.get_linestyle(), theory.get_color()) == ("--", THEORY)
    np.testing.assert_array_equal(theory.get_ydata(), [1, 1])
    (container,) = ax.containers
    np.testing.assert_array_equal(container[0].get_data(), [[1, 2], interval.mean])
    np.testing.assert_allclose(bar_ends(container), np.stack([interval.low, interval.high], 1))
    assert container.get_label() == "mean of 3 seeds"
    assert container[0].get_color() == FURTHER[2]
    assert ax.get_xlabel() == "layer"
    assert ax.get_xticks().tolist() == [1, 2]
    bottom, top = ax.get_ylim()
    assert bottom < 0.5 and 2.5 + 0.2 * (top - bottom) < top  # room for the legend


def test_activation_histograms_show_each_layers_shares():
    left, right = Figure().subplots(1, 2)
    nets = {
        "healthy": [np.array([-1.0, 0.0, 0.4, 1.0]), np.array([0.6, 0.7])],
        "dead": [np.array([0.0, 0.0, 3.0])],
    }
    axes = comparison.activation_histograms([left, right], nets, bins=4)
    assert [ax.get_title() for ax in axes] == ["healthy", "dead"]
    first, second = (patch.get_data() for patch in left.patches)
    np.testing.assert_allclose(first.edges, [-1, -0.5, 0, 0.5, 1])
    np.testing.assert_allclose(first.values, [0.25, 0, 0.5, 0.25])
    np.testing.assert_allclose(second.values, [0, 0, 0, 1])
    for layer, patch in enumerate(left.patches):
        np.testing.assert_array_equal(patch.get_edgecolor(), ramp(2)[layer])
        assert (patch.get_label(), patch.get_linewidth()) == (f"layer {layer + 1}", LINE)
    assert [(ax.get_xlabel(), ax.get_ylabel()) for ax in axes] == [("activation", "share")] * 2
    (only,) = (patch.get_data() for patch in right.patches)
    np.testing.assert_allclose(only.edges, [0, 0.75, 1.5, 2.25, 3])
    np.testing.assert_allclose(only.values, [2 / 3, 0, 0, 1 / 3])
    assert left.get_yscale() == right.get_yscale() == "log"
    with pytest.raises(ValueError, match="axes must be one a net, got 1 for 2 nets"):
        comparison.activation_histograms([left], nets)
