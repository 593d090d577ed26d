"""Bad calls of the theory: a call, its error, and what it says."""

import numpy as np

from initnotes import theory
from tests.bad_calls.given import COMPLEX, NAN, PREDICTED, TARGETS, infinite_width, rng

CALLS = [
    (lambda: theory.activation_mean("tan", 1), ValueError, "unknown activation 'tan'; known are"),
    (lambda: theory.second_moment("tanh", -1), ValueError, "variance must be at least 0, got -1"),
    (lambda: theory.slope_second_moment(5, 1), TypeError, "activation must be an.*got int 5"),
    (
        lambda: theory.variance_map("tanh", 1, weight_factor=-1),
        ValueError,
        "weight_factor must be at least 0, got -1",
    ),
    (
        lambda: theory.variance_map("tanh", 1, weight_factor=1, bias_variance=-0.1),
        ValueError,
        "bias_variance must be at least 0, got -0.1",
    ),
    (
        lambda: theory.chi("tanh", 1, weight_factor=1, correlation=2),
        ValueError,
        "correlation must lie between -1 and 1, got 2",
    ),
    (
        lambda: theory.chi("tanh", 1, weight_factor=1, correlation=True),
        TypeError,
        "correlation must hold real numbers, got bool True",
    ),
    (
        lambda: theory.correlation_map("tanh", 0.5, variance=0, weight_factor=1),
        ValueError,
        "variance must be above 0, got 0",
    ),
    (
        lambda: theory.fixed_point("tanh", weight_factor=[1, 2]),
        TypeError,
        r"weight_factor must be a number, got list \[1, 2\]",
    ),
    (
        lambda: theory.fixed_point("tanh", weight_factor=1, steps=10),
        ValueError,
        "weight_factor=1, bias_variance=0.0 must settle within 10 steps, got",
    ),
    (
        lambda: theory.correlation_fixed_point("tanh", weight_factor=-2),
        ValueError,
        "weight_factor must be at least 0, got -2",
    ),
    (
        lambda: theory.variance_depth_scale("tanh", weight_factor=1, bias_variance=[0.1]),
        TypeError,
        "bias_variance must be a number, got list",
    ),
    (
        lambda: theory.correlation_depth_scale("tanh", weight_factor=0),
        ValueError,
        "weight_factor must be above 0, got 0",
    ),
    (lambda: theory.critical_line("tanh", 0), ValueError, "variance must be above 0, got 0"),
    (
        lambda: theory.critical_gain("tanh", bias_variance=NAN),
        TypeError,
        "bias_variance must be a number, got an array",
    ),
    (
        lambda: theory.critical_point("gelu"),
        ValueError,
        "gelu must have a critical point at bias_variance=0.0, got none",
    ),
    (lambda: theory.gaussian_quadrature(3), ValueError, "nodes must be even.*got 3"),
    (lambda: theory.gaussian_quadrature(160.0), TypeError, "nodes must be an integer, got float"),
    (lambda: theory.expectation("tanh", 1), TypeError, "function must be a func.*got str 'tanh'"),
    (
        lambda: theory.expectation(lambda s: s * 1j, 1),
        TypeError,
        "function must give real numbers, got complex128",
    ),
    (lambda: theory.expectation(np.sum, 1), ValueError, r"function must be elem.*got shape \(\)"),
    (
        lambda: theory.expectation(np.tanh, 1, kinks=0.5),
        TypeError,
        "kinks must be a sequence of numbers, got float 0.5",
    ),
    (
        lambda: theory.pair_expectation(np.tanh, [[1, 2], [2, 1]]),
        ValueError,
        "kernel must be a covariance, positive semidefinite, got an eigenvalue -1",
    ),
    (
        lambda: theory.pair_expectation(np.tanh, [[1, 0.5], [-0.5, 1]]),
        ValueError,
        "kernel must be symmetric, got one that differs",
    ),
    (
        lambda: theory.correlated_expectation(np.tanh, 1, [0.5, 1.5]),
        ValueError,
        "correlation must lie between -1 and 1, got 1.5",
    ),
    (
        lambda: theory.correlation([[1.0]]),
        ValueError,
        "kernel must have at least 2 examples.*got 1 examples",
    ),
    (
        lambda: theory.DenseMoments(1, None),
        TypeError,
        "backward_factor must hold real numbers, got NoneType",
    ),
    (lambda: infinite_width(scheme=5), TypeError, "scheme must be a Scheme.*got int 5"),
    (lambda: infinite_width(bias_scheme=5), TypeError, "bias_scheme must be a Sch.*got int 5"),
    (
        lambda: infinite_width(bias_scheme="pytorch"),
        ValueError,
        "unknown bias_scheme 'pytorch'; known are",
    ),
    (
        lambda: infinite_width(inputs=np.ones((5, 9))),
        ValueError,
        r"inputs must have shape \(batch, 4\), got \(5, 9\)",
    ),
    (
        lambda: infinite_width(output_gradient=np.ones((5, 4))),
        ValueError,
        r"output_gradient must have shape \(5, 3\), got \(5, 4\)",
    ),
    (
        lambda: infinite_width(targets=TARGETS[1:], rng=rng()),
        ValueError,
        r"targets must have shape \(5,\), got \(4,\)",
    ),
    (lambda: infinite_width(targets=TARGETS), TypeError, "rng must be a numpy.*got NoneType"),
    (lambda: infinite_width(rng=3), TypeError, "rng must be a numpy.random.Gen.*got int 3"),
    (lambda: infinite_width(draws=0), ValueError, "draws must be at least 1, got 0"),
    (lambda: PREDICTED.variance("gradients"), ValueError, "unknown family 'gradients'; known are"),
    (lambda: PREDICTED.mean(["state"]), TypeError, "family must be a name, got list"),
    (lambda: PREDICTED.sample(0, rng=rng()), ValueError, "units must be at least 1, got 0"),
    (
        lambda: theory.DenseMoments(1, 1).forward("a"),
        TypeError,
        "below must hold real numbers, got str 'a'",
    ),
    (
        lambda: theory.DenseMoments(1, 1).backward(1, 1, COMPLEX),
        TypeError,
        "gradient must hold real numbers, got an array of dtype complex128",
    ),
    (
        lambda: theory.ElementwiseMoments("tanh").forward([[1, 2], [2, 1]]),
        ValueError,
        "below must be a covariance, positive semidefinite, got an eigenvalue -1",
    ),
    (
        lambda: theory.ElementwiseMoments("tanh").backward(np.eye(2), None, 1.0),
        ValueError,
        r"gradient must have shape \(2, 2\), got \(\)",
    ),
    (
        lambda: infinite_width(targets=[[1], [1, 2]], rng=rng()),
        ValueError,
        "targets must be one array of numbers, got ragged rows",
    ),
]
