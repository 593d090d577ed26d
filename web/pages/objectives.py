"""`{objectives}`: what each chapter enables a reader to do, its minutes and its exercises.

All of it is read from the chapters: the words after "You will be able to", the minutes of
`web.pages.minutes`, and the difficulty and minutes with which an exercise begins. A chapter
without such words, as one of the appendix, is left out.
"""

import collections
import pathlib
import re

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective
from sphinx_exercise.nodes import exercise_enumerable_node, exercise_node

from web.chapters import chapters
from web.pages.claims import table
from web.pages.minutes import sections

ABLE = "You will be able to"
DIFFICULTY = re.compile(r"(Easy|Medium|Hard), (\d+) minutes\.")


class all_objectives(nodes.Element):
    """Where the table of objectives will stand."""


class Objectives(SphinxDirective):
    """`{objectives}`: chapter, what a reader can do after it, minutes of reading, exercises."""

    def run(self):
        return [all_objectives()]


def gather(app, doctree):
    """Keep a chapter's objective and the difficulty and minutes of its exercises."""
    docname = app.env.docname
    if pathlib.Path(app.env.doc2path(docname)) not in chapters():
        return
    able = next(
        (one for one in doctree.findall(nodes.strong) if " ".join(one.astext().split()) == ABLE),
        None,
    )
    if able is None:
        return
    after = able.parent.children[able.parent.index(able) + 1 :]
    exercises = [
        match.groups()
        for kind in (exercise_node, exercise_enumerable_node)
        for exercise in doctree.findall(kind)
        for first in [next(exercise.findall(nodes.emphasis), None)]
        if first is not None and (match := DIFFICULTY.fullmatch(first.astext()))
    ]
    objectives(app.env)[docname] = [plain(node) for node in after], exercises


def plain(node):
    """A copy of inline nodes in which no reference waits to be resolved."""
    if isinstance(node, addnodes.pending_xref):
        return nodes.inline("", node.astext())
    return node.deepcopy()


def objectives(env):
    """Document -> (nodes of its objective, (difficulty, minutes) of each exercise)."""
    if not hasattr(env, "chapter_objectives"):
        env.chapter_objectives = {}
    return env.chapter_objectives


def resolve(app, doctree, docname):
    """Put the table where it belongs."""
    for place in list(doctree.findall(all_objectives)):
        rows = []
        for document in (f"book/{path.stem}" for path in chapters()):
            if document not in objectives(app.env):
                continue
            able, exercises = objectives(app.env)[document]
            known = sections(app.env)[document]
            title, core, _ = known[""]
            further = sum(minutes for _, minutes, is_further in known.values() if is_further)
            link = nodes.reference(
                "", title, refuri=app.builder.get_relative_uri(docname, document), internal=True
            )
            reading = f"{core} min" + (f", {further} further" if further else "")
            rows.append([[link], able, [nodes.Text(reading)], [nodes.Text(in_words(exercises))]])
        head = ["Chapter", "After it, a student can", "Reading", "Exercises"]
        place.replace_self(table(head, rows, "objectives"))


def in_words(exercises):
    """'1 easy, 3 medium: 40 min', or a dash."""
    if not exercises:
        return "–"
    count = collections.Counter(difficulty.lower() for difficulty, _ in exercises)
    kinds = ", ".join(f"{count[one]} {one}" for one in ("easy", "medium", "hard") if count[one])
    return f"{kinds}: {sum(int(minutes) for _, minutes in exercises)} min"


def setup(app):
    app.add_node(all_objectives)
    app.add_directive("objectives", Objectives)
    app.connect("doctree-read", gather)
    app.connect("doctree-resolved", resolve)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
