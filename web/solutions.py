"""An edition without solutions: `hide_solutions: true` in _config.yml.

sphinx-exercise then leaves the boxes out of the pages. Here the cells between solution-start and
solution-end leave the notebooks: what is run and shown, offered for download, and put into the
Jupyter in the browser.
"""

import functools
import pathlib

import yaml

CONFIG = pathlib.Path(__file__).resolve().parents[1] / "_config.yml"
START, END = "```{solution-start}", "```{solution-end}"


@functools.cache
def hidden():
    """What the book's configuration says."""
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    return config["sphinx"]["config"]["hide_solutions"]


def without(cells):
    """The cells of a notebook that belong to no solution.

    Raises ValueError for a solution without an end, or an end without a start.
    """
    kept, inside = [], False
    for cell in cells:
        source = "".join(cell["source"])
        if source.startswith((START, END)):
            if inside == source.startswith(START):
                raise ValueError(f"solutions must start and end in turn, got {source!r}")
            inside = not inside
        elif not inside:
            kept.append(cell)
    if inside:
        raise ValueError("the last solution must end, got no solution-end")
    return kept
