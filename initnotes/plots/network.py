"""The drawing of a net that all chapters share: input at the bottom, cost at the top."""

from itertools import pairwise

from matplotlib.collections import LineCollection
from matplotlib.patches import Circle, FancyArrowPatch, PathPatch, Rectangle, Wedge
from matplotlib.path import Path

from initnotes.checks import as_list, check_flag, check_name, check_widths
from initnotes.plots.arguments import check_ax
from initnotes.plots.style import BACKWARD, FORWARD, THEORY

FANS = {
    "fan_in": (r"fan_in $n_\mathrm{in} = n_{l-1}$", FORWARD),
    "fan_out": (r"fan_out $n_\mathrm{out} = n_l$", BACKWARD),
}
# The rows' heights and all lengths are in points, as the text is, in a figure of `SIZE` inches.
INPUT, BELOW, LAYER, OUTPUT, COST = HEIGHTS = 0, 90, 212, 302, 348
PITCH, RADIUS, FONT, LINE = 20, 7, 11, 17
NARROWEST = 52  # half a fan's label
SIZE, SIZE_FORWARD = (5, 5.4), (3.6, 5.4)  # with gradients, and without


def draw(ax, widths=(4, 6, 4, 3), *, highlight=(), gradients=True):
    """Draw a net: states and activations go up on the left, gradients come down on the right.

    The rows are the input, layer l - 1, layer l and the output; dots stand for layers left out.
    In a unit the lower half is its state, the upper half its activation. Between layers l - 1
    and l every weight of W^l, of shape (n_l, n_{l-1}), is a line.

    Parameters
    ----------
    ax : matplotlib Axes
        Alone in a figure of `SIZE` inches (`SIZE_FORWARD` without gradients), which has room for
        rows of up to 7 units.
    widths : sequence of 4 int
        Units of the input, of layer l - 1, of layer l and of the output.
    highlight : sequence of {"fan_in", "fan_out"}
        Fans to stress: the n_{l-1} weights into one unit of layer l, the n_l weights out of one
        unit of layer l - 1.
    gradients : bool
        Draw the way down, too.

    Raises
    ------
    TypeError, ValueError
        If `widths` are not 4 positive integers, or a highlight is not the name of a fan.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> ax = plots.network.draw(Figure().subplots(), (3, 5, 4, 2), highlight=["fan_in"])
    >>> {lines.get_gid(): len(lines.get_segments()) for lines in ax.collections}
    {'weights': 20, 'fan_in': 5}
    """
    check_ax(ax)
    check_widths(widths)
    if len(widths) != 4:
        raise ValueError(
            "widths must hold 4 numbers of units, of input, layer l - 1, layer l and output, "
            f"got {len(widths)}"
        )
    highlight = as_list(highlight, "highlight", "names of fans")
    for name in highlight:
        check_name(name, FANS, "highlight")
    check_flag(gradients, "gradients")

    places = [_places(width) for width in widths]
    edge = max(PITCH * (max(widths) - 1) / 2 + RADIUS, NARROWEST)
    _weights(ax, places[1], places[2], highlight)
    for row, height in enumerate(HEIGHTS[:4]):
        for x in places[row]:
            _unit(ax, (x, height), state=height > INPUT, activation=height < OUTPUT)
    _dots(ax, BELOW - 56)
    _dots(ax, LAYER + 56)
    _way_up(ax, -edge - 11)
    if gradients:
        _way_down(ax, edge + 11)
    _cost(ax, edge + 18)
    ax.set_xlim(-edge - 123, edge + (110 if gradients else 20))
    ax.set_ylim(INPUT - RADIUS - 4, COST + 16)
    ax.set_aspect("equal")
    ax.set_axis_off()
    return ax


def _places(width):
    return [PITCH * (unit - (width - 1) / 2) for unit in range(width)]


def _weights(ax, below, above, highlight):
    lines = [[(x, BELOW), (y, LAYER)] for y in above for x in below]
    grey = "0.8" if highlight else "0.55"
    ax.add_collection(LineCollection(lines, colors=grey, linewidths=0.7, zorder=1, gid="weights"))
    ends = {
        "fan_in": (above[len(above) // 3], LAYER),
        "fan_out": (below[-1 - len(below) // 3], BELOW),
    }
    for name, width in (("fan_in", 2.8), ("fan_out", 1.4)):  # the weight in both shows both
        if name not in highlight:
            continue
        end, (label, color) = ends[name], FANS[name]
        fan = [line for line in lines if end in line]
        look = {"colors": color, "linewidths": width, "zorder": 2, "gid": name}
        ax.add_collection(LineCollection(fan, **look))
        ax.add_patch(Circle(end, RADIUS + 1.5, color=color, zorder=3))
        row, height, sign = (below, BELOW, -1) if name == "fan_in" else (above, LAYER, 1)
        height += sign * (RADIUS + 4)
        _brace(ax, (row[0] - RADIUS, row[-1] + RADIUS), height, sign * 8, color)
        _text(ax, (0, height + sign * 16), label, ha="center", gid=name)


def _cost(ax, edge):
    base = COST - RADIUS
    look = {"fill": False, "edgecolor": THEORY, "linewidth": 0.9}
    ax.add_patch(Rectangle((-edge, base), 2 * edge, 20, **look))
    _text(ax, (0, base + 9.5), "cost $C$", ha="center", gid="cost")


def _brace(ax, ends, base, depth, color):
    left, right = ends
    middle, turn, half = (left + right) / 2, min(abs(depth), (right - left) / 4), base + depth / 2
    points = [(left, base), (left, half), (left + turn, half), (middle - turn, half)]
    points += [(middle, half), (middle, base + depth), (middle, half), (middle + turn, half)]
    points += [(right - turn, half), (right, half), (right, base)]
    move, line, curve = Path.MOVETO, Path.LINETO, Path.CURVE3
    codes = [move, curve, curve, line, curve, curve, curve, curve, line, curve, curve]
    ax.add_patch(PathPatch(Path(points, codes), fill=False, edgecolor=color, linewidth=1.2))


def _unit(ax, center, *, state, activation):
    look = {"facecolor": "white", "edgecolor": THEORY, "linewidth": 0.9, "zorder": 4}
    ax.add_patch(Circle(center, RADIUS, gid="unit", **look))
    if activation:
        look["facecolor"] = "0.8"
        ax.add_patch(Wedge(center, RADIUS, 0, 180 if state else 360, gid="activation", **look))


def _dots(ax, height):
    ax.plot([0] * 3, [height - 7, height, height + 7], ".", color="0.45", markersize=4)


def _way_up(ax, x):
    for low, high in pairwise(HEIGHTS):
        _arrow(ax, (x, low + RADIUS), (x, high - RADIUS), FORWARD, "forward")
    look = {"ha": "right", "gid": "forward"}
    rows = {
        INPUT: ("input", "$z^0 = x$"),
        BELOW: ("layer $l - 1$", "activation $z^{l-1}$", "state $s^{l-1}$"),
        LAYER: ("layer $l$", "activation $z^l = f(s^l)$", "state $s^l$"),
        OUTPUT: ("output", "state $s^{L+1}$"),
    }
    for height, (name, *signals) in rows.items():
        top = height + LINE / 2 * (len(signals) - 1)
        _text(ax, (x - 9, top + LINE), name, weight="bold", **look)
        for line, signal in enumerate(signals):
            _text(ax, (x - 9, top - LINE * line), signal, **look)
    middle = (BELOW + LAYER) / 2
    _text(ax, (x - 9, middle + LINE / 2), "$s^l = W^l z^{l-1} + b^l$", **look)
    _text(ax, (x - 9, middle - LINE / 2), r"$W^l\!:\ n_l \times n_{l-1}$", **look)


def _way_down(ax, x):
    for low, high in pairwise(HEIGHTS[1:]):
        _arrow(ax, (x, high - RADIUS), (x, low + RADIUS), BACKWARD, "backward")
    _arrow(ax, (x, BELOW - RADIUS), (x, BELOW - 40), BACKWARD, "backward")
    texts = {
        OUTPUT: ("state gradient", r"$\partial C/\partial s^{L+1}$"),
        LAYER: ("state gradient", r"$\partial C/\partial s^l$"),
        (BELOW + LAYER) / 2: ("weight gradient", r"$\partial C/\partial W^l$"),
        BELOW: ("state gradient", r"$\partial C/\partial s^{l-1}$"),
    }
    for height, (name, symbol) in texts.items():
        _text(ax, (x + 9, height + LINE / 2), name, ha="left", gid="backward")
        _text(ax, (x + 9, height - LINE / 2), symbol, ha="left", gid="backward")


def _arrow(ax, start, end, color, gid):
    look = {"arrowstyle": "-|>", "mutation_scale": 12, "shrinkA": 0, "shrinkB": 0}
    ax.add_patch(FancyArrowPatch(start, end, color=color, linewidth=1.8, gid=gid, **look))


def _text(ax, place, text, **look):
    if text is not None:
        ax.text(*place, text, va="center", color=THEORY, fontsize=FONT, **look)
