"""What a scheme is: the variance it gives a weight, and draws from it."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from initnotes.checks import (
    as_dtype,
    check_callable,
    check_generator,
    check_name,
    check_not_negative,
    check_number,
    check_positive_integer,
    check_string,
    check_widths,
)
from initnotes.fans import fans
from initnotes.variance import bound_from_variance

DISTRIBUTIONS = ("uniform", "normal", "truncated_normal")
# A truncated normal is cut off at this many of its own sigma, as in Keras, Flax and JAX.
TRUNCATION = 2
# The std of N(0, 1) cut off at +-2, which `initnotes.derivations.pytorch.truncated_normal` derives.
TRUNCATED_STD = 0.87962566103423978


@dataclass(frozen=True)
class Scheme:
    """Zero-mean weights of variance gain**2 * rule(fan_in, fan_out).

    Attributes
    ----------
    name : str
    rule : callable
        (fan_in, fan_out) -> the variance at gain 1. It is plain arithmetic, so it takes SymPy
        symbols as well as numbers.
    distribution : {"uniform", "normal", "truncated_normal"}
        A truncated normal is cut off at 2 sigma, with sigma so much larger that the std of what is
        left is the scheme's.
    gain : float
        Scales the standard deviation, as PyTorch's `gain` does.

    Examples
    --------
    >>> from initnotes import schemes
    >>> half = schemes.Scheme("half", lambda fan_in, fan_out: 1 / (2 * fan_in))
    >>> half.variance(50, 20), half.std(50, 20)
    (0.01, 0.1)
    """

    name: str
    rule: Callable
    distribution: str = "uniform"
    gain: float = 1.0

    def __post_init__(self):
        check_string(self.name, "name")
        check_callable(self.rule, "rule", "fan_in and fan_out")
        _check_signature(self.rule)
        check_name(self.distribution, DISTRIBUTIONS, "distribution")
        check_number(self.gain, "gain")
        if self.gain <= 0:
            raise ValueError(f"gain must be above 0, got {self.gain}")

    def variance(self, fan_in, fan_out):
        """Variance of one weight; raises ValueError on a fan below 1."""
        check_positive_integer(fan_in, "fan_in")
        check_positive_integer(fan_out, "fan_out")
        variance = self.gain**2 * self.rule(fan_in, fan_out)
        check_not_negative(variance, f"the variance that the rule of {self.name!r} gives")
        return variance

    def std(self, fan_in, fan_out):
        """Standard deviation of one weight, the square root of `variance`."""
        return float(np.sqrt(self.variance(fan_in, fan_out)))

    def factors(self, fan_in, fan_out):
        """The weight factors of a layer, forward and backward: fan_in Var W and fan_out Var W.

        Examples
        --------
        >>> from initnotes import schemes
        >>> schemes.xavier().factors(300, 100)
        (1.5, 0.5)
        """
        variance = self.variance(fan_in, fan_out)
        return fan_in * variance, fan_out * variance

    def bound(self, fan_in, fan_out):
        """Bound b of U(-b, b), sqrt(3 * variance); raises ValueError unless it is uniform."""
        if self.distribution != "uniform":
            raise ValueError(
                f"only a uniform scheme has a bound, got distribution {self.distribution!r}"
            )
        return float(bound_from_variance(self.variance(fan_in, fan_out)))

    def sample(self, shape, *, rng, dtype=np.float64, groups=1, transposed=False):
        """Draw a weight of `shape` in PyTorch's layout; `initnotes.fans.fans` reads its fans.

        Raises TypeError unless `rng` is a `numpy.random.Generator`, ValueError as `fans` does or
        if `dtype` is neither float32 nor float64.
        """
        return self._draw(shape, fans(shape, groups=groups, transposed=transposed), rng, dtype)

    def weights(self, widths, *, rng, dtype=np.float64):
        """Draw the weights of a dense net: layer l has shape (widths[l + 1], widths[l])."""
        check_widths(widths)
        return [
            self.sample((fan_out, fan_in), rng=rng, dtype=dtype)
            for fan_in, fan_out in pairwise(widths)
        ]

    def biases(self, widths, *, rng, dtype=np.float64):
        """Draw the biases of a dense net: layer l has shape (widths[l + 1],).

        The rule gets the fans of the layer's weight, so that `standard` draws PyTorch's biases.
        """
        check_widths(widths)
        return [self._draw((pair[1],), pair, rng, dtype) for pair in pairwise(widths)]

    def _draw(self, shape, fans, rng, dtype):
        check_generator(rng)
        dtype = as_dtype(dtype)
        std = dtype.type(self.std(*fans))
        if self.distribution == "uniform":
            bound = dtype.type(self.bound(*fans))
            draw = rng.random(shape, dtype=dtype)
            draw *= 2 * bound
            draw -= bound
            return draw
        draw = rng.standard_normal(shape, dtype=dtype)
        if self.distribution == "truncated_normal":
            while (beyond := np.abs(draw) > TRUNCATION).any():
                draw[beyond] = rng.standard_normal(np.count_nonzero(beyond), dtype=dtype)
            std /= dtype.type(TRUNCATED_STD)
        draw *= std
        return draw


def _check_signature(rule):
    try:
        inspect.signature(rule).bind(1, 1)
    except ValueError:  # a built-in that tells nobody what it takes
        return
    except TypeError as error:
        raise TypeError(f"rule must take fan_in and fan_out, got one that does not: {error}") from (
            error
        )
