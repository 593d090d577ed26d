"""Exercise of the chapter on order and chaos: the gradient's factor as a sum."""

import numpy as np

from initnotes import theory
from initnotes.activations import tanh
from initnotes.exercises.task import Task


def _draw(rng):
    return {
        "derivative": tanh.derivative,
        "q": float(np.round(rng.uniform(0.3, 0.8), 2)),
        "weight_factor": float(np.round(rng.uniform(1.2, 2.5), 2)),
    }


def _chi(derivative, q, weight_factor):
    return theory.chi(tanh, q, weight_factor=weight_factor)


chi = Task(
    "chi",
    _chi,
    _draw,
    slips={
        "with q for the standard deviation": lambda derivative, q, weight_factor: _chi(
            derivative, q**2, weight_factor
        ),
        "when the weight factor is squared": lambda derivative, q, weight_factor: (
            weight_factor * _chi(derivative, q, weight_factor)
        ),
        "without the weight factor": lambda derivative, q, weight_factor: (
            _chi(derivative, q, weight_factor) / weight_factor
        ),
    },
    rtol=1e-3,
)
