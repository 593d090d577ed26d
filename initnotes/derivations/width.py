"""Chapter "How wide is infinite?": what a finite width adds to the gradient of a batch."""

from itertools import combinations

import sympy
from sympy import Matrix, Symbol, latex, sqrt, symbols

from initnotes.derivations.batch import BATCH, DEPTH
from initnotes.derivations.laws import Moments, mean_of
from initnotes.derivations.linear import symbolic_weights
from initnotes.derivations.signals import VARIANCE, WIDTH
from initnotes.derivations.steps import Derivation, Quantity, Step, at_sizes
from initnotes.derivations.variance import KURTOSIS

# Two examples' variances and covariance in a layer; their sums over all pairs of a batch.
FIRST, SECOND = symbols("q q'", positive=True)
COVARIANCE = Symbol("c", real=True)
TRACE, SQUARES = symbols("T_1 T_2", positive=True)
OUTPUT, TARGET = symbols("u t", positive=True)
# The expectations are polynomials in n, B times B, of degree 2 at most.
_WIDTHS = {WIDTH: (1, 2, 3)}
_NETS = {WIDTH: (1, 2, 3, 1, 2, 1), BATCH: (1, 1, 1, 2, 2, 3)}
_BATCHES = {BATCH: (2, 3)}
_DEPTHS = {DEPTH: (1, 2, 3, 4)}


def overlap():
    """The mean squares of a dot product and of lengths: two examples' states, Gaussian weights.

    E (s . s')^2, and the mean of (s . s)(s' . s').

    Examples
    --------
    >>> from initnotes.derivations import width
    >>> width.overlap().steps[1].right
    c**2*n**2 + n*(c**2 + q*q')
    """

    def quantity(expression, name):
        def at(width):
            common, own = (symbols(f"{letter}_1:{width + 1}", real=True) for letter in "gh")
            here = [sqrt(FIRST) * g for g in common]
            slope, rest = COVARIANCE / FIRST, sqrt(SECOND - COVARIANCE**2 / FIRST)
            there = [slope * s + rest * h for s, h in zip(here, own, strict=True)]
            law = Moments({g: [0, 1, 0, 3] for g in (*common, *own)})
            return mean_of(expression(here, there), law, name)

        return at

    product = quantity(lambda s, r: _dot(s, r) ** 2, r"(s \cdot s')^2")
    lengths = quantity(lambda s, r: _dot(s, s) * _dot(r, r), "|s|^2 |s'|^2")
    unit = quantity(lambda s, r: s[0] ** 2 * r[0] ** 2, "s_1^2 s_1'^2")(1)
    return Derivation(
        r"Two examples in a layer of $n$ units. A unit's two states are Gaussian, with variances "
        "$q$ and $q'$ and covariance $c$, and independent of the other units'",
        Step(
            "One unit.",
            Quantity(unit.latex, unit.value, shown=""),
            FIRST * SECOND + 2 * COVARIANCE**2,
        ),
        Step(
            "The squared dot product: $n$ terms of one unit and $n(n - 1)$ of two.",
            at_sizes(product, _WIDTHS),
            WIDTH**2 * COVARIANCE**2 + WIDTH * (FIRST * SECOND + COVARIANCE**2),
        ),
        Step(
            "The product of the squared lengths, counted in the same way.",
            at_sizes(lengths, _WIDTHS),
            WIDTH**2 * FIRST * SECOND + 2 * WIDTH * COVARIANCE**2,
        ),
    )


def kurtosis(fan_in=3):
    """What weights of kurtosis kappa add to E s^2 s'^2 of one unit.

    Examples
    --------
    >>> from initnotes.derivations import width
    >>> width.kurtosis(fan_in=1).result
    v**2*x'_1**2*x_1**2*(kappa - 3)
    """
    here, there = (symbols(f"{letter}_1:{fan_in + 1}", real=True) for letter in ("x", "x'"))
    weights = symbolic_weights(fan_in, 1)
    states = [(weights * Matrix(x))[0] for x in (here, there)]
    law = Moments({weight: [0, VARIANCE, 0, KURTOSIS * VARIANCE**2] for weight in weights})
    moment = mean_of(states[0] ** 2 * states[1] ** 2, law, "s_1^2 s_1'^2")
    gaussian = overlap().steps[0].right
    pair = {FIRST: (here, here), SECOND: (there, there), COVARIANCE: (here, there)}
    inputs = {symbol: VARIANCE * _dot(*both) for symbol, both in pair.items()}
    return Derivation(
        rf"Weights of variance $v$ and kurtosis $\kappa$ from {fan_in} inputs",
        Step(
            "One unit, less what Gaussian weights would give.",
            Quantity(
                rf"{moment.latex} - \left({latex(gaussian)}\right)",
                moment.value - gaussian.subs(inputs),
                shown="",
            ),
            (KURTOSIS - 3) * VARIANCE**2 * _dot([x**2 for x in here], [x**2 for x in there]),
        ),
    )


def simplest():
    """Orthogonal examples in a linear net of one hidden layer: the gap u / (u + t) (B + 1) / n.

    Examples
    --------
    >>> from initnotes.derivations import width
    >>> width.simplest().result
    u*(B + 1)/(n*(t + u))
    """

    def net(letter, width, batch):
        """Output weights, and the hidden states of each example, with their moments."""
        weights = symbols(f"w^{letter}_1:{width + 1}", real=True)
        rows = [symbols(f"{letter}^{row}_1:{width + 1}", real=True) for row in range(batch)]
        law = {weight: [0, OUTPUT / (width * FIRST)] for weight in weights}
        law |= {s: [0, FIRST, 0, 3 * FIRST**2] for row in rows for s in row}
        return weights, rows, law

    def second_moment(letter, name):
        """Of a weight's gradient in net s, whose output gradient is that of the net `letter`."""

        def at(width, batch):
            _, states, law = net("s", width, batch)
            weights, rows, of_other = net(letter, width, batch)
            targets = symbols(f"y_1:{batch + 1}", real=True)
            law |= of_other | {target: [0, TARGET] for target in targets}
            costs = [_dot(weights, row) - y for row, y in zip(rows, targets, strict=True)]
            mean = _dot(costs, [row[0] for row in states]) / sympy.Integer(batch)
            return mean_of(mean**2, Moments(law), name)

        return at_sizes(at, _NETS)

    other = Step(
        "With the output gradient of another net of the same targets, which is independent.",
        second_moment("r", r"\tilde g^2"),
        FIRST * (OUTPUT + TARGET) / BATCH,
    )
    own = Step(
        "With the net's own output gradient.",
        second_moment("s", "g^2"),
        FIRST * (OUTPUT + TARGET + OUTPUT * (BATCH + 1) / WIDTH) / BATCH,
    )
    quotient = own.quantity / other.quantity
    return Derivation(
        "One linear hidden layer of $n$ units, $B$ orthogonal examples: states of variance $q$, "
        "outputs of variance $u$, targets of variance $t$; $g$ is the gradient of an output weight",
        other,
        own,
        Step(
            "The gap.",
            Quantity(f"{quotient.latex} - 1", quotient.value - 1, shown=""),
            OUTPUT / (OUTPUT + TARGET) * (BATCH + 1) / WIDTH,
        ),
    )


def effective_batch():
    """Examples of any covariances q_ab, no targets: the second moment times 1 + (1 + B_eff) / n.

    B_eff is T_1^2 / T_2, where T_1 sums the q_aa and T_2 all q_ab^2.

    Examples
    --------
    >>> from initnotes.derivations import width
    >>> width.effective_batch().result
    1 + 2/n
    """
    pair = overlap().steps[1].right

    def summed(batch):
        """The last variance and the last square are what the sums T_1 and T_2 leave them."""
        variances = symbols(f"q_1:{batch + 1}", positive=True)
        covariances = symbols(f"c_1:{batch * (batch - 1) // 2 + 1}", real=True)
        total = sum(pair.subs(dict.fromkeys((FIRST, SECOND, COVARIANCE), q)) for q in variances)
        for (q, r), c in zip(combinations(variances, 2), covariances, strict=True):
            values = {FIRST: q, SECOND: r, COVARIANCE: c}
            total += 2 * pair.subs(values, simultaneous=True)
        *others, last = covariances
        left = (SQUARES - _dot(variances, variances)) / 2 - _dot(others, others)
        total = sympy.expand(total).subs(last**2, left)
        total = total.subs(variances[-1], TRACE - sum(variances[:-1]))
        return Quantity(r"\sum_{a,b} \operatorname{E}[(s_a \cdot s_b)^2]", total)

    own = Step(
        "Add up the squared dot products of all pairs.",
        at_sizes(summed, _BATCHES),
        WIDTH**2 * SQUARES + WIDTH * (TRACE**2 + SQUARES),
    )
    infinite = Quantity(r"n^2 \sum_{a,b} q_{ab}^2", WIDTH**2 * SQUARES)
    ratio = Step(
        "Divide by what is left of it for an infinite width.",
        own.quantity / infinite,
        1 + (1 + TRACE**2 / SQUARES) / WIDTH,
    )

    def case(trace, squares):
        return Quantity(ratio.name, ratio.right.subs({TRACE: trace, SQUARES: squares}))

    return Derivation(
        r"Examples of any covariances $q_{ab}$; $T_1 = \sum_a q_{aa}$ and "
        r"$T_2 = \sum_{a,b} q_{ab}^2$",
        own,
        ratio,
        Step(
            "Orthogonal examples of one size: the $B$ squares $q_{aa}^2$ are all there is.",
            case(BATCH * FIRST, BATCH * FIRST**2),
            1 + (1 + BATCH) / WIDTH,
        ),
        Step(
            "Equal examples: all $B^2$ squares are the same.",
            case(BATCH * FIRST, BATCH**2 * FIRST**2),
            1 + 2 / WIDTH,
        ),
    )


def depth():
    """m linear layers of n units with n Var W = 1, orthogonal examples: the gap is m (B + 1) / n.

    Terms of 1 / n^2 are left out.

    Examples
    --------
    >>> from initnotes.derivations import width
    >>> width.depth().result
    m*(B + 1)
    """
    _, product, lengths = overlap().steps

    def summed(step):
        """E[(s . s')**2] or E[|s|**2 |s'|**2] over n**2, summed over all pairs of examples."""
        right = sympy.expand(step.right / WIDTH**2)
        return right.subs(FIRST * SECOND, TRACE**2).subs(COVARIANCE**2, SQUARES)

    squares = Step(
        "One layer, from the overlaps of all pairs.",
        Quantity(r"\operatorname{E}[T_2']", summed(product), shown=""),
        SQUARES + (TRACE**2 + SQUARES) / WIDTH,
    )
    traces = Step(
        "And from their lengths.",
        Quantity(r"\operatorname{E}[T_1'^2]", summed(lengths), shown=""),
        TRACE**2 + 2 * SQUARES / WIDTH,
    )

    def coefficient(layers):
        reached = {TRACE**2: BATCH**2, SQUARES: BATCH}
        for _ in range(layers):
            reached = {
                TRACE**2: traces.right.subs(reached, simultaneous=True),
                SQUARES: squares.right.subs(reached, simultaneous=True),
            }
        gap = sympy.expand(WIDTH * (reached[SQUARES] / BATCH - 1))
        name = r"n \left(\frac{\operatorname{E}[T_2^{(m)}]}{T_2} - 1\right)"
        return Quantity(rf"\lim_{{n \to \infty}} {name}", sympy.limit(gap, WIDTH, sympy.oo))

    return Derivation(
        r"$m$ linear layers with $n \operatorname{Var}[W] = 1$; the sums are of overlaps over $n$",
        squares,
        traces,
        Step(
            "Orthogonal examples of size one, $T_1 = T_2 = B$: to first order in $1/n$, each "
            "layer adds as much.",
            at_sizes(coefficient, _DEPTHS),
            DEPTH * (BATCH + 1),
        ),
    )


def _dot(left, right):
    return sum(a * b for a, b in zip(left, right, strict=True))
