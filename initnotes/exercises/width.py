"""Exercise of the chapter on finite width: how many examples a batch counts as."""

import numpy as np

from initnotes.exercises.task import Task


def _draw(rng):
    shape = rng.integers(3, 5, size=2)
    return {"x": np.round(rng.standard_normal(shape) + rng.uniform(0.3, 1), 2)}


def _effective_batch(x):
    q = x @ x.T
    return np.trace(q) ** 2 / np.sum(q**2)


effective_batch = Task(
    "effective_batch",
    _effective_batch,
    _draw,
    slips={
        "when only the diagonal is squared and summed": lambda x: (
            np.trace(x @ x.T) ** 2 / np.sum(np.diagonal(x @ x.T) ** 2)
        ),
        "when every example counts, whatever the others": lambda x: len(x),
    },
)
