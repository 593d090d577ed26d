import numpy as np
import pytest

from initnotes import measure
from initnotes.explorers import histograms


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
    assert len(histograms.explore().html(inline=False)) < 200_000


def test_sentence_has_the_variances():
    sentence = histograms.explore(activation="relu", family="state").sentence
    first, *_, last = histograms.layers("relu", "he", "state")
    assert f"He from {first['variance']:.2g} to {last['variance']:.2g}." in sentence


def test_bad_start_is_refused():
    with pytest.raises(ValueError, match="unknown family 'gradient'"):
        histograms.explore(family="gradient")
