"""Runs in Pyodide at build time: do what a chapter does first, and return what that compiled.

A browser that starts Python compiles every module it imports, and matplotlib lists its fonts.
Both take longer than the rest of the start, and both come out the same each time. The last
expression is a dict: name of a file in site-packages, or "stdlib/" and its name in the standard
library's archive -> its bytes.
"""

import importlib
import importlib._bootstrap_external
import importlib.util
import io
import pathlib
import pkgutil
import sys
import zipimport

import matplotlib
import matplotlib_inline.backend_inline  # noqa: F401
import piplite.piplite
import pyodide_kernel  # noqa: F401

import initnotes
from initnotes import derivations

sys.dont_write_bytecode = False  # what an import compiles is read again below
SITE = pathlib.Path(piplite.__file__).parent.parent


def warm_up():
    """Import all that chapters import; draw one figure and typeset one derivation."""
    for module in pkgutil.walk_packages(initnotes.__path__, "initnotes."):
        if module.name != "initnotes.pytorch":  # needs PyTorch
            importlib.import_module(module.name)
    import matplotlib.pyplot as plt

    derivations.variance.uniform()._repr_markdown_()
    figure, ax = plt.subplots(layout="constrained")
    ax.semilogy([1, 10], label="$x$")
    ax.legend()
    figure.savefig(io.BytesIO(), format="png")


def bytecode():
    """The code of every module imported, in files that Python takes without asking the source."""
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        if spec is None or not spec.origin or not spec.origin.endswith(".py"):
            continue
        code = spec.loader.get_code(spec.name)
        data = importlib._bootstrap_external._code_to_hash_pyc(code, bytes(8), checked=False)
        if isinstance(spec.loader, zipimport.zipimporter):
            name = pathlib.Path(spec.origin).relative_to(spec.loader.archive)
            yield f"stdlib/{name.with_suffix('.pyc')}", bytes(data)
        elif SITE in pathlib.Path(spec.origin).parents:
            cached = pathlib.Path(importlib.util.cache_from_source(spec.origin))
            yield str(cached.relative_to(SITE)), bytes(data)


def fonts():
    """matplotlib's list of its own fonts, where Pyodide's matplotlib looks for it."""
    path = pathlib.Path(matplotlib.__file__).parent / "fontlist.json"
    return {str(path.relative_to(SITE)): path.read_bytes()}


warm_up()
dict(bytecode()) | fonts()
