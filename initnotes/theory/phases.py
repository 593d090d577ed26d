"""Where the maps of one layer lead in a deep net: fixed points and depth scales.

A depth scale is the number of layers over which a difference shrinks by the factor e. Source:
Poole et al. (2016), Schoenholz et al. (2017).
"""

import numpy as np

from initnotes.activations import as_activation
from initnotes.checks import (
    check_finite,
    check_not_negative,
    check_number,
    check_positive,
    check_positive_integer,
)
from initnotes.theory.layer import (
    chi,
    correlation_map,
    second_moment,
    variance_map,
)
from initnotes.theory.quadrature import expectation

# A state variance so small that f is its tangent on either side of 0 to ten digits.
TINY = 1e-20
# A factor this near to 1 counts as 1: a product of a thousand layers is blind to the difference.
CRITICAL = 1e-9


def fixed_point(activation, *, weight_factor, bias_variance=0.0, start=1.0, steps=10_000):
    """The state variance that `variance_map` repeats, reached by iterating it from `start`.

    0 where every variance up to `start` shrinks, as without biases at a small weight_factor.

    Raises ValueError if it has not settled (to 1e-12, relative) after `steps` steps, as for
    tanh at weight_factor 1, where it falls like 1 / (2 l) and never arrives.

    Examples
    --------
    >>> from initnotes import theory
    >>> round(theory.fixed_point("tanh", weight_factor=25 / 9), 3)
    1.178
    """
    check_number(start, "start")
    check_positive(start, "start")
    check_positive_integer(steps, "steps")
    _check_factors(weight_factor, bias_variance)
    f = as_activation(activation)
    options = {"weight_factor": weight_factor, "bias_variance": bias_variance}
    below = np.geomspace(min(TINY, start), start, 200)
    if bias_variance == 0 and np.all(variance_map(f, below, **options) < (1 - CRITICAL) * below):
        return 0.0
    variance = start
    for _ in range(steps):
        following = variance_map(f, variance, **options)
        if abs(following - variance) <= 1e-12 * variance:
            return float(following)
        if not following < 1e300:
            break
        variance = following
    raise ValueError(
        f"the variance map of {f.name} at weight_factor={weight_factor}, "
        f"bias_variance={bias_variance} must settle within {steps} steps, got {variance:.3g} "
        "and still moving"
    )


def correlation_fixed_point(activation, *, weight_factor, bias_variance=0.0):
    """The correlation c* that `correlation_map` leads to at the variance's fixed point.

    1 where two examples become one (order), below 1 where they stay apart (chaos, chi > 1).

    Where the variance shrinks to 0, without biases, 1 is what it is at the smallest of biases. With
    none a ReLU's correlation still goes to 1, like a power of the depth; one of tanh, or of any f
    with one tangent at 0, stops where the states have become too small to bend.

    Raises ValueError as `fixed_point` does.

    Notes
    -----
    On [0, 1] the map is a power series without negative coefficients, hence convex, and maps 1 to
    itself. If it is steeper there than 1 it crosses c' = c once more, below; bisection finds where.

    Examples
    --------
    >>> from initnotes import theory
    >>> theory.correlation_fixed_point("tanh", weight_factor=1.3, bias_variance=0.05)
    1.0
    >>> round(theory.correlation_fixed_point("tanh", weight_factor=2.5, bias_variance=0.05), 3)
    0.447
    """
    f = as_activation(activation)
    options = {"weight_factor": weight_factor, "bias_variance": bias_variance}
    variance = _limit(f, **options)
    if chi(f, variance, weight_factor=weight_factor) <= 1 + CRITICAL:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(60):  # to the last digit of a double
        middle = (low + high) / 2
        above = correlation_map(f, middle, variance=variance, **options) > middle
        low, high = (middle, high) if above else (low, middle)
    return high


def variance_depth_scale(activation, *, weight_factor, bias_variance=0.0):
    """xi_q: the layers over which the state variance's distance from its fixed point falls by e.

    -1 / log of the slope of `variance_map` at the fixed point, weight_factor * E[s f(s) f'(s)] / q.

    Examples
    --------
    >>> from initnotes import theory
    >>> round(theory.variance_depth_scale("tanh", weight_factor=1 / 3), 2)
    0.91
    """
    f = as_activation(activation)
    variance = _limit(f, weight_factor, bias_variance)
    mean = expectation(lambda s: s * f(s) * f.derivative(s), variance, kinks=f.kinks)
    return _depth_scale(weight_factor * mean / variance)


def correlation_depth_scale(activation, *, weight_factor, bias_variance=0.0):
    """xi_c: the layers over which the correlation's distance from its fixed point falls by e.

    -1 / log(chi) with chi taken at c*, the fixed point of the correlation map. Schoenholz et al.
    (2017) find nets trainable to about six times this depth.

    Where the variance itself shrinks to 0, without biases, it is what it is at the smallest of
    biases, and the depth over which the states' covariances and gradients die out. The correlation
    does not settle at that rate without biases: see `correlation_fixed_point`.

    Examples
    --------
    >>> from initnotes import theory
    >>> round(theory.correlation_depth_scale("tanh", weight_factor=1.3, bias_variance=0.05), 2)
    7.83
    """
    f = as_activation(activation)
    options = {"weight_factor": weight_factor, "bias_variance": bias_variance}
    correlation = correlation_fixed_point(f, **options)
    variance = _limit(f, **options)
    return _depth_scale(chi(f, variance, weight_factor=weight_factor, correlation=correlation))


def _check_factors(weight_factor, bias_variance):
    for value, name in ((weight_factor, "weight_factor"), (bias_variance, "bias_variance")):
        check_number(value, name)
        check_not_negative(value, name)


def _limit(f, weight_factor, bias_variance):
    """The variance's fixed point, with `TINY` for 0: also where it is reached like a power."""
    _check_factors(weight_factor, bias_variance)
    check_positive(weight_factor, "weight_factor")
    if bias_variance == 0 and abs(_growth_at_zero(f, weight_factor) - 1) <= CRITICAL:
        return TINY
    return max(fixed_point(f, weight_factor=weight_factor, bias_variance=bias_variance), TINY)


def _growth_at_zero(f, weight_factor):
    """Factor of a tiny variance per layer, infinite if f(0) is not 0."""
    return weight_factor * second_moment(f, TINY) / TINY


def _depth_scale(factor):
    check_finite(factor, "factor")
    if factor <= 0:
        return 0.0
    return float("inf") if factor >= 1 - CRITICAL else float(-1 / np.log(factor))
