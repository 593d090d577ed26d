"""Exercise of the chapter on the experiments: the ratio of two nets' signals."""

import numpy as np

from initnotes.exercises.task import Task


def _draw(rng):
    draws, layers = (int(size) for size in rng.integers(3, 5, size=2))
    return {
        name: np.round(rng.uniform(low, 4 * low, size=(draws, layers + 1)), 2)
        for name, low in (("standard", 0.2), ("xavier", 1.0))
    }


def _larger(standard, xavier):
    return np.mean(xavier, axis=0) / np.mean(standard, axis=0)


larger = Task(
    "larger",
    _larger,
    _draw,
    slips={
        "with the mean of the ratios": lambda standard, xavier: np.mean(xavier / standard, axis=0),
        "with the standard initialization over Xavier": lambda standard, xavier: _larger(
            xavier, standard
        ),
        "with the mean over layers": lambda standard, xavier: (
            np.mean(xavier, axis=1) / np.mean(standard, axis=1)
        ),
    },
)
