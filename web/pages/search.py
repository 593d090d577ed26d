"""The search: what the pages say, section by section, for MiniSearch to find in the browser.

A section, a term of the glossary and a name of the module is one entry each, with an anchor to go
to. Solutions stay out: who searches has not asked for them.
"""

import json
import pathlib
import re
import shutil

from bs4 import BeautifulSoup

from web import npm

LIBRARY = "minisearch.js"
ENTRIES = "searchentries.js"
DECLARED = "const PAGES = "
# What a page has beside its text, shows on demand, or says twice: tags and classes.
UNREAD_TAGS = {"script", "style", "button", "summary", "fieldset", "svg"}
UNREAD = {
    *("headerlink", "viewcode-link", "eqno", "rubric", "launch", "minutes", "term-definition"),
    *("katex-html", "solution", "derivation-source", "explorer-key", "explorer-box"),
}
HEADINGS = [f"h{level}" for level in range(1, 7)]
BLOCKS = ["p", "li", "tr", "td", "th", "dt", "dd", "div", "figcaption", "caption", "summary"]
END = "\u2029"  # of a paragraph
# MathML's operators that are not seen, and spaces of no width.
INVISIBLE = dict.fromkeys([0x200B, *range(0x2060, 0x2065)])


def entries_of(body):
    """The entries of a page in its order, none with the text of another.

    Each has an `anchor`, the `number` of its section, a `title`, a `text` of a line a paragraph,
    what its theorems and definitions have `stated`, and the `code` of its cells. It says whether it
    `isTerm`, one of the glossary, or `isName`, of the module's reference.
    """
    page = BeautifulSoup(body, "html.parser")
    for element in page.find_all(is_unread):
        element.extract()
    for formula in page.find_all("math"):
        linearize(formula)
    is_name = page.select_one("dl.py") is not None
    found = []
    for place in reversed(page.select("section[id], dt[id]")):  # inner ones leave outer ones first
        is_term = place.name == "dt"
        heading = place if is_term else place.find(HEADINGS, recursive=False)
        if heading is None:  # a theorem's text is a section, too
            continue
        content = place.find_next_sibling("dd") if is_term else place
        number = heading.extract().select_one(".section-number")
        found.append(
            {
                "anchor": place["id"],
                "number": line(number.extract()) if number else "",
                "title": place["id"] if is_term and is_name else line(heading),
                "isTerm": is_term and not is_name,
                "isName": is_name,
            }
            | texts(content.extract())
        )
    return found[::-1]


def is_unread(tag):
    return tag.name in UNREAD_TAGS or not UNREAD.isdisjoint(tag.get("class", ()))


def texts(element):
    code = [block.extract().get_text() for block in element.select("div.highlight")]
    for block in element.find_all(BLOCKS):
        after = block.find_next_sibling()
        goes_on = after and "math" in after.get("class", [])  # in a formula between its words
        block.append(" " if goes_on else END)
    lines = map(squeezed, element.get_text().translate(INVISIBLE).split(END))
    return {
        "text": "\n".join(filter(None, lines)),
        "stated": " ".join(map(line, element.select("div.proof"))),
        "code": squeezed(" ".join(code)),
    }


def linearize(formula):
    """Let a formula's text keep what its layout says: √(6/(n + m)), not 6n+m."""
    for root in formula.find_all("msqrt"):
        if len(root.get_text()) > 1 and not root.get_text().isdigit():
            parenthesize(root)
        root.insert(0, "√")
    for fraction in formula.find_all("mfrac"):
        above, below = fraction.find_all(recursive=False)
        for part in (above, below):
            if part.name == "mrow":
                parenthesize(part)
        above.insert_after("/")


def parenthesize(part):
    part.insert(0, "(")
    part.append(")")


def line(element):
    return squeezed(element.get_text().translate(INVISIBLE))


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def start(app):
    if app.builder.name == "html":
        app.searched = {}
        app.connect("html-page-context", add_page)
        app.connect("build-finished", write)


def add_page(app, pagename, templatename, context, doctree):
    if doctree is not None:  # a page of the book, and not an index or a module's source
        app.searched[pagename] = {
            "page": pagename + app.builder.link_suffix,
            "entries": entries_of(context["body"]),
        }


def write(app, exception):
    """Write the entries of the pages of this build, and of those that it left as they were."""
    if exception:
        return
    static = pathlib.Path(app.outdir, "_static")
    target = static / ENTRIES
    known = {}
    if target.exists():
        text = target.read_text(encoding="utf-8")
        known = json.loads(text.removeprefix(DECLARED).removesuffix(";\n"))
    pages = known | app.searched
    kept = {name: pages[name] for name in sorted(pages) if name in app.env.found_docs}
    target.write_text(f"{DECLARED}{json.dumps(kept, ensure_ascii=False)};\n", encoding="utf-8")
    shutil.copy(npm.package("minisearch") / "dist" / "umd" / "index.js", static / LIBRARY)


def setup(app):
    app.connect("builder-inited", start)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
