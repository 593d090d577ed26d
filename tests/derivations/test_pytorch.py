import numpy as np
import pytest
import sympy
import torch
from torch import nn

from initnotes import schemes, theory
from initnotes.activations import identity
from initnotes.derivations import pytorch as derivations
from initnotes.fans import fans
from initnotes.measure.intervals import variance_z_score


def value(expression, **numbers):
    return float(expression.subs({s: numbers[s.name] for s in expression.free_symbols}))


@pytest.mark.parametrize("n", [5, 300])
def test_default_is_what_torch_draws(n):
    torch.manual_seed(0)
    weight = nn.Linear(n, 2_000_000 // n).weight.detach().numpy()
    bound = float(derivations.default().steps[1].right.subs(derivations.N, n))
    assert np.abs(weight).max() <= bound * (1 + 1e-6)
    assert np.abs(weight).max() > 0.99 * bound
    assert abs(variance_z_score(weight, value(derivations.default().result, n=n))) < 5
    assert abs(variance_z_score(weight, 3 * value(derivations.default().result, n=n))) > 50


@pytest.mark.parametrize("terms", [2, 5])
def test_default_bias_adds_one_over_three_n(terms):
    result = derivations.default_bias(terms).result
    moments = dict.fromkeys(result.free_symbols, 2.0)
    assert len(moments) == terms
    assert float(result.subs(moments)) == pytest.approx(2 / 3 + 1 / (3 * terms))


def test_default_bias_is_what_torch_draws():
    torch.manual_seed(0)
    state = nn.Linear(5, 200_000)(torch.ones(1, 5)).detach().numpy()
    result = derivations.default_bias(5).result
    predicted = float(result.subs(dict.fromkeys(result.free_symbols, 1.0)))
    assert abs(variance_z_score(state, predicted)) < 5
    assert abs(variance_z_score(state, 1 / 3)) > 50


@pytest.mark.parametrize("n", [2, 5])
def test_default_depth_is_the_theory_with_biases(n):
    layers = 4
    biased = theory.infinite_width(
        [n] * (layers + 1), schemes.standard(), identity, bias_scheme="standard"
    ).variance("state")
    exact = derivations.default_depth().steps[0].right
    for layer in range(1, layers + 1):
        state = exact.subs({derivations.N: n, derivations.LAYER: layer})
        assert float(state) == pytest.approx(biased[layer - 1])
        assert float(state) != pytest.approx(3.0**-layer)
    assert value(derivations.default_depth().result, n=n) == pytest.approx(1 / (2 * n))


def test_truncated_normal_has_kerass_and_jaxs_constant():
    std = sympy.sqrt(derivations.truncated_normal().result)
    assert float(std) == pytest.approx(0.87962566103423978, rel=1e-15)
    stats = pytest.importorskip("scipy.stats")
    assert float(std) == pytest.approx(stats.truncnorm(-2, 2).std())
    assert float(std) != pytest.approx(stats.truncnorm(-3, 3).std(), rel=0.01)


def test_packed_factor_is_that_of_the_scheme():
    xavier = schemes.xavier()
    ratio = xavier.variance(*fans((16, 16))) / xavier.variance(*fans((48, 16)))
    assert value(derivations.packed().result, p=3) == pytest.approx(ratio)
    assert value(derivations.packed().result, p=2) != pytest.approx(ratio)


def test_grouped_factor_is_that_of_torchs_reading():
    layer = nn.Conv2d(16, 24, 3, groups=4)
    xavier = schemes.xavier()
    true = xavier.variance(*fans(layer.weight.shape, groups=4))
    read = xavier.variance(*nn.init._calculate_fan_in_and_fan_out(layer.weight))
    quotient, depthwise = derivations.grouped().steps[2:]
    numbers = {"g": 4, "C_in": 16, "C_out": 24}
    assert value(quotient.right, **numbers) == pytest.approx(true / read)
    assert value(quotient.right, **{**numbers, "C_in": 24, "C_out": 16}) != pytest.approx(
        true / read
    )
    layer = nn.Conv2d(64, 64, 3, groups=64)
    read = xavier.variance(*nn.init._calculate_fan_in_and_fan_out(layer.weight))
    true = xavier.variance(*fans(layer.weight.shape, groups=64))
    assert value(depthwise.right, g=64) == pytest.approx(true / read) == pytest.approx(32.5)
