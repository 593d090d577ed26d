"""The chapters in the in-browser Jupyter must do there what they do on the desk."""

import json
import re
import shutil

import nbformat
import pytest

from initnotes import schemes
from tests.site.jupyter import Chapter, first_cell_seconds
from web.browser import launch
from web.chapters import chapters, runnable
from web.lite import distribution


@pytest.fixture
def page(page, watch):
    """The watched page, but for one note that means no harm.

    JupyterLite sends its service worker a sign of life under the host's root; the worker answers
    it, no server sees it.
    """
    yield page
    watch.foreign = [url for url in watch.foreign if not url.endswith("/service-worker-heartbeat")]


def texts(cell):
    """What a code cell printed and showed, without its pictures: a list of strings."""
    shown = []
    for output in cell["outputs"]:
        text = output.get("text") or output.get("data", {}).get("text/plain", "")
        shown.append("".join(text))
    return shown


@pytest.mark.parametrize("path", runnable(), ids=lambda path: path.stem)
def test_chapter_gives_the_stored_outputs(page, site, path):
    chapter = Chapter.open(page, site, path.stem)
    chapter.run_all()
    stored = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    cells = chapter.cells()
    assert [cell["source"] for cell in cells] == [cell.source for cell in stored]
    assert [texts(cell) for cell in cells] == [texts(cell) for cell in stored]


def test_figure_is_drawn_with_the_books_settings(page, site):
    chapter = Chapter.open(page, site, "variance")
    chapter.type_into(0, '\nprint(plt.rcParams["figure.figsize"])\nfigure, ax = plt.subplots()')
    chapter.run_cell(0)
    printed, figure = chapter.cells()[0]["outputs"]
    assert "".join(printed["text"]) == "[7.0, 4.0]\n"
    assert "image/png" in figure["data"]


def test_margin_note_lies_on_no_text(page, site):
    page.set_viewport_size({"width": 1280, "height": 4000})  # what is not in sight is not drawn
    Chapter.open(page, site, "xavier")
    page.wait_for_function(  # a cell may be drawn more than once
        "() => { const note = document.querySelector('.myst-aside');"
        " return note?.scrollHeight > 0 && note.offsetHeight >= note.scrollHeight; }"
    )


def test_only_the_texts_equations_have_numbers(page, site):
    page.set_viewport_size({"width": 1280, "height": 4000})
    chapter = Chapter.open(page, site, "xavier")
    chapter.run_cell(1)
    page.locator(".jp-MarkdownCell").get_by_text("(2)", exact=True).first.wait_for()
    page.locator(".jp-OutputArea .katex").first.wait_for()
    number = re.compile(r"^\(\d+\)$")
    assert page.locator(".jp-OutputArea a:visible").filter(has_text=number).count() == 0


def test_cell_that_raises_shows_its_traceback_and_the_next_one_runs(page, site):
    chapter = Chapter.open(page, site, "variance")
    chapter.type_into(0, "\nvariance.variance_from_bound(-1)")
    chapter.run_cell(0)
    (error,) = chapter.cells()[0]["outputs"]
    assert "ValueError" in error["ename"]
    traceback = re.sub("\x1b\\[[0-9;]*m", "", "".join(error["traceback"]))  # without colors
    assert "variance_from_bound" in traceback
    chapter.run_cell(1)
    assert "".join(chapter.cells()[1]["outputs"][0]["data"]["text/plain"]).startswith("Derivation")


def test_tab_completes_a_name(page, site):
    chapter = Chapter.open(page, site, "variance")
    chapter.run_cell(0)
    chapter.type_into(0, "\nnp.random.default_")
    page.keyboard.press("Tab")
    page.locator(".jp-Completer-item", has_text="default_rng").wait_for()


def test_module_beside_the_notebook_is_imported(page, site):
    chapter = Chapter.open(page, site, "variance")
    mine = 'pathlib.Path("mine.py").write_text("answer = 42"); importlib.invalidate_caches()'
    chapter.type_into(0, f"\nimport importlib, pathlib; {mine}; import mine; print(mine.answer)")
    chapter.run_cell(0)
    (printed,) = chapter.cells()[0]["outputs"]
    assert "".join(printed["text"]) == "42\n"


def test_explorer_answers_in_jupyter_too(page, site):
    chapter = Chapter.open(page, site, "variance")
    chapter.type_into(0, "\nfrom initnotes import explorers\nexplorers.bound.explore()")
    chapter.run_cell(0)
    shown = page.locator("figure.explorer-mounted[data-explorer=bound]")
    readout = shown.locator(".explorer-readout")
    scheme = schemes.standard()
    said = [f"Bound {scheme.bound(n, 100):.3g}, std {scheme.std(n, 100):.3g}," for n in (100, 1)]
    assert readout.inner_text().startswith(said[0])
    shown.locator("[name=fan_in]").press("Home")
    assert readout.inner_text().startswith(said[1])


def test_edit_is_there_on_the_next_visit(page, site, context):
    chapter = Chapter.open(page, site, "variance")
    chapter.type_into(0, "\nmine = 42")
    chapter.save()
    chapter.wait_for_kernel()  # a page that closes before fails what Python was loading
    page.close()
    again = Chapter.open(context.new_page(), site, "variance")
    assert again.cells()[0]["source"].endswith("\nmine = 42")


def test_jupyter_asks_no_other_host(playwright, site, tmp_path):
    log = tmp_path / "network.json"
    chromium = launch(playwright, args=[f"--log-net-log={log}"])
    assert first_cell_seconds(chromium.new_context(), site) > 0
    chromium.close()
    events = json.loads(log.read_text())["events"]
    # What Chromium asks for on its own account has no origin as its initiator.
    urls = {
        event["params"]["url"]
        for event in events
        if site.startswith(event.get("params", {}).get("initiator", "no request"))
    }
    assert f"{site}lite/static/pyodide/pyodide.asm.wasm" in urls
    assert {url for url in urls if not url.startswith((site, "data:", "blob:"))} == set()


def test_every_chapter_offers_its_download_and_what_runs_it(page, site):
    for path in chapters():
        page.goto(f"{site}book/{path.stem}.html")
        line = page.locator("p.launch")
        with page.expect_download() as download:
            line.get_by_role("link", name="download the notebook").click()
        assert download.value.path().read_bytes() == path.read_bytes()
        runs = line.get_by_role("link", name="Run this chapter in your browser")
        button = page.locator(".article-header-buttons a.btn-launch-button")
        assert runs.count() == button.count() == (path in runnable())
        assert ("PyTorch" in line.text_content()) == (path not in runnable())


def test_text_is_replaced_only_where_it_is_there_once(tmp_path):
    script = tmp_path / "script.js"
    script.write_text("one two")
    distribution.replace_once(script, "two", "one")
    assert script.read_text() == "one one"
    for text, times in ("one", 2), ("two", 0):
        with pytest.raises(ValueError, match=f"got it {times} times"):
            distribution.replace_once(script, text, "three")


def test_wheel_with_another_sum_is_refused(tmp_path):
    shutil.copytree(distribution.KEPT, tmp_path / "kept")
    distribution.check_sums(tmp_path / "kept")
    wheel = tmp_path / "kept" / "six-1.16.0-py2.py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes() + b"!")
    with pytest.raises(ValueError, match=r"six-1\.16\.0.* must have the sha256 f61235b"):
        distribution.check_sums(tmp_path / "kept")
    wheel.unlink()
    with pytest.raises(ValueError, match=r"six-1\.16\.0.* was needed"):
        distribution.check_sums(tmp_path / "kept")
