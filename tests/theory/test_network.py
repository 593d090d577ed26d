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
    scheme = schemes.lecun(distribution="normal", gain=1.5)
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


def test_logits_and_targets_belong_together(rng):
    """One sure example and one unsure one, of different classes: each meets its own target."""
    inputs = np.array([[20.0, 0], [0, 0.01]])
    scheme = schemes.lecun(distribution="normal")
    targets = np.array([0, 1])
    options = {"inputs": inputs, "targets": targets, "draws": 4000}
    found = theory.infinite_width((2, 2), scheme, "tanh", rng=rng, **options)
    sure, unsure = np.diagonal(found.state_gradient_kernels[-1])
    assert unsure == pytest.approx(0.25, abs=0.01)  # half is missing, of either class
    assert sure == pytest.approx(0.5, abs=0.1)  # right or wrong for sure, one as often as the other
    off = found.state_gradient_kernels[-1][0, 1]
    draws = np.array(
        [
            np.mean(
                np.prod(propagate(weights, inputs, "tanh", targets=targets).state_gradient[0], 0)
            )
            for weights in (scheme.weights((2, 2), rng=g) for g in rng.spawn(500))
        ]
    )
    error = draws.std() / np.sqrt(500) + draws.std() / np.sqrt(4000)
    assert abs(draws.mean() - off) < 5 * error < abs(draws.mean() + off)


def test_logits_are_drawn_a_thousand_times_unless_told_otherwise():
    inputs, targets = np.ones((1, 6)), [1]
    makes = [
        theory.infinite_width(
            (6, 3),
            "lecun",
            "tanh",
            inputs=inputs,
            targets=targets,
            rng=np.random.default_rng(3),
            **o,
        ).variance("state_gradient")[-1]
        for o in ({}, {"draws": 1000}, {"draws": 100})
    ]
    assert makes[0] == makes[1] != makes[2]


def test_biases_add_their_variance_to_every_state():
    plain = theory.infinite_width(WIDTHS, schemes.lecun(), a.identity)
    biased = theory.infinite_width(
        WIDTHS, schemes.lecun(), a.identity, bias_scheme=schemes.constant(0.5)
    )
    layers = np.arange(1, len(WIDTHS))
    np.testing.assert_allclose(biased.variance("state") - plain.variance("state"), 0.5 * layers)


@pytest.mark.parametrize("bias_scheme", [schemes.constant(0.4), "standard"])
def test_the_recursion_iterates_the_maps_of_one_layer(bias_scheme):
    """One example, and two of one variance: nothing is written twice."""
    scheme, f = schemes.lecun(gain=1.2), a.gelu
    biases = schemes.as_scheme(bias_scheme)
    x = np.array([[1.0, 1, 1, 1, 1, 1], [1, 1, -1, 1, 1, 1]])
    given = np.array([[1.0, 2, 3], [3, 2, 1]])
    found = theory.infinite_width(
        WIDTHS, scheme, f, inputs=x, output_gradient=given, bias_scheme=bias_scheme
    )
    first = 1.44 + biases.variance(*WIDTHS[:2])
    q, c = first, (1.44 * 4 / 6 + biases.variance(*WIDTHS[:2])) / first
    factors = []
    for layer, fan_out in enumerate(WIDTHS[1:]):
        np.testing.assert_allclose(found.state_kernels[layer], q * np.array([[1, c], [c, 1]]))
        if layer == len(WIDTHS) - 2:
            break
        above = (fan_out, WIDTHS[layer + 2])
        forward = {"weight_factor": 1.44, "bias_variance": biases.variance(*above)}
        back = above[1] * scheme.variance(*above)
        factors.append(
            [theory.chi(f, q, weight_factor=back, correlation=pair) for pair in (1.0, c)]
        )
        assert found.activation_kernels[layer][0, 1] == pytest.approx(
            theory.correlated_expectation(f, q, c)
        )
        assert found.mean("activation")[layer] == pytest.approx(theory.activation_mean(f, q))
        c = theory.correlation_map(f, c, variance=q, **forward)
        q = theory.variance_map(f, q, **forward)
    same, other = 14 / 3, 10 / 3
    for layer in range(len(factors), -1, -1):
        kernel = found.state_gradient_kernels[layer]
        np.testing.assert_allclose(kernel, [[same, other], [other, same]])
        if layer:
            same, other = same * factors[layer - 1][0], other * factors[layer - 1][1]


@pytest.mark.parametrize("bias_scheme", ["standard", schemes.constant(0.3)])
def test_our_own_nets_with_biases_are_predicted_forward_and_back(rng, inputs, bias_scheme):
    """A linear net at any width; and biases leave the gradients' variance alone."""
    net, given = (WIDTHS, "standard", "identity"), {"output_gradient": np.ones((BATCH, 3))}
    inputs = 0.3 * inputs
    drawn = ensemble(
        *net, inputs, draws=500, rng=rng, bias_scheme=bias_scheme, families=FAMILIES, **given
    )
    predicted = theory.infinite_width(*net, inputs=inputs, bias_scheme=bias_scheme, **given)
    unbiased = theory.infinite_width(*net, inputs=inputs, **given)
    for family in ("state", "activation", "weight_gradient"):
        measured = drawn.values(family, "second_moment")
        assert np.all(np.abs(z_score(measured, predicted.second_moment(family))) < 5)
        rejected = np.abs(z_score(measured, unbiased.second_moment(family)))
        assert np.all(rejected[family == "weight_gradient" :] > 5)  # below layer 1 is the input
    np.testing.assert_array_equal(
        predicted.variance("state_gradient"), unbiased.variance("state_gradient")
    )


def test_names_do_where_schemes_and_activations_do():
    named = theory.infinite_width(WIDTHS, "glorot", "swish", bias_scheme="kaiming")
    made = theory.infinite_width(WIDTHS, schemes.xavier(), a.silu, bias_scheme=schemes.he())
    np.testing.assert_array_equal(named.variance("state"), made.variance("state"))


def call(**options):
    return theory.infinite_width([2, 3, 2], schemes.xavier(), a.tanh, **options)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (
            lambda: theory.infinite_width([3], "xavier", "tanh"),
            r"widths must hold at least an input and an output, got \[3\]",
        ),
        (
            lambda: theory.infinite_width([3, 0], "xavier", "tanh"),
            r"widths\[1\] must be at least 1, got 0",
        ),
        (lambda: call(inputs=np.ones(3)), r"inputs must have shape \(batch, 2\), got \(3,\)"),
        (lambda: call(inputs=np.ones((5, 9))), r"shape \(batch, 2\), got \(5, 9\)"),
        (lambda: call(inputs=[[np.nan, 1]]), "inputs must be finite"),
        (
            lambda: call(inputs=np.ones((2, 2)), output_gradient=np.ones((3, 2))),
            r"output_gradient must have shape \(2, 2\), got \(3, 2\)",
        ),
        (lambda: call(targets=[0, 1], rng=np.random.default_rng(0)), r"targets must have shape"),
        (
            lambda: call(targets=[0], rng=np.random.default_rng(0), draws=0),
            "draws must be at least 1, got 0",
        ),
        (
            lambda: call().sample(0, rng=np.random.default_rng(0)),
            "units must be at least 1, got 0",
        ),
        (
            lambda: call().variance("gradients"),
            "unknown family 'gradients'; known are activation, state",
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
    with pytest.raises(TypeError, match=r"rng must be a numpy\.random\.Generator"):
        call().sample(3, rng=3)
    with pytest.raises(TypeError, match="bias_scheme must be a Scheme"):
        call(bias_scheme=0.5)


@pytest.mark.parametrize(("distribution", "agree"), [("uniform", False), ("normal", True)])
def test_one_input_leaves_the_weights_distribution_in_the_states(distribution, agree):
    """What `infinite_width` says of layer 1: for U(-sqrt 3, sqrt 3) E tanh(s)**2 is .457."""
    net = [1, 2000, 1], schemes.lecun(distribution=distribution), "tanh"
    x = np.ones((1, 1))
    drawn = ensemble(*net, x, draws=10, rng=np.random.default_rng(0))
    measured = drawn.values("activation", "second_moment")
    predicted = theory.infinite_width(*net, inputs=x).second_moment("activation")
    assert (np.abs(z_score(measured, predicted)) < 9).all() == agree
    if not agree:
        assert np.all(np.abs(z_score(measured, 1 - np.tanh(3**0.5) / 3**0.5)) < 9)


@pytest.mark.parametrize(("distribution", "agree"), [("uniform", False), ("normal", True)])
def test_a_large_bias_leaves_its_distribution_in_the_states(distribution, agree):
    net = [100, 2000, 1], schemes.lecun(gain=0.3), "tanh"
    x, biases = np.ones((1, 100)), schemes.constant(4.0, distribution=distribution)
    drawn = ensemble(*net, x, draws=10, rng=np.random.default_rng(0), bias_scheme=biases)
    predicted = theory.infinite_width(*net, inputs=x, bias_scheme=biases)
    z = z_score(drawn.values("activation", "second_moment"), predicted.second_moment("activation"))
    assert (np.abs(z) < 9).all() == agree
