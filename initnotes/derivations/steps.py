"""What a derivation is made of: quantities with a name and a value, and steps checked by SymPy.

A step holds a claim, its right side, against a left side that is worked out from a definition: an
expectation, an integral, a Taylor series, a scheme's rule, a net of symbols. A later step takes
what it needs from `right` of an earlier one, which has passed by then, and never types it again.
"""

from dataclasses import dataclass

import sympy


class DerivationError(ValueError):
    """A step whose two sides are not equal.

    Examples
    --------
    >>> from initnotes.derivations.steps import Step
    >>> Step("One and one is three.", 1 + 1, 3)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    initnotes.derivations.steps.DerivationError: ... must make both sides equal, got a ...
    """


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
    >>> from initnotes.derivations.steps import Quantity
    >>> total = Quantity("a", 2) + Quantity("b", 3)
    >>> total.latex, total.value
    ('a + b', 5)
    """

    latex: str
    value: sympy.Expr
    shown: str | None = None
    order: sympy.Expr | None = None
    cases: tuple = ()

    def __add__(self, other):
        return Quantity(f"{self.latex} + {other.latex}", self.value + other.value)

    def __sub__(self, other):
        return Quantity(f"{self.latex} - {other.latex}", self.value - other.value)

    def __truediv__(self, other):
        if not isinstance(other, Quantity):
            other = Quantity(sympy.latex(other), sympy.sympify(other))
        latex = rf"\frac{{{self.latex}}}{{{other.latex}}}"
        return Quantity(latex, ShownQuotient(self.value, other.value))

    def __pow__(self, power):
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
    >>> from initnotes.derivations.steps import Quantity, at_sizes
    >>> n = sympy.Symbol("n")
    >>> [value for _, value in at_sizes(lambda n: Quantity("a", n**2), {n: [2, 3]}).cases]
    [4, 9]
    """
    counts = [len(numbers) for numbers in sizes.values()]
    if not any(counts):
        raise ValueError("sizes must hold at least 1 size, got none")
    if len(set(counts)) > 1:
        raise ValueError(
            f"sizes must hold as many numbers for each symbol, got {', '.join(map(str, counts))}"
        )
    rows = list(zip(*sizes.values(), strict=True))
    found = [quantity(*row) for row in rows]
    names = list(dict.fromkeys(each.latex for each in found))
    if len(names) > 1:
        raise ValueError(f"quantity must have one name at all sizes, got {', '.join(names)}")
    cases = tuple(
        (dict(zip(sizes, row, strict=True)), each.value)
        for row, each in zip(rows, found, strict=True)
    )
    return Quantity(found[0].latex, found[0].value, shown="", cases=cases)


@dataclass(frozen=True)
class Step:
    """One equality, left = right, with the reason for it in words.

    Building it makes SymPy check it: integrals, sums, limits and derivatives on either side
    are carried out and the difference must simplify to 0.

    Attributes
    ----------
    reason : str
        A sentence; may hold `$mathematics$`.
    left : sympy.Expr
        What is worked out; a `Quantity` brings its name along.
    right : sympy.Expr
        What is claimed.
    name : str
        LaTeX of the quantity that both sides are, shown in front of them.

    Raises
    ------
    DerivationError
        If the sides differ.
    TypeError
        If a side is no expression, or the reason or the name no string.

    Examples
    --------
    >>> import sympy
    >>> from initnotes.derivations.steps import Step
    >>> x = sympy.Symbol("x")
    >>> Step("The derivative of a square.", sympy.Derivative(x**2, x), 2 * x).right
    2*x
    """

    reason: str
    left: sympy.Expr
    right: sympy.Expr
    name: str = ""

    def __post_init__(self):
        _check_string(self.reason, "reason")
        _check_string(self.name, "name")
        worked_out = self.left
        if not isinstance(worked_out, Quantity):
            worked_out = Quantity(self.name, _expression(self.left, "left"))
        elif self.name:
            raise TypeError(
                "name must be left out where the left side is a Quantity, which has one, "
                f"got {self.name!r} beside {worked_out.latex!r}"
            )
        right = _expression(self.right, "right")
        for sizes, value in worked_out.cases or [({}, worked_out.value)]:
            difference = _difference(_expression(value, "left"), right.subs(sizes))
            if difference != 0:
                at = "".join(f" at {symbol} = {size}" for symbol, size in sizes.items())
                raise DerivationError(
                    f"{self.reason!r} must make both sides equal, got a difference of "
                    f"{difference}{at}"
                )
        object.__setattr__(self, "left", sympy.sympify(worked_out.value))
        object.__setattr__(self, "right", right)
        object.__setattr__(self, "name", worked_out.latex)
        object.__setattr__(self, "worked_out", worked_out)

    def because(self, reason):
        """The same equality for another reason."""
        return Step(reason, self.worked_out, self.right)

    @property
    def quantity(self):
        """The name with the right side, for the steps that follow."""
        return Quantity(self.name, self.right)

    @property
    def latex(self):
        """name = left = right in LaTeX, where what is said twice is said once.

        A series ends with the order of what it leaves out, and a formula that was checked at
        several values of one size says at which.
        """
        terms = None if self.worked_out.order is None else "rev-lex"
        left, end = self.worked_out.shown, ""
        if left is None:
            left = sympy.latex(self.left, order=terms)
        if terms:
            end = f" + O({sympy.latex(self.worked_out.order)})"
        sizes = [sizes for sizes, _ in self.worked_out.cases]
        if sizes and len(sizes[0]) == 1:
            (symbol,) = sizes[0]
            end = rf"\qquad ({symbol} = {', '.join(str(size[symbol]) for size in sizes)})"
        sides = [self.name, left, sympy.latex(self.right, order=terms)]
        return " = ".join(dict.fromkeys(side for side in sides if side)) + end


@dataclass(frozen=True)
class Derivation:
    """A titled chain of checked steps; Jupyter and the book set it as mathematics.

    Raises TypeError unless the title is a string and each step a `Step`, ValueError without steps.

    Examples
    --------
    >>> from initnotes.derivations.steps import Derivation, Step
    >>> Derivation("A sum", Step("One and one is two.", 1 + 1, 2))
    Derivation('A sum', 1 steps checked)
    """

    title: str
    steps: tuple

    def __init__(self, title, *steps):
        _check_string(title, "title")
        if not steps:
            raise ValueError(f"a derivation must have at least 1 step, got none for {title!r}")
        for number, step in enumerate(steps, 1):
            if not isinstance(step, Step):
                raise TypeError(f"step {number} must be a Step, got {type(step).__name__} {step!r}")
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "steps", steps)

    @property
    def result(self):
        """The right side of the last step."""
        return self.steps[-1].right

    def __repr__(self):
        return f"Derivation({self.title!r}, {len(self.steps)} steps checked)"

    def _repr_markdown_(self):
        lines = [f"**{self.title}**", ""]
        for number, step in enumerate(self.steps, 1):
            lines += [f"{number}. {step.reason}", "", f"   $$ {step.latex} $$", ""]
        return "\n".join(lines)


def shown_product(*factors):
    """A product that is shown as it stands, each factor on its own, until a Step works it out.

    Examples
    --------
    >>> from initnotes.derivations.steps import shown_product
    >>> shown_product(2, 3).doit()
    6
    """
    return sympy.Mul(*map(sympy.UnevaluatedExpr, factors), evaluate=False)


class ShownQuotient(sympy.Expr):
    """ShownQuotient(above, below) is shown as it stands until a Step works it out.

    Examples
    --------
    >>> from initnotes.derivations.steps import ShownQuotient
    >>> ShownQuotient(6, 3).doit()
    2
    """

    is_commutative = True

    def __new__(cls, above, below):
        return super().__new__(cls, sympy.sympify(above), sympy.sympify(below))

    def doit(self, **hints):
        """The quotient of both, worked out."""
        above, below = (argument.doit(**hints) for argument in self.args)
        return above / below

    def _latex(self, printer):
        above, below = map(printer.doprint, self.args)
        return rf"\frac{{{above}}}{{{below}}}"


def _difference(left, right):
    return sympy.simplify((left - right).doit())


def _check_string(value, name):
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a string, got {type(value).__name__} {value!r}")


def _expression(side, name):
    converted = None if isinstance(side, str | bool) else sympy.sympify(side)
    if not isinstance(converted, sympy.Expr) or converted.is_Matrix:
        raise TypeError(f"{name} must be a SymPy expression, got {type(side).__name__} {side!r}")
    return converted
