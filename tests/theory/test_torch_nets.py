"""Nets of PyTorch's defaults, predicted layer by layer."""

from itertools import pairwise

import numpy as np
import pytest

from initnotes import schemes, theory
from initnotes.measure.intervals import z_score

WIDTHS = (30, 80, 20, 50, 10)


def torch_second_moments(widths, function, inputs, draws, seed):
    """Second moments of every state of nets of nn.Linear as it is, shape (draws, layers)."""
    torch = pytest.importorskip("torch")
    torch.manual_seed(seed)
    rows = []
    with torch.no_grad():
        for _ in range(draws):
            z, row = torch.from_numpy(inputs), []
            for fan_in, fan_out in pairwise(widths):
                state = torch.nn.Linear(fan_in, fan_out, dtype=torch.float64)(z)
                row.append(float((state**2).mean()))
                z = function(state)
            rows.append(row)
    return np.array(rows)


@pytest.fixture(scope="module")
def torch_linear():
    inputs = np.random.default_rng(1).standard_normal((8, WIDTHS[0]))
    return inputs, torch_second_moments(WIDTHS, lambda s: s, inputs, 500, seed=2010)


@pytest.fixture(scope="module")
def torch_tanh():
    """Ten times as wide, so that what finite width changes is less than the error."""
    widths = [WIDTHS[0], *(10 * width for width in WIDTHS[1:])]
    inputs = np.random.default_rng(1).standard_normal((8, widths[0]))
    import torch

    return widths, inputs, torch_second_moments(widths, torch.tanh, inputs, 150, seed=2010)


def test_linear_nets_of_torchs_defaults_are_predicted_layer_by_layer(torch_linear):
    inputs, measured = torch_linear
    options = {"inputs": inputs, "bias_scheme": "standard"}
    predicted = theory.infinite_width(WIDTHS, "standard", "identity", **options)
    assert np.all(np.abs(z_score(measured, predicted.variance("state"))) < 5)


@pytest.mark.parametrize(
    "wrong",
    [
        "zero",
        schemes.constant(1 / 3),
        schemes.Scheme("out", lambda i, o: 1 / (3 * o)),
        schemes.standard(gain=3**0.5),
    ],
    ids=["zero", "constant", "fan_out", "the bound's square"],
)
def test_other_biases_than_torchs_are_rejected_in_every_layer(torch_linear, wrong):
    inputs, measured = torch_linear
    predicted = theory.infinite_width(
        WIDTHS, "standard", "identity", inputs=inputs, bias_scheme=wrong
    )
    z = np.abs(z_score(measured, predicted.variance("state")))
    assert np.all(z > 5)


def test_tanh_nets_of_torchs_defaults_are_predicted_layer_by_layer(torch_tanh):
    widths, inputs, measured = torch_tanh
    options = {"inputs": inputs, "bias_scheme": "standard"}
    predicted = theory.infinite_width(widths, "standard", "tanh", **options)
    assert np.all(np.abs(z_score(measured, predicted.variance("state"))) < 5)
    linear = theory.infinite_width(widths, "standard", "identity", **options)
    assert np.all(np.abs(z_score(measured, linear.variance("state")))[1:] > 5)
    unbiased = theory.infinite_width(widths, "standard", "tanh", inputs=inputs)
    assert np.all(np.abs(z_score(measured, unbiased.variance("state"))) > 5)
