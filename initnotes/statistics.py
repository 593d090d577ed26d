"""Error bars: intervals over independent draws, and z-scores of a measurement.

A z-score is (measured - predicted) / standard error. For a right prediction it is about
N(0, 1), so beyond +-5 the prediction is rejected.
"""

from dataclasses import dataclass

import numpy as np

from initnotes.checks import check_finite, check_not_negative, check_positive_integer


@dataclass(frozen=True)
class Interval:
    """A mean over independent draws with a two-sided confidence interval.

    `mean` and `half_width` are numbers or arrays of one shape.
    """

    mean: np.ndarray
    half_width: np.ndarray

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
        return (self.low <= value) & (value <= self.high)


def t_quantile(confidence, degrees):
    """The t with P(abs(T) <= t) = confidence for Student's T of that many degrees of freedom.

    Solved from P(abs(T) > t) = I_x(degrees / 2, 1 / 2), x = degrees / (degrees + t**2), with
    the regularized incomplete beta function I.

    Raises ValueError unless 0 < confidence < 1 and degrees >= 1.
    """
    from mpmath import betainc, findroot

    check_positive_integer(degrees, "degrees")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")

    def excess(x):
        return betainc(degrees / 2, 0.5, 0, x, regularized=True) - (1 - confidence)

    x = float(findroot(excess, (1e-9, 1 - 1e-9), solver="anderson", tol=1e-12))
    return float(np.sqrt(degrees * (1 - x) / x))


def mean_interval(draws, *, confidence=0.95):
    """Mean over independent draws and its Student t interval.

    Parameters
    ----------
    draws : array, shape (draws, ...)
        One independent draw a row, at least 2.
    confidence : float

    Returns an `Interval` of the remaining shape.
    """
    draws = _check_draws(draws)
    quantile = t_quantile(confidence, len(draws) - 1)
    return Interval(draws.mean(axis=0), quantile * _standard_error(draws))


def z_score(draws, predicted):
    """z of the mean over independent draws, shape (draws, ...), against `predicted`."""
    draws = _check_draws(draws)
    return (draws.mean(axis=0) - predicted) / _standard_error(draws)


def variance_z_score(sample, predicted):
    """z of the variance of one i.i.d. sample (any shape) against a predicted variance.

    The standard error is sqrt((m4 - m2**2) / n), with the sample's central moments m2, m4.

    Raises ValueError on fewer than 2 values, a value that is not finite, or predicted < 0.
    """
    sample = np.asarray(sample, dtype=float).ravel()
    check_not_negative(predicted, "predicted")
    check_finite(sample, "sample")
    if sample.size < 2:
        raise ValueError(f"sample must hold at least 2 values, got {sample.size}")
    squares = (sample - sample.mean()) ** 2
    return float((squares.mean() - predicted) / (squares.std() / np.sqrt(sample.size)))


def _check_draws(draws):
    draws = np.asarray(draws, dtype=float)
    if draws.ndim == 0 or len(draws) < 2:
        raise ValueError(f"draws must hold at least 2 draws, got shape {draws.shape}")
    check_finite(draws, "draws")
    return draws


def _standard_error(draws):
    return draws.std(axis=0, ddof=1) / np.sqrt(len(draws))
