"""One example's way through an infinitely wide net: its variance from layer to layer.

A state s ~ N(0, q) goes through f and the next weights, and the next state's variance is
weight_factor * E f(s)**2 + bias_variance; on the way back a gradient's variance is multiplied
by weight_factor * E f'(s)**2. Source: Poole et al. (2016), Schoenholz et al. (2017).
"""

from initnotes.checks import check_not_negative, check_positive
from initnotes.theory.quadrature import expectation


def second_moment(activation, variance):
    """E f(s)**2 for a state s ~ N(0, variance)."""
    return expectation(lambda s: activation(s) ** 2, variance)


def slope_second_moment(activation, variance):
    """E f'(s)**2 for a state s ~ N(0, variance): what a layer's f does to a gradient."""
    return expectation(lambda s: activation.derivative(s) ** 2, variance)


def variance_map(activation, variance, *, weight_factor, bias_variance=0.0):
    """The next layer's state variance: weight_factor * E f(s)**2 + bias_variance.

    Parameters
    ----------
    activation : Activation
    variance : float or array
        State variance of this layer.
    weight_factor : float
        n Var W, the sum of the weights' variances over one unit's inputs.
    bias_variance : float

    Notes
    -----
    Source: Poole et al. (2016), eq. 3.
    """
    check_not_negative(weight_factor, "weight_factor")
    check_not_negative(bias_variance, "bias_variance")
    return weight_factor * second_moment(activation, variance) + bias_variance


def fixed_point(activation, *, weight_factor, bias_variance=0.0, start=1.0, steps=10_000):
    """The state variance that `variance_map` repeats, reached by iterating it from `start`.

    Raises ValueError if it has not settled (to 1e-12, relative) after `steps` steps, as for
    tanh at weight_factor 1, where it falls like 1 / (2 l) and never arrives.
    """
    check_positive(start, "start")
    variance = start
    for _ in range(steps):
        following = variance_map(
            activation, variance, weight_factor=weight_factor, bias_variance=bias_variance
        )
        if abs(following - variance) <= 1e-12 * max(variance, 1e-300):
            return float(following)
        variance = following
    raise ValueError(
        f"the variance map of {activation.name} at weight_factor={weight_factor}, "
        f"bias_variance={bias_variance} must settle within {steps} steps, got {variance:.3g} "
        "and still moving"
    )


def chi(activation, variance, *, weight_factor):
    """Factor of the state gradient's variance per layer: weight_factor * E f'(s)**2.

    Below 1 gradients vanish, above 1 they explode. Source: Schoenholz et al. (2017), eq. 5.
    """
    check_not_negative(weight_factor, "weight_factor")
    return weight_factor * slope_second_moment(activation, variance)
