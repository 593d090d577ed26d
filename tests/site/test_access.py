"""Who reads by ear, by keyboard, in the dark or on a phone reads the same book."""

import pathlib

import pytest

from web.serve import SITE

AXE = pathlib.Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = sorted(str(path.relative_to(SITE)) for path in SITE.glob("book/**/*.html"))
# Made by Sphinx, with one of the many pages of source code for all.
OTHERS = (
    "genindex.html",
    "py-modindex.html",
    "search.html",
    "_modules/initnotes/derivations/assumptions.html",
)
WIDTHS = (1280, 390)
THEMES = ("light", "dark")


@pytest.fixture(params=THEMES)
def themed(request, context, page):
    """A page that opens in a theme that the reader chose before."""
    choose = "for (const key of ['mode', 'theme']) localStorage.setItem(key, '{}')"
    context.add_init_script(choose.format(request.param))
    return page


def violations(page):
    """axe's violations of every rule it has, as 'rule: element'."""
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("name", [*PAGES, *OTHERS])
def test_page_has_no_violation_and_never_scrolls_sideways(themed, site, name):
    for width in WIDTHS:
        themed.set_viewport_size({"width": width, "height": 900})
        themed.goto(site + name)
        themed.evaluate(AXE.read_text())
        assert violations(themed) == []
        document = "document.documentElement"
        assert themed.evaluate(f"{document}.scrollWidth <= {document}.clientWidth")


@pytest.mark.parametrize("name", PAGES)
def test_every_image_says_what_it_shows(page, site, name):
    page.goto(site + name)
    described = page.locator("main img").evaluate_all("images => images.map(image => image.alt)")
    assert all(len(text.split()) > 3 for text in described), described


def test_a_box_that_scrolls_is_reached_with_the_tab_key_and_no_other(page, site):
    page.goto(site + "book/intro.html")
    table = page.locator(".pst-scrollable-table-container").last
    page.set_viewport_size({"width": 390, "height": 900})
    # Chromium lets any box that scrolls have the focus; other browsers ask for the attribute.
    page.wait_for_function("box => box.tabIndex === 0", arg=table.element_handle())
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("box => box.scrollLeft > 0", arg=table.element_handle())
    page.set_viewport_size({"width": 1900, "height": 900})
    page.wait_for_function("box => box.tabIndex === -1", arg=table.element_handle())


def test_a_term_shows_its_definition_to_the_keyboard_and_hides_it_again(page, site):
    page.goto(site + "book/variance.html")
    shown = page.locator(".term-definition:visible")
    assert shown.count() == 0
    page.get_by_role("link", name="standard errors").focus()
    page.keyboard.press("Tab")
    shown.wait_for()
    assert shown.inner_text().startswith("(measured - predicted) / standard error")
    page.keyboard.press("Tab")
    shown.wait_for(state="hidden")
