"""Each page of the built site, as a reader's browser sees it."""

import re

import pytest

from tests.site.netlog import hosts
from tests.site.pages import dead_links, fetched_elsewhere, pages
from web.browser import launch

PAGES = pages()
FORMULAS = [name for name in PAGES if re.match(r"book/(?!api|references)", name)]
# What of TeX a reader would see if a formula was not set: a command, or the marks around it.
RAW_TEX = re.compile(r"\\[a-zA-Z]{2,}|\$\$|\\[()\[\]]")

# What a reader opens: a term's definition, an explorer's numbers; its still is there for others.
HIDDEN_AT_FIRST = ".term-definition, .explorer details > :not(summary), .explorer-still"


def test_all_chapters_are_built():
    chapters = "variance standard signals xavier pytorch comparison limits".split()
    assert {f"book/{name}.html" for name in chapters} <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_page_loads_without_complaint_and_fits_a_narrow_phone(page, site, name):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site + name)
    assert page.locator("main h1:visible").first.inner_text()
    widths = page.locator("article img").evaluate_all("all => all.map((one) => one.naturalWidth)")
    assert all(widths)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


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


@pytest.mark.parametrize("name", FORMULAS)
def test_formulas_are_set(page, site, name):
    page.goto(site + name)
    page.evaluate("document.fonts.ready")
    formulas = page.locator("article .math").evaluate_all(
        """all => all.map((one) => [
            one.querySelectorAll("math").length, one.querySelectorAll(".katex-base").length,
        ])"""
    )
    assert len(formulas) >= 5
    assert all(mathml == 1 and visible >= 1 for mathml, visible in formulas)
    assert page.locator(".katex-error, .math-error").count() == 0
    assert page.evaluate("document.fonts.check('16px KaTeX_Math')")
    prose = page.locator("article").evaluate(
        """article => {
            const copy = article.cloneNode(true);
            copy.querySelectorAll("pre, code, math").forEach((one) => one.remove());
            return copy.textContent;
        }"""
    )
    assert RAW_TEX.findall(prose) == []


@pytest.mark.parametrize("name", FORMULAS)
def test_nothing_of_the_text_is_hidden(page, site, name):
    page.goto(site + name)
    article = page.locator("article.bd-article")
    assert article.locator(HIDDEN_AT_FIRST).filter(visible=True).count() == 0
    hidden = article.evaluate(
        """(article, expected) => [...article.querySelectorAll(
            "p, li, td, figure, img, pre, .proof, .math, .eqno"
        )].filter((one) => one.textContent.trim() || one.matches("img")).filter(
            (one) => !one.checkVisibility() && !one.closest(expected)
        ).map((one) => one.outerHTML.slice(0, 80))""",
        HIDDEN_AT_FIRST,
    )
    assert hidden == []


def test_long_formula_scrolls_in_its_own_box(page, site):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site + "book/signals.html")
    boxes = page.locator(".math-scroll")
    wide = boxes.evaluate_all("all => all.findIndex((box) => box.scrollWidth > box.clientWidth)")
    assert wide >= 0
    boxes.nth(wide).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")


@pytest.mark.parametrize(
    "kind", [".math-scroll", ".pst-scrollable-table-container", ".wide-figure", "pre"]
)
def test_what_goes_on_beyond_its_box_fades_there_until_it_is_scrolled_to(page, site, kind):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site + "book/signals.html")
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


def test_labels_of_figures_can_be_read_on_a_phone(page, site):
    """Those that matplotlibrc draws 20 pixels high have 6.7 or more at a third of the size."""
    page.set_viewport_size({"width": 390, "height": 844})
    scales = {}
    for name in FORMULAS:
        page.goto(site + name)
        scales[name] = page.locator("article img:not(.explorer-still)").evaluate_all(
            "all => all.map((figure) => figure.clientWidth / figure.getAttribute('width'))"
        )
    assert sum(len(scale) for scale in scales.values()) > 30
    assert {name: scale for name, scale in scales.items() if min(scale, default=1) < 1 / 3} == {}


def test_a_number_takes_no_width_from_a_formula_that_is_too_long(page, site):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site + "book/variance.html")
    numbers = page.locator("div.math > .eqno")
    rows = numbers.evaluate_all(
        """all => all.map((number) => {
            const box = number.previousElementSibling;
            return {
              scrolls: box.scrollWidth > box.clientWidth,
              spare: number.parentElement.clientWidth - box.clientWidth,
              below: number.getBoundingClientRect().top >= box.getBoundingClientRect().bottom,
            };
        })"""
    )
    assert {row["scrolls"] for row in rows} == {True, False}
    assert [row for row in rows if row["scrolls"] and (row["spare"] or not row["below"])] == []
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
    assert "fan_in" in " ".join(names)
    assert [name for name in names if name.endswith(".") or len(name.split()) > 6] == []


def test_chromiums_log_names_the_host_that_a_page_asks(playwright, site, tmp_path):
    log = tmp_path / "net.json"
    chromium = launch(playwright, args=[f"--log-net-log={log}"])
    chromium.new_page().goto(site + "book/references.html")
    chromium.close()
    assert hosts(log) == {"127.0.0.1"}


def test_no_link_inside_the_site_is_dead():
    assert dead_links() == []


def test_no_page_names_another_host_to_fetch_from():
    assert fetched_elsewhere() == []
