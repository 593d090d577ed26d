import numpy as np
import pytest

from initnotes.plots import chaos
from initnotes.plots.style import COLORS, FURTHER, THEORY


def test_correlation_maps_are_drawn_over_the_diagonal(ax):
    c = np.linspace(0, 1, 5)
    maps = {"half": c / 2, "ReLU, He": c**3, "square": c**2}
    assert chaos.correlation_maps(ax, c, maps) is ax
    diagonal, *drawn = ax.lines
    np.testing.assert_array_equal(diagonal.get_data(), [c, c])
    assert (diagonal.get_linestyle(), diagonal.get_color()) == (":", THEORY)
    for line, (label, values) in zip(drawn, maps.items(), strict=True):
        np.testing.assert_array_equal(line.get_data(), [c, values])
        assert line.get_label() == label
    colors = [line.get_color() for line in drawn]
    assert colors == [FURTHER[0], COLORS["he"], FURTHER[1]]
    assert [line.get_linestyle() for line in drawn] == ["-", "--", "-."]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["$c' = c$", *maps]
    assert ax.get_xlabel() == "correlation $c$ of two inputs' states"
    assert ax.get_ylabel() == "correlation $c'$, a layer on"


def test_a_map_of_another_length_is_refused(ax):
    with pytest.raises(ValueError, match="half"):
        chaos.correlation_maps(ax, np.linspace(0, 1, 5), {"half": np.zeros(4)})


def test_phase_diagram_names_its_points_and_its_phases(ax):
    points = {"Xavier": (1, 0), "gain 5/3": (25 / 9, 0.01)}
    weight_factor, bias_variance = np.array([1, 2]), np.array([0, 0.1])
    assert chaos.phase_diagram(ax, weight_factor, bias_variance, points) is ax
    line, *drawn = ax.lines
    np.testing.assert_array_equal(line.get_data(), [weight_factor, bias_variance])
    places = [(point.get_xdata()[0], point.get_ydata()[0]) for point in drawn]
    assert places == list(points.values())
    assert [point.get_color() for point in drawn] == [COLORS["xavier"], FURTHER[0]]
    assert [point.get_label() for point in drawn] == list(points)
    assert (line.get_color(), line.get_linestyle()) == (THEORY, "-")
    named = {text.get_text(): text for text in ax.texts}
    for label, place in points.items():
        assert named[label].xy == place
    assert named[r"$\chi = 1$"].xy == (2, 0.1)
    # On its axes the line leaves order at its left and chaos at its right.
    left, right = (
        next(text for label, text in named.items() if label.startswith(phase))
        for phase in ("order:\ngradients\nvanish", "chaos:\ngradients\nexplode")
    )
    left, right = (ax.transAxes.transform(text.get_position()) for text in (left, right))
    middle = ax.transData.transform((1.6, 0.06))
    assert left[0] < middle[0] < right[0]
    assert ax.get_xlim()[0] == 0 and ax.get_xlim()[1] > 25 / 9
    assert ax.get_ylim()[0] < 0
    assert ax.get_xlabel() == r"$n \operatorname{Var}[W]$"
    assert ax.get_ylabel() == r"$\operatorname{Var}[b]$"


def test_phases_can_have_other_names(ax):
    line = np.array([2.0, 2.0]), np.array([0.0, 1.0])
    chaos.phase_diagram(ax, *line, {"He": (2, 0)}, phases=("fade", "grow"))
    left, right = (t for t in ax.texts if t.get_text() in ("fade", "grow"))
    assert left.get_text() == "fade" and left.get_position()[0] < right.get_position()[0]
    with pytest.raises(ValueError, match="zip"):
        chaos.phase_diagram(ax, *line, {"He": (2, 0)}, phases=("fade",))
