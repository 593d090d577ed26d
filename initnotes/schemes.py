"""Initialization schemes: the variance each gives a weight, and draws from it.

One kernel does the work: Var W = gain**2 * rule(fan_in, fan_out), drawn uniform or normal.
The named schemes differ in the rule alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from initnotes.checks import check_finite, check_generator, check_name, check_positive_integer
from initnotes.fans import fans
from initnotes.variance import bound_from_variance

DISTRIBUTIONS = ("uniform", "normal")


@dataclass(frozen=True)
class Scheme:
    """Zero-mean weights of variance gain**2 * rule(fan_in, fan_out).

    Attributes
    ----------
    name : str
    rule : callable
        (fan_in, fan_out) -> the variance at gain 1. It is plain arithmetic, so it takes SymPy
        symbols as well as numbers.
    distribution : {"uniform", "normal"}
        U(-bound, bound), or N(0, variance) without truncation.
    gain : float
        Scales the standard deviation, as PyTorch's `gain` does.
    """

    name: str
    rule: Callable
    distribution: str = "uniform"
    gain: float = 1.0

    def __post_init__(self):
        check_name(self.distribution, DISTRIBUTIONS, "distribution")
        check_finite(self.gain, "gain")
        if self.gain <= 0:
            raise ValueError(f"gain must be above 0, got {self.gain}")

    def variance(self, fan_in, fan_out):
        """Variance of one weight; raises ValueError on a fan below 1."""
        check_positive_integer(fan_in, "fan_in")
        check_positive_integer(fan_out, "fan_out")
        return self.gain**2 * self.rule(fan_in, fan_out)

    def std(self, fan_in, fan_out):
        """Standard deviation of one weight, the square root of `variance`."""
        return float(np.sqrt(self.variance(fan_in, fan_out)))

    def bound(self, fan_in, fan_out):
        """Bound b of U(-b, b), sqrt(3 * variance); raises ValueError for a normal scheme."""
        if self.distribution != "uniform":
            raise ValueError(
                f"only a uniform scheme has a bound, got distribution {self.distribution!r}"
            )
        return float(bound_from_variance(self.variance(fan_in, fan_out)))

    def sample(self, shape, *, rng, dtype=np.float64, groups=1, transposed=False):
        """Draw a weight of `shape` in PyTorch's layout; `initnotes.fans.fans` reads its fans.

        Raises TypeError unless `rng` is a `numpy.random.Generator`, ValueError as `fans` does.
        """
        check_generator(rng)
        fan_in, fan_out = fans(shape, groups=groups, transposed=transposed)
        dtype = np.dtype(dtype)
        if self.distribution == "normal":
            weight = rng.standard_normal(shape, dtype=dtype)
            weight *= dtype.type(self.std(fan_in, fan_out))
            return weight
        bound = dtype.type(self.bound(fan_in, fan_out))
        weight = rng.random(shape, dtype=dtype)
        weight *= 2 * bound
        weight -= bound
        return weight

    def weights(self, widths, *, rng, dtype=np.float64):
        """Draw the weights of a dense net: layer l has shape (widths[l + 1], widths[l])."""
        check_widths(widths)
        return [
            self.sample((fan_out, fan_in), rng=rng, dtype=dtype)
            for fan_in, fan_out in pairwise(widths)
        ]


def check_widths(widths):
    """Raise unless `widths` is (input, hidden..., output), at least 2 positive integers."""
    if len(widths) < 2:
        raise ValueError(f"widths must hold at least an input and an output, got {list(widths)}")
    for layer, width in enumerate(widths):
        check_positive_integer(width, f"widths[{layer}]")


def standard(*, distribution="uniform", gain=1.0):
    """The standard initialization: Var W = 1 / (3 fan_in), bound 1 / sqrt(fan_in).

    It is what `torch.nn.Linear` draws by default. Source: Glorot & Bengio (2010), eq. 1.
    """
    return Scheme("standard", lambda fan_in, fan_out: 1 / (3 * fan_in), distribution, gain)


def lecun(*, distribution="uniform", gain=1.0):
    """LeCun: Var W = 1 / fan_in, the forward Glorot condition alone.

    Source: LeCun et al. (1998), sec. 4.6.
    """
    return Scheme("lecun", lambda fan_in, fan_out: 1 / fan_in, distribution, gain)


def backward(*, distribution="uniform", gain=1.0):
    """The backward Glorot condition alone: Var W = 1 / fan_out.

    Source: Glorot & Bengio (2010), eq. 11.
    """
    return Scheme("backward", lambda fan_in, fan_out: 1 / fan_out, distribution, gain)


def xavier(*, distribution="uniform", gain=1.0):
    """Xavier (Glorot): Var W = 2 / (fan_in + fan_out), bound sqrt(6 / (fan_in + fan_out)).

    The harmonic mean of 1 / fan_in and 1 / fan_out. Source: Glorot & Bengio (2010), eq. 12
    and 16.
    """
    return Scheme("xavier", lambda fan_in, fan_out: 2 / (fan_in + fan_out), distribution, gain)


def geometric(*, distribution="uniform", gain=1.0):
    """Geometric compromise: Var W = 1 / sqrt(fan_in fan_out); the two gains multiply to 1."""
    return Scheme(
        "geometric", lambda fan_in, fan_out: (fan_in * fan_out) ** -0.5, distribution, gain
    )


def least_squares(*, distribution="uniform", gain=1.0):
    """Least squares: Var W = (fan_in + fan_out) / (fan_in**2 + fan_out**2).

    It minimizes (fan_in Var W - 1)**2 + (fan_out Var W - 1)**2.
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
    """
    check_finite(negative_slope, "negative_slope")
    return Scheme(
        "he",
        lambda fan_in, fan_out: 2 / ((1 + negative_slope**2) * fan_in),
        distribution,
        gain,
    )


SCHEMES = {
    factory.__name__: factory
    for factory in (standard, lecun, backward, xavier, geometric, least_squares, he)
}


def scheme(name, **options):
    """The scheme of that name, with the options of its factory.

    Raises ValueError with the known names.
    """
    check_name(name, SCHEMES, "scheme")
    return SCHEMES[name](**options)
