import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgba

from initnotes.plots import explorers
from initnotes.plots.layers import COLORS, LABELS, THEORY
from initnotes.plots.network import BACKWARD, FORWARD
from initnotes.variance import normal_density


def test_each_scheme_has_its_line_and_the_chosen_one_points_rings_and_the_linear_map(ax):
    lines = {"standard": np.array([1.0, 0.5, 0.2]), "xavier": [1, 0.9, 0.8], "he": [2, 3, 4]}
    linear, held = np.array([1.0, 0.6, 0.4]), [True, False, True]
    options = {"linear": linear, "held": held, "title": "state", "quantity": "variance"}
    assert explorers.lines_by_scheme(ax, lines, "standard", **options) is ax
    dashed, *others, chosen, rings = ax.lines
    np.testing.assert_array_equal(dashed.get_data(), [[1, 2, 3], linear])
    assert (dashed.get_linestyle(), dashed.get_color()) == ("--", THEORY)
    for line, name in zip([*others, chosen], ["xavier", "he", "standard"], strict=True):
        np.testing.assert_array_equal(line.get_data(), [[1, 2, 3], lines[name]])
        assert (line.get_color(), line.get_linestyle()) == (COLORS[name], "-")
        assert line.get_label() == LABELS[name]
        assert line.get_marker() == ("o" if line is chosen else "None")
    assert chosen.get_linewidth() > max(line.get_linewidth() for line in others)
    np.testing.assert_array_equal(rings.get_data(), [[1, 3], [1.0, 0.2]])
    assert (rings.get_linestyle(), rings.get_fillstyle()) == ("None", "none")
    assert [dashed.get_label(), rings.get_label()] == ["linear map", "kept"]
    assert (ax.get_title(), ax.get_xlabel(), ax.get_ylabel()) == ("state", "layer", "variance")


def test_no_rings_and_no_linear_map_where_there_are_none(ax):
    explorers.lines_by_scheme(ax, {"he": [1, 2]}, "he", title="two inputs", quantity="correlation")
    assert len(ax.lines) == 1


@pytest.mark.parametrize("name", ["standard", "xavier"])
def test_bound_and_std_are_those_of_the_two_densities(ax, name):
    largest = {"bound": 0.8, "density": 20}
    assert explorers.bound_and_std(ax, 0.01, name, largest) is ax
    area, outline = ax.patches
    bound = np.sqrt(0.03)
    for patch in (area, outline):
        np.testing.assert_allclose(patch.get_data().edges, [-bound, bound])
        np.testing.assert_allclose(patch.get_data().values, [1 / (2 * bound)])
    color = to_rgba(COLORS[name])[:3]
    assert area.get_facecolor()[:3] == outline.get_edgecolor()[:3] == color
    assert (area.get_fill(), outline.get_fill()) == (True, False)
    (bell,) = ax.lines
    x, density = bell.get_data()
    np.testing.assert_allclose(density, normal_density(x, 0.01))
    assert (bell.get_linestyle(), bell.get_color()) == ("--", THEORY)
    places = [[path.vertices[0, 0] for path in marks.get_paths()] for marks in ax.collections]
    np.testing.assert_allclose(places, [[-bound, bound], [-0.1, 0.1]])
    assert [text.get_text() for text in ax.texts] == ["bound 0.173", "std 0.1"]
    assert [text.xy[0] for text in ax.texts] == [bound, 0.1]
    np.testing.assert_allclose([*ax.get_xlim(), *ax.get_ylim()], [-0.84, 0.84, 0, 21])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("weight", "density")


def test_factors_are_rows_from_the_top(ax):
    factors = {"xavier": (1.6, 0.4), "geometric": (2.0, 0.5)}
    labels = {"xavier": "Xavier", "geometric": "geometric mean"}
    assert explorers.factors(ax, factors, labels) is ax
    one, forward, backward = ax.lines
    assert one.get_xdata() == [1, 1]
    (spans,) = ax.collections
    ends = [segment.tolist() for segment in spans.get_segments()]
    assert ends == [[[1.6, 1], [0.4, 1]], [[2.0, 0], [0.5, 0]]]
    assert (forward.get_label(), forward.get_marker()) == ("forward factor", "o")
    assert (backward.get_label(), backward.get_marker()) == ("backward factor", "s")
    assert (forward.get_color(), backward.get_color()) == (FORWARD, BACKWARD)
    assert ax.get_xscale() == "log"
    assert ax.get_xlabel() == "factor"
    np.testing.assert_array_equal(forward.get_data(), [[1.6, 2.0], [1, 0]])
    np.testing.assert_array_equal(backward.get_data(), [[0.4, 0.5], [1, 0]])
    assert [text.get_text() for text in ax.get_yticklabels()] == ["Xavier", "geometric mean"]


@pytest.fixture
def layer():
    return {
        "low": -2.0,
        "high": 2.0,
        "counts": [1, 4, 2],
        "size": 7,
        "spike": None,
        "predicted_mean": 0.5,
        "predicted_variance": 0.25,
    }


def places(ax):
    """Where the vertical lines of an Axes stand, a list a collection."""
    return [[path.vertices[0, 0] for path in marks.get_paths()] for marks in ax.collections]


def test_ridges_are_drawn_to_their_peak_with_the_predicted_std(layer):
    other = layer | {"counts": [2, 1, 8], "predicted_variance": 4.0}
    figure, axes = plt.subplots(2, 2, squeeze=False)
    nets = {"he": [layer, other], "standard": [layer, layer]}
    labels = {"he": "He", "standard": "the standard"}
    assert explorers.ridges(axes, nets, labels, "state") is axes
    shown = [[patch.get_data() for patch in ax.patches] for ax in axes[:, 0]]
    for values in shown[0]:
        np.testing.assert_array_equal(values.values, [0.25, 1, 0.5])
        np.testing.assert_allclose(values.edges, np.linspace(-2, 2, 4))
    np.testing.assert_array_equal(shown[1][0].values, [0.25, 0.125, 1])
    assert places(axes[0, 0]) == [[0.0, 1.0]] and places(axes[1, 0]) == [[-1.5, 2.5]]
    [stds] = axes[0, 0].collections
    dotted = plt.Line2D([], [], linestyle=":", linewidth=stds.get_linewidth()[0])
    assert stds.get_linestyle()[0][1] == pytest.approx(np.array(dotted._dash_pattern[1]))
    assert to_rgba(THEORY) == tuple(stds.get_color()[0])
    for ax, name in zip(axes[0], nets, strict=True):
        assert {patch.get_edgecolor()[:3] for patch in ax.patches[1:]} == {
            to_rgba(COLORS[name])[:3]
        }
        assert ax.patches[0].get_facecolor()[:3] == to_rgba(COLORS[name])[:3]
    assert [ax.get_title() for ax in axes[0]] == ["He", "the standard"]
    assert [ax.get_ylabel() for ax in axes[:, 0]] == ["layer 1", "layer 2"]
    assert [ax.get_ylabel() for ax in axes[:, 1]] == ["", ""]
    assert [ax.get_xlabel() for ax in axes[1]] == ["state", "state"]
    assert {ax.get_ylim() for ax in axes.flat} == {(0, 1.05)}
    plt.close(figure)


def test_a_spike_stands_apart_with_its_share(layer):
    figure, axes = plt.subplots(1, 1, squeeze=False)
    spiked = layer | {"counts": [1, 96, 3], "size": 200, "spike": 1}
    explorers.ridges(axes, {"he": [spiked]}, {"he": "He"}, "state")
    ax = axes[0, 0]
    for patch in ax.patches:
        np.testing.assert_allclose(patch.get_data().values, [1 / 3, 0, 1])
    assert places(ax) == [[0.0], [0.0, 1.0]]
    assert to_rgba(COLORS["he"]) == tuple(ax.collections[0].get_color()[0])
    assert [text.get_text() for text in ax.texts] == ["48 %"]
    assert ax.get_ylim() == (0, 1.5)
    plt.close(figure)
