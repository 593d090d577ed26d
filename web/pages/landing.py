"""The first view of the book: two drawn nets, what to press, and a line for each chapter.

`{first-view}` draws the same tanh net twice, under the standard initialization and under Xavier. A
half of each unit has the activations' tint, the other half the state gradients': the more of a
signal's variance is left, the stronger. An example lights the layers on its way up, its gradient
on its way down; then the picture stands still for a while. Style sheets alone move it.
"""

import math
import pathlib

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from initnotes import theory
from initnotes.plots.style import BACKWARD, COLORS, FORWARD, LABELS
from web.chapters import ROOT, chapters
from web.pages import launch

SCHEMES = ("standard", "xavier")
WIDTH, DEPTH = 100, 8  # units a layer, hidden layers
UNITS = 6  # that are drawn
PALEST, DECADES = 0.07, 4  # the tint of what is smaller by so many powers of ten, and by more
# In the units of the drawing: layers above each other, units side by side, and their radius.
RISE, PITCH, RADIUS = 29, 22, 8
HALF = f"a{RADIUS} {RADIUS} 0 0 {{}} 0 {2 * RADIUS}z"  # of a unit: left with 0, right with 1
LEFT, RIGHT = 64, 64  # for the numbers
PDF = ROOT / "_build/initnotes.pdf"


def signals(scheme):
    """Variance of the activations and of the state gradients of hidden layers 1 to `DEPTH`.

    Of the infinitely wide tanh net, as shares of the input's and of the output gradient's.
    """
    expected = theory.infinite_width([WIDTH] * (DEPTH + 2), scheme, "tanh")
    return expected.variance("activation"), expected.variance("state_gradient")[:-1]


def tint(variance):
    """Opacity for a variance: 1 for 1, and less by the same step for each power of ten."""
    return max(PALEST, 1 + (1 - PALEST) * math.log10(variance) / DECADES)


def digits(variance):
    """Two digits: 0.20, 0.0083, 8.9e-5."""
    return f"{variance:.1e}".replace("e-0", "e-") if variance < 1e-3 else f"{variance:#.2g}"


def net(scheme):
    """The SVG of one net."""
    up, down = signals(scheme)
    width, height = LEFT + PITCH * (UNITS - 1) + RIGHT, RISE * (DEPTH + 1) + 34
    columns = [LEFT + PITCH * unit for unit in range(UNITS)]
    rows = [height - 16 - RISE * row for row in range(DEPTH + 2)]
    lines = "".join(
        f"M{here} {rows[row] - RADIUS}L{there} {rows[row + 1] + RADIUS}"
        for row in range(DEPTH + 1)
        for here in columns
        for there in columns
        if abs(here - there) <= 2 * PITCH
    )
    parts = [f'<path class="weights" d="{lines}"/>']
    for row in (0, DEPTH + 1):
        parts += [f'<circle cx="{x}" cy="{rows[row]}" r="{RADIUS}"/>' for x in columns]
    parts.append(f'<text x="{LEFT - 16}" y="{rows[0] + 4}" class="left">input</text>')
    parts.append(f'<text x="{LEFT - 16}" y="{rows[-1] + 4}" class="left">output</text>')
    for layer, (activation, gradient) in enumerate(zip(up, down, strict=True), start=1):
        y = rows[layer]
        halves = "".join(
            f'<path class="{way}" d="M{x} {y - RADIUS}{HALF.format(sweep)}"/>'
            for x in columns
            for way, sweep in (("up", 0), ("down", 1))
        )
        rings = "".join(f'<circle cx="{x}" cy="{y}" r="{RADIUS}"/>' for x in columns)
        parts.append(
            f'<g style="--layer:{layer};--up:{tint(activation):.2f};--down:{tint(gradient):.2f}">'
            f"{halves}{rings}"
            f'<text x="{LEFT - 16}" y="{y + 4}" class="left up">{digits(activation)}</text>'
            f'<text x="{columns[-1] + 16}" y="{y + 4}" class="right down">{digits(gradient)}</text>'
            "</g>"
        )
    label = (
        f"A tanh net of {DEPTH} hidden layers under the {LABELS[scheme]} initialization. Up, from "
        f"layer 1 to {DEPTH}, the variance of the activations goes from {digits(up[0])} to "
        f"{digits(up[-1])}. Down, from layer {DEPTH} to 1, that of the state gradients goes from "
        f"{digits(down[-1])} to {digits(down[0])}."
    )
    return (
        f'<div><p style="--scheme:{COLORS[scheme]}">{LABELS[scheme]}</p>'
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
        f"{''.join(parts)}</svg></div>"
    )


def first_view():
    """The HTML of both nets, with the box that holds the picture still."""
    keys = (
        '<span class="up">Left half: activations</span>, an example on its way up. '
        '<span class="down">Right half: state gradients</span>, on their way down.'
    )
    lost = [digits(signals(scheme)[1][0]) for scheme in SCHEMES]
    return (
        f'<figure class="first-view" style="--ways:{DEPTH};--up-color:{FORWARD};'
        f'--down-color:{BACKWARD}"><div class="first-view-nets">{"".join(map(net, SCHEMES))}</div>'
        f'<label><input type="checkbox" autocomplete="off">hold still</label>'
        f"<figcaption>{keys} The numbers are variances, what theory gives for tanh and wide "
        f"layers: of the gradient's variance {lost[0]} reaches layer 1 under the standard "
        f"initialization, and {lost[1]} under Xavier.</figcaption></figure>\n"
    )


class FirstView(SphinxDirective):
    """`{first-view}`: both nets, and links to the first chapter, to Jupyter and to the PDF."""

    def run(self):
        self.env.note_dependency(str(PDF.relative_to(ROOT)))
        builder, start = self.env.app.builder, chapters()[0]
        base = builder.get_target_uri(self.env.docname)
        links = {"Start": relative_uri(base, builder.get_target_uri(f"book/{start.stem}"))}
        if builder.name == "html":
            links["Run it now"] = launch.address(base, start)
            if PDF.is_file():  # printed before: `make pdf book`
                links["PDF"] = relative_uri(base, PDF.name)
        buttons = "".join(f'<a href="{href}">{words}</a>' for words, href in links.items())
        html = f'<p class="first-view-links">{buttons}</p>\n{first_view()}'
        return [nodes.raw("", html, format="html")]


class ChapterLines(SphinxDirective):
    """`{chapter-lines}`: the chapters in the book's order, a line `chapter: words` for each.

    A chapter without a line, or a line without a chapter, fails the build.
    """

    has_content = True

    def run(self):
        lines = dict(line.split(": ", 1) for line in filter(None, map(str.strip, self.content)))
        known = [path.stem for path in chapters()]
        if set(lines) != set(known):
            raise self.error(f"a line is needed for each of {known}, got {list(lines)}")
        source = [f"- {{doc}}`{name}`: {lines[name]}" for name in known]
        return self.parse_text_to_nodes("\n".join(source))


def copy_pdf(app, exception):
    """Put the printed book beside the pages, if there is one."""
    if not exception and app.builder.name == "html" and PDF.is_file():
        pathlib.Path(app.outdir, PDF.name).write_bytes(PDF.read_bytes())


def setup(app):
    app.add_directive("first-view", FirstView)
    app.add_directive("chapter-lines", ChapterLines)
    app.connect("build-finished", copy_pdf)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
