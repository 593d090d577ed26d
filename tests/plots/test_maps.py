import numpy as np
from matplotlib.colors import to_rgba

from initnotes.plots import maps
from initnotes.plots.layers import THEORY


def test_path_goes_between_map_and_diagonal(ax):
    values = np.linspace(0, 2, 21)
    path = [1.6, 0.8, 0.4]
    assert maps.cobweb(ax, values, values / 2, path) is ax
    diagonal, mapped, web, end = ax.lines
    np.testing.assert_array_equal(diagonal.get_data(), [values, values])
    np.testing.assert_array_equal(mapped.get_data(), [values, values / 2])
    np.testing.assert_array_equal(
        np.transpose(web.get_data()), [[1.6, 1.6], [1.6, 0.8], [0.8, 0.8], [0.8, 0.4], [0.4, 0.4]]
    )
    np.testing.assert_array_equal(end.get_data(), [[0.4], [0.4]])
    assert diagonal.get_linestyle() == ":"
    assert mapped.get_color() == diagonal.get_color() == THEORY
    assert web.get_color() == end.get_color() == maps.PATH


def test_axes_stay_where_the_map_is_given(ax):
    maps.cobweb(ax, [0, 1], [0, 5], [0.5, 2.5, 12.5])
    assert ax.get_xlim() == ax.get_ylim() == (0, 1)


def test_angle_of_a_pair_has_the_correlation_as_its_cosine(ax):
    assert maps.pair(ax, {1: 0.0, 7: 0.8}) is ax
    tips = [patch.get_path().vertices for patch in ax.patches]
    ends = np.array([max(tip, key=lambda point: np.hypot(*point)) for tip in tips])
    np.testing.assert_allclose(np.hypot(*ends.T), 1, atol=0.01)
    np.testing.assert_allclose(ends[0] @ ends[1], 0.0, atol=0.02)
    np.testing.assert_allclose(ends[2] @ ends[3], 0.8, atol=0.02)
    colors = [patch.get_edgecolor() for patch in ax.patches]
    assert colors == [to_rgba(color) for color in (maps.BEFORE,) * 2 + (maps.PATH,) * 2]
    assert ax.get_title() == "layer 7: $c = 0.8$"
