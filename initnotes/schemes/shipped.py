"""The schemes that come with the package, each a rule for the variance of a weight at gain 1."""

from initnotes.checks import check_not_negative, check_number
from initnotes.schemes.definition import Scheme


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
