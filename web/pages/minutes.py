"""How long each section takes to read, and roads through the book that keep to a time.

The minutes are an estimate from what stands on the page: words, formulas, figures, and code that
is not folded. Exercises say their own. A section whose first paragraph is "Further reading." may
be left out at a first reading; the others are core.
"""

import math
import pathlib
from typing import ClassVar

from docutils import nodes
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from web.chapters import chapters

# Seconds for what a student reads and thinks through: a text full of mathematics goes at about 120
# words a minute. The chapters' sums are near what their first readers took.
WORD, FORMULA, FIGURE, LINE = 0.5, 15, 20, 2
FURTHER = "Further reading."
EXERCISES = "Exercises"
FOLDED = {"tag_hide-input": "cell_code_source", "tag_hide-output": "cell_code_output"}


def seconds(node):
    """Seconds to read a node of a page."""
    if isinstance(node, nodes.Text):
        return WORD * len(node.split())
    if isinstance(node, nodes.math_block):
        return FORMULA
    if isinstance(node, nodes.image):
        return FIGURE
    if isinstance(node, nodes.literal_block):
        return LINE * len(node.astext().splitlines())
    if isinstance(node, nodes.raw | nodes.comment) or "tag_hide-cell" in node.get("classes", []):
        return 0
    if node.get("nb_element") == "mime_bundle":  # the same in several forms
        return max(map(seconds, node.children), default=0)
    folded = {part for tag, part in FOLDED.items() if tag in node.get("classes", [])}
    return sum(seconds(child) for child in node.children if _part(child) not in folded)


def _part(node):
    return node.get("nb_element") if isinstance(node, nodes.Element) else None


def measure_sections(app, doctree):
    """Put each section's minutes under its title, the chapter's under the chapter's."""
    docname = app.env.docname
    if pathlib.Path(app.env.doc2path(docname)) not in chapters():
        return
    page = next(doctree.findall(nodes.section))
    inner = [child for child in page.children if isinstance(child, nodes.section)]
    rest = sum(seconds(child) for child in page.children if child not in inner)
    found = {}
    for section in inner:
        title = section.next_node(nodes.title).astext()
        if title == EXERCISES:
            continue
        first = section.children[1]
        further = isinstance(first, nodes.paragraph) and first.astext() == FURTHER
        if further:
            section.remove(first)
        minutes = math.ceil(seconds(section) / 60)
        found[section["ids"][0]] = title, minutes, further
        kind = "Further reading" if further else "Core"
        section.insert(1, _line(f"{kind} · {minutes} min"))
    core = math.ceil(rest / 60) + sum(
        minutes for _, minutes, further in found.values() if not further
    )
    further = sum(minutes for _, minutes, further in found.values() if further)
    ran = (NbMetadataCollector.get_exec_data(app.env, docname) or {}).get("runtime")
    words = f"Reading: {core} min" + (f", and {further} min further" if further else "")
    if ran is not None:
        words += f" · Running: {'under 10' if ran < 10 else math.ceil(ran / 10) * 10} s"
    page.insert(1, _line(words))
    sections(app.env)[docname] = {"": (page.next_node(nodes.title).astext(), core, False), **found}


def _line(words):
    return nodes.paragraph("", words, classes=["minutes"])


def sections(env):
    """Document -> anchor -> (title, minutes, whether further); the anchor "" is the chapter."""
    if not hasattr(env, "reading_minutes"):
        env.reading_minutes = {}
    return env.reading_minutes


class stop(nodes.Element):
    """A section on a road, its minutes not yet known."""


class Road(SphinxDirective):
    """A way through the book: a line `chapter#section: why` each, within `:minutes:` in all.

    Without `#section` the whole chapter's core is meant.
    """

    has_content = True
    option_spec: ClassVar = {"minutes": int}

    def run(self):
        items = nodes.enumerated_list(classes=["road"])
        for number, line in enumerate(filter(None, map(str.strip, self.content))):
            place, _, why = line.partition(": ")
            document, _, anchor = place.partition("#")
            here = stop(docname=f"book/{document}", anchor=anchor)
            text, messages = self.parse_inline(why, lineno=self.content_offset + number)
            items += nodes.list_item("", nodes.paragraph("", "", here, *text), *messages)
        total = stop(budget=self.options["minutes"])
        return [items, nodes.paragraph("", "", total)]


def resolve_roads(app, doctree, docname):
    """Give each stop its link and minutes; a road that takes longer than it says is an error."""
    spent = 0
    for node in list(doctree.findall(stop)):
        if "budget" in node:
            if not 0.8 * node["budget"] < spent <= node["budget"]:
                raise ExtensionError(
                    f"{docname}: the road must take {node['budget']} minutes, got {spent}"
                )
            node.replace_self(nodes.Text(f"Together {spent} minutes."))
            spent = 0
            continue
        known = sections(app.env).get(node["docname"], {})
        if node["anchor"] not in known:
            raise ExtensionError(
                f"{docname}: a road must lead to one of {node['docname']}'s sections "
                f"{list(known)}, got {node['anchor']!r}"
            )
        title, minutes, _ = known[node["anchor"]]
        spent += minutes
        address = app.builder.get_relative_uri(docname, node["docname"])
        address += f"#{node['anchor']}" if node["anchor"] else ""
        link = nodes.reference("", title, refuri=address, internal=True)
        node.replace_self([link, nodes.Text(f" ({minutes} min). ")])


def setup(app):
    app.add_node(stop)
    app.add_directive("road", Road)
    app.connect("doctree-read", measure_sections, priority=900)  # explorers are cut out by then
    app.connect("doctree-resolved", resolve_roads)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
