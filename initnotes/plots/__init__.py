"""Figures, one function each: data in, Axes out. Nothing here samples, trains or shows."""

from initnotes.plots import comparison, layers, limits, pytorch, signals, standard, variance, xavier

__all__ = ["comparison", "layers", "limits", "pytorch", "signals", "standard", "variance", "xavier"]
