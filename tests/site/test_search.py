"""The search, typed into as a reader does."""

import re

import pytest

from tests.site.queries import QUERIES

RESULTS = "#search-results li"
# What a query shows, without loading the page again: the places, best first.
PLACES = """words => {
  document.getElementById("search-results").replaceChildren();
  show(words);
  return [...document.querySelectorAll("#search-results li > a")].map(
    (link) => link.href.match(/book\\/(.+)$/)[1].replace(".html", ""));
}"""


def missed(page):
    """The queries that are not answered where they must be."""
    return [
        query.words
        for query in QUERIES
        if not set(page.evaluate(PLACES, query.words)[: query.within]) & set(query.places)
    ]


def search(page, site, words):
    page.goto(f"{site}search.html?q={words}")
    page.locator(".search-summary").wait_for()


def test_search_finds_the_chapter_of_a_term(page, site):
    page.goto(site + "book/intro.html")
    page.keyboard.press("Control+K")
    page.keyboard.type("backpropagation")
    page.keyboard.press("Enter")
    found = page.locator(f"{RESULTS} a", has_text="The two passes, written out")
    found.first.click()
    page.wait_for_url(re.compile("/book/signals.html#the-two-passes-written-out$"))
    assert "backpropagation" in page.locator("article").inner_text().lower()


def test_search_answers_what_readers_type(page, site):
    assert len(QUERIES) == 30
    search(page, site, "gain")
    assert missed(page) == []


def test_queries_notice_a_search_that_leads_beside_the_place(page, site):
    search(page, site, "gain")
    page.evaluate("entries.forEach((entry, id) => { entry.anchor = entries.at(id - 1).anchor; })")
    assert len(missed(page)) > 20


def test_search_finds_words_and_no_parts_of_words(page, site):
    search(page, site, "gain")
    assert page.locator(RESULTS).count() > 10
    marks = page.locator(f"{RESULTS} mark").all_inner_texts()
    assert {mark.lower() for mark in marks} >= {"gain", "gains"}
    assert [mark for mark in marks if not re.match(r"(?i)gain|\w*_gain", mark)] == []


@pytest.mark.parametrize(
    ("words", "others"), [("initialise", "initialize"), ("gain", "gains"), ("bias", "biases")]
)
def test_search_finds_the_same_for_words_of_one_stem(page, site, words, others):
    search(page, site, words)
    found = page.evaluate(PLACES, words)
    assert found and found == page.evaluate(PLACES, others)
    assert found != page.evaluate(PLACES, "gradient")


def test_search_puts_the_text_before_the_names_of_the_module(page, site):
    search(page, site, "kurtosis")
    found = page.evaluate(PLACES, "kurtosis")
    names = [place.startswith("api/") for place in found]
    assert set(names) == {False, True} and names == sorted(names)


def begins_a_sentence(excerpt, texts):
    begin = r"\s".join(map(re.escape, excerpt.split(" …")[0][:60].split(" ")))
    return any(re.search(rf"(^|\n|[.!?]\s){begin}", text) for text in texts)


@pytest.mark.parametrize("words", ["gain", "kurtosis", "dead relu"])
def test_excerpts_begin_with_a_sentence_and_show_the_words(page, site, words):
    search(page, site, words)
    texts = page.evaluate("entries.flatMap(({ text, code }) => [text, code])")
    excerpts = page.locator(f"{RESULTS} .context").all_inner_texts()
    assert len(excerpts) > 5
    assert [excerpt for excerpt in excerpts if not begins_a_sentence(excerpt, texts)] == []
    assert not begins_a_sentence(excerpts[0][1:], texts)
    assert page.locator(f"{RESULTS}:not(:has(mark))").count() == 0


def test_search_shows_formulas_once_and_on_one_line(page, site):
    search(page, site, "sqrt 6")
    around = page.locator(RESULTS, has_text="The two forms").locator(".context").inner_text()
    assert "b=g √(6/(nin+nout))" in around


def test_search_field_has_its_text_beside_the_glass(page, site):
    page.goto(site + "search.html?q=kurtosis")
    field = page.locator(".bd-search-container form.bd-search")
    glass, box = field.locator("i").bounding_box(), field.locator("input").bounding_box()
    indent = field.locator("input").evaluate(
        "input => parseFloat(getComputedStyle(input).paddingLeft)"
    )
    assert 5 < box["x"] + indent - (glass["x"] + glass["width"]) < 15


def test_search_says_when_it_finds_nothing(page, site):
    search(page, site, "zyzzyvazyzzyva")
    assert "does not have “zyzzyvazyzzyva”" in page.locator(".search-summary").inner_text()
    assert page.locator(RESULTS).count() == 0


def test_search_offers_words_that_are_spelled_alike(page, site):
    search(page, site, "kaimng")
    assert "Spelled alike" in page.locator(".search-summary").inner_text()
    assert "Kaiming" in page.locator(RESULTS).first.inner_text()
