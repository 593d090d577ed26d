"""Initialization of neural networks: variance algebra, schemes, signals and their theory.

The NumPy core (variance, statistics, activations, fans, schemes, costs, signals, summaries,
ensemble, quadrature, meanfield, theory, datasets) is imported with the package. The rest loads
when it is first used: derivations needs SymPy, plots and explorers matplotlib, modules PyTorch.
"""

import importlib

from initnotes import (
    activations,
    costs,
    datasets,
    ensemble,
    fans,
    meanfield,
    quadrature,
    schemes,
    signals,
    statistics,
    summaries,
    theory,
    variance,
)

__version__ = "0.1.0"
__all__ = [
    "activations",
    "costs",
    "datasets",
    "derivations",
    "ensemble",
    "explorers",
    "fans",
    "meanfield",
    "modules",
    "plots",
    "quadrature",
    "schemes",
    "signals",
    "statistics",
    "summaries",
    "theory",
    "variance",
]
_LAZY = ("derivations", "explorers", "modules", "plots")


def __getattr__(name):
    if name in _LAZY:
        return importlib.import_module(f"initnotes.{name}")
    raise AttributeError(f"module 'initnotes' has no attribute {name!r}")


def __dir__():
    return sorted(__all__)
