"""Above each chapter: a link that runs it in the browser, or why it doesn't, and its download.

The link is plain HTML to the JupyterLite of web/lite, relative, so that it works under any path
and without scripts; a button among the theme's own says the same.
"""

import json
import math
import pathlib

from docutils import nodes
from sphinx.util.osutil import relative_uri

from web.chapters import needs_torch

RUNS = pathlib.Path(__file__).parents[1] / "lite" / "runs.json"
INVITATION = "Run this chapter in your browser"
DOWNLOAD = '<a href="{}" download>download the notebook</a> and <a href="{}">run it yourself</a>'
GUIDE = "book/run"


def add_line(app, doctree, docname):
    """Put the line under the title of a chapter's page."""
    notebook = pathlib.Path(app.env.doc2path(docname))
    if app.builder.name != "html" or notebook.suffix != ".ipynb":
        return
    base = app.builder.get_target_uri(docname)
    guide = app.builder.get_target_uri(GUIDE)
    targets = (f"_sources/{docname}.ipynb", guide)
    download = DOWNLOAD.format(*(relative_uri(base, target) for target in targets))
    if needs_torch(notebook):
        line = f"This chapter needs PyTorch, and this site's Python has none: {download}."
    else:
        run = f'<a href="{address(base, notebook)}">{INVITATION}</a>{duration(notebook)}'
        line = f"{run}, or {download}."
    line = nodes.raw("", f'<p class="launch">{line}</p>', format="html")
    title = next(doctree.findall(nodes.title))
    title.parent.insert(title.parent.index(title) + 1, line)


def add_button(app, pagename, templatename, context, doctree):
    """Put the button first among those of the page's header."""
    notebook = pathlib.Path(app.env.doc2path(pagename))
    if doctree is None or notebook.suffix != ".ipynb" or needs_torch(notebook):
        return
    button = {
        "type": "link",
        "url": address(app.builder.get_target_uri(pagename), notebook),
        "icon": "fas fa-play",
        "tooltip": INVITATION,
        "label": "launch-button",
    }
    context["header_buttons"].insert(0, button)


def duration(notebook):
    """How long a chapter of more than a few seconds runs in the browser, as it was measured."""
    runs = json.loads(RUNS.read_text(encoding="utf-8"))
    tens = math.ceil(runs.get(notebook.stem, {}).get("seconds", 0) / 10)
    return f" (all cells take about {10 * tens} seconds there)" if tens > 1 else ""


def address(base, notebook):
    """Where JupyterLite opens `notebook`, as seen from the page `base`."""
    return relative_uri(base, "lite/notebooks/index.html") + f"?path={notebook.name}"


def setup(app):
    app.connect("doctree-resolved", add_line)
    app.connect("html-page-context", add_button, priority=600)  # after the theme's own buttons
    return {"parallel_read_safe": True, "parallel_write_safe": True}
