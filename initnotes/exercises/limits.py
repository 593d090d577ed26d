"""Exercise of the chapter on where Xavier stops: He's variance for a leaky ReLU."""

import math

import numpy as np

from initnotes.exercises.task import Task


def _draw(rng):
    return {
        "fan_in": int(rng.integers(10, 500)),
        "negative_slope": float(np.round(rng.uniform(0.1, 0.9), 2)),
    }


def _he_variance(fan_in, negative_slope):
    return 2 / ((1 + negative_slope**2) * fan_in)


he_variance = Task(
    "he_variance",
    _he_variance,
    _draw,
    slips={
        "without the slope": lambda fan_in, negative_slope: 2 / fan_in,
        "when the slope is not squared": lambda fan_in, negative_slope: (
            2 / ((1 + negative_slope) * fan_in)
        ),
        "when you return the std": lambda fan_in, negative_slope: math.sqrt(
            _he_variance(fan_in, negative_slope)
        ),
    },
)
