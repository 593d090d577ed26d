import matplotlib.colors
import numpy as np
import pytest

from initnotes.measure.intervals import Interval
from initnotes.measure.summaries import Bins, summarise
from initnotes.plots import xavier
from initnotes.plots.style import COLORS, FURTHER, MARKERS, NORMAL, THEORY, UNIFORM
from initnotes.variance import normal_density, uniform_density

NAMES = ("xavier", "geometric", "lecun")
RATIOS = np.array([0.25, 1.0, 4.0])


def intervals(size):
    return {
        name: Interval(np.arange(1.0, size + 1) + i, np.full(size, 0.1 * (i + 1)))
        for i, name in enumerate(NAMES)
    }


def theories(x):
    return {name: 2.0 + i + np.arange(len(x)) for i, name in enumerate(NAMES)}


def assert_each_scheme_has_its_look(ax, containers):
    handles, labels = ax.get_legend_handles_labels()
    assert labels == [xavier.LOOKS[name][0] for name in NAMES]
    for name, handle, container in zip(NAMES, handles, containers, strict=True):
        _, color, marker, _ = xavier.LOOKS[name]
        assert handle.get_color() == container[0].get_color() == color
        assert handle.get_marker() == container[0].get_marker() == marker


def assert_lines(ax, x, values):
    """The lines drawn, in order, each with its scheme's color and with its dashes."""
    drawn = [
        line for line in ax.lines if line.get_marker() == "None" and len(line.get_xdata()) == len(x)
    ]
    for line, (name, expected) in zip(drawn, values.items(), strict=True):
        np.testing.assert_array_equal(line.get_xdata(), x)
        np.testing.assert_array_equal(line.get_ydata(), expected)
        assert line.get_color() == xavier.LOOKS[name][1]
    dashes = [line._dash_pattern for line in drawn]
    assert len({str(pattern) for pattern in dashes}) == len(drawn)


def assert_one_is_marked(ax):
    (one,) = [line for line in ax.lines if line.get_zorder() == 0]
    assert list(one.get_ydata()) == [1, 1]


def test_every_scheme_can_be_told_apart_with_and_without_color():
    labels, colors, markers, lines = zip(*xavier.LOOKS.values(), strict=True)
    for look in (labels, colors, markers, lines):
        assert len(set(look)) == len(xavier.LOOKS)
    for name in ("lecun", "xavier"):  # those that other chapters draw, too
        assert xavier.LOOKS[name][1:3] == (COLORS[name], MARKERS[name])
    others = [xavier.LOOKS[name][1] for name in xavier.LOOKS if name not in COLORS]
    assert sorted(others) == sorted(FURTHER)


def test_labels_say_which_mean_is_which():
    labels = {name: look[0] for name, look in xavier.LOOKS.items()}
    assert labels["xavier"] == "Xavier (harmonic mean)"
    assert labels["lecun"] == "forward only (LeCun)"
    for name in ("backward", "arithmetic", "geometric", "least_squares"):
        assert labels[name].startswith(name.replace("_", " "))


def test_means_are_drawn_over_the_ratio_of_the_fans(ax):
    means = {"geometric": np.ones(3), "xavier": np.array([0.8, 1, 0.8])}
    assert xavier.means_by_ratio(ax, RATIOS, means) is ax
    assert_lines(ax, RATIOS, means)
    assert_one_is_marked(ax)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        xavier.LOOKS["geometric"][0],
        xavier.LOOKS["xavier"][0],
    ]
    assert ax.get_xscale() == ax.get_yscale() == "log"
    assert ax.get_xlabel() == r"$n_\mathrm{out} / n_\mathrm{in}$"
    assert ax.get_ylabel() == (r"$\operatorname{Var}\,W \cdot \sqrt{n_\mathrm{in} n_\mathrm{out}}$")


@pytest.mark.parametrize(("direction", "fans"), [("forward", "in"), ("backward", "out")])
def test_factors_draw_the_theory_and_the_measurement(ax, assert_bars, direction, fans):
    curve = np.geomspace(0.25, 4, 9)
    lines, points = theories(curve), intervals(3)
    drawn = xavier.factors_by_ratio(ax, (curve, lines), (RATIOS, points), direction=direction)
    assert drawn is ax
    assert_lines(ax, curve, lines)
    for container, interval in zip(ax.containers, points.values(), strict=True):
        assert_bars(container, RATIOS, interval)
    assert_each_scheme_has_its_look(ax, ax.containers)
    assert_one_is_marked(ax)
    assert ax.get_ylabel() == (
        rf"{direction} factor $n_\mathrm{{{fans}}}\,\operatorname{{Var}}\,W$"
    )
    low, high = ax.get_xlim()
    assert 0.2 < low < 0.25 and 4 < high < 5


def test_factors_have_two_directions(ax):
    with pytest.raises(ValueError, match="unknown direction 'sideways'"):
        xavier.factors_by_ratio(ax, (RATIOS, {}), (RATIOS, {}), direction="sideways")


def test_compromises_are_drawn_layer_by_layer_with_the_widths(ax, assert_bars):
    measured, widths = intervals(2), [30, 20, 10]
    theory = theories([1, 2])
    drawn = xavier.compromises_by_layer(ax, measured, theory, widths, quantity="variance of it")
    assert drawn is ax
    assert_lines(ax, [1, 2], theory)
    for container, interval in zip(ax.containers, measured.values(), strict=True):
        assert_bars(container, [1, 2], interval)
    assert_each_scheme_has_its_look(ax, ax.containers)
    np.testing.assert_array_equal(ax.get_xticks(), [1, 2])
    assert [text.get_text() for text in ax.get_xticklabels()] == ["1\n(20)", "2\n(10)"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("layer (width)", "variance of it")
    assert ax.get_yscale() == "log"


def test_forms_draw_both_samples_under_densities_of_the_variance(ax, rng):
    bound = np.sqrt(3 * 0.02)
    bins = Bins(-2 * bound, 2 * bound, 40)
    summaries = {
        "uniform": summarise(rng.uniform(-bound, bound, (50, 40)), bins),
        "normal": summarise(rng.normal(0, np.sqrt(0.02), (50, 40)), bins),
    }
    assert xavier.forms(ax, summaries, 0.02) is ax
    for patch, summary in zip(ax.patches, summaries.values(), strict=True):
        np.testing.assert_array_equal(patch.get_data().values, summary.density)
        np.testing.assert_array_equal(patch.get_data().edges, bins.edges)
    for patch, color, kind in zip(
        ax.patches, (UNIFORM, NORMAL), ("uniform", "normal"), strict=True
    ):
        assert matplotlib.colors.to_hex(patch.get_facecolor()).upper() == color
        assert patch.get_label() == f"{kind}, drawn"
    box, bell = ax.lines
    assert [line.get_label() for line in (box, bell)] == ["uniform, density", "normal, density"]
    assert box.get_color() == bell.get_color() == THEORY
    x = box.get_xdata()
    assert (x[0], x[-1]) == (bins.low, bins.high)
    np.testing.assert_allclose(box.get_ydata(), uniform_density(x, bound))
    np.testing.assert_allclose(bell.get_ydata(), normal_density(x, 0.02))
    assert (box.get_linestyle(), bell.get_linestyle()) == ("--", ":")
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    kinds = ("uniform", "normal")
    assert sorted(labels) == sorted(
        f"{kind}, {what}" for kind in kinds for what in ("drawn", "density")
    )
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("weight", "density")


def test_ticks_below_one_are_fractions():
    assert [xavier._as_fraction(value) for value in (0.25, 1.0, 16.0)] == ["1/4", "1", "16"]
