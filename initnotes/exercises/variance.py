"""Exercise of the chapter on variance: the std of a state."""

import numpy as np

from initnotes.exercises.task import Task
from initnotes.variance import dot_variance, variance_from_bound


def _draw(rng):
    x = np.round(rng.normal(rng.uniform(-2, 2), 1, size=rng.integers(3, 7)), 2)
    return {"bound": float(np.round(rng.uniform(0.1, 1), 3)), "x": x}


def _state_std(bound, x):
    return np.sqrt(dot_variance(variance_from_bound(bound), x**2))


state_std = Task(
    "state_std",
    _state_std,
    _draw,
    slips={
        "with b^2/12 in place of b^2/3": lambda bound, x: _state_std(bound, x) / 2,
        "when you return the variance": lambda bound, x: _state_std(bound, x) ** 2,
        "with the inputs' variance in place of their second moment": lambda bound, x: _state_std(
            bound, x - x.mean()
        ),
    },
)
