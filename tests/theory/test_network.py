from itertools import pairwise

import numpy as np
import pytest

from initnotes import activations as a
from initnotes import schemes, theory
from initnotes.measure.ensembles import ensemble
from initnotes.measure.intervals import z_score
from initnotes.signals.passes import FAMILIES, propagate

WIDTHS = (6, 11, 4, 9, 3)
BATCH = 5
DRAWS = 1000
every_activation = pytest.mark.parametrize(
    "activation", a.ACTIVATIONS.values(), ids=lambda activation: activation.name
)


@pytest.fixture
def inputs(rng):
    mixing = rng.standard_normal((6, 6))
    return 0.4 + rng.standard_normal((BATCH, 6)) @ mixing


@pytest.fixture
def output_gradient(rng):
    return 0.5 + rng.standard_normal((BATCH, 3))


def test_linear_theory_is_the_product_of_weight_factors():
    scheme = schemes.xavier()
    v = [scheme.variance(n, m) for n, m in pairwise(WIDTHS)]
    linear = theory.infinite_width(WIDTHS, scheme, a.identity)
    forward = np.cumprod([n * x for n, x in zip(WIDTHS, v, strict=False)])
    backward = np.cumprod([m * x for m, x in zip(WIDTHS[:1:-1], v[:0:-1], strict=True)])[::-1]
    np.testing.assert_allclose(linear.variance("state"), forward)
    np.testing.assert_allclose(linear.variance("state_gradient"), [*backward, 1])
    below = [1, *forward[:-1]]
    np.testing.assert_allclose(
        linear.variance("weight_gradient"), np.multiply(below, [*backward, 1])
    )


def test_one_example_follows_the_variance_map():
    one = theory.infinite_width([10] * 9, schemes.xavier(gain=1.3), a.tanh)
    q = 1.69
    for variance in one.variance("state"):
        assert variance == pytest.approx(q)
        q = theory.variance_map(a.tanh, q, weight_factor=1.69)


def test_linear_theory_is_exact_at_any_width(rng, inputs, output_gradient):
    scheme = schemes.xavier(gain=1.2)
    options = {"output_gradient": output_gradient}
    drawn = ensemble(
        WIDTHS, scheme, a.identity, inputs, draws=DRAWS, rng=rng, families=FAMILIES, **options
    )
    predicted = theory.infinite_width(WIDTHS, scheme, a.identity, inputs=inputs, **options)
    swapped = theory.infinite_width(
        WIDTHS, schemes.lecun(gain=1.2), a.identity, inputs=inputs, **options
    )
    for family in FAMILIES:
        random = slice(None, -1) if family == "state_gradient" else slice(None)
        measured = drawn.values(family, "second_moment")[:, random]
        assert np.all(np.abs(z_score(measured, predicted.variance(family)[random])) < 5)
        assert np.any(np.abs(z_score(measured, swapped.variance(family)[random])) > 10)


@every_activation
def test_one_hidden_layer_of_gaussian_weights_is_exact(activation, rng, inputs, output_gradient):
    """Given the inputs, the first states are Gaussian at any width, so no limit is needed."""
    widths, scheme = (6, 8, 3), schemes.lecun(distribution="normal")
    predicted = theory.infinite_width(
        widths, scheme, activation, inputs=inputs, output_gradient=output_gradient
    )
    families = ("activation", "state_gradient", "weight_gradient")
    measured = ensemble(
        widths,
        scheme,
        activation,
        inputs,
        draws=DRAWS,
        rng=rng,
        families=families,
        output_gradient=output_gradient,
    )
    mean = measured.values("activation", "mean")
    assert np.all(np.abs(z_score(mean, predicted.mean("activation"))) < 5)
    for family, value in (
        ("activation", predicted.second_moment("activation")),
        ("state_gradient", predicted.variance("state_gradient")),
        ("weight_gradient", predicted.variance("weight_gradient")),
    ):
        draws = measured.values(family, "second_moment")
        random = [0] if family == "state_gradient" else slice(None)
        assert np.all(np.abs(z_score(draws[:, random], value[random])) < 5)
        assert np.all(np.abs(z_score(draws[:, random], value[random] / 3)) > 10)


def test_per_sample_weight_gradients_are_those_of_each_example_alone(rng, inputs, output_gradient):
    predicted = theory.infinite_width(
        WIDTHS, schemes.lecun(), a.tanh, inputs=inputs, output_gradient=output_gradient
    )
    alone = [
        theory.infinite_width(
            WIDTHS,
            schemes.lecun(),
            a.tanh,
            inputs=inputs[[b]],
            output_gradient=output_gradient[[b]],
        ).variance("weight_gradient")
        for b in range(BATCH)
    ]
    np.testing.assert_allclose(
        predicted.per_sample_weight_gradient_variance, np.mean(alone, axis=0)
    )


def test_independent_examples_leave_one_over_batch_of_the_per_sample_variance(inputs):
    predicted = theory.infinite_width(WIDTHS, schemes.xavier(), a.tanh, inputs=inputs)
    np.testing.assert_allclose(
        predicted.variance("weight_gradient") * BATCH, predicted.per_sample_weight_gradient_variance
    )


def test_cross_entropy_gives_the_softmax_gradients_of_gaussian_logits(rng, inputs):
    targets = np.array([0, 1, 2, 2, 0])
    scheme = schemes.lecun(distribution="normal")
    predicted = theory.infinite_width(
        (6, 3), scheme, a.tanh, inputs=inputs, targets=targets, rng=rng, draws=DRAWS
    )
    measured = [
        propagate(scheme.weights((6, 3), rng=g), inputs, a.tanh, targets=targets).state_gradient[0]
        for g in rng.spawn(DRAWS)
    ]
    draws = np.array([np.mean(gradient**2) for gradient in measured])
    error = np.sqrt(2) * draws.std() / np.sqrt(DRAWS)
    assert abs(draws.mean() - predicted.variance("state_gradient")[-1]) < 5 * error
    assert abs(draws.mean() - 1 / 3 * 2 / 3) > 10 * error, "not that of uniform probabilities"


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


def test_a_theory_without_inputs_samples_gaussian_ones(rng):
    sample = theory.infinite_width(WIDTHS, schemes.xavier(), a.tanh).sample(2000, rng=rng)
    assert sample.inputs.shape == (1, 2000)
    assert abs(z_score(sample.inputs[0] ** 2, 1)) < 5


def test_biases_add_their_variance_to_every_state():
    plain = theory.infinite_width(WIDTHS, schemes.lecun(), a.identity)
    biased = theory.infinite_width(
        WIDTHS, schemes.lecun(), a.identity, bias_scheme=schemes.constant(0.5)
    )
    layers = np.arange(1, len(WIDTHS))
    np.testing.assert_allclose(biased.variance("state") - plain.variance("state"), 0.5 * layers)


def call(**options):
    return theory.infinite_width([2, 3, 2], schemes.xavier(), a.tanh, **options)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (lambda: call(inputs=np.ones(3)), r"inputs must have shape \(batch, 2\), got \(3,\)"),
        (lambda: call(inputs=np.ones((5, 9))), r"shape \(batch, 2\), got \(5, 9\)"),
        (lambda: call(inputs=[[np.nan, 1]]), "inputs must be finite"),
        (
            lambda: call(inputs=np.ones((2, 2)), output_gradient=np.ones((3, 2))),
            r"output_gradient must have shape \(2, 2\), got \(3, 2\)",
        ),
        (
            lambda: call(output_gradient=np.ones((1, 3))),
            r"output_gradient must have shape \(1, 2\), got \(1, 3\)",
        ),
        (
            lambda: call(output_gradient=np.ones((1, 2)), targets=[0]),
            "give targets or output_gradient, got both",
        ),
    ],
)
def test_bad_input_is_named(bad, message):
    with pytest.raises(ValueError, match=message):
        bad()


def test_targets_need_a_generator():
    with pytest.raises(TypeError, match=r"rng must be a numpy\.random\.Generator"):
        call(targets=[0], rng=3)
