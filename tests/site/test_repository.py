"""One setting, the repository's address, puts links on the pages; without it there are none."""

import pathlib
import subprocess
import sys

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup

ROOT = pathlib.Path(__file__).parents[2]
NAME = "the book’s repository"
ADDRESS = "https://github.com/someone/notes"
LABELS = ("source-repository", "source-file", "source-edit", "source-issues")


def build(folder, address):
    """A small book under this one's settings, its repository at `address`: its two pages."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    config["repository"]["url"] = address
    (folder / "_config.yml").write_text(yaml.dump(config))
    (folder / "_toc.yml").write_text(
        "{format: jb-book, root: book/run, chapters: [{file: book/one}]}"
    )
    (folder / "web").symlink_to(ROOT / "web")
    (folder / "book").mkdir()
    (folder / "book" / "references.bib").symlink_to(ROOT / "book" / "references.bib")
    (folder / "book" / "run.md").write_text("# Run\n\nIn a copy of {{ repository }}.\n")
    title = nbformat.v4.new_markdown_cell("# One")
    kernel = {"name": "python3", "display_name": "Python 3"}
    notebook = nbformat.v4.new_notebook(cells=[title], metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / "book" / "one.ipynb")
    command = (pathlib.Path(sys.executable).with_name("jupyter-book"), "build", folder, "-W")
    built = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert built.returncode == 0, built.stdout + built.stderr
    html = folder / "_build" / "html" / "book"
    return [
        BeautifulSoup((html / f"{name}.html").read_text(), "html.parser") for name in ("run", "one")
    ]


def links(page, *labels):
    found = (page.select_one(f"a.btn-{label}-button") for label in labels)
    return [link and link["href"] for link in found]


def test_with_an_address_pages_link_to_it(tmp_path):
    page, chapter = build(tmp_path, ADDRESS)
    assert page.select_one(f"article a[href='{ADDRESS}']").get_text() == NAME
    home, source, change, issue = links(chapter, *LABELS)
    assert home == ADDRESS
    assert source.startswith(f"{ADDRESS}/blob/main/book/one.ipynb")
    assert change == f"{ADDRESS}/edit/main/book/one.ipynb"
    assert issue.startswith(f"{ADDRESS}/issues/new")
    colab = "https://colab.research.google.com/github/someone/notes/blob/main/book/one.ipynb"
    assert chapter.select_one(f"a[href='{colab}']")
    assert not page.select("a[href^='https://colab']")


@pytest.mark.parametrize("address", ["", "https://gitlab.com/someone/notes"])
def test_without_an_address_there_is_no_link_and_colab_is_githubs(tmp_path, address):
    page, chapter = build(tmp_path, address)
    assert NAME in page.article.get_text()
    assert not chapter.select("a[href*='colab']")
    assert any(links(chapter, *LABELS)) == bool(address)
