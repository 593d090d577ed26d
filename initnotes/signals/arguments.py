"""What the parts and the passes ask of their arguments.

The methods of the parts and the two passes stand in the book as they are written. So their checks
stand here, and `after` puts each before its function, whose source remains the one that runs.
"""

from functools import wraps

import numpy as np

from initnotes.checks import as_list, check_array, check_finite, check_instance, described


def after(check, function):
    """`function`, run after `check` has seen the same arguments."""

    @wraps(function)
    def checked(*arguments, **named):
        check(*arguments, **named)
        return function(*arguments, **named)

    return checked


def check_parts(parts, name):
    """Raise TypeError unless `parts` is a list or tuple of parts, each with its two ways."""
    check_instance(parts, list | tuple, name, "a list of parts")
    for number, part in enumerate(parts):
        for way in ("forward", "backward"):
            if not callable(getattr(part, way, None)):
                raise TypeError(
                    f"{name}[{number}] must be a part, with the methods forward and backward, "
                    f"got {described(part)}"
                )


def check_batch(array, name):
    """Raise unless `array` holds finite numbers, with at least one example on its first axis."""
    check_array(array, name)
    if array.ndim == 0 or not array.size:
        raise ValueError(f"{name} must have shape (batch, ...), got {array.shape}")
    check_finite(array, name)


def check_units(array, units, dtype, name):
    """Raise unless `array` has shape (batch, ..., units) and the weight's `dtype`."""
    check_array(array, name)
    if array.ndim < 2 or array.shape[-1] != units or not array.size:
        raise ValueError(f"{name} must have shape (batch, ..., {units}), got {array.shape}")
    if array.dtype != dtype:
        raise TypeError(f"{name} must have the weight's dtype {dtype}, got {array.dtype}")


def check_same_shape(array, shape, other, name):
    """Raise unless `array` holds real numbers and has the `shape` of the `other` argument."""
    check_array(array, name)
    if array.shape != shape:
        raise ValueError(f"{name} must have the shape {shape} of {other}, got {array.shape}")


def check_forward(parts, inputs):
    """Raise unless `parts` and `inputs` are those of a forward pass."""
    check_parts(parts, "parts")
    check_batch(inputs, "inputs")
    if len(parts) and hasattr(parts[0], "_check_forward"):  # it would call them `below`
        parts[0]._check_forward(inputs, "inputs")


def check_backward(parts, values, gradient):
    """Raise unless `values` are those of a forward pass and `gradient` fits the last of them."""
    check_parts(parts, "parts")
    values = as_list(values, "values", "arrays, as forward leaves them")
    if len(values) != len(parts) + 1:
        raise ValueError(
            f"values must hold {len(parts) + 1} arrays, one more than there are parts, "
            f"got {len(values)}"
        )
    check_batch(gradient, "gradient")
    check_same_shape(gradient, np.shape(values[-1]), "the last of values", "gradient")
