"""Find the file of a module that the API reference links to without importing the module.

Sphinx's viewcode imports every module at every build, and PyTorch with one of them, to see
whether its file is newer than its page.
"""

import pathlib

from sphinx.ext import viewcode

ROOT = pathlib.Path(__file__).resolve().parents[2]


def module_filename(app, name):
    path = ROOT.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def setup(app):
    viewcode.get_module_filename = module_filename
    return {"parallel_read_safe": True, "parallel_write_safe": True}
