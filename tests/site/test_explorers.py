"""Explorers are moved by keyboard and by mouse; what is drawn is held against `initnotes`."""

from itertools import product

import numpy as np
import pytest

from initnotes import activations, schemes, theory, variance
from initnotes.explorers import compromise, depth, histograms
from tests.explorers.conftest import number
from tests.site.alone import show
from tests.site.drawn import check_fans, check_phase, check_two_inputs
from tests.site.figure import PAGES, PATHS, POINTS, Figure


@pytest.fixture
def figure(blank):
    """Show an explorer of that name, alone on a page."""

    def show_alone(name):
        show(blank, name)
        return Figure(blank, name)

    return show_alone


def check_depth(figure):
    """What is drawn is what theory says for what the controls say."""
    settings = figure.settings()
    shape = {key: settings[key] for key in ("inputs", "first", "last", "outputs", "depth")}
    exact = theory.infinite_width(
        depth.tapered_widths(**shape),
        schemes.scheme(settings["scheme"], gain=settings["gain"]),
        activations.activation(settings["activation"]),
    )
    *panels, pair = figure.read(POINTS, ".explorer-exact circle")
    low, high = (0, np.inf) if settings["fit"] else depth.DOMAIN
    for family, points in zip(depth.FAMILIES, panels, strict=True):
        layers, drawn = np.reshape(points, (-1, 2)).T
        expected = exact.variance(family)
        inside = (low <= expected) & (expected <= high)
        np.testing.assert_allclose(layers, np.flatnonzero(inside) + 1, rtol=1e-6)
        np.testing.assert_allclose(drawn, expected[inside], rtol=1e-6)
    scheme = schemes.scheme(settings["scheme"], gain=settings["gain"])
    correlations = depth.state_correlations(
        depth.tapered_widths(**shape), scheme, settings["activation"]
    )
    np.testing.assert_allclose([y for _, y in pair], correlations, atol=1e-6)
    rings = figure.read(POINTS, ".explorer-kept circle")
    up, down = exact.variance("activation"), exact.variance("state_gradient")
    held = [[], depth.level(up, [1, *up[:-1]]), depth.level(down[:-1], down[1:]), [], []]
    for points, expected in zip(rings, held, strict=True):
        assert [round(x) for x, _ in points] == (np.flatnonzero(expected) + 1).tolist()
    return settings


def check_compromise(figure):
    settings = figure.settings()
    expected = compromise.factors(settings["fan_in"], settings["fan_out"])
    for index, name in enumerate(("forward", "backward")):
        [points] = figure.read(POINTS, f".explorer-{name} > *")
        drawn = [x for x, _ in points]
        np.testing.assert_allclose(drawn, [pair[index] for pair in expected.values()], rtol=1e-6)
    return settings


def check_bound(figure):
    settings = figure.settings()
    scheme = schemes.scheme(settings["scheme"])
    fans = settings["fan_in"], settings["fan_out"]
    [[box, bell]] = figure.read(PATHS, ".explorer-density path")
    x, heights = np.transpose(box)
    assert heights.max() == pytest.approx(1 / (2 * scheme.bound(*fans)), rel=1e-3)
    assert x[heights > 0].max() == pytest.approx(scheme.bound(*fans), rel=1e-3)
    x, heights = np.transpose(bell)
    expected = variance.normal_density(x, scheme.variance(*fans))
    np.testing.assert_allclose(heights, expected, atol=1e-3 * expected.max())
    [[*_, name, bound, std, second]] = figure.rows()[:1]
    assert name == "uniform"
    shown = [number(text) for text in (bound, std, second)]
    exact = [quantity(*fans) for quantity in (scheme.bound, scheme.std, scheme.variance)]
    np.testing.assert_allclose(shown, exact, rtol=0.006)
    return settings


def check_histograms(figure):
    settings = figure.settings()
    [cells] = figure.read(PATHS, ".explorer-cell path")
    expected = [
        layer
        for scheme in histograms.SCHEMES
        for layer in histograms.layers(settings["activation"], scheme, settings["family"])
    ]
    for points, layer in zip(cells, expected, strict=True):
        x, heights = np.transpose(points)
        counts = np.array(layer["counts"])
        if layer["spike"] is not None:
            counts[layer["spike"]] = 0
        shares = counts / counts.max()
        if settings["log"]:
            with np.errstate(divide="ignore"):
                shares = np.maximum(0, 1 + np.log10(shares) / histograms.DECADES)
        np.testing.assert_allclose(heights, [0, *np.repeat(shares, 2), 0], atol=2e-3)
        edges = np.linspace(layer["low"], layer["high"], len(counts) + 1)
        if settings["units"]:
            edges = (edges - layer["predicted_mean"]) / np.sqrt(layer["predicted_variance"])
        reach = np.abs(edges).max()
        np.testing.assert_allclose(x[[0, -1]], edges[[0, -1]], atol=5e-3 * reach)
    return settings


CHECKS = {
    "depth": check_depth,
    "histograms": check_histograms,
    "compromise": check_compromise,
    "bound": check_bound,
    "fans": check_fans,
    "phase": check_phase,
    "two_inputs": check_two_inputs,
}


@pytest.mark.parametrize("name", PAGES)
def test_explorer_starts_with_numbers_of_the_module(page, site, name):
    CHECKS[name](Figure.open(page, site, name))


@pytest.mark.parametrize(
    ("name", "slider"),
    [("depth", "depth"), ("depth", "gain"), ("compromise", "fan_out"), ("bound", "fan_in")],
)
def test_keys_move_a_slider_and_the_drawing(figure, name, slider):
    shown = figure(name)
    before, labels = shown.settings(), shown.labels()
    shown.press(slider, "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight")
    settings = CHECKS[name](shown)
    assert settings[slider] > before[slider]
    assert shown.control(slider).get_attribute("aria-valuetext") == str(settings[slider])
    assert shown.labels() != labels


@pytest.mark.parametrize(
    ("name", "slider"),
    [("depth", "depth"), ("depth", "gain"), ("compromise", "fan_in"), ("bound", "fan_in")],
)
def test_mouse_moves_a_slider_and_the_drawing(figure, name, slider):
    shown = figure(name)
    values = set()
    for share in (0.15, 0.6, 0.95):
        shown.click(slider, share)
        values.add(shown.settings()[slider])
    assert len(values) == 3
    assert CHECKS[name](shown)[slider] == max(values)


@pytest.mark.parametrize("name", ["depth", "compromise", "bound"])
def test_finger_moves_a_slider_and_the_drawing(browser, site, name):
    slider = "gain" if name == "depth" else "fan_in"
    with browser.new_context(has_touch=True, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        shown = Figure.open(page, site, name)
        before = shown.settings()[slider]
        shown.control(slider).scroll_into_view_if_needed()
        box = shown.control(slider).bounding_box()
        page.touchscreen.tap(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
        assert CHECKS[name](shown)[slider] > before


@pytest.mark.parametrize(
    ("name", "select"), [("depth", "activation"), ("histograms", "activation"), ("bound", "scheme")]
)
def test_keys_choose_from_a_select(figure, name, select):
    shown = figure(name)
    before = shown.settings()[select]
    shown.press(select, "ArrowDown")
    assert CHECKS[name](shown)[select] != before


def test_every_activation_and_scheme_is_drawn(figure):
    shown = figure("depth")
    shown.root.locator("summary", has_text="Widths").click()
    for name, share in (("inputs", 0.3), ("first", 0.95), ("last", 0.5), ("outputs", 0.1)):
        shown.click(name, share)
    shape = [shown.settings()[name] for name in ("inputs", "first", "last", "outputs")]
    assert len(set(shape)) == 4
    for activation, scheme in product(depth.ACTIVATIONS, depth.SCHEMES):
        shown.choose("activation", activation)
        shown.choose("scheme", scheme)
        check_depth(shown)


def test_linear_xavier_net_meets_both_conditions_everywhere(figure):
    shown = figure("depth")
    shown.choose("activation", "identity")
    shown.choose("scheme", "xavier")
    rings = shown.read(POINTS, ".explorer-kept circle")
    assert [len(points) for points in rings] == [0, 10, 10, 0, 0]
    shown.choose("scheme", "standard")
    assert shown.read(POINTS, ".explorer-kept circle") == [[], [], [], [], []]


def test_unequal_fans_are_told_apart(figure):
    shown = figure("bound")
    shown.choose("scheme", "xavier")
    shown.press("fan_out", "End")
    settings = check_bound(shown)
    assert settings["fan_out"] == 1000 != settings["fan_in"]


@pytest.mark.parametrize("family", histograms.FAMILIES)
def test_switches_change_the_scales_of_the_histograms(figure, family):
    shown = figure("histograms")
    shown.choose("family", family)
    shown.choose("activation", "sigmoid")
    shown.control("units").check()
    check_histograms(shown)
    shown.press("log", "Space")
    assert check_histograms(shown)["log"]


@pytest.mark.parametrize("name", PAGES)
def test_table_has_the_numbers_of_the_readout(figure, name):
    shown = figure(name)
    rows = shown.rows()
    assert all(len(row) == len(rows[0]) for row in rows)
    readout = shown.root.locator(".explorer-readout").inner_text()
    cells = {cell for row in rows for cell in row if "." in cell}
    assert any(cell in readout for cell in cells)


def test_landing_page_has_an_explorer(page, site):
    page.goto(f"{site}book/intro.html")
    check_depth(Figure(page, "depth"))
