"""Take the solutions out of the pages and of their downloads, where the edition has none."""

import json
import pathlib

from web import solutions


def read_without(app, docname, source):
    """Let Sphinx read a notebook without its solutions."""
    if solutions.hidden() and pathlib.Path(app.env.doc2path(docname)).suffix == ".ipynb":
        source[0] = stripped(source[0])


def stripped(text):
    """A notebook's file without its solutions."""
    notebook = json.loads(text)
    notebook["cells"] = solutions.without(notebook["cells"])
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def strip_downloads(app, exception):
    """Offer the notebooks for download without their solutions."""
    if solutions.hidden() and not exception:
        for path in pathlib.Path(app.outdir, "_sources").rglob("*.ipynb"):
            path.write_text(stripped(path.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app):
    app.connect("source-read", read_without)
    app.connect("build-finished", strip_downloads)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
