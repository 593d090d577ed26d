"""Figures, one function each: data in, Axes out. Nothing here samples, trains or shows."""

from initnotes.plots import (
    comparison,
    explorers,
    layers,
    limits,
    pytorch,
    signals,
    standard,
    variance,
    width,
    xavier,
)

__all__ = [
    "comparison",
    "explorers",
    "layers",
    "limits",
    "pytorch",
    "signals",
    "standard",
    "variance",
    "width",
    "xavier",
]
