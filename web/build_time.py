"""How long `make book` takes with everything installed: from nothing, and for one chapter.

A chapter whose code has changed is run again, so the shortest and the longest one are measured.
"""

import pathlib
import shutil
import subprocess
import tempfile
import time

import nbformat

ROOT = pathlib.Path(__file__).resolve().parent.parent
CHANGED = ("variance", "comparison")
INSTALLED = (".venv", "web/node_modules")
LEFT_OUT = shutil.ignore_patterns("_build", ".git", ".venv", "node_modules", "__pycache__")


def build_seconds():
    """What was built -> seconds: from nothing, and after a cell of each of `CHANGED` has changed.

    Raises RuntimeError, with the last of what make printed, if a build fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, "book")
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        for path in INSTALLED:
            (copy / path).symlink_to(ROOT / path)
        seconds = {"from nothing": _seconds(copy)}
        for name in CHANGED:
            _change(copy / "book" / f"{name}.ipynb")
            seconds[f"{name} changed"] = _seconds(copy)
        return seconds


def _seconds(folder):
    start = time.perf_counter()
    made = subprocess.run(["make", "book"], cwd=folder, capture_output=True, text=True)
    if made.returncode:
        raise RuntimeError(f"make book failed:\n{made.stdout[-2000:]}{made.stderr[-2000:]}")
    return time.perf_counter() - start


def _change(path):
    notebook = nbformat.read(path, as_version=4)
    code = next(cell for cell in notebook.cells if cell.cell_type == "code")
    code.source += "\n# changed"
    nbformat.write(notebook, path)
