"""Error bars: intervals over independent draws, and what they say about a prediction.

A z-score is (measured - predicted) / standard error. With a standard error estimated from n draws
it follows Student's t of n - 1 degrees of freedom, not N(0, 1): for 20 draws and a right
prediction it lies beyond +-5 with probability 8e-5, 140 times the normal's. So intervals use the
quantile of t, and `agrees` rejects a prediction by that of t at a stated level.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from initnotes.checks import (
    as_floats,
    as_numbers,
    check_finite,
    check_not_negative,
    check_number,
    check_positive_integer,
)

# A right prediction is rejected once in ten thousand checks: beyond about 5 for twenty draws.
LEVEL = 1e-4
# How many predictions this session held against draws, by level; `Claims` reads it.
TESTS = Counter()
# Below it 1 - level has too few digits left for the quantile.
_SMALLEST_LEVEL = 1e-12


@dataclass(frozen=True)
class Interval:
    """A mean over independent draws with a two-sided confidence interval.

    `mean` and `half_width` are numbers or arrays of one shape.

    Examples
    --------
    >>> from initnotes import measure
    >>> interval = measure.Interval(mean=2.0, half_width=0.5)
    >>> interval.low, interval.high, interval.contains(2.2)
    (1.5, 2.5, True)
    """

    mean: np.ndarray
    half_width: np.ndarray

    def __post_init__(self):
        check_finite(self.mean, "mean")
        check_not_negative(self.half_width, "half_width")
        if np.shape(self.mean) != np.shape(self.half_width):
            raise ValueError(
                f"half_width must have the mean's shape {np.shape(self.mean)}, got "
                f"{np.shape(self.half_width)}"
            )

    @property
    def low(self):
        """Lower end, mean - half_width."""
        return self.mean - self.half_width

    @property
    def high(self):
        """Upper end, mean + half_width."""
        return self.mean + self.half_width

    def contains(self, value):
        """Whether each interval holds `value`: low <= value <= high."""
        check_finite(value, "value")
        _check_fits(value, np.shape(self.mean), "value")
        return (self.low <= value) & (value <= self.high)


def t_quantile(confidence, degrees):
    """The t with P(abs(T) <= t) = confidence for Student's T of that many degrees of freedom.

    With t = sqrt(degrees) tan(angle), the probability is a finite sum for whole degrees; the
    angle is found by bisection.

    Raises ValueError unless 0 < confidence < 1 and degrees >= 1.
    Source: Abramowitz & Stegun (1964), eq. 26.7.3 and 26.7.4.

    Examples
    --------
    >>> from initnotes import measure
    >>> round(measure.t_quantile(0.95, degrees=19), 3)
    2.093
    """
    check_positive_integer(degrees, "degrees")
    check_number(confidence, "confidence")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")
    odd = degrees % 2
    k = np.arange(1, degrees // 2)
    ratios = 2 * k / (2 * k + 1) if odd else (2 * k - 1) / (2 * k)

    def probability(angle):
        powers = 1 + np.cumprod(ratios * np.cos(angle) ** 2).sum() if degrees > 1 else 0
        if odd:
            return (angle + np.sin(angle) * np.cos(angle) * powers) * 2 / np.pi
        return np.sin(angle) * powers

    low, high = 0.0, np.pi / 2
    while low < (middle := (low + high) / 2) < high:  # until they are neighbors
        if probability(middle) < confidence:
            low = middle
        else:
            high = middle
    return float(np.sqrt(degrees) * np.tan(middle))


def mean_interval(draws, *, confidence=0.95):
    """Mean over independent draws and its Student t interval.

    Returns an `Interval` of the remaining shape.

    Parameters
    ----------
    draws : array, shape (draws, ...)
        One independent draw a row, at least 2.
    confidence : float

    Examples
    --------
    >>> from initnotes import measure
    >>> interval = measure.mean_interval([1.0, 2.0, 3.0])
    >>> float(interval.mean), round(float(interval.half_width), 2)
    (2.0, 2.48)
    """
    draws = _check_draws(draws)
    quantile = t_quantile(confidence, len(draws) - 1)
    return Interval(draws.mean(axis=0), quantile * _standard_error(draws))


def z_score(draws, predicted):
    """z of the mean over independent draws, shape (draws, ...), against `predicted`.

    Raises ValueError on fewer than 2 draws, or on draws that do not vary.

    Examples
    --------
    >>> from initnotes import measure
    >>> float(measure.z_score([1.0, 2.0, 3.0, 4.0], 2.5))
    0.0
    """
    draws = _check_draws(draws)
    predicted = as_numbers(predicted, "predicted")
    _check_fits(predicted, draws.shape[1:], "predicted")
    return (draws.mean(axis=0) - predicted) / _check_varies(_standard_error(draws), "draws")


def agrees(draws, predicted, *, level=LEVEL):
    """Whether independent draws, shape (draws, ...), agree with `predicted`: a two-sided t test.

    True where abs(z) is at most the quantile of Student's t with n - 1 degrees of freedom that a
    right prediction exceeds with probability `level`. For 20 draws and a level of 1e-4 it is 4.9.
    The probability is that of normal draws; the mean of a few skewed ones is rejected more often
    (ten draws of a chi-square of 3 degrees at a level of 0.001: nine times as often).

    Raises ValueError on fewer than 2 draws, on draws that do not vary, or unless 0 < level < 1.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import measure
    >>> draws = np.random.default_rng(0).standard_normal(20)
    >>> bool(measure.agrees(draws, 0)), bool(measure.agrees(draws, 3))
    (True, False)
    """
    z = z_score(draws, predicted)
    agreeing = np.abs(z) <= critical_value(len(draws), level=level)
    TESTS[level] += z.size
    return agreeing


def critical_value(draws, *, level=LEVEL):
    """The abs(z) that a right prediction exceeds with probability `level`, for so many draws.

    Examples
    --------
    >>> from initnotes import measure
    >>> round(measure.critical_value(20), 2)
    4.9
    """
    check_positive_integer(draws, "draws")
    if draws < 2:
        raise ValueError(f"draws must be at least 2 to show their spread, got {draws}")
    check_number(level, "level")
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, got {level}")
    if level < _SMALLEST_LEVEL:
        raise ValueError(f"level must be at least {_SMALLEST_LEVEL:g}, got {level}")
    return t_quantile(1 - level, draws - 1)


def variance_z_score(sample, predicted):
    """z of the variance of one i.i.d. sample (any shape) against a predicted variance.

    The standard error is sqrt((m4 - m2**2) / n), with the sample's central moments m2, m4.

    Raises ValueError on fewer than 2 values, a value that is not finite, squared deviations
    that do not vary, or predicted < 0.

    Examples
    --------
    >>> from initnotes import measure
    >>> round(measure.variance_z_score([-3.0, -1.0, 0.0, 1.0, 3.0], predicted=2.0), 2)
    1.09
    """
    sample = as_floats(sample, "sample").astype(np.float64, copy=False).ravel()
    check_number(predicted, "predicted")
    check_not_negative(predicted, "predicted")
    if sample.size < 2:
        raise ValueError(f"sample must hold at least 2 values, got {sample.size}")
    squares = (sample - sample.mean()) ** 2
    standard_error = _check_varies(squares.std() / np.sqrt(sample.size), "squared deviations")
    return float((squares.mean() - predicted) / standard_error)


def _check_draws(draws):
    draws = as_floats(draws, "draws").astype(np.float64, copy=False)
    if draws.ndim == 0 or len(draws) < 2:
        raise ValueError(f"draws must hold at least 2 draws, got shape {draws.shape}")
    return draws


def _check_fits(values, shape, name):
    arrived = np.shape(values)
    if len(arrived) > len(shape) or not all(
        size in (1, wanted) for size, wanted in zip(arrived[::-1], shape[::-1], strict=False)
    ):
        raise ValueError(f"{name} must be a number or have shape {shape}, got {arrived}")


def _standard_error(draws):
    return draws.std(axis=0, ddof=1) / np.sqrt(len(draws))


def _check_varies(standard_error, name):
    if not np.all(standard_error > 0):
        raise ValueError(f"{name} must vary to have a z-score, got a standard error of 0")
    return standard_error
