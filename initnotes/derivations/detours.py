"""Detours from the chapters: slips in print, one layer's logarithm, two more compromises."""

import sympy
from sympy import Derivative, Integral, Mul, Subs, latex

from initnotes.derivations.factors import BACKWARD, FORWARD, N_IN, N_OUT, rule
from initnotes.derivations.linear import (
    GRADIENT_VARIANCE,
    INPUT_VARIANCE,
    factors,
    linear_products,
    variances,
)
from initnotes.derivations.signals import VARIANCE, WIDTH
from initnotes.derivations.steps import Derivation, Quantity, Step
from initnotes.derivations.xavier import RATIO, forward_factor


def printed_products(depth=3, layer=1):
    """Eq. 6, 7 and 13 of Glorot & Bengio as printed, over what eq. 2 and 3 give.

    In the paper's count, where W^i leads from layer i to i + 1 and d is `depth`; our v_(i+1)
    is its Var[W^i].

    Examples
    --------
    >>> from initnotes.derivations import detours
    >>> detours.printed_products().result
    q_x/q_C
    """
    derived, (widths, up, down) = linear_products(depth), factors(depth)
    x, cost = INPUT_VARIANCE, GRADIENT_VARIANCE
    gradient = Step("Derived: eq. 2, iterated down from $d$.", *derived["state_gradient"][layer])
    weight = Step(
        "Derived: eq. 3, with what was found for its two factors.",
        *derived["weight_gradient"][layer],
    )
    printed = {
        6: cost * Mul(*down[layer : depth + 1]),
        7: x * cost * Mul(*up[:layer]) * Mul(*down[layer:depth]),
        13: (WIDTH * VARIANCE) ** (depth - layer) * x,
        14: (WIDTH * VARIANCE) ** depth * x * cost,
    }
    equal = dict.fromkeys(widths, WIDTH) | dict.fromkeys(variances(depth + 1), VARIANCE)

    def over(equation, step, equal=None):
        value = step.right.doit().subs(equal or {})
        named = Quantity(rf"\text{{eq. {equation}}}", printed[equation])
        return named / Quantity(step.name, value)

    return Derivation(
        f"Printed against derived in our count, for the paper's $d = {depth}$, $i = {layer}$",
        gradient,
        Step("Eq. 6: one factor too many, that of $W^i$ itself.", over(6, gradient), down[layer]),
        weight,
        Step(
            "Eq. 7: the same factor too many, and the last one missing.",
            over(7, weight),
            down[layer] / down[depth],
        ),
        Step(
            "For equal widths and variances the two slips of eq. 7 cancel: eq. 14 is right.",
            over(14, weight, equal),
            1,
        ),
        Step(
            "Eq. 13 has the right number of factors, and the input's variance for the gradient's.",
            over(13, gradient, equal),
            x / cost,
        ),
    )


def log_ratio():
    """Mean and variance of log(chi-square_n / n), the logarithm of one layer's ratio.

    Examples
    --------
    >>> from initnotes.derivations import detours
    >>> detours.log_ratio().result
    polygamma(1, n/2)
    """
    u, t = sympy.symbols("u t", positive=True)
    half = WIDTH / 2
    density = u ** (half - 1) * sympy.exp(-u / 2) / (2**half * sympy.gamma(half))
    moment = Step(
        "Its moments, of any order $t$.",
        Integral((u / WIDTH) ** t * density, (u, 0, sympy.oo)),
        (2 / WIDTH) ** t * sympy.gamma(half + t) / sympy.gamma(half),
        r"\operatorname{E}[(u/n)^t]",
    )
    logarithm = sympy.log(moment.right)
    return Derivation(
        r"One layer's ratio is $u/n$ with $u \sim \chi^2_n$",
        moment,
        Step(
            "The slope of their logarithm at 0 is the mean of $\\log(u/n)$.",
            Subs(Derivative(logarithm, t), t, 0),
            sympy.polygamma(0, half) - sympy.log(half),
            r"\operatorname{E}[\log(u/n)]",
        ),
        Step(
            "The curvature is its variance.",
            Subs(Derivative(logarithm, t, 2), t, 0),
            sympy.polygamma(1, half),
            r"\operatorname{Var}[\log(u/n)]",
        ),
    )


def least_squares():
    """The v that minimizes (n_in v - 1)**2 + (n_out v - 1)**2, by setting the slope to zero.

    Examples
    --------
    >>> from initnotes.derivations import detours
    >>> len(detours.least_squares().steps)
    4
    """
    cost = (N_IN * VARIANCE - 1) ** 2 + (N_OUT * VARIANCE - 1) ** 2
    slope = Step(
        "Its slope.",
        Derivative(cost, VARIANCE),
        2 * (N_IN**2 + N_OUT**2) * VARIANCE - 2 * (N_IN + N_OUT),
    )
    (solution,) = sympy.solve(slope.right, VARIANCE)
    minimum = Step(
        "It is zero at", Quantity(r"\operatorname{Var}[W]", solution), rule("least_squares")
    )
    return Derivation(
        "Least squares: the cost, and where it is smallest",
        slope,
        minimum,
        Step(
            "It rises, so: a minimum.",
            Derivative(slope.right, VARIANCE),
            2 * (N_IN**2 + N_OUT**2),
        ),
        Step(
            "The cost that is left.",
            cost.subs(VARIANCE, minimum.right),
            (N_IN - N_OUT) ** 2 / (N_IN**2 + N_OUT**2),
        ),
    )


def forward_factors():
    """n_in Var W under least squares and under the backward condition alone, by r = n_out / n_in.

    Examples
    --------
    >>> from initnotes.derivations import detours
    >>> detours.forward_factors().result
    1/r
    """
    return Derivation(
        f"{FORWARD.name.capitalize()} factor for ${latex(N_OUT)} = {latex(RATIO * N_IN)}$",
        forward_factor("least_squares", "Least squares.", (1 + RATIO) / (1 + RATIO**2)),
        forward_factor("backward", f"{BACKWARD.name.capitalize()} condition alone.", 1 / RATIO),
    )
