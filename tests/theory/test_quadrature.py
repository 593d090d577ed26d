import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initnotes import activations as a
from initnotes import theory


@given(variance=st.floats(0, 2))
def test_quadrature_agrees_with_gauss_hermite(variance):
    nodes, weights = np.polynomial.hermite_e.hermegauss(150)
    hermite = np.tanh(np.sqrt(variance) * nodes) ** 2 @ weights / weights.sum()
    assert theory.second_moment(a.tanh, variance) == pytest.approx(hermite, abs=1e-7)


@pytest.mark.parametrize("power", range(9))
def test_quadrature_knows_the_gaussian_moments(power):
    exact = 0 if power % 2 else np.prod(np.arange(power - 1, 0, -2))
    assert theory.expectation(lambda s: s**power, 1) == pytest.approx(exact, abs=1e-10)


@given(variance=st.floats(0.01, 100))
def test_relu_moments_are_exact(variance):
    assert theory.second_moment(a.relu, variance) == pytest.approx(variance / 2)
    assert theory.slope_second_moment(a.relu, variance) == pytest.approx(1 / 2)
    mean = theory.expectation(a.relu, variance)
    assert mean == pytest.approx(np.sqrt(variance / (2 * np.pi)))


@pytest.mark.parametrize("correlation", [-0.9, -0.3, 0.0, 0.5, 0.9])
def test_relu_pair_expectations_are_the_arccosine_kernels(correlation):
    q, r = 2.0, 0.5
    off = correlation * np.sqrt(q * r)
    kernel = np.array([[q, off], [off, r]])
    angle = np.pi - np.arccos(correlation)
    expected = (np.sqrt(1 - correlation**2) + correlation * angle) / (2 * np.pi)
    pair = theory.pair_expectation(a.relu, kernel)
    np.testing.assert_allclose(pair, [[q / 2, expected], [expected, r / 2]], atol=1e-6)
    slopes = theory.pair_expectation(a.relu.derivative, kernel)
    np.testing.assert_allclose(slopes[0, 1], angle / (2 * np.pi), atol=1e-7)


def test_pair_expectation_of_a_silent_example_is_the_product_of_means():
    kernel = np.array([[1.0, 0.0], [0.0, 0.0]])
    pair = theory.pair_expectation(a.sigmoid, kernel)
    np.testing.assert_allclose(pair[0, 1], 1 / 4, atol=1e-12)
