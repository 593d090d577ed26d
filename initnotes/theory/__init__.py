"""What each signal should be: quadrature, the maps of one layer, and the infinitely wide net."""

from initnotes.theory.layer import (
    chi,
    fixed_point,
    second_moment,
    slope_second_moment,
    variance_map,
)
from initnotes.theory.network import Theory, infinite_width
from initnotes.theory.quadrature import expectation, gaussian_quadrature, pair_expectation

__all__ = [
    "Theory",
    "chi",
    "expectation",
    "fixed_point",
    "gaussian_quadrature",
    "infinite_width",
    "pair_expectation",
    "second_moment",
    "slope_second_moment",
    "variance_map",
]
