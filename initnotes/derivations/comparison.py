"""Chapter 6: the shape of tanh's outputs, and weight gradients compared between layers, schemes
and examples."""

import sympy
from sympy import Derivative, Integral, Rational, Symbol, cos, cosh, pi, sqrt, symbols, tanh

from initnotes.derivations.steps import Derivation, Step
from initnotes.schemes import standard, xavier

BELOW, WIDTH, ABOVE = symbols("n_{l-1} n_l n_{l+1}", positive=True)
N_IN, N_OUT = symbols(r"n_\mathrm{in} n_\mathrm{out}", positive=True)
CLASSES = Symbol("k", positive=True, integer=True)
STATE_VARIANCE = Symbol("q", positive=True)


def humps():
    """Slope and curvature of the log-density of tanh(s), s ~ N(0, q): two humps from q = 1/2."""
    s, q = Symbol("s", real=True), STATE_VARIANCE
    z = Symbol("z", real=True)
    log_density = -(s**2) / (2 * q) + 2 * sympy.log(cosh(s))
    slope = 2 * tanh(s) - s / q
    return Derivation(
        r"Density of $z = \tanh(s)$ for $s \sim N(0, q)$",
        Step(
            "A stretch of $z$ holds the states that land in it: the density of $s$ is divided by "
            r"$\tanh'(s) = 1 - z^2$.",
            Derivative(sympy.atanh(z), z),
            1 / (1 - z**2),
            r"\frac{ds}{dz}",
        ),
        Step(
            r"In terms of $s$, that factor is",
            1 / (1 - tanh(s) ** 2),
            cosh(s) ** 2,
            r"\frac{1}{1 - z^2}",
        ),
        Step(
            "So the logarithm of the density has, up to a constant, the slope",
            Derivative(log_density, s),
            slope,
            r"\frac{d}{ds} \log p",
        ),
        Step(
            "which is zero at $s = 0$. There the curvature is positive, and the middle a dip, "
            r"if and only if $q > \frac12$.",
            sympy.Subs(Derivative(slope, s), s, 0),
            2 - 1 / q,
            r"\frac{d^2}{ds^2} \log p\,\Big|_{s=0}",
        ),
    )


def neighbors():
    """Weight-gradient variance of a layer over that of the next one up, in a linear net."""
    signal, gradient = symbols("a g", positive=True)
    lower, upper = symbols("v_l v_{l+1}", positive=True)
    here = signal * (ABOVE * upper * gradient)
    above = (BELOW * lower * signal) * gradient

    def quotient(lower, upper):
        shown = [sympy.Mul(*pair, evaluate=False) for pair in ((ABOVE, upper), (BELOW, lower))]
        return _shown_quotient(*shown)

    def under(scheme):
        rule = scheme().rule
        return quotient(rule(BELOW, WIDTH), rule(WIDTH, ABOVE))

    xavier_quotient = ABOVE * (BELOW + WIDTH) / (BELOW * (WIDTH + ABOVE))

    name = (
        r"\frac{\operatorname{Var}[\partial C/\partial W^l]}"
        r"{\operatorname{Var}[\partial C/\partial W^{l+1}]}"
    )
    return Derivation(
        r"Weight gradients of two neighboring layers, with $v_l = \operatorname{Var}[W^l]$, "
        r"$a = \operatorname{E}[(z^{l-1})^2]$ and "
        r"$g = \operatorname{Var}[\partial C/\partial s^{l+1}]$",
        Step(
            "Each is the signal below times the gradient above; $W^{l+1}$ carries the gradient "
            "down to layer $l$, and $W^l$ carries the signal up to layer $l+1$.",
            _shown_quotient(here, above),
            ABOVE * upper / (BELOW * lower),
            name,
        ),
        Step(
            r"Standard: $v_l = 1/(3 n_{l-1})$.",
            under(standard),
            ABOVE / WIDTH,
            name,
        ),
        Step(
            r"Xavier: $v_l = 2/(n_{l-1} + n_l)$.",
            under(xavier),
            xavier_quotient,
            name,
        ),
        Step(
            r"Xavier, from 64 inputs to two layers of 1000.",
            xavier_quotient.subs({BELOW: 64, WIDTH: 1000, ABOVE: 1000}),
            Rational(133, 16),
            name,
        ),
    )


def scheme_factor():
    """Xavier's weight variance over the standard one, and when it is below 1."""
    factor = xavier().rule(N_IN, N_OUT) / standard().rule(N_IN, N_OUT)
    name = r"\frac{\operatorname{Var}[W_\mathrm{Xavier}]}{\operatorname{Var}[W_\mathrm{standard}]}"
    return Derivation(
        "How many times larger Xavier's variance is",
        Step(
            "Divide the two rules.",
            factor,
            6 * N_IN / (N_IN + N_OUT),
            name,
        ),
        Step(
            "Equal fans.",
            factor.subs(N_OUT, N_IN),
            3,
            name,
        ),
        Step(
            r"It is below 1 if and only if $n_\mathrm{out} > 5\,n_\mathrm{in}$.",
            factor - 1,
            (5 * N_IN - N_OUT) / (N_IN + N_OUT),
            name + " - 1",
        ),
    )


def output_gradient():
    """Second moments of softmax minus target for k equal logits, between two examples."""
    k = CLASSES
    share = 1 / k
    hit, miss = share - 1, share
    return Derivation(
        "Output gradients of two examples, averaged over $k$ classes, all equally likely",
        Step(
            r"Equal targets, as for an example with itself: one entry is $\frac1k - 1$, "
            r"$k - 1$ entries are $\frac1k$.",
            (hit * hit + (k - 1) * miss * miss) / k,
            (k - 1) / k**2,
            r"\operatorname{E}[\delta\,\delta']",
        ),
        Step(
            r"Different targets: two entries hold one $\frac1k - 1$ each.",
            (2 * hit * miss + (k - 2) * miss * miss) / k,
            -1 / k**2,
            r"\operatorname{E}[\delta\,\delta']",
        ),
        Step(
            "For balanced classes, one partner in $k$ shares the target, and the mean over all "
            "partners vanishes: what all images have in common is not seen.",
            (k - 1) / k**2 / k + (-1 / k**2) * (k - 1) / k,
            0,
            r"\frac1k \cdot \frac{k-1}{k^2} + \frac{k-1}{k} \cdot \Big({-\frac{1}{k^2}}\Big)",
        ),
    )


def quarter_circle():
    """Moments of the singular values of a large square matrix with n Var W = 1."""
    angle = Symbol("theta", real=True)
    value = 2 * sympy.sin(angle)
    share = sqrt(4 - value**2) / pi * Derivative(value, angle)
    density = 4 * cos(angle) ** 2 / pi
    ends = (angle, 0, pi / 2)
    return Derivation(
        r"Singular values $\sigma$ of a large square random matrix with "
        r"$n\operatorname{Var}[W] = 1$: their density is $p(\sigma) = \sqrt{4 - \sigma^2}/\pi$ "
        r"on $[0, 2]$",
        Step(
            r"Put $\sigma = 2 \sin\theta$ with $\theta$ from 0 to $\frac\pi2$, where "
            r"$\cos\theta$ is its own absolute value.",
            share,
            4 * sympy.Abs(cos(angle)) * cos(angle) / pi,
            r"p(\sigma)\,\frac{d\sigma}{d\theta}",
        ),
        Step("It is a density.", Integral(density, ends), 1),
        Step(
            r"The mean square is $n\operatorname{Var}[W]$.",
            Integral(value**2 * density, ends),
            1,
            r"\operatorname{E}[\sigma^2]",
        ),
        Step(
            "The mean is less.",
            Integral(value * density, ends),
            8 / (3 * pi),
            r"\operatorname{E}[\sigma]",
        ),
    )


def _shown_quotient(above, below):
    """A quotient that is shown as it stands until a Step works it out."""
    return sympy.Mul(above, sympy.Pow(below, -1, evaluate=False), evaluate=False)
