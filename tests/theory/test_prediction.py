from dataclasses import replace

import numpy as np
import pytest

from initnotes import activations as a
from initnotes import schemes, theory
from initnotes.measure.intervals import z_score
from initnotes.signals.passes import FAMILIES

WIDTHS = (6, 11, 4, 9, 3)
BATCH = 5
every_activation = pytest.mark.parametrize(
    "activation", a.ACTIVATIONS.values(), ids=lambda activation: activation.name
)


@every_activation
def test_sampled_units_have_the_predicted_second_moments(activation, rng, inputs, output_gradient):
    predicted = theory.infinite_width(
        WIDTHS, schemes.xavier(), activation, inputs=inputs, output_gradient=output_gradient
    )
    sample = predicted.sample(1500, rng=rng)
    for layer, state in enumerate(sample.state):
        squares = np.mean(state**2, axis=0)
        assert abs(z_score(squares, predicted.variance("state")[layer])) < 5
        assert abs(z_score(squares, 1.5 * predicted.variance("state")[layer])) > 5
    for layer, gradient in enumerate(sample.state_gradient):
        squares = np.mean(gradient**2, axis=0)
        assert abs(z_score(squares, predicted.variance("state_gradient")[layer])) < 5


def test_sampled_weight_gradients_have_the_predicted_variance(rng, inputs, output_gradient):
    predicted = theory.infinite_width(
        WIDTHS, schemes.xavier(), a.tanh, inputs=inputs, output_gradient=output_gradient
    )
    draws = np.array(
        [
            [np.mean(g**2) for g in predicted.sample(20, rng=generator).weight_gradient]
            for generator in rng.spawn(600)
        ]
    )
    assert np.all(np.abs(z_score(draws, predicted.variance("weight_gradient"))) < 5)
    assert np.all(np.abs(z_score(draws, predicted.per_sample_weight_gradient_variance)) > 5)


def test_sampled_weight_gradients_of_layer_1_have_the_inputs_shape_of_histogram(rng):
    # One loud feature of ten: its weights' gradients are large, and a Gaussian one would hide it.
    inputs = np.array([[10.0, *[0.1] * 9]])
    predicted = theory.infinite_width((10, 8, 3), schemes.xavier(), a.tanh, inputs=inputs)
    sample = predicted.sample(500, rng=rng)
    np.testing.assert_array_equal(sample.inputs, inputs)
    first = sample.weight_gradient[0]
    assert first.shape == (500, 10)
    np.testing.assert_allclose(np.abs(first[:, 0]), 100 * np.abs(first[:, 1]))


def test_sampled_states_covary_as_predicted_whatever_the_signs_of_the_eigenvectors(rng):
    """The square root is the symmetric one: a unit's states are K^(1/2) times the same draws."""
    given = np.array([[1.0, 2, 3, 1, 1, 1], [1, 1, -1, 1, 1, 2], [0, 1, 1, 1, 2, 1]])
    predicted = theory.infinite_width(WIDTHS, "lecun", "identity", inputs=given)
    kernel = predicted.state_kernels[0]
    drawn = predicted.sample(7, rng=np.random.default_rng(1)).state[0]
    noise = np.random.default_rng(1).standard_normal((3, 7))
    values, vectors = np.linalg.eigh(kernel)
    root = vectors @ np.diag(np.sqrt(values)) @ vectors.T
    np.testing.assert_allclose(root @ root, kernel)
    np.testing.assert_allclose(drawn, root @ noise)
    assert not np.allclose(drawn, np.linalg.cholesky(kernel) @ noise)
    many = predicted.sample(1500, rng=rng).state[0]
    for one in range(3):
        for other in range(3):
            products = many[one] * many[other]
            assert abs(z_score(products, kernel[one, other])) < 5
            assert abs(z_score(products, 2 * kernel[one, other])) > 5


def test_what_rounding_puts_below_zero_is_zero():
    """Two equal examples, whose correlation came out above 1: they are drawn equal."""
    predicted = theory.infinite_width((6, 3), "lecun", "tanh", inputs=np.ones((2, 6)))
    kernel = np.array([[1.0, 1 + 1e-6], [1 + 1e-6, 1.0]])
    state = replace(predicted, state_kernels=(kernel,)).sample(50, rng=np.random.default_rng(2))
    np.testing.assert_allclose(state.state[0][0], state.state[0][1], atol=1e-12)
    assert np.ptp(state.state[0]) > 1


def test_sampled_means_over_the_batch_are_means(rng, inputs, output_gradient):
    predicted = theory.infinite_width(
        WIDTHS, "xavier", "tanh", inputs=inputs, output_gradient=output_gradient
    )
    sample = predicted.sample(30, rng=rng)
    below = (inputs, *sample.activation)
    assert sample.cost is None
    for layer, gradient in enumerate(sample.state_gradient):
        np.testing.assert_allclose(sample.bias_gradient[layer], gradient.sum(axis=0) / BATCH)
        outer = np.einsum("bi,bj->ij", gradient, below[layer]) / BATCH
        np.testing.assert_allclose(sample.weight_gradient[layer], outer)
    for state, activation in zip(sample.state, sample.activation, strict=False):
        np.testing.assert_array_equal(activation, np.tanh(state))


@pytest.mark.parametrize("slope", [1e-4, 0.0])
def test_a_faint_slope_is_no_zero_and_a_zero_slope_sends_nothing_back(rng, slope):
    f = a.Activation("faint", lambda s: 1e-4 * s, lambda s: np.full_like(s, 1e-4))
    if not slope:
        f = a.Activation("flat", np.ones_like, np.zeros_like)
    predicted = theory.infinite_width((6, 9, 3), "lecun", f)
    gradient = predicted.sample(1500, rng=rng).state_gradient[0][0]
    variance = predicted.variance("state_gradient")[0]
    assert variance == pytest.approx(slope**2 / 3)
    if slope:
        assert abs(z_score(gradient**2, variance)) < 5 < abs(z_score(gradient**2, 2 * variance))
    else:
        assert not gradient.any()


def test_a_theory_without_inputs_samples_gaussian_ones(rng):
    sample = theory.infinite_width(WIDTHS, schemes.xavier(), a.tanh).sample(2000, rng=rng)
    assert sample.inputs.shape == (1, 2000)
    assert abs(z_score(sample.inputs[0] ** 2, 1)) < 5


def test_only_the_activations_have_a_mean():
    found = theory.infinite_width(WIDTHS, "lecun", "relu")
    for family in FAMILIES:
        mean, variance = found.mean(family), found.variance(family)
        np.testing.assert_allclose(found.second_moment(family), variance + mean**2)
        assert mean.shape == variance.shape
        assert (mean != 0).all() == (family == "activation")
        assert (mean == 0).all() == (family != "activation")
    np.testing.assert_allclose(
        found.mean("activation"), np.sqrt(found.variance("state")[:-1] / (2 * np.pi))
    )


def test_correlation_is_the_mean_over_pairs_of_different_examples():
    kernel = np.array([[4.0, 1.0, -1.0], [1.0, 1.0, 0.5], [-1.0, 0.5, 1.0]])
    expected = np.mean([1 / 2, -1 / 2, 0.5])
    assert theory.correlation(kernel) == pytest.approx(expected)
    assert theory.correlation(7 * kernel) == pytest.approx(expected)
    assert theory.correlation(np.full((3, 3), 2.0)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("kernel", "message"),
    [
        ([[2.0]], "at least 2 examples and variances above 0, got 1 examples"),
        ([[2.0, 0], [0, 0]], "got 2 examples and a smallest variance of 0"),
    ],
)
def test_a_correlation_needs_two_examples_that_vary(kernel, message):
    with pytest.raises(ValueError, match=message):
        theory.correlation(kernel)
