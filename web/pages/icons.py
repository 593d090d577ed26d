"""Leave of Font Awesome what the site shows: the glyphs that its style sheets still name.

The theme loads 1.9 MB of it on every page, scripts, fonts and styles, for a few dozen icons.
web/pages/templates/layout.html loads the sheet and the one font that are left, some 10 kB.
"""

import logging
import pathlib
import re
import shutil

from fontTools import subset

# An icon is a character of Unicode's private use area, itself or as an escape.
ICON = re.compile(r"\\([ef][0-9a-f]{3})\b|([\ue000-\uf8ff])")
OTHER_FORMAT = re.compile(r',url\([^)]*\.ttf\) format\("truetype"\)')

logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells of every table


def trim(app, exception):
    if exception or app.builder.format != "html":
        return
    static = pathlib.Path(app.outdir, "_static")
    (folder,) = static.glob("vendor/fontawesome/*")
    sheet = folder / "css" / "all.min.css"
    sheet.write_text(OTHER_FORMAT.sub("", sheet.read_text()))
    icons = ICON.findall("".join(path.read_text() for path in static.rglob("*.css")))
    font = folder / "webfonts" / "fa-solid-900.woff2"
    keep(font, {int(code, 16) if code else ord(character) for code, character in icons})
    # Where no page changed, Sphinx has not copied the folder again.
    shutil.rmtree(folder / "js", ignore_errors=True)
    for other in set(font.parent.iterdir()) - {font}:
        other.unlink()


def keep(path, codes):
    """Drop from the font at `path` every glyph but those of `codes`."""
    options = subset.Options(flavor="woff2")
    font = subset.load_font(path, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    subset.save_font(font, path, options)


def setup(app):
    # After the style sheets are purged of the icons that no page names.
    app.connect("build-finished", trim, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
