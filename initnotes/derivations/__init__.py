"""The chapters' derivations as SymPy steps, one module a chapter; each step checks itself."""

from initnotes.derivations import (
    assumptions,
    comparison,
    limits,
    pytorch,
    signals,
    standard,
    steps,
    variance,
    xavier,
)

__all__ = [
    "assumptions",
    "comparison",
    "limits",
    "pytorch",
    "signals",
    "standard",
    "steps",
    "variance",
    "xavier",
]
