"""From page to page, and away with a notebook."""

import json
import pathlib
from functools import cache

import pytest
from bs4 import BeautifulSoup, SoupStrainer

from web.chapters import chapters
from web.serve import SITE

BOOK = pathlib.Path(__file__).parents[2] / "book"
NOTEBOOKS = sorted(path.stem for path in BOOK.glob("*.ipynb"))


@cache
def beside(path):
    """The pages that a page's previous and next links lead to, None where there is none."""
    links = BeautifulSoup(path.read_text("utf-8"), "html.parser", parse_only=SoupStrainer("a"))
    found = (links.select_one(f"a.{name}") for name in ("left-prev", "right-next"))
    return [link and (path.parent / link["href"]).resolve() for link in found]


def test_next_walks_through_the_book_and_previous_back(page, site):
    page.goto(site + "index.html")
    page.wait_for_url(site + "book/intro.html")
    walked = [SITE.resolve() / "book" / "intro.html"]
    while following := beside(walked[-1])[1]:
        assert beside(following)[0] == walked[-1]
        walked.append(following)
    book = [path.stem for path in walked if path.parent.name == "book"]
    assert [name for name in book if name in NOTEBOOKS] == [path.stem for path in chapters()]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_chapter_offers_its_notebook(page, site, name):
    page.goto(f"{site}book/{name}.html")
    page.get_by_role("button", name="Download this page").click()
    with page.expect_download() as download:
        page.get_by_text(".ipynb", exact=True).click()
    got = json.loads(pathlib.Path(download.value.path()).read_text(encoding="utf-8"))
    assert got == json.loads((BOOK / f"{name}.ipynb").read_text(encoding="utf-8"))


def test_reference_links_to_the_source_and_back(page, site):
    page.goto(site + "book/api/inputs.html")
    page.locator(
        "#initnotes\\.schemes\\.xavier a.viewcode-link, dt[id='initnotes.schemes.xavier'] a"
    ).first.click()
    assert "def xavier" in page.locator(":target").inner_text()
    page.locator(":target .viewcode-back").click()
    page.wait_for_url(site + "book/api/inputs.html#initnotes.schemes.xavier")
