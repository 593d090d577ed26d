"""The still image of an explorer."""

from io import BytesIO

import matplotlib
from matplotlib.figure import Figure
from PIL import Image

from initnotes.checks import check_callable, check_positive, check_positive_integer, check_shape

# As in book/matplotlibrc, which is read in the book's folder only.
LOOK = {
    "font.size": 11,
    "axes.titlesize": 11,
    "legend.frameon": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E6E6E6",
    "lines.linewidth": 2,
}


def still(draw, *, rows=1, columns=1, size=(7, 3.2), **options):
    """PNG of the figure that draw(axes) draws.

    Parameters
    ----------
    draw : callable
        Gets one Axes, or an array of shape (rows, columns) if there are more.
    rows, columns : int
    size : tuple
        Width and height in inches.
    **options
        For `matplotlib.figure.Figure.subplots`.

    Examples
    --------
    >>> from initnotes.explorers.stills import still
    >>> still(lambda ax: ax.plot([0, 1]), size=(2, 1))[1:4]
    b'PNG'
    """
    check_callable(draw, "draw", "one Axes or an array of them")
    check_positive_integer(rows, "rows")
    check_positive_integer(columns, "columns")
    check_shape(size, (2,), "size")
    check_positive(size, "size")
    with matplotlib.rc_context(LOOK):
        figure = Figure(figsize=size, layout="constrained")
        draw(figure.subplots(rows, columns, **options))
        drawn = BytesIO()
        figure.savefig(drawn, format="png", dpi=130)
    png = BytesIO()
    # A palette of 256 colors shows the same picture in a third of the bytes.
    Image.open(drawn).convert("RGB").quantize().save(png, format="png", optimize=True)
    return png.getvalue()
