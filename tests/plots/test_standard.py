import numpy as np
import pytest

from initnotes.measure.intervals import Interval
from initnotes.measure.summaries import Bins, summarise
from initnotes.plots import standard
from initnotes.variance import normal_density


def test_first_state_draws_each_histogram_with_the_predicted_density(ax, rng):
    bins = Bins(-2, 2, 40)
    summaries = {
        name: summarise(rng.normal(0, std, 1000), bins)
        for name, std in (("uniform", 0.5), ("normal", 0.6))
    }
    assert standard.first_state(ax, summaries, 1 / 3) is ax
    for steps in ax.patches:
        np.testing.assert_array_equal(steps.get_data().values, summaries["uniform"].density)
        np.testing.assert_array_equal(steps.get_data().edges, bins.edges)
    points, curve = ax.lines
    np.testing.assert_array_equal(points.get_xdata(), bins.centers)
    np.testing.assert_array_equal(points.get_ydata(), summaries["normal"].density)
    x, density = curve.get_data()
    np.testing.assert_allclose(density, normal_density(x, 1 / 3))
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["uniform", "normal", "N(0, 0.333)"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("state of layer 1", "density")


def test_states_by_depth_draws_each_net_with_its_theory_and_the_third(ax):
    intervals = {
        "linear": Interval(np.array([0.3, 0.1]), np.array([0.01, 0.01])),
        "tanh": Interval(np.array([0.32, 0.06]), np.array([0.01, 0.01])),
    }
    theories = {"linear": np.array([0.33, 0.11]), "tanh": np.array([0.33, 0.07])}
    assert standard.states_by_depth(ax, intervals, theories) is ax
    drawn = [line.get_ydata() for line in ax.lines if line.get_linestyle() == "--"]
    np.testing.assert_array_equal(drawn[:2], list(theories.values()))
    for container, (name, interval) in zip(ax.containers, intervals.items(), strict=True):
        assert container.get_label() == name
        np.testing.assert_array_equal(container[0].get_ydata(), interval.mean)
    assert len({container[0].get_marker() for container in ax.containers}) == 2
    (third,) = (line for line in ax.lines if line.get_linestyle() == ":")
    assert third.get_ydata()[0] == pytest.approx(1 / 3)
    assert ax.get_ylabel() == "variance of the state"
    assert ax.get_yscale() == "log"


def test_right_and_wrong_rule_are_told_apart_by_line_and_label(ax):
    interval = Interval(np.ones(3), np.full(3, 0.1))
    right, wrong = ("E[z^2]", np.ones(3)), ("Var[z]", np.full(3, 0.1))
    standard.right_and_wrong_rule(ax, interval, right=right, wrong=wrong)
    lines = {
        line.get_label(): line for line in ax.lines if line.get_label() in ("E[z^2]", "Var[z]")
    }
    np.testing.assert_array_equal(lines["Var[z]"].get_ydata(), wrong[1])
    assert lines["E[z^2]"].get_linestyle() != lines["Var[z]"].get_linestyle()
