"""Chapter "Examples, batches and seeds": the mean over a batch, and the spread from net to net."""

from itertools import combinations

import sympy
from sympy import Matrix, Symbol

from initnotes.derivations.laws import Moments, expectation_symbol, gaussian, mean_of
from initnotes.derivations.linear import symbolic_weights
from initnotes.derivations.signals import VARIANCE, WIDTH
from initnotes.derivations.steps import Derivation, Step, at_sizes

DEPTH, BATCH = sympy.symbols("m B", positive=True, integer=True)
SECOND_MOMENT, SHARE = sympy.symbols("q r", real=True)


def batch_mean(batch=3):
    """Second moment of a mean of B gradients: q (1 / B + (1 - 1 / B) r).

    q > 0 is the mean of their second moments, and r is the mean of E[g_a g_b] over the pairs of
    different gradients, divided by q; B is at least 2. For gradients of mean 0 and of one second
    moment, r is their mean correlation.

    Examples
    --------
    >>> from initnotes.derivations import batch
    >>> batch.batch_mean().result
    q
    """
    q, r = SECOND_MOMENT, SHARE
    name = r"\bar g^2"

    def gradients(size):
        return sympy.symbols(f"g_1:{size + 1}", real=True)

    def squared_mean(size, known):
        mean = sum(gradients(size)) / sympy.Integer(size)
        return mean_of(mean**2, Moments(joint=(gradients(size),), known=known), name)

    def with_means(size):
        """The last square and the last product are what the means q and r leave them."""
        known = {}
        for products, mean in (
            ([g**2 for g in gradients(size)], q),
            ([g * h for g, h in combinations(gradients(size), 2)], r * q),
        ):
            *others, last = products
            known[last] = len(products) * mean - sum(map(expectation_symbol, others))
        return squared_mean(size, known)

    def uncorrelated(size):
        pairs = {g * h: 0 for g, h in combinations(gradients(size), 2)}
        return squared_mean(size, pairs | {g**2: q for g in gradients(size)})

    def equal(size):
        (one,) = gradients(1)
        law = Moments(joint=((one,),), known={one**2: q})
        return mean_of((size * one / sympy.Integer(size)) ** 2, law, name)

    sizes = {BATCH: (2, 3, 4)}
    squares = sum(expectation_symbol(g**2) for g in gradients(batch))
    products = sum(expectation_symbol(g * h) for g, h in combinations(gradients(batch), 2))
    general = Step(
        r"Write $q$ for the mean of the $\operatorname{E}[g_a^2]$ and $r q$ for that of the "
        r"$\operatorname{E}[g_a g_b]$, whatever each of them is.",
        at_sizes(with_means, sizes),
        q * (1 / BATCH + (1 - 1 / BATCH) * r),
    )
    return Derivation(
        r"The mean $\bar g$ of $B$ gradients",
        Step(
            f"Expand the square; for $B = {batch}$, {batch} squares and {batch * (batch - 1)} "
            "products.",
            squared_mean(batch, {}),
            (squares + 2 * products) / sympy.Integer(batch) ** 2,
        ),
        general,
        Step(
            "Uncorrelated gradients, $r = 0$:",
            at_sizes(uncorrelated, sizes),
            general.right.subs(r, 0),
        ),
        Step("Equal gradients, $r = 1$:", at_sizes(equal, sizes), general.right.subs(r, 1)),
    )


def fourth_moment():
    """Gaussian weights, n Var W = 1: E[R**2] / E[R]**2 is (1 + 2/n)**m after m layers of n.

    Examples
    --------
    >>> from initnotes.derivations import batch
    >>> batch.fourth_moment().result
    (1 + 2/n)**m
    """
    moments = [
        gaussian(Symbol("w", real=True), VARIANCE).mean(Symbol("w", real=True) ** power).doit()
        for power in range(1, 9)
    ]

    def ratio(width, depth, fourth="R^2", second="R"):
        state = Matrix([1] + [0] * (width - 1))
        weights = [symbolic_weights(width, width, layer) for layer in range(1, depth + 1)]
        for weight in weights:
            state = weight * state
        law = Moments({entry: moments for weight in weights for entry in weight})
        square = sum(s**2 for s in state)
        return mean_of(square**2, law, fourth) / mean_of(square, law, second) ** 2

    one = Step(
        "One layer, by counting fourth powers and products of squares. Both expectations are "
        "polynomials of degree 2 in $n$, so three widths settle it.",
        at_sizes(lambda width: ratio(width, 1, "|s|^4", "|s|^2"), {WIDTH: (1, 2, 3)}),
        1 + 2 / WIDTH,
    )
    return Derivation(
        r"The square of a squared length, for Gaussian weights; $R$ is the output's over the "
        "input's",
        one,
        Step(
            "Each layer's factor is independent of those below; counted for up to 3 layers.",
            at_sizes(ratio, {WIDTH: (1, 2, 1, 2, 1), DEPTH: (1, 1, 2, 2, 3)}),
            one.right**DEPTH,
        ),
    )
