"""Figures, one function each: data in, Axes out. Nothing here samples, trains or shows."""

from initnotes.plots import (
    chaos,
    comparison,
    explorers,
    layers,
    limits,
    network,
    pytorch,
    signals,
    standard,
    variance,
    xavier,
)

__all__ = [
    "chaos",
    "comparison",
    "explorers",
    "layers",
    "limits",
    "network",
    "pytorch",
    "signals",
    "standard",
    "variance",
    "xavier",
]
