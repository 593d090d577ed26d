"""In the in-browser Jupyter the text must refer to things as the site's pages do."""

import re

import nbformat
import pytest
from bs4 import BeautifulSoup

from web.chapters import chapters, runnable
from web.lite import roles
from web.serve import SITE


def page_text(path):
    html = (SITE / "book" / f"{path.stem}.html").read_text(encoding="utf-8")
    return " ".join(BeautifulSoup(html, "html.parser").get_text().replace("’", "'").split())


def references(path):
    """(role, text) of all references in a chapter."""
    cells = nbformat.read(path, as_version=4).cells
    sources = [cell.source for cell in cells if cell.cell_type == "markdown"]
    return [match.groups() for source in sources for match in roles.ROLE.finditer(source)]


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_citations_and_chapters_are_called_what_the_page_calls_them(path):
    shown = page_text(path)
    found = references(path)
    assert {"doc", "term"} <= {role for role, _ in found}
    for role, text in found:
        if role.startswith("cite"):
            words = roles.cited(text, parenthetical=role == "cite:p")
        elif role == "doc":
            words = roles.chapter(text)
        else:
            continue
        plain = " ".join(re.sub("[*`]", "", words).split())
        assert plain in shown, f"{role} {text!r} became {words!r}"


@pytest.mark.parametrize("path", runnable(), ids=lambda path: path.stem)
def test_nothing_but_the_words_of_references_differs(path):
    ours = nbformat.read(path, as_version=4).cells
    theirs = nbformat.read(SITE / "lite" / "files" / path.name, as_version=4).cells
    for our, their in zip(ours, theirs, strict=True):
        if our.cell_type == "code":
            their.metadata.pop("jupyter", None)  # a solution's cells are closed
            assert their == our
            continue
        left = {match[1] for match in roles.ROLE.finditer(their.source)}
        assert left <= {"eq", "prf:ref", "ref"}
        around = map(re.escape, roles.ROLE.split(our.source)[::3])
        assert re.fullmatch(".+?".join(around), their.source, re.DOTALL)


def test_a_figure_is_below_above_or_under_its_heading():
    cells = [nbformat.v4.new_markdown_cell(f"## Part {number}") for number in range(9)]
    assert roles.place(cells, 2, 4) == "the figure below"
    assert roles.place(cells, 4, 2) == "the figure above"
    assert roles.place(cells, 8, 2) == "the figure of “Part 1”"


def test_a_label_of_another_chapter_is_named_by_its_kind_and_chapter(tmp_path, monkeypatch):
    one, two = tmp_path / "one.ipynb", tmp_path / "two.ipynb"
    monkeypatch.setattr(roles, "chapters", lambda: [one, two])
    monkeypatch.setattr(roles, "BOOK", tmp_path)
    cells = [
        "$$ a = b $$ (eq-a)",
        "```{math}\n:label: eq-b\nb\n```",
        ":::{prf:theorem} Title\n:label: thm-c\n:::",
        "```{exercise}\n:class: hard\n:label: ex-d\n```",
        "(sec-e)=\n## Title",
    ]
    for path, texts in (one, cells), (two, []):
        sources = [nbformat.v4.new_markdown_cell(text) for text in texts]
        nbformat.write(nbformat.v4.new_notebook(cells=sources), path)
    expected = {
        ("eq", "eq-a"): "an equation of “Title”",
        ("eq", "eq-b"): "an equation of “Title”",
        ("prf:ref", "thm-c"): "a theorem of “Title”",
        ("prf:ref", "words <thm-c>"): "words",
        ("ref", "ex-d"): "an exercise of “Title”",
        ("ref", "sec-e"): "a section of “Title”",
    }
    for (role, text), words in expected.items():
        assert roles.labelled(role, two, text) == words
        assert roles.labelled(role, one, text) == f"{{{role}}}`{text}`"


def test_a_citation_of_one_two_or_more_authors():
    assert roles.cited("glorot2010", parenthetical=False) == "Glorot and Bengio [2010]"
    both = roles.cited("he2015,poole2016", parenthetical=True)
    assert both == "[He *et al.*, 2015, Poole *et al.*, 2016]"


def test_what_is_nowhere_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="unknown citation 'nobody1999'; known are alpaydin1998"):
        roles.cited("nobody1999", parenthetical=False)
    with pytest.raises(ValueError, match="a chapter must have the label 'eq-none', got none"):
        roles.labelled("eq", runnable()[0], "eq-none")
    cells = [nbformat.v4.new_markdown_cell("{numref}`fig-none`")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "one.ipynb")
    with pytest.raises(ValueError, match="unknown figure 'fig-none'"):
        roles.in_words(tmp_path / "one.ipynb")
