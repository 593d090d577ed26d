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
            f"got {described(rng)}"
        )


def check_positive_integer(value, name):
    """Raise TypeError unless `value` is an integer, ValueError unless it is at least 1."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise TypeError(f"{name} must be an integer, got {described(value)}")
    if value < 1:
        raise ValueError(f"{name} must be at least 1, got {value}")


def check_number(value, name):
    """Raise TypeError unless `value` is one real number, ValueError unless it is finite."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise TypeError(f"{name} must be a number, got {described(value)}")
    check_finite(value, name)


def check_callable(value, name, arguments):
    """Raise TypeError unless `value` can be called with `arguments`, named in words."""
    if not callable(value):
        raise TypeError(f"{name} must be a function of {arguments}, got {described(value)}")


def check_string(value, name):
    """Raise TypeError unless `value` is a string."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a string, got {described(value)}")


def check_instance(value, kind, name, wanted):
    """Raise TypeError unless `value` is of the class `kind`, `wanted` in words."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be {wanted}, got {described(value)}")


def check_flag(value, name):
    """Raise TypeError unless `value` is True or False."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"{name} must be True or False, got {described(value)}")


def check_real(values, name):
    """Raise TypeError unless `values` is a number or an array of real numbers, none masked."""
    if isinstance(values, np.ma.MaskedArray):
        raise TypeError(f"{name} must be a plain array, got a masked one: fill it or drop entries")
    try:
        kind = np.asarray(values).dtype.kind
    except ValueError as ragged:
        raise ValueError(f"{name} must be one array of numbers, got ragged rows") from ragged
    if kind not in "fiu":
        raise TypeError(f"{name} must hold real numbers, got {described(values)}")


def check_finite(values, name):
    """Raise as `check_real` does, and ValueError if a value is a NaN or an infinity."""
    check_real(values, name)
    values = np.asarray(values)
    with np.errstate(over="ignore", invalid="ignore"):
        if np.isfinite(np.sum(values)):  # a NaN or an infinity reaches the sum: one quick look
            return
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
    """Raise ValueError unless `array` has `shape`; a string in `shape` names an axis of any length.

    An axis must have at least one entry.
    """
    try:
        arrived = np.shape(array)
    except ValueError as ragged:
        raise ValueError(f"{name} must be one array, got ragged rows") from ragged
    fits = len(arrived) == len(shape) and all(
        size >= 1 and (isinstance(wanted, str) or size == wanted)
        for size, wanted in zip(arrived, shape, strict=True)
    )
    if not fits:
        axes = ", ".join(str(wanted) for wanted in shape) + ("," if len(shape) == 1 else "")
        raise ValueError(f"{name} must have shape ({axes}), got {arrived}")


def as_floats(values, name, shape=None):
    """`values` as a finite floating-point array of `shape`, as `check_shape` reads it.

    float32 and float64 stay what they are; other real numbers become float64.
    """
    check_finite(values, name)
    array = np.asarray(values)
    if shape is not None:
        check_shape(array, shape, name)
    return array if array.dtype in (np.float32, np.float64) else array.astype(np.float64)


def as_numbers(values, name):
    """A number as it is, anything else as `as_floats` makes an array of it; all finite."""
    if isinstance(values, int | float) and not isinstance(values, bool):
        check_finite(values, name)
        return values
    return as_floats(values, name)[()]


def as_list(values, name, items):
    """`values`, an ordered sequence of `items` (in words), as a list; TypeError if it is none."""
    unordered = isinstance(values, str | bytes | dict | set | frozenset | type)
    single = isinstance(values, np.ndarray | np.generic) and values.ndim == 0
    if unordered or single or not hasattr(values, "__iter__"):
        raise TypeError(f"{name} must be a sequence of {items}, got {described(values)}")
    return list(values)


def as_dtype(dtype):
    """`dtype` as a NumPy dtype; TypeError unless it names one, ValueError unless float32 or 64."""
    try:
        found = np.dtype("none" if dtype is None else dtype)  # NumPy takes None for float64
    except TypeError as unknown:
        raise TypeError(f"dtype must be float32 or float64, got {described(dtype)}") from unknown
    if found not in (np.float32, np.float64):
        raise ValueError(f"dtype must be float32 or float64, got {found}")
    return found


def as_covariance(matrix, name):
    """`matrix` in float64; ValueError unless it is square, symmetric and positive semidefinite."""
    matrix = as_floats(matrix, name, ("n", "n")).astype(np.float64, copy=False)
    if matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"{name} must have shape (n, n), got {matrix.shape}")
    scale = np.abs(matrix).max()
    if np.abs(matrix - matrix.T).max() > 1e-6 * scale:
        raise ValueError(f"{name} must be symmetric, got one that differs from its transpose")
    smallest = np.linalg.eigvalsh(matrix)[0]
    if smallest < -1e-6 * scale:
        raise ValueError(
            f"{name} must be a covariance, positive semidefinite, got an eigenvalue {smallest:.3g}"
        )
    return matrix


def as_correlation(correlation, name="correlation"):
    """`correlation` in float64; ValueError unless all its entries lie between -1 and 1."""
    correlation = as_floats(correlation, name).astype(np.float64, copy=False)
    beyond = correlation[np.abs(correlation) > 1]
    if beyond.size:
        raise ValueError(f"{name} must lie between -1 and 1, got {beyond.flat[0]:.6g}")
    return correlation


def check_broadcast(**values):
    """Raise as `as_numbers` does, and ValueError unless the arrays' shapes broadcast."""
    shapes = {name: np.shape(as_numbers(value, name)) for name, value in values.items()}
    try:
        np.broadcast_shapes(*shapes.values())
    except ValueError as error:
        names, arrived = " and ".join(shapes), " and ".join(map(str, shapes.values()))
        raise ValueError(f"{names} must have shapes that broadcast, got {arrived}") from error


def check_widths(widths):
    """Raise unless `widths` is (input, hidden..., output), at least 2 positive integers."""
    widths = as_list(widths, "widths", "integers")
    if len(widths) < 2:
        raise ValueError(f"widths must hold at least an input and an output, got {widths}")
    for layer, width in enumerate(widths):
        check_positive_integer(width, f"widths[{layer}]")


def check_array(array, name):
    """Raise TypeError unless `array` is an array of real numbers, whatever they are."""
    if not isinstance(array, np.ndarray):
        raise TypeError(f"{name} must be an array, got {described(array)}")
    check_real(array, name)


def check_name(name, known, kind):
    """Raise TypeError unless `name` is a string, ValueError unless it is one of `known`."""
    if not isinstance(name, str):
        raise TypeError(f"{kind} must be a name, got {described(name)}")
    if name not in known:
        raise ValueError(f"unknown {kind} {name!r}; known are {', '.join(sorted(known))}")


def described(value):
    """What arrived, in a few words: its type, and its shape and dtype or its value."""
    if isinstance(value, np.ndarray):
        return f"an array of dtype {value.dtype} and shape {value.shape}"
    text = repr(value)
    return f"{type(value).__name__} {text if len(text) <= 60 else text[:57] + '...'}"
