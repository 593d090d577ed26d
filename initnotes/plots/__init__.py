"""Figures, one function each: data in, Axes out. Nothing here samples, trains or shows."""

from initnotes.plots import (
    batch,
    chaos,
    comparison,
    detours,
    explorers,
    layers,
    limits,
    network,
    pytorch,
    ratios,
    signals,
    standard,
    style,
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
    "layers",
    "limits",
    "network",
    "pytorch",
    "ratios",
    "signals",
    "standard",
    "style",
    "variance",
    "width",
    "xavier",
]
