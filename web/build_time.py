"""How long `make book` takes with everything installed: from nothing, and for one chapter."""

import pathlib
import shutil
import subprocess
import tempfile
import time

import nbformat

ROOT = pathlib.Path(__file__).resolve().parent.parent
INSTALLED = (".venv", "web/node_modules")
LEFT_OUT = shutil.ignore_patterns("_build", ".git", ".venv", "node_modules", "__pycache__")


def build_seconds():
    """Seconds from nothing, and seconds after one cell of chapter 1 has changed.

    Raises RuntimeError, with the last of what make printed, if a build fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, "book")
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        for path in INSTALLED:
            (copy / path).symlink_to(ROOT / path)
        cold = _seconds(copy)
        _change(copy / "book" / "variance.ipynb")
        return cold, _seconds(copy)


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
