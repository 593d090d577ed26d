"""The chapters' derivations as SymPy steps, one module a chapter; each step checks itself.

`steps` says what a derivation is; `laws`, `series`, `linear` and `factors` are shared by chapters.
"""

from initnotes.derivations import (
    assumptions,
    comparison,
    factors,
    laws,
    limits,
    linear,
    pytorch,
    series,
    signals,
    standard,
    steps,
    variance,
    width,
    xavier,
)

__all__ = [
    "assumptions",
    "comparison",
    "factors",
    "laws",
    "limits",
    "linear",
    "pytorch",
    "series",
    "signals",
    "standard",
    "steps",
    "variance",
    "width",
    "xavier",
]
