"""Activation functions: f, f', the SymPy expression, and the Glorot assumptions each meets.

Every activation here is monotone, so f' is a function of the output z = f(s) alone; that
function is what an `Activation` holds, and both backward passes (from s or from z) use it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from initnotes.checks import check_finite, check_name


@dataclass(frozen=True)
class Activation:
    """An elementwise activation z = f(s).

    Call it for f. Arrays keep their shape and floating dtype; `out=` works as in NumPy.

    Attributes
    ----------
    name : str
    function : callable
        f(s, out=None).
    derivative_at_output : callable
        f' as a function of z = f(s); at a kink, the value PyTorch uses.
    formula : callable
        (sympy, symbol) -> the SymPy expression of f.
    zero_mean : bool
        f is odd, so E f(s) = 0 for a symmetric s: the next layer's input is zero-mean.
    unit_slope : bool
        f(0) = 0 and f'(0) = 1 from both sides: near 0 the layer is the identity (Glorot's
        linear regime).
    """

    name: str
    function: Callable
    derivative_at_output: Callable
    formula: Callable
    zero_mean: bool
    unit_slope: bool

    def __call__(self, s, out=None):
        """f(s)."""
        return self.function(_floating(s), out=out)

    def derivative(self, s):
        """f'(s)."""
        return self.derivative_at_output(self(s))

    def expression(self, symbol=None):
        """The SymPy expression of f in `symbol` (by default the real symbol s)."""
        import sympy

        return self.formula(sympy, sympy.Symbol("s", real=True) if symbol is None else symbol)

    def __repr__(self):
        return f"Activation({self.name!r})"


def _floating(s):
    s = np.asarray(s)
    return s if np.issubdtype(s.dtype, np.floating) else s.astype(np.float64)


def _identity(s, out=None):
    return np.positive(s, out=out)


def _sigmoid(s, out=None):
    z = np.tanh(np.multiply(s, 0.5, out=out), out=out)
    return np.add(np.multiply(z, 0.5, out=out), 0.5, out=out)


def _softsign(s, out=None):
    return np.divide(s, 1 + np.abs(s), out=out)


def _relu(s, out=None):
    return np.maximum(s, 0, out=out)


def leaky_relu(negative_slope=0.01):
    """Leaky ReLU: s for s > 0, negative_slope * s otherwise.

    Raises ValueError unless 0 <= negative_slope <= 1.
    Source: Maas et al. (2013); He et al. (2015) learn the slope.
    """
    check_finite(negative_slope, "negative_slope")
    if not 0 <= negative_slope <= 1:
        raise ValueError(f"negative_slope must lie in [0, 1], got {negative_slope}")

    def function(s, out=None):
        return np.maximum(s, negative_slope * s, out=out)

    def derivative_at_output(z):
        return np.where(z > 0, z.dtype.type(1), z.dtype.type(negative_slope))

    def formula(sympy, s):
        return sympy.Piecewise((s, s > 0), (sympy.nsimplify(negative_slope) * s, True))

    return Activation(
        "leaky_relu",
        function,
        derivative_at_output,
        formula,
        zero_mean=negative_slope == 1,
        unit_slope=negative_slope == 1,
    )


identity = Activation(
    "identity",
    _identity,
    np.ones_like,
    lambda sympy, s: s,
    zero_mean=True,
    unit_slope=True,
)
tanh = Activation(
    "tanh",
    np.tanh,
    lambda z: 1 - z * z,
    lambda sympy, s: sympy.tanh(s),
    zero_mean=True,
    unit_slope=True,
)
sigmoid = Activation(
    "sigmoid",
    _sigmoid,
    lambda z: z * (1 - z),
    lambda sympy, s: 1 / (1 + sympy.exp(-s)),
    zero_mean=False,
    unit_slope=False,
)
softsign = Activation(
    "softsign",
    _softsign,
    lambda z: (1 - np.abs(z)) ** 2,
    lambda sympy, s: s / (1 + sympy.Abs(s)),
    zero_mean=True,
    unit_slope=True,
)
relu = Activation(
    "relu",
    _relu,
    lambda z: (z > 0).astype(z.dtype),
    lambda sympy, s: sympy.Piecewise((s, s > 0), (0, True)),
    zero_mean=False,
    unit_slope=False,
)

ACTIVATIONS = {
    activation.name: activation
    for activation in (identity, tanh, sigmoid, softsign, relu, leaky_relu())
}


def check_activation(activation):
    """Raise TypeError unless `activation` is an `Activation`."""
    if not isinstance(activation, Activation):
        raise TypeError(
            "activation must be an Activation, such as initnotes.activations.tanh, "
            f"got {type(activation).__name__} {activation!r}"
        )


def activation(name):
    """The activation of that name; raises ValueError with the known names."""
    check_name(name, ACTIVATIONS, "activation")
    return ACTIVATIONS[name]
