"""JupyterLab on the chapters as the in-browser Jupyter shows them, in a folder of the reader's.

`make lab` calls this. What the reader has changed there stays as it is; see `write`.
"""

import contextlib
import hashlib
import json
import os
import pathlib
import subprocess
import sys

import nbformat

from web.chapters import chapters
from web.lite.roles import in_words

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FOLDER = ROOT / "lab"
MARK = "initnotes_sum"  # in a notebook's metadata: the sum of its cells as they were written here


def write(folder=FOLDER, notebooks=None):
    """Write the chapters into `folder`, numbered, but none over a change of the reader's.

    A change is one of the cells' text: outputs may come and go. `notebooks` are names and
    notebooks, the book's by default. Returns the names of the files that were left as they are
    although the book has another version by now.
    """
    if notebooks is None:
        notebooks = {
            f"{number:02}-{path.name}": in_words(path) for number, path in enumerate(chapters(), 1)
        }
    folder.mkdir(exist_ok=True)
    left = []
    for name, notebook in notebooks.items():
        notebook.metadata[MARK] = sum_of(notebook)
        mark, changed = _state(folder / name)
        if mark == notebook.metadata[MARK]:
            continue
        if changed:
            left.append(name)
        else:
            nbformat.write(notebook, folder / name)
    for path in folder.glob("*.ipynb"):
        mark, changed = _state(path)
        if path.name not in notebooks and mark and not changed:  # a chapter's former number
            path.unlink()
    return left


def sum_of(notebook):
    """The sum of the kinds and texts of a notebook's cells."""
    cells = [(cell.cell_type, cell.source) for cell in notebook.cells]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _state(path):
    """The mark of the notebook at `path`, None without one, and whether the reader changed it."""
    if not path.exists():
        return None, False
    notebook = nbformat.read(path, as_version=4)
    mark = notebook.metadata.get(MARK)
    return mark, mark != sum_of(notebook)


def command(folder, *arguments):
    """The command that opens JupyterLab on `folder`, without its news, with custom.css."""
    settings = [
        f"--LabApp.app_settings_dir={HERE}",  # page_config.json
        "--custom-css",
        f"--ServerApp.tornado_settings=static_custom_path={HERE}",
    ]
    return [sys.executable, "-m", "jupyterlab", str(folder), *settings, *arguments]


def environment():
    """This one, with the book's settings of matplotlib, which the folder does not have."""
    return os.environ | {"MATPLOTLIBRC": str(ROOT / "book" / "matplotlibrc")}


def main():
    for name in write():
        print(
            f"lab/{name} has changes of yours and stays as it is, though the book has another "
            "version by now: rename your file to get it."
        )
    with contextlib.suppress(KeyboardInterrupt):
        subprocess.run(command(FOLDER, *sys.argv[1:]), env=environment(), check=False)


if __name__ == "__main__":
    main()
