"""Pairs of states that are nearly equal, or opposite, and large variances, against SciPy."""

from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate, special

from initnotes import activations as a
from initnotes import theory

NEAR = [0.9, 0.99, 0.9999, 1 - 1e-8]


def relu_pair(correlation):
    """E f(u) f(u') of a ReLU at variance 1: Cho & Saul (2009)."""
    angle = np.pi - np.arccos(correlation)
    return (np.sqrt((1 - correlation) * (1 + correlation)) + correlation * angle) / (2 * np.pi)


def relu_slope_pair(correlation):
    return (np.pi - np.arccos(correlation)) / (2 * np.pi)


def hard_tanh_slope_pair(std, correlation):
    """P(abs(u) < 1 and abs(u') < 1), by SciPy's integral over u of a difference of normal CDFs."""
    rest = np.sqrt((1 - correlation) * (1 + correlation))

    def inner(g):
        ends = [(edge / std - correlation * g) / rest for edge in (-1, 1)]
        density = np.exp(-(g**2) / 2) / np.sqrt(2 * np.pi)
        return density * (special.ndtr(ends[1]) - special.ndtr(ends[0]))

    return integrate.quad(inner, -1 / std, 1 / std, epsabs=0, epsrel=1e-11, limit=500)[0]


@pytest.mark.parametrize("correlation", [*NEAR, -0.9, -0.99, 0.0, 0.5, 1.0, -1.0])
@pytest.mark.parametrize("variance", [0.01, 1.0, 1e4])
def test_the_plane_is_exact_for_a_kink_and_a_jump(correlation, variance):
    pair = theory.correlated_expectation(a.relu, variance, correlation)
    assert pair == pytest.approx(variance * relu_pair(correlation), rel=1e-8, abs=1e-9 * variance)
    slope = theory.chi("relu", variance, weight_factor=2, correlation=correlation)
    assert slope == pytest.approx(2 * relu_slope_pair(correlation), rel=1e-8, abs=1e-9)


@pytest.mark.parametrize("correlation", [0.5, -0.99, 0.9, 0.99, 0.9999])
@pytest.mark.parametrize("variance", [1.0, 100.0])
def test_the_plane_is_split_at_every_kink(correlation, variance):
    found = theory.chi("hard_tanh", variance, weight_factor=1, correlation=correlation)
    exact = hard_tanh_slope_pair(np.sqrt(variance), correlation)
    assert found == pytest.approx(exact, rel=1e-8)
    unsplit = theory.correlated_expectation(a.hard_tanh.derivative, variance, correlation)
    assert abs(unsplit / exact - 1) > 1e-5


@pytest.mark.parametrize("correlation", NEAR)
def test_a_batch_has_the_rest_of_mehlers_sum(correlation):
    kernel = np.array([[1.0, 2 * correlation], [2 * correlation, 4.0]])
    pair = theory.pair_expectation(a.relu, kernel)[0, 1]
    assert pair == pytest.approx(2 * relu_pair(correlation), rel=2e-7)
    slope = theory.pair_expectation(a.relu.derivative, kernel)[0, 1]
    assert slope == pytest.approx(relu_slope_pair(correlation), rel=5e-5)


def test_without_the_rest_the_batch_would_be_wrong(monkeypatch):
    from initnotes.theory import pairs

    monkeypatch.setattr(pairs, "_tail", lambda *_: 0)
    slope = theory.pair_expectation(a.relu.derivative, [[1, 0.99], [0.99, 1]])[0, 1]
    assert abs(slope / relu_slope_pair(0.99) - 1) > 1e-3


@pytest.mark.parametrize("name", a.ACTIVATIONS)
@pytest.mark.parametrize("variance", [1.0, 100.0])
def test_equal_examples_are_the_diagonal(name, variance):
    part, kernel = theory.ElementwiseMoments(name), np.full((2, 2), variance)
    for made in (part.forward(kernel), part.slope(kernel)):
        assert made[0, 1] == pytest.approx(made[0, 0], rel=1e-8)


@pytest.mark.parametrize("variance", [1e-6, 1.0, 99.0, 101.0, 1e4])
@pytest.mark.parametrize("name", ["tanh", "softsign", "gelu", "sigmoid", "silu"])
def test_slopes_are_right_at_any_variance(name, variance):
    f, std = a.activation(name), np.sqrt(variance)

    def integrand(s):
        density = np.exp(-(s**2) / (2 * variance)) / (std * np.sqrt(2 * np.pi))
        return f.derivative(s) ** 2 * density

    reach = 12 * std
    edges = np.unique(np.clip([-reach, -30, -10, -3, 0, 3, 10, 30, reach], -reach, reach))
    exact = sum(
        integrate.quad(integrand, *ends, epsabs=0, epsrel=1e-11, limit=200)[0]
        for ends in pairwise(edges)
    )
    assert theory.slope_second_moment(f, variance) == pytest.approx(exact, rel=1e-8)


def test_the_usual_nodes_alone_miss_the_bend_of_a_large_variance():
    nodes, weights = theory.gaussian_quadrature()
    usual = a.tanh.derivative(100 * nodes) ** 2 @ weights
    assert abs(usual / theory.slope_second_moment("tanh", 1e4) - 1) > 1e-3
