from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest

from initnotes import activations, schemes
from initnotes.measure.ensembles import ensemble
from initnotes.measure.intervals import Interval, mean_interval
from initnotes.plots import comparison
from initnotes.theory.network import infinite_width


@pytest.fixture
def nets(rng):
    inputs = rng.standard_normal((6, 4))
    result = {}
    for name in ("standard", "xavier"):
        net = [4, 9, 7, 3], schemes.scheme(name), activations.tanh
        given = {"output_gradient": rng.standard_normal((6, 3))}
        drawn = ensemble(*net, inputs, draws=5, rng=rng, **given)
        result["noise", name] = (drawn, infinite_width(*net, inputs=inputs, **given))
    return result


def test_images_stand_side_by_side(ax):
    pictures = np.arange(18.0).reshape(3, 6)
    comparison.images(ax, pictures, shape=(2, 3))
    (image,) = ax.images
    shown = np.asarray(image.get_array())
    assert shown.shape == (2, 3 * 3 + 2)
    np.testing.assert_array_equal(shown[:, :3], pictures[0].reshape(2, 3))
    np.testing.assert_array_equal(shown[:, -3:], pictures[2].reshape(2, 3))


def test_histograms_draw_the_mean_over_draws_and_the_theory(ax, nets):
    draws = nets["noise", "xavier"][0].summaries["activation"]
    densities = [np.full(100, 0.5), np.full(100, 0.25)]
    comparison.histograms(ax, draws, densities, layers=(1, 2))
    measured = [line for line in ax.lines if line.get_linestyle() == "-"]
    predicted = [line for line in ax.lines if line.get_linestyle() == "--"]
    for line, summaries in zip(measured, draws, strict=True):
        mean = np.mean([summary.density for summary in summaries], axis=0)
        seen = mean > 0
        np.testing.assert_allclose(line.get_ydata()[seen], mean[seen])
        assert np.all(np.isnan(line.get_ydata()[~seen]))
    np.testing.assert_array_equal([line.get_ydata() for line in predicted], densities)
    assert [line.get_label() for line in measured] == ["layer 1", "layer 2"]
    assert ax.get_yscale() == "log"


def test_histogram_grid_has_a_column_for_each_scheme(nets):
    figure, axes = plt.subplots(1, 2, squeeze=False)
    wide = {
        key: (SimpleNamespace(summaries={"activation": drawn.summaries["activation"] * 3}), theory)
        for key, (drawn, theory) in nets.items()
    }
    densities = {key: [np.full(100, 0.5)] * 6 for key in nets}
    comparison.histogram_grid(axes, wide, densities, family="activation")
    assert [ax.get_title() for ax in axes[0]] == ["standard, noise", "Xavier, noise"]
    assert axes[0, 0].get_ylabel() == "density"
    assert axes[0, 1].get_xlabel() == "activation"
    plt.close(figure)


@pytest.mark.parametrize("layers", [2, 3])
def test_variances_draw_both_schemes_and_name_the_output(ax, nets, layers):
    comparison.variances(ax, nets, "noise", "weight_gradient", layers=layers)
    theory = [line.get_ydata() for line in ax.lines if line.get_linestyle() == "--"]
    expected = [t.variance("weight_gradient")[:layers] for _, t in nets.values()]
    np.testing.assert_array_equal(theory, expected)
    for container, (drawn, _) in zip(ax.containers, nets.values(), strict=True):
        mean = drawn.values("weight_gradient")[:, :layers].mean(axis=0)
        np.testing.assert_allclose(container[0].get_ydata(), mean)
    ticks = [label.get_text() for label in ax.get_xticklabels()]
    assert ("output" in ticks) == (layers == 3)
    assert ax.get_title() == "weight gradient, noise"


def test_factors_are_drawn_with_their_theory_and_the_line_at_one(ax):
    intervals = {
        "activation": Interval(np.array([2.0, 4.0]), np.array([0.1, 0.2])),
        "state_gradient": Interval(np.array([9.0, 3.0]), np.array([0.3, 0.1])),
    }
    theories = {"activation": np.array([2.1, 4.1]), "state_gradient": np.array([9.1, 2.9])}
    comparison.factors(ax, intervals, theories)
    dashed = [line.get_ydata() for line in ax.lines if line.get_linestyle() == "--"]
    np.testing.assert_array_equal(dashed, list(theories.values()))
    assert [c.get_label() for c in ax.containers] == ["activation", "state gradient"]
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), [1, 1])


def test_seeds_are_drawn_relative_to_theory(ax):
    draws = np.array([[1.0, 4.0], [3.0, 4.0], [2.0, 10.0]])
    theory = np.array([2.0, 4.0])
    comparison.seeds(ax, draws, theory, highlight=[2])
    relative = draws / theory
    np.testing.assert_array_equal([line.get_ydata() for line in ax.lines[:3]], relative)
    (alone,) = (line for line in ax.lines if line.get_label() == "seed 3 alone")
    np.testing.assert_array_equal(alone.get_ydata(), relative[2])
    np.testing.assert_allclose(ax.containers[0][0].get_ydata(), mean_interval(relative).mean)


def test_excess_by_width_draws_the_line_through_zero_that_fits_best(ax):
    gaps = {10: Interval(0.2, 0.01), 20: Interval(0.1, 0.02), 40: Interval(0.05, 0.03)}
    comparison.excess_by_width(ax, gaps)
    (line,) = (line for line in ax.lines if line.get_linestyle() == "--")
    np.testing.assert_allclose(line.get_ydata(), 2 * line.get_xdata())
    points = ax.containers[0][0]
    np.testing.assert_allclose(points.get_xdata(), [0.1, 0.05, 0.025])
    np.testing.assert_allclose(points.get_ydata(), [0.2, 0.1, 0.05])
    assert [label.get_text() for label in ax.get_xticklabels()][:2] == ["infinite", "1/10"]


def test_excess_by_width_trusts_the_surer_point_more(ax):
    comparison.excess_by_width(ax, {10: Interval(0.2, 0.01), 20: Interval(0.2, 0.1)})
    (line,) = (line for line in ax.lines if line.get_linestyle() == "--")
    slope = line.get_ydata()[1] / line.get_xdata()[1]
    assert 2 < slope < 2.01
