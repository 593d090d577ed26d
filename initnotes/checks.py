"""What every public function asks of its arguments, said in one voice.

Each check raises an error that names the argument, what was needed and what arrived.
"""

import numbers

import numpy as np


def check_generator(rng):
    """Raise TypeError unless `rng` is a `numpy.random.Generator` (a seed is not one)."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            "rng must be a numpy.random.Generator, such as numpy.random.default_rng(0), "
            f"got {type(rng).__name__} {rng!r}"
        )


def check_positive_integer(value, name):
    """Raise TypeError unless `value` is an integer, ValueError unless it is at least 1."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise TypeError(f"{name} must be an integer, got {type(value).__name__} {value!r}")
    if value < 1:
        raise ValueError(f"{name} must be at least 1, got {value}")


def check_finite(values, name):
    """Raise ValueError if `values` (a number or an array) holds a NaN or an infinity."""
    values = np.asarray(values)
    bad = values.size - np.count_nonzero(np.isfinite(values))
    if bad:
        raise ValueError(
            f"{name} must be finite, got {bad} NaN or infinite out of {values.size} values"
        )


def check_not_negative(value, name):
    """Raise ValueError unless every entry of `value` is finite and at least 0."""
    check_finite(value, name)
    if np.any(np.asarray(value) < 0):
        raise ValueError(f"{name} must be at least 0, got {np.min(value)}")


def check_positive(value, name):
    """Raise ValueError unless every entry of `value` is finite and above 0."""
    check_finite(value, name)
    if np.any(np.asarray(value) <= 0):
        raise ValueError(f"{name} must be above 0, got {np.min(value)}")


def check_shape(array, shape, name):
    """Raise ValueError unless `array` has `shape`."""
    if np.shape(array) != tuple(shape):
        raise ValueError(f"{name} must have shape {tuple(shape)}, got {np.shape(array)}")


def check_name(name, known, kind):
    """Raise ValueError, with the known names, unless `name` is one of `known`."""
    if name not in known:
        raise ValueError(f"unknown {kind} {name!r}; known are {', '.join(sorted(known))}")
