"""A mistake in a formula, or in the source that derives it, is refused by the derivation itself.

Of all mistakes that `mutants` can plant, each function gets a few, always the same;
`python -m tests.derivations.mutants` plants the rest.
"""

import importlib.util
import sys

import pytest
import sympy

from initnotes.derivations.steps import Derivation, DerivationError, Step
from tests.derivations import mutants

EACH = 2  # mistakes a function
FUNCTIONS = [
    pytest.param(*function, id=function[0])
    for function in mutants.functions()
    if mutants.places(function[1])
]
DERIVATIONS = [
    function for _, function, seen_by in mutants.functions() if seen_by[0][1] == function.__name__
]


@pytest.fixture(scope="module", autouse=True)
def checks_are_remembered():
    with mutants.remembered_checks():
        yield


@pytest.mark.parametrize(("name", "function", "seen_by"), FUNCTIONS)
def test_a_mistake_in_the_source_is_refused(name, function, seen_by):
    count = mutants.places(function)
    chosen = sorted({count * (k + 1) // (EACH + 1) for k in range(EACH)} & set(range(count)))
    for place in chosen:
        outcome, description = mutants.fate(function, place, seen_by)
        if outcome == "accepted":
            assert mutants.is_equivalent(name, description), f"{name}, {description}"


def mistaken(formula):
    """The formula with its first number one larger, or one more where no number matters."""
    for number in sorted(formula.atoms(sympy.Rational), key=sympy.default_sort_key):
        other = formula.xreplace({number: number + 1})
        if sympy.simplify((other - formula).doit()) not in (0, sympy.nan, sympy.zoo):
            return other
    return formula + 1


@pytest.mark.parametrize("derive", DERIVATIONS, ids=lambda f: f"{f.__module__}.{f.__name__}")
def test_a_mistake_in_any_step_of_what_is_shown_is_refused(derive):
    derivation = derive()
    if not isinstance(derivation, Derivation):
        pytest.skip("shows nothing itself")
    for step in derivation.steps:
        with pytest.raises(DerivationError, match="Mistaken"):
            Step("Mistaken.", step.worked_out, mistaken(step.right))


PLANTED = """
from sympy import Integral, Symbol

from initnotes.derivations.steps import Derivation, Step

x = Symbol("x")


def typed():
    third = x**2 / 7
    return Derivation("T", Step("A product with itself.", 5 * third, third + 4 * third, "A"))


def derived():
    return Derivation("T", Step("A third.", Integral(x**2, (x, 0, 1)), 1 / (3 * x**0), "A"))
"""


@pytest.mark.parametrize(("name", "expected"), [("typed", "accepted"), ("derived", "refused")])
def test_a_formula_that_both_sides_take_from_one_place_is_found(
    name, expected, tmp_path, monkeypatch
):
    (tmp_path / "planted.py").write_text(PLANTED)
    spec = importlib.util.spec_from_file_location("planted", tmp_path / "planted.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "planted", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(mutants, "MODULES", [module])
    function = getattr(module, name)
    outcomes = {
        mutants.fate(function, place, ((module, name),))[0]
        for place in range(mutants.places(function))
    }
    assert expected in outcomes
    assert ("accepted" in outcomes) == (name == "typed")
