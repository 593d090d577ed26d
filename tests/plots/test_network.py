import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import matplotlib.colors
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch

from initnotes.plots import network

WIDTHS = (3, 5, 4, 2)
STORED = Path(__file__).parents[2] / "book" / "images" / "net.svg"  # by `make picture`


def kinds(ax):
    """How many patches of each kind that has a name."""
    return Counter(patch.get_gid() for patch in ax.patches if patch.get_gid())


def words(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def fans(ax):
    return {lines.get_gid(): np.array(lines.get_segments()) for lines in ax.collections}


def ends(lines):
    """How many different places the lines start from, and how many they lead to."""
    return tuple(len({tuple(place) for place in lines[:, side]}) for side in (0, 1))


def overlaps(ax):
    """Pairs of texts, and of text and arrow, that lie on each other at the drawing's own size."""
    ax.figure.canvas.draw()
    texts = list(enumerate(text.get_window_extent() for text in ax.texts))
    arrows = [p.get_window_extent() for p in ax.patches if isinstance(p, FancyArrowPatch)]
    assert len(texts) > 10 and len(arrows) >= 4
    pairs = [(i, j) for (i, one), (j, two) in combinations(texts, 2) if one.overlaps(two)]
    return pairs + [(i, arrow) for i, one in texts for arrow in arrows if one.overlaps(arrow)]


def test_every_unit_is_drawn_and_has_an_activation_but_in_the_output(ax):
    assert network.draw(ax, WIDTHS) is ax
    assert kinds(ax)["unit"] == 3 + 5 + 4 + 2
    assert kinds(ax)["activation"] == 3 + 5 + 4
    heights = Counter(patch.center[1] for patch in ax.patches if patch.get_gid() == "unit")
    assert [heights[height] for height in sorted(heights)] == list(WIDTHS)


def test_units_of_a_row_stand_apart_and_around_the_middle(ax):
    network.draw(ax, WIDTHS)
    row = [p.center[0] for p in ax.patches if p.get_gid() == "unit" and p.center[1] == 0]
    assert np.mean(row) == 0
    assert np.diff(row).min() > 2 * network.RADIUS


def test_every_weight_of_the_layer_is_a_line_from_below_to_above(ax):
    network.draw(ax, WIDTHS)
    assert list(fans(ax)) == ["weights"]
    weights = fans(ax)["weights"]
    assert len(np.unique(weights, axis=0)) == 5 * 4
    assert ends(weights) == (5, 4)
    assert (weights[:, 0, 1] < weights[:, 1, 1]).all()


@pytest.mark.parametrize(("name", "size", "meet"), [("fan_in", 5, (5, 1)), ("fan_out", 4, (1, 4))])
def test_a_fan_holds_its_weights_of_one_unit(ax, name, size, meet):
    network.draw(ax, WIDTHS, highlight=[name])
    assert list(fans(ax)) == ["weights", name]
    fan = fans(ax)[name]
    assert len(fan) == size
    assert ends(fan) == meet
    (label,) = words(ax, name)
    assert label.startswith(name)
    assert label.endswith({"fan_in": "n_{l-1}$", "fan_out": "n_l$"}[name])


def test_the_two_fans_share_one_weight_and_differ_in_color_and_width(ax):
    network.draw(ax, WIDTHS, highlight=["fan_in", "fan_out"])
    drawn = fans(ax)
    shared = [line for line in drawn["fan_in"] if (line == drawn["fan_out"]).all((1, 2)).any()]
    assert len(shared) == 1
    below, above = ax.collections[1:]
    assert below.get_linewidth()[0] > above.get_linewidth()[0]
    colors = [matplotlib.colors.to_hex(fan.get_color()[0]).upper() for fan in (below, above)]
    assert colors == [network.FORWARD, network.BACKWARD]


def test_arrows_lead_up_to_the_cost_and_down_again(ax):
    network.draw(ax, WIDTHS)
    assert (kinds(ax)["forward"], kinds(ax)["backward"]) == (4, 4)
    for arrow in ax.patches:
        if isinstance(arrow, FancyArrowPatch):
            (x, start), (_, end) = arrow._posA_posB
            assert (end > start) == (x < 0) == (arrow.get_gid() == "forward")


def test_all_four_signals_are_named_on_their_side(ax):
    network.draw(ax)
    up, down = words(ax, "forward"), words(ax, "backward")
    assert {"activation $z^l = f(s^l)$", "state $s^l$", "$s^l = W^l z^{l-1} + b^l$"} <= set(up)
    assert "n_l \\times n_{l-1}" in " ".join(up)
    assert "input" in up and "output" in up
    assert down.count("state gradient") == 3 and down.count("weight gradient") == 1
    assert {r"$\partial C/\partial s^l$", r"$\partial C/\partial W^l$"} <= set(down)
    assert words(ax, "cost") == ["cost $C$"]


def test_without_gradients_nothing_comes_down(ax):
    network.draw(ax, gradients=False)
    assert kinds(ax)["backward"] == 0 and words(ax, "backward") == []
    assert kinds(ax)["forward"] == 4


@pytest.mark.parametrize("gradients", [True, False])
@pytest.mark.parametrize("widths", [(4, 6, 4, 3), (1, 1, 1, 1), (3, 7, 5, 2)])
def test_no_text_lies_on_a_text_or_an_arrow(widths, gradients):
    size = network.SIZE if gradients else network.SIZE_FORWARD
    figure, ax = plt.subplots(figsize=size, layout="constrained")
    network.draw(ax, widths, highlight=["fan_in", "fan_out"], gradients=gradients)
    assert overlaps(ax) == []
    ax.texts[0].set_position(ax.texts[1].get_position())
    assert overlaps(ax) != []
    plt.close(figure)


def test_the_stored_drawing_has_the_texts_of_this_one(ax):
    network.draw(ax)
    stored = re.findall("<!-- (.+) -->", STORED.read_text(encoding="utf-8"))
    assert Counter(stored) == Counter(text.get_text() for text in ax.texts)
