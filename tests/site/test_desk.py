"""JupyterLab at the desk: chapters as the in-browser Jupyter shows them, a reader's edits kept."""

import contextlib
import socket
import subprocess
import time
import urllib.request

import nbformat
import pytest

from web.chapters import chapters
from web.desk import lab

READ = ".jp-Notebook .myst"  # a cell's text, set
NOT_FOUND = "Cross reference target was not found"


def notebook(*texts):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in texts])


def texts(path):
    return [cell.source for cell in nbformat.read(path, as_version=4).cells]


def edit(path, text):
    """What a reader does: run the first cell, and put `text` there if there is any."""
    edited = nbformat.read(path, as_version=4)
    edited.cells[0].outputs = [nbformat.v4.new_output("stream", text="ran\n")]
    edited.cells[0].source = text or edited.cells[0].source
    nbformat.write(edited, path)


def test_chapters_are_written_in_the_books_order(tmp_path):
    assert lab.write(tmp_path / "lab") == []
    names = sorted(path.name for path in (tmp_path / "lab").iterdir())
    assert [name[3:] for name in names] == [path.name for path in chapters()]


def test_new_version_replaces_what_the_reader_has_not_changed(tmp_path):
    lab.write(tmp_path, {"01-a.ipynb": notebook("one")})
    edit(tmp_path / "01-a.ipynb", None)
    ran = (tmp_path / "01-a.ipynb").read_text()
    assert lab.write(tmp_path, {"01-a.ipynb": notebook("one")}) == []
    assert (tmp_path / "01-a.ipynb").read_text() == ran
    assert lab.write(tmp_path, {"01-a.ipynb": notebook("two")}) == []
    assert texts(tmp_path / "01-a.ipynb") == ["two"]


def test_what_the_reader_has_changed_stays_and_is_told_when_the_book_goes_on(tmp_path):
    lab.write(tmp_path, {"01-a.ipynb": notebook("one")})
    edit(tmp_path / "01-a.ipynb", "mine")
    for text, told in ("one", []), ("two", ["01-a.ipynb"]), ("two", ["01-a.ipynb"]):
        assert lab.write(tmp_path, {"01-a.ipynb": notebook(text)}) == told
        assert texts(tmp_path / "01-a.ipynb") == ["mine"]
    (tmp_path / "01-a.ipynb").rename(tmp_path / "mine.ipynb")
    assert lab.write(tmp_path, {"01-a.ipynb": notebook("two")}) == []
    assert texts(tmp_path / "01-a.ipynb") == ["two"]
    assert texts(tmp_path / "mine.ipynb") == ["mine"]


def test_chapter_with_another_number_moves_unless_the_reader_changed_it(tmp_path):
    first = {"01-a.ipynb": notebook("a"), "02-b.ipynb": notebook("b")}
    lab.write(tmp_path, first)
    nbformat.write(notebook("my own"), tmp_path / "03-own.ipynb")
    edit(tmp_path / "02-b.ipynb", "mine")
    lab.write(tmp_path, {"02-a.ipynb": notebook("a"), "03-b.ipynb": notebook("b")})
    names = ["02-a.ipynb", "02-b.ipynb", "03-b.ipynb", "03-own.ipynb"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """The address of JupyterLab on the chapters and one notebook more, for a reader without any
    settings."""
    home = tmp_path_factory.mktemp("home")
    folder = home / "lab"
    lab.write(folder)
    unread = nbformat.v4.new_markdown_cell("See {cite:t}`glorot2010` and {eq}`eq-nowhere`.")
    nbformat.write(nbformat.v4.new_notebook(cells=[unread]), folder / "99-raw.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    command = lab.command(
        folder,
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--IdentityProvider.token=",
        "--expose-app-in-browser",
    )
    url = f"http://127.0.0.1:{port}/"
    environment = lab.environment() | {name: str(home / name) for name in own}
    with open(home / "log", "w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        for _ in range(120):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(url + "api", timeout=10).close()
                break
            time.sleep(0.5)
        yield url
    finally:
        server.terminate()
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:  # seen once, with other work beside it
            server.kill()
            server.wait()


@pytest.fixture
def read(context, desk):
    """Opens a notebook on a tall screen: the page, and the labels that were not found."""
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 4000})
    missing = []
    page.on("console", lambda note: NOT_FOUND in note.text and missing.append(note.text))

    def open_notebook(name):
        page.goto(f"{desk}lab/tree/{name}.ipynb?reset")
        page.wait_for_function("window.jupyterapp?.shell.currentWidget?.context?.isReady")
        page.locator(READ).first.wait_for()
        return page, missing

    return open_notebook


def number_of(name):
    stems = [path.stem for path in chapters()]
    return f"{stems.index(name) + 1:02}-{name}"


def test_jupyterlab_shows_the_chapter_as_the_browsers_does(read):
    page, missing = read(number_of("xavier"))
    page.wait_for_function(  # as in test_lite.py
        "() => { const note = document.querySelector('.myst-aside');"
        " return note?.scrollHeight > 0 && note.offsetHeight >= note.scrollHeight; }"
    )
    page.locator(READ).get_by_text("Glorot and Bengio [2010]").first.wait_for()
    assert page.locator(READ).get_by_text("glorot2010").count() == 0
    page.locator(".jp-OutputArea .katex").first.wait_for()
    assert page.locator(".jp-OutputArea [aria-label='Link to this Equation']:visible").count() == 0
    files = page.locator(".jp-DirListing-itemName").all_inner_texts()
    assert [name[3:] for name in files] == [*(path.name for path in chapters()), "raw.ipynb"]
    assert page.locator(".Toastify__toast").count() == 0
    assert missing == []


def test_reference_that_is_not_in_words_is_seen(read):
    page, missing = read("99-raw")
    page.locator(READ).get_by_text("glorot2010").first.wait_for()
    assert any("eq-nowhere" in text for text in missing)
