import numpy as np

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
