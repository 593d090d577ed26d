"""Make figures light, tell the browser their size before they have come, and wrap the wide ones.

matplotlib's PNG files keep four channels a pixel; a palette of 256 colors shows the same picture
in a third of the bytes. With its size known, a figure moves nothing when it arrives.
"""

import pathlib
import re
from xml.etree import ElementTree

from PIL import Image

IMAGE = re.compile(
    r'<img ((?:(?!width=)[^>])*?)src="((?:\.\./)*_images/[^"]+\.(?:png|svg))"( style="[^"]*")? ?/>'
)
# In pixels. Panels side by side are wider than the 736 of book/matplotlibrc's 5 inches.
WIDE = 1100


def size(path):
    """Width and height of a PNG in pixels, of an SVG as its view box has them."""
    if path.suffix == ".svg":
        box = ElementTree.parse(path).getroot().get("viewBox").split()
        return [round(float(length)) for length in box[2:]]
    with Image.open(path) as image:
        return image.size


def note_sizes(app, pagename, templatename, context, doctree):
    """Write each figure's width and height into its tag; the style sheet still scales it.

    On the site a wide figure gets a box, in which it scrolls where the screen is narrow.
    """
    if "body" not in context or app.builder.format != "html":
        return
    sources = {target: source for source, (_, target) in app.env.images.items()}

    def with_size(match):
        width, height = size(pathlib.Path(app.srcdir, sources[match[2].split("/")[-1]]))
        tag = (
            f'<img width="{width}" height="{height}" {match[1]}src="{match[2]}"{match[3] or ""} />'
        )
        wide = width > WIDE and app.builder.name == "html"
        return f'<div class="wide-figure">{tag}</div>' if wide else tag

    context["body"] = IMAGE.sub(with_size, context["body"])


def lighten(app, exception):
    """Put figures on white, with the 256 colors that suit best; undithered, edges stay clean."""
    if exception or app.builder.format != "html":
        return
    for path in pathlib.Path(app.outdir, "_images").glob("*.png"):
        with Image.open(path) as image:
            if image.mode == "RGBA":
                white = Image.new("RGBA", image.size, "white")
                white.alpha_composite(image)
                white.convert("RGB").quantize(dither=Image.Dither.NONE).save(path, optimize=True)


def setup(app):
    app.connect("html-page-context", note_sizes)
    app.connect("build-finished", lighten)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
