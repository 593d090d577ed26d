"""Initialization schemes: the variance each gives a weight, and draws from it.

One kernel does the work: Var W = gain**2 * rule(fan_in, fan_out), drawn uniform, normal or
truncated normal. The named schemes differ in the rule alone; any of them serves for biases, too.
"""

from initnotes.schemes.definition import DISTRIBUTIONS, TRUNCATED_STD, TRUNCATION, Scheme
from initnotes.schemes.names import ALIASES, BIAS_SCHEMES, SCHEMES, as_scheme, scheme
from initnotes.schemes.shipped import (
    backward,
    constant,
    geometric,
    he,
    least_squares,
    lecun,
    standard,
    xavier,
    zero,
)

__all__ = [
    "ALIASES",
    "BIAS_SCHEMES",
    "DISTRIBUTIONS",
    "SCHEMES",
    "TRUNCATED_STD",
    "TRUNCATION",
    "Scheme",
    "as_scheme",
    "backward",
    "constant",
    "geometric",
    "he",
    "least_squares",
    "lecun",
    "scheme",
    "standard",
    "xavier",
    "zero",
]
