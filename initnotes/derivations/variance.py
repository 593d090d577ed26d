"""Chapter 1: the variance of a uniform variable, a sum, a product and a dot product."""

import sympy
from sympy import Integral, Rational, Symbol, symbols

from initnotes.derivations.steps import Derivation, Step, expect, variance


def uniform():
    """Var U(a, b) = (b - a)**2 / 12, by integrating the density."""
    a, x = symbols("a x", real=True)
    length = Symbol("d", positive=True)
    b = a + length
    mean = (a + b) / 2
    return Derivation(
        "Variance of $U(a, b)$, with $d = b - a$",
        Step(
            "The mean is the midpoint.",
            Integral(x / length, (x, a, b)),
            mean,
            r"\operatorname{E}[x]",
        ),
        Step(
            "The variance is the mean square distance from it.",
            Integral((x - mean) ** 2 / length, (x, a, b)),
            length**2 / 12,
            r"\operatorname{Var}[x]",
        ),
    )


def symmetric_uniform():
    """Var U(-b, b) = b**2 / 3, and what is a third and what a twelfth."""
    b = Symbol("b", positive=True)
    x = Symbol("x", real=True)
    return Derivation(
        "Variance of $U(-b, b)$",
        Step(
            "The mean is zero, so the variance is the mean square.",
            Integral(x**2 / (2 * b), (x, -b, b)),
            b**2 / 3,
            r"\operatorname{Var}[x]",
        ),
        Step(
            "The length is $2b$, so the twelfth becomes a third.",
            (2 * b) ** 2 / 12,
            b**2 / 3,
            r"\frac{(2b)^2}{12}",
        ),
    )


def total():
    """Var[x + y] = Var x + Var y + 2 Cov[x, y]."""
    x, y = symbols("x y", real=True)
    mean = {symbol: expect(symbol, {}, joint=(x, y)) for symbol in (x, y)}
    covariance = expect(x * y, {}, joint=(x, y)) - mean[x] * mean[y]
    return Derivation(
        "Variance of a sum",
        Step(
            "Expand the square; what is left besides the two variances is twice "
            r"the covariance $\operatorname{E}[xy] - \operatorname{E}[x]\operatorname{E}[y]$.",
            variance(x + y, {}, joint=(x, y))
            - variance(x, {}, joint=(x, y))
            - variance(y, {}, joint=(x, y)),
            2 * covariance,
            r"\operatorname{Var}[x+y] - \operatorname{Var}[x] - \operatorname{Var}[y]",
        ),
    )


def product():
    """Var[xy] for independent x and y, with any means, and with zero means."""
    x, y = symbols("x y", real=True)
    mean_x, mean_y = symbols("mu_x mu_y", real=True)
    var_x, var_y = symbols("v_x v_y", positive=True)
    moments = {x: [mean_x, var_x + mean_x**2], y: [mean_y, var_y + mean_y**2]}
    general = var_x * var_y + var_x * mean_y**2 + var_y * mean_x**2
    return Derivation(
        "Variance of a product of independent variables",
        Step(
            "Independence splits the second moment.",
            expect(x**2 * y**2, moments),
            (var_x + mean_x**2) * (var_y + mean_y**2),
            r"\operatorname{E}[x^2 y^2]",
        ),
        Step(
            "Subtract the squared mean.",
            variance(x * y, moments),
            general,
            r"\operatorname{Var}[xy]",
        ),
        Step(
            "With zero means one term is left.",
            general.subs({mean_x: 0, mean_y: 0}),
            var_x * var_y,
            r"\operatorname{Var}[xy]",
        ),
    )


def dot_product(terms=3):
    """Var[sum w_i x_i] = Var w sum E[x_i**2], the inputs correlated as they please."""
    weights = symbols(f"w_1:{terms + 1}", real=True)
    inputs = symbols(f"x_1:{terms + 1}", real=True)
    v = Symbol("v", positive=True)
    moments = {weight: [sympy.Integer(0), v] for weight in weights}
    dot = sum(weight * value for weight, value in zip(weights, inputs, strict=True))
    squares = sum(expect(value**2, {}, joint=inputs) for value in inputs)
    return Derivation(
        f"Variance of a dot product of {terms} terms, inputs free to depend on each other",
        Step(
            "Zero-mean weights make the mean zero.",
            expect(dot, moments, joint=inputs),
            0,
            r"\operatorname{E}\Big[\sum_i w_i x_i\Big]",
        ),
        Step(
            "Each cross term carries a single weight times another, whose mean is zero: "
            r"$\operatorname{E}[x_1 x_2]$ does not appear.",
            variance(dot, moments, joint=inputs),
            v * squares,
            r"\operatorname{Var}\Big[\sum_i w_i x_i\Big]",
        ),
    )


def equal_variance_moments():
    """Fourth moments of the uniform and the Gaussian of one variance: 9/5 against 3."""
    b, v = symbols("b v", positive=True)
    x = Symbol("x", real=True)
    density = sympy.exp(-(x**2) / (2 * v)) / sympy.sqrt(2 * sympy.pi * v)
    fourth = Integral(x**4 / (2 * b), (x, -b, b))
    return Derivation(
        "Kurtosis: what equal variances do not share",
        Step("Uniform: the fourth moment.", fourth, b**4 / 5, r"\operatorname{E}[x^4]"),
        Step(
            "Uniform: divided by the squared variance.",
            (b**4 / 5) / (b**2 / 3) ** 2,
            Rational(9, 5),
            r"\operatorname{E}[x^4]/\operatorname{Var}[x]^2",
        ),
        Step(
            "Gaussian: the same quotient.",
            Integral(x**4 * density, (x, -sympy.oo, sympy.oo)) / v**2,
            3,
            r"\operatorname{E}[x^4]/\operatorname{Var}[x]^2",
        ),
    )


def kurtosis_of_a_sum(terms=4):
    """Kurtosis of a sum of n equal terms: 3 + (kurtosis - 3) / n."""
    weights = symbols(f"w_1:{terms + 1}", real=True)
    v, kurtosis = symbols("v kappa", positive=True)
    moments = {weight: [0, v, 0, kurtosis * v**2] for weight in weights}
    total = sum(weights)
    second, fourth = expect(total**2, moments), expect(total**4, moments)
    return Derivation(
        f"Kurtosis of a sum of {terms} independent weights of kurtosis $\\kappa$",
        Step(
            "Of the fourth power, only terms with even powers have an expectation: "
            f"{terms} fourth powers and {3 * terms * (terms - 1)} products of two squares.",
            fourth,
            terms * kurtosis * v**2 + 3 * terms * (terms - 1) * v**2,
            r"\operatorname{E}\Big[\big(\sum_i w_i\big)^4\Big]",
        ),
        Step(
            f"Divide by the squared variance; $n = {terms}$.",
            fourth / second**2,
            3 + (kurtosis - 3) / sympy.Integer(terms),
            r"\frac{\operatorname{E}[(\sum_i w_i)^4]}{\operatorname{Var}[\sum_i w_i]^2}",
        ),
    )
