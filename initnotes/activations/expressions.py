"""An activation from a SymPy expression."""

import numpy as np

from initnotes.activations.definition import Activation
from initnotes.activations.special import erf, erfc
from initnotes.checks import check_instance


def from_expression(name, expression, symbol=None):
    """The `Activation` whose f is a SymPy expression in one symbol; SymPy derives f'.

    Parameters
    ----------
    name : str
    expression : sympy.Expr
        For example ``s * sympy.erfc(-s)``; Piecewise, Max, Abs, sign, erf will do.
    symbol : sympy.Symbol, optional
        The state; by default the only symbol of the expression.

    Raises
    ------
    TypeError
        If `expression` is no SymPy expression or `symbol` no symbol.
    ValueError
        If `expression` does not have exactly one symbol, has another one than `symbol` or
        a function without a definition, or one whose derivative SymPy does not know, such as floor.

    Notes
    -----
    Values are as accurate as the expression, evaluated as it stands in floating point:
    log(1 + exp(s)) is 0 from s = -37 downwards. Where it overflows on the way it is
    evaluated again by mpmath, whose numbers have no largest, so that log(1 + exp(s)) is s at
    s = 1e4; this is slow. At a kink f' is what SymPy's derivative gives there: for
    Piecewise((s, s > 0), (0, True)) it is 0, for Max(s, 0) 1/2.

    Examples
    --------
    >>> import sympy
    >>> s = sympy.Symbol("s")
    >>> bent = from_expression("bent", (sympy.sqrt(s**2 + 1) - 1) / 2 + s)
    >>> bent.derivative([0, 1e4])
    array([1. , 1.5])
    """
    import sympy

    check_instance(expression, sympy.Expr, "expression", "a SymPy expression")
    if symbol is not None:
        check_instance(symbol, sympy.Symbol, "symbol", "a SymPy symbol")
    found = expression.free_symbols
    if len(found) != 1:
        names = ", ".join(sorted(map(str, found))) or "none"
        raise ValueError(f"expression must have exactly one symbol, got {names} in {expression}")
    if symbol is None:
        (symbol,) = found
    if symbol not in found:
        raise ValueError(f"symbol must be the expression's, got {symbol} for {expression}")

    unknown = expression.atoms(sympy.core.function.AppliedUndef)
    if unknown:
        raise ValueError(
            f"expression must be made of functions that SymPy knows, got {unknown.pop()}"
        )

    # Of a symbol that may be complex, Abs has no derivative.
    s = sympy.Symbol("s", real=True)
    f = expression.subs(symbol, s)
    # A jump's derivative is 0 beside it; the jump itself is one of the kinks.
    slope = sympy.diff(f, s).replace(sympy.DiracDelta, lambda *_: sympy.Integer(0))
    left = slope.atoms(sympy.Derivative, sympy.Subs)
    if left:
        raise ValueError(
            f"expression must have a derivative that SymPy knows, got {left.pop()} in that of "
            f"{expression}"
        )
    return Activation(
        name,
        _numerical(sympy, s, f),
        _numerical(sympy, s, slope),
        formula=lambda _, other: f.subs(s, other),
    )


def _numerical(sympy, s, expression):
    """`expression` as a function of an array; by mpmath where floating point overflows."""
    import mpmath

    by_numpy = sympy.lambdify(s, expression, [{"erf": erf, "erfc": erfc}, "numpy"], cse=True)
    step = {"Heaviside": lambda x, at_zero=0.5: at_zero if x == 0 else float(x > 0)}
    by_mpmath = sympy.lambdify(s, expression, [step, "mpmath"])

    def exact(state, value):
        try:
            return float(by_mpmath(mpmath.mpf(float(state))))
        except (TypeError, ValueError, ZeroDivisionError):
            return value  # complex there, or a pole

    def function(states):
        with np.errstate(all="ignore"):
            # A constant comes as one number.
            values = np.broadcast_to(by_numpy(states), states.shape).astype(states.dtype)
            overflowed = ~np.isfinite(values) & np.isfinite(states)
            if overflowed.any():
                values[overflowed] = [
                    exact(state, value)
                    for state, value in zip(states[overflowed], values[overflowed], strict=True)
                ]
        return values

    return function
