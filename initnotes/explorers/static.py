"""The files an explorer needs in the browser: two libraries, our scripts, one style sheet."""

from importlib.resources import files

from initnotes.checks import check_name

LIBRARIES = ("d3.min.js", "plot.umd.min.js")
SCRIPTS = (
    "theory.js",
    "pairs.js",
    "explorer.js",
    "layers.js",
    "depth.js",
    "histograms.js",
    "compromise.js",
    "bound.js",
)
STYLES = "explorers.css"


def read(name):
    """Text of one file of the folder `browser`.

    Raises FileNotFoundError if it is a library that has not been fetched yet, ValueError with the
    known names if it is none of the files.

    Examples
    --------
    >>> from initnotes.explorers import static
    >>> "initnotes" in static.read("depth.js")
    True
    """
    check_name(name, (*LIBRARIES, *SCRIPTS, STYLES), "file")
    path = _path(name)
    if not path.is_file():
        raise FileNotFoundError(
            f"an explorer needs the library {name} in {path.parent}, which is fetched, not stored: "
            "run `make book`, `make lab` or `make wheel`"
        )
    return path.read_text(encoding="utf-8")


def missing():
    """The names of the libraries that have not been fetched yet.

    Examples
    --------
    >>> from initnotes.explorers import static
    >>> set(static.missing()) <= set(static.LIBRARIES)
    True
    """
    return [name for name in LIBRARIES if not _path(name).is_file()]


def style():
    """The style sheet as HTML.

    Examples
    --------
    >>> from initnotes.explorers import static
    >>> static.style()[:7]
    '<style>'
    """
    return f"<style>{read(STYLES)}</style>"


def script():
    """Our scripts as one: it defines the explorers and mounts none.

    Examples
    --------
    >>> from initnotes.explorers import static
    >>> static.script() == "\\n".join(static.read(name) for name in static.SCRIPTS)
    True
    """
    return "\n".join(read(name) for name in SCRIPTS)


def inline():
    """Style, libraries and scripts as one piece of HTML, for a page that can fetch nothing.

    The libraries are hidden from module loaders, which would take them for their own.

    Examples
    --------
    >>> from initnotes.explorers import static
    >>> bool(static.missing()) or static.inline().endswith("</script>")
    True
    """
    libraries = "\n".join(read(name) for name in LIBRARIES)
    shadowed = f"(function (define, module, exports) {{\n{libraries}\n}}).call(globalThis);"
    once = f"if (!globalThis.initnotes?.mountAll) {{\n{shadowed}\n{script()}\n}}"
    return f"{style()}\n<script>\n{once}\ninitnotes.mountAll();\n</script>"


def _path(name):
    return files("initnotes.explorers").joinpath("browser", name)
