"""Initialization of neural networks: variance algebra, schemes, signals and their theory.

The NumPy core (variance, fans, activations, schemes, datasets; signals, theory, measure) is
imported with the package. The rest loads when it is first used: derivations needs SymPy, plots and
explorers matplotlib, pytorch PyTorch.
"""

import importlib

from initnotes import activations, datasets, fans, measure, schemes, signals, theory, variance

__version__ = "0.1.0"
__all__ = [
    "activations",
    "datasets",
    "derivations",
    "exercises",
    "explorers",
    "fans",
    "measure",
    "plots",
    "pytorch",
    "schemes",
    "signals",
    "theory",
    "variance",
]
_LAZY = ("derivations", "exercises", "explorers", "plots", "pytorch")


def __getattr__(name):
    if name in _LAZY:
        return importlib.import_module(f"initnotes.{name}")
    raise AttributeError(f"module 'initnotes' has no attribute {name!r}")


def __dir__():
    return sorted(__all__)
