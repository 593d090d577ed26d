"""Chapter "Xavier in PyTorch": the default, the truncated normal's std, what misread fans cost.

The gain of a leaky ReLU and the variance behind a ReLU are in `limits`.
"""

import sympy
from sympy import Rational, Sum, Symbol, UnevaluatedExpr, erf, exp, latex, pi, sqrt, symbols

from initnotes.derivations.factors import rule
from initnotes.derivations.laws import Moments, expectation_symbol, gaussian, variance_of
from initnotes.derivations.limits import NEGATIVE_SLOPE, rectifier_half
from initnotes.derivations.standard import LAYER, N, depth
from initnotes.derivations.steps import Derivation, Quantity, Step, shown_product
from initnotes.derivations.variance import BOUND, symmetric_uniform

_VAR = r"\operatorname{Var}"
_VARIANCE = rule("standard", N)
_k = Symbol("k", integer=True)


def default():
    """kaiming_uniform_(a=sqrt(5)) is U(-1 / sqrt(n), 1 / sqrt(n)).

    Examples
    --------
    >>> from initnotes.derivations import pytorch
    >>> pytorch.default().result
    1/(3*n)
    """
    std = Symbol("sigma", positive=True)
    slope = sqrt(5)
    rectifier = {step.name: step for step in rectifier_half().steps}["g"]
    gain = Step(
        rf"The gain $g = {latex(rectifier.right)}$ of a leaky ReLU whose negative slope is "
        rf"$a = {latex(slope)}$.",
        rectifier.right.subs(NEGATIVE_SLOPE, UnevaluatedExpr(slope)),
        1 / sqrt(3),
        rectifier.name,
    )
    (times,) = sympy.solve(symmetric_uniform().result - std**2, BOUND)
    bound = Step(
        rf"The std is the gain over $\sqrt n$, and the bound is ${latex(times / std)}$ "
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
            _VARIANCE,
            rf"{_VAR}[W]",
        ),
    )


def default_bias(terms=2):
    """A bias from the weights' distribution is one more weight, on a constant input of 1.

    Examples
    --------
    >>> from initnotes.derivations import pytorch
    >>> len(pytorch.default_bias().steps)
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
            rf"Weights and bias have the variance $v = {latex(_VARIANCE)}$; "
            rf"$n = {terms}$.",
            total.right.subs(v, rule("standard", sympy.Integer(terms))),
            squares / (3 * terms) + Rational(1, 3 * terms),
            rf"{_VAR}[s]",
        ),
    )


def default_depth():
    """Linear net of equal widths with PyTorch's biases: 3**-l + (1 - 3**-l) / (2 n).

    Examples
    --------
    >>> from initnotes.derivations import pytorch
    >>> pytorch.default_depth().result
    1/(2*n)
    """
    third, faded = (step.right for step in depth().steps)
    sums_up = Step(
        f"The bias of each layer adds a variance of ${latex(_VARIANCE)}$, and "
        "every layer above keeps a third of that.",
        faded + Sum(_VARIANCE * third ** (LAYER - _k), (_k, 1, LAYER)),
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
    separate = Step("One by one.", _variance("separate", rule("xavier", n, n)), 1 / n)
    stacked = Step(
        f"Read as one matrix of shape $({latex(p * n)}, n)$.",
        _variance("packed", rule("xavier", n, p * n)),
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
    true = Step(
        "With the true fans.",
        _variance("true", rule("xavier", c_in * k / g, c_out * k / g)),
        2 * g / (k * (c_in + c_out)),
    )
    read = Step(
        "With a fan_out that forgets the groups.",
        _variance("read", rule("xavier", c_in * k / g, c_out * k)),
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


def _variance(reading, value):
    return Quantity(rf"\operatorname{{Var}}[W_\mathrm{{{reading}}}]", value)
