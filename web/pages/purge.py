"""Drop the rules for what the site doesn't have from its style sheets.

The theme brings all of Bootstrap, and other extensions their whole sheets: half a megabyte a page,
of which the book uses a third.
"""

import pathlib
import subprocess

from sphinx.errors import ExtensionError

from web import npm


def purge(app, exception):
    if exception or app.builder.format != "html":
        return
    command = [npm.NODE, pathlib.Path(__file__).with_suffix(".mjs"), app.outdir]
    done = subprocess.run(command, cwd=npm.package("purgecss"), stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise ExtensionError(f"the style sheets were not purged: {done.stderr}")


def setup(app):
    # After every extension that writes a page or a style sheet.
    app.connect("build-finished", purge, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
