"""Build JupyterLite into the site: the chapters that need no PyTorch, on a Pyodide of its own.

Each of the two parts is built again only if what it is made of has changed; see `rebuild`.
"""

import hashlib
import importlib.metadata
import json
import pathlib
import shutil
import subprocess
import sys
import time

from web.chapters import chapters, runnable
from web.lite import distribution, roles
from web.serve import SITE

ROOT = pathlib.Path(__file__).resolve().parents[2]
STAGE = ROOT / "_build" / "lite"
PYODIDE = STAGE / "static" / "pyodide"  # where JupyterLite looks for it
TARGET = SITE / "lite"
TOOLS = ("jupyterlite-core", "jupyterlite-pyodide-kernel", "jupyterlab-myst")
# Loaded while Python starts, all at once; the first seven are what the kernel asks for, and it
# would otherwise fetch each after the other.
PRELOADED = (
    "ssl",
    "sqlite3",
    "ipykernel",
    "comm",
    "pyodide_kernel",
    "jedi",
    "ipython",
    "micropip",
    "piplite",
    "initnotes",
)
STYLE = ROOT / "web" / "desk" / "custom.css"
# A page's script sets the icon too late: by then the browser has asked the host's root for one.
HEAD = f"""\
    <link rel="icon" href="favicon.ico">
    <style>
{STYLE.read_text(encoding="utf-8")}
    </style>"""
SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "Initializing neural networks",
        "exposeAppInBrowser": True,  # as window.jupyterapp, for the tests
        "litePluginSettings": {
            "@jupyterlite/pyodide-kernel-extension:kernel": {
                "disablePyPIFallback": True,
                "loadPyodideOptions": {
                    "packages": PRELOADED,
                    "env": {"MATPLOTLIBRC": distribution.MATPLOTLIBRC},
                },
            }
        },
    },
}


def main():
    start = time.monotonic()
    done = rebuild(PYODIDE, _sources_of_pyodide(), distribution.build)
    done |= rebuild(TARGET, _sources_of_site(), _build_site)
    if done:
        print(f"JupyterLite is in {TARGET.relative_to(ROOT)}, {time.monotonic() - start:.0f} s.")


def rebuild(target, sources, build):
    """Build the folder `target` unless it was built from the same `sources`; say whether it was.

    `sources` are paths and strings. Their common sum is kept in the stage when all is done, so
    that a build that failed is tried again.
    """
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.encode() if isinstance(source, str) else source.read_bytes())
    stamp = STAGE / f"{target.name}.sha256"
    if target.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return False
    stamp.unlink(missing_ok=True)
    build(target)
    stamp.write_text(digest.hexdigest())
    return True


def _sources_of_pyodide():
    here = pathlib.Path(__file__).parent
    packages = (*distribution.FROM_ENVIRONMENT, "jupyterlite-pyodide-kernel")
    yield from (importlib.metadata.version(package) for package in packages)
    yield from (here / name for name in ("distribution.py", "bytecode.py", "bytecode.mjs"))
    yield distribution.RUNTIME / "pyodide-lock.json"
    yield from sorted(distribution.KEPT.iterdir())
    yield from sorted(
        path for path in (ROOT / "initnotes").rglob("*") if path.is_file() and path.suffix != ".pyc"
    )
    yield from (ROOT / "pyproject.toml", ROOT / "README.md", ROOT / "book" / "matplotlibrc")


def _sources_of_site():
    yield pathlib.Path(__file__)
    yield from (importlib.metadata.version(tool) for tool in TOOLS)
    yield (STAGE / "pyodide.sha256").read_text()
    yield from (STYLE, pathlib.Path(roles.__file__), roles.REFERENCES)
    yield from chapters()


def _build_site(target):
    shutil.rmtree(target, ignore_errors=True)
    (STAGE / ".jupyterlite.doit.db").unlink(missing_ok=True)  # it would take the old one as built
    (STAGE / "jupyter-lite.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    files = STAGE / "files"
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir()
    for path in runnable():
        # JupyterLite wants what Jupyter's server makes of a notebook: each source one string.
        notebook = roles.in_words(path)
        (files / path.name).write_text(json.dumps(notebook), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--no-sourcemaps"]
    command += ["--lite-dir", STAGE, "--contents", files, "--output-dir", target]
    command += ["--apps", "notebooks", "--apps", "lab"]
    run = subprocess.run(command, cwd=STAGE, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"JupyterLite could not be built:\n{run.stdout}{run.stderr}")
    # The worker that carries files to Python stands between the page and every other file too, if
    # only to pass it on: slower, and the browser then keeps no compiled code for the next visit.
    distribution.replace_once(
        target / "service-worker.js",
        "shouldDrop(t,a)||(n=maybeFromCache(e))",
        "enableCache&&!shouldDrop(t,a)&&(n=maybeFromCache(e))",
    )
    for page in target.glob("*/index.html"):
        distribution.replace_once(page, "<head>", f"<head>\n{HEAD}")


if __name__ == "__main__":
    main()
