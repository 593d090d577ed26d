"""Small mistakes planted in the source of a derivation, one at a time, and what becomes of them.

`python -m tests.derivations.mutants` plants every one, and prints those that nothing refuses.
"""

import ast
import copy
import functools
import inspect
import signal
import sys
import textwrap
import time
from collections import Counter
from contextlib import contextmanager

from initnotes import derivations
from initnotes.derivations import steps
from initnotes.derivations.steps import Derivation, DerivationError

OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
}
_PAIRS = (
    ("N_IN", "N_OUT"),
    ("BELOW", "ABOVE"),
    ("FORWARD", "BACKWARD"),
    ("up", "down"),
    ("forward", "backward"),
    ("mean_of", "variance_of"),
    ("sin", "cos"),
    ("uniform_law", "gaussian"),
    ("INPUT_VARIANCE", "GRADIENT_VARIANCE"),
)
NAMES = dict(_PAIRS) | {b: a for a, b in _PAIRS}
SECONDS = 20  # SymPy may find no end of an integral that a mistake has made a hard one
MODULES = [getattr(derivations, name) for name in derivations.__all__]


class Mutation(ast.NodeTransformer):
    """Counts the places for a mistake, and plants it at the one that is asked for."""

    def __init__(self, place=None):
        self.place, self.found, self.description = place, 0, None

    def _plant(self, node, mutant):
        self.found += 1
        if self.found - 1 != self.place:
            return node
        self.description = f"line {node.lineno}: {ast.unparse(node)} -> {ast.unparse(mutant)}"
        return ast.copy_location(mutant, node)

    def visit_FunctionDef(self, node):
        # Defaults are sizes that a caller may choose; words are no mistakes of algebra.
        node.body = [self.visit(statement) for statement in node.body]
        return node

    def visit_Lambda(self, node):
        node.body = self.visit(node.body)
        return node

    def visit_FormattedValue(self, node):
        return node

    def visit_Constant(self, node):
        if isinstance(node.value, bool) or not isinstance(node.value, int):
            return node
        return self._plant(node, ast.Constant(node.value + 1))

    def visit_BinOp(self, node):
        self.generic_visit(node)
        other = OPERATORS.get(type(node.op))
        if other is None:
            return node
        return self._plant(node, ast.BinOp(node.left, other(), node.right))

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        return self._plant(node, node.operand) if isinstance(node.op, ast.USub) else node

    def visit_Name(self, node):
        if not isinstance(node.ctx, ast.Load) or node.id not in NAMES:
            return node
        return self._plant(node, ast.Name(NAMES[node.id], node.ctx))


def places(function):
    """How many mistakes can be planted in the function's source."""
    counter = Mutation()
    counter.visit(_tree(function))
    return counter.found


def _too_long(*_):
    raise TimeoutError(f"more than {SECONDS} s")


signal.signal(signal.SIGALRM, _too_long)


@functools.cache
def _source(function):
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _tree(function):
    return copy.deepcopy(_source(inspect.unwrap(function)))


@contextmanager
def planted(function, place):
    """The derivations' modules with one mistake in the function; yields what it is."""
    mutation = Mutation(place)
    tree = ast.fix_missing_locations(mutation.visit(_tree(function)))
    module = sys.modules[function.__module__]
    namespace = {}
    exec(compile(tree, module.__file__, "exec"), module.__dict__, namespace)
    mutant = namespace[function.__name__]
    users = [each for each in MODULES if vars(each).get(function.__name__) is function]
    _forget()
    for user in users:
        setattr(user, function.__name__, mutant)
    try:
        yield mutation.description
    finally:
        for user in users:
            setattr(user, function.__name__, function)
        _forget()


def _forget():
    for cached in (derivations.linear.linear_net, derivations.linear.linear_products):
        cached.cache_clear()


def shown(module, name):
    """What a reader sees of a derivation, once it has passed its steps."""
    derivation = getattr(module, name)()
    return derivation._repr_markdown_() if isinstance(derivation, Derivation) else derivation


def fate(function, place, seen_by):
    """What becomes of a mistake, with its description.

    "refused" by a step; "failed" with another error; "unchanged" where nothing that is shown is
    another; otherwise "accepted". `seen_by` are the (module, name) of the derivations that are run.
    """
    before = [_shown_once(*derivation) for derivation in seen_by]
    with planted(function, place) as description:
        signal.alarm(SECONDS)
        try:
            after = [shown(*derivation) for derivation in seen_by]
        except DerivationError:
            return "refused", description
        except Exception as error:
            return "failed", f"{description}: {type(error).__name__}"
        finally:
            signal.alarm(0)
    return ("unchanged" if after == before else "accepted"), description


@functools.cache
def _shown_once(module, name):
    return shown(module, name)


@contextmanager
def remembered_checks():
    """Steps without a mistake are the same in every mutant: check each equality once."""
    original = steps._difference
    steps._difference = functools.cache(original)
    try:
        yield
    finally:
        steps._difference = original


# Functions that derive nothing themselves: their mistakes are looked for in these derivations.
_HELPERS = {
    "factors.rule": ["xavier.both_conditions", "xavier.average_factor", "xavier.means"],
    "laws.gaussian": ["variance.equal_variance_moments", "limits.rectified_moments"],
    "laws.uniform_law": ["variance.uniform", "variance.symmetric_uniform"],
    "laws.mean_of": ["variance.product", "variance.equal_variance_moments"],
    "laws.variance_of": ["variance.product", "variance.uniform"],
    "linear.factors": ["signals.products", "detours.printed_products", "comparison.neighbors"],
    "linear.linear_net": ["signals.products", "detours.printed_products"],
    "linear.linear_products": ["signals.products", "detours.printed_products"],
    "linear.symbolic_weights": ["signals.one_layer", "signals.products"],
    "linear.variances": ["signals.products"],
    "series.average": ["limits.tanh_slope"],
    "series.expand": ["limits.tanh_variance_map", "limits.softsign_variance_map"],
    "signals.small_net": ["signals.backward_pass"],
    "signals._weight": ["signals.backward_pass"],
    "signals._vector": ["signals.backward_pass"],
    "xavier.forward_factor": ["xavier.forward_factors", "detours.forward_factors"],
}


def functions():
    """(name, function, the derivations that see its mistakes), for every function that derives."""

    def derivation(name):
        module, function = name.split(".")
        return getattr(derivations, module), function

    for module in MODULES:
        if module is steps:
            continue
        room = module.__name__.rpartition(".")[-1]
        for name, function in vars(module).copy().items():
            inner = inspect.unwrap(function) if callable(function) else None
            if not inspect.isfunction(inner) or inner.__module__ != module.__name__:
                continue
            full = f"{room}.{name}"
            if full in _HELPERS:
                yield full, function, tuple(map(derivation, _HELPERS[full]))
            elif not _needs_arguments(inner):
                yield full, function, (derivation(full),)


def _needs_arguments(function):
    parameters = inspect.signature(function).parameters.values()
    return any(parameter.default is parameter.empty for parameter in parameters)


# What is accepted and shows something else, with the reason why it is none the less right: the
# function, how the mistake is described, why.
EQUIVALENT = (
    ("standard.depth", "1 -> 2", "the width cancels, whatever its index"),
    ("standard.depth", "_k - 1 -> _k + 1", "the width cancels, whatever its index"),
    ("xavier.standard_factors", "2 -> 3", "one more step of the same, also right"),
    ("linear.linear_net", "1 -> 2", "the names' layer, seen by test_signals"),
    ("signals.products", "1 -> 2", "the layer that is shown, seen by test_signals"),
    ("series.expand", "", "the order of what is left out, seen by test_series"),
    *(
        (name, f"{size} -> {size + 1}", "another size to check at, and it is shown")
        for name, sizes in (
            ("variance.kurtosis_of_a_sum", (1, 2, 3)),
            ("batch.batch_mean", (2, 3, 4)),
            ("batch.fourth_moment", (1, 2, 3)),
            ("comparison.output_gradient", (2, 3, 4, 5)),
        )
        for size in sizes
    ),
)


def is_equivalent(name, description):
    """Whether an accepted mistake is one of `EQUIVALENT`."""
    planted = description.partition(": ")[2]
    return any(
        name == function and (planted == mistake or not mistake)
        for function, mistake, _ in EQUIVALENT
    )


def main(chosen):
    total = Counter()
    with remembered_checks():
        for name, function, seen_by in functions():
            if chosen and not name.startswith(tuple(chosen)):
                continue
            start, counts = time.perf_counter(), Counter()
            for place in range(places(function)):
                outcome, description = fate(function, place, seen_by)
                if outcome == "accepted" and is_equivalent(name, description):
                    outcome = "equivalent"
                counts[outcome] += 1
                if outcome == "accepted" or (outcome == "unchanged" and chosen):
                    print(f"    {outcome} {name}[{place}] {description}", flush=True)
            total += counts
            print(f"{name}: {dict(counts)} {time.perf_counter() - start:.1f} s", flush=True)
    print(dict(total))


if __name__ == "__main__":
    main(sys.argv[1:])
