"""Closed forms for variances: of a uniform variable, of a sum, a product and a dot product.

Every function takes and returns variances unless its name says bound or std.
Arguments may be numbers or arrays that broadcast.
"""

import numpy as np

from initnotes.checks import check_finite, check_not_negative, check_positive


def uniform_variance(low, high):
    """Variance of U(low, high): (high - low)**2 / 12.

    Raises ValueError if the bounds are not finite or low is above high.
    """
    check_finite(low, "low")
    check_finite(high, "high")
    if np.any(np.asarray(low) > np.asarray(high)):
        raise ValueError(f"low must not be above high, got low={low} and high={high}")
    return (high - low) ** 2 / 12


def variance_from_bound(bound):
    """Variance of U(-bound, bound): bound**2 / 3."""
    check_not_negative(bound, "bound")
    return bound**2 / 3


def bound_from_variance(variance):
    """Bound of the U(-bound, bound) that has this variance: sqrt(3 * variance)."""
    check_not_negative(variance, "variance")
    return np.sqrt(3 * variance)


def std_from_bound(bound):
    """Standard deviation of U(-bound, bound): bound / sqrt(3)."""
    return np.sqrt(variance_from_bound(bound))


def bound_from_std(std):
    """Bound of the U(-bound, bound) that has this standard deviation: sqrt(3) * std."""
    check_not_negative(std, "std")
    return bound_from_variance(std**2)


def sum_variance(covariance):
    """Variance of a sum of variables: the sum of all entries of their covariance matrix.

    Parameters
    ----------
    covariance : array, shape (n, n)
        Symmetric. A diagonal matrix stands for uncorrelated variables: there, and only
        there, the variance of the sum is the sum of the variances.

    Raises
    ------
    ValueError
        If the matrix is not square, symmetric and finite.
    """
    covariance = np.asarray(covariance, dtype=float)
    if covariance.ndim != 2 or covariance.shape[0] != covariance.shape[1]:
        raise ValueError(f"covariance must have shape (n, n), got {covariance.shape}")
    check_finite(covariance, "covariance")
    if not np.allclose(covariance, covariance.T):
        raise ValueError("covariance must be symmetric, got one that differs from its transpose")
    return covariance.sum()


def product_variance(mean_x, variance_x, mean_y, variance_y):
    """Variance of x * y for independent x and y.

    Var[xy] = Var x Var y + Var x (E y)**2 + Var y (E x)**2; with zero means only the first
    term is left.

    Raises ValueError if a variance is negative or a mean is not finite.
    """
    check_finite(mean_x, "mean_x")
    check_finite(mean_y, "mean_y")
    check_not_negative(variance_x, "variance_x")
    check_not_negative(variance_y, "variance_y")
    return variance_x * variance_y + variance_x * mean_y**2 + variance_y * mean_x**2


def dot_variance(weight_variance, input_second_moments):
    """Variance of sum_i w_i x_i: Var w * sum_i E[x_i**2].

    The weights are zero-mean, uncorrelated with each other, of one variance, and independent
    of the inputs. The inputs may have any means and any correlations.

    Parameters
    ----------
    weight_variance : float
    input_second_moments : array, shape (..., n)
        E[x_i**2], which is Var x_i only where E x_i = 0. The sum is over the last axis.

    Raises
    ------
    ValueError
        On a negative variance or second moment.
    """
    check_not_negative(weight_variance, "weight_variance")
    check_not_negative(input_second_moments, "input_second_moments")
    return weight_variance * np.sum(input_second_moments, axis=-1)


def uniform_density(x, bound):
    """Density of U(-bound, bound) at x: 1 / (2 * bound) inside the bounds, 0 outside."""
    check_positive(bound, "bound")
    return np.where(np.abs(x) <= bound, 1 / (2 * bound), 0.0)


def normal_density(x, variance):
    """Density of N(0, variance) at x: exp(-x**2 / (2 variance)) / sqrt(2 pi variance)."""
    check_positive(variance, "variance")
    return np.exp(-(np.asarray(x) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)
