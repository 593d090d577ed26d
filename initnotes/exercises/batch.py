"""Exercise of the chapter on batches: the variance of the mean gradient."""

import numpy as np

from initnotes.exercises.task import Task


def _draw(rng):
    size = rng.integers(3, 6)
    shared, own = rng.uniform(0.3, 1, size=(2, size))
    return {"covariance": np.round(np.outer(shared, shared) + np.diag(own), 3)}


batch_variance = Task(
    "batch_variance",
    lambda covariance: np.mean(covariance),
    _draw,
    slips={
        "for examples that are independent": lambda covariance: (
            np.trace(covariance) / len(covariance) ** 2
        ),
        "for one example": lambda covariance: np.trace(covariance) / len(covariance),
        "for the sum in place of the mean": lambda covariance: np.sum(covariance),
    },
)
