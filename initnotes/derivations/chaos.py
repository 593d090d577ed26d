"""Derivations of `chaos`: how a ReLU brings two inputs together, and what large logits cost."""

import sympy
from sympy import Integral, Limit, Rational, Symbol, cos, exp, latex, oo, pi, sin, sqrt

from initnotes.derivations.laws import Moments
from initnotes.derivations.series import STATE_VARIANCE
from initnotes.derivations.steps import (
    Derivation,
    Quantity,
    ShownQuotient,
    Step,
    at_sizes,
    shown_product,
)

ANGLE = Symbol("phi", positive=True)
CLASSES = Symbol("K", positive=True)
_q = STATE_VARIANCE


def rectified_correlation():
    """c' = (sin phi + (pi - phi) cos phi) / pi behind a ReLU, for c = cos phi, and how fast c -> 1.

    1 / sqrt(1 - c) grows by sqrt(2) / (3 pi) a layer near c = 1. Source: Cho & Saul (2009).

    Examples
    --------
    >>> from initnotes.derivations import chaos
    >>> chaos.rectified_correlation().result
    sqrt(2)/(3*pi)
    """
    r, theta, gap = (
        Symbol("r", positive=True),
        Symbol("theta", real=True),
        Symbol("epsilon", positive=True),
    )
    length = Step(
        r"Write the two states as $u = \sqrt q\, r \cos\theta$ and "
        r"$u' = \sqrt q\, r \cos(\theta - \phi)$ with $c = \cos\phi$. The length $r$ and the "
        r"angle $\theta$ are independent, and the length brings",
        Quantity(r"\operatorname{E}[r^2]", Integral(r**2 * r * exp(-(r**2) / 2), (r, 0, oo))),
        2,
    )
    angles = Step(
        "Both states are positive between two angles; the angle is uniform, so it brings",
        Integral(cos(theta) * cos(theta - ANGLE) / (2 * pi), (theta, ANGLE - pi / 2, pi / 2)),
        (sin(ANGLE) + (pi - ANGLE) * cos(ANGLE)) / (4 * pi),
    )
    covariance = Step(
        "Together:",
        Quantity(r"\operatorname{E}[f(u) f(u')]", shown_product(_q, length.right, angles.right)),
        _q * (sin(ANGLE) + (pi - ANGLE) * cos(ANGLE)) / (2 * pi),
    )
    mapped = Step(
        r"The correlation is this mean over the mean square, its value at $\phi = 0$.",
        Quantity("c'", ShownQuotient(covariance.right, covariance.right.subs(ANGLE, 0))),
        (sin(ANGLE) + (pi - ANGLE) * cos(ANGLE)) / pi,
    )
    slope = Step(
        "The slope of the map is below 1 everywhere but at $c = 1$.",
        Quantity(
            r"\frac{dc'}{dc}",
            ShownQuotient(sympy.diff(mapped.right, ANGLE), sympy.diff(cos(ANGLE), ANGLE)),
        ),
        1 - ANGLE / pi,
    )
    bend = Step(
        "There the map touches the line $c' = c$, and leaves it with a power of one and a half.",
        Limit((mapped.right - cos(ANGLE)) / (1 - cos(ANGLE)) ** Rational(3, 2), ANGLE, 0),
        2 * sqrt(2) / (3 * pi),
        r"\lim_{c \to 1} \frac{c' - c}{(1 - c)^{3/2}}",
    )
    steady = sqrt(2) / (3 * pi)
    layer = Symbol("l", positive=True)
    return Derivation(
        "What a ReLU does to the correlation of two inputs, without biases",
        length,
        angles,
        covariance,
        mapped,
        slope,
        bend,
        Step(
            r"With $\epsilon = 1 - c$: $1/\sqrt{1 - c}$ grows steadily, and "
            rf"$1 - c \approx {latex(1 / (steady * layer) ** 2)}$ after $l$ layers.",
            Limit(1 / sqrt(gap - bend.right * gap ** Rational(3, 2)) - 1 / sqrt(gap), gap, 0),
            steady,
            r"\lim_{c \to 1} \Big(\frac{1}{\sqrt{1 - c'}} - \frac{1}{\sqrt{1 - c}}\Big)",
        ),
    )


def starting_cost(sizes=(2, 3, 4)):
    """E C = log K + q (1 - 1/K) / 2 + ... for K independent logits of mean 0 and variance q.

    Checked at several numbers of classes K.

    Examples
    --------
    >>> from initnotes.derivations import chaos
    >>> chaos.starting_cost().result
    q*(1 - 1/K)/2
    """
    scale = Symbol("t", real=True)

    def term(classes, power):
        logits = [Symbol(f"s_{k}", real=True) for k in range(classes)]
        total = sum(exp(scale * logit) for logit in logits)
        cost = sympy.log(total) - scale * logits[0]
        share = sympy.diff(cost, scale, power).subs(scale, 0) / sympy.factorial(power)
        return Moments({logit: [0, _q] for logit in logits}).mean(share)

    def quantity(name, power):
        return at_sizes(lambda classes: Quantity(name, term(classes, power)), {CLASSES: sizes})

    return Derivation(
        r"The cross-entropy $C = \log \sum_k e^{s_k} - s_1$ of small logits, by powers",
        Step(
            "Logits of 0 call all classes equally likely.", quantity("C_0", 0), sympy.log(CLASSES)
        ),
        Step(
            "The linear term has mean 0.", quantity(r"\operatorname{E}[C_1]", 1), sympy.Integer(0)
        ),
        Step(
            "The quadratic one is half the variance of the logits among themselves.",
            quantity(r"\operatorname{E}[C_2]", 2),
            _q * (1 - 1 / CLASSES) / 2,
        ),
    )
