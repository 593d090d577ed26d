"""The weight factors n_in Var W and n_out Var W, and the schemes' rules applied to symbols."""

from dataclasses import dataclass

import sympy
from sympy import Symbol, latex

from initnotes import schemes
from initnotes.derivations.quantities import Quantity, as_expression, shown_product

N_IN = Symbol(r"n_\mathrm{in}", positive=True)
N_OUT = Symbol(r"n_\mathrm{out}", positive=True)
VARIANCE = Symbol("v", positive=True)


@dataclass(frozen=True)
class Direction:
    """A way through a layer, and the weight factor fan Var W that a variance meets on it.

    Examples
    --------
    >>> from initnotes.derivations import factors
    >>> factors.FORWARD.factor(variance=2, fans={factors.N_IN: 3}).value.doit()
    6
    """

    name: str
    fan: Symbol

    def factor(self, variance=VARIANCE, fans=None):
        """The weight factor as a `Quantity`, for a variance and values of the fans."""
        value = shown_product(self.fan.subs(fans or {}), variance)
        return Quantity(rf"{latex(self.fan)}\operatorname{{Var}}[W]", value)


FORWARD, BACKWARD = Direction("forward", N_IN), Direction("backward", N_OUT)


def rule(name, fan_in=N_IN, fan_out=N_OUT):
    """Var W of the scheme of that name at gain 1, the code's own rule applied to symbols.

    Examples
    --------
    >>> from initnotes.derivations import factors
    >>> factors.rule("xavier", fan_in=2, fan_out=4)
    1/3
    """
    fans = as_expression(fan_in, "fan_in"), as_expression(fan_out, "fan_out")
    return sympy.nsimplify(schemes.scheme(name).rule(*fans), rational=True)
