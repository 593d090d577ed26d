"""From page to page, and away with a notebook."""

import json
import pathlib

import pytest

BOOK = pathlib.Path(__file__).parents[2] / "book"
NOTEBOOKS = sorted(path.stem for path in BOOK.glob("*.ipynb"))


def test_next_walks_through_the_book_and_previous_back(page, site):
    page.goto(site + "index.html")
    page.wait_for_url(site + "book/intro.html")
    book = site + "book/"
    walked = ["intro"]
    while page.locator("a.right-next").count():
        page.locator("a.right-next").click()
        page.wait_for_load_state()
        walked.append(page.url.removeprefix(book).removesuffix(".html"))
    chapters = ["variance", "standard", "signals", "xavier", "pytorch", "comparison", "limits"]
    assert [name for name in walked if name in chapters] == chapters
    for name in reversed(walked[:-1]):
        page.locator("a.left-prev").click()
        page.wait_for_url(f"{book}{name}.html")


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
