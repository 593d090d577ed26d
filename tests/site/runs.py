"""Run each chapter in the in-browser Jupyter and keep what it took: python -m tests.site.runs

It takes minutes, on a machine that does nothing else. web/lite/runs.json keeps of each chapter the
seconds, which the line above the chapter says, and the sum of all that the run depends on: as
long as nothing of it changes, `make test` does not run the chapter in the browser again.
"""

import hashlib
import json
import pathlib
import time

import nbformat
from playwright.sync_api import sync_playwright

from tests.site.jupyter import Chapter
from web.browser import launch
from web.chapters import ROOT, runnable
from web.serve import serving

# Below the root: the package, the book's settings, the browser's Python and what it is built with.
DEPENDS = (
    "initnotes/**/*",
    "book/matplotlibrc",
    "web/lite/**/*",
    "web/package-lock.json",
    "requirements.txt",
    "tests/site/runs.py",
    "tests/site/jupyter.py",
)
STORED = pathlib.Path("web/lite/runs.json")


def inputs(notebook, root=ROOT):
    """The sha256 of what a chapter's run in the browser depends on, `notebook` a path.

    Of the notebook that is its code and what the code printed and showed, not its prose.
    """
    paths = {path for pattern in DEPENDS for path in root.glob(pattern) if path.is_file()}
    made = {path for path in paths if "__pycache__" in path.parts or ".min." in path.name}
    unread = {path for path in paths if "LICENSE" in path.name} | {root / STORED}
    total = hashlib.sha256(json.dumps([read(cell) for cell in code(notebook)]).encode())
    for path in sorted(paths - made - unread):
        total.update(f"{path.relative_to(root)} {path.stat().st_size}\n".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def stored(notebook, root=ROOT):
    """What is kept of the chapter's last run, "seconds" and "inputs"; of none an empty dict."""
    return json.loads((root / STORED).read_text(encoding="utf-8")).get(notebook.stem, {})


def outputs_that_differ(chapter, notebook):
    """Run all cells of an open `Chapter`: seconds, and pairs of cells, there and in `notebook`.

    A pair stands for a cell that printed or showed something else; pictures are not compared.
    """
    chapter.wait_for_kernel()
    start = time.perf_counter()
    chapter.run_all()
    seconds = time.perf_counter() - start
    pairs = zip(chapter.cells(), code(notebook), strict=True)
    return seconds, [(here, there) for here, there in pairs if read(here) != read(there)]


def code(notebook):
    """The code cells of a notebook, a path, as they are stored."""
    cells = nbformat.read(notebook, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def read(cell):
    """A code cell's source, then what it printed and showed, without its pictures."""
    shown = [
        "".join(output.get("text") or output.get("data", {}).get("text/plain", ""))
        for output in cell["outputs"]
    ]
    return [cell["source"], *shown]


def main():
    runs = {}
    with serving() as site, sync_playwright() as playwright:
        chromium = launch(playwright)
        for path in runnable():
            chapter = Chapter.open(chromium.new_page(), site, path.stem)
            seconds, different = outputs_that_differ(chapter, path)
            if different:
                here, there = different[0]
                raise SystemExit(f"{path} in the browser: {read(here)}, on the desk: {read(there)}")
            chapter.page.close()
            runs[path.stem] = {"seconds": round(seconds), "inputs": inputs(path)}
            print(f"{path.stem}: {seconds:.0f} s")
        chromium.close()
    (ROOT / STORED).write_text(json.dumps(runs, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
