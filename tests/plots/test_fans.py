import numpy as np
from matplotlib.colors import to_rgba

from initnotes.plots import fans

PRODUCTS = np.array([[1, 1, 0, 0, 1, 1, 0, 0], [0, 0, 1, 1, 0, 0, 1, 1], [1, 0, 0, 0, 1, 0, 0, 0]])


def test_each_ringed_unit_is_joined_to_its_fan(ax):
    assert fans.layer(ax, PRODUCTS, (2, 1), output=1, input=4) is ax
    summed, fed = ax.collections
    assert tuple(summed.get_colors()[0][:3]) == to_rgba(fans.SUMMED)[:3]
    assert tuple(fed.get_colors()[0][:3]) == to_rgba(fans.FED)[:3]
    # Inputs: 2 rows of 4 at -1.5, ..., 1.5; outputs: one row of 3 above the gap.
    top = 2 + fans.GAP
    ends = [line[1].tolist() for line in summed.get_segments()]
    assert ends == [[0.5, 0], [1.5, 0], [0.5, 1], [1.5, 1]]
    assert {tuple(line[0]) for line in summed.get_segments()} == {(0, top)}
    assert [line[1].tolist() for line in fed.get_segments()] == [[-1, top], [1, top]]
    assert {tuple(line[0]) for line in fed.get_segments()} == {(-1.5, 1)}
    assert fans.SUMMED != fans.FED


def test_every_unit_is_drawn_and_two_are_ringed(ax):
    fans.layer(ax, PRODUCTS, (2, 1), output=0, input=0)
    inputs, outputs, summed, output, fed, input = ax.lines
    assert len(inputs.get_xdata()) == 8 and len(outputs.get_xdata()) == 3
    assert len(summed.get_xdata()) == 4 and len(fed.get_xdata()) == 2
    assert (summed.get_color(), output.get_color()) == (fans.SUMMED, fans.SUMMED)
    assert (fed.get_color(), input.get_color()) == (fans.FED, fans.FED)
    assert output.get_fillstyle() == input.get_fillstyle() == "none"
    assert output.get_markersize() > summed.get_markersize()
    assert not ax.axison
