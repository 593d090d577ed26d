"""Each page of the built site, as a reader's browser sees it."""

import re

import pytest

from tests.site.pages import pages
from web.chapters import chapters
from web.serve import SITE

# No screen is: here some formulas are wider than the column whatever rows they are broken in.
TOO_NARROW = 220


def test_all_chapters_are_built_with_their_figures():
    built = {f"book/{path.stem}.html" for path in chapters()}
    assert len(built) >= 9 and built <= set(pages())
    assert sum((SITE / name).read_text(encoding="utf-8").count("<img ") for name in built) > 30


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_the_icons_come(page, site, watch, width):
    def boxes():
        page.goto(site + "book/xavier.html", wait_until="networkidle")
        return page.locator("body *").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect())"
            ".map(({ x, y, width, height }) => [x, y, width, height])"
        )

    page.set_viewport_size({"width": width, "height": 740})
    with_icons = boxes()
    page.route("**/fa-solid*", lambda route: route.abort())
    without = boxes()
    assert watch.errors  # the font did not come
    watch.errors = []
    moved = [
        abs(one - other)
        for box, other_box in zip(with_icons, without, strict=True)
        for one, other in zip(box, other_box, strict=True)
    ]
    assert max(moved) < 3  # what a browser calls no shift


def test_module_index_has_its_columns_before_its_rows(page, site):
    page.goto(site + "py-modindex.html")
    letter = page.locator(".modindextable tr.cap td:nth-child(2)")
    whole = letter.bounding_box()
    page.locator(".modindextable tr.cg-1").evaluate_all("rows => rows.map((row) => row.remove())")
    assert letter.bounding_box() == whole


@pytest.mark.parametrize("width", [360, 800, 1000, 1199, 1200, 1366, 1920])
def test_margin_notes_are_on_the_screen_and_on_no_text(page, site, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + "book/xavier.html")
    note = page.locator(".bd-article aside.margin").first.bounding_box()
    text = page.locator(".bd-article section section > p").first.bounding_box()
    assert note["x"] >= 0 and note["x"] + note["width"] <= width
    assert note["width"] >= 200
    beside = note["x"] >= text["x"] + text["width"]
    assert beside == (width >= 1200)


def test_start_page_has_an_icon_and_leads_to_the_first(page, site):
    # Chromium asks the host for /favicon.ico where a page names no icon.
    page.goto(site + "index.html")
    page.wait_for_url(site + "book/intro.html")


def test_formula_that_cannot_be_broken_scrolls_in_its_own_box(page, site):
    page.set_viewport_size({"width": TOO_NARROW, "height": 740})
    page.goto(site + "book/signals.html")
    boxes = page.locator(".math-scroll")
    wide = boxes.evaluate_all("all => all.findIndex((box) => box.scrollWidth > box.clientWidth)")
    assert wide >= 0
    boxes.nth(wide).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")


def test_where_a_formula_goes_on_its_edge_is_shaded_even_in_a_gap(page, site):
    page.set_viewport_size({"width": TOO_NARROW, "height": 740})
    page.goto(site + "book/signals.html")
    page.evaluate("document.fonts.ready")
    boxes = page.locator("article .math-scroll")
    wide = boxes.evaluate_all("all => all.map((box) => box.scrollWidth > box.clientWidth + 1)")
    styles = boxes.evaluate_all(
        """all => all.map(getComputedStyle).map(({ backgroundImage, maskImage }) =>
            [backgroundImage.includes("gradient"), maskImage])"""
    )
    assert styles == [[cut, "none"] for cut in wide]
    assert {*wide} == {True, False}
    box = boxes.nth(wide.index(True))
    box.evaluate("box => box.scrollTo(box.scrollWidth, 0)")
    page.wait_for_function(
        "box => getComputedStyle(box).backgroundImage === 'none'", arg=box.element_handle()
    )


@pytest.mark.parametrize(
    ("kind", "chapter"),
    [
        (".pst-scrollable-table-container", "signals"),
        (".wide-figure", "batch"),
        ("pre", "signals"),
        (".text_html:has(table.dataframe)", "comparison"),
    ],
)
def test_what_goes_on_beyond_its_box_fades_there_until_it_is_scrolled_to(page, site, kind, chapter):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}book/{chapter}.html")
    boxes = page.locator(f"article {kind}")
    page.evaluate("document.fonts.ready")
    wide = boxes.evaluate_all("all => all.map((box) => box.scrollWidth > box.clientWidth + 1)")
    fades = boxes.evaluate_all(
        "all => all.map((box) => getComputedStyle(box).maskImage.includes('gradient'))"
    )
    assert fades == wide
    assert any(wide)
    box = boxes.nth(wide.index(True))
    box.evaluate("box => box.scrollTo(box.scrollWidth, 0)")
    page.wait_for_function(
        "box => getComputedStyle(box).maskImage === 'none'", arg=box.element_handle()
    )


def test_a_number_takes_no_width_from_a_formula_that_needs_it_all(page, site):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site + "book/signals.html")
    numbers = page.locator("div.math > .eqno")
    rows = numbers.evaluate_all(
        """all => all.map((number) => {
            const box = number.previousElementSibling;
            return {
              full: box.querySelector(".katex-html").offsetWidth >= box.clientWidth,
              spare: number.parentElement.clientWidth - box.clientWidth,
              below: number.getBoundingClientRect().top >= box.getBoundingClientRect().bottom,
            };
        })"""
    )
    assert {row["full"] for row in rows} == {True, False}
    assert [row for row in rows if row["full"] and (row["spare"] or not row["below"])] == []
    assert not all(row["below"] for row in rows)


def test_equation_numbers_are_links(page, site):
    page.goto(site + "book/signals.html")
    reference = page.locator("article a.reference.internal", has_text=re.compile(r"^\(3\.2\)$"))
    reference.first.click()
    target = page.locator(":target")
    assert "(3.2)" in target.inner_text()


def test_reference_takes_no_sentence_for_a_parameter(page, site):
    page.goto(site + "book/api/inputs.html")
    names = page.locator("dl.field-list strong").all_inner_texts()
    assert "gain" in names
    assert [name for name in names if name.endswith(".") or len(name.split()) > 6] == []
