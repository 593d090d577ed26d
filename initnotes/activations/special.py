"""The error function, elementwise: NumPy has none, and SciPy is not needed for anything else."""

import math

import numpy as np


def erf(x):
    """The error function, 2 / sqrt(pi) times the integral of exp(-t**2) from 0 to x."""
    return _elementwise(math.erf, x)


def erfc(x):
    """1 - erf(x), to full relative accuracy where it is small."""
    return _elementwise(math.erfc, x)


def _elementwise(function, x):
    x = np.asarray(x)
    values = np.fromiter(map(function, x.ravel().tolist()), x.dtype, count=x.size)
    return values.reshape(x.shape)
