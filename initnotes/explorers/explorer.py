"""What every explorer is: controls, data, a still image and a sentence, and its HTML."""

import json
from base64 import b64encode
from dataclasses import dataclass, field
from html import escape

from initnotes.checks import as_list, check_instance, check_name, check_shape, check_string
from initnotes.explorers import colors, static
from initnotes.explorers.controls import Choice, Slider, Switch

# A still image and its look in the key, 28 by 14 pixels, in a color of CSS.
SWATCHES = {
    "line": '<path d="M0 7H28" stroke="{color}" stroke-width="2"/>',
    "dashes": '<path d="M0 7H28" stroke="{color}" stroke-width="2" stroke-dasharray="6 4"/>',
    "line and dot": '<path d="M0 7H28" stroke="{color}" stroke-width="2"/>'
    '<circle cx="14" cy="7" r="3.5" fill="{color}"/>',
    "dot": '<circle cx="14" cy="7" r="5" fill="{color}"/>',
    "square": '<rect x="9" y="2" width="10" height="10" fill="{color}"/>',
    "ring": '<circle cx="14" cy="7" r="6" fill="none" stroke="{color}" stroke-width="1.5"/>',
    "area": '<path d="M1 13V1H27V13Z" fill="{color}" fill-opacity=".2" stroke="{color}" '
    'stroke-width="2"/>',
    "stick": '<path d="M14 0V14" stroke="{color}" stroke-width="3"/>',
    "ticks": '<path d="M9 0V14M19 0V14" stroke="{color}" stroke-dasharray="2 2"/>',
}
CONTROLS = Slider | Choice | Switch
STYLE = f'style="{colors.declarations()}"'
INLINE = ("<!-- explorers' files -->", "<!-- end of explorers' files -->")


@dataclass(frozen=True)
class Explorer:
    """A figure that answers to the hand.

    Attributes
    ----------
    name : str
        Which script draws it.
    title : str
    sentence : str
        What it shows, for those who can't move it.
    controls : tuple
        `Slider`, `Choice` and `Switch`.
    key : tuple
        (a name of `SWATCHES`, a name of `colors.COLORS` or "" for the text's color, what it stands
        for), one entry a mark.
    data : dict
        What the script gets from Python, as JSON.
    still : bytes
        PNG of the figure as it starts.
    alt : str
        Alt text of the still.
    more : dict
        Title -> controls behind a fold.

    Examples
    --------
    >>> from initnotes import explorers
    >>> made = explorers.bound.explore()
    >>> [control.name for control in made.controls], made.still[1:4]
    (['scheme', 'fan_in', 'fan_out'], b'PNG')
    """

    name: str
    title: str
    sentence: str
    controls: tuple
    key: tuple
    data: dict
    still: bytes = field(repr=False)
    alt: str
    more: dict = field(default_factory=dict)

    def __post_init__(self):
        for name in ("name", "title", "sentence", "alt"):
            check_string(getattr(self, name), name)
        check_instance(self.data, dict, "data", "a dict")
        check_instance(self.still, bytes, "still", "the bytes of a PNG")
        check_instance(self.more, dict, "more", "a dict of title -> controls")
        for controls in (self.controls, *self.more.values()):
            for control in as_list(controls, "controls", "Sliders, Choices and Switches"):
                check_instance(control, CONTROLS, "a control", "a Slider, a Choice or a Switch")
        for number, mark in enumerate(as_list(self.key, "key", "(look, color, text)")):
            check_shape(mark, (3,), f"key[{number}]")
            check_name(mark[0], SWATCHES, "look in key")
            check_name(mark[1], ("", *colors.COLORS), "color in key")

    def __repr__(self):
        return f"{self.title}. {self.sentence}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": repr(self), "text/html": self.html()}

    def html(self, *, inline=True):
        """The figure; its style, libraries and scripts come with it if `inline`.

        Where the libraries are not installed, it is its still image and its sentence, with a word
        on how to get the rest.
        """
        if inline and static.missing():
            return self._still_html()
        files = f"{INLINE[0]}{static.inline()}{INLINE[1]}" if inline else ""
        data = json.dumps(self.data, separators=(",", ":")).replace("</", "<\\/")
        folds = "".join(
            f"<details><summary>{title}</summary>{_grid(controls)}</details>"
            for title, controls in self.more.items()
        )
        return (
            f'<figure class="explorer" data-explorer="{self.name}" {STYLE}>'
            f"<fieldset disabled><legend>{self.title}</legend>"
            f"{_grid(self.controls)}{folds}</fieldset>"
            f"{self._picture_html()}"
            '<span class="explorer-readout" aria-live="polite"></span></figcaption>'
            "<details><summary>The numbers</summary>"
            '<div class="explorer-scroll" tabindex="0" role="region" '
            f'aria-label="{self.title}: the numbers"><table></table></div></details>'
            f'<script type="application/json" class="explorer-data">{data}</script>'
            f"{files}</figure>\n"
        )

    def _still_html(self):
        missing = ", ".join(static.missing())
        return (
            f'<figure class="explorer" {STYLE}><p><strong>{self.title}</strong></p>'
            f"{self._picture_html()}</figcaption>"
            f"<p><small>To move this figure its libraries are needed ({missing}): in a clone of "
            "the book <code>make lab</code> fetches them, and <code>make wheel</code> packs them "
            "for <code>pip install</code>.</small></p>"
            f"{INLINE[0]}{static.style()}{INLINE[1]}</figure>\n"
        )

    def _picture_html(self):
        """The key, the still image and the sentence, in a caption that is left open."""
        key = "".join(
            f"<li>{_swatch(look, color)}<span>{text}</span></li>" for look, color, text in self.key
        )
        return (
            f'<ul class="explorer-key">{key}</ul>'
            f'<div class="explorer-box"><img class="explorer-still" alt="{escape(self.alt)}" '
            f'src="data:image/png;base64,{b64encode(self.still).decode()}"></div>'
            f'<figcaption><span class="explorer-sentence">{escape(self.sentence)}</span>'
        )


def _grid(controls):
    return f'<div class="explorer-controls">{"".join(c.html() for c in controls)}</div>'


def _swatch(look, color):
    shape = SWATCHES[look].format(color=f"var(--explorer-{color})" if color else "currentColor")
    return f'<svg viewBox="0 0 28 14" aria-hidden="true">{shape}</svg>'
