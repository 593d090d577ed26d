"""Expectations over a Gaussian state, and over the states of a pair of examples."""

from functools import cache

import numpy as np

from initnotes.checks import (
    as_correlation,
    as_covariance,
    as_floats,
    as_list,
    check_broadcast,
    check_callable,
    check_not_negative,
    check_number,
    check_positive_integer,
)

# The Gaussian mass beyond it is 1.5e-23.
_REACH = 10
_NODES = 80
# Enough for ReLU's jump, the slowest: its pair expectation is right to 1e-7 at correlation 0.9
# and to 2e-3 at 0.99.
_HERMITE_TERMS = 96


def gaussian_quadrature(nodes=2 * _NODES):
    """Nodes g and weights w with sum(w * h(g)) = E h(g) for a standard Gaussian g.

    Gauss-Legendre on [0, 10], mirrored: unlike Gauss-Hermite it stays exact for functions
    with a kink or a jump at 0 (ReLU, its derivative, softsign), and agrees with it elsewhere.

    Returns two read-only arrays of shape (nodes,).

    Raises TypeError if `nodes` is not an integer, ValueError if it is not even and above 0.

    Examples
    --------
    >>> from initnotes import theory
    >>> g, w = theory.gaussian_quadrature()
    >>> round(float(w @ g**4), 10)
    3.0
    """
    check_positive_integer(nodes, "nodes")
    if nodes % 2:
        raise ValueError(f"nodes must be even, as many on either side of 0, got {nodes}")
    return _gaussian_quadrature(nodes)


@cache
def _gaussian_quadrature(nodes):
    edges = np.array([-_REACH, 0.0, _REACH])
    quadrature = _piecewise(edges, nodes // 2)
    for array in quadrature:
        array.setflags(write=False)  # all callers share the arrays
    return quadrature


def expectation(function, variance, *, kinks=()):
    """E h(sqrt(variance) g) for a standard Gaussian g and h = `function`, elementwise.

    Parameters
    ----------
    function : callable
        Elementwise, such as an `Activation`.
    variance : float or array
    kinks : sequence of float
        States other than 0 where `function` has a jump or a kink; the integral is split there.

    Returns
    -------
    array of variance's shape

    Raises
    ------
    ValueError
        On a negative variance, or if `function` is not elementwise.
    TypeError
        If `function` is no function, or its values are not real.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import theory
    >>> float(theory.expectation(np.square, 2.0).round(10))
    2.0
    """
    check_callable(function, "function", "an array of states")
    std = _std(variance)
    nodes, weights = _nodes(std, kinks)
    return _integrate(_values(function, std, nodes), weights)


def pair_expectation(function, kernel, *, kinks=()):
    """E[h(u) h(u')] for each pair of examples, (u, u') ~ N(0, kernel), and h = `function`.

    Parameters
    ----------
    function : callable
        Elementwise.
    kernel : array, shape (batch, batch)
        Covariance of the states, positive semidefinite.
    kinks : sequence of float
        As `expectation` takes them.

    Returns
    -------
    array, shape (batch, batch)

    Raises
    ------
    ValueError
        If `kernel` is no covariance matrix.

    Notes
    -----
    By Mehler's formula it is sum_k a_k(q) a_k(q') c**k, with c the correlation and a_k the
    Hermite coefficients of h(sqrt(q) g). The diagonal, c = 1, where the sum converges most
    slowly, is done by quadrature.

    Examples
    --------
    >>> from initnotes import theory
    >>> theory.pair_expectation(lambda s: s, [[1.0, 0.5], [0.5, 2.0]]).round(10).tolist()
    [[1.0, 0.5], [0.5, 2.0]]
    """
    check_callable(function, "function", "an array of states")
    kernel = as_covariance(kernel, "kernel")
    variance = np.diagonal(kernel)
    diagonal = expectation(lambda s: function(s) ** 2, variance, kinks=kinks)
    if len(kernel) == 1:
        return diagonal.reshape(1, 1)
    std = np.sqrt(variance)
    scale = np.where(std > 0, std, 1)
    coefficients = _hermite_coefficients(function, std, kinks)
    correlation = np.clip(kernel / np.outer(scale, scale), -1, 1)
    result = _mehler(coefficients[:, :, None], coefficients[:, None, :], correlation)
    np.fill_diagonal(result, diagonal)
    return result


def correlated_expectation(function, variance, correlation, *, kinks=()):
    """E[h(u) h(u')] for two states of one variance and each given correlation, h = `function`.

    Parameters
    ----------
    function : callable
        Elementwise.
    variance : float
    correlation : float or array
        Between -1 and 1.
    kinks : sequence of float
        As `expectation` takes them.

    Returns
    -------
    array of correlation's shape; Mehler's formula, as for `pair_expectation`

    Examples
    --------
    >>> from initnotes import theory
    >>> theory.correlated_expectation(lambda s: s, 2.0, [0.0, 0.5, 1.0]).round(10).tolist()
    [0.0, 1.0, 2.0]
    """
    check_callable(function, "function", "an array of states")
    correlation = as_correlation(correlation)
    check_broadcast(variance=variance, correlation=correlation)
    coefficients = _hermite_coefficients(function, _std(variance), kinks)
    equal = expectation(lambda s: function(s) ** 2, variance, kinks=kinks)
    return np.where(correlation == 1, equal, _mehler(coefficients, coefficients, correlation))


def _std(variance):
    variance = as_floats(variance, "variance")
    check_not_negative(variance, "variance")
    return np.sqrt(variance.astype(np.float64, copy=False))


def _nodes(std, kinks):
    """Nodes and weights for g, of shape (nodes,), or std's shape + (nodes,) where kinks move."""
    kinks = as_list(kinks, "kinks", "numbers")
    for number, kink in enumerate(kinks):
        check_number(kink, f"kinks[{number}]")
    kinks = np.array([*kinks, 0.0])
    if not kinks.any():
        return gaussian_quadrature()
    breaks = np.unique(kinks)  # sorted
    with np.errstate(divide="ignore", invalid="ignore"):
        inner = np.where(breaks == 0, 0.0, breaks / std[..., None])
    ends = np.full((*std.shape, 1), float(_REACH))
    return _piecewise(
        np.concatenate([-ends, np.clip(inner, -_REACH, _REACH), ends], axis=-1), _NODES
    )


def _piecewise(edges, nodes):
    """Gauss-Legendre between neighboring edges, with the Gaussian density in the weights."""
    points, weights = np.polynomial.legendre.leggauss(nodes)
    low, half = edges[..., :-1, None], np.diff(edges)[..., None] / 2
    g = low + half * (points + 1)
    weights = half * weights * np.exp(-(g**2) / 2) / np.sqrt(2 * np.pi)
    flat = (*g.shape[:-2], g.shape[-2] * g.shape[-1])
    return g.reshape(flat), weights.reshape(flat)


def _values(function, std, nodes):
    s = std[..., None] * nodes
    values = np.asarray(function(s))
    if values.shape != s.shape:
        raise ValueError(
            f"function must be elementwise and keep shape {s.shape}, got shape {values.shape}"
        )
    if values.dtype.kind not in "biuf":
        raise TypeError(f"function must give real numbers, got {values.dtype}")
    return values


def _integrate(values, weights):
    return values @ weights if weights.ndim == 1 else np.sum(values * weights, axis=-1)


def _hermite_coefficients(function, std, kinks):
    """Coefficients of h(std g) in the orthonormal Hermite polynomials of g, one row each."""
    nodes, weights = _nodes(std, kinks)
    values = _values(function, std, nodes)
    below, here = np.zeros_like(nodes), np.ones_like(nodes)
    rows = []
    for k in range(_HERMITE_TERMS):
        rows.append(_integrate(values, weights * here))
        below, here = here, (nodes * here - np.sqrt(k) * below) / np.sqrt(k + 1)
    return np.array(rows)


def _mehler(left, right, correlation):
    """sum_k left[k] right[k] correlation**k, by Horner's rule."""
    result = np.zeros(np.shape(correlation))
    for a, b in zip(left[::-1], right[::-1], strict=True):
        result = result * correlation + a * b
    return result
