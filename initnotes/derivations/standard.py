"""Chapter "The standard initialization": its variance, the third, and what a sigmoid does."""

import sympy
from sympy import Product, Rational, Sum, Symbol, sqrt, symbols

from initnotes.activations import sigmoid
from initnotes.derivations.factors import rule
from initnotes.derivations.laws import Moments, mean_of, uniform_law, variance_of
from initnotes.derivations.steps import Derivation, Step, shown_product

N = Symbol("n", positive=True, integer=True)
LAYER = Symbol("l", positive=True, integer=True)
_k = Symbol("k", integer=True)
_x = Symbol("x", real=True)
_VAR = r"\operatorname{Var}"


def weight_variance():
    """Var U(-1 / sqrt(n), 1 / sqrt(n)) = 1 / (3 n), the variance `schemes.standard` draws with.

    Examples
    --------
    >>> from initnotes.derivations import standard
    >>> standard.weight_variance().result
    1/(3*n)
    """
    w = Symbol("W", real=True)
    law = uniform_law(w, -1 / sqrt(N), 1 / sqrt(N))
    return Derivation(
        f"Variance of ${law.latex}$",
        Step(
            f"The density is ${sympy.latex(law.density)}$ between the bounds, and the mean is "
            "zero.",
            variance_of(w, law),
            rule("standard", N),
        ),
    )


def first_state():
    """Var s = E[x**2] / 3, and for a shifted input (Var x + (E x)**2) / 3.

    Examples
    --------
    >>> from initnotes.derivations import standard
    >>> standard.first_state().result
    1/3
    """
    mean, spread = Symbol("mu", real=True), Symbol("v", positive=True)
    second_moment = mean_of(_x**2, Moments({_x: [mean, spread + mean**2]}))
    square = Symbol(second_moment.latex, real=True)
    third = Step(
        "The variance of a dot product of $n$ terms, of which each brings the same: the number "
        "of inputs cancels.",
        Sum(rule("standard", N) * square, (_k, 1, N)),
        square / 3,
        rf"{_VAR}[s]",
    )
    shifted = Step(
        rf"For an input of mean $\mu$ and variance $v$ the second moment ${second_moment.latex}$ "
        "is not $v$ alone.",
        third.right.subs(square, second_moment.value),
        spread / 3 + mean**2 / 3,
        third.name,
    )
    return Derivation(
        "Variance of the first state",
        third,
        shifted,
        Step(
            r"With $\mu = 0$ and $v = 1$ it is the third.",
            shifted.right.subs({mean: 0, spread: 1}),
            Rational(1, 3),
            third.name,
        ),
    )


def depth():
    """Linear net: a third per layer, 3**-l after l of them, whatever the widths.

    Examples
    --------
    >>> from initnotes.derivations import standard
    >>> standard.depth().result
    3**(-l)
    """
    width = sympy.IndexedBase("n", positive=True)[_k - 1]
    return Derivation(
        "Variance of the states of a linear net",
        Step(
            "A layer multiplies the variance by its number of inputs times the variance of a "
            "weight.",
            shown_product(N, rule("standard", N)),
            Rational(1, 3),
            rf"n\,{_VAR}[W]",
        ),
        Step(
            r"So $l$ layers multiply it by a third $l$ times, whatever the widths "
            r"$n_0, n_1, \dots$ are.",
            Product(sympy.Mul(width, rule("standard", width), evaluate=False), (_k, 1, LAYER)),
            3 ** (-LAYER),
            rf"{_VAR}[s^l]",
        ),
    )


def sigmoid_second_moment():
    """Behind a sigmoid E z = 1/2, so the next state's variance is 1/12 + Var z / 3.

    Examples
    --------
    >>> from initnotes.derivations import standard
    >>> len(standard.sigmoid_second_moment().steps)
    3
    """
    s, t = symbols("s t", real=True)
    spread = Symbol(rf"{_VAR}[z]", positive=True)
    half = Rational(1, 2)
    odd = Step(
        r"Less a half, a sigmoid is odd: $t = z - \frac12$ has mean zero wherever $s$ is "
        "symmetric.",
        sigmoid.expression(s) - half,
        -(sigmoid.expression(-s) - half),
    )
    law = Moments({t: [0, spread]})
    square = Step(
        r"So $z = \frac12 + t$ has mean a half, and $\operatorname{Var}[t] = "
        r"\operatorname{Var}[z]$. Expand the square.",
        mean_of((half + t) ** 2, law, "z^2"),
        Rational(1, 4) + spread,
    )
    return Derivation(
        "What a sigmoid hands to the next layer",
        odd,
        square,
        Step(
            "The next state has a third of it.",
            depth().steps[0].right * square.right,
            Rational(1, 12) + spread / 3,
            rf"{_VAR}[s]",
        ),
    )
