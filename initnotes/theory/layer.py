"""The maps of one infinitely wide layer: variance, slope and correlation, each written once.

A state s ~ N(0, q) goes through f and the next weights, and the next state's variance is
weight_factor * E f(s)**2 + bias_variance; on the way back a gradient's variance is multiplied
by weight_factor * E f'(s)**2; and two states of correlation c meet again with the correlation
that `correlation_map` gives. weight_factor is n Var W, the sum of the weights' variances over
one unit's inputs. Source: Poole et al. (2016), Schoenholz et al. (2017).

`DenseMoments` and `ElementwiseMoments` are the same maps for the covariances of a whole batch, as
parts with the two methods of `initnotes.signals.parts`: what a part of a net does to a signal,
they do to its covariance.
"""

from dataclasses import dataclass

import numpy as np

from initnotes.activations import Activation, as_activation
from initnotes.checks import (
    as_correlation,
    as_covariance,
    as_numbers,
    check_broadcast,
    check_not_negative,
    check_positive,
    check_real,
    check_shape,
)
from initnotes.theory.pairs import correlated_expectation, expectations_of_pairs
from initnotes.theory.quadrature import expectation


@dataclass(frozen=True)
class DenseMoments:
    """What random weights and biases do to a covariance of signals, and of gradients.

    Attributes
    ----------
    forward_factor : float
        n_in Var W.
    backward_factor : float
        n_out Var W.
    bias_variance : float

    Examples
    --------
    >>> from initnotes import theory
    >>> dense = theory.DenseMoments(forward_factor=2.0, backward_factor=0.5, bias_variance=0.25)
    >>> dense.forward(1.0), dense.backward(1.0, 2.25, 3.0)
    (2.25, 1.5)
    """

    forward_factor: float
    backward_factor: float
    bias_variance: float = 0.0

    def __post_init__(self):
        for name in ("forward_factor", "backward_factor", "bias_variance"):
            check_not_negative(getattr(self, name), name)

    def forward(self, below):
        """n_in Var W times the second moments below, plus the bias's variance."""
        return self.forward_factor * as_numbers(below, "below") + self.bias_variance

    def backward(self, below, above, gradient):
        """n_out Var W times the gradient's covariance above."""
        return self.backward_factor * as_numbers(gradient, "gradient")


@dataclass(frozen=True)
class ElementwiseMoments:
    """What an activation does to the covariance of Gaussian states, and of gradients.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import theory
    >>> theory.ElementwiseMoments("relu").forward(np.eye(2)).round(3).tolist()
    [[0.5, 0.159], [0.159, 0.5]]
    """

    activation: Activation

    def __post_init__(self):
        object.__setattr__(self, "activation", as_activation(self.activation))

    def forward(self, below):
        """E[f(u) f(u')] for each pair of examples, shape (batch, batch)."""
        return self._pairs(self.activation, below)

    def backward(self, below, above, gradient):
        """The gradient's covariance above times E[f'(u) f'(u')]."""
        slope = self.slope(below)
        check_real(gradient, "gradient")
        check_shape(gradient, slope.shape, "gradient")
        return gradient * slope

    def slope(self, below):
        """E[f'(u) f'(u')] for each pair of examples, shape (batch, batch)."""
        return self._pairs(self.activation.derivative, below)

    def _pairs(self, function, below):
        return expectations_of_pairs(function, as_covariance(below, "below"), self.activation.kinks)


def activation_mean(activation, variance):
    """E f(s) for a state s ~ N(0, variance), 0 itself for an odd f.

    Examples
    --------
    >>> from initnotes import theory
    >>> round(float(theory.activation_mean("relu", 1.0)), 4)  # 1 / sqrt(2 pi)
    0.3989
    """
    f = as_activation(activation)
    mean = expectation(f, variance, kinks=f.kinks)
    return np.zeros_like(mean)[()] if f.zero_mean else mean


def second_moment(activation, variance):
    """E f(s)**2 for a state s ~ N(0, variance).

    Examples
    --------
    >>> from initnotes import theory
    >>> round(float(theory.second_moment("relu", 3.0)), 10)
    1.5
    """
    f = as_activation(activation)
    return expectation(lambda s: f(s) ** 2, variance, kinks=f.kinks)


def slope_second_moment(activation, variance):
    """E f'(s)**2 for a state s ~ N(0, variance): what a layer's f does to a gradient.

    Examples
    --------
    >>> from initnotes import theory
    >>> round(float(theory.slope_second_moment("gelu", 1.0)), 3)
    0.456
    """
    f = as_activation(activation)
    return expectation(lambda s: f.derivative(s) ** 2, variance, kinks=f.kinks)


def variance_map(activation, variance, *, weight_factor, bias_variance=0.0):
    """The next layer's state variance: weight_factor * E f(s)**2 + bias_variance.

    Parameters
    ----------
    activation : Activation or str
    variance : float or array
        State variance of this layer.
    weight_factor : float
        n Var W.
    bias_variance : float

    Notes
    -----
    Source: Poole et al. (2016), eq. 3.

    Examples
    --------
    >>> from initnotes import theory
    >>> round(float(theory.variance_map("tanh", 1.0, weight_factor=1)), 4)
    0.3943
    """
    dense = _dense(weight_factor, bias_variance, variance=variance)
    return dense.forward(second_moment(activation, variance))


def chi(activation, variance, *, weight_factor, correlation=1.0):
    """Factor of the state gradient's variance per layer: weight_factor * E f'(s)**2.

    Below 1 gradients vanish, above 1 they explode. For two examples whose states have the given
    correlation it is weight_factor * E f'(u) f'(u'), the factor of their gradients' covariance
    and the slope of the correlation map at a fixed point of the variance.

    Source: Schoenholz et al. (2017), eq. 5.

    Examples
    --------
    >>> from initnotes import theory
    >>> round(float(theory.chi("relu", 1.0, weight_factor=2)), 10)
    1.0
    """
    weight_factor = as_numbers(weight_factor, "weight_factor")
    check_not_negative(weight_factor, "weight_factor")
    correlation = as_correlation(correlation)
    check_broadcast(variance=variance, weight_factor=weight_factor, correlation=correlation)
    f = as_activation(activation)
    if correlation.ndim == 0 and correlation == 1:
        return weight_factor * slope_second_moment(f, variance)
    return weight_factor * correlated_expectation(
        f.derivative, variance, correlation, kinks=f.kinks
    )


def correlation_map(activation, correlation, *, variance, weight_factor, bias_variance=0.0):
    """The correlation c' of two examples' next states, from the correlation c of their states.

    c' = (weight_factor * E f(u) f(u') + bias_variance) / q', with (u, u') Gaussian of variance q
    and correlation c, and q' the next variance, by `variance_map`.

    Parameters
    ----------
    activation : Activation or str
    correlation : float or array
        Between -1 and 1.
    variance : float
        q, above 0; at the fixed point of the variance map it stays what it is.
    weight_factor : float
        n Var W, above 0.
    bias_variance : float

    Notes
    -----
    The quadrature leaves an error of up to about 1e-8 in c'. It adds up: after a thousand steps of
    ReLU's map on its way to 1, 1 - c is off by about .1 %. ReLU has a closed form for such depths.

    Source: Poole et al. (2016), eq. 5.

    Examples
    --------
    >>> from initnotes import theory
    >>> round(float(theory.correlation_map("relu", 0.0, variance=1.0, weight_factor=2)), 4)  # 1/pi
    0.3183
    """
    check_positive(variance, "variance")
    check_positive(weight_factor, "weight_factor")
    correlation = as_correlation(correlation)
    dense = _dense(weight_factor, bias_variance, variance=variance, correlation=correlation)
    f = as_activation(activation)
    covariance = dense.forward(correlated_expectation(f, variance, correlation, kinks=f.kinks))
    return covariance / dense.forward(second_moment(f, variance))


def _dense(weight_factor, bias_variance, **others):
    weight_factor = as_numbers(weight_factor, "weight_factor")
    bias_variance = as_numbers(bias_variance, "bias_variance")
    check_not_negative(weight_factor, "weight_factor")
    check_broadcast(weight_factor=weight_factor, bias_variance=bias_variance, **others)
    return DenseMoments(weight_factor, weight_factor, bias_variance)
