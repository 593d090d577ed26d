"""What an activation is: f, its slope f', and what both of them say about a layer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps

import numpy as np

from initnotes.activations import agreement
from initnotes.checks import (
    as_list,
    check_callable,
    check_instance,
    check_number,
    check_real,
    check_string,
)


@dataclass(frozen=True)
class Activation:
    """An elementwise activation z = f(s), with its slope f'.

    Call it for f. Arrays keep their shape and floating dtype, integers become float64. When one
    is made, `derivative` is held against `function`, and one that is not its derivative is
    refused.

    Parameters
    ----------
    name : str
    function : callable
        f of an array of states, elementwise; float32 and float64 are kept.
    derivative : callable
        f' of an array of *states*; at a kink, the value that a backward pass is to use.
    derivative_at_output : callable, optional
        f' of an array of outputs z = f(s), a shortcut for the backward pass. Only where f' is
        a function of z: for tanh it is 1 - z**2, for GELU there is none.
    formula : callable, optional
        (sympy, symbol) -> the SymPy expression of f.
    kinks : sequence of numbers, optional
        States where f' (or f) jumps, at which an integral is to be split. By default they are
        searched for in [-30, 30], where two that are less than 0.02 apart may count as one.

    Raises
    ------
    ValueError
        If `derivative` is not that of `function` somewhere in [-30, 30] (with the state where
        they part), `derivative_at_output` not the same slope, or a value there not finite.
    TypeError
        If an argument is of the wrong type or `function` cannot take an array.

    Notes
    -----
    f' is compared with a five-point difference quotient at 2,000 states, to 1e-5 or 1e-5 of f'.
    What differs by less, or only beyond 30, is not seen.

    Examples
    --------
    >>> import numpy as np
    >>> square = Activation("square", lambda s: s * s, lambda s: 2 * s)
    >>> square(np.array([-1.0, 3.0]))
    array([1., 9.])
    >>> square.derivative(3)
    np.float64(6.0)
    >>> Activation("square", lambda s: s * s, np.ones_like)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    ValueError: derivative must be that of function, got 1 at state s = 0.0022, where the ...
    """

    name: str
    function: Callable
    derivative: Callable
    derivative_at_output: Callable | None = None
    formula: Callable | None = None
    kinks: tuple[float, ...] | None = None

    def __post_init__(self):
        check_string(self.name, "name")
        if not self.name:
            raise ValueError("name must be a string of at least one letter, got ''")
        check_callable(self.function, "function", "an array of states")
        check_callable(self.derivative, "derivative", "an array of states")
        if self.derivative_at_output is not None:
            check_callable(self.derivative_at_output, "derivative_at_output", "an array of outputs")
        if self.formula is not None:
            check_callable(self.formula, "formula", "sympy and a symbol")
        agreement.check_elementwise(self)
        self._set("function", _guarded(self.function, "state"))
        self._set("derivative", _guarded(self.derivative, "state"))
        if self.derivative_at_output is not None:
            self._set("derivative_at_output", _guarded(self.derivative_at_output, "activation"))
        agreement.check_finite_values(self)
        given = self.kinks
        self._set("kinks", agreement.find_kinks(self) if given is None else _kinks(given))
        agreement.check_derivative(self)
        agreement.check_derivative_at_output(self)

    def _set(self, attribute, value):
        object.__setattr__(self, attribute, value)

    def __call__(self, s):
        """f(s)."""
        return self.function(s)

    def slope(self, s, z):
        """f' for the backward pass, which knows the state s and the output z = f(s)."""
        check_real(s, "state")
        check_real(z, "activation")
        if np.shape(z) != np.shape(s):
            raise ValueError(
                f"activation must have the state's shape {np.shape(s)}, got {np.shape(z)}"
            )
        if self.derivative_at_output is None:
            return self.derivative(s)
        return self.derivative_at_output(z)

    @cached_property
    def zero_mean(self):
        """Whether f is odd, so that E f(s) = 0 for a symmetric s."""
        return agreement.is_odd(self)

    @cached_property
    def unit_slope(self):
        """Whether f(0) = 0 and f' = 1 on both sides of 0: Glorot's linear regime."""
        return agreement.is_identity_near_zero(self)

    def expression(self, symbol=None):
        """The SymPy expression of f in `symbol` (by default the real symbol s).

        Raises ValueError if the activation was made without a formula.
        """
        if self.formula is None:
            raise ValueError(
                f"an expression needs a formula, and the activation {self.name!r} was made without "
                "one: pass formula=, or use from_expression"
            )
        import sympy

        if symbol is not None:
            check_instance(symbol, sympy.Expr, "symbol", "a SymPy expression")
        return self.formula(sympy, sympy.Symbol("s", real=True) if symbol is None else symbol)

    def __repr__(self):
        return f"Activation({self.name!r})"


def _guarded(function, argument):
    """`function` of an array of floats, made from whatever real numbers arrive."""

    @wraps(function)
    def guarded(values):
        values = _floating(values, argument)
        # A tail that underflows to 0 is the right value.
        with np.errstate(under="ignore"):
            if values.ndim == 0:
                return function(values.reshape(1))[0]
            return function(values)

    return guarded


def _floating(values, name):
    check_real(values, name)
    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def _kinks(given):
    kinks = as_list(given, "kinks", "numbers")
    for number, kink in enumerate(kinks):
        check_number(kink, f"kinks[{number}]")
    return tuple(float(state) for state in np.unique(kinks))
