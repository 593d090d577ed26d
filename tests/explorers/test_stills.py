"""What the still image and the key of each explorer show, read back from what is drawn."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from initnotes import explorers, schemes, theory
from initnotes.explorers import bound, compromise, depth, histograms
from initnotes.plots.layers import COLORS, LABELS, NAMES, THEORY

TENTH = f"variance kept, within {100 * depth.TOLERANCE:.0f} %, from the layer it comes from"
KEYS = {
    "bound": [
        ("area", "", "uniform, in the color of the scheme"),
        ("dashes", "", "Gaussian of the same variance"),
        ("ticks", "", "bound and std"),
    ],
    "compromise": [
        ("dot", "forward", "forward factor, <i>n</i><sub>in</sub> Var <i>W</i>"),
        ("square", "backward", "backward factor, <i>n</i><sub>out</sub> Var <i>W</i>"),
    ],
    "depth": [
        ("line and dot", "", "the chosen scheme: exact map, infinite width"),
        ("dashes", "", "its linear map"),
        ("ring", "", TENTH),
    ],
    "histograms": [
        ("area", "", "density, as a share of its highest"),
        ("stick", "", "values in the bin at 0, drawn apart, and their share"),
        ("ticks", "", "predicted mean ± std"),
    ],
}


@pytest.fixture
def drawn(monkeypatch):
    """drawn(module, **options): the figure of the still image that the explorer would have."""

    def draw_still(module, **options):
        figures = []

        def kept(draw, *, rows=1, columns=1, size=(7, 3.2), **axes):
            figure = Figure(figsize=size)
            draw(figure.subplots(rows, columns, **axes))
            figures.append(figure)
            return b""

        monkeypatch.setattr(module, "still", kept)
        module.explore(**options)
        return figures[0]

    return draw_still


@pytest.mark.parametrize("name", KEYS)
def test_key_says_what_the_marks_stand_for(name):
    assert list(explorers.named(name).key) == KEYS[name]


def test_still_of_depth_has_each_schemes_lines_rings_and_the_linear_map(drawn):
    figure = drawn(depth, scheme="xavier", activation="sigmoid", depth=3, inputs=64, outputs=10)
    widths = [64, 100, 100, 100, 10]
    exact = {name: theory.infinite_width(widths, name, "sigmoid") for name in depth.SCHEMES}
    linear = theory.infinite_width(widths, "xavier", "identity")
    *panels, pair = figure.axes
    for ax, family in zip(panels, depth.FAMILIES, strict=True):
        lines = {line.get_label(): line for line in ax.lines}
        for name in depth.SCHEMES:
            line = lines[LABELS[name]]
            np.testing.assert_array_equal(line.get_ydata(), exact[name].variance(family))
            assert line.get_color() == COLORS[name]
            assert (line.get_marker() == "o") == (name == "xavier")
        np.testing.assert_array_equal(lines["linear map"].get_ydata(), linear.variance(family))
        assert (ax.get_title(), ax.get_ylabel()) == (NAMES[family], "variance")
        assert (ax.get_yscale(), ax.get_ylim()) == ("log", depth.DOMAIN)
    up = exact["xavier"].variance("activation")
    [_, activation, gradient, _] = panels
    kept = np.flatnonzero(depth.level(up, [1, *up[:-1]])) + 1
    assert len(kept) and activation.lines[-1].get_xdata().tolist() == kept.tolist()
    assert gradient.lines[-1].get_xdata().tolist() == []
    assert [ax.lines[-1].get_label() == "kept" for ax in panels] == [False, True, True, False]
    for line, name in zip(pair.lines, ["standard", "lecun", "he", "xavier"], strict=True):
        assert line.get_label() == LABELS[name] and line.get_color() == COLORS[name]
        expected = depth.state_correlations(widths, name, "sigmoid")
        np.testing.assert_array_equal(line.get_ydata(), expected)
    assert (pair.get_title(), pair.get_ylabel()) == ("two inputs' states", "correlation")
    [legend] = figure.legends
    shown = {text.get_text() for text in legend.get_texts()}
    assert shown == {"linear map", *(LABELS[name] for name in depth.SCHEMES)}


def test_still_of_the_bound_has_the_scheme_and_the_axes_of_the_page(drawn):
    [ax] = drawn(bound, scheme="lecun", fan_in=40).axes
    assert ax.patches[1].get_data().edges[1] == pytest.approx(schemes.lecun().bound(40, 100))
    assert to_hex(ax.patches[1].get_edgecolor()).upper() == COLORS["lecun"]
    largest = bound.axes()
    assert ax.get_xlim()[1] == pytest.approx(1.05 * largest["bound"])
    assert ax.get_ylim()[1] == pytest.approx(1.05 * largest["density"])
    assert ax.lines[0].get_color() == THEORY


def test_still_of_the_compromise_has_its_factors(drawn):
    [ax] = drawn(compromise, fan_in=100, fan_out=300).axes
    forward, backward = np.transpose(list(compromise.factors(100, 300).values()))
    np.testing.assert_array_equal(ax.lines[1].get_xdata(), forward)
    np.testing.assert_array_equal(ax.lines[2].get_xdata(), backward)


def test_still_of_the_histograms_has_the_chosen_signal(drawn):
    figure = drawn(histograms, activation="relu", family="state_gradient")
    axes = np.reshape(figure.axes, (histograms.HIDDEN, len(histograms.SCHEMES)))
    for column, name in zip(axes.T, histograms.SCHEMES, strict=True):
        assert column[0].get_title() == LABELS[name]
        for ax, row in zip(column, histograms.layers("relu", name, "state_gradient"), strict=True):
            counts = np.delete(row["counts"], row["spike"])
            heights = np.delete(ax.patches[1].get_data().values, row["spike"])
            np.testing.assert_allclose(heights, counts / counts.max())
            assert (
                ax.texts[0].get_text() == f"{100 * row['counts'][row['spike']] / row['size']:.0f} %"
            )
    assert {ax.get_xlabel() for ax in axes[-1]} == {"state gradient"}
