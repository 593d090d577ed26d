"""Minutes, roads, claims, solutions and what teachers get: in the site and in small books."""

import json
import re
from xml.etree import ElementTree

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import docutils_namespace

from web import solutions
from web.chapters import chapters
from web.lite import roles
from web.pages import questions
from web.pages.claims import CALL
from web.serve import SITE

EXTENSIONS = [
    "myst_nb",
    "sphinx_exercise",
    *(f"web.pages.{name}" for name in ("claims", "minutes", "objectives", "questions", "sources")),
]
SETTLE = 'claims.settle("It is so.", fails=True, found="z = 9")'
SETTLED = {
    "text/markdown": "**Settled: false.** *It is so.* z = 9",
    "text/plain": "false: It is so.",
}
SECRET = "the six is the secret"


def answered(data):
    return new_code_cell(SETTLE, outputs=[new_output("execute_result", data)])


def small_book(**changed):
    cells = {
        "title": new_markdown_cell("# Title\n\n**You will be\nable to** see `it`."),
        "long": new_markdown_cell("## Long\n\n" + "word " * 200),  # at half a second
        "claim": answered(SETTLED),
        "further": new_markdown_cell("## Aside\n\n*Further reading.*\n\nFew words."),
        "exercise": new_markdown_cell(
            "## Exercises\n\n```{exercise} One\n:label: ex-one\n\n*Easy, 4 minutes.* Ask.\n```"
        ),
        "start": new_markdown_cell("```{solution-start} ex-one\n:class: dropdown\n```"),
        "solution": new_markdown_cell(SECRET),
        "code": new_code_cell(f"print('{SECRET}')"),
        "end": new_markdown_cell("```{solution-end}\n```"),
        "next": new_markdown_cell("The next chapter."),
    }
    return nbformat.v4.new_notebook(cells=list((cells | changed).values()))


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Build a book of one chapter, a road and the claims; returns its folder."""

    def build(road="one#long: why", minutes=2, hide=False, **changed):
        book = tmp_path / "book"
        book.mkdir()
        nbformat.write(small_book(**changed), book / "one.ipynb")
        (book / "roads.md").write_text(
            f"# Roads\n\n```{{road}}\n:minutes: {minutes}\n{road}\n```\n"
        )
        (book / "claims.md").write_text("# Claims\n\n```{claims}\n```\n")
        (book / "teaching.md").write_text(
            "# Teaching\n\n```{objectives}\n```\n\n```{questions}\n```\n"
        )
        (tmp_path / "index.md").write_text(
            "# Book\n\n```{toctree}\nbook/one\nbook/roads\nbook/claims\nbook/teaching\n```\n"
        )
        for user in ("claims", "minutes", "objectives", "questions"):
            monkeypatch.setattr(f"web.pages.{user}.chapters", lambda: [book / "one.ipynb"])
        monkeypatch.setattr(solutions, "hidden", lambda: hide)
        site = tmp_path / "site"
        settings = {
            "extensions": [*EXTENSIONS, "web.pages.solutions"],
            "html_title": "A / B",
            "nb_execution_mode": "off",
            "html_sourcelink_suffix": "",
            "hide_solutions": hide,
        }
        with docutils_namespace():
            Sphinx(
                *(tmp_path, None, site, tmp_path / "doctrees", "html"),
                confoverrides=settings,
                status=None,
            ).build()
        return site

    return build


def soup(site, name):
    return BeautifulSoup((site / name).read_text(encoding="utf-8"), "html.parser")


def test_minutes_stand_under_titles_and_add_up(build):
    page = soup(build(), "book/one.html")
    assert [line.text for line in page.select("p.minutes")] == [
        "Reading: 3 min, and 1 min further",  # the title's own words make the third
        "Core · 2 min",
        "Further reading · 1 min",
    ]
    assert "Further reading." not in page.text


def test_a_road_has_links_and_its_sum(build):
    page = soup(build(), "book/roads.html")
    stop = page.select_one("ol.road li")
    assert stop.a["href"] == "one.html#long"
    assert stop.text.strip() == "Long (2 min). why"
    assert "Together 2 minutes." in page.text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"minutes": 1}, "the road must take 1 minutes, got 2"),
        ({"minutes": 60}, "the road must take 60 minutes, got 2"),
        ({"road": "one#nowhere: why"}, "must lead to one of book/one's sections .*, got 'nowhere'"),
        ({"road": "two: why"}, "must lead to one of book/two's sections"),
    ],
)
def test_a_road_that_takes_longer_or_leads_nowhere_fails_the_build(build, wrong, told):
    with pytest.raises(ExtensionError, match=told):
        build(**wrong)


def test_claims_are_gathered_with_a_link_to_their_cells(build):
    site = build()
    row = soup(site, "book/claims.html").select("table.claims tbody tr")
    assert [[cell.text.strip() for cell in one.select("td")] for one in row] == [
        ["It is so.", "false", "z = 9"]
    ]
    assert row[0].a["href"] == "one.html#claim-1"
    assert (
        soup(site, "book/one.html").select_one("#claim-1.claim").text.startswith("Settled: false.")
    )


def test_budgets_of_the_chapters_add_up(build):
    line = "Predictions held against draws: {}. Right ones that chance rejects: {} at most"
    start, code = (
        new_code_cell("claims", outputs=[new_output("execute_result", {"text/markdown": text})])
        for text in (line.format(1200, 0.12), line.format(30, 0.3))
    )
    text = soup(build(start=start, code=code, end=new_markdown_cell("")), "book/claims.html").text
    assert "In all chapters 1,230 predictions" in text and "reject 0.42 right ones" in text


def test_objectives_minutes_and_exercises_are_read_from_the_chapter(build):
    page = soup(build(), "book/teaching.html")
    rows = page.select("table.objectives tbody tr")
    assert [[cell.text.strip() for cell in row.select("td")] for row in rows] == [
        ["Title", "see it.", "3 min, 1 further", "1 easy: 4 min"]
    ]
    assert rows[0].a["href"] == "one.html"


def test_a_chapter_without_an_objective_is_left_out(build):
    page = soup(build(title=new_markdown_cell("# Title\n\nWords.")), "book/teaching.html")
    assert page.select("table.objectives tbody tr") == []


def test_question_bank_lies_beside_the_pages_and_is_linked(build):
    site = build()
    links = [link["href"] for link in soup(site, "book/teaching.html").select("a[download]")]
    assert links == ["../questions/initnotes-moodle.xml", "../questions/initnotes-qti.zip"]
    assert all((site / "book" / link).is_file() for link in links)
    assert "The bank has 1 questions" in soup(site, "book/teaching.html").text
    quiz = ElementTree.parse(site / "questions" / questions.MOODLE).getroot()
    category, question = quiz
    assert category.findtext("category/text") == "$course$/top/A // B/Title"
    assert "<em>It is so.</em>" in question.findtext("questiontext/text")
    assert "<strong>False.</strong> z = 9 (Title)" in question.findtext("generalfeedback/text")


@pytest.mark.parametrize("outputs", [None, {"text/plain": "Traceback"}])
def test_a_claim_whose_run_did_not_happen_fails_the_build(build, outputs):
    cell = new_code_cell(SETTLE) if outputs is None else answered(outputs)
    with pytest.raises(ExtensionError, match="book/one: 1 claims must be settled, got 0"):
        build(claim=cell)


def test_solutions_are_folded_in_one_edition_and_nowhere_in_the_other(build):
    site = build()
    assert SECRET in soup(site, "book/one.html").select_one(".solution.dropdown").text
    assert SECRET in (site / "_sources/book/one.ipynb").read_text(encoding="utf-8")


def test_an_edition_without_solutions_has_none_in_any_file(build):
    site = build(hide=True)
    files = [path for path in site.rglob("*") if path.suffix in (".html", ".js", ".ipynb", ".txt")]
    texts = {path.name: path.read_text(encoding="utf-8") for path in files}
    assert {"one.html", "one.ipynb", "searchindex.js"} <= set(texts)
    assert [name for name, text in texts.items() if "secret" in text or "solution-" in text] == []
    assert "Ask." in texts["one.html"] and "The next chapter." in texts["one.html"]


def test_a_claim_that_a_solution_settles_goes_with_it(build):
    site = build(hide=True, code=answered(SETTLED))
    assert len(soup(site, "book/claims.html").select("table.claims tbody tr")) == 1


def test_a_derivation_shows_its_source_on_demand(build):
    site = build(claim=new_code_cell("derivations.variance.uniform()"))
    source = soup(site, "book/one.html").select("details.derivation-source pre")
    assert [pre.text.split("(")[0] for pre in source] == ["def uniform"]


def test_solutions_are_closed_in_jupyter():
    cells = roles.in_words(chapters()[0]).cells
    closed = [number for number, cell in enumerate(cells) if "jupyter" in cell.metadata]
    inside = [number for solution in solutions.places(cells) for number in solution[1:-1]]
    assert closed == inside and len(closed) >= 5


def test_the_browsers_notebooks_lose_their_solutions_too(monkeypatch):
    path = chapters()[0]
    assert any(solutions.START in cell.source for cell in roles.in_words(path).cells)
    monkeypatch.setattr(solutions, "hidden", lambda: True)
    left = roles.in_words(path).cells
    assert not any("{solution-" in cell.source for cell in left)
    assert sum("{exercise}" in cell.source for cell in left) >= 4


@pytest.mark.parametrize("gates", [[solutions.START], [solutions.END], [solutions.START] * 2])
def test_a_solution_that_does_not_end_is_refused(gates):
    with pytest.raises(ValueError, match=r"must (start and end in turn|end, got)"):
        solutions.without([{"source": gate} for gate in gates])


def test_every_claim_of_the_book_is_on_its_page():
    rows = soup(SITE, "book/claims.html").select("table.claims tbody tr")
    cells = [cell for path in chapters() for cell in json.loads(path.read_text())["cells"]]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert len(rows) == sum(len(CALL.findall(source)) for source in code) >= 5


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_each_chapter_says_how_long_it_takes(path):
    lines = [line.text for line in soup(SITE, f"book/{path.stem}.html").select("p.minutes")]
    assert re.fullmatch(r"Reading: \d+ min(, and \d+ min further)? · Running: .* s", lines[0])
    assert len(lines) > 3


def test_question_bank_of_the_book_holds_every_claim():
    rows = soup(SITE, "book/claims.html").select("table.claims tbody tr")
    quiz = ElementTree.parse(SITE / "questions" / questions.MOODLE).getroot()
    assert len(quiz.findall("question[@type='multichoice']")) == len(rows)
    assert not [text for text in quiz.itertext() if re.search(r"[,.;:]{2}", text)]


@pytest.mark.parametrize("path", [*chapters()], ids=lambda path: path.stem)
def test_each_chapter_with_an_objective_is_in_the_teachers_table(path):
    rows = soup(SITE, "book/teaching.html").select("table.objectives tbody tr a")
    text = " ".join(path.read_text(encoding="utf-8").replace("\\n", " ").split())
    says = "You will be able to" in text.replace('", "', "")
    assert (f"{path.stem}.html" in [link["href"] for link in rows]) == says
