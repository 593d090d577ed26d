"""The chapters' derivations as SymPy steps, one module a chapter; each step checks itself.

`assumptions` is a second one of the chapter on signals. `steps` and `quantities` say what a
derivation is; `laws`, `series`, `linear` and `factors` are shared by chapters.
"""

from initnotes.derivations import (
    assumptions,
    batch,
    chaos,
    comparison,
    detours,
    factors,
    laws,
    limits,
    linear,
    pytorch,
    quantities,
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
    "batch",
    "chaos",
    "comparison",
    "detours",
    "factors",
    "laws",
    "limits",
    "linear",
    "pytorch",
    "quantities",
    "series",
    "signals",
    "standard",
    "steps",
    "variance",
    "width",
    "xavier",
]
