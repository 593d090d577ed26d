"""Quantities: a name and the value that belongs to it, for the steps of a derivation.

A quotient or a product of quantities is shown as it stands until a step works it out.
"""

import numbers
from dataclasses import dataclass

import sympy

from initnotes.checks import check_callable, check_instance, check_string, described


def as_expression(value, name):
    """`value` as a SymPy expression; TypeError if it is none.

    Examples
    --------
    >>> from initnotes.derivations.quantities import as_expression
    >>> as_expression(2, "width") / 4
    1/2
    """
    wanted = isinstance(value, sympy.Basic | numbers.Number) and not isinstance(value, bool)
    converted = sympy.sympify(value) if wanted else None
    if not isinstance(converted, sympy.Expr) or converted.is_Matrix:
        raise TypeError(f"{name} must be a SymPy expression, got {described(value)}")
    return converted


@dataclass(frozen=True)
class Quantity:
    """A name and the value that belongs to it, worked out from a definition.

    Sums, differences, quotients and powers of quantities are quantities again, so that what is
    written in front of a formula and what is worked out stay one.

    Attributes
    ----------
    latex : str
        The name, such as `\\operatorname{Var}[s]`.
    value : sympy.Expr
        What it is; integrals, sums, limits and derivatives may still be to do.
    shown : str
        LaTeX in the place of the value's own.
    order : sympy.Expr
        For a series, the order of what it leaves out.
    cases : tuple
        (sizes, value) pairs, sizes a dict symbol -> number, for a formula in these symbols that
        is checked at each of the sizes; `value` is then that of the first.

    Examples
    --------
    >>> from initnotes.derivations.quantities import Quantity
    >>> total = Quantity("a", 2) + Quantity("b", 3)
    >>> total.latex, total.value
    ('a + b', 5)
    """

    latex: str
    value: sympy.Expr
    shown: str | None = None
    order: sympy.Expr | None = None
    cases: tuple = ()

    def __post_init__(self):
        check_string(self.latex, "latex")
        as_expression(self.value, "value")
        if self.shown is not None:
            check_string(self.shown, "shown")
        if self.order is not None:
            as_expression(self.order, "order")
        check_instance(self.cases, tuple, "cases", "a tuple of (sizes, value)")

    def __add__(self, other):
        check_instance(other, Quantity, "other", "a Quantity")
        return Quantity(f"{self.latex} + {other.latex}", self.value + other.value)

    def __sub__(self, other):
        check_instance(other, Quantity, "other", "a Quantity")
        return Quantity(f"{self.latex} - {other.latex}", self.value - other.value)

    def __truediv__(self, other):
        if not isinstance(other, Quantity):
            other = as_expression(other, "other")
            other = Quantity(sympy.latex(other), other)
        latex = rf"\frac{{{self.latex}}}{{{other.latex}}}"
        return Quantity(latex, ShownQuotient(self.value, other.value))

    def __pow__(self, power):
        power = as_expression(power, "power")
        return Quantity(f"{self.latex}^{{{power}}}", self.value**power)


def at_sizes(quantity, sizes):
    """The Quantity `quantity(size, ...)` at each of `sizes`, for one formula in their symbols.

    Parameters
    ----------
    quantity : callable
        Works out the quantity, under one name, at one choice of the sizes.
    sizes : dict
        symbol -> the numbers it takes; all have equally many, and the k-th belong together.

    Notes
    -----
    A polynomial of degree d in one size is settled by d + 1 sizes.

    Raises
    ------
    ValueError
        Without sizes, with unequally many, or if the name changes with the size.

    Examples
    --------
    >>> import sympy
    >>> from initnotes.derivations.quantities import Quantity, at_sizes
    >>> n = sympy.Symbol("n")
    >>> [value for _, value in at_sizes(lambda n: Quantity("a", n**2), {n: [2, 3]}).cases]
    [4, 9]
    """
    check_callable(quantity, "quantity", "the sizes")
    check_instance(sizes, dict, "sizes", "a dict of symbol -> numbers")
    for symbol, numbers_of in sizes.items():
        check_instance(numbers_of, tuple | list, f"sizes[{symbol}]", "a list of numbers")
    counts = [len(numbers) for numbers in sizes.values()]
    if not any(counts):
        raise ValueError("sizes must hold at least 1 size, got none")
    if len(set(counts)) > 1:
        raise ValueError(
            f"sizes must hold as many numbers for each symbol, got {', '.join(map(str, counts))}"
        )
    rows = list(zip(*sizes.values(), strict=True))
    found = [quantity(*row) for row in rows]
    for each in found:
        check_instance(each, Quantity, "what quantity gives", "a Quantity")
    names = list(dict.fromkeys(each.latex for each in found))
    if len(names) > 1:
        raise ValueError(f"quantity must have one name at all sizes, got {', '.join(names)}")
    cases = tuple(
        (dict(zip(sizes, row, strict=True)), each.value)
        for row, each in zip(rows, found, strict=True)
    )
    return Quantity(found[0].latex, found[0].value, shown="", cases=cases)


def shown_product(*factors):
    """A product that is shown as it stands, each factor on its own, until a Step works it out.

    Examples
    --------
    >>> from initnotes.derivations.quantities import shown_product
    >>> shown_product(2, 3).doit()
    6
    """
    factors = [as_expression(factor, f"factor {k}") for k, factor in enumerate(factors, 1)]
    return sympy.Mul(*map(sympy.UnevaluatedExpr, factors), evaluate=False)


class ShownQuotient(sympy.Expr):
    """ShownQuotient(above, below) is shown as it stands until a Step works it out.

    Examples
    --------
    >>> from initnotes.derivations.quantities import ShownQuotient
    >>> ShownQuotient(6, 3).doit()
    2
    """

    is_commutative = True

    def __new__(cls, above, below):
        return super().__new__(cls, as_expression(above, "above"), as_expression(below, "below"))

    def doit(self, **hints):
        """The quotient of both, worked out."""
        above, below = (argument.doit(**hints) for argument in self.args)
        return above / below

    def _latex(self, printer):
        above, below = map(printer.doprint, self.args)
        return rf"\frac{{{above}}}{{{below}}}"
