from itertools import product

import numpy as np
import pytest

from initnotes import schemes, variance
from initnotes.explorers import bound
from initnotes.plots.layers import LABELS
from tests.explorers.conftest import marks


@pytest.mark.parametrize("name", bound.SCHEMES)
def test_sentence_has_the_numbers_of_the_scheme(name):
    scheme = schemes.scheme(name)
    sentence = bound.explore(scheme=name, fan_in=300, fan_out=100).sentence
    assert f"the {LABELS[name]} scheme has" in sentence
    assert f"the bound {scheme.bound(300, 100):.3g}," in sentence
    assert f"deviation {scheme.std(300, 100):.3g} and" in sentence
    assert f"the variance {scheme.variance(300, 100):.3g}." in sentence


def test_alternative_text_has_the_bound_and_the_std():
    alt = bound.explore(scheme="xavier", fan_in=300, fan_out=100).alt
    assert "minus 0.122 to 0.122 and" in alt
    assert "minus 0.0707 and at plus and minus 0.122." in alt


def test_bad_start_is_refused():
    with pytest.raises(ValueError, match="unknown scheme 'he'"):
        bound.explore(scheme="he")
    with pytest.raises(ValueError, match="fan_in must be one of"):
        bound.explore(fan_in=0)


def test_axes_hold_every_setting_and_no_more():
    largest = bound.axes()
    settings = [
        schemes.scheme(name).variance(*fans)
        for name in bound.SCHEMES
        for fans in product(bound.FANS, repeat=2)
    ]
    assert largest["bound"] == pytest.approx(np.sqrt(3 * max(settings)))
    assert largest["density"] == pytest.approx(variance.normal_density(0, min(settings)))


@pytest.mark.parametrize("name", bound.SCHEMES)
def test_drawn_are_the_two_densities_of_the_scheme(moved, name):
    scheme, fans = schemes.scheme(name), (200, 64)
    words, [plot] = moved(bound.explore(), scheme=name, fan_in=200, fan_out=64)
    [area] = marks(plot, "areaY")
    box, bell = marks(plot, "lineY")
    b, v = scheme.bound(*fans), scheme.variance(*fans)
    for mark in (area, box):
        x, density = np.array([[point["x"], point["density"]] for point in mark["data"]]).T
        np.testing.assert_allclose(x[1:-1], [-b, -b, b, b])
        np.testing.assert_allclose(
            density, variance.uniform_density(0, b) * (np.arange(6) // 2 == 1)
        )
    assert (area["y1"], area["y2"], box["y"], bell["y"]) == (0, "density", "density", "density")
    assert area["fill"] == box["stroke"] == f"var(--explorer-{name})"
    x, density = np.array([[point["x"], point["density"]] for point in bell["data"]]).T
    np.testing.assert_allclose(density, variance.normal_density(x, v), rtol=1e-9)
    assert "strokeDasharray" in bell and "strokeDasharray" not in box
    [rules] = marks(plot, "ruleX")
    std = scheme.std(*fans)
    np.testing.assert_allclose(sorted(mark["x"] for mark in rules["data"]), [-b, -std, std, b])
    labels = {text["text"][0]: text["data"][0]["x"] for text in marks(plot, "text")}
    assert labels == {f"bound {b:.3g}": pytest.approx(b), f"std {std:.3g}": pytest.approx(std)}
    assert (plot["x"]["label"], plot["y"]["label"]) == ("weight", "density")
    assert f"uniform ({LABELS[name]}) between −{b:.3g} and {b:.3g}" in plot["label"]
    assert f"Gaussian with std {std:.3g}" in plot["label"]
    assert words["rows"] == [
        ["uniform", f"{b:.3g}", f"{std:.3g}", f"{v:.3g}"],
        ["Gaussian", "none", f"{std:.3g}", f"{v:.3g}"],
    ]
    assert words["columns"] == ["form", "bound", "std", "variance"]
    assert words["lines"][0].startswith(f"Bound {b:.3g}, std {std:.3g}, variance {v:.3g}:")
    assert f"the bound is {scheme.bound(800, 256):.3g}, half as large" in words["lines"][1]


def test_four_times_as_many_inputs_make_half_the_width_on_the_same_axes(moved):
    domains, widths = set(), []
    for fan_in in (10, 40, 160, 640):
        _, [plot] = moved(bound.explore(), fan_in=fan_in)
        domains.add((*plot["x"]["domain"], *plot["y"]["domain"]))
        widths.append(marks(plot, "lineY")[0]["data"][4]["x"] / plot["x"]["domain"][1])
    assert len(domains) == 1
    np.testing.assert_allclose(np.divide(widths[1:], widths[:-1]), 0.5)
    assert max(widths) < 1


def test_axes_that_follow_the_setting_would_hide_the_half(moved):
    """The partner: what the first edition drew."""
    follow = ("[1.05 * axes.bound, 1.05 * axes.density]", "[1.25 * bound, 1 / bound]")
    widths = []
    for fan_in in (10, 40):
        _, [plot] = moved(bound.explore(), change=follow, fan_in=fan_in)
        widths.append(marks(plot, "lineY")[0]["data"][4]["x"] / plot["x"]["domain"][1])
    assert widths[0] == pytest.approx(widths[1])


@pytest.mark.parametrize("name", bound.SCHEMES)
def test_the_outputs_are_out_of_use_where_the_scheme_has_none_of_them(moved, name):
    words, _ = moved(bound.explore(), scheme=name)
    expected = {"fan_out": f"the {LABELS[name]} scheme uses n_in alone"}
    assert words["idle"] == ({} if name == "xavier" else expected)
    said = "uses both fans." if name == "xavier" else "uses n_in alone, so n_out can't be moved."
    assert words["lines"][-1] == f"The {LABELS[name]} scheme {said}"
