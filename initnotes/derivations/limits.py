"""Chapter 7: what tanh, sigmoid and ReLU do to a Gaussian state, beyond the linear regime.

Throughout, s = sqrt(q) g with a standard Gaussian g: a state of variance q in a wide layer.
"""

import sympy
from sympy import Derivative, Integral, Limit, Rational, Subs, Symbol, exp, oo, pi, sqrt, tanh

from initnotes.derivations.steps import Derivation, Step

_g = Symbol("g", real=True)
_q = Symbol("q", positive=True)
_s = Symbol("s", real=True)
_density = exp(-(_g**2) / 2) / sqrt(2 * pi)


def _taylor(function, power):
    """The coefficient of s**power in the Taylor series of `function`, unevaluated."""
    return Subs(Derivative(function, (_s, power)), _s, 0) / sympy.factorial(power)


def _mean(polynomial):
    """E of a polynomial in g, as an integral over the real line."""
    return Integral(polynomial * _density, (_g, -oo, oo))


def _gaussian(polynomial):
    """E of the polynomial in s, with s = sqrt(q) g."""
    return _mean(polynomial.subs(_s, sqrt(_q) * _g))


def tanh_variance_map():
    """E tanh(s)**2 = q - 2 q**2 + 17/3 q**3 - ..., and 1/q grows by 2 a layer."""
    series = _s**2 - Rational(2, 3) * _s**4 + Rational(17, 45) * _s**6
    mapped = _q - 2 * _q**2 + Rational(17, 3) * _q**3
    return Derivation(
        "The variance map of tanh for small states, at n Var W = 1",
        Step(
            "The Taylor coefficients of $\\tanh^2$: that of $s^2$ is 1, that of $s^4$ is",
            _taylor(tanh(_s) ** 2, 4),
            Rational(-2, 3),
        ),
        Step("and that of $s^6$ is", _taylor(tanh(_s) ** 2, 6), Rational(17, 45)),
        Step(
            "Their Gaussian means: $\\operatorname{E} g^4 = 3$ and $\\operatorname{E} g^6 = 15$.",
            _gaussian(series),
            mapped,
            "q'",
        ),
        Step(
            "The reciprocal of the variance therefore grows by 2 in each layer,",
            Limit(1 / mapped - 1 / _q, _q, 0),
            2,
            r"\lim_{q \to 0} \Big(\frac{1}{q'} - \frac{1}{q}\Big)",
        ),
        Step(
            "with a correction that is proportional to q.",
            Limit((1 / mapped - 1 / _q - 2) / _q, _q, 0),
            Rational(-5, 3),
            r"\lim_{q \to 0} \frac{1}{q} \Big(\frac{1}{q'} - \frac{1}{q} - 2\Big)",
        ),
    )


def tanh_slope():
    """E tanh'(s)**2 = 1 - 2 q + 7 q**2 - ..., which is q'/q up to 4/3 q**2."""
    slope = (1 - tanh(_s) ** 2) ** 2
    series = 1 - 2 * _s**2 + Rational(7, 3) * _s**4
    chi = 1 - 2 * _q + 7 * _q**2
    ratio = tanh_variance_map().steps[2].right / _q
    return Derivation(
        "What tanh does to the gradient, at n Var W = 1",
        Step("The coefficient of $s^2$ in $\\tanh'^2$ is", _taylor(slope, 2), -2),
        Step("and that of $s^4$ is", _taylor(slope, 4), Rational(7, 3)),
        Step(
            "The Gaussian mean is the factor on the state gradient's variance.",
            _gaussian(series),
            chi,
            r"\chi",
        ),
        Step(
            "Against the factor $q'/q$ on the state's variance, the terms in q cancel, and those "
            "in its square leave",
            Limit((chi / ratio - 1) / _q**2, _q, 0),
            Rational(4, 3),
            r"\lim_{q \to 0} \frac{1}{q^2}\Big(\frac{\chi}{q'/q} - 1\Big)",
        ),
    )


def sigmoid_maps():
    """Sigmoid near 0: Var f, E (f')**2 as series in q, and the fixed point of q."""
    v = Symbol("v", positive=True)
    sigmoid = 1 / (1 + exp(-_s))
    variance = _s**2 / 16 - _s**4 / 96
    settled = 4 * v / (16 - v)
    return Derivation(
        "What sigmoid does to a small state",
        Step(
            "It is one half plus an odd function, so its mean is one half.",
            sigmoid + sigmoid.subs(_s, -_s),
            1,
            "f(s) + f(-s)",
        ),
        Step(
            "The square of the odd part, $(f - 1/2)^2$, starts with $s^2/16$, and its coefficient "
            "of $s^4$ is",
            _taylor((sigmoid - Rational(1, 2)) ** 2, 4),
            Rational(-1, 96),
        ),
        Step(
            "The Gaussian mean is the variance of the activation.",
            _gaussian(variance),
            _q / 16 - _q**2 / 32,
            r"\operatorname{Var}[f]",
        ),
        Step(
            "The squared slope starts with $1/16$, and its coefficient of $s^2$ is",
            _taylor(sympy.diff(sigmoid, _s) ** 2, 2),
            Rational(-1, 32),
        ),
        Step(
            "so that on average it is",
            _gaussian(Rational(1, 16) - _s**2 / 32),
            Rational(1, 16) - _q / 32,
            r"\operatorname{E} f'^2",
        ),
        Step(
            "With $v = n \\operatorname{Var} W$, the map $q' = v\\,(1/4 + q/16)$ repeats this "
            "state variance:",
            v * (Rational(1, 4) + settled / 16),
            settled,
            "q^*",
        ),
    )


def rectifier_half():
    """E f(s)**2 = (1 + a**2) q / 2 for a (leaky) ReLU, E f'(s)**2 alike, and He's variance."""
    a = Symbol("a", real=True)
    n = Symbol("n", positive=True)
    state = sqrt(_q) * _g
    halves = Integral(_density, (_g, 0, oo)) + Integral(a**2 * _density, (_g, -oo, 0))
    return Derivation(
        "A (leaky) ReLU halves the second moment",
        Step(
            "The positive half of the line carries half of the mean square.",
            Integral(state**2 * _density, (_g, 0, oo)),
            _q / 2,
        ),
        Step(
            "A negative half of slope a adds its share.",
            Integral(state**2 * _density, (_g, 0, oo))
            + Integral((a * state) ** 2 * _density, (_g, -oo, 0)),
            (1 + a**2) * _q / 2,
            r"\operatorname{E} f^2",
        ),
        Step(
            "The squared slope is 1 on one half and $a^2$ on the other.",
            halves,
            (1 + a**2) / 2,
            r"\operatorname{E} f'^2",
        ),
        Step(
            "One variance of the weights, $2 / ((1 + a^2)\\, n)$, undoes both.",
            n * 2 / ((1 + a**2) * n) * halves,
            1,
            r"n \operatorname{Var}[W]\, \operatorname{E} f'^2",
        ),
    )


def rectified_moments():
    """Mean and variance of ReLU(s): sqrt(q / (2 pi)) and q (1/2 - 1/(2 pi))."""
    state = sqrt(_q) * _g
    mean = sqrt(_q / (2 * pi))
    return Derivation(
        "After a ReLU, the variance is not the second moment",
        Step(
            "The mean is positive.",
            Integral(state * _density, (_g, 0, oo)),
            mean,
            r"\operatorname{E} f",
        ),
        Step(
            "So the variance falls short of the second moment.",
            Integral(state**2 * _density, (_g, 0, oo)) - mean**2,
            _q * (Rational(1, 2) - 1 / (2 * pi)),
            r"\operatorname{Var}[f]",
        ),
    )


def softsign_variance_map():
    """E softsign(s)**2 = q - 4 sqrt(2 / pi) q**(3/2) + ..., so 1/sqrt(q) grows steadily."""
    s = Symbol("s", positive=True)
    u = Symbol("u", positive=True)  # the std, sqrt(q)
    mapped = _q - 4 * sqrt(2 / pi) * _q ** Rational(3, 2) + 3 * 3 * _q**2
    state = sqrt(_q) * _g
    return Derivation(
        "The variance map of softsign for small states, at n Var W = 1",
        Step(
            "The kink of $|s|$ leaves odd powers: for $s > 0$ the square's coefficient of $s^3$ is",
            Limit(((s / (1 + s)) ** 2 - s**2) / s**3, s, 0),
            -2,
        ),
        Step(
            "and the Gaussian mean holds a power of one and a half.",
            2 * Integral((state**2 - 2 * state**3 + 3 * state**4) * _density, (_g, 0, oo)),
            mapped,
            "q'",
        ),
        Step(
            "It is the reciprocal of the standard deviation that grows steadily, so that "
            "$q \\approx \\pi / (8\\, l^2)$.",
            Limit(1 / sqrt(mapped.subs(_q, u**2)) - 1 / u, u, 0),
            2 * sqrt(2 / pi),
            r"\lim_{q \to 0} \Big(\frac{1}{\sqrt{q'}} - \frac{1}{\sqrt q}\Big)",
        ),
    )
