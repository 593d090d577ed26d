"""Figures, one function each: data in, Axes out. Nothing here samples, trains or shows."""

from initnotes.plots import (
    batch,
    chaos,
    comparison,
    detours,
    explorers,
    fans,
    layers,
    limits,
    maps,
    network,
    pytorch,
    signals,
    standard,
    variance,
    width,
    xavier,
)

__all__ = [
    "batch",
    "chaos",
    "comparison",
    "detours",
    "explorers",
    "fans",
    "layers",
    "limits",
    "maps",
    "network",
    "pytorch",
    "signals",
    "standard",
    "variance",
    "width",
    "xavier",
]
