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


def of_edition(cells):
    """The cells of a notebook that this edition has."""
    return without(cells) if hidden() else cells


def without(cells):
    """The cells of a notebook that belong to no solution."""
    solved = {number for solution in places(cells) for number in solution}
    return [cell for number, cell in enumerate(cells) if number not in solved]


def places(cells):
    """The numbers of each solution's cells, from the one that starts it to the one that ends it.

    Raises ValueError for a solution without an end, or an end without a start.
    """
    found, start = [], None
    for number, cell in enumerate(cells):
        source = "".join(cell["source"])
        if source.startswith((START, END)):
            if (start is None) != source.startswith(START):
                raise ValueError(f"solutions must start and end in turn, got {source!r}")
            if start is not None:
                found.append(range(start, number + 1))
            start = number if start is None else None
    if start is not None:
        raise ValueError("the last solution must end, got no solution-end")
    return found
