"""Chapter "Facts about variance": of a uniform variable, a sum, a product and a dot product."""

from itertools import combinations

import sympy
from sympy import Rational, Symbol, UnevaluatedExpr, symbols

from initnotes.checks import check_positive_integer
from initnotes.derivations.laws import (
    Moments,
    expectation_symbol,
    gaussian,
    mean_of,
    uniform_law,
    variance_of,
)
from initnotes.derivations.steps import Derivation, Step, at_sizes

BOUND, LENGTH, VARIANCE = symbols("b d v", positive=True)
KURTOSIS = Symbol("kappa", positive=True)
TERMS = Symbol("n", positive=True, integer=True)
_x, _y = symbols("x y", real=True)


def uniform():
    """Var U(a, b) = (b - a)**2 / 12, by integrating the density.

    Examples
    --------
    >>> from initnotes.derivations import variance
    >>> variance.uniform().result
    d**2/12
    """
    a = Symbol("a", real=True)
    law = uniform_law(_x, a, a + LENGTH)
    return Derivation(
        f"A uniform variable, ${law.latex}$",
        Step("The mean is the midpoint.", mean_of(_x, law), a + LENGTH / 2),
        Step(
            "The variance is the mean square distance from it.",
            variance_of(_x, law),
            LENGTH**2 / 12,
        ),
    )


def symmetric_uniform():
    """Var U(-b, b) = b**2 / 3, and what is a third and what a twelfth.

    Examples
    --------
    >>> from initnotes.derivations import variance
    >>> variance.symmetric_uniform().result
    b**2/3
    """
    law = uniform_law(_x, -BOUND, BOUND)
    mean_square = Step(
        "The mean is zero, so the variance is the mean square.",
        variance_of(_x, law),
        BOUND**2 / 3,
    )
    return Derivation(
        f"A uniform variable around zero, ${law.latex}$",
        mean_square,
        Step(
            f"The length is ${sympy.latex(law.high - law.low)}$, so the twelfth becomes a third.",
            uniform().result.subs(LENGTH, UnevaluatedExpr(law.high - law.low)),
            mean_square.right,
        ),
    )


def total():
    """Var[x + y] = Var x + Var y + 2 Cov[x, y].

    Examples
    --------
    >>> from initnotes.derivations import variance
    >>> len(variance.total().steps)
    1
    """
    law = Moments(joint=((_x, _y),))
    mean_product, mean_x, mean_y = map(expectation_symbol, (_x * _y, _x, _y))
    return Derivation(
        "Variance of a sum",
        Step(
            "Expand the square; what is left besides the two variances is twice "
            r"the covariance $\operatorname{E}[xy] - \operatorname{E}[x]\operatorname{E}[y]$.",
            variance_of(_x + _y, law) - variance_of(_x, law) - variance_of(_y, law),
            2 * mean_product - 2 * mean_x * mean_y,
        ),
    )


def product():
    """Var[xy] for independent x and y, with any means, and with zero means.

    Examples
    --------
    >>> from initnotes.derivations import variance
    >>> variance.product().result
    v_x*v_y
    """
    mean_x, mean_y = symbols("mu_x mu_y", real=True)
    var_x, var_y = symbols("v_x v_y", positive=True)
    law = Moments({_x: [mean_x, var_x + mean_x**2], _y: [mean_y, var_y + mean_y**2]})
    general = Step(
        "Subtract the squared mean.",
        variance_of(_x * _y, law),
        var_x * var_y + var_x * mean_y**2 + var_y * mean_x**2,
    )
    return Derivation(
        "Variance of a product of independent variables",
        Step(
            "Independence splits the second moment.",
            mean_of(_x**2 * _y**2, law),
            (var_x + mean_x**2) * (var_y + mean_y**2),
        ),
        general,
        Step(
            "With zero means one term is left.",
            general.right.subs({mean_x: 0, mean_y: 0}),
            var_x * var_y,
            general.name,
        ),
    )


def dot_product(terms=3):
    """Var[sum w_i x_i] = Var w sum E[x_i**2], weights uncorrelated, inputs as they please.

    Examples
    --------
    >>> from initnotes.derivations import variance
    >>> len(variance.dot_product().steps)
    2
    """
    check_positive_integer(terms, "terms")
    weights = symbols(f"w_1:{terms + 1}", real=True)
    inputs = symbols(f"x_1:{terms + 1}", real=True)
    known = {weight: 0 for weight in weights} | {weight**2: VARIANCE for weight in weights}
    known |= {one * other: 0 for one, other in combinations(weights, 2)}
    law = Moments(joint=(weights, inputs), known=known)
    dot = sum(weight * value for weight, value in zip(weights, inputs, strict=True))
    return Derivation(
        f"Variance of a dot product of {terms} terms: weights uncorrelated and independent of the "
        "inputs, inputs free to depend on each other",
        Step(
            "Zero-mean weights make the mean zero.",
            mean_of(dot, law, r"{\textstyle\sum_i} w_i x_i"),
            0,
        ),
        Step(
            r"Each cross term has the factor $\operatorname{E}[w_i w_j] = 0$, whatever its "
            r"$\operatorname{E}[x_i x_j]$ is: that does not appear.",
            variance_of(dot, law, r"{\textstyle\sum_i} w_i x_i"),
            VARIANCE * sum(expectation_symbol(value**2) for value in inputs),
        ),
    )


def equal_variance_moments():
    """Fourth moments of the uniform and the Gaussian of one variance: 9/5 against 3.

    Examples
    --------
    >>> from initnotes.derivations import variance
    >>> variance.equal_variance_moments().result
    3
    """
    flat, bell = uniform_law(_x, -BOUND, BOUND), gaussian(_x, VARIANCE)
    flat_fourth = Step(f"${flat.latex}$: the fourth moment,", mean_of(_x**4, flat), BOUND**4 / 5)
    bell_fourth = Step(f"${bell.latex}$: the fourth moment,", mean_of(_x**4, bell), 3 * VARIANCE**2)
    divided = "divided by the squared variance."
    return Derivation(
        "Kurtosis: what equal variances do not share",
        flat_fourth,
        Step(divided, flat_fourth.quantity / variance_of(_x, flat) ** 2, Rational(9, 5)),
        bell_fourth,
        Step(divided, bell_fourth.quantity / variance_of(_x, bell) ** 2, 3),
    )


def kurtosis_of_a_sum(terms=4):
    """Kurtosis of a sum of n equal terms: 3 + (kurtosis - 3) / n.

    Examples
    --------
    >>> from initnotes.derivations import variance
    >>> variance.kurtosis_of_a_sum().result
    3 + (kappa - 3)/n
    """
    check_positive_integer(terms, "terms")
    label = r"{\textstyle\sum_i} w_i"

    def fourth_and_variance(terms):
        weights = symbols(f"w_1:{terms + 1}", real=True)
        law = Moments({weight: [0, VARIANCE, 0, KURTOSIS * VARIANCE**2] for weight in weights})
        fourth = mean_of(sum(weights) ** 4, law, rf"({label})^4")
        return fourth, variance_of(sum(weights), law, label)

    squares = 3 * terms * (terms - 1)
    return Derivation(
        r"A sum of $n$ independent weights of variance $v$ and kurtosis $\kappa$",
        Step(
            "Of the fourth power, only terms with even powers have an expectation. Of "
            f"{terms} weights, these are {terms} fourth powers and {squares} products of two "
            "squares.",
            fourth_and_variance(terms)[0],
            terms * KURTOSIS * VARIANCE**2 + squares * VARIANCE**2,
        ),
        Step(
            "Divide by the squared variance; now for any number.",
            at_sizes(
                lambda n: fourth_and_variance(n)[0] / fourth_and_variance(n)[1] ** 2,
                {TERMS: (1, 2, 3, terms)},
            ),
            3 + (KURTOSIS - 3) / TERMS,
        ),
    )
