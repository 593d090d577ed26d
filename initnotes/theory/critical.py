"""Where the factor of a layer is one: the critical line and the critical gain of an activation.

Source: Poole et al. (2016), Schoenholz et al. (2017).
"""

from typing import NamedTuple

import numpy as np

from initnotes.activations import as_activation
from initnotes.checks import as_numbers, check_not_negative, check_number, check_positive
from initnotes.theory.layer import second_moment, slope_second_moment
from initnotes.theory.phases import CRITICAL, TINY

# State variances among which a critical point is looked for.
_SEARCHED = np.geomspace(1e-4, 1e4, 401)


class CriticalPoint(NamedTuple):
    """gain: the factor on the std of weights with n Var W = 1. variance: the states', q*.

    Examples
    --------
    >>> from initnotes import theory
    >>> theory.CriticalPoint(gain=1.0, variance=0.0).gain
    1.0
    """

    gain: float
    variance: float


def critical_line(activation, variance):
    """Weight factor and bias variance with chi = 1 at the fixed point q* = `variance`.

    weight_factor = 1 / E f'(s)**2 and bias_variance = q* - weight_factor * E f(s)**2. A negative
    bias variance says that no biases hold the states at that variance.

    Parameters
    ----------
    activation : Activation or str
    variance : float or array, above 0

    Returns
    -------
    (weight_factor, bias_variance), of variance's shape

    Examples
    --------
    >>> from initnotes import theory
    >>> [round(float(value), 3) for value in theory.critical_line("tanh", 0.57)]
    [1.761, 0.05]
    """
    variance = as_numbers(variance, "variance")
    check_positive(variance, "variance")
    weight_factor = 1 / slope_second_moment(activation, variance)
    return weight_factor, variance - weight_factor * second_moment(activation, variance)


def critical_point(activation, *, bias_variance=0.0):
    """The `CriticalPoint` of an activation: chi = 1 at a state variance that the map repeats.

    With zero biases it is the limit q* -> 0 where a small variance does not grow there: tanh,
    softsign, SELU, and ReLU, which keeps any variance. Otherwise it is the smallest q* > 0 on the
    `critical_line` with that bias variance: GELU and SiLU have one with biases only. Whether the
    variance map returns to q* is another question, which `variance_depth_scale` answers.

    Raises ValueError where there is none with q* between 1e-4 and 10,000.

    Examples
    --------
    >>> from initnotes import theory
    >>> round(theory.critical_point("relu").gain ** 2, 10)
    2.0
    >>> gain, variance = theory.critical_point("gelu", bias_variance=0.173)
    >>> round(gain**2, 3), round(variance, 2)
    (1.983, 3.56)
    """
    check_number(bias_variance, "bias_variance")
    check_not_negative(bias_variance, "bias_variance")
    f = as_activation(activation)
    if bias_variance == 0 and f(0.0) == 0:
        slope = slope_second_moment(f, TINY)
        small = _SEARCHED[0]
        if 0 < second_moment(f, small) <= slope * small * (1 + CRITICAL):  # it does not leave 0
            return CriticalPoint(float(slope**-0.5), 0.0)

    def surplus(variance):
        return critical_line(f, variance)[1] - bias_variance

    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        found = np.sign(surplus(_SEARCHED))
    turns = np.flatnonzero(found[:-1] * found[1:] < 0)
    if not turns.size:
        raise ValueError(
            f"{f.name} must have a critical point at bias_variance={bias_variance}, got none with "
            f"a state variance between {_SEARCHED[0]:g} and {_SEARCHED[-1]:g}"
        )
    low, high = _SEARCHED[turns[0] : turns[0] + 2]
    sign = found[turns[0]]
    while low < (middle := (low + high) / 2) < high:  # until they are neighbors
        low, high = (middle, high) if np.sign(surplus(middle)) == sign else (low, middle)
    return CriticalPoint(float(critical_line(f, middle)[0] ** 0.5), float(middle))


def critical_gain(activation, *, bias_variance=0.0):
    """The gain of `critical_point`: the factor on the std of weights with n Var W = 1.

    Examples
    --------
    >>> from initnotes import theory
    >>> round(theory.critical_gain("selu"), 4)
    0.6905
    """
    return critical_point(activation, bias_variance=bias_variance).gain
