"""From the site alone: its page says how to install the wheel it offers, and chapters then run."""

import subprocess
import sys

import nbformat
from bs4 import BeautifulSoup
from nbclient import NotebookClient

from web.chapters import chapters, needs_torch
from web.serve import SITE

PAGE = "book/run.html"


def printed(notebook):
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    texts = ((output.get("text", "") for output in cell.outputs) for cell in cells)
    return [text for text in map("".join, texts) if text]


def test_what_the_page_says_to_install_runs_a_downloaded_chapter(page, site, tmp_path, monkeypatch):
    page.goto(site + PAGE)
    said = page.locator("article pre", has_text=".whl").inner_text().split()
    assert said[:-1] == ["python", "-m", "pip", "install"]
    assert said[-1].startswith(site)
    here = ("--no-deps", "--no-index", "--disable-pip-version-check", "--target", tmp_path)
    subprocess.run([sys.executable, *said[1:], *here], check=True)
    page.goto(f"{site}book/variance.html")
    with page.expect_download() as download:
        page.get_by_role("link", name="download the notebook").click()
    notebook = nbformat.read(download.value.path(), as_version=4)
    shown = printed(notebook)
    where = nbformat.v4.new_code_cell("import initnotes\nprint(initnotes.__file__)")
    notebook.cells.append(where)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    NotebookClient(notebook, resources={"metadata": {"path": tmp_path}}).execute()
    *again, path = printed(notebook)
    assert again == shown
    assert path.startswith(str(tmp_path))


def test_page_without_scripts_names_the_file_that_it_offers():
    page = BeautifulSoup((SITE / PAGE).read_text(encoding="utf-8"), "html.parser")
    link = page.select_one("article a.download[href$='.whl']")
    assert (SITE / "book" / link["href"]).resolve().is_file()
    name = link["href"].rpartition("/")[2]
    assert page.select_one("article pre").get_text().strip() == f"python -m pip install {name}"


def test_page_names_the_chapters_that_need_pytorch():
    page = BeautifulSoup((SITE / PAGE).read_text(encoding="utf-8"), "html.parser")
    named = {link["href"] for link in page.select("article a.internal")}
    assert {f"{path.stem}.html" for path in chapters() if needs_torch(path)} <= named
    assert not {f"{path.stem}.html" for path in chapters() if not needs_torch(path)} & named
