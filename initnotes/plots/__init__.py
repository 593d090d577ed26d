"""Figures, one function each: data in, Axes out. Nothing here samples, trains or shows."""

from initnotes.plots import layers, variance

__all__ = ["layers", "variance"]
