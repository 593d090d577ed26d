"""The house: who may import whom."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "initnotes"
# From the ground up. A module imports its own room and those below it, so there is no circle
# between rooms; derivations and pytorch stand beside, on the same ground.
ROOMS = (
    "checks products",
    "variance fans",
    "activations schemes datasets",
    "signals",
    "theory",
    "measure",
    "derivations pytorch plots",
    "explorers exercises",
)
FLOOR = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms.split()}


def imports(source):
    """The modules of initnotes that a source imports, as dotted names within the package."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "initnotes":
            inside = node.module.split(".")[1:]
            yield from (".".join([*inside, alias.name]) for alias in node.names)
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
            yield from (".".join(name[1:]) for name in names if name[0] == "initnotes" and name[1:])


def modules():
    """Dotted name within the package -> source, for every module but the package itself."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name:
            yield name, path.read_text(encoding="utf-8")


def upward(name, source):
    """The imports of a module that do not lead down to another floor or stay in its room."""
    room = name.split(".")[0]
    for imported in imports(source):
        other = imported.split(".")[0]
        if other != room and FLOOR[other] >= FLOOR[room]:
            yield imported


def circle(graph):
    """A list of modules that import each other in turn, or None."""
    done, path = set(), []

    def visit(name):
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return None
        path.append(name)
        found = next((c for other in graph.get(name, ()) if (c := visit(other))), None)
        path.pop()
        done.add(name)
        return found

    return next((found for name in graph if (found := visit(name))), None)


def test_every_room_has_a_floor():
    assert {name.split(".")[0] for name, _ in modules()} == set(FLOOR)


@pytest.mark.parametrize(("name", "source"), [pytest.param(*m, id=m[0]) for m in modules()])
def test_imports_lead_down(name, source):
    assert list(upward(name, source)) == []


def test_an_import_that_leads_up_is_seen():
    assert list(upward("theory.layer", "from initnotes.measure import compare")) == [
        "measure.compare"
    ]
    assert list(upward("plots.xavier", "from initnotes import derivations")) == ["derivations"]
    assert list(upward("measure.x", "import initnotes.plots.layers")) == ["plots.layers"]
    assert list(upward("measure.x", "from initnotes import theory, checks")) == []


def test_no_modules_import_each_other_in_a_circle():
    known = dict(modules())
    assert (
        circle({name: set(imports(source)) & set(known) for name, source in known.items()}) is None
    )
    assert circle({"a": ["b"], "b": ["c"], "c": ["b"]}) == ["b", "c", "b"]
