"""The theme's search, typed into as a reader does."""

import re


def test_search_finds_the_chapter_of_a_term(page, site):
    page.goto(site + "book/intro.html")
    page.keyboard.press("Control+K")
    page.keyboard.type("backpropagation")
    page.keyboard.press("Enter")
    found = page.locator("#search-results li a").filter(has_text="Signals and gradients")
    found.first.click()
    page.wait_for_url(re.compile("/book/signals.html"))
    assert "backpropagation" in page.locator("article").inner_text().lower()


def test_search_says_when_it_finds_nothing(page, site):
    page.goto(site + "search.html?q=zyzzyva")
    page.get_by_text("did not match any documents").wait_for()
