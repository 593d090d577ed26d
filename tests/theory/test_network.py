from dataclasses import replace
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


TORCH_WIDTHS = (30, 80, 20, 50, 10)


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
    inputs = np.random.default_rng(1).standard_normal((8, TORCH_WIDTHS[0]))
    return inputs, torch_second_moments(TORCH_WIDTHS, lambda s: s, inputs, 500, seed=2010)


@pytest.fixture(scope="module")
def torch_tanh():
    """Ten times as wide, so that what finite width changes is less than the error."""
    widths = [TORCH_WIDTHS[0], *(10 * width for width in TORCH_WIDTHS[1:])]
    inputs = np.random.default_rng(1).standard_normal((8, widths[0]))
    import torch

    return widths, inputs, torch_second_moments(widths, torch.tanh, inputs, 150, seed=2010)


def test_linear_nets_of_torchs_defaults_are_predicted_layer_by_layer(torch_linear):
    inputs, measured = torch_linear
    options = {"inputs": inputs, "bias_scheme": "standard"}
    predicted = theory.infinite_width(TORCH_WIDTHS, "standard", "identity", **options)
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
        TORCH_WIDTHS, "standard", "identity", inputs=inputs, bias_scheme=wrong
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
