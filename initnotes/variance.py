"""Closed forms for variances: of a uniform variable, of a sum, a product and a dot product.

Every function takes and returns variances unless its name says bound or std.
Arguments may be numbers or arrays that broadcast.
"""

import numpy as np

from initnotes.checks import (
    as_covariance,
    as_numbers,
    check_broadcast,
    check_not_negative,
    check_positive,
)


def uniform_variance(low, high):
    """Variance of U(low, high): (high - low)**2 / 12.

    Raises ValueError if the bounds are not finite or low is above high.

    Examples
    --------
    >>> from initnotes import variance
    >>> variance.uniform_variance(-3, 3)
    3.0
    """
    low, high = as_numbers(low, "low"), as_numbers(high, "high")
    check_broadcast(low=low, high=high)
    if np.any(np.asarray(low) > np.asarray(high)):
        raise ValueError(f"low must not be above high, got low={low} and high={high}")
    return (high - low) ** 2 / 12


def variance_from_bound(bound):
    """Variance of U(-bound, bound): bound**2 / 3.

    Examples
    --------
    >>> from initnotes import variance
    >>> variance.variance_from_bound(3)
    3.0
    """
    bound = as_numbers(bound, "bound")
    check_not_negative(bound, "bound")
    return bound**2 / 3


def bound_from_variance(variance):
    """Bound of the U(-bound, bound) that has this variance: sqrt(3 * variance).

    Examples
    --------
    >>> from initnotes import variance
    >>> float(variance.bound_from_variance(1 / 3))
    1.0
    """
    variance = as_numbers(variance, "variance")
    check_not_negative(variance, "variance")
    return np.sqrt(3 * variance)


def std_from_bound(bound):
    """Standard deviation of U(-bound, bound): bound / sqrt(3).

    Examples
    --------
    >>> from initnotes import variance
    >>> round(float(variance.std_from_bound(1)), 3)
    0.577
    """
    return np.sqrt(variance_from_bound(bound))


def bound_from_std(std):
    """Bound of the U(-bound, bound) that has this standard deviation: sqrt(3) * std.

    Examples
    --------
    >>> from initnotes import variance
    >>> round(float(variance.bound_from_std(1)), 3)
    1.732
    """
    std = as_numbers(std, "std")
    check_not_negative(std, "std")
    return bound_from_variance(std**2)


def sum_variance(covariance):
    """Variance of a sum of variables: the sum of all entries of their covariance matrix.

    Parameters
    ----------
    covariance : array, shape (n, n)
        Symmetric and positive semidefinite. A diagonal matrix stands for uncorrelated variables:
        there the variance of the sum is the sum of the variances, as wherever the covariances add
        up to 0.

    Raises
    ------
    ValueError
        If the matrix is not square, symmetric, positive semidefinite and finite.

    Examples
    --------
    >>> from initnotes import variance
    >>> float(variance.sum_variance([[2, 0.5], [0.5, 1]]))
    4.0
    """
    return as_covariance(covariance, "covariance").sum()


def product_variance(mean_x, variance_x, mean_y, variance_y):
    """Variance of x * y for independent x and y.

    Var[xy] = Var x Var y + Var x (E y)**2 + Var y (E x)**2; with zero means only the first
    term is left.

    Raises ValueError if a variance is negative or a mean is not finite.

    Examples
    --------
    >>> from initnotes import variance
    >>> variance.product_variance(mean_x=0, variance_x=2, mean_y=1, variance_y=3)
    8
    """
    mean_x, variance_x = as_numbers(mean_x, "mean_x"), as_numbers(variance_x, "variance_x")
    mean_y, variance_y = as_numbers(mean_y, "mean_y"), as_numbers(variance_y, "variance_y")
    check_not_negative(variance_x, "variance_x")
    check_not_negative(variance_y, "variance_y")
    check_broadcast(mean_x=mean_x, variance_x=variance_x, mean_y=mean_y, variance_y=variance_y)
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

    Examples
    --------
    >>> from initnotes import variance
    >>> float(variance.dot_variance(0.5, [1.0, 2.0, 3.0]))
    3.0
    """
    weight_variance = as_numbers(weight_variance, "weight_variance")
    check_not_negative(weight_variance, "weight_variance")
    moments = as_numbers(input_second_moments, "input_second_moments")
    check_not_negative(moments, "input_second_moments")
    if np.ndim(moments) == 0:
        raise ValueError(f"input_second_moments must have shape (..., n), got the number {moments}")
    sums = np.sum(moments, axis=-1)
    check_broadcast(weight_variance=weight_variance, input_second_moments=sums)
    return weight_variance * sums


def uniform_density(x, bound):
    """Density of U(-bound, bound) at x: 1 / (2 * bound) inside the bounds, 0 outside.

    Examples
    --------
    >>> from initnotes import variance
    >>> variance.uniform_density([0, 1, 3], 2).tolist()
    [0.25, 0.25, 0.0]
    """
    x, bound = as_numbers(x, "x"), as_numbers(bound, "bound")
    check_positive(bound, "bound")
    check_broadcast(x=x, bound=bound)
    return np.where(np.abs(x) <= bound, 1 / (2 * bound), 0.0)


def normal_density(x, variance):
    """Density of N(0, variance) at x: exp(-x**2 / (2 variance)) / sqrt(2 pi variance).

    Examples
    --------
    >>> from initnotes import variance
    >>> variance.normal_density([0, 1], 1).round(3).tolist()
    [0.399, 0.242]
    """
    x, variance = as_numbers(x, "x"), as_numbers(variance, "variance")
    check_positive(variance, "variance")
    check_broadcast(x=x, variance=variance)
    return np.exp(-(x**2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)
