"""What each signal should be: quadrature, the maps of one layer, and the infinitely wide net."""

from initnotes.theory.critical import CriticalPoint, critical_gain, critical_line, critical_point
from initnotes.theory.layer import (
    DenseMoments,
    ElementwiseMoments,
    activation_mean,
    chi,
    correlation_map,
    second_moment,
    slope_second_moment,
    variance_map,
)
from initnotes.theory.network import infinite_width
from initnotes.theory.pairs import correlated_expectation, pair_expectation
from initnotes.theory.phases import (
    correlation_depth_scale,
    correlation_fixed_point,
    fixed_point,
    variance_depth_scale,
)
from initnotes.theory.prediction import Theory, correlation
from initnotes.theory.quadrature import expectation, gaussian_quadrature

__all__ = [
    "CriticalPoint",
    "DenseMoments",
    "ElementwiseMoments",
    "Theory",
    "activation_mean",
    "chi",
    "correlated_expectation",
    "correlation",
    "correlation_depth_scale",
    "correlation_fixed_point",
    "correlation_map",
    "critical_gain",
    "critical_line",
    "critical_point",
    "expectation",
    "fixed_point",
    "gaussian_quadrature",
    "infinite_width",
    "pair_expectation",
    "second_moment",
    "slope_second_moment",
    "variance_depth_scale",
    "variance_map",
]
