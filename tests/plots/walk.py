"""What a figure says of itself: which label has which color, how large its texts are."""

import re

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.text import Text

from initnotes.plots import style
from web.pages.figures import WIDE

SCHEMES = {color.lower(): name for name, color in style.COLORS.items()}
FURTHER = {color.lower() for color in style.FURTHER}
LAYERS = {to_hex(color) for count in range(1, 8) for color in style.ramp(count)}
# CSS pixels on a screen of 390: the column, and the least width of what scrolls in a box.
COLUMN, BOX, SMALLEST = 342, 512, 9
PAD = 0.1  # inches, around a figure that a notebook shows


def grey(color):
    red, green, blue = (color[place : place + 2] for place in (1, 3, 5))
    return red == green == blue


def artists(ax):
    """(label, artist) of all that is drawn in an axes; a mark's bars have the mark's label."""
    labels = {}
    for container in ax.containers:
        for part in container.get_children():
            labels[part] = container.get_label()
    for artist in (*ax.lines, *ax.collections, *ax.patches):
        label = labels.get(artist, str(artist.get_label()))
        # An underscore keeps a label out of the legend; matplotlib gives such ones by itself.
        yield "" if re.match("_child|_nolegend", label) else label.removeprefix("_"), artist


def colors(artist):
    """The colors of an artist, as hexadecimal strings in lower case, without those unseen."""
    if isinstance(artist, plt.Line2D):
        return {to_hex(artist.get_color())}
    found = (artist.get_facecolor(), artist.get_edgecolor())
    if not isinstance(artist, Collection):
        found = [[color] for color in found]
    return {to_hex(color) for some in found for color in some if np.any(color[3])}


def miscolored(figure):
    """Complaints about labels and colors that the style does not give to each other."""
    complaints = []
    for ax in figure.axes:
        for label, artist in artists(ax):
            named = style.scheme_of(label)
            layer = bool(re.fullmatch(r"layer \d+", label))
            for color in colors(artist):
                scheme = SCHEMES.get(color)
                known = scheme or color in FURTHER | LAYERS or grey(color)
                right = color in LAYERS if layer else scheme == named and color not in LAYERS
                unnamed = label == "" and color in LAYERS
                if not known or not (right or unnamed):
                    complaints.append(f"{label!r} in {color}")
    return complaints


def same_look(figure):
    """Complaints about labels of one axes that share color, marker and dashes, unless written."""
    complaints = []
    for ax in figure.axes:
        looks = {}
        for label, artist in artists(ax):
            if label and isinstance(artist, plt.Line2D):
                look = (
                    to_hex(artist.get_color()),
                    artist.get_marker(),
                    artist.get_linestyle(),
                    artist.get_fillstyle(),
                )
                named = any(text.get_text() == label for text in ax.texts)
                if looks.setdefault(look, label) != label and not named:
                    complaints.append(f"{label!r} like {looks[look]!r}")
    return complaints


def thin_layers(figure):
    """Complaints about lines of layers thinner than the style has them."""
    return [
        f"{label!r} of {artist.get_linewidth()} points"
        for ax in figure.axes
        for label, artist in artists(ax)
        if re.fullmatch(r"layer \d+", label) and artist.get_linewidth() < style.LINE
    ]


def without_quantity(figure):
    """Complaints about outer axes that do not say what is on them."""
    complaints = []
    for ax in figure.axes:
        place = ax.get_subplotspec()
        if not ax.axison:
            continue
        if place.is_last_row() and not ax.get_xlabel():
            complaints.append("a horizontal axis without a label")
        rows = any(re.search("[A-Za-z]", text.get_text()) for text in ax.get_yticklabels())
        if place.is_first_col() and not (ax.get_ylabel() or rows):
            complaints.append("a vertical axis without a label")
    return complaints


def small_texts(figure):
    """Complaints about texts below `SMALLEST` pixels on a phone, as the built page shows them."""
    figure.draw_without_rendering()
    inches = figure.get_tightbbox().width + 2 * PAD
    shown = BOX if inches * figure.dpi > WIDE else COLUMN
    pixels = shown / (72 * inches)
    sizes = {
        # mathtext sets an exponent at 0.7 of the size
        text.get_text(): pixels * text.get_fontsize() * (0.7 if "10^{" in text.get_text() else 1)
        for text in figure.findobj(Text)
        if text.get_text().strip() and text.get_visible()
    }
    return [f"{text!r} of {size:.1f} px" for text, size in sizes.items() if size < SMALLEST]
