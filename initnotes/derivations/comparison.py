"""Chapter "Standard against Xavier": the shape of tanh's outputs, and weight gradients compared.

They are compared between layers, schemes and examples.
"""

from functools import partial

import sympy
from sympy import Derivative, Integral, Rational, Symbol, cos, cosh, latex, pi, sqrt, symbols

from initnotes.activations import tanh
from initnotes.derivations.factors import N_IN, N_OUT, rule
from initnotes.derivations.linear import (
    GRADIENT_VARIANCE,
    INPUT_VARIANCE,
    factors,
    linear_products,
    variances,
)
from initnotes.derivations.series import STATE, STATE_VARIANCE
from initnotes.derivations.steps import (
    Derivation,
    Quantity,
    ShownQuotient,
    Step,
    at_sizes,
    shown_product,
)

BELOW, WIDTH, ABOVE = symbols("n_{l-1} n_l n_{l+1}", positive=True)
CLASSES = Symbol("k", positive=True, integer=True)


def humps():
    """Slope and curvature of the log-density of tanh(s), s ~ N(0, q): two humps from q = 1/2.

    Examples
    --------
    >>> from initnotes.derivations import comparison
    >>> comparison.humps().result
    2 - 1/q
    """
    s, q = STATE.symbol, STATE_VARIANCE
    z = Symbol("z", real=True)
    stretch = Step(
        "A stretch of $z$ holds the states that land in it: the density of $s$ is divided by "
        r"$\tanh'(s) = 1 - z^2$.",
        Derivative(sympy.atanh(z), z),
        1 / (1 - z**2),
        r"\frac{ds}{dz}",
    )
    factor = Step(
        r"In terms of $s$, that factor is",
        stretch.right.subs(z, tanh.expression(s)),
        cosh(s) ** 2,
        latex(stretch.right),
    )
    slope = Step(
        "So the logarithm of the density has the slope",
        Derivative(sympy.log(STATE.density * factor.right), s),
        2 * sympy.tanh(s) - s / q,
        r"\frac{d}{ds} \log p",
    )
    curvature = 2 - 1 / q
    (limit,) = sympy.solve(curvature, q)
    return Derivation(
        rf"Density $p$ of $z = \tanh(s)$ for ${STATE.latex}$",
        stretch,
        factor,
        slope,
        Step("which is zero in the middle.", slope.right.subs(s, 0), 0, _at_zero(slope.name)),
        Step(
            "There the curvature is positive, and the middle a dip, if and only if "
            f"$q > {latex(limit)}$.",
            sympy.Subs(Derivative(slope.right, s), s, 0),
            curvature,
            _at_zero(r"\frac{d^2}{ds^2} \log p"),
        ),
    )


def _at_zero(name):
    return rf"{name}\,\Big|_{{s=0}}"


def neighbors():
    """Weight-gradient variance of a layer over that of the next one up, in a linear net.

    Examples
    --------
    >>> from initnotes.derivations import comparison
    >>> comparison.neighbors().result
    133/16
    """
    lower, upper = symbols("v_l v_{l+1}", positive=True)
    widths, _, _ = factors(1)
    in_layers = dict(zip(widths, (BELOW, WIDTH, ABOVE), strict=True))
    in_layers |= dict(zip(variances(2), (lower, upper), strict=True))
    here, above = (
        Step("", *pair).right.doit().subs(in_layers)
        for pair in linear_products(1)["weight_gradient"]
    )
    quotient = Step(
        "Each is the signal below times the gradient above; $W^{l+1}$ carries the gradient "
        "down to layer $l$, and $W^l$ carries the signal up to layer $l+1$.",
        Quantity(r"\operatorname{Var}[\partial C/\partial W^l]", here)
        / Quantity(r"\operatorname{Var}[\partial C/\partial W^{l+1}]", above),
        ABOVE * upper / (BELOW * lower),
    )

    def under(scheme):
        rules = {lower: rule(scheme, BELOW, WIDTH), upper: rule(scheme, WIDTH, ABOVE)}
        sides = (side.subs(rules) for side in sympy.fraction(quotient.right))
        return Quantity(quotient.name, ShownQuotient(*sides))

    xavier = Step(
        f"Xavier: $v_l = {latex(rule('xavier', BELOW, WIDTH))}$.",
        under("xavier"),
        ABOVE * (BELOW + WIDTH) / (BELOW * (WIDTH + ABOVE)),
    )
    digits = {BELOW: 64, WIDTH: 1000, ABOVE: 1000}
    return Derivation(
        r"Weight gradients of two neighboring layers, with $v_l = \operatorname{Var}[W^l]$, "
        rf"${INPUT_VARIANCE} = \operatorname{{Var}}[z^{{l-1}}]$ and "
        rf"${GRADIENT_VARIANCE} = \operatorname{{Var}}[\partial C/\partial s^{{l+1}}]$",
        quotient,
        Step(
            f"Standard: $v_l = {latex(rule('standard', BELOW, WIDTH))}$.",
            under("standard"),
            ABOVE / WIDTH,
        ),
        xavier,
        Step(
            f"Xavier, from {digits[BELOW]} inputs to two layers of {digits[WIDTH]}.",
            xavier.right.subs(digits),
            Rational(133, 16),
            xavier.name,
        ),
    )


def scheme_factor():
    """Xavier's weight variance over the standard one, and when it is below 1.

    Examples
    --------
    >>> from initnotes.derivations import comparison
    >>> len(comparison.scheme_factor().steps)
    3
    """
    quotient = Step(
        "Divide the two rules.",
        Quantity(r"\operatorname{Var}[W_\mathrm{Xavier}]", rule("xavier"))
        / Quantity(r"\operatorname{Var}[W_\mathrm{standard}]", rule("standard")),
        6 * N_IN / (N_IN + N_OUT),
    )
    (limit,) = sympy.solve(quotient.right - 1, N_OUT)
    return Derivation(
        "How many times larger Xavier's variance is",
        quotient,
        Step("Equal fans.", quotient.right.subs(N_OUT, N_IN), 3, quotient.name),
        Step(
            f"It is below 1 if and only if ${latex(N_OUT)} > {latex(limit)}$.",
            quotient.quantity - Quantity("1", 1),
            (limit - N_OUT) / (N_IN + N_OUT),
        ),
    )


def output_gradient():
    """Second moments of softmax minus target for k equal logits, between two examples.

    Examples
    --------
    >>> from initnotes.derivations import comparison
    >>> comparison.output_gradient().result
    0
    """
    k = CLASSES

    def gradient(target, classes):
        logits = symbols(f"s_1:{classes + 1}", real=True)
        cost = sympy.log(sum(map(sympy.exp, logits))) - logits[target]
        return [cost.diff(s).subs(dict.fromkeys(logits, 0)) for s in logits]

    def between(target, classes):
        pairs = zip(gradient(0, classes), gradient(target, classes), strict=True)
        mean = sum(here * there for here, there in pairs) / classes
        return Quantity(r"\operatorname{E}[\delta\,\delta']", mean)

    sizes = {k: (2, 3, 4, 5)}
    same = Step(
        r"Equal targets, as for an example with itself: one entry is $\frac1k - 1$, "
        r"$k - 1$ entries are $\frac1k$.",
        at_sizes(partial(between, 0), sizes),
        (k - 1) / k**2,
    )
    different = Step(
        r"Different targets: two entries hold one $\frac1k - 1$ each.",
        at_sizes(partial(between, 1), sizes),
        -1 / k**2,
    )
    share = 1 / k
    return Derivation(
        "Output gradients of two examples, averaged over $k$ classes, all equally likely",
        same,
        different,
        Step(
            "For balanced classes, one partner in $k$ shares the target, and the mean over all "
            "partners vanishes: what all images have in common is not seen.",
            shown_product(share, same.right) - shown_product(1 - share, -different.right),
            0,
        ),
    )


def quarter_circle():
    """Moments of the singular values of a large square matrix with n Var W = 1.

    Examples
    --------
    >>> from initnotes.derivations import comparison
    >>> comparison.quarter_circle().result
    8/(3*pi)
    """
    angle, singular = Symbol("theta", real=True), Symbol("sigma", positive=True)
    law = sqrt(4 - singular**2) / pi
    value = 2 * sympy.sin(angle)
    share = Step(
        rf"Put $\sigma = {latex(value)}$ with $\theta$ from 0 to $\frac\pi2$, where "
        r"$\cos\theta$ is its own absolute value.",
        law.subs(singular, value) * Derivative(value, angle),
        4 * sympy.Abs(cos(angle)) * cos(angle) / pi,
        r"p(\sigma)\,\frac{d\sigma}{d\theta}",
    )
    density = share.right.subs(sympy.Abs(cos(angle)), cos(angle))

    def mean(power):
        return Integral(value**power * density, (angle, 0, pi / 2))

    return Derivation(
        r"Singular values $\sigma$ of a large square random matrix with "
        rf"$n\operatorname{{Var}}[W] = 1$: their density is $p(\sigma) = {latex(law)}$ "
        r"on $[0, 2]$",
        share,
        Step("It is a density.", mean(0), 1),
        Step(
            r"The mean square is $n\operatorname{Var}[W]$.",
            Quantity(r"\operatorname{E}[\sigma^2]", mean(2)),
            1,
        ),
        Step("The mean is less.", Quantity(r"\operatorname{E}[\sigma]", mean(1)), 8 / (3 * pi)),
    )
