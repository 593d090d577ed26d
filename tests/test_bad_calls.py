"""Bad calls of the whole public API: each is refused, by an error that names the argument.

A row is a call with one thing wrong, the error, and what it says: the argument, what was needed and
what arrived.
"""

import re

import numpy as np
import pytest
import sympy
import torch
from matplotlib.figure import Figure

from initnotes import (
    activations,
    datasets,
    derivations,
    explorers,
    fans,
    measure,
    plots,
    pytorch,
    schemes,
    signals,
    theory,
    variance,
)
from initnotes.derivations import steps
from initnotes.explorers import controls

WIDTHS = [4, 8, 3]
EXAMPLES = 5
INPUTS = np.random.default_rng(1).standard_normal((EXAMPLES, 4))
GRADIENT = np.random.default_rng(2).standard_normal((EXAMPLES, 3))
TARGETS = [0, 1, 2, 0, 1]
WEIGHTS = schemes.xavier().weights(WIDTHS, rng=np.random.default_rng(0))
BINS = measure.Bins(-1, 1, 10)
SUMMARY = measure.summarise(INPUTS, BINS)
INTERVAL = measure.Interval(np.ones(3), np.full(3, 0.1))
DRAWN = measure.ensemble(
    WIDTHS, "xavier", "tanh", INPUTS, draws=3, rng=np.random.default_rng(0), targets=TARGETS
)
PREDICTED = theory.infinite_width(WIDTHS, "xavier", "tanh", inputs=INPUTS)
COMPARED = measure.compare(DRAWN, PREDICTED)
HISTOGRAMS = measure.compare_histograms(DRAWN, PREDICTED, rng=np.random.default_rng(0), units=10)[
    "activation"
]
NAN = np.array([1.0, np.nan, 3.0])
MASKED = np.ma.masked_array([1.0, 2.0, 3.0], mask=[True, False, False])
COMPLEX = np.ones(3) * 1j


def rng():
    return np.random.default_rng(0)


def propagate(**changes):
    call = {"weights": WEIGHTS, "inputs": INPUTS, "activation": "tanh", "targets": TARGETS}
    return signals.propagate(**(call | changes))


def spoiled(weights, layer):
    weights = [weight.copy() for weight in weights]
    weights[layer][0, 0] = np.nan
    return weights


def ensemble(**changes):
    call = {"widths": WIDTHS, "scheme": "xavier", "activation": "tanh", "inputs": INPUTS}
    call |= {"draws": 2, "rng": rng(), "targets": TARGETS}
    return measure.ensemble(**(call | changes))


def infinite_width(**changes):
    call = {"widths": WIDTHS, "scheme": "xavier", "activation": "tanh", "inputs": INPUTS}
    return theory.infinite_width(**(call | changes))


def model(spoil=None):
    torch.manual_seed(0)
    net = torch.nn.Sequential(
        torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3)
    ).double()
    if spoil:
        torch.nn.init.constant_(dict(net.named_parameters())[spoil], np.nan)
    return net


def record(net=None, inputs=INPUTS, **changes):
    return pytorch.record(net or model(), inputs, **({"targets": TARGETS} | changes))


def ax():
    return Figure().subplots()


VARIANCE = [
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
]
FANS = [
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
]
ACTIVATIONS = [
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
]
SCHEMES = [
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
]
DATASETS = [
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
SIGNALS = [
    (
        lambda: signals.softmax_cross_entropy(GRADIENT, [0, 1, 3, 0, 1]),
        ValueError,
        "targets must lie between 0 and 2, got values from 0 to 3",
    ),
    (
        lambda: signals.softmax_cross_entropy(GRADIENT, np.ones(5)),
        TypeError,
        "targets must be integers, got dtype float64",
    ),
    (
        lambda: signals.softmax_cross_entropy(np.ones(3), [0]),
        ValueError,
        r"logits must have shape \(batch, classes\), got \(3,\)",
    ),
    (
        lambda: signals.dense_net(np.ones((3, 2)), "tanh"),
        TypeError,
        "weights must be a sequence of arrays, one a layer, got an array of",
    ),
    (
        lambda: signals.dense_net([np.ones((3, 2))], "tanh", biases=[np.ones(2)]),
        ValueError,
        r"biases\[0\] must have shape \(3,\), got \(2,\)",
    ),
    (
        lambda: signals.Dense(np.ones(3)),
        ValueError,
        r"weight must have shape \(fan_out, fan_in\), got \(3,\)",
    ),
    (
        lambda: signals.Dense(np.ones((3, 2)), np.ones(2)),
        ValueError,
        r"bias must have shape \(3,\), got \(2,\)",
    ),
    (lambda: signals.Dense([[1.0]]), TypeError, r"weight must be an array, got list \[\[1.0\]\]"),
    (lambda: signals.Elementwise(5), TypeError, "activation must be an Activation.*got int 5"),
    (
        lambda: propagate(weights=WEIGHTS[::-1]),
        ValueError,
        r"weights\[1\] must have shape \(fan_out, 3\), got \(8, 4\)",
    ),
    (
        lambda: propagate(weights=spoiled(WEIGHTS, 1)),
        ValueError,
        r"weights\[1\] must be finite, got 1 NaN",
    ),
    (
        lambda: propagate(weights=[WEIGHTS[0], WEIGHTS[1].astype(np.float32)]),
        TypeError,
        r"weights\[1\] must have the dtype float64, got float32",
    ),
    (
        lambda: propagate(inputs=INPUTS[:, 1:]),
        ValueError,
        r"inputs must have shape \(batch, 4\), got \(5, 3\)",
    ),
    (
        lambda: propagate(inputs=INPUTS.astype(np.float32)),
        TypeError,
        "inputs must have the weights' dtype float64, got float32",
    ),
    (
        lambda: propagate(inputs=INPUTS * 1j),
        TypeError,
        "inputs must hold real numbers, got an array of dtype complex128",
    ),
    (
        lambda: propagate(inputs=np.ma.masked_array(INPUTS, mask=INPUTS > 0)),
        TypeError,
        "inputs must be a plain array, got a masked one",
    ),
    (lambda: propagate(activation=None), TypeError, "activation must be an Act.*got NoneType"),
    (
        lambda: propagate(output_gradient=GRADIENT),
        ValueError,
        "give targets or output_gradient, got both",
    ),
    (
        lambda: propagate(targets=None, output_gradient=GRADIENT[:, :2]),
        ValueError,
        r"output_gradient must have shape \(5, 3\), got \(5, 2\)",
    ),
    (lambda: propagate()["states"], ValueError, "unknown family 'states'; known are act.*state"),
    (
        lambda: propagate(targets=None)["state_gradient"],
        ValueError,
        "state_gradient needs a backward pass, got a forward pass alone",
    ),
]
THEORY = [
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
]
MEASURE = [
    (lambda: measure.Bins(1, 1), ValueError, "low must be below high, got low=1 and high=1"),
    (lambda: measure.Bins(0, [1]), TypeError, r"high must be a number, got list \[1\]"),
    (lambda: measure.Bins(0, 1, 2.0), TypeError, "count must be an integer, got float 2.0"),
    (lambda: measure.summarise(NAN, BINS), ValueError, "array must be finite, got 1 NaN"),
    (lambda: measure.summarise(MASKED, BINS), TypeError, "array must be a plain.*got a masked"),
    (lambda: measure.summarise(INPUTS, 10), TypeError, "bins must be a Bins, got int 10"),
    (lambda: measure.summarise([], BINS), ValueError, "array must hold at least one.*got none"),
    (lambda: measure.pool([]), ValueError, "summaries must hold at least one summary, got none"),
    (lambda: measure.pool([1]), TypeError, r"summaries\[0\] must be a Summary, got int 1"),
    (
        lambda: measure.pool([SUMMARY, measure.summarise(INPUTS, measure.Bins(-2, 2, 10))]),
        ValueError,
        "summaries must share their bins, got different ones",
    ),
    (lambda: ensemble(scheme=5), TypeError, "scheme must be a Scheme.*got int 5"),
    (lambda: ensemble(activation=5), TypeError, "activation must be an Activ.*got int 5"),
    (lambda: ensemble(rng=np.random), TypeError, "rng must be a numpy.*got module"),
    (lambda: ensemble(draws=True), TypeError, "draws must be an integer, got bool True"),
    (lambda: ensemble(families="state"), TypeError, "families must be a seq.*got str 'state'"),
    (lambda: ensemble(families=["states"]), ValueError, "unknown family 'states'; known are"),
    (
        lambda: ensemble(targets=None, families=["state_gradient"]),
        ValueError,
        "'state_gradient' needs targets or an output_gradient, got neither",
    ),
    (lambda: ensemble(bins=BINS), TypeError, "bins must be a dict of family -> Bins, got Bins"),
    (
        lambda: ensemble(bins={"activation": [BINS] * 3}),
        ValueError,
        r"bins\['activation'\] must hold 1 Bins, got 3",
    ),
    (
        lambda: measure.summarise_net(spoiled(WEIGHTS, 0), INPUTS, "tanh"),
        ValueError,
        r"weights\[0\] must be finite, got 1 NaN",
    ),
    (lambda: DRAWN.values("activation", "median"), ValueError, "unknown statistic 'median'"),
    (lambda: DRAWN.pooled("state"), ValueError, "unknown family 'state'; known are activation"),
    (
        lambda: DRAWN.interval("activation", confidence=95),
        ValueError,
        "confidence must lie between 0 and 1, got 95",
    ),
    (lambda: measure.compare(1, PREDICTED), TypeError, "ensemble must be an Ens.*got int 1"),
    (lambda: measure.compare(DRAWN, DRAWN), TypeError, "theory must be a Theory, got Ensemble"),
    (lambda: measure.compare(DRAWN, PREDICTED, level=2), ValueError, "level must lie.*got 2"),
    (
        lambda: measure.compare(DRAWN, infinite_width(widths=[4, 8, 8, 3])),
        ValueError,
        "theory must have 1 layers of activation, got 2",
    ),
    (lambda: COMPARED.rows(layers=[0]), ValueError, r"layers\[0\] must be at least 1, got 0"),
    (lambda: COMPARED.rows(layers=[9]), ValueError, r"layers must be among \[1, 2\], got int 9"),
    (lambda: measure.t_quantile(0.95, 0), ValueError, "degrees must be at least 1, got 0"),
    (lambda: measure.mean_interval([1.0]), ValueError, r"draws must hold at least 2.*got shape"),
    (lambda: measure.mean_interval(MASKED), TypeError, "draws must be a plain.*got a masked one"),
    (
        lambda: measure.z_score(INPUTS, np.zeros((2, 4))),
        ValueError,
        r"predicted must be a number or have shape \(4,\), got \(2, 4\)",
    ),
    (lambda: measure.agrees([1.0, 1.0], 1), ValueError, "draws must vary.*got a standard error"),
    (lambda: measure.critical_value(1), ValueError, "draws must be at least 2.*got 1"),
    (lambda: measure.variance_z_score(INPUTS, -1), ValueError, "predicted must be.*got -1"),
    (
        lambda: measure.Interval(np.ones(3), np.ones(2)),
        ValueError,
        r"half_width must have the mean's shape \(3,\), got \(2,\)",
    ),
    (
        lambda: INTERVAL.contains(np.ones(2)),
        ValueError,
        r"value must be a number or have shape \(3,\), got \(2,\)",
    ),
]
PYTORCH = [
    (lambda: record(model("0.weight")), ValueError, "parameter '0.weight' must be finite, got"),
    (lambda: record(model("2.bias")), ValueError, "parameter '2.bias' must be finite, got a NaN"),
    (lambda: record(inputs=NAN[None]), ValueError, "inputs must be finite, got 1 NaN"),
    (lambda: record(inputs=INPUTS * 1j), TypeError, "inputs must hold real.*got an array"),
    (
        lambda: record(inputs=INPUTS.astype(np.float32)),
        TypeError,
        "inputs must have the model's dtype torch.float64, got torch.float32",
    ),
    (lambda: record(targets=None), ValueError, "exactly one of targets and output_gradient"),
    (lambda: record(targets=[0.0] * 5), TypeError, "targets must be integers, got dtype float64"),
    (
        lambda: record(targets=None, output_gradient=GRADIENT.T),
        ValueError,
        r"output_gradient must have shape \(5, 3\), got \(3, 5\)",
    ),
    (lambda: pytorch.record(5, INPUTS), TypeError, "model must be a torch.nn.Module, got int"),
    (lambda: pytorch.initialize(model(), 5, rng=rng()), TypeError, "scheme must be.*got int 5"),
    (lambda: pytorch.initialize(model(), "he", rng=0), TypeError, "rng must be a.*got int 0"),
    (
        lambda: pytorch.initialize(model(), "he", rng=rng(), zero_bias=2),
        TypeError,
        "zero_bias must be True or False, got int 2",
    ),
    (lambda: pytorch.module_fans(5), TypeError, "module must be one of Linear.*got int"),
]
PLOTS = [
    (
        lambda: plots.variance.equal_variance_twins(None, 1),
        TypeError,
        "ax must be a matplotlib Axes, got NoneType",
    ),
    (
        lambda: plots.variance.equal_variance_twins(ax(), -1),
        ValueError,
        "variance must be at least 0, got -1",
    ),
    (
        lambda: plots.layers.variance_by_layer(ax(), [1, 2]),
        TypeError,
        r"interval must be an Interval, got list \[1, 2\]",
    ),
    (
        lambda: plots.layers.variance_by_layer(ax(), INTERVAL, theory=[1, 2]),
        ValueError,
        r"theory must have shape \(3,\), got \(2,\)",
    ),
    (
        lambda: plots.layers.histograms(ax(), HISTOGRAMS, layers=[0]),
        ValueError,
        "layers, counted from 1, must be at least 1, got 0",
    ),
    (
        lambda: plots.layers.histograms(ax(), HISTOGRAMS, layers=[2]),
        ValueError,
        "compared must reach layer 2, got 1 layers",
    ),
    (
        lambda: plots.comparison.factors(ax(), {"activation": INTERVAL}, {"state": 1}),
        ValueError,
        "theories must have 'activation', got 'state'",
    ),
    (lambda: plots.network.draw(None), TypeError, "ax must be a matplotlib Axes, got NoneType"),
    (
        lambda: plots.network.draw(ax(), (4, 6, 3)),
        ValueError,
        "widths must hold 4 numbers of units, of input, layer l - 1, layer l and output, got 3",
    ),
    (lambda: plots.network.draw(ax(), (4, 0, 2, 3)), ValueError, r"widths\[1\] must be at least 1"),
    (
        lambda: plots.network.draw(ax(), highlight="fan_in"),
        TypeError,
        "highlight must be a sequence of names of fans, got str 'fan_in'",
    ),
    (
        lambda: plots.network.draw(ax(), highlight=["fan_im"]),
        ValueError,
        "unknown highlight 'fan_im'; known are fan_in, fan_out",
    ),
    (
        lambda: plots.network.draw(ax(), gradients=1),
        TypeError,
        "gradients must be True or False, got int 1",
    ),
    (
        lambda: plots.batch.family_by_layer(ax(), "state", INTERVAL, np.ones(3)),
        ValueError,
        "unknown family 'state'; known are activation",
    ),
    (
        lambda: plots.xavier.factors_by_ratio(ax(), ([1], {}), ([1], {}), direction="up"),
        ValueError,
        "unknown direction 'up'; known are backward, forward",
    ),
    (
        lambda: plots.pytorch.two_ways([ax(), None], INTERVAL, np.ones(3), quantity="state"),
        TypeError,
        r"axes\[1\] must be a matplotlib Axes, got NoneType",
    ),
]
EXPLORERS = [
    (lambda: explorers.named("deep"), ValueError, "unknown explorer 'deep'; known are bound"),
    (lambda: explorers.bound.explore(scheme="he"), ValueError, "unknown scheme 'he'; known are"),
    (lambda: explorers.depth.explore(depth=1), ValueError, "depth must be one of 2, .*got 1"),
    (lambda: explorers.compromise.explore(fan_in=7), ValueError, "fan_in must be one.*got 7"),
    (lambda: controls.Choice("a", "", {"b": ""}, 5), TypeError, "a must be one of.*got 5"),
]
DERIVATIONS = [
    (lambda: steps.Step("1", 1, 2), steps.DerivationError, "'1' must make both sides equal, got"),
    (lambda: steps.Step(5, 1, 1), TypeError, "reason must be a string, got int 5"),
    (lambda: steps.Step("1", "1", 1), TypeError, "left must be a SymPy expression, got str '1'"),
    (lambda: steps.Derivation("empty"), ValueError, "at least 1 step, got none for 'empty'"),
    (lambda: steps.Derivation("a", 1), TypeError, "step 1 must be a Step, got int 1"),
    (
        lambda: derivations.factors.rule("xavir"),
        ValueError,
        "unknown scheme 'xavir'; known are",
    ),
]
CALLS = [
    *VARIANCE,
    *FANS,
    *ACTIVATIONS,
    *SCHEMES,
    *DATASETS,
    *SIGNALS,
    *THEORY,
    *MEASURE,
    *PYTORCH,
    *PLOTS,
    *EXPLORERS,
    *DERIVATIONS,
]


@pytest.mark.parametrize(("call", "error", "message"), CALLS)
def test_a_bad_call_is_named(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_the_table_is_long_and_each_row_says_what_was_needed():
    assert len(CALLS) >= 120
    said = re.compile("must|unknown|need|takes|only|give|at least|exactly")
    assert [message for _, _, message in CALLS if not said.search(message)] == []


@pytest.mark.parametrize(
    "call",
    [
        lambda: variance.normal_density([0, 1], np.float32(1)),
        lambda: propagate(weights=tuple(WEIGHTS), inputs=INPUTS.tolist()),
        lambda: infinite_width(widths=np.array(WIDTHS), inputs=INPUTS.astype(np.float32)),
        lambda: ensemble(bins={"activation": BINS}, draws=np.int64(2)),
        lambda: measure.z_score(INPUTS, 0),
        lambda: record(inputs=torch.tensor(INPUTS, requires_grad=True)),
        lambda: theory.expectation(lambda s: s > 0, 1.0),
        lambda: pytorch.initialize(model(), "glorot", rng=rng()),
    ],
)
def test_a_good_call_is_let_through(call):
    """The partner of the table: what looks unusual and is right is not refused."""
    call()


def test_the_quadrature_that_all_callers_share_cannot_be_overwritten():
    for array in theory.gaussian_quadrature(10):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
