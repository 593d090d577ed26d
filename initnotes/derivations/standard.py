"""Chapter 2: the standard initialization, its third, and PyTorch's way of writing it."""

import sympy
from sympy import Product, Rational, Sum, Symbol, UnevaluatedExpr, sqrt, symbols

from initnotes import schemes
from initnotes.activations import sigmoid
from initnotes.derivations.laws import (
    Moments,
    expectation_symbol,
    mean_of,
    uniform_law,
    variance_of,
)
from initnotes.derivations.limits import NEGATIVE_SLOPE, rectifier_half
from initnotes.derivations.steps import Derivation, Quantity, Step, shown_product
from initnotes.derivations.variance import BOUND, symmetric_uniform

N = Symbol("n", positive=True, integer=True)
LAYER = Symbol("l", positive=True, integer=True)
_k = Symbol("k", integer=True)
_x = Symbol("x", real=True)
_VAR = r"\operatorname{Var}"


def _standard_variance(fan_in=N):
    """Var W by the rule that `schemes.standard` draws with, fan_in a symbol."""
    return schemes.standard().rule(fan_in, Symbol("m", positive=True))


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
            _standard_variance(),
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
        Sum(_standard_variance() * square, (_k, 1, N)),
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
            shown_product(N, _standard_variance()),
            Rational(1, 3),
            rf"n\,{_VAR}[W]",
        ),
        Step(
            r"So $l$ layers multiply it by a third $l$ times, whatever the widths "
            r"$n_0, n_1, \dots$ are.",
            Product(sympy.Mul(width, _standard_variance(width), evaluate=False), (_k, 1, LAYER)),
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


def torch_default():
    """kaiming_uniform_(a=sqrt(5)) is U(-1 / sqrt(n), 1 / sqrt(n)).

    Examples
    --------
    >>> from initnotes.derivations import standard
    >>> standard.torch_default().result
    1/(3*n)
    """
    std = Symbol("sigma", positive=True)
    slope = sqrt(5)
    rectifier = {step.name: step for step in rectifier_half().steps}["g"]
    gain = Step(
        rf"The gain $g = {sympy.latex(rectifier.right)}$ of a leaky ReLU whose negative slope is "
        rf"$a = {sympy.latex(slope)}$.",
        rectifier.right.subs(NEGATIVE_SLOPE, UnevaluatedExpr(slope)),
        1 / sqrt(3),
        rectifier.name,
    )
    (times,) = sympy.solve(symmetric_uniform().result - std**2, BOUND)
    bound = Step(
        rf"The std is the gain over $\sqrt n$, and the bound is ${sympy.latex(times / std)}$ "
        "times the std: the roots of three cancel.",
        shown_product(times / std, gain.right, 1 / sqrt(N)),
        1 / sqrt(N),
        r"\mathrm{bound}",
    )
    return Derivation(
        "`kaiming_uniform_(weight, a=math.sqrt(5))`",
        gain,
        bound,
        Step(
            "The variance is a third of the squared bound.",
            symmetric_uniform().result.subs(BOUND, UnevaluatedExpr(bound.right)),
            _standard_variance(),
            rf"{_VAR}[W]",
        ),
    )


def torch_bias(terms=2):
    """A bias from the weights' distribution is one more weight, on a constant input of 1.

    Examples
    --------
    >>> from initnotes.derivations import standard
    >>> len(standard.torch_bias().steps)
    2
    """
    weights = symbols(f"w_1:{terms + 1}", real=True)
    inputs = symbols(f"x_1:{terms + 1}", real=True)
    bias, v = Symbol("b", real=True), Symbol("v", positive=True)
    law = Moments({weight: [0, v] for weight in (*weights, bias)}, joint=(inputs,))
    state = bias + sum(weight * value for weight, value in zip(weights, inputs, strict=True))
    squares = sum(expectation_symbol(value**2) for value in inputs)
    total = Step(
        "The bias adds its own variance, as one more weight on an input of one would.",
        variance_of(state, law, r"b + {\textstyle\sum_i} w_i x_i"),
        v * (squares + 1),
    )
    return Derivation(
        f"A state with PyTorch's bias, for {terms} inputs",
        total,
        Step(
            rf"Weights and bias have the variance $v = {sympy.latex(_standard_variance())}$; "
            rf"$n = {terms}$.",
            total.right.subs(v, _standard_variance(sympy.Integer(terms))),
            squares / (3 * terms) + Rational(1, 3 * terms),
            rf"{_VAR}[s]",
        ),
    )


def torch_depth():
    """Linear net of equal widths with PyTorch's biases: 3**-l + (1 - 3**-l) / (2 n).

    Examples
    --------
    >>> from initnotes.derivations import standard
    >>> standard.torch_depth().result
    1/(2*n)
    """
    third, faded = (step.right for step in depth().steps)
    sums_up = Step(
        f"The bias of each layer adds a variance of ${sympy.latex(_standard_variance())}$, and "
        "every layer above keeps a third of that.",
        faded + Sum(_standard_variance() * third ** (LAYER - _k), (_k, 1, LAYER)),
        3 ** (-LAYER) + (1 - 3 ** (-LAYER)) / (2 * N),
        depth().steps[1].name,
    )
    limit = sympy.Limit(sums_up.right, LAYER, sympy.oo)
    return Derivation(
        "A linear net with PyTorch's biases",
        sums_up,
        Step(
            "The input fades, the biases do not.",
            Quantity(rf"\lim_{{l \to \infty}} {sums_up.name}", limit),
            1 / (2 * N),
        ),
    )
