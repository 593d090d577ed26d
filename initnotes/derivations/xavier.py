"""Chapter "The Xavier formulas": from the schemes' own rules applied to symbols."""

from itertools import pairwise

import sympy
from sympy import Derivative, Rational, Symbol, latex, log, sqrt

from initnotes.derivations.comparison import scheme_factor
from initnotes.derivations.factors import BACKWARD, FORWARD, N_IN, N_OUT, VARIANCE, rule
from initnotes.derivations.laws import gaussian, uniform_law, variance_of
from initnotes.derivations.steps import Derivation, Quantity, ShownQuotient, Step, shown_product
from initnotes.derivations.variance import BOUND

RATIO, GAIN = sympy.symbols("r g", positive=True)

_VAR = r"\operatorname{Var}[W]"


def both_conditions():
    """The factors' quotient is n_out / n_in: both are 1 exactly when the fans agree.

    Examples
    --------
    >>> from initnotes.derivations import xavier
    >>> len(xavier.both_conditions().steps)
    3
    """
    forward, backward = FORWARD.factor(), BACKWARD.factor()
    conditions = [factor.value.doit() - 1 for factor in (forward, backward)]
    (solution,) = sympy.solve(conditions, [VARIANCE, N_OUT], dict=True)
    (level,) = sympy.solve(conditions[0], VARIANCE)
    fan = N_OUT
    return Derivation(
        rf"When both conditions hold, with $v = {_VAR}$",
        Step(
            "The quotient of the two weight factors depends on the shape alone: $v$ cancels.",
            backward / forward,
            N_OUT / N_IN,
        ),
        Step(
            f"Set the {FORWARD.name} factor to one, $v = {latex(level)}$. The {BACKWARD.name} "
            "factor misses one by",
            conditions[1].subs(VARIANCE, level),
            (N_OUT - N_IN) / N_IN,
            f"{backward.latex} - 1",
        ),
        Step(
            f"So both can be one at a single ${latex(fan)}$.",
            Quantity(latex(fan), solution[fan]),
            N_IN,
        ),
    )


def average_factor():
    """Var W = 2 / (n_in + n_out) is what makes the two weight factors average to one.

    Examples
    --------
    >>> from initnotes.derivations import xavier
    >>> len(xavier.average_factor().steps)
    3
    """
    forward, backward = FORWARD.factor(), BACKWARD.factor()
    average = Step(
        "The average of the two weight factors is the average fan, times $v$.",
        (forward + backward) / 2,
        (N_IN + N_OUT) / 2 * VARIANCE,
    )
    (solution,) = sympy.solve(average.right - 1, VARIANCE)
    solved = Step("Set it to one and solve for $v$.", Quantity(_VAR, solution), rule("xavier"))
    lacking, beyond = (direction.factor(solved.right).value for direction in (FORWARD, BACKWARD))
    return Derivation(
        rf"Weight factors that average to one, with $v = {_VAR}$",
        average,
        solved,
        Step(
            f"What the {FORWARD.name} factor lacks of one, the {BACKWARD.name} factor has too "
            "much.",
            1 - lacking,
            beyond - 1,
            f"1 - {forward.latex}",
        ),
    )


def means():
    """Xavier is the harmonic mean of 1 / n_in and 1 / n_out, and how the three means compare.

    Examples
    --------
    >>> from initnotes.derivations import xavier
    >>> len(xavier.means().steps)
    6
    """
    forward, backward = rule("lecun"), rule("backward")
    harmonic = Step(
        "Harmonic: average the reciprocals, which are the fans, and turn back. It is Xavier's.",
        ShownQuotient(2, ShownQuotient(1, forward) + ShownQuotient(1, backward)),
        rule("xavier"),
        "H",
    )
    arithmetic = Step(
        "Arithmetic: average the two variances.",
        ShownQuotient(forward + backward, 2),
        (N_IN + N_OUT) / (2 * N_IN * N_OUT),
        "A",
    )
    geometric = Step(
        "Geometric: the root of their product.",
        sqrt(shown_product(forward, backward)),
        rule("geometric"),
        "G",
    )
    return Derivation(
        "Harmonic, geometric and arithmetic mean of the two demands",
        harmonic,
        arithmetic,
        geometric,
        Step(
            "The arithmetic mean is larger by a factor that is one only for equal fans.",
            arithmetic.quantity / harmonic.quantity,
            1 + (N_IN - N_OUT) ** 2 / (4 * N_IN * N_OUT),
        ),
        Step(
            "The geometric mean is halfway between, as a factor: $G^2 = HA$.",
            shown_product(harmonic.right, arithmetic.right),
            geometric.right**2,
            harmonic.name + arithmetic.name,
        ),
        Step(
            "A square over a positive number is never negative, so $H \\le G$; and as "
            "$A/G = G/H$, also $G \\le A$.",
            geometric.quantity / harmonic.quantity - Quantity("1", 1),
            (sqrt(N_IN) - sqrt(N_OUT)) ** 2 / (2 * sqrt(N_IN * N_OUT)),
        ),
    )


def log_least_squares():
    """On a logarithmic scale least squares gives the geometric mean: the factors multiply to 1.

    Examples
    --------
    >>> from initnotes.derivations import xavier
    >>> xavier.log_least_squares().result
    1
    """
    cost = log(N_IN * VARIANCE) ** 2 + log(N_OUT * VARIANCE) ** 2
    slope = Step(
        "Its slope.",
        Derivative(cost, VARIANCE),
        2 * log(N_IN * N_OUT * VARIANCE**2) / VARIANCE,
    )
    (solution,) = sympy.solve(slope.right, VARIANCE)
    minimum = Step("It is zero at", Quantity(_VAR, solution), rule("geometric"))
    forward, backward = (direction.factor(minimum.right) for direction in (FORWARD, BACKWARD))
    return Derivation(
        "Least squares of the logarithms of the weight factors",
        slope,
        minimum,
        Step(
            "There the two weight factors multiply to one.",
            Quantity(
                rf"{forward.latex}\;\cdot\;{backward.latex}",
                shown_product(forward.value, backward.value),
            ),
            1,
        ),
    )


def forward_factor(name, words, factor):
    """A Step for n_in Var W of the scheme of that name, with `RATIO` for n_out / n_in.

    Examples
    --------
    >>> from initnotes.derivations import xavier
    >>> xavier.forward_factor("lecun", "LeCun.", 1).right
    1
    """
    fans = {N_OUT: RATIO * N_IN}
    return Step(words, FORWARD.factor(rule(name).subs(fans), fans), factor)


def forward_factors():
    """n_in Var W of the compromises, a function of r = n_out / n_in alone.

    Examples
    --------
    >>> from initnotes.derivations import xavier
    >>> xavier.forward_factors().result
    r
    """
    fans = {N_OUT: RATIO * N_IN}
    return Derivation(
        f"{FORWARD.name.capitalize()} factor for ${latex(N_OUT)} = {latex(fans[N_OUT])}$",
        forward_factor("xavier", "Xavier.", 2 / (1 + RATIO)),
        forward_factor("geometric", "Geometric mean.", 1 / sqrt(RATIO)),
        forward_factor("lecun", f"{FORWARD.name.capitalize()} condition alone (LeCun).", 1),
        Step(
            f"The {BACKWARD.name} factor is $r$ times it, whatever the weights' variance.",
            BACKWARD.factor(fans=fans) / FORWARD.factor(fans=fans),
            RATIO,
        ),
    )


def chain(layers=3):
    """Factors multiplied along a chain of widths n_0, ..., n_layers: what telescopes.

    Examples
    --------
    >>> from initnotes.derivations import xavier
    >>> xavier.chain().result
    (sqrt(n_0) - sqrt(n_1))**2/(n_0 + n_1)
    """
    widths = sympy.symbols(f"n_0:{layers + 1}", positive=True)
    variances = sympy.symbols(f"v_1:{layers + 1}", positive=True)
    pairs = list(pairwise(widths))

    def product(end, variances):
        """The product of fan times variance, with the fan at one end or the other of each layer."""
        fan = ("n_{l-1}", "n_l")[end]
        factors = [pair[end] * v for pair, v in zip(pairs, variances, strict=True)]
        return Quantity(rf"\prod_l {fan}\operatorname{{Var}}[W^l]", shown_product(*factors))

    def under(name):
        return product(0, [rule(name, *pair) for pair in pairs])

    ends = sqrt(widths[0] / widths[-1])
    lost = [2 * sqrt(a * b) / (a + b) for a, b in pairs]

    return Derivation(
        f"Weight factors multiplied along {layers} layers",
        Step(
            f"Whatever the variances $v_l$, the {BACKWARD.name} product is the {FORWARD.name} "
            "product times the quotient of the end widths.",
            product(1, variances) / product(0, variances),
            widths[-1] / widths[0],
        ),
        Step("Geometric: each width in between cancels.", under("geometric"), ends),
        Step(
            "Xavier: the same, times one factor a layer.",
            under("xavier"),
            ends * shown_product(*lost),
        ),
        Step(
            "No such factor exceeds one.",
            1 - lost[0],
            (sqrt(widths[0]) - sqrt(widths[1])) ** 2 / (widths[0] + widths[1]),
            f"1 - {latex(lost[0])}",
        ),
    )


def forms():
    """The bound of the uniform and the std of the Gaussian with Xavier's variance.

    Examples
    --------
    >>> from initnotes.derivations import xavier
    >>> xavier.forms().result
    sqrt(3)
    """
    w, sigma = Symbol("W", real=True), Symbol("sigma", positive=True)
    flat, bell = uniform_law(w, -BOUND, BOUND), gaussian(w, sigma**2)
    wanted = GAIN**2 * rule("xavier")
    of_flat = Step(f"${flat.latex}$:", variance_of(w, flat), BOUND**2 / 3)
    (solution,) = sympy.solve(of_flat.right - wanted, BOUND)
    bound = Step(
        f"Set it to ${latex(wanted)}$ and solve for the bound.",
        Quantity(latex(BOUND), solution),
        GAIN * sqrt(6 / (N_IN + N_OUT)),
    )
    of_bell = Step(f"${bell.latex}$:", variance_of(w, bell), sigma**2)
    (solution,) = sympy.solve(of_bell.right - wanted, sigma)
    std = Step(
        "So its std is",
        Quantity(latex(sigma), solution),
        GAIN * sqrt(2 / (N_IN + N_OUT)),
    )
    return Derivation(
        f"The two forms, with a gain ${latex(GAIN)}$",
        of_flat,
        bound,
        of_bell,
        std,
        Step("Of equal variance, the bound is", bound.quantity / std.quantity, sqrt(3)),
    )


def standard_factors():
    """The standard initialization in the same terms: n_in Var W = 1/3, and 3 times less.

    Examples
    --------
    >>> from initnotes.derivations import xavier
    >>> xavier.standard_factors().result
    3
    """
    standard = rule("standard")
    return Derivation(
        "The standard initialization's weight factors, and Xavier's variance over its own",
        Step(f"{FORWARD.name.capitalize()}.", FORWARD.factor(standard), Rational(1, 3)),
        Step(f"{BACKWARD.name.capitalize()}.", BACKWARD.factor(standard), N_OUT / (3 * N_IN)),
        *scheme_factor().steps[:2],
    )
