"""Chapter 3, continued: what the products of variances assume, and what they leave out.

Weights with a mean, weights that a gradient meets twice, the mean over a batch, and the
spread from net to net.
"""

import sympy
from sympy import Derivative, Integral, Matrix, Product, Rational, Subs, Symbol

from initnotes.derivations.signals import VARIANCE, WIDTH, symbolic_weights
from initnotes.derivations.steps import Derivation, Step, expect

KURTOSIS = Symbol("kappa", positive=True)
DEPTH, BATCH = sympy.symbols("m B", positive=True, integer=True)


def nonzero_mean(fan_in=2, fan_out=3):
    """Weights of mean mu in one linear layer: what it adds to a state and to the states' sum."""
    mu = Symbol("mu", real=True)
    weights = symbolic_weights(fan_in, fan_out)
    signals = sympy.symbols(f"z_1:{fan_in + 1}", real=True)
    moments = {weight: [mu, VARIANCE + mu**2] for weight in weights}
    states = weights * Matrix(signals)
    squares = sum(expect(z**2, {}, joint=signals) for z in signals)
    of_sum = expect(sum(signals) ** 2, {}, joint=signals)
    return Derivation(
        rf"Weights of mean $\mu$ and variance $v$, {fan_in} units below and {fan_out} above",
        Step(
            r"A state: the cross terms now carry $\mu^2$, and gather into "
            r"$\operatorname{E}[(\sum_k z_k)^2]$.",
            expect(states[0] ** 2, moments, joint=signals),
            VARIANCE * squares + mu**2 * of_sum,
            r"\operatorname{E}[s_1^2]",
        ),
        Step(
            f"The sum of the states: what all {fan_out} share is there {fan_out}$^2$ times.",
            expect(sum(states) ** 2, moments, joint=signals),
            fan_out * VARIANCE * squares + fan_out**2 * mu**2 * of_sum,
            r"\operatorname{E}\Big[\Big(\sum_j s_j\Big)^2\Big]",
        ),
    )


def met_twice(fan_in=2, fan_out=3):
    """Second moment of W^T W z: a gradient that comes back through the weights it was made by."""
    weights = symbolic_weights(fan_in, fan_out)
    signals = sympy.symbols(f"z_1:{fan_in + 1}", real=True)
    moments = {weight: [0, VARIANCE, 0, KURTOSIS * VARIANCE**2] for weight in weights}
    returned = weights.T * weights * Matrix(signals)
    squares = sum(expect(z**2, {}, joint=signals) for z in signals)
    n_in, n_out = sympy.symbols(r"n_\mathrm{in} n_\mathrm{out}", positive=True)
    general = n_out * (n_in + n_out + KURTOSIS - 2) * VARIANCE**2
    return Derivation(
        rf"$\partial C/\partial s = s = Wz$, {fan_in} units below and {fan_out} above, weights of "
        r"kurtosis $\kappa$",
        Step(
            "What comes back is $W^{\\mathsf T} W z$, so fourth powers of weights appear.",
            sum(expect(d**2, moments, joint=signals) for d in returned),
            general.subs({n_in: fan_in, n_out: fan_out}) * squares,
            r"\operatorname{E}[|W^{\mathsf T} W z|^2]",
        ),
        Step(
            "Over the product of both gains, $n_\\mathrm{in} v \\cdot n_\\mathrm{out} v$, which is "
            "what independence would make of it; here for any fans.",
            general / (n_in * n_out * VARIANCE**2),
            1 + (n_out + KURTOSIS - 2) / n_in,
        ),
    )


def batch_mean(batch=3):
    """Second moment of a mean of B gradients whose mean correlation is r."""
    gradients = sympy.symbols(f"g_1:{batch + 1}", real=True)
    q, r = sympy.symbols("q r", real=True)
    expanded = expect((sum(gradients) / batch) ** 2, {}, joint=gradients)
    named = {expect(g**2, {}, joint=gradients): q for g in gradients}
    named |= {
        expect(g * h, {}, joint=gradients): r * q for g in gradients for h in gradients if g != h
    }
    general = q * (1 / BATCH + (1 - 1 / BATCH) * r)
    name = r"\operatorname{E}[\bar g^2]"
    squares = sum(expect(g**2, {}, joint=gradients) for g in gradients)
    products = sum(
        expect(gradients[a] * gradients[b], {}, joint=gradients)
        for a in range(batch)
        for b in range(a)
    )
    return Derivation(
        f"The mean $\\bar g$ of $B = {batch}$ gradients with $\\operatorname{{E}}[g_a^2] = q$ and "
        r"$\operatorname{E}[g_a g_b] = r q$",
        Step(
            f"Expand the square: {batch} squares and {batch * (batch - 1)} products.",
            expanded,
            (squares + 2 * products) / sympy.Integer(batch) ** 2,
            name,
        ),
        Step(
            "Put in what they are; $B$ is written for its value.",
            expanded.subs(named),
            general.subs(BATCH, batch),
            name,
        ),
        Step("Uncorrelated gradients, $r = 0$:", general.subs(r, 0), q / BATCH, name),
        Step("Equal gradients, $r = 1$:", general.subs(r, 1), q, name),
    )


def fourth_moment(width=3):
    """Gaussian weights, n Var W = 1: E[(s.s)^2] / E[s.s]^2 grows by 1 + 2/n a layer."""
    states = sympy.symbols(f"s_1:{width + 1}", real=True)
    moments = {s: [0, VARIANCE, 0, 3 * VARIANCE**2] for s in states}
    norm = sum(s**2 for s in states)
    k = Symbol("l", integer=True, positive=True)
    return Derivation(
        r"The square of a squared length, for states that are $N(0, v)$ given the layer below",
        Step(
            f"{width} fourth powers and {width * (width - 1)} products of squares, over the square "
            "of the mean.",
            expect(norm**2, moments) / expect(norm, moments) ** 2,
            1 + Rational(2, width),
            rf"\frac{{\operatorname{{E}}[|s|^4]}}{{\operatorname{{E}}[|s|^2]^2}}\Big|_{{n={width}}}",
        ),
        Step(
            "The same count for any width.",
            (WIDTH * 3 * VARIANCE**2 + WIDTH * (WIDTH - 1) * VARIANCE**2) / (WIDTH * VARIANCE) ** 2,
            1 + 2 / WIDTH,
        ),
        Step(
            "Each layer's factor is independent of those below.",
            Product(1 + 2 / WIDTH, (k, 1, DEPTH)),
            (1 + 2 / WIDTH) ** DEPTH,
            r"\frac{\operatorname{E}[R^2]}{\operatorname{E}[R]^2}",
        ),
    )


def log_ratio():
    """Mean and variance of log(chi-square_n / n), the logarithm of one layer's ratio."""
    u, t = sympy.symbols("u t", positive=True)
    half = WIDTH / 2
    density = u ** (half - 1) * sympy.exp(-u / 2) / (2**half * sympy.gamma(half))
    moment = (2 / WIDTH) ** t * sympy.gamma(half + t) / sympy.gamma(half)
    logarithm = sympy.log(moment)
    return Derivation(
        r"One layer's ratio is $u/n$ with $u \sim \chi^2_n$",
        Step(
            "Its moments, of any order $t$.",
            Integral((u / WIDTH) ** t * density, (u, 0, sympy.oo)),
            moment,
            r"\operatorname{E}[(u/n)^t]",
        ),
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
