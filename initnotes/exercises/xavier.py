"""Exercise of the chapter on the Xavier formulas: the bound of the uniform form."""

import math

import numpy as np

from initnotes.exercises.task import Task


def _draw(rng):
    fan_in, fan_out = (int(fan) for fan in rng.integers(10, 500, size=2))
    return {"fan_in": fan_in, "fan_out": fan_out, "gain": float(np.round(rng.uniform(1.1, 2), 2))}


def _xavier_bound(fan_in, fan_out, gain):
    return gain * math.sqrt(6 / (fan_in + fan_out))


xavier_bound = Task(
    "xavier_bound",
    _xavier_bound,
    _draw,
    slips={
        "when the parentheses are lost, 6/fan_in+fan_out": lambda fan_in, fan_out, gain: (
            gain * math.sqrt(6 / fan_in + fan_out)
        ),
        "with the std in place of the bound": lambda fan_in, fan_out, gain: (
            _xavier_bound(fan_in, fan_out, gain) / math.sqrt(3)
        ),
        "when the gain multiplies the variance": lambda fan_in, fan_out, gain: _xavier_bound(
            fan_in, fan_out, math.sqrt(gain)
        ),
    },
)
