"""Series of functions of a small Gaussian state, s following N(0, q), and their means.

The coefficients come from differentiation and the means from integration.
"""

import sympy
from sympy import Symbol, latex, sqrt

from initnotes.derivations.laws import gaussian
from initnotes.derivations.steps import Quantity, Step

STATE_VARIANCE = Symbol("q", positive=True)
STATE = gaussian(Symbol("s", real=True), STATE_VARIANCE)


def expand(reason, function, order, claim, label, symbol=STATE.symbol):
    """A Step for the Taylor series of `function`, and the order of what the series leaves out.

    The series ends with the power `order` of `symbol`; what it leaves out is of the order `rest`,
    in sqrt(q) for s, of the next power that has a coefficient.

    Examples
    --------
    >>> import sympy
    >>> from initnotes.derivations import series
    >>> s = series.STATE.symbol
    >>> step, rest = series.expand("Derivatives at 0.", sympy.sin(s), 3, s - s**3 / 6, "f")
    >>> step.right, rest
    (-s**3/6 + s, q**(5/2))
    """

    def coefficient(power):
        return sympy.diff(function, symbol, power).subs(symbol, 0) / sympy.factorial(power)

    series = sum(coefficient(power) * symbol**power for power in range(order + 1))
    rest = next(power for power in range(order + 1, order + 4) if coefficient(power) != 0)
    step = Step(reason, Quantity(label, series, "", order=symbol**rest), claim)
    return step, sqrt(STATE_VARIANCE) ** rest


def average(reason, series, rest, claim, label):
    """A Step for the Gaussian mean of a series that ends before the order `rest`.

    Examples
    --------
    >>> from initnotes.derivations import series
    >>> s, q = series.STATE.symbol, series.STATE_VARIANCE
    >>> series.average("Moments.", 1 + s**2, q**2, 1 + q, "f").right
    q + 1
    """
    shown = rf"\operatorname{{E}}\left[{latex(series, order='rev-lex')}\right]"
    return Step(reason, Quantity(label, STATE.mean(series), shown, order=rest), claim)
