"""The activations that come with the package, each accurate in its tails and free of overflow.

At a kink each f' takes the value that PyTorch uses.
"""

import numpy as np

from initnotes.activations.definition import Activation
from initnotes.activations.special import erfc
from initnotes.checks import check_number

# The solution of E f(s) = 0 and E f(s)**2 = 1 for s ~ N(0, 1): Klambauer et al. (2017), eq. 14.
SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772
# The coefficient of s**3 in the tanh form of GELU: Hendrycks & Gimpel (2016), section 2.
_GELU_CUBIC = 0.044715
_ROOT_2_OVER_PI = (2 / np.pi) ** 0.5


def _sigmoid(s):
    z = np.negative(s)
    # Where exp(-s) overflows, 1 / inf = 0 is the right value.
    with np.errstate(over="ignore"):
        np.exp(z, out=z)
    z += 1
    return np.reciprocal(z, out=z)


def _sigmoid_slope(s):
    tail = np.exp(-np.abs(s))
    return tail / (1 + tail) ** 2


def _softplus(s):
    return np.maximum(s, 0) + np.log1p(np.exp(-np.abs(s)))


def _one_above_zero(z):
    return (z > 0).astype(z.dtype)


#: z = s: a linear layer.
identity = Activation(
    "identity",
    np.positive,
    np.ones_like,
    derivative_at_output=np.ones_like,
    formula=lambda sympy, s: s,
)
#: z = tanh(s).
tanh = Activation(
    "tanh",
    np.tanh,
    lambda s: 4 * _sigmoid_slope(2 * s),
    derivative_at_output=lambda z: 1 - z * z,
    formula=lambda sympy, s: sympy.tanh(s),
)
#: z = 1 / (1 + exp(-s)).
sigmoid = Activation(
    "sigmoid",
    _sigmoid,
    _sigmoid_slope,
    derivative_at_output=lambda z: z * (1 - z),
    formula=lambda sympy, s: 1 / (1 + sympy.exp(-s)),
)
#: z = s / (1 + abs(s)). Source: Bergstra et al. (2009).
softsign = Activation(
    "softsign",
    lambda s: s / (1 + np.abs(s)),
    lambda s: 1 / (1 + np.abs(s)) ** 2,
    derivative_at_output=lambda z: (1 - np.abs(z)) ** 2,
    formula=lambda sympy, s: s / (1 + sympy.Abs(s)),
)
#: z = max(s, 0).
relu = Activation(
    "relu",
    lambda s: np.maximum(s, 0),
    _one_above_zero,
    derivative_at_output=_one_above_zero,
    formula=lambda sympy, s: sympy.Piecewise((s, s > 0), (0, True)),
)
#: z = log(1 + exp(s)); PyTorch's is s itself from s = 20, where that differs by 2e-9.
softplus = Activation(
    "softplus",
    _softplus,
    _sigmoid,
    derivative_at_output=lambda z: -np.expm1(-z),
    formula=lambda sympy, s: sympy.log(1 + sympy.exp(s)),
)
#: z = s, cut at -1 and 1.
hard_tanh = Activation(
    "hard_tanh",
    lambda s: np.clip(s, -1, 1),
    lambda s: (np.abs(s) < 1).astype(s.dtype),
    derivative_at_output=lambda z: (np.abs(z) < 1).astype(z.dtype),
    formula=lambda sympy, s: sympy.Piecewise((-1, s <= -1), (1, s >= 1), (s, True)),
)


def leaky_relu(negative_slope=0.01):
    """Leaky ReLU: s for s > 0, negative_slope * s otherwise.

    Raises TypeError unless `negative_slope` is a number, ValueError unless it lies in [0, 1].
    Source: Maas et al. (2013); He et al. (2015) learn the slope.

    Examples
    --------
    >>> leaky_relu(0.2)([-1, 1])
    array([-0.2,  1. ])
    """
    negative_slope = _number(negative_slope, "negative_slope")
    if not 0 <= negative_slope <= 1:
        raise ValueError(f"negative_slope must lie in [0, 1], got {negative_slope}")

    def derivative(values):
        return np.where(values > 0, values.dtype.type(1), values.dtype.type(negative_slope))

    return Activation(
        "leaky_relu",
        lambda s: np.maximum(s, negative_slope * s),
        derivative,
        # z > 0 where s > 0, and only there.
        derivative_at_output=derivative,
        formula=lambda sympy, s: sympy.Piecewise(
            (s, s > 0), (sympy.Rational(str(negative_slope)) * s, True)
        ),
    )


def elu(alpha=1.0):
    """ELU: s for s > 0, alpha * (exp(s) - 1) otherwise.

    Raises TypeError unless `alpha` is a number, ValueError unless it is finite and at least 0.
    Source: Clevert et al. (2016).

    Examples
    --------
    >>> elu()([-1e4, 2])
    array([-1.,  2.])
    """
    alpha = _number(alpha, "alpha")
    if alpha < 0:
        raise ValueError(f"alpha must be at least 0, got {alpha}")
    return _scaled_elu("elu", 1.0, alpha)


def _number(value, name):
    check_number(value, name)
    # A NumPy float64 would turn float32 states into float64.
    return float(value)


def _scaled_elu(name, scale, alpha):
    """scale * ELU, which is SELU for SELU's two constants."""

    def function(s):
        return np.where(s > 0, scale * s, scale * alpha * np.expm1(np.minimum(s, 0)))

    def derivative(s):
        one = s.dtype.type(scale)
        return np.where(s > 0, one, scale * alpha * np.exp(np.minimum(s, 0)))

    def derivative_at_output(z):
        return np.where(z > 0, z.dtype.type(scale), z + scale * alpha)

    def formula(sympy, s):
        factor, bound = sympy.Rational(str(scale)), sympy.Rational(str(alpha))
        return sympy.Piecewise((factor * s, s > 0), (factor * bound * (sympy.exp(s) - 1), True))

    return Activation(
        name, function, derivative, derivative_at_output=derivative_at_output, formula=formula
    )


#: ELU with the scale and alpha that keep N(0, 1). Source: Klambauer et al. (2017).
selu = _scaled_elu("selu", SELU_SCALE, SELU_ALPHA)


def _normal_cdf(s):
    """P(g < s) for a standard Gaussian g; from erfc, as 1 + erf loses the left tail."""
    return (erfc(s.astype(np.float64) * -(0.5**0.5)) / 2).astype(s.dtype)


def _gelu_slope(s):
    density = np.exp(-s * s / 2) / (2 * np.pi) ** 0.5
    return _normal_cdf(s) + s * density


#: z = s P(g < s) for a standard Gaussian g. Source: Hendrycks & Gimpel (2016).
gelu = Activation(
    "gelu",
    lambda s: s * _normal_cdf(s),
    _gelu_slope,
    formula=lambda sympy, s: s * sympy.erfc(-s / sympy.sqrt(2)) / 2,
)


def _gelu_tanh_gate(s):
    """(1 + tanh(u)) / 2 = sigmoid(2 u), which keeps the left tail; u is s plus a cubic term."""
    return _sigmoid(2 * _ROOT_2_OVER_PI * (s + _GELU_CUBIC * s * s * s))


def _gelu_tanh_slope(s):
    gate = _gelu_tanh_gate(s)
    inner_slope = 2 * _ROOT_2_OVER_PI * (1 + 3 * _GELU_CUBIC * s * s)
    return gate + s * inner_slope * gate * (1 - gate)


#: GELU by a tanh: z = s (1 + tanh(sqrt(2 / pi) (s + 0.044715 s**3))) / 2. Same source.
gelu_tanh = Activation(
    "gelu_tanh",
    lambda s: s * _gelu_tanh_gate(s),
    _gelu_tanh_slope,
    formula=lambda sympy, s: (
        s
        / 2
        * (1 + sympy.tanh(sympy.sqrt(2 / sympy.pi) * (s + sympy.Rational(str(_GELU_CUBIC)) * s**3)))
    ),
)


def _silu_slope(s):
    gate = _sigmoid(s)
    return gate * (1 + s * (1 - gate))


#: z = s / (1 + exp(-s)), also called swish. Source: Elfwing et al. (2018).
silu = Activation(
    "silu",
    lambda s: s * _sigmoid(s),
    _silu_slope,
    formula=lambda sympy, s: s / (1 + sympy.exp(-s)),
)


def _mish_slope(s):
    gate = np.tanh(_softplus(s))
    return gate + s * (1 - gate * gate) * _sigmoid(s)


#: z = s tanh(log(1 + exp(s))). Source: Misra (2019).
mish = Activation(
    "mish",
    lambda s: s * np.tanh(_softplus(s)),
    _mish_slope,
    formula=lambda sympy, s: s * sympy.tanh(sympy.log(1 + sympy.exp(s))),
)
