"""How random variables are distributed: by a density or by moments; and what follows on average.

`mean_of` and `variance_of` write the E or Var of a name and work out the value in one go.
"""

from dataclasses import dataclass, field

import sympy
from sympy import Integral, exp, latex, oo, pi, sqrt

from initnotes.derivations.steps import Quantity


@dataclass(frozen=True)
class Density:
    """A random variable with a density between two ends.

    Attributes
    ----------
    symbol : sympy.Symbol
    density : sympy.Expr
    low : sympy.Expr
    high : sympy.Expr
    latex : str
        What it follows, such as `s \\sim N\\left(0, q\\right)`.

    Examples
    --------
    >>> import sympy
    >>> from initnotes.derivations import laws
    >>> x = sympy.Symbol("x")
    >>> laws.Density(x, 2 * x, 0, 1, "x").mean(x).doit()
    2/3
    """

    symbol: sympy.Symbol
    density: sympy.Expr
    low: sympy.Expr
    high: sympy.Expr
    latex: str

    def mean(self, expression, low=None, high=None):
        """E[expression] as an integral over the density, or over the part between low and high."""
        ends = self.low if low is None else low, self.high if high is None else high
        return Integral(expression * self.density, (self.symbol, *ends))


def gaussian(symbol, variance):
    """The `Density` of N(0, variance).

    Examples
    --------
    >>> import sympy
    >>> from initnotes.derivations import laws
    >>> x, q = sympy.Symbol("x", real=True), sympy.Symbol("q", positive=True)
    >>> laws.gaussian(x, q).mean(x**4).doit()
    3*q**2
    """
    density = exp(-(symbol**2) / (2 * variance)) / sqrt(2 * pi * variance)
    name = rf"{latex(symbol)} \sim N\left(0, {latex(variance)}\right)"
    return Density(symbol, density, -oo, oo, name)


def uniform_law(symbol, low, high):
    """The `Density` of U(low, high).

    Examples
    --------
    >>> import sympy
    >>> from initnotes.derivations import laws
    >>> x = sympy.Symbol("x", real=True)
    >>> laws.uniform_law(x, 0, sympy.Integer(1)).mean(x**2).doit()
    1/3
    """
    name = rf"{latex(symbol)} \sim U\left({latex(low)}, {latex(high)}\right)"
    return Density(symbol, 1 / (high - low), low, high, name)


@dataclass(frozen=True)
class Moments:
    """Random variables of which only moments are known; expectations of polynomials need no more.

    Attributes
    ----------
    independent : dict
        symbol -> its raw moments [E x, E x**2, ...], as far as they are needed; each is
        independent of everything else.
    joint : sequence of sequences of symbols
        Groups of variables that may depend on each other, though not on those of another group: a
        product within a group becomes the symbol E[...] of that product.
    known : dict
        Product of variables of one group -> its expectation, where it is known.

    Notes
    -----
    Symbols in none of these are constants.

    Examples
    --------
    >>> import sympy
    >>> from initnotes.derivations import laws
    >>> x, y = sympy.symbols("x y", real=True)
    >>> laws.Moments({x: [0, 2], y: [1, 3]}).mean((x + y) ** 2)
    5
    """

    independent: dict = field(default_factory=dict)
    joint: tuple = ()
    known: dict = field(default_factory=dict)

    def mean(self, expression):
        """E[expression] of a polynomial; raises ValueError when a moment is missing."""
        groups = [[symbol] for symbol in self.independent] + [list(group) for group in self.joint]
        variables = [symbol for group in groups for symbol in group]
        total = sympy.Integer(0)
        if not variables:
            return sympy.expand(expression)
        for powers, coefficient in sympy.Poly(sympy.expand(expression), *variables).terms():
            power = dict(zip(variables, powers, strict=True))
            total += coefficient * sympy.Mul(*(self._moment(group, power) for group in groups))
        return sympy.expand(total)

    def _moment(self, group, power):
        product = sympy.Mul(*(symbol ** power[symbol] for symbol in group))
        if product == 1:
            return sympy.Integer(1)
        if group[0] not in self.independent:
            return self.known.get(product, expectation_symbol(product))
        moments = self.independent[group[0]]
        if power[group[0]] > len(moments):
            raise ValueError(
                f"the expectation needs {len(moments)} moments of {group[0]} at most, "
                f"got a power of {power[group[0]]}"
            )
        return moments[power[group[0]] - 1]


def expectation_symbol(product):
    """The symbol E[product], for an expectation that is not worked out any further.

    Examples
    --------
    >>> import sympy
    >>> from initnotes.derivations import laws
    >>> laws.expectation_symbol(sympy.Symbol("x") ** 2).is_real
    True
    """
    return sympy.Symbol(rf"\operatorname{{E}}[{latex(product)}]", real=True)


def mean_of(expression, law, label=None):
    """E[expression] under a `Density` or `Moments`, as a `Quantity`; `label` shortens its name.

    Examples
    --------
    >>> import sympy
    >>> from initnotes.derivations import laws
    >>> x = sympy.Symbol("x", real=True)
    >>> laws.mean_of(x**2, laws.Moments({x: [1, 5]})).value
    5
    """
    return Quantity(rf"\operatorname{{E}}[{label or latex(expression)}]", law.mean(expression))


def variance_of(expression, law, label=None):
    """Var[expression], the mean square distance from the mean, as `mean_of` does it.

    Examples
    --------
    >>> import sympy
    >>> from initnotes.derivations import laws
    >>> x = sympy.Symbol("x", real=True)
    >>> laws.variance_of(x, laws.Moments({x: [1, 5]})).value
    4
    """
    centered = expression - sympy.simplify(law.mean(expression).doit())
    return Quantity(rf"\operatorname{{Var}}[{label or latex(expression)}]", law.mean(centered**2))
