import re
from functools import cache

import numpy as np
import pytest

from initnotes import activations, schemes, theory
from initnotes.explorers import depth
from initnotes.plots.layers import LABELS
from initnotes.theory.quadrature import gaussian_quadrature
from tests.explorers.conftest import marks, number

SETTINGS = {"scheme": "xavier", "gain": 1.25, "inputs": 64, "first": 300, "last": 50, "outputs": 10}
WIDTHS = [64, 300, 122, 50, 10]
default = cache(depth.explore)
TITLES = ("state", "activation", "state gradient", "weight gradient")


def predicted(name, activation="sigmoid", gain=1.25):
    return theory.infinite_width(WIDTHS, schemes.scheme(name, gain=gain), activation)


@pytest.fixture(scope="module")
def shown(moved):
    return moved(default(), activation="sigmoid", depth=3, **SETTINGS)


def values(mark):
    return [point["value"] for point in mark["data"]]


def test_sentence_has_the_numbers_of_the_theory():
    widths = [64, 100, 100, 100, 10]
    exact = theory.infinite_width(widths, schemes.he(gain=0.5), activations.relu)
    sentence = depth.explore(
        activation="relu", scheme="he", gain=0.5, depth=3, inputs=64, outputs=10
    ).sentence
    up, down = exact.variance("activation"), exact.variance("state_gradient")
    assert f"from {up[0]:.2g} to {up[-1]:.2g}; down, from layer 4 to 1" in sentence
    assert f"from {down[-1]:.2g} to {down[0]:.2g}." in sentence
    assert "correlation 0.5 in layer 1 and 0.74 in layer 4." in sentence


def test_correlations_of_states_begin_with_that_of_the_inputs():
    line = depth.state_correlations([10, 16, 25], "he", "identity")
    np.testing.assert_allclose(line, depth.CORRELATION)
    pair = theory.correlated_expectation(activations.tanh, 1.0, [0.5, 1.0])
    expected = [0.5, pair[0] / pair[1]]
    np.testing.assert_allclose(depth.state_correlations([25, 16, 10], "lecun", "tanh"), expected)


def test_widths_taper_in_equal_ratios():
    shape = {"inputs": 7, "first": 1000, "last": 10, "outputs": 3}
    assert depth.tapered_widths(**shape, depth=3) == [7, 1000, 100, 10, 3]


def test_level_is_within_a_tenth():
    np.testing.assert_array_equal(
        depth.level([1.0, 1.09, 0.91, 1.11, 0.89], np.ones(5)), [1, 1, 1, 0, 0]
    )


def test_page_gets_the_quadrature_of_the_module():
    data = default().data
    for got, expected in zip(
        (data["quadrature"]["nodes"], data["quadrature"]["weights"]),
        gaussian_quadrature(),
        strict=True,
    ):
        np.testing.assert_array_equal(got, expected)


@pytest.mark.parametrize("name", depth.SCHEMES)
def test_every_scheme_has_its_line_in_its_color_with_its_label(shown, name):
    _, plots = shown
    for plot, family in zip(plots, depth.FAMILIES, strict=False):
        [line] = marks(plot, "line", stroke=f"var(--explorer-{name})")
        np.testing.assert_allclose(values(line), predicted(name).variance(family), rtol=1e-9)
    [line] = marks(plots[4], "line", stroke=f"var(--explorer-{name})")
    scheme = schemes.scheme(name, gain=1.25)
    correlations = depth.state_correlations(WIDTHS, scheme, "sigmoid")
    np.testing.assert_allclose(values(line), correlations, rtol=1e-9)
    for plot in plots:
        [line] = marks(plot, "line", stroke=f"var(--explorer-{name})")
        layers = [point["layer"] for point in line["data"]]
        assert layers == list(range(1, len(layers) + 1))
        assert line["strokeWidth"] == (2.5 if name == "xavier" else 1.5)
        assert "strokeDasharray" not in line
        [label] = marks(plot, "text", fill=f"var(--explorer-{name})")
        assert label["text"][0].removesuffix(" ↓") == LABELS[name]
        assert label["fontWeight"] == (700 if name == "xavier" else 400)


def test_labels_stand_where_their_lines_end(shown):
    _, plots = shown
    for plot, family in zip(plots, [*depth.FAMILIES, "correlation"], strict=True):
        lines = {mark["stroke"]: mark for mark in marks(plot, "line") if "stroke" in mark}
        labels = [mark for mark in marks(plot, "text") if "fill" in mark]
        left = family == "state_gradient"
        ends = [lines[label["fill"]]["data"][0 if left else -1] for label in labels]
        heights = [end["value"] for end in ends]
        assert heights == sorted(heights, reverse=True)
        assert np.all(np.diff([label["dy"] for label in labels]) >= 13)
        for label, end in zip(labels, ends, strict=True):
            assert label["data"] == [{"layer": end["layer"]}]
            assert label["textAnchor"] == ("end" if left else "start")


def test_chosen_scheme_has_points_rings_and_the_linear_map(shown):
    _, plots = shown
    exact, linear = predicted("xavier"), predicted("xavier", "identity")
    up, down = exact.variance("activation"), exact.variance("state_gradient")
    kept = {
        "activation": depth.level(up, [1, *up[:-1]]),
        "state_gradient": [*depth.level(down[:-1], down[1:]), False],
    }
    assert any(kept["activation"]) and not all(kept["activation"])
    for plot, family in zip(plots, depth.FAMILIES, strict=False):
        rings, points = marks(plot, "dot")
        np.testing.assert_allclose(values(points), exact.variance(family), rtol=1e-9)
        assert points["fill"] == "var(--explorer-xavier)" and "fill" not in rings
        expected = np.flatnonzero(kept.get(family, [])) + 1
        assert [point["layer"] for point in rings["data"]] == expected.tolist()
        [dashed] = marks(plot, "line", strokeDasharray="5 4")
        np.testing.assert_allclose(values(dashed), linear.variance(family), rtol=1e-9)
        assert "stroke" not in dashed
    assert marks(plots[4], "line", strokeDasharray="5 4") == []


def test_axes_say_what_they_show(shown):
    _, plots = shown
    assert [plot["marks"][0]["data"][0] for plot in plots] == [*TITLES, "two inputs' states"]
    quantities = [plot["y"]["label"] for plot in plots]
    assert quantities == ["variance"] * 4 + ["correlation"]
    assert {plot["x"]["label"] for plot in plots} == {"layer"}
    assert [plot["y"]["axis"] for plot in plots] == ["left", "left", "right", "left", "left"]
    assert [plot["y"]["type"] for plot in plots] == ["log"] * 4 + ["linear"]
    state = predicted("xavier").variance("state")
    said = f"Variance of the state, by layer: Xavier {state[0]:.3g} in layer 1, {state[-1]:.3g} in"
    assert plots[0]["label"].startswith(said)


def domains(plots):
    return [(*plot["x"]["domain"], *plot["y"]["domain"]) for plot in plots]


def test_axes_stay_while_controls_move_and_fit_on_demand(moved):
    explorer = default()
    _, start = moved(explorer)
    for change in ({"gain": 3.0}, {"activation": "sigmoid"}, {"scheme": "he"}, {"depth": 7}):
        _, plots = moved(explorer, **change)
        assert domains(plots) == domains(start) == [(1, 11, 1e-9, 1e3)] * 4 + [(1, 11, 0, 1)]
    _, deep = moved(explorer, depth=11)
    assert domains(deep)[0][:2] == (1, 21)
    _, fitted = moved(explorer, depth=7, gain=3.0, fit=True)
    for plot in fitted[:4]:
        low, high = plot["y"]["domain"]
        drawn = np.concatenate([values(mark) for mark in marks(plot, "line") if "stroke" in mark])
        assert low < drawn.min() and drawn.max() < high
        assert np.log10(high / low) <= max(1, 1.2 * np.log10(drawn.max() / drawn.min()))
        assert plot["x"]["domain"] == [1, 8]


def test_the_linear_map_does_not_stretch_fitted_axes(moved):
    """Under He at gain 3 it is 10**13 where tanh's states stay at 18."""
    _, plots = moved(default(), scheme="he", gain=3.0, fit=True)
    [dashed] = marks(plots[0], "line", strokeDasharray="5 4")
    assert max(values(dashed)) > 1e10
    assert plots[0]["y"]["domain"][1] < 100 and dashed["clip"]


def test_a_line_that_leaves_the_axis_says_so_at_its_label(moved):
    _, plots = moved(default(), activation="relu", scheme="he", gain=3.0)
    labels = [mark["text"][0] for mark in marks(plots[0], "text") if "fill" in mark]
    assert labels == ["He ↑", "LeCun ↑", "Xavier ↑", "standard"]
    [_, points] = marks(plots[0], "dot")
    assert max(values(points)) <= 1e3
    _, plots = moved(default(), activation="sigmoid")
    labels = {mark["text"][0] for mark in marks(plots[2], "text") if "fill" in mark}
    assert labels == {"standard ↓", "LeCun ↓", "Xavier ↓", "He ↓"}


def test_verdict_says_how_little_reaches_layer_1(moved):
    words, _ = moved(default(), activation="sigmoid", depth=30)
    reached = theory.infinite_width([100] * 32, "standard", "sigmoid").variance("state_gradient")[0]
    assert reached < 1e-51
    said = re.fullmatch(
        r"The gradient fades: of its variance, (\S+) reaches layer 1\.", words["lines"][0]
    )
    assert number(said[1]) == pytest.approx(reached, rel=5e-3)


@pytest.mark.parametrize(
    ("gain", "layers", "word"),
    [(0.55, 2, "fades"), (0.75, 4, "lasts"), (1.1, 12, "lasts"), (1.8, 2, "explodes")],
)
def test_verdict_turns_at_a_factor_of_ten(moved, gain, layers, word):
    """The linear Xavier net's factors, gain**(2 layers), are 0.092, 0.1001, 9.8 and 10.5."""
    net = {"activation": "identity", "scheme": "xavier", "gain": gain, "depth": layers}
    words, _ = moved(default(), **net)
    assert words["lines"][0].startswith(f"The gradient {word}:")
    assert words["lines"][1].startswith(f"The signal {word}:")


def test_words_and_table_are_those_of_the_theory(shown):
    words, _ = shown
    exact, linear = predicted("xavier"), predicted("xavier", "identity")
    up, down = exact.variance("activation"), exact.variance("state_gradient")
    met = depth.state_correlations(WIDTHS, schemes.xavier(gain=1.25), "sigmoid")
    assert number(re.search(r"variance, (\S+) r", words["lines"][0])[1]) == pytest.approx(
        down[0], rel=5e-3
    )
    assert words["lines"][1] == f"The signal fades: of its variance, {up[-1]:.3g} reaches layer 3."
    said = re.fullmatch(
        r"Two inputs become one: their states' correlation is 0.5 in layer 1 "
        r"and within (\S+) of 1 in layer 4\.",
        words["lines"][2],
    )
    assert number(said[1]) == pytest.approx(1 - met[-1], rel=5e-3)
    assert (np.flatnonzero(depth.level(up, [1, *up[:-1]])) + 1).tolist() == [2, 3]
    assert not depth.level(down[:-1], down[1:]).any()
    assert words["lines"][3] == (
        "Rings, within 10 %: the activation keeps the variance of the layer below in layers 2–3; "
        "the state gradient that of the layer above in no layer."
    )
    assert words["columns"][:5] == ["scheme", "layer", "width", "n_in Var W", "n_out Var W"]
    assert words["columns"][5:9] == [f"variance of {title}" for title in TITLES]
    assert words["columns"][9:] == [*(f"{title}, linear" for title in TITLES), "correlation"]
    assert len(words["rows"]) == 4 * len(depth.SCHEMES)
    first, second = words["rows"][:2]
    factors = schemes.xavier(gain=1.25).factors(*WIDTHS[:2])
    expected = [
        *factors,
        *(map_.variance(f)[0] for map_ in (exact, linear) for f in depth.FAMILIES),
    ]
    assert first[:3] == ["Xavier", 1, 300]
    np.testing.assert_allclose([number(cell) for cell in first[3:-1]], expected, rtol=6e-3)
    assert second[-1] == f"{met[1]:.3g}"
    assert [row[0] for row in words["rows"][::4]] == ["Xavier", "standard", "LeCun", "He"]


@pytest.mark.parametrize(("activation", "word"), [("sigmoid", "become one"), ("tanh", "stay two")])
def test_sigmoid_tells_no_two_inputs_apart(moved, activation, word):
    """What its variances hide: they are kept in nearly all layers."""
    words, plots = moved(default(), activation=activation, scheme="xavier")
    assert words["lines"][2].startswith(f"Two inputs {word}:")
    assert (len(marks(plots[1], "dot")[0]["data"]) >= 8) == (activation == "sigmoid")


def test_bad_start_is_refused():
    with pytest.raises(ValueError, match="unknown activation 'gelu'"):
        depth.explore(activation="gelu")
    with pytest.raises(ValueError, match="depth must be one of 2, 3"):
        depth.explore(depth=1)
