"""Whether the parts of an activation agree: f, f', f' at the output, and where they have kinks."""

import numpy as np

REACH = 30.0
# Step of the five-point quotient: its truncation error h**4 f''''' / 30 and its rounding error,
# about eps |f| / h, are both below 1e-9 for functions on the scale of 1.
_STEP = 1e-4
_TOLERANCE = 1e-5
# A jump that an integral would notice, as a share of the function where it jumps.
_SMALLEST_JUMP = 1e-5
_GRID = np.linspace(-REACH, REACH, 6001)
# Multiples of the golden ratio leave no gap and no regular step: half of the states in
# [-30, 30], half in [-3, 3], where activations bend.
_FRACTIONS = np.arange(1, 1001) * (np.sqrt(5) - 1) / 2 % 1 * 2 - 1
_STATES = np.sort(np.concatenate([REACH * _FRACTIONS, 3 * _FRACTIONS]))


def check_elementwise(activation):
    """Raise unless each function of `activation` keeps an array's shape, dtype and values."""
    for dtype in (np.float32, np.float64):
        states = np.array([[-2.5, -1, -0.25], [0, 0.5, 3]], dtype)
        z = _checked_call(activation.function, "function", states)
        _checked_call(activation.derivative, "derivative", states)
        if activation.derivative_at_output is not None:
            _checked_call(activation.derivative_at_output, "derivative_at_output", z)


def _checked_call(function, argument, values):
    given = values.copy()
    try:
        result = _quietly(function, given)
    except Exception as error:
        raise TypeError(
            f"{argument} must take a NumPy array and return one, got "
            f"{type(error).__name__}: {error}"
        ) from error
    if not isinstance(result, np.ndarray):
        raise TypeError(f"{argument} must return a NumPy array, got {type(result).__name__}")
    if result.shape != values.shape or result.dtype != values.dtype:
        raise ValueError(
            f"{argument} must keep shape {values.shape} and dtype {values.dtype}, got "
            f"{result.shape} and {result.dtype}"
        )
    if not np.array_equal(given, values):
        raise ValueError(f"{argument} must leave its argument as it is, got one that changes it")
    row = _quietly(function, values[:1].copy())
    # What is not finite cannot be compared here, and is refused later.
    difference = np.abs(_quietly(np.subtract, row, result[:1]))
    if np.any(difference > 1e-3 * np.maximum(1, np.abs(row))):
        raise ValueError(
            f"{argument} must be elementwise, got values that change with other states"
        )
    return result


def check_finite_values(activation):
    """Raise ValueError unless f and f' are finite in [-30, 30]."""
    states = np.append(_STATES, 0.0)
    for argument in ("function", "derivative"):
        values = _quietly(getattr(activation, argument), states)
        bad = states[~np.isfinite(values)]
        if bad.size:
            state = _nearest_zero(bad)
            value = values[states == state][0]
            raise ValueError(
                f"{argument} must be finite for states in [-30, 30], got {value} at state "
                f"s = {state:.3g}"
            )


def find_kinks(activation):
    """States in [-30, 30] where f' or f jumps.

    An interval of length 0.01 is halved again and again if f' changes in it unlike in its
    neighbours, or f unlike f' says; those whose jump outlives that hold a kink.
    """
    f, slope = (_quietly(function, _GRID) for function in (activation, activation.derivative))
    changes = np.pad(np.diff(slope), 1, mode="edge")
    bends = _is_jump(changes[1:-1], (changes[:-2] + changes[2:]) / 2, slope[1:])
    rise = np.diff(_GRID) * (slope[1:] + slope[:-1]) / 2
    breaks = _is_jump(np.diff(f), rise, f[1:])
    found = [
        *_surviving_jumps(activation.derivative, bends),
        *_surviving_jumps(activation, breaks),
    ]
    # To nine digits 0 is found as 0, and the same kink of f and f' as one.
    return tuple(float(state) for state in np.unique(np.round(found, 9) + 0.0))


def _is_jump(change, expected, value):
    return np.abs(change - expected) > _SMALLEST_JUMP * np.maximum(1, np.abs(value))


def _surviving_jumps(function, intervals):
    """States in the marked `intervals` of the grid where `function` jumps."""
    if not intervals.any():
        return []
    left, right = _GRID[:-1][intervals], _GRID[1:][intervals]
    low, high = (_quietly(function, states) for states in (left, right))
    while left.size:
        jumps = _is_jump(high, low, high)
        left, right, low, high = left[jumps], right[jumps], low[jumps], high[jumps]
        if not left.size or np.max(right - left) < 1e-11:
            break
        middle = (left + right) / 2
        at_middle = _quietly(function, middle)
        first = np.abs(at_middle - low) >= np.abs(high - at_middle)
        left, right = np.where(first, left, middle), np.where(first, middle, right)
        low, high = np.where(first, low, at_middle), np.where(first, at_middle, high)
    return (left + right) / 2


def check_derivative(activation):
    """Raise ValueError, with a state where they part, unless f' is the derivative of f."""
    states = _STATES
    for kink in activation.kinks:
        states = states[np.abs(states - kink) > 3 * _STEP]
    far, near, after, beyond = (_quietly(activation, states + k * _STEP) for k in (-2, -1, 1, 2))
    quotient = (far - 8 * near + 8 * after - beyond) / (12 * _STEP)
    rounding = 16 * np.finfo(float).eps * np.abs(far) / _STEP
    slope = _quietly(activation.derivative, states)
    tolerance = _TOLERANCE * np.maximum(1, np.abs(quotient)) + rounding
    state = _first_difference(states, slope, quotient, tolerance)
    if state is not None:
        at = states == state
        raise ValueError(
            f"derivative must be that of function, got {slope[at][0]:.6g} at state "
            f"s = {state:.3g}, where the difference quotient is {quotient[at][0]:.6g}"
        )


def check_derivative_at_output(activation):
    """Raise ValueError unless f' at the output is f' at the state, at kinks too."""
    if activation.derivative_at_output is None:
        return
    states = np.concatenate([_STATES, [0.0], activation.kinks])
    slope = _quietly(activation.derivative, states)
    z = _quietly(activation, states)
    shortcut = _quietly(activation.derivative_at_output, z)
    state = _first_difference(states, shortcut, slope, _TOLERANCE * np.maximum(1, np.abs(slope)))
    if state is not None:
        at = states == state
        raise ValueError(
            f"derivative_at_output must be derivative as a function of z = f(s), got "
            f"{shortcut[at][0]:.6g} at z = {z[at][0]:.6g}, where the state is s = {state:.3g} and "
            f"derivative is {slope[at][0]:.6g}"
        )


def is_odd(activation):
    """Whether f(-s) = -f(s), to rounding."""
    f = _quietly(activation, _STATES)
    mirrored = _quietly(activation, -_STATES)
    return bool(np.all(np.abs(f + mirrored) <= 1e-10 * np.maximum(1, np.abs(f))))


def is_identity_near_zero(activation):
    """Whether f(0) = 0 and f' is 1 on both sides of 0."""
    slopes = _quietly(activation.derivative, np.array([-1e-8, 1e-8]))
    return bool(abs(activation(0.0)) <= 1e-12 and np.all(np.abs(slopes - 1) <= 1e-6))


def _first_difference(states, values, wanted, tolerance):
    """The state nearest to 0 at which values and wanted part, or None. NaN parts from all."""
    bad = states[~(np.abs(values - wanted) <= tolerance)]
    return _nearest_zero(bad) if bad.size else None


def _nearest_zero(states):
    return states[np.argmin(np.abs(states))]


def _quietly(function, *arguments):
    """function(*arguments) without warnings: what is not finite is reported as an error."""
    with np.errstate(all="ignore"):
        return function(*arguments)
