"""Exercise of the chapter on the standard initialization: the states' variance, layer by layer."""

import numpy as np

from initnotes.exercises.task import Task


def _draw(rng):
    widths = [int(width) for width in rng.integers(20, 500, size=rng.integers(3, 8))]
    return {"widths": widths, "input_second_moment": float(np.round(rng.uniform(0.2, 4), 2))}


def _state_variances(widths, input_second_moment):
    return input_second_moment * 3.0 ** -np.arange(1, len(widths))


state_variances = Task(
    "state_variances",
    _state_variances,
    _draw,
    slips={
        "when the input counts as the first layer": lambda widths, input_second_moment: (
            3 * _state_variances(widths, input_second_moment)
        ),
        "with fan_out in place of fan_in": lambda widths, input_second_moment: (
            _state_variances(widths, input_second_moment) * widths[0] / np.array(widths[1:])
        ),
        "when you return standard deviations": lambda widths, input_second_moment: np.sqrt(
            _state_variances(widths, input_second_moment)
        ),
    },
)
