"""Exercises that ask for a function, and the tests that judge it: one file a chapter.

Each student's number draws other cases, so that a class can compare methods and not results.
"""

from initnotes.exercises import (
    batch,
    chaos,
    comparison,
    limits,
    pytorch,
    signals,
    standard,
    variance,
    width,
    xavier,
)
from initnotes.exercises.task import Task

__all__ = [
    "Task",
    "batch",
    "chaos",
    "comparison",
    "limits",
    "pytorch",
    "signals",
    "standard",
    "variance",
    "width",
    "xavier",
]
