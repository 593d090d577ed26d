"""The look of every figure: colors, markers, labels and sizes. The rules:

- A scheme has its color of `COLORS` wherever it is drawn, and its label names it; nothing else has
  these colors. A scheme with a gain of its own is another thing.
- What is no scheme (activations, gains, signals, directions, fans, forms of the weights, seeds,
  widths) has the colors of `FURTHER`, in their order, and a marker or dashes of its own besides.
- Layers have the colors of `ramp`, from dark below to light on top, and lines of `LINE` points.
- Theory is drawn in `THEORY`: dashed between points, and in dots where a line would cover the data.
- An axis says the quantity; a caption says the claim. Powers of ten are written out, as 0.01 or
  1e-6, since an exponent's small digits could not be read on a phone.
- A figure is `WIDTH` inches wide, or `WIDE` if panels stand side by side, and no text has fewer
  than `SMALLEST` points: on a screen of 390 pixels every label then has 9 pixels or more.

`book/matplotlibrc` holds the same sizes, and `FURTHER` as the colors that Axes take by themselves.
"""

import re

import numpy as np
from matplotlib import colormaps
from matplotlib.axis import Axis
from matplotlib.ticker import LogFormatterSciNotation, NullLocator

from initnotes.checks import as_list, check_instance, check_positive_integer, check_string
from initnotes.plots.arguments import check_ax

COLORS = {
    "standard": "#0072B2",
    "xavier": "#D55E00",
    "he": "#009E73",
    "lecun": "#CC79A7",
    "orthogonal": "#220044",
}
MARKERS = {"standard": "o", "xavier": "s", "he": "^", "lecun": "D", "orthogonal": "P"}
LABELS = {
    "standard": "standard",
    "xavier": "Xavier",
    "he": "He",
    "lecun": "LeCun",
    "orthogonal": "orthogonal",
}
# With every kind of color vision, in the site's dark mode, too, these differ from each other, from
# `THEORY` and from those of the schemes.
FURTHER = ("#CC00AA", "#888844", "#664466", "#004400")
FORWARD, BACKWARD = FURTHER[:2]
UNIFORM, NORMAL = FURTHER[:2]
PATH, BEFORE = "#6A3D9A", "#8A6D00"  # of a net from layer to layer, and of what went into it
THEORY = "#222222"
PALE = "0.75"  # draws behind their mean
NAMES = {
    "state": "state",
    "activation": "activation",
    "state_gradient": "state gradient",
    "weight_gradient": "weight gradient",
}
LINE = 2
WIDTH, WIDE = 5, 7.7
SMALLEST = 10


def scheme_of(label):
    """Name of the scheme that a label speaks of, or None.

    A label with two schemes, or with a gain, speaks of none.

    Examples
    --------
    >>> from initnotes.plots.style import scheme_of
    >>> scheme_of("ReLU, He"), scheme_of("Xavier, gain 5/3"), scheme_of("Xavier / standard")
    ('he', None, None)
    """
    check_string(label, "label")
    named = [name for name, text in LABELS.items() if re.search(rf"\b{text}\b", label)]
    return named[0] if len(named) == 1 and not re.search(r"\bgain\b", label) else None


def colors_of(labels):
    """A color for each label: the scheme's, if it names one, else the next further one.

    Raises ValueError if more labels than there are further colors name no scheme.

    Examples
    --------
    >>> from initnotes.plots.style import COLORS, FURTHER, colors_of
    >>> colors_of(["tanh", "ReLU, He"]) == [FURTHER[0], COLORS["he"]]
    True
    """
    names = [scheme_of(label) for label in as_list(labels, "labels", "strings")]
    if names.count(None) > len(FURTHER):
        raise ValueError(
            f"labels must hold at most {len(FURTHER)} without a scheme, got {names.count(None)}"
        )
    further = iter(FURTHER)
    return [COLORS[name] if name else next(further) for name in names]


def ramp(layers):
    """A color for each of so many layers, array of shape (layers, 4), from dark to light.

    Examples
    --------
    >>> from initnotes.plots.style import ramp
    >>> ramp(5).shape
    (5, 4)
    """
    check_positive_integer(layers, "layers")
    return colormaps["magma"](np.linspace(0.04, 0.6, layers))


class _Plain(LogFormatterSciNotation):
    """Labels the ticks that its parent labels, without exponents."""

    def __call__(self, x, pos=None):
        labelled = super().__call__(x, pos)
        return re.sub("e([+-])0*", lambda found: f"e{found[1]}", f"{x:g}") if labelled else ""


def plain_powers(axis):
    """Write the ticks of a logarithmic axis without exponents.

    Parameters
    ----------
    axis : matplotlib Axis

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes.plots.style import plain_powers
    >>> ax = Figure().subplots()
    >>> ax.set_yscale("log")
    >>> plain_powers(ax.yaxis)
    >>> ax.yaxis.get_major_formatter().format_ticks([1e-6, 0.01])
    ['1e-6', '0.01']
    """
    check_instance(axis, Axis, "axis", "a matplotlib Axis")
    axis.set_major_formatter(_Plain())
    axis.set_minor_formatter(_Plain(minor_thresholds=(2, 0.4)))


def log_scale(ax):
    """Make the vertical axis logarithmic, with ticks between the powers of ten if there is room.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> ax = Figure().subplots()
    >>> plots.style.log_scale(ax)
    >>> ax.get_yscale()
    'log'
    """
    check_ax(ax)
    ax.set_yscale("log")
    plain_powers(ax.yaxis)
    bottom, top = ax.get_ylim()
    if top > 1e3 * bottom:
        ax.yaxis.set_minor_locator(NullLocator())
