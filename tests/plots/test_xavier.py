import matplotlib.pyplot as plt
import numpy as np
import pytest

from initnotes import schemes
from initnotes.measure.intervals import Interval
from initnotes.plots import xavier

NAMES = ("xavier", "geometric", "lecun")
RULES = {name: schemes.scheme(name).rule for name in NAMES}
RATIOS = np.array([0.25, 1.0, 4.0])


@pytest.fixture
def ax():
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)


def curves(ax):
    return [line for line in ax.lines if len(line.get_xdata()) == 201]


def intervals(size):
    return {
        name: Interval(np.arange(1.0, size + 1) + i, np.full(size, 0.1))
        for i, name in enumerate(NAMES)
    }


def assert_points_are_drawn(ax, x, intervals):
    for container, interval in zip(ax.containers, intervals.values(), strict=True):
        np.testing.assert_array_equal(container[0].get_xdata(), x)
        np.testing.assert_array_equal(container[0].get_ydata(), interval.mean)
        ends = np.array([segment[:, 1] for segment in container[2][0].get_segments()])
        np.testing.assert_allclose(ends, np.stack([interval.low, interval.high], axis=1))


def labels(ax):
    return ax.get_legend_handles_labels()[1]


def test_every_scheme_can_be_told_apart_without_color():
    markers = [look[2] for look in xavier.LOOKS.values()]
    lines = [look[3] for look in xavier.LOOKS.values()]
    assert len(set(markers)) == len(set(lines)) == len(xavier.LOOKS)


def test_means_are_in_units_of_the_geometric_one(ax):
    rules = {name: schemes.scheme(name).rule for name in ("geometric", "xavier")}
    assert xavier.means_by_ratio(ax, rules, ratios=RATIOS) is ax
    geometric, harmonic = [line for line in ax.lines if len(line.get_xdata()) == 3]
    np.testing.assert_allclose(geometric.get_ydata(), 1)
    np.testing.assert_allclose(harmonic.get_ydata(), [0.8, 1, 0.8])
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        xavier.LOOKS["geometric"][0],
        xavier.LOOKS["xavier"][0],
    ]
    assert ax.get_xscale() == ax.get_yscale() == "log"


def test_means_choose_ratios_of_their_own(ax):
    xavier.means_by_ratio(ax, RULES)
    assert [line.get_xdata()[0] for line in curves(ax)] == pytest.approx([1 / 16] * 3)


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("forward", (1.6, 2.0, 1.0)), ("backward", (0.4, 0.5, 0.25))],
)
def test_factors_draw_the_rule_and_the_measurement(ax, direction, expected):
    measured = intervals(3)
    assert xavier.factors_by_ratio(ax, RULES, RATIOS, measured, direction=direction) is ax
    assert [line.get_ydata()[0] for line in curves(ax)] == pytest.approx(expected)
    assert_points_are_drawn(ax, RATIOS, measured)
    assert labels(ax) == [xavier.LOOKS[name][0] for name in NAMES]
    assert direction in ax.get_ylabel()


def test_factors_have_two_directions(ax):
    with pytest.raises(ValueError, match="forward"):
        xavier.factors_by_ratio(ax, RULES, RATIOS, intervals(3), direction="sideways")


def test_compromises_are_drawn_layer_by_layer_with_the_widths(ax):
    measured, widths = intervals(2), [30, 20, 10]
    theory = {name: np.array([1.0, 2.0]) * (i + 1) for i, name in enumerate(NAMES)}
    drawn = xavier.compromises_by_layer(ax, measured, theory, widths, quantity="variance of it")
    assert drawn is ax
    lines = [line for line in ax.lines if line.get_marker() == "None" and len(line.get_xdata())]
    for line, expected in zip(lines, theory.values(), strict=True):
        np.testing.assert_array_equal(line.get_xdata(), [1, 2])
        np.testing.assert_array_equal(line.get_ydata(), expected)
    assert_points_are_drawn(ax, [1, 2], measured)
    assert [text.get_text() for text in ax.get_xticklabels()] == ["1\n(20)", "2\n(10)"]
    assert ax.get_ylabel() == "variance of it"
    assert labels(ax) == [xavier.LOOKS[name][0] for name in NAMES]


def test_forms_draw_both_samples_under_densities_of_the_variance(ax, rng):
    bound = np.sqrt(3 * 0.02)
    samples = {
        "uniform": rng.uniform(-bound, bound, (50, 40)),
        "normal": rng.normal(0, np.sqrt(0.02), (50, 40)),
    }
    assert xavier.forms(ax, samples, 0.02) is ax
    for line in ax.lines:
        x, density = line.get_data()
        assert np.trapezoid(density * x**2, x) == pytest.approx(0.02, rel=0.02)
    uniform, _ = (patch.get_data() for patch in ax.patches)
    inside = np.abs(uniform.edges[1:] + uniform.edges[:-1]) / 2 < bound
    assert not np.any(uniform.values[~inside])
    assert uniform.values @ np.diff(uniform.edges) == pytest.approx(1)


def test_ticks_below_one_are_fractions():
    assert [xavier._as_fraction(value) for value in (0.25, 1.0, 16.0)] == ["1/4", "1", "16"]
