"""What a derivation is made of: steps checked by SymPy, with the quantities that they are about.

A step holds a claim, its right side, against a left side that is worked out from a definition: an
expectation, an integral, a Taylor series, a scheme's rule, a net of symbols. A later step takes
what it needs from `right` of an earlier one, which has passed by then, and never types it again.
"""

from dataclasses import dataclass

import sympy

from initnotes.checks import check_string, described
from initnotes.derivations.quantities import Quantity, as_expression

# What a derivation is made of may be imported from here as a whole.
from initnotes.derivations.quantities import ShownQuotient as ShownQuotient
from initnotes.derivations.quantities import at_sizes as at_sizes
from initnotes.derivations.quantities import shown_product as shown_product


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
        check_string(self.reason, "reason")
        check_string(self.name, "name")
        worked_out = self.left
        if not isinstance(worked_out, Quantity):
            worked_out = Quantity(self.name, as_expression(self.left, "left"))
        elif self.name:
            raise TypeError(
                "name must be left out where the left side is a Quantity, which has one, "
                f"got {self.name!r} beside {worked_out.latex!r}"
            )
        right = as_expression(self.right, "right")
        for sizes, value in worked_out.cases or [({}, worked_out.value)]:
            difference = _difference(as_expression(value, "left"), right.subs(sizes))
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
        check_string(title, "title")
        if not steps:
            raise ValueError(f"a derivation must have at least 1 step, got none for {title!r}")
        for number, step in enumerate(steps, 1):
            if not isinstance(step, Step):
                raise TypeError(f"step {number} must be a Step, got {described(step)}")
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


def _difference(left, right):
    return sympy.simplify((left - right).doit())
