"""The page of all claims, gathered from what the chapters' runs settled.

A cell that settles a claim shows a line "Settled: ..." (see `initnotes.measure.Claims`). Each such
line gets an anchor; `{claims}` is the table of them all, and how many predictions the chapters
held against draws.
"""

import pathlib
import re

import nbformat
from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from web.chapters import chapters
from web.solutions import of_edition

SETTLED = re.compile(r"Settled: (true|half true|false)\.")
CALL = re.compile(r"\bclaims\.settle\(")
BUDGET = re.compile(r"Predictions held against draws: (\d+)\. Right ones .*: (\S+) at most")


class all_claims(nodes.Element):
    """Where the table of claims will stand."""


class ClaimsPage(SphinxDirective):
    """`{claims}`: belief, verdict and run of every claim, with a link to the cell."""

    def run(self):
        return [all_claims()]


def gather(app, doctree):
    """Keep the claims that a chapter settles; one whose cell did not say so is an error."""
    docname = app.env.docname
    path = pathlib.Path(app.env.doc2path(docname))
    if path not in chapters():
        return
    found = []
    for line in doctree.findall(nodes.paragraph):
        bold = next(line.findall(nodes.strong), None)
        if bold and (match := SETTLED.fullmatch(bold.astext())):
            anchor = f"claim-{len(found) + 1}"
            line["ids"].append(anchor)
            line["classes"].append("claim")
            belief = next(line.findall(nodes.emphasis))
            run = line.children[line.index(belief) + 1 :]
            # Copies: what a page makes of its formulas stays on the page.
            belief, run = ([node.deepcopy() for node in part] for part in (belief.children, run))
            found.append((anchor, match[1], belief, run))
    cells = of_edition(nbformat.read(path, as_version=4).cells)
    calls = sum(len(CALL.findall(cell.source)) for cell in cells if cell.cell_type == "code")
    if len(found) != calls:
        raise ExtensionError(f"{docname}: {calls} claims must be settled, got {len(found)}")
    claims(app.env)[docname] = found
    budgets(app.env)[docname] = [
        (int(match[1]), float(match[2]))
        for line in doctree.findall(nodes.paragraph)
        if (match := BUDGET.match(line.astext()))
    ]


def claims(env):
    """Document -> (anchor, verdict, nodes of the belief, nodes of the run) of its claims."""
    if not hasattr(env, "settled_claims"):
        env.settled_claims = {}
    return env.settled_claims


def budgets(env):
    """Document -> (predictions held against draws, right ones that chance rejects), if it says."""
    if not hasattr(env, "test_budgets"):
        env.test_budgets = {}
    return env.test_budgets


def resolve(app, doctree, docname):
    """Put the table where it belongs."""
    for place in list(doctree.findall(all_claims)):
        rows = []
        for path in chapters():
            document = f"book/{path.stem}"
            address = app.builder.get_relative_uri(docname, document)
            for anchor, verdict, belief, run in claims(app.env).get(document, []):
                link = nodes.reference(
                    "", verdict, refuri=f"{address}#{anchor}", internal=True, classes=["verdict"]
                )
                rows.append([belief, [link], run])
        all_budgets = [budget for each in budgets(app.env).values() for budget in each]
        held, by_chance = map(sum, zip(*all_budgets, strict=True)) if all_budgets else (0, 0)
        words = (
            f"In all chapters {held:,} predictions are held against draws, wrong ones included. "
            f"With other seeds chance would reject {by_chance:.2g} right ones, at most, on average."
        )
        belief_table = table(["The belief", "Verdict and cell", "The run"], rows)
        place.replace_self([belief_table, nodes.paragraph("", words)])


def table(head, rows, kind="claims"):
    """A table, of a class of its own, of cells that are lists of inline nodes."""
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec(colwidth=1) for _ in head]
    group += nodes.thead("", _row([[nodes.Text(words)] for words in head]))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=[kind])


def _row(cells):
    copies = ([node.deepcopy() for node in cell] for cell in cells)
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in copies))


def setup(app):
    app.add_node(all_claims)
    app.add_directive("claims", ClaimsPage)
    app.connect("doctree-read", gather)
    app.connect("doctree-resolved", resolve)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
