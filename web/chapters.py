"""Which chapters run in the browser: those without PyTorch, since this site's Python has none."""

import ast
import json
import pathlib

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[1]
NEED_TORCH = {"torch", "initnotes.pytorch"}


def chapters():
    """The paths of the chapters' notebooks, in the book's order."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    files = [chapter["file"] for part in contents["parts"] for chapter in part["chapters"]]
    return [path for name in files if (path := ROOT / f"{name}.ipynb").exists()]


def runnable():
    """The paths of the chapters that run in the browser."""
    return [path for path in chapters() if not needs_torch(path)]


def needs_torch(notebook):
    """Whether a code cell of `notebook`, a path, imports torch or a module that imports it."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    names = {name for source in sources for name in _imported(source)}
    return any(f"{name}.".startswith(f"{needed}.") for name in names for needed in NEED_TORCH)


def _imported(source):
    """The dotted names of all that a cell imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
