"""Explorers on the site: a directive for Markdown pages, and their files loaded once a page.

In a notebook's output an explorer brings its libraries along. Here they are cut out, and a page
that has an explorer loads them from the site's own assets instead.
"""

import hashlib
import pathlib
import re

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from initnotes import explorers
from initnotes.explorers import explorer, static

FOLDER = "assets/explorers"
INLINED = re.compile("{}.*?{}".format(*map(re.escape, explorer.INLINE)), re.DOTALL)
MARK = '<figure class="explorer"'


class Explorer(SphinxDirective):
    """`{explorer} bound`: the explorer of that name, as it starts."""

    required_arguments = 1

    def run(self):
        try:
            html = explorers.named(self.arguments[0]).html(inline=False)
        except ValueError as error:
            raise self.error(str(error)) from error
        return [nodes.raw("", html, format="html")]


def assets():
    """Name -> text of the files that a page with an explorer loads, in this order."""
    scripts = {name: static.read(name) for name in static.LIBRARIES}
    return {
        static.STYLES: static.read(static.STYLES),
        **scripts,
        "explorers.js": f"{static.script()}\ninitnotes.mountAll();\n",
    }


def cut_inlined(app, doctree):
    """Take the inlined files out of the outputs of notebooks."""
    for raw in doctree.findall(nodes.raw):
        if MARK in raw.astext():
            html = INLINED.sub("", raw.astext())
            raw.rawsource, raw.children = html, [nodes.Text(html)]


def load_assets(app, pagename, templatename, context, doctree):
    """Let a page with an explorer load the files, each under a name that changes with it."""
    if MARK not in context.get("body", ""):
        return
    for name, text in assets().items():
        version = hashlib.sha256(text.encode()).hexdigest()[:8]
        address = f"{context['pathto'](f'{FOLDER}/{name}', resource=True)}?v={version}"
        context["metatags"] += (
            f'\n<link rel="stylesheet" href="{address}">'
            if name.endswith(".css")
            else f'\n<script defer src="{address}"></script>'
        )


def write_assets(app, exception):
    """Put the files into the site."""
    if exception or app.builder.format != "html":
        return
    folder = pathlib.Path(app.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in assets().items():
        (folder / name).write_text(text, encoding="utf-8")


def setup(app):
    app.add_directive("explorer", Explorer)
    app.connect("doctree-read", cut_inlined)
    app.connect("html-page-context", load_assets)
    app.connect("build-finished", write_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
