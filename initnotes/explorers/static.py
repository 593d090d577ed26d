"""The files an explorer needs in the browser: two libraries, our scripts, one style sheet."""

from importlib.resources import files

LIBRARIES = ("d3.min.js", "plot.umd.min.js")
SCRIPTS = ("theory.js", "explorer.js", "depth.js", "histograms.js", "compromise.js", "bound.js")
STYLES = "explorers.css"


def read(name):
    """Text of one file of the folder `browser`.

    Raises FileNotFoundError if it is a library that has not been fetched yet.
    """
    path = _path(name)
    if not path.is_file():
        raise FileNotFoundError(
            f"an explorer needs the library {name} in {path.parent}, which is fetched, not stored: "
            "run `make book`, `make lab` or `make wheel`"
        )
    return path.read_text(encoding="utf-8")


def missing():
    """The names of the libraries that have not been fetched yet."""
    return [name for name in LIBRARIES if not _path(name).is_file()]


def style():
    """The style sheet as HTML."""
    return f"<style>{read(STYLES)}</style>"


def script():
    """Our scripts as one: it defines the explorers and mounts none."""
    return "\n".join(read(name) for name in SCRIPTS)


def inline():
    """Style, libraries and scripts as one piece of HTML, for a page that can fetch nothing.

    The libraries are hidden from module loaders, which would take them for their own.
    """
    libraries = "\n".join(read(name) for name in LIBRARIES)
    shadowed = f"(function (define, module, exports) {{\n{libraries}\n}}).call(globalThis);"
    once = f"if (!globalThis.initnotes?.mountAll) {{\n{shadowed}\n{script()}\n}}"
    return f"{style()}\n<script>\n{once}\ninitnotes.mountAll();\n</script>"


def _path(name):
    return files("initnotes.explorers").joinpath("browser", name)
