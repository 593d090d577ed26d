import re

import pytest

from initnotes import explorers
from initnotes.explorers import colors, static
from initnotes.plots import style


def test_schemes_have_the_colors_of_the_figures():
    said = dict(re.findall(r"--explorer-(\w+):color-mix\(in srgb,(#\w+),", colors.declarations()))
    directions = {"forward": style.FORWARD, "backward": style.BACKWARD}
    paths = {"path": style.PATH, "before": style.BEFORE}
    assert said == style.COLORS | directions | paths
    assert not set(paths.values()) & set(style.COLORS.values())


@pytest.mark.parametrize("name", explorers.EXPLORERS)
def test_figure_names_them_all(name):
    html = explorers.named(name).html(inline=False)
    assert html.startswith(f'<figure class="explorer" data-explorer="{name}" style="')
    assert colors.declarations() in html


def test_scripts_and_styles_have_no_color_of_their_own():
    hexadecimal = re.compile(r"#[0-9a-fA-F]{3,8}\b")
    for name in (*static.SCRIPTS, static.STYLES):
        assert set(hexadecimal.findall(static.read(name))) <= {"#000", "#fff"}, name


def test_scripts_use_no_color_that_is_not_handed_to_them():
    named = re.compile(r"var\(--explorer-(\w+)\)")
    for name in static.SCRIPTS:
        assert set(named.findall(static.read(name))) <= colors.COLORS.keys(), name
