"""The chapters in the in-browser Jupyter must do there what they do on the desk.

That it asks no other host, workers included, is read in the browser's log (conftest.py).
"""

import re
import shutil

import matplotlib
import nbformat
import pytest

from initnotes import schemes
from tests.site import runs
from tests.site.jupyter import Chapter
from tests.site.visit import Watch
from web.chapters import chapters, runnable
from web.lite import distribution

# JupyterLite sends its service worker a sign of life under the host's root; the worker answers it,
# no server sees it.
HEARTBEAT = "/service-worker-heartbeat"
# JupyterLab's own, and rare: seen only beside other work, in pages whose cells were all right.
BUSY = "Cannot read properties of undefined (reading 'node')"


@pytest.fixture
def page(page, watch):
    """The watched page, but for two notes that mean no harm."""
    yield page
    forgive(watch)


def forgive(watch):
    """Take from a `Watch` the notes that mean no harm in JupyterLite."""
    watch.foreign = [url for url in watch.foreign if not url.endswith(HEARTBEAT)]
    watch.errors = [error for error in watch.errors if BUSY not in error]


@pytest.fixture(scope="module")
def first(browser, site):
    """Chapter 1, its imports run; several tests write into its first cell, one after the other.

    Python takes ten seconds to start. The screen is tall, for what is not in sight is not drawn.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 4000})
    context.set_default_timeout(30_000)
    watch = Watch(context, site)
    chapter = Chapter.open(context.new_page(), site, "variance")
    chapter.run_cell(0)
    yield chapter
    chapter.wait_for_kernel()  # a page that closes before fails what Python was loading
    context.close()
    forgive(watch)
    assert watch.errors == []
    assert watch.foreign == []


@pytest.mark.parametrize("path", runnable(), ids=lambda path: path.stem)
def test_chapter_gives_the_stored_outputs(request, site, path):
    if runs.stored(path).get("inputs") == runs.inputs(path):
        pytest.skip(
            "it did when it was run last, and nothing of it has changed: web/lite/runs.json"
        )
    chapter = Chapter.open(request.getfixturevalue("page"), site, path.stem)
    _, different = runs.outputs_that_differ(chapter, path)
    assert different == []


class Ran:
    """A chapter that did in the browser what its cells say."""

    def __init__(self, *cells):
        self.cells = lambda: cells
        self.wait_for_kernel = self.run_all = lambda: None


def cell(source, text):
    output = nbformat.v4.new_output("stream", text=text)
    return nbformat.v4.new_code_cell(source, outputs=[output])


def store(path, *cells):
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def test_cell_that_gives_something_else_is_told(tmp_path):
    one, two = cell("print(1)", "1\n"), cell("print(2)", "2\n")
    notebook = store(tmp_path / "two.ipynb", one, two)
    assert runs.outputs_that_differ(Ran(one, two), notebook)[1] == []
    for other in cell("print(2)", "3\n"), cell("print(4)", "2\n"):
        [[here, there]] = runs.outputs_that_differ(Ran(one, other), notebook)[1]
        assert (runs.read(here), runs.read(there)) == (runs.read(other), runs.read(two))
    with pytest.raises(ValueError, match="longer"):
        runs.outputs_that_differ(Ran(one), notebook)


def test_run_is_due_again_when_anything_it_depends_on_changes(tmp_path):
    files = ["initnotes/a.py", "initnotes/data/b.npz", "web/lite/c.js", "requirements.txt"]
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    notebook = store(tmp_path / "d.ipynb", cell("print(1)", "1\n"))
    seen = [runs.inputs(notebook, tmp_path)]
    for changed in cell("print(1)", "2\n"), cell("print( 1)", "2\n"):
        store(notebook, changed)
        seen.append(runs.inputs(notebook, tmp_path))
    for name in (*files, "initnotes/new.py"):
        (tmp_path / name).write_text(f"{name} changed")
        seen.append(runs.inputs(notebook, tmp_path))
    assert len(set(seen)) == len(seen) == 8
    store(notebook, nbformat.v4.new_markdown_cell("Prose."), changed)
    for name in ("web/lite/runs.json", "initnotes/__pycache__/a.pyc", "initnotes/d3.min.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert runs.inputs(notebook, tmp_path) == seen[-1]


def test_figure_is_drawn_with_the_books_settings(first):
    first.write(0, 'print(plt.rcParams["figure.figsize"])\nfigure, ax = plt.subplots()')
    first.run_cell(0)
    printed, figure = first.cells()[0]["outputs"]
    size = matplotlib.rc_params_from_file("book/matplotlibrc", use_default_template=False)
    assert "".join(printed["text"]) == f"{size['figure.figsize']}\n"
    assert "image/png" in figure["data"]


def test_margin_note_lies_on_no_text(page, site):
    page.set_viewport_size({"width": 1280, "height": 4000})
    Chapter.open(page, site, "xavier")
    page.wait_for_function(  # a cell may be drawn more than once
        "() => { const note = document.querySelector('.myst-aside');"
        " return note?.scrollHeight > 0 && note.offsetHeight >= note.scrollHeight; }"
    )


def test_only_the_texts_equations_have_numbers(first):
    first.run_cell(1)
    first.page.locator(".jp-MarkdownCell").get_by_text("(1)", exact=True).first.wait_for()
    first.page.locator(".jp-OutputArea .katex").first.wait_for()
    number = re.compile(r"^\(\d+\)$")
    assert first.page.locator(".jp-OutputArea a:visible").filter(has_text=number).count() == 0


def test_cell_that_raises_shows_its_traceback_and_the_next_one_runs(first):
    first.write(0, "variance.variance_from_bound(-1)")
    first.run_cell(0)
    (error,) = first.cells()[0]["outputs"]
    assert "ValueError" in error["ename"]
    traceback = re.sub("\x1b\\[[0-9;]*m", "", "".join(error["traceback"]))  # without colors
    assert "variance_from_bound" in traceback
    first.run_cell(1)
    assert "".join(first.cells()[1]["outputs"][0]["data"]["text/plain"]).startswith("Derivation")


def test_tab_asks_python_for_the_names_that_begin_so(first):
    first.write(0, "np.random.standard_")  # no name of the cell, which Jupyter would offer too
    first.page.keyboard.press("Tab")
    first.page.locator(".jp-Completer-item", has_text="standard_cauchy").wait_for()
    first.page.keyboard.press("Escape")


def test_module_beside_the_notebook_is_imported(first):
    mine = 'pathlib.Path("mine.py").write_text("answer = 42"); importlib.invalidate_caches()'
    first.write(0, f"import importlib, pathlib; {mine}; import mine; print(mine.answer)")
    first.run_cell(0)
    (printed,) = first.cells()[0]["outputs"]
    assert "".join(printed["text"]) == "42\n"


def test_explorer_answers_in_jupyter_too(first):
    first.write(0, "from initnotes import explorers\nexplorers.bound.explore()")
    first.run_cell(0)
    shown = first.page.locator("figure.explorer-mounted[data-explorer=bound]")
    readout = shown.locator(".explorer-readout")
    scheme = schemes.standard()
    said = [f"Bound {scheme.bound(n, 100):.3g}, std {scheme.std(n, 100):.3g}," for n in (100, 10)]
    assert readout.inner_text().startswith(said[0])
    shown.locator("[name=fan_in]").press("Home")
    assert readout.inner_text().startswith(said[1])


def test_edit_is_there_on_the_next_visit(first, site):
    first.write(0, "mine = 42")
    first.save()
    again = Chapter.open(first.page.context.new_page(), site, "variance")
    assert again.cells()[0]["source"] == "mine = 42"
    again.wait_for_kernel()
    again.page.close()


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
