"""With scripts off, and from a folder without any server, the book is all there."""

import pytest
from bs4 import BeautifulSoup

from web.serve import SITE


@pytest.fixture
def context(browser):
    scriptless = browser.new_context(java_script_enabled=False)
    yield scriptless
    scriptless.close()


def test_prose_figures_and_formulas_are_there(page, site):
    page.goto(site + "book/signals.html")
    article = page.locator("article.bd-article")
    assert "The Glorot conditions" in article.inner_text()
    assert "22 derivatives, 0 disagree" in article.inner_text()
    for figure in article.locator("img").all():
        figure.scroll_into_view_if_needed()
        box = figure.bounding_box()
        assert box["width"] > 200
        assert box["height"] > 100
    formula = page.locator("#equation-eq-signals-forward .katex-html")
    assert formula.bounding_box()["width"] > 100
    assert "(3.1)" in page.locator("#equation-eq-signals-forward").inner_text()


def test_text_stands_out_from_the_page(page, site):
    page.goto(site + "book/signals.html")
    color, background = page.locator("body").evaluate(
        "body => [getComputedStyle(body).color, getComputedStyle(body).backgroundColor]"
    )
    assert color != background
    assert background == "rgb(255, 255, 255)"


def test_pages_open_from_an_unpacked_zip(browser):
    context = browser.new_context()
    page = context.new_page()
    errors = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    # Going on to the first page aborts what index.html was still loading.
    page.on(
        "requestfailed",
        lambda request: "ERR_ABORTED" in request.failure or errors.append(request.url),
    )
    page.goto((SITE / "index.html").as_uri())
    page.wait_for_url("**/book/intro.html")
    page.goto((SITE / "book" / "signals.html").as_uri())
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px KaTeX_Math'))")
    chapter = SITE / "book" / "comparison.html"
    page.goto(chapter.as_uri())
    served = BeautifulSoup(chapter.read_text(encoding="utf-8"), "html.parser")
    offer = served.select_one("p.launch").get_text()
    assert offer.startswith("Run this chapter in your browser")
    assert page.locator("p.launch").inner_text() == offer.replace(
        "Run this chapter in your browser",
        "To run this chapter in your browser, type python -m http.server in the unpacked folder "
        "and open localhost:8000",
    )
    assert page.locator("a[href*='/lite/']").count() == 0
    page.goto((SITE / "search.html").as_uri() + "?q=Glorot")
    found = page.locator("#search-results li").first
    assert "Glorot" in found.inner_text() and found.locator(".context").inner_text()
    found.locator("a").click()
    page.wait_for_url("**/book/*.html#*")
    assert errors == []
    context.close()
