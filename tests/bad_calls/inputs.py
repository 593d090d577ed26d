"""Bad calls of what goes in, from variances to data: a call, its error, and what it says."""

import numpy as np
import sympy

from initnotes import activations, datasets, fans, schemes, variance
from tests.bad_calls.given import COMPLEX, MASKED, NAN, rng

CALLS = [
    (lambda: variance.uniform_variance("a", 1), TypeError, "low must hold real.*got str 'a'"),
    (lambda: variance.uniform_variance(2, 1), ValueError, "low must not be above high, got low=2"),
    (
        lambda: variance.uniform_variance([0, 5], [9, 1]),
        ValueError,
        "low must not be above high, got low=",
    ),
    (
        lambda: variance.uniform_variance([0, 1], [2, 3, 4]),
        ValueError,
        r"low and high must have shapes that broadcast, got \(2,\) and \(3,\)",
    ),
    (lambda: variance.variance_from_bound(-1), ValueError, "bound must be at least 0, got -1"),
    (lambda: variance.variance_from_bound(1j), TypeError, "bound must hold real.*got complex 1j"),
    (lambda: variance.bound_from_variance(NAN), ValueError, "variance must be finite, got 1 NaN"),
    (lambda: variance.bound_from_variance(MASKED), TypeError, "variance must.*got a masked one"),
    (lambda: variance.std_from_bound(None), TypeError, "bound must hold real.*got NoneType None"),
    (lambda: variance.bound_from_std(True), TypeError, "std must hold real.*got bool True"),
    (
        lambda: variance.sum_variance(np.ones(3)),
        ValueError,
        r"covariance must have shape \(n, n\), got \(3,\)",
    ),
    (
        lambda: variance.sum_variance(np.ones((2, 3))),
        ValueError,
        r"covariance must have shape \(n, n\), got \(2, 3\)",
    ),
    (
        lambda: variance.sum_variance([[1, 0.5], [0.3, 1]]),
        ValueError,
        "covariance must be symmetric, got one that differs",
    ),
    (
        lambda: variance.sum_variance([[1, 0.5], [-0.5, 1]]),
        ValueError,
        "covariance must be symmetric, got one that differs",
    ),
    (
        lambda: variance.sum_variance([[1, -2], [-2, 1]]),
        ValueError,
        "covariance must be a covariance, positive semidefinite, got an eigenvalue -1",
    ),
    (
        lambda: variance.sum_variance(np.eye(2) * 1j),
        TypeError,
        "covariance must hold real numbers, got an array of dtype complex128",
    ),
    (
        lambda: variance.product_variance(np.inf, 1, 0, 1),
        ValueError,
        "mean_x must be finite, got 1 NaN or infinite",
    ),
    (
        lambda: variance.product_variance(0, 1, 0, -2),
        ValueError,
        "variance_y must be at least 0, got -2",
    ),
    (
        lambda: variance.dot_variance(1, [1.0, -1.0]),
        ValueError,
        "input_second_moments must be at least 0, got -1",
    ),
    (
        lambda: variance.dot_variance(1, 2.0),
        ValueError,
        r"input_second_moments must have shape \(..., n\), got the number 2",
    ),
    (lambda: variance.dot_variance("a", [1.0]), TypeError, "weight_variance must hold.*got str"),
    (lambda: variance.uniform_density(COMPLEX, 1), TypeError, "x must hold real.*got an array"),
    (lambda: variance.uniform_density(0, 0), ValueError, "bound must be above 0, got 0"),
    (lambda: variance.normal_density(MASKED, 1), TypeError, "x must be a plain.*got a masked one"),
    (
        lambda: variance.normal_density(np.ones(3), np.ones(2)),
        ValueError,
        r"x and variance must have shapes that broadcast, got \(3,\) and \(2,\)",
    ),
    (lambda: fans.fans(5), TypeError, "shape must be a sequence of integers, got int 5"),
    (lambda: fans.fans((3,)), ValueError, r"at least 2 axes.*got shape \(3,\)"),
    (lambda: fans.fans((3, 2, 0)), ValueError, r"shape\[2\] must be at least 1, got 0"),
    (lambda: fans.fans((3, 2.0)), TypeError, r"shape\[1\] must be an integer, got float 2.0"),
    (lambda: fans.fans((3, 2), groups=2), ValueError, "groups must divide shape.*got groups=2"),
    (
        lambda: fans.fans((3, 2), transposed="no"),
        TypeError,
        "transposed must be True or False, got str 'no'",
    ),
    (
        lambda: activations.activation("tan"),
        ValueError,
        "unknown activation 'tan'; known are .*elu",
    ),
    (lambda: activations.activation([]), TypeError, r"activation must be a name, got list \[\]"),
    (lambda: activations.as_activation(5), TypeError, "activation must be an Act.*got int 5"),
    (lambda: activations.tanh(COMPLEX), TypeError, "state must hold real numbers, got an array"),
    (lambda: activations.gelu(MASKED), TypeError, "state must be a plain array, got a masked one"),
    (lambda: activations.relu.derivative("a"), TypeError, "state must hold real.*got str 'a'"),
    (lambda: activations.tanh.slope(1, [True]), TypeError, "activation must hold.*got list"),
    (
        lambda: activations.tanh.expression("s"),
        TypeError,
        "symbol must be a SymPy expression, got str 's'",
    ),
    (
        lambda: activations.leaky_relu(2),
        ValueError,
        r"negative_slope must lie in \[0, 1\], got 2",
    ),
    (lambda: activations.elu("1"), TypeError, "alpha must be a number, got str '1'"),
    (
        lambda: activations.Activation("f", None, np.ones_like),
        TypeError,
        "function must be a function of an array of states, got NoneType None",
    ),
    (
        lambda: activations.Activation("f", np.square, np.ones_like),
        ValueError,
        "derivative must be that of function, got 1 at state",
    ),
    (
        lambda: activations.Activation("f", np.positive, np.ones_like, kinks=[np.nan]),
        ValueError,
        r"kinks\[0\] must be finite, got 1 NaN",
    ),
    (
        lambda: activations.from_expression("f", "s**2"),
        TypeError,
        r"expression must be a SymPy expression, got str 's\*\*2'",
    ),
    (
        lambda: activations.from_expression("f", sympy.Symbol("s"), "s"),
        TypeError,
        "symbol must be a SymPy symbol, got str 's'",
    ),
    (lambda: activations.tanh.slope(None, 1), TypeError, "state must hold real.*got NoneType"),
    (
        lambda: activations.gelu.slope(np.ones(3), np.ones(2)),
        ValueError,
        r"activation must have the state's shape \(3,\), got \(2,\)",
    ),
    (lambda: schemes.scheme("xavir"), ValueError, "unknown scheme 'xavir'; known are .*xavier"),
    (lambda: schemes.scheme(5), TypeError, "scheme must be a name, got int 5"),
    (
        lambda: schemes.scheme("xavier", gian=2),
        TypeError,
        "xavier takes the options distribution, gain, got 'gian'",
    ),
    (lambda: schemes.scheme("constant"), TypeError, "constant needs variance, got no such option"),
    (lambda: schemes.as_scheme(5), TypeError, "scheme must be a Scheme.*got int 5"),
    (lambda: schemes.xavier(gain=0), ValueError, "gain must be above 0, got 0"),
    (lambda: schemes.xavier(gain="2"), TypeError, "gain must be a number, got str '2'"),
    (
        lambda: schemes.xavier(distribution="gauss"),
        ValueError,
        "unknown distribution 'gauss'; known are normal, truncated_normal, uniform",
    ),
    (lambda: schemes.he(negative_slope=NAN), TypeError, "negative_slope must be a number, got"),
    (lambda: schemes.constant(-1), ValueError, "variance must be at least 0, got -1"),
    (lambda: schemes.Scheme("s", 5), TypeError, "rule must be a function of fan_in.*got int 5"),
    (
        lambda: schemes.Scheme("s", lambda fan_in: 1 / fan_in),
        TypeError,
        "rule must take fan_in and fan_out, got one that does not",
    ),
    (
        lambda: schemes.Scheme("s", lambda fan_in, fan_out: -1).variance(2, 3),
        ValueError,
        "the variance that the rule of 's' gives must be at least 0, got -1",
    ),
    (lambda: schemes.xavier().variance(0, 3), ValueError, "fan_in must be at least 1, got 0"),
    (lambda: schemes.xavier().std(3, 2.0), TypeError, "fan_out must be an integer, got float 2.0"),
    (
        lambda: schemes.xavier(distribution="normal").bound(3, 2),
        ValueError,
        "only a uniform scheme has a bound, got distribution 'normal'",
    ),
    (
        lambda: schemes.xavier().sample((3, 2), rng=0),
        TypeError,
        "rng must be a numpy.random.Generator.*got int 0",
    ),
    (
        lambda: schemes.xavier().sample((3, 2), rng=np.random.Generator),
        TypeError,
        "rng must be a numpy.random.Generator.*got type <class",
    ),
    (
        lambda: schemes.xavier().sample((3, 2), rng=rng(), dtype=np.float16),
        ValueError,
        "dtype must be float32 or float64, got float16",
    ),
    (
        lambda: schemes.xavier().weights([3, 2], rng=rng(), dtype="frog"),
        TypeError,
        "dtype must be float32 or float64, got str 'frog'",
    ),
    (
        lambda: schemes.xavier().weights({3, 2}, rng=rng()),
        TypeError,
        "widths must be a sequence of integers, got set",
    ),
    (
        lambda: schemes.xavier().weights([3], rng=rng()),
        ValueError,
        r"widths must hold at least an input and an output, got \[3\]",
    ),
    (
        lambda: schemes.xavier().biases([3, 0], rng=rng()),
        ValueError,
        r"widths\[1\] must be at least 1, got 0",
    ),
    (
        lambda: schemes.xavier().weights([3, 2], rng=rng(), dtype=None),
        TypeError,
        "dtype must be float32 or float64, got NoneType None",
    ),
    (lambda: datasets.standardize([]), ValueError, r"images must have.*got shape \(0,\)"),
    (lambda: datasets.standardize([3, 3]), ValueError, "images must hold at least 2.*got only 3"),
    (lambda: datasets.standardize(NAN), ValueError, "images must be finite, got 1 NaN"),
    (lambda: datasets.standardize(MASKED), TypeError, "images must be a plain.*got a masked one"),
    (lambda: datasets.standardize([[1], [1, 2]]), ValueError, "images must be one.*got ragged"),
    (lambda: datasets.gaussian(0, 3, rng=rng()), ValueError, "count must be at least 1, got 0"),
    (lambda: datasets.gaussian(2, 3.0, rng=rng()), TypeError, "features must be an integer, got"),
    (lambda: datasets.gaussian(2, 3, rng=None), TypeError, "rng must be a numpy.*got NoneType"),
    (
        lambda: datasets.gaussian(2, 3, rng=rng(), dtype="frog"),
        TypeError,
        "dtype must be float32 or float64, got str 'frog'",
    ),
]
