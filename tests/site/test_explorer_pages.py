"""Explorers where they stand: their place, focus, paper, no scripts, and a notebook's output."""

from itertools import combinations, product

import pytest

from initnotes import explorers
from tests.site.alone import show
from tests.site.figure import PAGES, Figure, address

BOXES = """all => all.filter((one) => one.textContent.trim()).map((one) => {
  const { left, top, right, bottom } = one.getBoundingClientRect();
  return { text: one.textContent, left, top, right, bottom };
})"""


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_shifts_and_nothing_sticks_out(page, site, name, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver((list) => list.getEntries().forEach("
        "(entry) => { window.shifts += entry.value; })).observe({type: 'layout-shift'});"
    )
    shown = Figure.open(page, site, name)
    heights = set()
    for select in ("activation", "scheme", "family"):
        if shown.control(select).count():
            for option in shown.control(select).locator("option").all():
                shown.choose(select, option.get_attribute("value"))
                heights.add(shown.root.bounding_box()["height"])
    assert len(heights) < 2
    assert page.evaluate("window.shifts") < 0.01
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def settings(figure):
    """Each activation with each signal, of those that the explorer lets choose from."""
    names = [name for name in ("activation", "family") if figure.control(name).count()]
    options = [
        [option.get_attribute("value") for option in figure.control(name).locator("option").all()]
        for name in names
    ]
    return [dict(zip(names, values, strict=True)) for values in product(*options)]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", explorers.EXPLORERS)
def test_no_two_labels_overlap(blank, name, width):
    blank.set_viewport_size({"width": width, "height": 900})
    show(blank, name)
    shown = Figure(blank, name)
    for setting in settings(shown):
        for select, value in setting.items():
            shown.choose(select, value)
        boxes = shown.root.locator(".explorer-live svg text").evaluate_all(BOXES)
        assert len(boxes) > 5
        for one, other in combinations(boxes, 2):
            apart = one["right"] <= other["left"] or other["right"] <= one["left"]
            above = min(one["bottom"], other["bottom"]) <= max(one["top"], other["top"]) + 2
            assert apart or above, f"{setting}: {one} overlaps {other}"


@pytest.mark.parametrize("name", PAGES)
def test_without_scripts_the_still_and_the_sentence_are_there(browser, site, name):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address(site, name))
        root = page.locator(f"figure[data-explorer={name}]")
        assert root.locator(".explorer-still").is_visible()
        assert root.locator(".explorer-sentence").is_visible()
        assert not root.locator("fieldset").is_visible()
        assert not root.locator("summary", has_text="The numbers").is_visible()


@pytest.mark.parametrize("name", PAGES)
def test_on_paper_there_is_the_still(page, site, name):
    shown = Figure.open(page, site, name)
    page.emulate_media(media="print")
    assert shown.root.locator(".explorer-still").is_visible()
    assert shown.root.locator(".explorer-sentence").is_visible()
    assert shown.root.locator(".explorer-key").is_visible()
    for part in ("fieldset", ".explorer-live", ".explorer-readout", "table"):
        assert not shown.root.locator(part).first.is_visible()


def test_libraries_are_loaded_only_where_they_are_needed(page, site):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{site}book/variance.html")
    assert not any("explorers" in url for url in requests)
    page.goto(f"{site}book/signals.html")
    loaded = [url for url in requests if "assets/explorers/" in url]
    assert len(loaded) == len(set(loaded)) == 4
    assert "observablehq" not in page.content()


@pytest.mark.parametrize("loader", ["", "window.define = () => 0; window.define.amd = true;"])
@pytest.mark.parametrize("name", explorers.EXPLORERS)
def test_explorer_of_a_notebook_needs_no_other_file(page, name, loader):
    html = explorers.named(name).html()
    page.set_content(f"<!doctype html><script>{loader}</script>{html}{html}")
    for shown in page.locator("figure.explorer").all():
        assert shown.locator("svg[role=img]").count() >= 1
        assert not shown.locator(".explorer-still").is_visible()
