"""The units of one layer, with the fans of one output and of one input."""

import numpy as np
from matplotlib.collections import LineCollection

from initnotes.checks import as_numbers, check_positive_integer, check_shape, described
from initnotes.plots.arguments import check_ax
from initnotes.plots.style import BACKWARD, FORWARD

SUMMED, FED = FORWARD, BACKWARD
# Rows between inputs and outputs.
GAP = 3


def layer(ax, products, channels, *, output, input):
    """Draw a layer's inputs below and its outputs above, a row a channel, and two fans.

    Parameters
    ----------
    ax : matplotlib Axes
    products : array of int, shape (outputs, inputs)
        How many products of each input each output sums.
    channels : pair of int
        Channels of the inputs and of the outputs.
    output, input : int
        The ringed units, counted from 0: the output is joined to what it sums, the input to what it
        feeds.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> ax = plots.fans.layer(Figure().subplots(), np.ones((6, 4)), (4, 6), output=0, input=1)
    >>> [len(lines.get_segments()) for lines in ax.collections]
    [4, 6]
    """
    check_ax(ax)
    products = as_numbers(products, "products")
    check_shape(products, ("outputs", "inputs"), "products")
    check_shape(channels, (2,), "channels")
    outputs, inputs = products.shape
    for name, unit, count in (("output", output, outputs), ("input", input, inputs)):
        check_positive_integer(unit + 1, f"{name}, counted from 0, plus 1")
        if unit >= count:
            raise ValueError(f"{name} must be below {count}, as products has so many, got {unit}")
    places = {}
    base = 0
    for name, count, rows in (("input", inputs, channels[0]), ("output", outputs, channels[1])):
        if count % rows:
            raise ValueError(f"channels must divide the {count} {name}s, got {described(rows)}")
        row, column = np.divmod(np.arange(count), count // rows)
        places[name] = np.transpose([column - (count // rows - 1) / 2, base + row])
        base += rows + GAP
    fans = {
        SUMMED: (places["output"][output], places["input"][products[output] > 0]),
        FED: (places["input"][input], places["output"][products[:, input] > 0]),
    }
    for color, (start, ends) in fans.items():
        lines = [(start, end) for end in ends]
        ax.add_collection(LineCollection(lines, colors=color, alpha=0.6, linewidths=1.5))
    for units in places.values():
        ax.plot(*units.T, "o", color="0.55", fillstyle="none", markersize=7)
    for color, (start, ends) in fans.items():
        ax.plot(*ends.T, "o", color=color, markersize=7)
        ax.plot(*start, "o", color=color, fillstyle="none", markersize=13, markeredgewidth=2)
    ax.set_axis_off()
    return ax
