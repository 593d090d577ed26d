"""Measuring one net, and the same net drawn many times."""

import tracemalloc

import numpy as np
import pytest

from initnotes.activations import tanh
from initnotes.measure import ensembles
from initnotes.measure.ensembles import FORWARD, MEASURED, Ensemble, ensemble, summarise_net
from initnotes.measure.intervals import agrees
from initnotes.measure.summaries import Bins, summarise
from initnotes.schemes import constant, standard, xavier
from initnotes.signals.passes import FAMILIES, propagate

WIDTHS = (6, 9, 4, 7, 3)
BATCH = 20


@pytest.fixture
def inputs(rng):
    return rng.standard_normal((BATCH, WIDTHS[0]))


@pytest.fixture
def targets(rng):
    return rng.integers(0, WIDTHS[-1], BATCH)


@pytest.fixture
def weights(rng):
    return xavier().weights(WIDTHS, rng=rng)


def draw(inputs, targets, *, seed=7, draws=4, scheme=None, **options):
    return ensemble(
        WIDTHS,
        scheme or xavier(),
        tanh,
        inputs,
        targets=targets,
        draws=draws,
        rng=np.random.default_rng(seed),
        **options,
    )


def test_summarise_net_summarises_what_propagate_keeps(weights, inputs, targets):
    bins = {family: Bins(-0.5, 0.5, 20) for family in FAMILIES}
    measured = summarise_net(weights, inputs, tanh, targets=targets, bins=bins, families=FAMILIES)
    kept = propagate(weights, inputs, tanh, targets=targets)
    for family in FAMILIES:
        assert len(measured[family]) == len(kept[family])
        for summary, array in zip(measured[family], kept[family], strict=True):
            expected = summarise(array, bins[family])
            np.testing.assert_array_equal(summary.counts, expected.counts)
            assert (summary.mean, summary.variance) == (expected.mean, expected.variance)


def test_families_left_out_are_not_measured(weights, inputs, targets):
    assert tuple(summarise_net(weights, inputs, tanh, targets=targets)) == MEASURED
    only = summarise_net(weights, inputs, tanh, targets=targets, families=("state",))
    assert tuple(only) == ("state",)


def test_bins_of_their_own_hold_every_entry(weights, inputs, targets):
    for layers in summarise_net(weights, inputs, tanh, targets=targets).values():
        for summary in layers:
            assert summary.below == summary.above == 0
            assert summary.counts.sum() == summary.size
            assert summary.counts[0] == 0


def test_bins_may_differ_from_layer_to_layer(weights, inputs, targets):
    layers = [Bins(-1, 1, 10), Bins(-2, 2, 20), Bins(-3, 3, 30)]
    measured = summarise_net(weights, inputs, tanh, targets=targets, bins={"activation": layers})
    assert [summary.bins for summary in measured["activation"]] == layers


def test_a_signal_that_is_zero_throughout_can_be_measured(weights, inputs):
    silent = summarise_net(weights, inputs, tanh, output_gradient=np.zeros((BATCH, WIDTHS[-1])))
    assert [summary.variance for summary in silent["weight_gradient"]] == [0, 0, 0, 0]


def test_no_weight_gradient_outlives_its_summary(rng):
    widths, batch = (290, 310, 300, 320, 310, 300, 330, 310, 5), 10
    weights = standard().weights(widths, rng=rng)
    inputs, targets = rng.standard_normal((batch, widths[0])), rng.integers(0, 5, batch)
    all_gradients = sum(weight.nbytes for weight in weights)
    bins = {family: Bins(-1, 1) for family in MEASURED}

    def peak(function, **options):
        tracemalloc.start()
        try:
            function(weights, inputs, tanh, targets=targets, **options)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    # One layer's gradient is 1/7 of them all; the summary's buffers, of fixed size, add to it.
    assert peak(summarise_net, bins=bins) < 0.6 * all_gradients
    assert peak(propagate) > all_gradients


def test_same_seed_gives_the_same_ensemble(inputs, targets):
    one, two = draw(inputs, targets), draw(inputs, targets)
    for family in MEASURED:
        np.testing.assert_array_equal(one.values(family), two.values(family))
        for first, second in zip(one.pooled(family), two.pooled(family), strict=True):
            np.testing.assert_array_equal(first.counts, second.counts)


def test_another_seed_gives_another_ensemble(inputs, targets):
    one, two = draw(inputs, targets), draw(inputs, targets, seed=8)
    assert (one.values("activation") != two.values("activation")).all()


def test_fewer_draws_are_the_first_of_more(inputs, targets):
    few, many = draw(inputs, targets, draws=3), draw(inputs, targets, draws=6)
    np.testing.assert_array_equal(few.values("activation"), many.values("activation")[:3])


def test_draws_are_uncorrelated(inputs, targets):
    values = draw(inputs, targets, draws=200).values("activation")[:, 0]
    centered = values - values.mean()
    correlation = np.mean(centered[1:] * centered[:-1]) / values.var()
    assert abs(correlation * np.sqrt(len(values) - 1)) < 5
    assert len(np.unique(values)) == len(values)


def test_values_and_intervals_have_a_row_a_draw_and_a_column_a_layer(inputs, targets):
    drawn = draw(inputs, targets, draws=5)
    for family, layers in (("activation", 3), ("state_gradient", 4), ("weight_gradient", 4)):
        for statistic in ("mean", "variance", "second_moment"):
            values = drawn.values(family, statistic)
            assert values.shape == (5, layers)
            interval = drawn.interval(family, statistic)
            np.testing.assert_allclose(interval.mean, values.mean(axis=0))
            assert interval.half_width.shape == (layers,)
        moments = drawn.values(family) + drawn.values(family, "mean") ** 2
        np.testing.assert_allclose(moments, drawn.values(family, "second_moment"))


def test_a_wider_confidence_gives_a_wider_interval(inputs, targets):
    drawn = draw(inputs, targets)
    narrow, wide = (drawn.interval("activation", confidence=c) for c in (0.5, 0.99))
    assert (wide.half_width > narrow.half_width).all()


def test_pooled_is_the_summary_of_all_draws_together(inputs, targets):
    bins = {"weight_gradient": Bins(-0.2, 0.2, 30)}
    drawn = draw(inputs, targets, draws=4, bins=bins)
    nets = [
        xavier().weights(WIDTHS, rng=generator) for generator in np.random.default_rng(7).spawn(4)
    ]
    kept = [propagate(net, inputs, tanh, targets=targets).weight_gradient for net in nets]
    for pooled, arrays in zip(
        drawn.pooled("weight_gradient"), zip(*kept, strict=True), strict=True
    ):
        together = summarise(np.concatenate(arrays), bins["weight_gradient"])
        np.testing.assert_array_equal(pooled.counts, together.counts)
        assert (pooled.below, pooled.above) == (together.below, together.above)
        assert pooled.mean == pytest.approx(together.mean, abs=1e-15)
        assert pooled.variance == pytest.approx(together.variance, rel=1e-12)


def test_bins_of_the_first_draw_hold_for_all(inputs, targets):
    drawn = draw(inputs, targets, draws=6)
    for layers in drawn.summaries.values():
        for summaries in layers:
            assert len({summary.bins for summary in summaries}) == 1


def test_the_caller_s_bins_are_left_as_they_were(inputs, targets):
    bins = {"activation": Bins(-1, 1)}
    draw(inputs, targets, bins=bins)
    assert bins == {"activation": Bins(-1, 1)}


def test_the_net_takes_the_inputs_dtype_and_integers_mean_float64(inputs, targets):
    single, double = draw(inputs.astype(np.float32), targets), draw(inputs, targets)
    assert (single.values("activation") != double.values("activation")).all()
    whole = np.round(inputs)
    integers = draw(whole.astype(int), targets)
    np.testing.assert_array_equal(
        integers.values("activation"), draw(whole, targets).values("activation")
    )


def test_biases_are_drawn_anew_in_each_draw_after_the_weights(inputs, targets):
    scheme = constant(0.3)
    drawn = draw(inputs, targets, draws=4, bias_scheme=scheme, families=("state",))
    for row, generator in zip(
        drawn.values("state", "mean"), np.random.default_rng(7).spawn(4), strict=True
    ):
        weights = xavier().weights(WIDTHS, rng=generator)
        biases = scheme.biases(WIDTHS, rng=generator)
        kept = propagate(weights, inputs, tanh, biases=biases)
        np.testing.assert_allclose(row, [state.mean() for state in kept.state], rtol=1e-12)


def test_zero_is_the_bias_scheme_unless_told_otherwise(inputs, targets):
    left_out, zero = draw(inputs, targets), draw(inputs, targets, bias_scheme="zero")
    np.testing.assert_array_equal(left_out.values("activation"), zero.values("activation"))
    torchs = draw(inputs, targets, bias_scheme="standard")
    assert (left_out.values("activation") != torchs.values("activation")).all()


def test_measured_biases_have_the_variance_of_their_scheme(rng):
    """An input of zeros shows the biases alone: the first layer's states are biases."""
    for scheme, variance in ((constant(0.3), 0.3), ("standard", 1 / 18), ("lecun", 1 / 6)):
        drawn = ensemble(
            (6, 500, 3), "xavier", "tanh", np.zeros((1, 6)), draws=20, rng=rng, bias_scheme=scheme
        )
        values = drawn.values("state", "second_moment")[:, 0]
        assert agrees(values, variance)
        assert not agrees(values, 3 * variance) and not agrees(values, variance**0.5)


def test_names_do_where_schemes_and_activations_do(inputs, targets):
    named = ensemble(
        WIDTHS,
        "glorot",
        "tanh",
        inputs,
        targets=targets,
        draws=4,
        rng=np.random.default_rng(7),
        bias_scheme="zero",
    )
    made = draw(inputs, targets)
    np.testing.assert_array_equal(named.values("activation"), made.values("activation"))


def test_without_a_cost_the_nets_go_forward_alone(monkeypatch, inputs, targets):
    backwards = []
    backward = ensembles.backward
    monkeypatch.setattr(
        ensembles, "backward", lambda *arguments: backwards.append(1) or backward(*arguments)
    )
    forward = ensemble(WIDTHS, "xavier", "tanh", inputs, draws=3, rng=np.random.default_rng(7))
    assert forward.families == FORWARD == ("state", "activation")
    assert forward.draws == 3 and not backwards
    whole = draw(inputs, targets, draws=3, families=FAMILIES)
    assert whole.families == FAMILIES and len(backwards) == 3
    np.testing.assert_array_equal(whole.values("activation"), forward.values("activation"))
    draw(inputs, targets, draws=3, families=FORWARD)
    assert len(backwards) == 3  # a cost that nobody asks about is not sent back


@pytest.mark.parametrize("family", ["state_gradient", "weight_gradient"])
def test_a_gradient_needs_a_cost(weights, inputs, family):
    message = f"the family '{family}' needs targets or an output_gradient, got neither"
    with pytest.raises(ValueError, match=message):
        summarise_net(weights, inputs, tanh, families=[family])
    with pytest.raises(ValueError, match=message):
        ensemble(
            WIDTHS, "he", tanh, inputs, draws=2, rng=np.random.default_rng(0), families=[family]
        )


@pytest.mark.parametrize(
    ("bins", "error", "message"),
    [
        ([Bins(-1, 1)], TypeError, "bins must be a dict of family -> Bins, got list"),
        (
            {"activation": 3},
            TypeError,
            r"bins\['activation'\] must be a Bins or a list.* got int 3",
        ),
        ({"activation": [1, 2, 3]}, TypeError, r"must be a Bins or a list of one a layer"),
        ({"activation": [Bins(-1, 1)] * 4}, ValueError, r"must hold 3 Bins, got 4"),
        ({"weight_gradient": [Bins(-1, 1)] * 3}, ValueError, r"must hold 4 Bins, got 3"),
        ({"cost": Bins(-1, 1)}, ValueError, "unknown family 'cost'"),
    ],
)
def test_bins_that_fit_no_layer_are_refused(weights, inputs, targets, bins, error, message):
    with pytest.raises(error, match=message):
        summarise_net(weights, inputs, tanh, targets=targets, bins=bins)
    with pytest.raises(error, match=message):
        draw(inputs, targets, bins=bins)


@pytest.mark.parametrize(
    ("families", "error", "message"),
    [
        ("state", TypeError, "families must be a sequence of names, got str 'state'"),
        (3, TypeError, "families must be a sequence of names, got int 3"),
        ([], ValueError, "families must hold at least one family, got none"),
    ],
)
def test_families_are_a_sequence_of_names(weights, inputs, targets, families, error, message):
    with pytest.raises(error, match=message):
        summarise_net(weights, inputs, tanh, targets=targets, families=families)


def test_one_bins_serves_every_layer(weights, inputs, targets):
    made = summarise_net(
        weights, inputs, tanh, targets=targets, bins={"state_gradient": Bins(-2, 2, 7)}
    )
    assert [summary.bins for summary in made["state_gradient"]] == [Bins(-2, 2, 7)] * 4
    for summary, array in zip(
        made["activation"], propagate(weights, inputs, tanh).activation, strict=True
    ):
        reach = 1.2 * np.abs(array).max()
        assert summary.bins == Bins(-reach, reach, 100)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"scheme": 3}, TypeError, "scheme must be a Scheme"),
        ({"bias_scheme": 0.1}, TypeError, "bias_scheme must be a Scheme"),
        ({"bias_scheme": "none"}, ValueError, "unknown bias_scheme 'none'"),
        ({"activation": np.tanh}, TypeError, "activation must be an Activation"),
        ({"widths": [6]}, ValueError, "widths must hold at least an input and an output"),
        ({"inputs": np.ones((2, 5))}, ValueError, r"inputs must have shape \(batch, 6\)"),
        (
            {"output_gradient": np.ones((2, 3)), "targets": [0, 0]},
            ValueError,
            "give targets or output_gradient, got both",
        ),
    ],
)
def test_what_makes_no_ensemble_is_refused(change, error, message):
    arguments = {
        "widths": WIDTHS,
        "scheme": "xavier",
        "activation": "tanh",
        "inputs": np.ones((2, 6)),
        "draws": 2,
        "rng": np.random.default_rng(0),
    } | change
    names = ("widths", "scheme", "activation", "inputs")
    first = [arguments.pop(name) for name in names]
    with pytest.raises(error, match=message):
        ensemble(*first, **arguments)


@pytest.mark.parametrize("seed", [0, None, "2010"])
def test_a_seed_is_not_a_generator(inputs, targets, seed):
    with pytest.raises(TypeError, match=r"rng must be a numpy\.random\.Generator"):
        ensemble(WIDTHS, xavier(), tanh, inputs, targets=targets, draws=2, rng=seed)


def test_at_least_one_draw_is_needed_and_two_for_an_interval(inputs, targets):
    with pytest.raises(ValueError, match="draws must be at least 1, got 0"):
        draw(inputs, targets, draws=0)
    with pytest.raises(TypeError, match="draws must be an integer"):
        draw(inputs, targets, draws=2.0)
    with pytest.raises(ValueError, match="at least 2 draws"):
        draw(inputs, targets, draws=1).interval("activation")


def test_an_unknown_family_or_statistic_lists_the_known_ones(weights, inputs, targets):
    known = "activation, state_gradient, weight_gradient"
    drawn = draw(inputs, targets, draws=2)
    assert isinstance(drawn, Ensemble)
    for method in (drawn.values, drawn.interval, drawn.pooled):
        with pytest.raises(ValueError, match=f"unknown family 'gradients'; known are {known}"):
            method("gradients")
    with pytest.raises(
        ValueError, match="unknown statistic 'std'; known are mean, second_moment, v"
    ):
        drawn.values("activation", "std")
    with pytest.raises(ValueError, match="unknown family 'cost'; known are activation, state"):
        summarise_net(weights, inputs, tanh, targets=targets, families=("cost",))
    with pytest.raises(ValueError, match=f"unknown family 'state'; known are {known}"):
        summarise_net(weights, inputs, tanh, targets=targets, bins={"state": Bins(-1, 1)})
