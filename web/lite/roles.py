"""References in words, for a Jupyter that shows one notebook and knows nothing outside it.

The site links a citation to the bibliography, a term to the glossary, a chapter, a figure by its
number. In Jupyter these would be marked as not found, so they say what they refer to. What the
notebook itself has, an equation or a theorem, Jupyter finds and numbers.
"""

import functools
import pathlib
import re

import nbformat
from pybtex.database import parse_file

from initnotes.checks import check_name
from web.chapters import chapters
from web.solutions import of_edition, places

BOOK = pathlib.Path(__file__).resolve().parents[2] / "book"
REFERENCES = BOOK / "references.bib"
ROLE = re.compile(r"\{(cite:t|cite:p|term|doc|numref|eq|prf:ref|ref)\}`([^`]+)`")
TITLED = re.compile(r"(.+?)\s*<(.+)>", re.DOTALL)  # words <target>
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
BEGINNING = re.compile(r"(^|\n\n|[.!?]\s)$")  # of a sentence, seen from it
NEAR = 3  # cells


def in_words(path):
    """The notebook at `path` with its references in words.

    Raises ValueError for a citation, a figure or a label that is nowhere.
    """
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = of_edition(notebook.cells)
    for solution in places(notebook.cells):
        for number in solution[1:-1]:  # Jupyter shows a bar in its place, which a click opens
            notebook.cells[number].metadata["jupyter"] = {
                "source_hidden": True,
                "outputs_hidden": True,
            }
    figures = {
        cell.metadata.mystnb.figure.name: number
        for number, cell in enumerate(notebook.cells)
        if "figure" in cell.metadata.get("mystnb", {})
    }
    say = {
        "cite:t": lambda text, _: cited(text, parenthetical=False),
        "cite:p": lambda text, _: cited(text, parenthetical=True),
        "term": lambda text, _: _split(text)[0],
        "doc": lambda text, _: chapter(text),
        "numref": lambda text, here: place(notebook.cells, here, _known(text, figures, "figure")),
    }
    say |= {role: functools.partial(labelled, role, path) for role in ("eq", "prf:ref", "ref")}
    for here, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            parts = ROLE.split(cell.source)  # text, role, its text, text, role, ...
            for number in range(1, len(parts), 3):
                role, text = parts[number : number + 2]
                words = say[role](text, here)
                if BEGINNING.search(parts[number - 1]):
                    words = words[0].upper() + words[1:]
                parts[number : number + 2] = "", words
            cell.source = "".join(parts)
    return notebook


def cited(keys, *, parenthetical):
    """Author [year], or [Author, year], for keys of book/references.bib with commas between."""
    entries = bibliography()
    works = [_known(key.strip(), entries, "citation") for key in keys.split(",")]
    if parenthetical:
        return "[" + ", ".join(f"{authors(work)}, {work.fields['year']}" for work in works) + "]"
    return ", ".join(f"{authors(work)} [{work.fields['year']}]" for work in works)


@functools.cache
def bibliography():
    return parse_file(REFERENCES).entries


def authors(work):
    """The last names: one, two, or the first of more."""
    names = [" ".join(person.last_names) for person in work.persons["author"]]
    return " and ".join(names) if len(names) < 3 else f"{names[0]} *et al.*"


def chapter(text):
    """The words that stand for a page of the book, or its title."""
    words, name = _split(text)
    return title(name) if words == name else words


def title(name):
    """The first heading of a page of the book, by its name without the suffix."""
    page = BOOK / f"{name}.md"
    text = page.read_text(encoding="utf-8") if page.exists() else _prose(page.with_suffix(".ipynb"))
    return HEADING.search(text)[1]


def place(cells, here, there):
    """Where the figure of cell `there` is, seen from cell `here`."""
    if 0 < there - here <= NEAR:
        return "the figure below"
    if 0 < here - there <= NEAR:
        return "the figure above"
    above = "\n".join(cell.source for cell in cells[:there] if cell.cell_type == "markdown")
    return f"the figure of “{HEADING.findall(above)[-1]}”"


def labelled(role, path, text, _=None):
    """The role as it is if `path` has its label, else words: its own, or kind and chapter."""
    words, label = _split(text)
    if _find(label, path):
        return f"{{{role}}}`{text}`"
    for other in chapters():
        if found := _find(label, other):
            kind = found["kind"] or ("section" if found["section"] else "equation")
            article = "an" if kind[0] in "aeiou" else "a"
            return words if words != label else f"{article} {kind} of “{title(other.stem)}”"
    raise ValueError(f"a chapter must have the label {label!r}, got none")


def _known(name, table, kind):
    check_name(name, table, kind)
    return table[name]


def _split(text):
    match = TITLED.fullmatch(text)
    return match.groups() if match else (text, text)


@functools.cache
def _prose(path):
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def _find(label, path):
    """How the notebook at `path` sets a label: after $$, in a directive, above a section."""
    name = re.escape(label)
    directive = rf"\{{(?:math|(?:\w+:)?(?P<kind>\w+))\}}[^\n]*\n(?::.*\n)*?:label: {name}\n"
    return re.search(rf"\$\$ \({name}\)|{directive}|(?P<section>\({name}\)=)", _prose(path))
