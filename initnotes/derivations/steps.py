"""What a derivation is made of: steps that SymPy has checked, and expectations of polynomials."""

from dataclasses import dataclass

import sympy


class DerivationError(ValueError):
    """A step whose two sides are not equal."""


@dataclass(frozen=True)
class Step:
    """One equality, left = right, with the reason for it in words.

    Building it makes SymPy check it: integrals, sums, limits and derivatives on either side
    are carried out and the difference must simplify to 0. Raises DerivationError otherwise.

    Attributes
    ----------
    reason : str
        A sentence; may hold `$mathematics$`.
    left : sympy.Expr
    right : sympy.Expr
    name : str
        LaTeX of the quantity that both sides are, shown in front of them.
    """

    reason: str
    left: sympy.Expr
    right: sympy.Expr
    name: str = ""

    def __post_init__(self):
        left, right = sympy.sympify(self.left), sympy.sympify(self.right)
        difference = sympy.simplify((left - right).doit())
        if difference != 0:
            raise DerivationError(
                f"{self.reason!r} must make both sides equal, got a difference of {difference}"
            )
        object.__setattr__(self, "left", left)
        object.__setattr__(self, "right", right)

    @property
    def latex(self):
        """name = left = right in LaTeX, where what is said twice is said once."""
        sides = [self.name, sympy.latex(self.left), sympy.latex(self.right)]
        return " = ".join(dict.fromkeys(side for side in sides if side))


@dataclass(frozen=True)
class Derivation:
    """A titled chain of checked steps; Jupyter and the book set it as mathematics."""

    title: str
    steps: tuple

    def __init__(self, title, *steps):
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


def expect(expression, moments, *, joint=()):
    """E[expression], for a polynomial in independent random variables.

    Parameters
    ----------
    expression : sympy.Expr
    moments : dict
        random symbol -> its raw moments [E x, E x**2, ...], as far as they are needed.
    joint : sequence of symbols
        Variables that may depend on each other, though not on those of `moments`: a product
        of them becomes the symbol E[...] of that product.

    Notes
    -----
    Symbols in neither are constants.

    Raises
    ------
    ValueError
        When a moment is missing.
    """
    variables = [*moments, *joint]
    polynomial = sympy.Poly(sympy.expand(expression), *variables)
    total = sympy.Integer(0)
    for powers, coefficient in polynomial.terms():
        term = coefficient
        for (symbol, known), power in zip(moments.items(), powers, strict=False):
            if power > len(known):
                raise ValueError(
                    f"the expectation needs {len(known)} moments of {symbol} at most, "
                    f"got a power of {power}"
                )
            term *= known[power - 1] if power else 1
        total += term * _joint_moment(joint, powers[len(moments) :])
    return sympy.expand(total)


def variance(expression, moments, *, joint=()):
    """Var[expression] = E[expression**2] - E[expression]**2, by `expect`."""
    mean = expect(expression, moments, joint=joint)
    return sympy.expand(expect(expression**2, moments, joint=joint) - mean**2)


def _joint_moment(joint, powers):
    product = sympy.Mul(*[symbol**power for symbol, power in zip(joint, powers, strict=True)])
    if product == 1:
        return sympy.Integer(1)
    return sympy.Symbol(rf"\operatorname{{E}}[{sympy.latex(product)}]", real=True)
