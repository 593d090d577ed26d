import re
from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest

from initnotes import measure
from initnotes.explorers import histograms
from initnotes.plots.layers import LABELS
from tests.explorers.conftest import marks, number

default = cache(histograms.explore)


@pytest.mark.parametrize("family", histograms.FAMILIES)
@pytest.mark.parametrize("scheme", histograms.SCHEMES)
def test_page_gets_the_counts_of_the_ensemble(scheme, family):
    drawn, predicted = histograms.small_net("tanh", scheme)
    rows = histograms.layers("tanh", scheme, family)
    assert len(rows) == histograms.HIDDEN
    for row, summary, variance in zip(
        rows, drawn.pooled(family), predicted.variance(family), strict=False
    ):
        assert row["counts"] == summary.counts.tolist()
        assert row["size"] == summary.size
        assert row["low"] == pytest.approx(summary.bins.low, rel=1e-5)
        assert row["predicted_variance"] == pytest.approx(variance, rel=1e-5)


def test_measurement_is_what_theory_says():
    drawn, predicted = histograms.small_net("tanh", "xavier")
    for family in histograms.FAMILIES:
        values = drawn.values(family, "second_moment")[:, : histograms.HIDDEN]
        z = measure.z_score(values, predicted.variance(family)[: histograms.HIDDEN])
        assert np.all(np.abs(z) < 15)  # 4 draws: t with 3 degrees of freedom


@pytest.mark.parametrize("activation", histograms.ACTIVATIONS)
def test_bins_hold_nearly_everything(activation):
    for scheme in histograms.SCHEMES:
        for family in histograms.FAMILIES:
            for row in histograms.layers(activation, scheme, family):
                assert sum(row["counts"]) > 0.98 * row["size"]


def test_data_are_light():
    assert len(default().html(inline=False)) < 200_000


def test_sentence_has_the_variances():
    sentence = histograms.explore(activation="relu", family="state").sentence
    first, *_, last = histograms.layers("relu", "he", "state")
    assert f"He from {first['variance']:.2g} to {last['variance']:.2g}." in sentence


@pytest.mark.parametrize(
    ("counts", "found"),
    [([1, 2, 9, 2, 1], 2), ([2, 2, 7, 2, 2], 2), ([3, 2, 9, 2, 2], None), ([9, 2, 2, 2, 2], None)],
)
def test_a_spike_is_a_bin_at_0_with_three_times_as_much_as_any_other(counts, found):
    assert histograms.spike(counts, measure.Bins(-1, 1, 5)) == found


def test_a_spike_may_be_in_the_first_bin_and_is_nowhere_else_than_at_0():
    assert histograms.spike([90, 4, 3], measure.Bins(0, 1, 3)) == 0
    assert histograms.spike([90, 4, 3], measure.Bins(0.1, 1, 3)) is None
    assert histograms.spike([3, 4, 90], measure.Bins(-1, 0, 3)) is None


def test_kinks_make_spikes_and_smooth_activations_make_none():
    for activation in histograms.ACTIVATIONS:
        for scheme, family in product(histograms.SCHEMES, histograms.FAMILIES):
            spikes = [row["spike"] for row in histograms.layers(activation, scheme, family)]
            if activation not in ("relu", "leaky_relu") or family == "state":
                assert set(spikes) == {None}
            elif family != "weight_gradient":
                assert None not in spikes


def cells(plot, kind):
    """{(label of the scheme, layer): mark} of the marks of that kind that lie in one cell."""
    ofs = {}
    for mark in marks(plot, kind):
        places = {(point["column"], point["row"]) for point in mark["data"] if "column" in point}
        if len(places) == 1:
            ofs[places.pop()] = mark
    return ofs


def stepped(heights):
    return [0, *np.repeat(heights, 2), 0]


@pytest.mark.parametrize(
    ("activation", "family", "log", "units"),
    [
        ("tanh", "activation", False, False),
        ("sigmoid", "activation", True, True),
        ("relu", "state_gradient", False, True),
        ("relu", "activation", True, False),
    ],
)
def test_drawn_are_the_counts_beside_their_spike_and_the_predicted_std(
    moved, activation, family, log, units
):
    words, [plot] = moved(default(), activation=activation, family=family, log=log, units=units)
    areas, outlines = cells(plot, "areaY"), cells(plot, "lineY")
    stds, spikes = marks(plot, "ruleX")
    [shares] = marks(plot, "text")
    said, drawn_stds, drawn_spikes, drawn_shares = [], [], [], []
    for name in histograms.SCHEMES:
        for layer, row in enumerate(histograms.layers(activation, name, family), start=1):
            mean, std = row["predicted_mean"], np.sqrt(row["predicted_variance"])
            place = (lambda x, m=mean, s=std: (x - m) / s) if units else (lambda x: x)
            counts = np.array(row["counts"], float)
            share = "none"
            if row["spike"] is not None:
                share = f"{100 * counts[row['spike']] / row['size']:.0f} %"
                counts[row["spike"]] = 0
                drawn_spikes.append(place(0))
                drawn_shares.append(share)
            heights = counts / counts.max()
            if log:
                with np.errstate(divide="ignore"):
                    heights = np.maximum(0, 1 + np.log10(heights) / histograms.DECADES)
            where = LABELS[name], layer
            for mark, color in ((areas[where], "fill"), (outlines[where], "stroke")):
                assert mark[color] == f"var(--explorer-{name})"
                points = [(point["x"], point["y"]) for point in mark["data"]]
                x, y = np.transpose(points)
                np.testing.assert_allclose(y, stepped(heights), atol=1e-9)
                edges = np.linspace(row["low"], row["high"], len(counts) + 1)
                np.testing.assert_allclose(x[1:-1:2], place(edges[:-1]), rtol=1e-9, atol=1e-12)
                np.testing.assert_allclose(x[2:-1:2], place(edges[1:]), rtol=1e-9, atol=1e-12)
            drawn_stds += [place(mean - std), place(mean + std)]
            said.append((*where, row["variance"], row["predicted_variance"], share))
    np.testing.assert_allclose([mark["x"] for mark in stds["data"]], drawn_stds, rtol=1e-9)
    np.testing.assert_allclose([mark["x"] for mark in spikes["data"]], drawn_spikes, atol=1e-12)
    colors = [f"var(--explorer-{mark['scheme']})" for mark in spikes["data"]]
    assert spikes["stroke"] == colors and shares["text"] == drawn_shares
    assert (spikes["y1"], spikes["y2"], stds["y1"]) == (0, 1.1, 0)
    assert plot["y"]["domain"] == [0, 1.5 if drawn_spikes else 1.05]
    assert [(r[0], r[1], r[4]) for r in words["rows"]] == [(*s[:2], s[4]) for s in said]
    got = [[number(cell) for cell in row[2:4]] for row in words["rows"]]
    np.testing.assert_allclose(got, [row[2:4] for row in said], rtol=6e-3)
    assert words["columns"][2:] == ["measured variance", "predicted variance", "in the spike at 0"]


def test_words_say_the_variances_the_floor_and_the_spike(moved):
    words, [plot] = moved(default(), activation="relu", family="state_gradient", log=True)
    first, *_, last = histograms.layers("relu", "he", "state_gradient")
    said = f"He from {first['variance']:.3g} to {last['variance']:.3g}."
    assert words["lines"][0].startswith("Variance of the state gradient, first layer to last:")
    assert words["lines"][0].endswith(said)
    assert words["lines"][1:] == [
        "Heights are logarithmic: the floor is 10⁻³ of the highest density.",
        "The bin at 0 holds a spike: a line with its share of the values.",
    ]
    assert plot["fy"]["label"] == "density / its highest, from 10⁻³ to 1"
    words, [plot] = moved(default())
    assert len(words["lines"]) == 1 and plot["fy"]["label"] == "density"


@pytest.mark.parametrize("width", [330, 700])
@pytest.mark.parametrize("activation", histograms.ACTIVATIONS)
def test_ticks_have_room_and_say_their_unit(moved, activation, width):
    for family in histograms.FAMILIES:
        _, [plot] = moved(default(), width=width, activation=activation, family=family)
        ticks, labels = plot["x"]["ticks"], plot["x"]["tickFormat"]
        low, high = plot["x"]["domain"]
        assert len(ticks) >= 1 and low < min(ticks) <= max(ticks) < high
        pixels = (width - plot["marginLeft"]) / 3 / (high - low)
        for one, other in pairwise(zip(ticks, labels, strict=True)):
            assert (other[0] - one[0]) * pixels > 3.5 * (len(one[1]) + len(other[1]))
        power = re.search(r"in (10\S+)$", plot["x"]["label"])
        unit = number(f"1×{power[1]}") if power else 1.0
        shown = unit * np.array([number(label) for label in labels])
        np.testing.assert_allclose(shown, ticks, rtol=5e-3, atol=1e-15)
        assert plot["x"]["label"].startswith(family.replace("_", " "))


def test_bad_start_is_refused():
    with pytest.raises(ValueError, match="unknown family 'gradient'"):
        histograms.explore(family="gradient")
