"""The first view says what theory says, moves and stands still, and each chapter has its line."""

import contextlib
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.errors import SphinxWarning
from sphinx.util.docutils import docutils_namespace

from initnotes import theory
from web.chapters import chapters
from web.pages import landing
from web.serve import SITE

INTRO = SITE / "book" / "intro.html"


def page():
    return BeautifulSoup(INTRO.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture
def page_of(browser, site):
    """Opens the page in a context with these options."""

    @contextlib.contextmanager
    def opened(**options):
        context = browser.new_context(**options)
        intro = context.new_page()
        intro.goto(f"{site}book/intro.html")
        yield intro
        context.close()

    return opened


def texts(svg, way):
    return [text.text for text in svg.select(f"text.{way}")]


def test_the_numbers_are_those_of_the_theory():
    nets = page().select(".first-view svg")
    assert len(nets) == 2
    for net, scheme in zip(nets, ("standard", "xavier"), strict=True):
        expected = theory.infinite_width([100] * 10, scheme, "tanh")
        up, down = texts(net, "up"), texts(net, "down")
        for shown, family in ((up, "activation"), (down, "state_gradient")):
            values = expected.variance(family)[:8]
            assert [float(text) for text in shown] == pytest.approx(values, rel=0.051)
        assert f"from {up[0]} to {up[-1]}" in net["aria-label"]
        assert f"from {down[-1]} to {down[0]}" in net["aria-label"]
    up, down = (texts(nets[0], way) for way in ("up", "down"))
    assert up != texts(nets[1], "up") and up != down


def test_a_tint_falls_by_one_step_for_each_power_of_ten():
    tints = [landing.tint(10.0**-power) for power in range(6)]
    assert tints[0] == 1 and tints[5] == landing.PALEST
    steps = [high - low for high, low in pairwise(tints)]
    assert steps == pytest.approx([(1 - landing.PALEST) / 4] * 4 + [0])


def test_each_layer_has_its_tints():
    layer = page().select(".first-view svg")[0].select("g")[2]
    up, down = (values[2] for values in landing.signals("standard"))
    assert (
        layer["style"] == f"--layer:3;--up:{landing.tint(up):.2f};--down:{landing.tint(down):.2f}"
    )
    assert len(layer.select("path.up")) == len(layer.select("path.down")) == landing.UNITS


def opacities(page, way):
    return page.evaluate(
        "way => [...document.querySelectorAll(`.first-view path.${way}`)]"
        ".map((one) => Number(getComputedStyle(one).opacity))",
        way,
    )


def test_it_moves_and_the_box_holds_it_still(page_of):
    with page_of(reduced_motion="no-preference") as intro:
        before = opacities(intro, "down")
        assert set(before) == {0}  # an example is on its way up
        intro.get_by_label("hold still").check()
        assert min(opacities(intro, "down")) >= landing.PALEST
        assert intro.evaluate("document.getAnimations().length") == 0
        intro.get_by_label("hold still").uncheck()
        assert intro.evaluate("document.getAnimations().length") > 0


def test_it_stands_still_where_motion_is_not_wanted(page_of):
    with page_of(reduced_motion="reduce") as intro:
        assert intro.evaluate("document.getAnimations().length") == 0
        assert min(opacities(intro, "up") + opacities(intro, "down")) >= landing.PALEST
        assert not intro.get_by_label("hold still").is_visible()


@pytest.mark.parametrize(("width", "height"), [(1360, 800), (390, 844)])
def test_nets_and_links_are_seen_at_once(page_of, width, height):
    with page_of(viewport={"width": width, "height": height}) as intro:
        for part in (".first-view-links > a", ".first-view svg"):
            for one in intro.locator(part).all():
                box = one.bounding_box()
                assert box["y"] + box["height"] <= height and box["x"] + box["width"] <= width
        label = intro.locator(".first-view text").first.bounding_box()["height"]
        assert label >= 9


def test_links_lead_to_the_first_chapter_and_to_jupyter():
    links = {link.text: link["href"] for link in page().select(".first-view-links a")}
    assert links["Start"] == "variance.html"
    assert links["Run it now"] == "../lite/notebooks/index.html?path=variance.ipynb"
    assert ("PDF" in links) <= (SITE / "initnotes.pdf").is_file()


def test_each_chapter_has_a_line_in_the_books_order():
    lines = page().select("#the-chapters li")
    assert [line.a["href"] for line in lines] == [f"{path.stem}.html" for path in chapters()]
    assert all(re.search(r": \S.*\.$", line.text.strip()) for line in lines)


@pytest.mark.parametrize("lines", ["one: first", "one: first\ntwo: second\nthree: third"])
def test_a_line_too_few_or_too_many_fails_the_build(tmp_path, monkeypatch, lines):
    monkeypatch.setattr(landing, "chapters", lambda: [tmp_path / "one.md", tmp_path / "two.md"])
    (tmp_path / "index.md").write_text(f"# Book\n\n```{{chapter-lines}}\n{lines}\n```\n")
    settings = {"extensions": ["myst_nb", "web.pages.landing"], "nb_execution_mode": "off"}
    with docutils_namespace(), pytest.raises(SphinxWarning, match="a line is needed for each"):
        Sphinx(
            *(tmp_path, None, tmp_path / "site", tmp_path / "doctrees", "html"),
            confoverrides=settings,
            status=None,
            warning=None,
            warningiserror=True,
        ).build()
