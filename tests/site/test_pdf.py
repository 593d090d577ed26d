"""The book as a PDF: its contents tell the truth, and nothing is cut off."""

import re
import unicodedata

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from web.print import pdf


@pytest.fixture(scope="module")
def reader():
    if not pdf.PDF.is_file():
        pytest.fail(f"the printed book was needed, got no {pdf.PDF}: make pdf")
    return PdfReader(pdf.PDF)


@pytest.fixture(scope="module")
def texts(reader):
    """The text of every page, with single spaces and without ligatures."""
    extracted = [unicodedata.normalize("NFKC", page.extract_text()) for page in reader.pages]
    return [" ".join(text.split()) for text in extracted]


@pytest.fixture(scope="module")
def printed():
    return BeautifulSoup((pdf.SINGLE / "print.html").read_text(encoding="utf-8"), "html.parser")


def test_every_page_but_the_title_has_its_number(texts):
    assert not re.match(r"\d", texts[0])
    for number, text in enumerate(texts[1:], start=2):
        assert text.startswith(f"{number} "), text[:80]


def test_contents_lead_to_the_pages_they_name(reader, texts, printed):
    numbers = pdf.pages_of(reader)
    first = min(numbers[heading["id"]] for heading in printed.select("main > section > h1"))
    contents = " ".join(text.removeprefix(f"{n} ") for n, text in enumerate(texts[:first], start=1))
    entries = printed.select(".book-contents a")
    assert len(entries) > 60
    for entry in entries:
        title = " ".join(entry.span.get_text().split())
        page = numbers[entry["href"].removeprefix("#")]
        assert f"{title} {page}" in contents
        assert title in texts[page - 1]


def test_every_chapter_begins_a_page_and_is_in_the_outline(reader, texts, printed):
    titles = [" ".join(h1.get_text().split()) for h1 in printed.select("main > section > h1")]
    outlined = [item.title for item in reader.outline if not isinstance(item, list)]
    assert [" ".join(title.split()) for title in outlined] == titles
    starts = [text.split(" ", 1)[1] for text in texts[1:]]
    assert all(any(start.startswith(title) for start in starts) for title in titles)


def test_no_word_of_a_tables_head_is_broken(texts, printed):
    heads = [table.select("th") for table in printed.select("table")]
    plain = [[th.get_text() for th in head if not th.select_one(".math")] for head in heads if head]
    assert ["case", "assumption", "step that uses it", "experiment that violates it"] in plain
    book = " ".join(texts)
    assert [head for head in plain if " ".join(head) not in book] == []


def test_every_theorem_and_definition_is_printed(texts, printed):
    titles = printed.select(".proof > .admonition-title")
    numbers = {" ".join(title.get_text().split()[:2]) for title in titles}
    assert {"Theorem 1.1", "Definition 2.1", "Definition 3.1"} <= numbers
    book = " ".join(texts)
    assert [number for number in numbers if f"{number} (" not in book] == []


def images(resources):
    """How many images a page's or a form's resources name, those of the forms in it included."""
    named = [each.get_object() for each in resources.get("/XObject", {}).values()]
    forms = (each["/Resources"] for each in named if "/Resources" in each)
    return sum(each["/Subtype"] == "/Image" for each in named) + sum(map(images, forms))


def test_every_figure_is_there(reader, printed):
    assert sum(images(page["/Resources"]) for page in reader.pages) >= len(
        printed.select('main img:not([src$=".svg"])')
    )


def test_what_is_too_wide_is_refused(browser, tmp_path):
    source = tmp_path / "book.html"
    source.write_text('<p style="width: 2000px">wide</p>', encoding="utf-8")
    with pytest.raises(ValueError, match="a page's width"):
        pdf.print_page(browser, source, tmp_path / "book.pdf")
