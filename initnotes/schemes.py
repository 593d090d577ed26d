"""Initialization schemes: the variance each gives a weight, and draws from it.

One kernel does the work: Var W = gain**2 * rule(fan_in, fan_out), drawn uniform, normal or
truncated normal. The named schemes differ in the rule alone; any of them serves for biases, too.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from initnotes.checks import (
    as_dtype,
    check_callable,
    check_generator,
    check_name,
    check_not_negative,
    check_number,
    check_positive_integer,
    check_string,
    check_widths,
    described,
)
from initnotes.fans import fans
from initnotes.variance import bound_from_variance

DISTRIBUTIONS = ("uniform", "normal", "truncated_normal")
# A truncated normal is cut off at this many of its own sigma, as in Keras, Flax and JAX.
TRUNCATION = 2
# The std of N(0, 1) cut off at +-2, which `initnotes.derivations.pytorch.truncated_normal` derives.
TRUNCATED_STD = 0.87962566103423978


@dataclass(frozen=True)
class Scheme:
    """Zero-mean weights of variance gain**2 * rule(fan_in, fan_out).

    Attributes
    ----------
    name : str
    rule : callable
        (fan_in, fan_out) -> the variance at gain 1. It is plain arithmetic, so it takes SymPy
        symbols as well as numbers.
    distribution : {"uniform", "normal", "truncated_normal"}
        A truncated normal is cut off at 2 sigma, with sigma so much larger that the std of what is
        left is the scheme's.
    gain : float
        Scales the standard deviation, as PyTorch's `gain` does.

    Examples
    --------
    >>> from initnotes import schemes
    >>> half = schemes.Scheme("half", lambda fan_in, fan_out: 1 / (2 * fan_in))
    >>> half.variance(50, 20), half.std(50, 20)
    (0.01, 0.1)
    """

    name: str
    rule: Callable
    distribution: str = "uniform"
    gain: float = 1.0

    def __post_init__(self):
        check_string(self.name, "name")
        check_callable(self.rule, "rule", "fan_in and fan_out")
        _check_signature(self.rule)
        check_name(self.distribution, DISTRIBUTIONS, "distribution")
        check_number(self.gain, "gain")
        if self.gain <= 0:
            raise ValueError(f"gain must be above 0, got {self.gain}")

    def variance(self, fan_in, fan_out):
        """Variance of one weight; raises ValueError on a fan below 1."""
        check_positive_integer(fan_in, "fan_in")
        check_positive_integer(fan_out, "fan_out")
        variance = self.gain**2 * self.rule(fan_in, fan_out)
        check_not_negative(variance, f"the variance that the rule of {self.name!r} gives")
        return variance

    def std(self, fan_in, fan_out):
        """Standard deviation of one weight, the square root of `variance`."""
        return float(np.sqrt(self.variance(fan_in, fan_out)))

    def factors(self, fan_in, fan_out):
        """The weight factors of a layer, forward and backward: fan_in Var W and fan_out Var W.

        Examples
        --------
        >>> from initnotes import schemes
        >>> schemes.xavier().factors(300, 100)
        (1.5, 0.5)
        """
        variance = self.variance(fan_in, fan_out)
        return fan_in * variance, fan_out * variance

    def bound(self, fan_in, fan_out):
        """Bound b of U(-b, b), sqrt(3 * variance); raises ValueError unless it is uniform."""
        if self.distribution != "uniform":
            raise ValueError(
                f"only a uniform scheme has a bound, got distribution {self.distribution!r}"
            )
        return float(bound_from_variance(self.variance(fan_in, fan_out)))

    def sample(self, shape, *, rng, dtype=np.float64, groups=1, transposed=False):
        """Draw a weight of `shape` in PyTorch's layout; `initnotes.fans.fans` reads its fans.

        Raises TypeError unless `rng` is a `numpy.random.Generator`, ValueError as `fans` does or
        if `dtype` is neither float32 nor float64.
        """
        return self._draw(shape, fans(shape, groups=groups, transposed=transposed), rng, dtype)

    def weights(self, widths, *, rng, dtype=np.float64):
        """Draw the weights of a dense net: layer l has shape (widths[l + 1], widths[l])."""
        check_widths(widths)
        return [
            self.sample((fan_out, fan_in), rng=rng, dtype=dtype)
            for fan_in, fan_out in pairwise(widths)
        ]

    def biases(self, widths, *, rng, dtype=np.float64):
        """Draw the biases of a dense net: layer l has shape (widths[l + 1],).

        The rule gets the fans of the layer's weight, so that `standard` draws PyTorch's biases.
        """
        check_widths(widths)
        return [self._draw((pair[1],), pair, rng, dtype) for pair in pairwise(widths)]

    def _draw(self, shape, fans, rng, dtype):
        check_generator(rng)
        dtype = as_dtype(dtype)
        std = dtype.type(self.std(*fans))
        if self.distribution == "uniform":
            bound = dtype.type(self.bound(*fans))
            draw = rng.random(shape, dtype=dtype)
            draw *= 2 * bound
            draw -= bound
            return draw
        draw = rng.standard_normal(shape, dtype=dtype)
        if self.distribution == "truncated_normal":
            while (beyond := np.abs(draw) > TRUNCATION).any():
                draw[beyond] = rng.standard_normal(np.count_nonzero(beyond), dtype=dtype)
            std /= dtype.type(TRUNCATED_STD)
        draw *= std
        return draw


def _check_signature(rule):
    try:
        inspect.signature(rule).bind(1, 1)
    except ValueError:  # a built-in that tells nobody what it takes
        return
    except TypeError as error:
        raise TypeError(f"rule must take fan_in and fan_out, got one that does not: {error}") from (
            error
        )


def standard(*, distribution="uniform", gain=1.0):
    """The standard initialization: Var W = 1 / (3 fan_in), bound 1 / sqrt(fan_in).

    It is what `torch.nn.Linear` draws by default. Source: Glorot & Bengio (2010), eq. 1.

    Examples
    --------
    >>> from initnotes import schemes
    >>> schemes.standard().bound(fan_in=100, fan_out=50)
    0.1
    """
    return Scheme("standard", lambda fan_in, fan_out: 1 / (3 * fan_in), distribution, gain)


def lecun(*, distribution="uniform", gain=1.0):
    """LeCun: Var W = 1 / fan_in, the forward Glorot condition alone.

    Source: LeCun et al. (1998), sec. 4.6.

    Examples
    --------
    >>> from initnotes import schemes
    >>> schemes.lecun().variance(fan_in=100, fan_out=50)
    0.01
    """
    return Scheme("lecun", lambda fan_in, fan_out: 1 / fan_in, distribution, gain)


def backward(*, distribution="uniform", gain=1.0):
    """The backward Glorot condition alone: Var W = 1 / fan_out.

    Source: Glorot & Bengio (2010), eq. 11.

    Examples
    --------
    >>> from initnotes import schemes
    >>> schemes.backward().variance(fan_in=100, fan_out=50)
    0.02
    """
    return Scheme("backward", lambda fan_in, fan_out: 1 / fan_out, distribution, gain)


def xavier(*, distribution="uniform", gain=1.0):
    """Xavier (Glorot): Var W = 2 / (fan_in + fan_out), bound sqrt(6 / (fan_in + fan_out)).

    The harmonic mean of 1 / fan_in and 1 / fan_out. Source: Glorot & Bengio (2010), eq. 12
    and 16.

    Examples
    --------
    >>> from initnotes import schemes
    >>> schemes.xavier(gain=2).std(fan_in=100, fan_out=100)
    0.2
    """
    return Scheme("xavier", lambda fan_in, fan_out: 2 / (fan_in + fan_out), distribution, gain)


def geometric(*, distribution="uniform", gain=1.0):
    """Geometric compromise: Var W = 1 / sqrt(fan_in fan_out); the two factors multiply to 1.

    Examples
    --------
    >>> from initnotes import schemes
    >>> schemes.geometric().variance(fan_in=25, fan_out=100)
    0.02
    """
    return Scheme(
        "geometric", lambda fan_in, fan_out: (fan_in * fan_out) ** -0.5, distribution, gain
    )


def least_squares(*, distribution="uniform", gain=1.0):
    """Least squares: Var W = (fan_in + fan_out) / (fan_in**2 + fan_out**2).

    It minimizes (fan_in Var W - 1)**2 + (fan_out Var W - 1)**2.

    Examples
    --------
    >>> from initnotes import schemes
    >>> round(schemes.least_squares().variance(fan_in=100, fan_out=50), 3)
    0.012
    """
    return Scheme(
        "least_squares",
        lambda fan_in, fan_out: (fan_in + fan_out) / (fan_in**2 + fan_out**2),
        distribution,
        gain,
    )


def he(*, negative_slope=0, distribution="uniform", gain=1.0):
    """He (Kaiming), forward: Var W = 2 / ((1 + negative_slope**2) fan_in).

    Preserves the second moment through a (leaky) ReLU. Source: He et al. (2015), eq. 10, 15.

    Examples
    --------
    >>> from initnotes import schemes
    >>> schemes.he(distribution="normal").variance(fan_in=100, fan_out=50)
    0.02
    """
    check_number(negative_slope, "negative_slope")
    return Scheme(
        "he",
        lambda fan_in, fan_out: 2 / ((1 + negative_slope**2) * fan_in),
        distribution,
        gain,
    )


def zero():
    """Zeros, whatever the fans: the biases of Glorot & Bengio (2010).

    Examples
    --------
    >>> from initnotes import schemes
    >>> schemes.zero().variance(fan_in=100, fan_out=50)
    0.0
    """
    return Scheme("zero", lambda fan_in, fan_out: 0)


def constant(variance, *, distribution="normal", gain=1.0):
    """One variance whatever the fans, as theory often has it for biases.

    Raises ValueError unless the variance is finite and at least 0.

    Examples
    --------
    >>> from initnotes import schemes
    >>> schemes.constant(0.05).variance(3, 1000)
    0.05
    """
    check_number(variance, "variance")
    check_not_negative(variance, "variance")
    return Scheme("constant", lambda fan_in, fan_out: variance, distribution, gain)


SCHEMES = {
    factory.__name__: factory
    for factory in (standard, lecun, backward, xavier, geometric, least_squares, he)
}
BIAS_SCHEMES = {"zero": zero, "constant": constant}
ALIASES = {"glorot": "xavier", "kaiming": "he"}
_FACTORIES = SCHEMES | BIAS_SCHEMES | {alias: SCHEMES[name] for alias, name in ALIASES.items()}


def scheme(name, **options):
    """The scheme of that name, with the options of its factory.

    Raises ValueError with the known names, TypeError with the known options.

    Examples
    --------
    >>> from initnotes import schemes
    >>> schemes.scheme("glorot", gain=5 / 3).name
    'xavier'
    """
    check_name(name, _FACTORIES, "scheme")
    factory = _FACTORIES[name]
    known = inspect.signature(factory).parameters
    for option in options:
        if option not in known:
            raise TypeError(
                f"{factory.__name__} takes the options {', '.join(known) or 'none'}, got {option!r}"
            )
    needed = [key for key, value in known.items() if value.default is inspect.Parameter.empty]
    missing = [option for option in needed if option not in options]
    if missing:
        raise TypeError(f"{factory.__name__} needs {', '.join(missing)}, got no such option")
    return factory(**options)


def as_scheme(value, argument="scheme"):
    """A `Scheme` as it is, or the one of that name; TypeError for anything else.

    Examples
    --------
    >>> from initnotes import schemes
    >>> schemes.as_scheme("kaiming").name
    'he'
    """
    if isinstance(value, Scheme):
        return value
    if isinstance(value, str):
        check_name(value, _FACTORIES, argument)
        return scheme(value)
    raise TypeError(
        f"{argument} must be a Scheme, such as initnotes.schemes.xavier(), or the name of one, "
        f"got {described(value)}"
    )
