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


def test_search_shows_the_text_around_what_it_finds_as_it_is_read(page, site):
    page.goto(site + "search.html?q=kurtosis")
    found = page.locator("#search-results li", has_text="1. Facts about variance")
    around = found.locator(".context").inner_text()
    assert "divided by the squared variance, is the kurtosis:" in around
    found = page.locator("#search-results li", has_text="3. Signals and gradients")
    around = found.locator(".context").inner_text()
    assert "weights of variance v and kurtosis κ" in around
    assert "What comes back is WTWz, so fourth powers of weights appear." in around
    page.goto(site + "search.html?q=factor")
    found = page.locator("#search-results li", has_text="5. The Xavier formulas")
    around = found.locator(".context").inner_text()
    assert "a number that we call the layer’s weight factor:" in " ".join(around.split())


def test_search_field_has_its_text_beside_the_glass(page, site):
    page.goto(site + "search.html?q=kurtosis")
    field = page.locator(".bd-search-container form.bd-search")
    glass, box = field.locator("i").bounding_box(), field.locator("input").bounding_box()
    indent = field.locator("input").evaluate(
        "input => parseFloat(getComputedStyle(input).paddingLeft)"
    )
    assert 5 < box["x"] + indent - (glass["x"] + glass["width"]) < 15


def test_search_says_when_it_finds_nothing(page, site):
    page.goto(site + "search.html?q=zyzzyva")
    page.get_by_text("did not match any documents").wait_for()
