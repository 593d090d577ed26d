"""Chapter 5: gains, the truncated normal's std, and what misread fans cost."""

import sympy
from sympy import Integral, Rational, Symbol, UnevaluatedExpr, erf, exp, oo, pi, sqrt

from initnotes.derivations.steps import Derivation, Step
from initnotes.schemes import xavier

_QUOTIENT = r"\frac{\operatorname{Var}[W_\mathrm{%s}]}{\operatorname{Var}[W_\mathrm{%s}]}"


def _density(x, variance):
    return exp(-(x**2) / (2 * variance)) / sqrt(2 * pi * variance)


def leaky_gain():
    """Gain sqrt(2 / (1 + a**2)) of a leaky ReLU of slope a, from the two half lines."""
    s = Symbol("s", real=True)
    q, a = sympy.symbols("q a", positive=True)
    right = Integral(s**2 * _density(s, q), (s, 0, oo))
    left = Integral((a * s) ** 2 * _density(s, q), (s, -oo, 0))
    second_moment = r"\operatorname{E}[f(s)^2]"
    return Derivation(
        "Gain of a leaky ReLU of slope a, for a state of variance q",
        Step(
            "Where s > 0, f is the identity: half of the state's second moment.",
            right,
            q / 2,
            r"\operatorname{E}[f(s)^2; s > 0]",
        ),
        Step(
            "Where s < 0, f scales by a: the other half, times the square of a.",
            left,
            a**2 * q / 2,
            r"\operatorname{E}[f(s)^2; s < 0]",
        ),
        Step("Together:", right + left, (1 + a**2) * q / 2, second_moment),
        Step(
            r"A gain g on the weights' std makes it $g^2$ times as large; it is q again for",
            sqrt(q / (right + left)),
            sqrt(2 / (1 + a**2)),
            "g",
        ),
    )


def relu_variance():
    """Var ReLU(s) = q (1/2 - 1/(2 pi)), less than the second moment q / 2."""
    s = Symbol("s", real=True)
    q = Symbol("q", positive=True)
    mean = Integral(s * _density(s, q), (s, 0, oo))
    second_moment = Integral(s**2 * _density(s, q), (s, 0, oo))
    return Derivation(
        "Variance of a ReLU's output, for a state of variance q",
        Step("The mean is positive.", mean, sqrt(q / (2 * pi)), r"\operatorname{E}[f(s)]"),
        Step(
            "So the variance is less than the second moment, q/2.",
            second_moment - mean**2,
            q * (Rational(1, 2) - 1 / (2 * pi)),
            r"\operatorname{Var}[f(s)]",
        ),
    )


def truncated_normal():
    """Variance of N(0, 1) truncated to (-2, 2); its root is Keras' and JAX's .8796."""
    x = Symbol("x", real=True)
    c = Symbol("c", positive=True)
    mass = Integral(_density(x, 1), (x, -c, c))
    second_moment = Integral(x**2 * _density(x, 1), (x, -c, c))
    tail = sqrt(2 / pi) * c * exp(-(c**2) / 2)
    return Derivation(
        "Variance of N(0, 1) cut off at -c and c",
        Step("What is left of the mass.", mass, erf(c / sqrt(2)), r"\Pr[|x| < c]"),
        Step(
            "What is left of the second moment.",
            second_moment,
            erf(c / sqrt(2)) - tail,
            r"\operatorname{E}[x^2; |x| < c]",
        ),
        Step(
            "Divide one by the other, at c = 2.",
            (second_moment / mass).subs(c, 2),
            1 - 2 * sqrt(2 / pi) * exp(-2) / erf(sqrt(2)),
            r"\operatorname{Var}[x]",
        ),
    )


def packed():
    """Xavier on p square matrices stacked as one is (p + 1) / 2 times too small in variance."""
    n, p = sympy.symbols("n p", positive=True)
    rule = xavier().rule
    separate, stacked = rule(UnevaluatedExpr(n), n), rule(n, p * n)
    return Derivation(
        "Xavier for p stacked matrices of shape (n, n)",
        Step("One by one.", separate, 1 / n, r"\operatorname{Var}[W_\mathrm{separate}]"),
        Step(
            "Read as one matrix of shape (p n, n).",
            stacked,
            2 / ((p + 1) * n),
            r"\operatorname{Var}[W_\mathrm{packed}]",
        ),
        Step(
            "The quotient, which is 2 for query, key and value.",
            rule(n, n) / stacked,
            (p + 1) / 2,
            _QUOTIENT % ("separate", "packed"),
        ),
    )


def grouped():
    """How far Xavier is off when fan_out ignores groups: (C_in + g C_out) / (C_in + C_out)."""
    g, k, c_in, c_out = sympy.symbols("g k C_in C_out", positive=True)
    rule = xavier().rule
    true, read = rule(c_in * k / g, c_out * k / g), rule(c_in * k / g, c_out * k)
    return Derivation(
        "Xavier for a convolution with g groups and k taps",
        Step(
            "With the true fans.",
            true,
            2 * g / (k * (c_in + c_out)),
            r"\operatorname{Var}[W_\mathrm{true}]",
        ),
        Step(
            "With a fan_out that forgets the groups.",
            read,
            2 * g / (k * (c_in + g * c_out)),
            r"\operatorname{Var}[W_\mathrm{read}]",
        ),
        Step(
            "The quotient.",
            true / read,
            (c_in + g * c_out) / (c_in + c_out),
            _QUOTIENT % ("true", "read"),
        ),
        Step(
            "Depthwise, with as many groups as channels on either side.",
            (true / read).subs({c_in: g, c_out: g}),
            (1 + g) / 2,
            _QUOTIENT % ("true", "read"),
        ),
    )
