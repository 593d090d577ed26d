"""Give the pages the icons they use, in place of the theme's whole Font Awesome.

The theme's own way is 1.9 MB of scripts, fonts and style a page, for about a dozen icons. Here
each icon that a page or a script of the site names becomes a mask in one small style sheet.
"""

import pathlib
import re
import shutil
import urllib.parse

import npm

STYLE = """\
/* Icons: Font Awesome Free 6.5.2 by @fontawesome, https://fontawesome.com, CC BY 4.0. */
.fa-solid, .fas, .fa-regular, .far {
  display: inline-block; width: 1.25em; height: 1em; vertical-align: -0.125em;
  background: currentColor; mask: var(--icon) center / contain no-repeat;
}
.fa-lg { font-size: 1.25em; line-height: 0.05em; vertical-align: -0.075em; }
@media (forced-colors: active) {
  .fa-solid, .fas, .fa-regular, .far { forced-color-adjust: none; background: CanvasText; }
}
"""


def start(app):
    if app.builder.format == "html":
        app.add_css_file("icons.css")


def write_icons(app, exception):
    if exception or app.builder.format != "html":
        return
    drawings = npm.package("@fortawesome/fontawesome-free") / "svgs" / "solid"
    site = pathlib.Path(app.outdir)
    # Sphinx copies the theme's folder whole.
    shutil.rmtree(site / "_static/vendor/fontawesome", ignore_errors=True)
    sources = [*site.glob("*.html"), *site.glob("book/*.html"), *site.glob("_static/scripts/*.js")]
    names = set().union(*(re.findall(r"\bfa-([a-z-]+)", path.read_text()) for path in sources))
    files = (drawings / f"{name}.svg" for name in sorted(names))
    rules = [rule(file) for file in files if file.exists()]
    (site / "_static/icons.css").write_text(STYLE + "".join(rules))


def rule(file):
    """The style rule that carries an icon's drawing inside itself."""
    svg = re.sub(r"<!--.*?-->", "", file.read_text())
    address = "data:image/svg+xml," + urllib.parse.quote(svg, safe=" =:/'")
    return f'.fa-{file.stem} {{ --icon: url("{address}"); }}\n'


def setup(app):
    app.connect("builder-inited", start)
    app.connect("build-finished", write_icons)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
