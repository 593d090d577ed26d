"""The figures of the chapters, drawn by the notebooks' own cells without what else they do.

A figure's cell is run with the statements that its names come from. What prints, asserts or settles
a claim is left out, and few nets are drawn: a figure then has its artists, labels and colors, not
its numbers.
"""

import ast
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import matplotlib
import matplotlib.pyplot as plt
import nbformat

from initnotes import measure

BOOK = Path(__file__).parents[2] / "book"
CHAPTERS = sorted(path.stem for path in BOOK.glob("*.ipynb"))
FEW = 2


def code_cells(chapter):
    notebook = nbformat.read(BOOK / f"{chapter}.ipynb", as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def figure_name(cell):
    """What the text calls the cell's figure, or None."""
    return cell.metadata.get("mystnb", {}).get("figure", {}).get("name")


class Quiet(ast.NodeTransformer):
    """Takes out what only checks or prints."""

    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)

    def visit_Expr(self, node):
        call = node.value
        prints = isinstance(call, ast.Call) and getattr(call.func, "id", "") == "print"
        return ast.copy_location(ast.Pass(), node) if prints else node


class Few(ast.NodeTransformer):
    """Lets a loop over `_`, which repeats a draw, repeat it `FEW` times.

    A loop of a fixed length goes from layer to layer, and stays.
    """

    def visit_For(self, node):
        return self.visit_comprehension(node)

    def visit_comprehension(self, node):
        self.generic_visit(node)
        fixed = [isinstance(one, ast.Constant) for one in getattr(node.iter, "args", [])] == [True]
        if isinstance(node.target, ast.Name) and node.target.id == "_" and not fixed:
            few = ast.parse(f"list(0)[:{FEW}]", mode="eval").body
            few.value.args = [node.iter]
            node.iter = few
        return node


def statements(chapter):
    """(name of the figure or None, statement) in order, without what only checks or prints."""
    for cell in code_cells(chapter):
        for node in Few().visit(Quiet().visit(ast.parse(cell.source))).body:
            yield figure_name(cell), ast.fix_missing_locations(node)


def passing(node):
    """The names that hold within a statement only: of loops and comprehensions."""
    loops = (ast.For, ast.comprehension)
    targets = [one.target for one in ast.walk(node) if isinstance(one, loops)]
    return {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}


def loaded(node):
    """The names whose values a statement uses."""
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} - passing(node)


def changed(node):
    """The names that a statement binds, or whose value it may change."""
    if isinstance(node, ast.FunctionDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name for alias in node.names}
    found = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            found.add(one.id)
        elif isinstance(one, ast.Subscript | ast.Attribute) and isinstance(one.ctx, ast.Store):
            found |= loaded(one.value)
        elif isinstance(one, ast.Expr) and isinstance(one.value, ast.Call):
            if isinstance(one.value.func, ast.Attribute):
                found |= loaded(one.value.func.value)
    return found - passing(node)


def needed(chapter):
    """The statements of a chapter that its figures need, in order, as `statements` gives them."""
    names, kept = {"rng"}, []
    for figure, node in reversed(list(statements(chapter))):
        imports = isinstance(node, ast.Import | ast.ImportFrom)
        if figure or imports or changed(node) & names:
            names |= loaded(node)
            kept.append((figure, node))
    return kept[::-1]


@contextmanager
def few_draws():
    """Let `measure.ensemble` draw at most `FEW` nets."""
    whole = measure.ensemble

    def some(*arguments, draws, **options):
        return whole(*arguments, draws=min(draws, FEW), **options)

    with patch.object(measure, "ensemble", some):
        yield


def figures(chapter):
    """(name, figure) of each figure of a chapter, in order; the caller closes them."""
    names, drawn = {}, {}
    with matplotlib.rc_context(fname=BOOK / "matplotlibrc"), few_draws():
        for name, node in needed(chapter):
            exec(compile(ast.Module([node], []), f"{chapter}.ipynb", "exec"), names)
            for number in plt.get_fignums():
                drawn.setdefault(number, name)
    return [(name, plt.figure(number)) for number, name in drawn.items()]


def figure_names(chapter):
    """The names of a chapter's figures, in order."""
    return list(filter(None, map(figure_name, code_cells(chapter))))
