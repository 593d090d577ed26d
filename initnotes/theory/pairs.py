"""Expectations over the Gaussian states of a pair of examples.

Mehler's formula does many pairs at a time. Its sum converges like correlation**k times the Hermite
coefficients' products, slowly for states that are nearly equal and a function with a kink or a
jump: a batch of pairs gets an estimate of the rest, a few single ones a quadrature in the plane.
"""

import numpy as np

from initnotes.checks import (
    as_correlation,
    as_covariance,
    check_broadcast,
    check_callable,
)
from initnotes.theory.quadrature import (
    _elementwise_values,
    _gaussian_nodes,
    _gaussian_std,
    _integrate,
    _piecewise,
    expectation,
)

_HERMITE_TERMS = 96
# What Mehler's formula may leave out, as a share of E h(u)**2.
_LEFT_OUT = 1e-7
# In the plane: the Gaussian mass beyond the reach is 3e-12.
_PLANE_REACH = 7
_PLANE_NODES = 18
# Where a std is above 1, the states in which activations bend are given nodes of their own.
_PLANE_BEND = 3
# With more kinks than this, the points where two of them meet are left to the nodes.
_CROSSED = 3
# Pairs at once: about a million values of h.
_BLOCK = 256


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
    Hermite coefficients of h(sqrt(q) g). From the 96th term on, which matters for a kink or a
    jump and states that are nearly equal, a_k**2 is taken to fall like the power of k that its
    sums show, so that c = 1 is exact: a ReLU's pairs are right to 2e-7 and those of its slope, a
    jump, to 5e-5, at any c >= 0; near c = -1 to 1e-4 and 4e-2 of the variance. At a variance of
    100 the slopes of what saturates (tanh, softsign, hard tanh) are right to 1e-5 up to c = 0.9
    and only to some percent from c = 0.99 on. The slope of hard tanh at c = 0.9999 is right to 5e-4
    at a variance of 1 and 2e-3 at 4, and for variances of 0.5 and 2 to 2e-2. For pairs of one
    variance `correlated_expectation` is the more exact one.

    Examples
    --------
    >>> from initnotes import theory
    >>> theory.pair_expectation(lambda s: s, [[1.0, 0.5], [0.5, 2.0]]).round(10).tolist()
    [[1.0, 0.5], [0.5, 2.0]]
    """
    check_callable(function, "function", "an array of states")
    return expectations_of_pairs(function, as_covariance(kernel, "kernel"), kinks)


def expectations_of_pairs(function, kernel, kinks):
    """`pair_expectation` of a kernel that is known to be a covariance.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes.theory.pairs import expectations_of_pairs
    >>> expectations_of_pairs(np.square, np.eye(1), kinks=()).round(10).tolist()
    [[3.0]]
    """
    variance = np.diagonal(kernel)
    diagonal = expectation(lambda s: function(s) ** 2, variance, kinks=kinks)
    if len(kernel) == 1:
        return diagonal.reshape(1, 1)
    std = np.sqrt(variance)
    scale = np.where(std > 0, std, 1)
    coefficients = _hermite_coefficients(function, std, kinks)
    correlation = np.clip(kernel / np.outer(scale, scale), -1, 1)
    result = _mehler(coefficients[:, :, None], coefficients[:, None, :], correlation)
    result += _tail(coefficients, diagonal, correlation)
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
    array of correlation's shape

    Notes
    -----
    Mehler's formula where 96 terms leave out at most 1e-7 of E h(u)**2, else a quadrature in the
    plane, split where a state is at a kink. The shipped activations and their slopes are right
    to 1e-5 up to a variance of 100 at any correlation from 0 to 1; at 10,000, to 1e-2.

    Examples
    --------
    >>> from initnotes import theory
    >>> theory.correlated_expectation(lambda s: s, 2.0, [0.0, 0.5, 1.0]).round(10).tolist()
    [0.0, 1.0, 2.0]
    """
    check_callable(function, "function", "an array of states")
    correlation = as_correlation(correlation)
    check_broadcast(variance=variance, correlation=correlation)
    std = _gaussian_std(variance)
    coefficients = _hermite_coefficients(function, std, kinks)
    equal = expectation(lambda s: function(s) ** 2, variance, kinks=kinks)
    share = _left_out(coefficients, equal)
    result = np.array(_mehler(coefficients, coefficients, correlation))
    equal, share, std, correlation = np.broadcast_arrays(equal, share, std, correlation)
    poor = _poor(share, share, correlation)
    result[poor] = _plane(function, std[poor], std[poor], correlation[poor], kinks)
    return np.where(correlation == 1, equal, result)


def _hermite_coefficients(function, std, kinks):
    """Coefficients of h(std g) in the orthonormal Hermite polynomials of g, one row each."""
    nodes, weights = _gaussian_nodes(std, kinks)
    values = _elementwise_values(function, std, nodes)
    below, here = np.zeros_like(nodes), np.ones_like(nodes)
    rows = []
    for k in range(_HERMITE_TERMS):
        rows.append(_integrate(values, weights * here))
        below, here = here, (nodes * here - np.sqrt(k) * below) / np.sqrt(k + 1)
    return np.array(rows)


def _mehler(left, right, correlation):
    """sum_k left[k] right[k] correlation**k, by Horner's rule."""
    result = np.zeros(np.broadcast_shapes(left.shape[1:], np.shape(correlation)))
    for a, b in zip(left[::-1], right[::-1], strict=True):
        result = result * correlation + a * b
    return result


def _tail(coefficients, whole, correlation):
    """What Mehler's sum leaves out, if a_k**2 goes on like a power of k; 0 for c <= 0."""
    count = len(coefficients)
    rest = np.maximum(whole - np.sum(coefficients**2, axis=0), 0)
    rest[rest < 1e-13 * whole] = 0
    if not rest.any():
        return np.zeros_like(correlation)
    earlier = rest + np.sum(coefficients[count // 2 :] ** 2, axis=0)
    # Sums from k on fall like k**-power: by 2**power from 48 to 96.
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.where(rest > 0, np.clip(np.log2(earlier / rest), 0.1, 60), 60)
        decay = (0.5 - count) * np.log(np.maximum(correlation, 0))
    inverse = 2 / np.add.outer(power, power)
    share = np.zeros_like(correlation)
    nodes, weights = np.polynomial.legendre.leggauss(32)
    for y, weight in zip((nodes + 1) / 2, weights / 2, strict=True):
        share += weight * np.exp(-decay * y**-inverse)
    return np.sqrt(np.outer(rest, rest)) * share


def _left_out(coefficients, whole):
    """The share of E h(u)**2 that the Hermite coefficients leave out."""
    share = whole - np.sum(coefficients**2, axis=0)
    return np.divide(np.maximum(share, 0), whole, out=np.zeros_like(share), where=whole > 0)


def _poor(left, right, correlation):
    """Where Mehler's formula may leave out too much: by Cauchy and Schwarz at most so much."""
    return np.sqrt(left * right) * np.abs(correlation) ** _HERMITE_TERMS > _LEFT_OUT


def _plane(function, left, right, correlation, kinks):
    """E h(u) h(u') of each pair with stds left and right, split where u or u' is at a kink.

    With u = left (a m + b d), u' = right (a m - b d) for independent standard Gaussians m, d, and
    a**2 = (1 + correlation) / 2, b**2 = (1 - correlation) / 2, it is smooth in d if each integral
    over m is split. Of opposite states, correlation < 0, -u' takes the place of u'.
    """
    results = [np.zeros(0)]
    for start in range(0, len(left), _BLOCK):
        block = slice(start, start + _BLOCK)
        results.append(_plane_block(function, left[block], right[block], correlation[block], kinks))
    return np.concatenate(results)


def _plane_block(function, left, right, correlation, kinks):
    sign = np.where(correlation < 0, -1.0, 1.0)
    a, b = np.sqrt((1 + np.abs(correlation)) / 2), np.sqrt((1 - np.abs(correlation)) / 2)
    steep = max(left.max(), right.max()) > 1
    lines = np.unique([*kinks, 0.0, *((-_PLANE_BEND, _PLANE_BEND) if steep else ())])
    u_lines = lines / left[:, None]
    other_lines = lines / (sign * right)[:, None]

    # Over d the integrals bend within about 1 / (std b), and where two kinks' lines cross.
    std = np.sqrt(left * right)
    with np.errstate(divide="ignore", invalid="ignore"):
        splits = [0 * b, *((bend / (b * std) for bend in (-12, -3, 3, 12)) if steep else ())]
        if len(kinks) <= _CROSSED:
            for k in kinks:
                for other in kinks:
                    if k or other:
                        splits.append((k / left - sign * other / right) / (2 * b))
    d, outer = _split(np.stack(np.broadcast_arrays(*splits), axis=-1))

    shift = (b / a)[:, None, None] * d[..., None]
    centers = [
        u_lines[:, None] / a[:, None, None] - shift,
        other_lines[:, None] / a[:, None, None] + shift,
    ]
    m, inner = _split(np.concatenate(centers, axis=-1))
    m, step = a[:, None, None] * m, (b[:, None] * d)[:, :, None]
    u = left[:, None, None] * (m + step)
    other = (sign * right)[:, None, None] * (m - step)
    return np.sum(np.sum(function(u) * function(other) * inner, axis=-1) * outer, axis=-1)


def _split(splits):
    """Nodes and weights from -_PLANE_REACH to _PLANE_REACH, split at the last axis's entries."""
    ends = np.full((*splits.shape[:-1], 1), float(_PLANE_REACH))
    inside = np.sort(np.clip(np.nan_to_num(splits), -_PLANE_REACH, _PLANE_REACH), axis=-1)
    return _piecewise(np.concatenate([-ends, inside, ends], axis=-1), _PLANE_NODES)
