"""Under a derivation that a chapter shows: the function that derives it, folded.

A cell that calls `derivations.chapter.name(...)` and nothing else gets it.
"""

import inspect
import re

from docutils import nodes

from initnotes import derivations

CALL = re.compile(r"derivations\.(\w+)\.(\w+)\(.*\)", re.DOTALL)
OPEN, CLOSE = (
    '<details class="derivation-source"><summary>How it is derived</summary>',
    "</details>",
)


def add_sources(app, doctree):
    for code in list(doctree.findall(nodes.literal_block)):
        cell = code.parent.parent
        if code.parent.get("nb_element") != "cell_code_source" or cell is None:
            continue
        if match := CALL.fullmatch(code.astext().strip()):
            module, name = match.groups()
            source = inspect.getsource(getattr(getattr(derivations, module), name))
            block = nodes.literal_block(source, source, language="python")
            cell += [_html(OPEN), block, _html(CLOSE)]


def _html(text):
    return nodes.raw("", text, format="html")


def setup(app):
    # After the minutes: what is folded is not read at first.
    app.connect("doctree-read", add_sources, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
