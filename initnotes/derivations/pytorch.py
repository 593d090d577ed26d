"""Chapter 5: the truncated normal's std, and what misread fans cost.

The gain of a leaky ReLU and the variance behind a ReLU are chapter 7's, in `limits`.
"""

import sympy
from sympy import Symbol, erf, exp, latex, pi, sqrt

from initnotes.derivations.laws import gaussian
from initnotes.derivations.steps import Derivation, Quantity, Step
from initnotes.schemes import xavier


def _variance(reading, value):
    return Quantity(rf"\operatorname{{Var}}[W_\mathrm{{{reading}}}]", value)


def truncated_normal():
    """Variance of N(0, 1) truncated to (-2, 2); its root is Keras' and JAX's .8796.

    Examples
    --------
    >>> from initnotes.derivations import pytorch
    >>> pytorch.truncated_normal().result
    -2*sqrt(2)*exp(-2)/(sqrt(pi)*erf(sqrt(2))) + 1
    """
    x = Symbol("x", real=True)
    c = Symbol("c", positive=True)
    law = gaussian(x, 1)
    mass = Step(
        "What is left of the mass.",
        Quantity(r"\Pr[|x| < c]", law.mean(1, -c, c)),
        erf(c / sqrt(2)),
    )
    second_moment = Step(
        "What is left of the second moment.",
        Quantity(r"\operatorname{E}[x^2; |x| < c]", law.mean(x**2, -c, c)),
        erf(c / sqrt(2)) - sqrt(2 / pi) * c * exp(-(c**2) / 2),
    )
    cut = 2
    return Derivation(
        f"Variance of ${law.latex}$ cut off at $-c$ and $c$",
        mass,
        second_moment,
        Step(
            f"Divide one by the other, at $c = {cut}$.",
            (second_moment.right / mass.right).subs(c, cut),
            1 - 2 * sqrt(2 / pi) * exp(-2) / erf(sqrt(2)),
            r"\operatorname{Var}[x]",
        ),
    )


def packed():
    """Xavier on p square matrices stacked as one is (p + 1) / 2 times too small in variance.

    Examples
    --------
    >>> from initnotes.derivations import pytorch
    >>> pytorch.packed().result
    p/2 + 1/2
    """
    n, p = sympy.symbols("n p", positive=True)
    rule = xavier().rule
    separate = Step("One by one.", _variance("separate", rule(n, n)), 1 / n)
    stacked = Step(
        f"Read as one matrix of shape $({latex(p * n)}, n)$.",
        _variance("packed", rule(n, p * n)),
        2 / ((p + 1) * n),
    )
    factor = (p + 1) / 2
    return Derivation(
        "Xavier for $p$ stacked matrices of shape $(n, n)$",
        separate,
        stacked,
        Step(
            f"The quotient, which is {factor.subs(p, 3)} for query, key and value.",
            separate.quantity / stacked.quantity,
            factor,
        ),
    )


def grouped():
    """How far Xavier is off when fan_out ignores groups: (C_in + g C_out) / (C_in + C_out).

    Examples
    --------
    >>> from initnotes.derivations import pytorch
    >>> pytorch.grouped().result
    g/2 + 1/2
    """
    g, k, c_in, c_out = sympy.symbols("g k C_in C_out", positive=True)
    rule = xavier().rule
    true = Step(
        "With the true fans.",
        _variance("true", rule(c_in * k / g, c_out * k / g)),
        2 * g / (k * (c_in + c_out)),
    )
    read = Step(
        "With a fan_out that forgets the groups.",
        _variance("read", rule(c_in * k / g, c_out * k)),
        2 * g / (k * (c_in + g * c_out)),
    )
    quotient = Step(
        "The quotient.",
        true.quantity / read.quantity,
        (c_in + g * c_out) / (c_in + c_out),
    )
    return Derivation(
        f"Xavier for a convolution with ${g}$ groups and ${k}$ taps",
        true,
        read,
        quotient,
        Step(
            "Depthwise, with as many groups as channels on either side.",
            quotient.right.subs({c_in: g, c_out: g}),
            (1 + g) / 2,
            quotient.name,
        ),
    )
