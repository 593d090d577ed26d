"""What a page says of running the book elsewhere: {{ wheel }}, {{ install }}, {{ torch_chapters }}.

The wheel goes along with the pages. The command to install it names the file; on a served page
book.js puts the site's address before it.
"""

import filecmp
import pathlib
import shutil
import tempfile

from web import wheel
from web.chapters import chapters, needs_torch

FOLDER = pathlib.PurePosixPath("_build/wheel")  # below Sphinx's sources: a page may offer it


def add_substitutions(app, config):
    name = keep_wheel(app.srcdir / FOLDER)
    torch = [f"{{doc}}`{path.stem}`" for path in chapters() if needs_torch(path)]
    config.myst_substitutions |= {
        "wheel": f"{{download}}`{name} </{FOLDER / name}>`",
        "install": f"```text\npython -m pip install {name}\n```",
        "torch_chapters": " and ".join(filter(None, [", ".join(torch[:-1]), *torch[-1:]])),
    }


def keep_wheel(folder):
    """Build the wheel into `folder`, but leave one of the same bytes, and its date; its name."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as fresh:
        built = wheel.build(pathlib.Path(fresh))
        kept = folder / built.name
        if not kept.exists() or not filecmp.cmp(built, kept, shallow=False):
            shutil.copy(built, kept)
    return kept.name


def setup(app):
    app.connect("config-inited", add_substitutions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
