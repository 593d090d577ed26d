"""Chapter "Signals and gradients": what the products of variances assume.

Weights with a mean, and weights that a gradient meets twice.
"""

from itertools import combinations

import sympy
from sympy import Matrix, Symbol, latex

from initnotes.derivations.laws import Moments, expectation_symbol, mean_of
from initnotes.derivations.linear import symbolic_weights
from initnotes.derivations.signals import VARIANCE
from initnotes.derivations.steps import Derivation, Quantity, Step, at_sizes
from initnotes.derivations.variance import KURTOSIS

N_IN, N_OUT = sympy.symbols(r"n_\mathrm{in} n_\mathrm{out}", positive=True)


def nonzero_mean(fan_in=2, fan_out=3):
    """Weights of mean mu in one linear layer: what it adds to a state and to the states' sum.

    Examples
    --------
    >>> from initnotes.derivations import assumptions
    >>> len(assumptions.nonzero_mean().steps)
    2
    """
    mu = Symbol("mu", real=True)
    weights = symbolic_weights(fan_in, fan_out)
    signals = sympy.symbols(f"z_1:{fan_in + 1}", real=True)
    law = Moments({weight: [mu, VARIANCE + mu**2] for weight in weights}, joint=(signals,))
    states = weights * Matrix(signals)
    squares = sum(expectation_symbol(z**2) for z in signals)
    of_sum = squares + 2 * sum(expectation_symbol(y * z) for y, z in combinations(signals, 2))
    return Derivation(
        rf"Weights of mean $\mu$ and variance $v$, {fan_in} units below and {fan_out} above",
        Step(
            r"A state: the cross terms now carry $\mu^2$, and gather into "
            r"$\operatorname{E}[(\sum_k z_k)^2]$.",
            mean_of(states[0] ** 2, law, "s_1^2"),
            VARIANCE * squares + mu**2 * of_sum,
        ),
        Step(
            f"The sum of the states: what all {fan_out} share is there {fan_out}$^2$ times.",
            mean_of(sum(states) ** 2, law, r"({\textstyle\sum_j} s_j)^2"),
            fan_out * VARIANCE * squares + fan_out**2 * mu**2 * of_sum,
        ),
    )


def met_twice():
    """Second moment of W^T W z: a gradient that comes back through the weights it was made by.

    Examples
    --------
    >>> from initnotes.derivations import assumptions
    >>> len(assumptions.met_twice().steps)
    2
    """
    square = Symbol("q", positive=True)

    def returned(fan_in, fan_out):
        weights = symbolic_weights(fan_in, fan_out)
        signals = sympy.symbols(f"z_1:{fan_in + 1}", real=True)
        law = Moments(
            {weight: [0, VARIANCE, 0, KURTOSIS * VARIANCE**2] for weight in weights},
            joint=(signals,),
            known={z**2: square for z in signals},
        )
        gradient = weights.T * weights * Matrix(signals)
        return mean_of(sum(d**2 for d in gradient), law, r"|W^{\mathsf T} W z|^2")

    length = Step(
        r"What comes back is $W^{\mathsf T} W z$, so fourth powers of weights appear. SymPy counts "
        "them for up to 3 units below and above.",
        at_sizes(returned, {N_IN: (1, 1, 2, 2, 3), N_OUT: (1, 2, 1, 2, 3)}),
        N_IN * N_OUT * (N_IN + N_OUT + KURTOSIS - 2) * VARIANCE**2 * square,
    )
    forward, backward = N_IN * VARIANCE, N_OUT * VARIANCE
    alone = Quantity(
        rf"{latex(forward)} \cdot {latex(backward)} \cdot \operatorname{{E}}[|z|^2]",
        forward * backward * N_IN * square,
    )
    return Derivation(
        r"$\partial C/\partial s = s = Wz$, weights of variance $v$ and kurtosis $\kappa$, "
        r"$\operatorname{E}[z_k^2] = q$",
        length,
        Step(
            "Over the product of both weight factors, which is what independence would make of it.",
            length.quantity / alone,
            1 + (N_OUT + KURTOSIS - 2) / N_IN,
        ),
    )
