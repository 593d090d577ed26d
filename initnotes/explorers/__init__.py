"""Figures that answer to the hand: in Jupyter, and on a page without a kernel.

Each module has one function `explore`, which returns an `Explorer`: controls, a drawing made in
the browser, the numbers drawn, and a still image of it with a sentence for those who use neither.
"""

from initnotes.checks import check_name
from initnotes.explorers import (
    bound,
    colors,
    compromise,
    controls,
    depth,
    explorer,
    histograms,
    static,
)

__all__ = ["bound", "colors", "compromise", "controls", "depth", "explorer", "histograms", "static"]

EXPLORERS = {
    module.__name__.rpartition(".")[2]: module.explore
    for module in (bound, compromise, depth, histograms)
}


def named(name):
    """The explorer of that name with its default settings; ValueError with the known names.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.named("bound").title
    'Bound, standard deviation, variance'
    """
    check_name(name, EXPLORERS, "explorer")
    return EXPLORERS[name]()
