"""Exercise of the chapter on signals: one step of the backward pass."""

import numpy as np

from initnotes.exercises.task import Task


def _draw(rng):
    fan_in, fan_out, batch = rng.integers(2, 4, size=3)
    return {
        "weight": np.round(rng.standard_normal((fan_out, fan_in)), 2),
        "state": np.round(rng.uniform(0.2, 2, size=(batch, fan_in)), 2),
        "gradient": np.round(rng.standard_normal((batch, fan_out)), 2),
    }


def _state_gradient_below(weight, state, gradient):
    return (gradient @ weight) * (1 - np.tanh(state) ** 2)


state_gradient_below = Task(
    "state_gradient_below",
    _state_gradient_below,
    _draw,
    slips={
        "without the slope": lambda weight, state, gradient: gradient @ weight,
        "with the slope at the activation, f'(z)": lambda weight, state, gradient: (
            _state_gradient_below(weight, np.tanh(state), gradient)
        ),
        "when the states pass for activations, 1 - s^2": lambda weight, state, gradient: (
            (gradient @ weight) * (1 - state**2)
        ),
    },
)
