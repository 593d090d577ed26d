import numpy as np
import pytest
from matplotlib.colors import to_hex

from initnotes.measure.intervals import Interval
from initnotes.measure.summaries import Bins, summarise
from initnotes.plots import standard
from initnotes.plots.style import COLORS, FURTHER, NORMAL, THEORY, UNIFORM
from initnotes.variance import normal_density


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


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
    assert (points.get_linestyle(), points.get_marker()) == ("None", ".")
    x, density = curve.get_data()
    np.testing.assert_allclose(density, normal_density(x, 1 / 3))
    assert (x[0], x[-1], curve.get_linestyle()) == (-2, 2, "--")
    assert legend(ax) == ["uniform", "normal", "N(0, 0.333)"]
    area, outline = ax.patches
    colors = area.get_facecolor(), outline.get_edgecolor()
    assert {to_hex(color).upper() for color in colors} == {UNIFORM}
    assert (points.get_color(), points.get_label()) == (NORMAL, "normal")
    assert (curve.get_color(), curve.get_label()) == (THEORY, "N(0, 0.333)")
    assert outline.get_label() == "uniform"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("state of layer 1", "density")


def test_states_by_depth_draws_each_net_with_its_theory_and_the_third(ax, assert_bars, lines_like):
    intervals = {
        "linear": Interval(np.array([0.3, 0.1]), np.array([0.01, 0.02])),
        "tanh": Interval(np.array([0.32, 0.06]), np.array([0.01, 0.01])),
    }
    theories = {"linear": np.array([0.33, 0.11]), "tanh": np.array([0.33, 0.07])}
    assert standard.states_by_depth(ax, intervals, theories) is ax
    drawn = [line.get_ydata() for line in lines_like(ax, "--")]
    np.testing.assert_array_equal(drawn, list(theories.values()))
    for container, (name, interval) in zip(ax.containers, intervals.items(), strict=True):
        assert container.get_label() == name
        assert_bars(container, [1, 2], interval)
    assert [container[0].get_marker() for container in ax.containers] == ["s", "o"]
    assert [container[0].get_color() for container in ax.containers] == [*FURTHER[:2]]
    assert {line.get_color() for line in lines_like(ax, "--")} == {THEORY}
    (third,) = lines_like(ax, ":")
    assert third.get_ydata() == pytest.approx([1 / 3, 1 / 3])
    (text,) = ax.texts
    assert (text.get_text(), text.xy) == ("1/3", (2, pytest.approx(1 / 3)))
    assert sorted(legend(ax)) == ["linear", "tanh", "theory"]
    assert ax.get_ylabel() == "variance of the state"
    assert ax.get_yscale() == "log"


def test_right_and_wrong_rule_are_told_apart_by_line_and_label(ax, assert_bars, lines_like):
    interval = Interval(np.ones(3), np.full(3, 0.1))
    right, wrong = ("E[z^2]", np.full(3, 1.1)), ("Var[z]", np.full(3, 0.2))
    assert standard.right_and_wrong_rule(ax, interval, right=right, wrong=wrong) is ax
    for style, (label, values) in (("--", right), (":", wrong)):
        (line,) = lines_like(ax, style)
        assert (line.get_label(), line.get_color()) == (label, THEORY)
        np.testing.assert_array_equal(line.get_xdata(), [1, 2, 3])
        np.testing.assert_array_equal(line.get_ydata(), values)
    (measured,) = ax.containers
    assert_bars(measured, [1, 2, 3], interval)
    assert measured[0].get_color() == COLORS["standard"]
    assert sorted(legend(ax)) == ["E[z^2]", "Var[z]", "standard, measured"]
    assert ax.get_ylabel() == "variance of the state"
