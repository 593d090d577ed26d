"""A page printed from the browser."""

import pytest

# A4 less margins of 15 mm, at CSS's 96 pixels an inch.
WIDTH = 680
BEYOND = """width => [...document.querySelectorAll(
    "article *:not(.katex-mathml, .katex-mathml *, svg *)")]
  .filter((element) => element.getBoundingClientRect().width)
  .filter((element) => element.getBoundingClientRect().right > width + 1)
  .map((element) => element.outerHTML.slice(0, 80))"""
CUT = """() => [...document.querySelectorAll(
    "article *:not(.katex-mathml, .katex-mathml *, svg *)")]
  .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth)
  .filter((box) => getComputedStyle(box).overflowX !== "visible")
  .map((box) => box.outerHTML.slice(0, 80))"""


def on_paper(page, address):
    page.set_viewport_size({"width": WIDTH, "height": 1000})
    page.goto(address)
    page.emulate_media(media="print")  # an explorer draws on the screen
    page.wait_for_function("document.fonts.status === 'loaded'")


@pytest.mark.parametrize("name", ["intro", "practice", "comparison", "pytorch", "claims"])
def test_no_column_is_lost_at_the_edge(page, site, name):
    on_paper(page, f"{site}book/{name}.html")
    assert page.locator("article table").count() > 0
    assert page.evaluate(BEYOND, WIDTH) + page.evaluate(CUT) == []


def test_without_its_style_paper_loses_a_column(page, site):
    page.route("**/print.css*", lambda route: route.fulfill(body="", content_type="text/css"))
    on_paper(page, f"{site}book/intro.html")
    assert page.evaluate(BEYOND, WIDTH) + page.evaluate(CUT) != []


def test_a_card_stays_on_one_page(page, site):
    on_paper(page, f"{site}book/intro.html")
    cards = page.locator("article .sd-card")
    breaks = cards.evaluate_all("all => all.map((card) => getComputedStyle(card).breakInside)")
    assert set(breaks) == {"avoid"}


def test_printed_title_has_the_number_of_its_chapter(page, site):
    on_paper(page, f"{site}book/comparison.html")
    number = page.locator("article h1 .section-number").text_content().strip()
    title = page.locator("h1:visible").all_inner_texts()
    assert title == [f"{number} Standard against Xavier: the experiments"]


def test_there_is_nothing_to_click_on_paper(page, site):
    on_paper(page, f"{site}book/xavier.html")
    assert page.locator("article p.launch").count() == 1
    assert page.locator("article :is(button, p.launch, details.hide):visible").count() == 0
