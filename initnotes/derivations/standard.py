"""Chapter 2: the standard initialization, its third, and PyTorch's way of writing it."""

import sympy
from sympy import Integral, Mul, Product, Rational, Sum, Symbol, sqrt, symbols

from initnotes import schemes
from initnotes.activations import sigmoid
from initnotes.derivations.steps import Derivation, Step, expect, variance

N = Symbol("n", positive=True, integer=True)
_E, _VAR = r"\operatorname{E}", r"\operatorname{Var}"


def _standard_variance(fan_in=N):
    """Var W by the rule that `schemes.standard` draws with, fan_in a symbol."""
    return schemes.standard().rule(fan_in, Symbol("m", positive=True))


def weight_variance():
    """Var U(-1 / sqrt(n), 1 / sqrt(n)) = 1 / (3 n), the variance `schemes.standard` draws with."""
    w = Symbol("w", real=True)
    bound = 1 / sqrt(N)
    return Derivation(
        r"Variance of $U(-1/\sqrt n, 1/\sqrt n)$",
        Step(
            r"The density is $\sqrt n / 2$ between the bounds, and the mean is zero.",
            Integral(w**2 * sqrt(N) / 2, (w, -bound, bound)),
            _standard_variance(),
            rf"{_VAR}[W]",
        ),
    )


def first_state():
    """Var s = E[x**2] / 3, and for a shifted input (Var x + (E x)**2) / 3."""
    i = Symbol("i", integer=True)
    x = Symbol("x", real=True)
    mean, spread = Symbol("mu", real=True), Symbol("v", positive=True)
    second_moment = expect(x**2, {x: [mean, spread + mean**2]})
    square = Symbol(rf"{_E}[x^2]", positive=True)
    return Derivation(
        "Variance of the first state",
        Step(
            "The variance of a dot product of $n$ terms, of which each brings the same: the number "
            "of inputs cancels.",
            Sum(_standard_variance() * square, (i, 1, N)),
            square / 3,
            rf"{_VAR}[s]",
        ),
        Step(
            r"For an input of mean $\mu$ and variance $v$ the second moment is not $v$ alone.",
            (square / 3).subs(square, second_moment),
            spread / 3 + mean**2 / 3,
            rf"{_VAR}[s]",
        ),
        Step(
            r"With $\mu = 0$ and $v = 1$ it is the third.",
            (second_moment / 3).subs({mean: 0, spread: 1}),
            Rational(1, 3),
            rf"{_VAR}[s]",
        ),
    )


def depth():
    """Linear net: a third per layer, 3**-l after l of them, whatever the widths."""
    layer = Symbol("l", positive=True, integer=True)
    k = Symbol("k", integer=True)
    width = sympy.IndexedBase("n", positive=True)[k - 1]
    factor = Mul(width, _standard_variance(width), evaluate=False)
    return Derivation(
        "Variance of the states of a linear net",
        Step(
            "A layer multiplies the variance by its number of inputs times the variance of a "
            "weight.",
            N * _standard_variance(),
            Rational(1, 3),
            rf"n\,{_VAR}[W] = n \cdot \frac{{1}}{{3 n}}",
        ),
        Step(
            r"So $l$ layers multiply it by a third $l$ times, whatever the widths "
            r"$n_0, n_1, \dots$ are.",
            Product(factor, (k, 1, layer)),
            3 ** (-layer),
            rf"{_VAR}[s^l]",
        ),
    )


def sigmoid_second_moment():
    """Behind a sigmoid E z = 1/2, so the next state's variance is 1/12 + Var z / 3."""
    s, t = symbols("s t", real=True)
    spread = Symbol(rf"{_VAR}[z]", positive=True)
    f = sigmoid.expression
    moments = {t: [0, spread]}
    second_moment = expect((Rational(1, 2) + t) ** 2, moments)
    return Derivation(
        "What a sigmoid hands to the next layer",
        Step(
            r"Less a half, a sigmoid is odd: $t = z - \frac12$ has mean zero wherever $s$ is "
            "symmetric.",
            f(s) - Rational(1, 2),
            -(f(-s) - Rational(1, 2)),
        ),
        Step(
            r"So $z = \frac12 + t$ has mean a half, and $\operatorname{Var}[t] = "
            r"\operatorname{Var}[z]$. Expand the square.",
            second_moment,
            Rational(1, 2) ** 2 + variance(t, moments),
            rf"{_E}[z^2]",
        ),
        Step(
            "The next state has a third of it.",
            N * _standard_variance() * second_moment,
            Rational(1, 12) + spread / 3,
            rf"{_VAR}[s]",
        ),
    )


def torch_default():
    """kaiming_uniform_(a=sqrt(5)) is U(-1 / sqrt(n), 1 / sqrt(n))."""
    a = sqrt(5)
    gain = sqrt(2 / (1 + a**2))
    bound = sqrt(3) * gain / sqrt(N)
    return Derivation(
        "`kaiming_uniform_(weight, a=math.sqrt(5))`",
        Step(
            r"The gain of a leaky ReLU whose negative slope is $a = \sqrt 5$.",
            gain,
            1 / sqrt(3),
            r"\mathrm{gain} = \sqrt{\frac{2}{1 + a^2}} = \sqrt{\frac{2}{6}}",
        ),
        Step(
            r"The std is the gain over $\sqrt n$, and the bound is $\sqrt 3$ times the std: the "
            "roots of three cancel.",
            bound,
            1 / sqrt(N),
            r"\mathrm{bound} = \sqrt 3 \cdot \frac{\mathrm{gain}}{\sqrt n}",
        ),
        Step(
            "The variance is a third of the squared bound.",
            bound**2 / 3,
            _standard_variance(),
            rf"{_VAR}[W] = \frac{{\mathrm{{bound}}^2}}{{3}}",
        ),
    )


def torch_bias(terms=2):
    """A bias from the weights' distribution is one more weight, on a constant input of 1."""
    weights = symbols(f"w_1:{terms + 1}", real=True)
    inputs = symbols(f"x_1:{terms + 1}", real=True)
    bias, v = Symbol("b", real=True), Symbol("v", positive=True)
    state = bias + sum(weight * value for weight, value in zip(weights, inputs, strict=True))
    squares = sum(expect(value**2, {}, joint=inputs) for value in inputs)
    third = _standard_variance(sympy.Integer(terms))
    total = variance(state, {weight: [0, v] for weight in (*weights, bias)}, joint=inputs)
    return Derivation(
        f"A state with PyTorch's bias, for {terms} inputs",
        Step(
            "The bias adds its own variance, as one more weight on an input of one would.",
            total,
            v * (squares + 1),
            rf"{_VAR}\Big[b + \sum_i w_i x_i\Big]",
        ),
        Step(
            f"Weights and bias have the variance $v = 1/(3n)$; $n = {terms}$.",
            total.subs(v, third),
            squares / (3 * sympy.Integer(terms)) + third,
            rf"{_VAR}[s]",
        ),
    )


def torch_depth():
    """Linear net of equal widths with PyTorch's biases: 3**-l + (1 - 3**-l) / (2 n)."""
    layer = Symbol("l", positive=True, integer=True)
    k = Symbol("k", integer=True)
    faded = 3 ** (-layer)
    below = faded + (1 - faded) / (2 * N)
    return Derivation(
        "A linear net with PyTorch's biases",
        Step(
            "The bias of each layer adds a variance of $1/(3n)$, and every layer above keeps a "
            "third of that.",
            faded + Sum(_standard_variance() * 3 ** (k - layer), (k, 1, layer)),
            below,
            rf"{_VAR}[s^l]",
        ),
        Step(
            "The input fades, the biases do not.",
            sympy.Limit(below, layer, sympy.oo),
            1 / (2 * N),
            rf"\lim_{{l \to \infty}} {_VAR}[s^l]",
        ),
    )
