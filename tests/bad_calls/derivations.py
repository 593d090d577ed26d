"""Bad calls of the derivations: a call, its error, and what it says."""

import sympy

from initnotes import derivations
from initnotes.derivations import steps
from tests.bad_calls.given import MASKED, NAN

N = sympy.Symbol("n", positive=True, integer=True)

CALLS = [
    (lambda: steps.Step("1", 1, 2), steps.DerivationError, "'1' must make both sides equal, got"),
    (lambda: steps.Step(5, 1, 1), TypeError, "reason must be a string, got int 5"),
    (lambda: steps.Step("1", "1", 1), TypeError, "left must be a SymPy expression, got str '1'"),
    (lambda: steps.Derivation("empty"), ValueError, "at least 1 step, got none for 'empty'"),
    (lambda: steps.Derivation("a", 1), TypeError, "step 1 must be a Step, got int 1"),
    (
        lambda: derivations.factors.rule("xavir"),
        ValueError,
        "unknown scheme 'xavir'; known are",
    ),
    (
        lambda: derivations.assumptions.nonzero_mean(fan_in=0),
        ValueError,
        "fan_in must be at least 1, got 0",
    ),
    (
        lambda: derivations.variance.dot_product(terms="3"),
        TypeError,
        "terms must be an integer, got str '3'",
    ),
    (
        lambda: derivations.variance.kurtosis_of_a_sum(terms=0),
        ValueError,
        "terms must be at least 1, got 0",
    ),
    (
        lambda: derivations.signals.one_layer(fan_out=NAN),
        TypeError,
        "fan_out must be an integer, got an array",
    ),
    (
        lambda: derivations.signals.products(depth=3.0),
        TypeError,
        "depth must be an integer, got float 3.0",
    ),
    (
        lambda: derivations.factors.rule("xavier", fan_in="n"),
        TypeError,
        "fan_in must be a SymPy expression, got str 'n'",
    ),
    (
        lambda: steps.Step("1", object(), 1),
        TypeError,
        "left must be a SymPy expression, got object",
    ),
    (lambda: steps.Step("1", 1, MASKED), TypeError, "right must be a SymPy expression, got an arr"),
    (lambda: steps.Quantity(5, N), TypeError, "latex must be a string, got int 5"),
    (lambda: steps.Quantity("n", "n"), TypeError, "value must be a SymPy expression, got str 'n'"),
    (
        lambda: steps.Quantity("n", N, cases=[1]),
        TypeError,
        r"cases must be a tuple of \(sizes, value\), got list \[1\]",
    ),
    (lambda: steps.Quantity("n", N) + 1, TypeError, "other must be a Quantity, got int 1"),
    (
        lambda: steps.Quantity("n", N) / None,
        TypeError,
        "other must be a SymPy expression, got NoneType None",
    ),
    (
        lambda: steps.Quantity("n", N) ** "2",
        TypeError,
        "power must be a SymPy expression, got str '2'",
    ),
    (
        lambda: steps.at_sizes(5, {N: [1]}),
        TypeError,
        "quantity must be a function of the sizes, got int 5",
    ),
    (
        lambda: steps.at_sizes(abs, [1, 2]),
        TypeError,
        r"sizes must be a dict of symbol -> numbers, got list \[1, 2\]",
    ),
    (
        lambda: steps.at_sizes(abs, {N: 3}),
        TypeError,
        r"sizes\[n\] must be a list of numbers, got int 3",
    ),
    (
        lambda: steps.at_sizes(abs, {N: [3]}),
        TypeError,
        "what quantity gives must be a Quantity, got int 3",
    ),
    (
        lambda: steps.shown_product(2, [3]),
        TypeError,
        r"factor 2 must be a SymPy expression, got list \[3\]",
    ),
    (
        lambda: steps.ShownQuotient(1, True),
        TypeError,
        "below must be a SymPy expression, got bool True",
    ),
]
