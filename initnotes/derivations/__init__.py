"""The chapters' derivations as SymPy steps, one module a chapter; each step checks itself."""

from initnotes.derivations import steps, variance

__all__ = ["steps", "variance"]
