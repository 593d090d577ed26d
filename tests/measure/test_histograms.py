"""Histograms measured and predicted, in one call."""

import numpy as np
import pytest

from initnotes.activations import sigmoid, tanh
from initnotes.measure.ensembles import MEASURED, Ensemble, ensemble
from initnotes.measure.histograms import Histogram, compare_histograms
from initnotes.measure.intervals import Interval
from initnotes.measure.summaries import Bins
from initnotes.theory.network import infinite_width

WIDTHS = (30, 120, 90, 5)
EXAMPLES = 12


@pytest.fixture
def net(rng):
    # Examples of different size: a layer's histogram is a mixture of bells.
    inputs = rng.standard_normal((EXAMPLES, WIDTHS[0])) * np.linspace(0.3, 3, EXAMPLES)[:, None]
    given = {"output_gradient": rng.standard_normal((EXAMPLES, WIDTHS[-1]))}
    families = ("state", *MEASURED)
    drawn = ensemble(WIDTHS, "xavier", tanh, inputs, draws=30, rng=rng, families=families, **given)
    return drawn, infinite_width(WIDTHS, "xavier", tanh, inputs=inputs, **given)


def mass_off(histogram, density):
    """Half the area between the measured and another density: 0 if equal, 1 if nowhere both."""
    return np.abs(histogram.measured.mean - density).sum() * histogram.bins.width / 2


def test_the_measured_density_is_the_mean_over_draws_with_its_interval(net, rng):
    drawn, predicted = net
    found = compare_histograms(drawn, predicted, rng=rng)
    assert tuple(found) == drawn.families
    for family, histograms in found.items():
        pairs = zip(histograms, drawn.summaries[family], predicted.variance(family), strict=True)
        for histogram, summaries, variance in pairs:
            densities = np.array([summary.density for summary in summaries])
            assert histogram.bins == summaries[0].bins
            np.testing.assert_allclose(histogram.measured.mean, densities.mean(axis=0))
            error = densities.std(axis=0, ddof=1) / np.sqrt(len(densities))
            np.testing.assert_allclose(histogram.measured.half_width, 2.045 * error, rtol=1e-3)
            assert histogram.std == pytest.approx(np.sqrt(variance))


def test_the_predicted_density_is_that_of_the_infinitely_wide_net(net, rng):
    found = compare_histograms(*net, rng=rng, units=4000)
    for family in ("state", *MEASURED):
        histogram = found[family][0]
        assert mass_off(histogram, histogram.predicted) < 0.04
        assert np.sum(histogram.predicted) * histogram.bins.width == pytest.approx(1, abs=1e-3)
        # Another layer's, in this layer's bins, must not pass for it.
        other = found[family][1]
        other = np.interp(histogram.bins.centers, other.bins.centers, other.predicted)
        if family != "weight_gradient":  # nearly level by design
            assert mass_off(histogram, other) > 0.08
        # Nor a plain bell of the right variance where examples differ in size.
        bell = np.exp(-((histogram.bins.centers / histogram.std) ** 2) / 2)
        bell /= np.sqrt(2 * np.pi) * histogram.std
        assert mass_off(histogram, bell) > 0.06


def test_where_all_examples_are_alike_the_units_still_fill_the_bins(rng):
    widths = [20] * 6
    inputs = rng.standard_normal((50, 20))
    drawn = ensemble(widths, "standard", sigmoid, inputs, draws=2, rng=rng)
    predicted = infinite_width(widths, "standard", sigmoid, inputs=inputs)
    first, second = (
        compare_histograms(drawn, predicted, rng=rng, units=1000)["activation"][-1]
        for _ in range(2)
    )
    # 1000 units, each counted for 50 nearly equal examples, would part by about 0.1.
    parted = np.abs(first.predicted - second.predicted).sum() * first.bins.width / 2
    assert 0 < parted < 0.03


def test_standardized_divides_by_the_std_and_keeps_the_area():
    measured = Interval(np.array([0.1, 0.4]), np.array([0.01, 0.02]))
    histogram = Histogram(Bins(-2.0, 2.0, 2), measured, np.array([0.2, 0.3]), 0.5)
    scaled = histogram.standardized()
    assert scaled.bins == Bins(-4.0, 4.0, 2)
    np.testing.assert_allclose(scaled.measured.mean, [0.05, 0.2])
    np.testing.assert_allclose(scaled.measured.half_width, [0.005, 0.01])
    np.testing.assert_allclose(scaled.predicted, [0.1, 0.15])
    assert scaled.std == 1
    with pytest.raises(ValueError, match=r"std must be above 0 to be a unit, got 0\.0"):
        Histogram(Bins(-1, 1, 2), measured, np.zeros(2), 0.0).standardized()


def test_what_is_no_ensemble_theory_or_generator_is_named(net, rng):
    drawn, predicted = net
    with pytest.raises(TypeError, match="ensemble must be an Ensemble, got"):
        compare_histograms(predicted, predicted, rng=rng)
    with pytest.raises(TypeError, match="theory must be a Theory, got Ensemble"):
        compare_histograms(drawn, drawn, rng=rng)
    with pytest.raises(TypeError, match="rng"):
        compare_histograms(drawn, predicted, rng=7)
    with pytest.raises(ValueError, match="units"):
        compare_histograms(drawn, predicted, rng=rng, units=0)
    with pytest.raises(ValueError, match="theory must have 3 layers of activation, got 2"):
        short = {"activation": [*drawn.summaries["activation"], drawn.summaries["activation"][0]]}
        compare_histograms(Ensemble(short), predicted, rng=rng)
