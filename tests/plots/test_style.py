"""The colors of the figures: who has them, on white, in the dark, and for every kind of eye."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb

from initnotes.plots import style
from initnotes.schemes import SCHEMES

RC = Path(__file__).parents[2] / "book" / "matplotlibrc"
# Machado, Oliveira & Fernandes (2009), severity 1, on linear RGB: who lacks one kind of cone.
EYES = {
    "all": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
# hue-rotate(180deg) of CSS.
TURNED = [[-0.574, 1.430, 0.144], [0.426, 0.430, 0.144], [0.426, 1.430, -0.856]]


def linear(color):
    """Linear RGB of an sRGB color."""
    c = np.array(to_rgb(color))
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def luminance(color):
    """As WCAG has it."""
    return linear(color) @ [0.2126, 0.7152, 0.0722]


def contrast(color, ground):
    """As WCAG has it: from 1 to 21."""
    low, high = sorted((luminance(color), luminance(ground)))
    return (high + 0.05) / (low + 0.05)


def in_the_dark(color):
    """What the site's dark mode makes of a color: invert(0.93) hue-rotate(180deg)."""
    inverted = 0.93 + (1 - 2 * 0.93) * np.array(to_rgb(color))
    return np.clip(TURNED @ inverted, 0, 1)


def difference(first, second):
    """The smallest distance of two colors in CIELAB for the kinds of eyes."""

    def lab(color, eye):
        xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
        seen = np.clip(eye @ linear(color), 0, 1)
        x, y, z = np.cbrt(np.maximum(xyz @ seen / [0.9505, 1, 1.089], 0.008856))
        return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])

    eyes = map(np.array, EYES.values())
    return min(np.linalg.norm(lab(first, eye) - lab(second, eye)) for eye in eyes)


GROUPS = {"schemes": [*style.COLORS.values()], "further": [*style.FURTHER], "ink": [style.THEORY]}
ALL = [color for group in GROUPS.values() for color in group]


@pytest.mark.parametrize("color", [*ALL, *map(to_hex, style.ramp(5))])
def test_every_color_has_three_to_one_on_white_and_in_the_dark(color):
    assert contrast(color, "white") >= 3
    assert contrast(in_the_dark(color), in_the_dark("white")) >= 3


def test_the_color_that_the_old_ramp_ended_in_is_too_pale():
    assert contrast(to_hex(matplotlib.colormaps["viridis"](0.7)), "white") < 3


@pytest.mark.parametrize(("first", "second"), list(combinations(ALL, 2)))
def test_colors_are_told_apart_by_every_eye_on_white_and_in_the_dark(first, second):
    assert difference(first, second) >= 10
    assert difference(in_the_dark(first), in_the_dark(second)) >= 10


def test_blue_and_violet_are_not_told_apart_by_every_eye_nor_two_violets_in_the_dark():
    assert difference("#0072B2", "#6A3D9A") < 10
    assert difference(in_the_dark("#8800CC"), in_the_dark("#332288")) < 10


def test_layers_go_from_dark_to_light_in_steps_that_every_eye_sees():
    steps = [to_hex(color) for color in style.ramp(5)]
    for below, above in pairwise(steps):
        assert luminance(below) < luminance(above)
        assert difference(below, above) >= 10
        assert difference(in_the_dark(below), in_the_dark(above)) >= 8
    assert not {color.lower() for color in ALL} & set(steps)
    assert [to_hex(color) for color in style.ramp(1)] == steps[:1]


def test_every_scheme_with_a_look_is_known_and_has_its_own():
    looks = (style.COLORS, style.MARKERS, style.LABELS)
    for look in looks:
        assert look.keys() == looks[0].keys()
        assert len(set(look.values())) == len(look)
    assert set(style.COLORS) - {"orthogonal"} <= set(SCHEMES)
    assert all(name == label.lower() for name, label in style.LABELS.items())


def test_the_colors_of_the_schemes_are_these():
    """Captions, explorers and style sheets call them by these names."""
    assert style.COLORS == {
        "standard": "#0072B2",
        "xavier": "#D55E00",
        "he": "#009E73",
        "lecun": "#CC79A7",
        "orthogonal": "#220044",
    }


@pytest.mark.parametrize(
    ("label", "scheme"),
    [
        ("standard", "standard"),
        ("standard, measured", "standard"),
        ("Xavier (harmonic mean)", "xavier"),
        ("ReLU, He", "he"),
        ("forward only (LeCun)", "lecun"),
        ("orthogonal", "orthogonal"),
        ("Xavier, gain 5/3", None),
        ("Xavier / standard", None),
        ("Heaviside", None),
        ("layer 1", None),
        ("", None),
    ],
)
def test_a_label_speaks_of_one_scheme_or_of_none(label, scheme):
    assert style.scheme_of(label) == scheme


def test_labels_without_a_scheme_have_the_further_colors_in_order():
    labels = ["tanh", "He", "softsign", "Xavier, gain 5/3"]
    first, second, third, _ = style.FURTHER
    assert style.colors_of(labels) == [first, style.COLORS["he"], second, third]


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ((1e-7, 10), {"1e-7", "1e-5", "0.001", "0.1", "10"}),
        ((0.15, 0.7), {"0.2", "0.3", "0.4", "0.6"}),
        ((0.3, 20), {"0.4", "1", "3", "6", "10"}),
        ((1, 1e6), {"1", "100", "10000", "1e+6"}),
    ],
)
def test_powers_of_ten_are_written_out(ax, ends, expected):
    ax.set_yscale("log")
    style.plain_powers(ax.yaxis)
    ax.set_ylim(ends)
    ax.figure.canvas.draw()
    ticks = [*ax.yaxis.get_major_ticks(), *ax.yaxis.get_minor_ticks()]
    shown = {tick.label1.get_text() for tick in ticks} - {""}
    assert expected <= shown
    assert not any("$" in text for text in shown)


def test_the_book_draws_with_these_colors_and_sizes():
    book = matplotlib.rc_params_from_file(RC, use_default_template=False)
    cycle = [color.upper() for color in book["axes.prop_cycle"].by_key()["color"]]
    assert cycle == [color.upper() for color in style.FURTHER]
    assert book["figure.figsize"][0] == style.WIDTH
    assert book["lines.linewidth"] == style.LINE
    texts = re.compile("font.size|figure.titlesize|(axes|legend|[xy]tick).*(label|title|font)size")
    points = [value for key, value in book.items() if texts.fullmatch(key)]
    assert len(points) == 7 and min(points) == style.SMALLEST


def test_log_scale_has_ticks_between_the_powers_of_ten_if_there_is_room(ax):
    ax.plot([1, 2], [1.0, 1e2])
    style.log_scale(ax)
    assert len(ax.yaxis.get_minorticklocs())
    ax.plot([1, 2], [1.0, 1e4])
    style.log_scale(ax)
    assert not len(ax.yaxis.get_minorticklocs())
    assert ax.get_yscale() == "log"
