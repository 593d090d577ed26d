"""The variance each signal should have: the infinitely wide net, layer by layer.

Given the inputs, the states of an infinitely wide layer are Gaussian with covariance::

    K^1 = n_0 Var W^1 <x x'>,    K^(l+1) = n_l Var W^(l+1) E[f(u) f(u')],  (u, u') ~ N(0, K^l),

and the back-propagated gradients have covariance::

    G^l = n_(l+1) Var W^(l+1) G^(l+1) * E[f'(u) f'(u')],

for each pair of examples; <> is the mean over the units of a layer. One example alone gives
the variance map of `initnotes.theory.layer`; with f the identity it is Glorot & Bengio's product
of n Var W (eq. 5 and 6). The backward recursion takes the weights of the backward pass as
independent of those of the forward pass, as Schoenholz et al. (2017) do.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from initnotes.activations import Activation
from initnotes.checks import (
    check_finite,
    check_generator,
    check_not_negative,
    check_positive_integer,
)
from initnotes.products import matmul
from initnotes.schemes import check_widths
from initnotes.signals.costs import softmax_cross_entropy
from initnotes.signals.passes import Signals
from initnotes.theory.quadrature import expectation, pair_expectation


@dataclass(frozen=True)
class Theory:
    """Predicted moments of the signals of every layer, in the shapes of `Signals`.

    Attributes
    ----------
    activation : Activation
    inputs : array, shape (batch, widths[0]), or None
    input_kernel : array, shape (batch, batch)
        <x x'>, the mean of x_i x'_i over the inputs' features.
    state_kernels : tuple of L+1 arrays, shape (batch, batch)
        K^l, the states' covariance between examples.
    activation_kernels : tuple of L arrays, shape (batch, batch)
        E[f(u) f(u')].
    state_gradient_kernels : tuple of L+1 arrays, shape (batch, batch)
        G^l; the last is that of the output gradient.
    """

    activation: Activation
    inputs: np.ndarray | None
    input_kernel: np.ndarray
    state_kernels: tuple
    activation_kernels: tuple
    state_gradient_kernels: tuple

    @property
    def state_variance(self):
        """Variance of the states, shape (L+1,)."""
        return _diagonal_means(self.state_kernels)

    @property
    def activation_second_moment(self):
        """Second moment of the activations, shape (L,)."""
        return _diagonal_means(self.activation_kernels)

    @property
    def activation_mean(self):
        """Mean of the activations, shape (L,)."""
        return np.array(
            [
                expectation(self.activation, np.diagonal(kernel)).mean()
                for kernel in self.state_kernels[:-1]
            ]
        )

    @property
    def activation_variance(self):
        """Variance of the activations over units and examples, shape (L,)."""
        return self.activation_second_moment - self.activation_mean**2

    @property
    def state_gradient_variance(self):
        """Variance of the state gradients, one example's cost at a time, shape (L+1,)."""
        return _diagonal_means(self.state_gradient_kernels)

    @property
    def weight_gradient_variance(self):
        """Variance of the weight gradients of the batch's mean cost, shape (L+1,).

        (1 / batch**2) times the sum over pairs of examples of G^l * E[z^(l-1) z^(l-1)'].
        """
        return np.array(
            [np.mean(below * above) for below, above in self._weight_gradient_kernels()]
        )

    @property
    def per_sample_weight_gradient_variance(self):
        """Variance of the weight gradients of one example's cost, shape (L+1,)."""
        return np.array(
            [
                np.mean(np.diagonal(below) * np.diagonal(above))
                for below, above in self._weight_gradient_kernels()
            ]
        )

    def variance(self, family):
        """Predicted variance of a family of `initnotes.signals.FAMILIES`, one value a layer."""
        return getattr(self, f"{family}_variance")

    def sample(self, units, *, rng):
        """Draw `units` units of every layer of the infinitely wide net: `Signals`.

        Each layer is drawn on its own from its Gaussian limit, so histograms of it show the
        distribution that theory predicts, whatever its shape. The inputs are the given ones; a
        theory without them draws `units` Gaussian features. The output gradient is drawn
        Gaussian with the last kernel; bias gradients are the batch means. A weight gradient has
        shape (units, units), layer 1's (units, number of input features).
        """
        check_positive_integer(units, "units")
        check_generator(rng)

        def gaussian(kernel):
            return matmul(_square_root(kernel), rng.standard_normal((len(kernel), units)))

        states = [gaussian(kernel) for kernel in self.state_kernels]
        activations = [self.activation(state) for state in states[:-1]]
        gradients = []
        for layer, kernel in enumerate(self._upward_kernels()):
            gradient = gaussian(kernel)
            if layer < len(activations):
                gradient *= self.activation.derivative_at_output(activations[layer])
            gradients.append(gradient)
        inputs = gaussian(self.input_kernel) if self.inputs is None else self.inputs
        batch = len(inputs)
        return Signals(
            inputs=inputs,
            state=tuple(states),
            activation=tuple(activations),
            state_gradient=tuple(gradients),
            weight_gradient=tuple(
                matmul(gradient.T, below) / batch
                for gradient, below in zip(gradients, [inputs, *activations], strict=True)
            ),
            bias_gradient=tuple(gradient.mean(axis=0) for gradient in gradients),
            cost=None,
        )

    def _weight_gradient_kernels(self):
        below = (self.input_kernel, *self.activation_kernels)
        return zip(below, self.state_gradient_kernels, strict=True)

    def _upward_kernels(self):
        """Covariance of what arrives at each layer from above, before the factor f'."""
        slopes = [_slope_kernel(self.activation, k) for k in self.state_kernels[:-1]]
        for slope, kernel in zip(slopes, self.state_gradient_kernels, strict=False):
            yield np.divide(kernel, slope, out=np.zeros_like(kernel), where=slope != 0)
        yield self.state_gradient_kernels[-1]


def infinite_width(
    widths,
    scheme,
    activation,
    *,
    inputs=None,
    output_gradient=None,
    targets=None,
    rng=None,
    draws=1000,
    bias_variance=0.0,
):
    """What an infinitely wide net's signals should be: a `Theory`.

    The factors n Var W of unequal and finite widths are kept as they are; what is idealized
    is that each layer's means over its units equal their expectations.

    Parameters
    ----------
    widths : sequence of int
        (input, hidden..., output).
    scheme : Scheme
    activation : Activation
        `initnotes.activations.identity` gives the linear theory.
    inputs : array, shape (batch, widths[0]), optional
        Left out: one example with E[x**2] = 1.
    output_gradient : array, shape (batch, classes), optional
        dC/ds at the output, one row an example; its second moments are the boundary condition
        of the backward pass, as Var[dC/ds^d] is the paper's.
    targets : integer array, shape (batch,), optional
        Instead of output_gradient: the output gradient is that of softmax cross-entropy,
        averaged over `draws` draws of the logits from their Gaussian limit by `rng`.
    bias_variance : float
        Variance of the biases of every layer.

    Notes
    -----
    With neither output_gradient nor targets, the output gradient is independent between
    examples, with second moment 1.

    Raises
    ------
    ValueError
        If both are given or their rows are not the inputs'.
    TypeError
        If targets come without a Generator.
    """
    check_widths(widths)
    check_not_negative(bias_variance, "bias_variance")
    gains = [scheme.variance(fan_in, fan_out) for fan_in, fan_out in pairwise(widths)]
    if targets is not None and output_gradient is not None:
        raise ValueError("give at most one of targets and output_gradient, got both")
    if inputs is None:
        input_kernel = np.ones((1, 1))
    else:
        inputs = np.asarray(inputs, dtype=float)
        input_kernel = _gram(inputs, "inputs")
    states, activations, slopes = [], [], []
    below = input_kernel
    for layer, variance in enumerate(gains):
        states.append(widths[layer] * variance * below + bias_variance)
        if layer < len(gains) - 1:
            below = pair_expectation(activation, states[-1])
            activations.append(below)
            slopes.append(_slope_kernel(activation, states[-1]))
    if targets is not None:
        output_gradient = _softmax_gradients(states[-1], targets, widths[-1], draws, rng)
    gradients = [_output_kernel(output_gradient, len(input_kernel))]
    for layer in reversed(range(len(slopes))):
        factor = widths[layer + 2] * gains[layer + 1]
        gradients.insert(0, factor * gradients[0] * slopes[layer])
    return Theory(
        activation, inputs, input_kernel, tuple(states), tuple(activations), tuple(gradients)
    )


def _softmax_gradients(logit_kernel, targets, classes, draws, rng):
    """Output gradients of `draws` independent nets side by side, (batch, draws * classes)."""
    check_generator(rng)
    check_positive_integer(draws, "draws")
    batch = len(logit_kernel)
    logits = matmul(_square_root(logit_kernel), rng.standard_normal((batch, draws * classes)))
    _, gradients = softmax_cross_entropy(
        logits.reshape(batch * draws, classes), np.repeat(targets, draws)
    )
    return gradients.reshape(batch, draws * classes)


def _output_kernel(output_gradient, batch):
    if output_gradient is None:
        return np.eye(batch)
    kernel = _gram(output_gradient, "output_gradient")
    if len(kernel) != batch:
        raise ValueError(
            f"output_gradient must have one row an example, {batch}, got {len(kernel)}"
        )
    return kernel


def _square_root(kernel):
    """The symmetric square root of the positive semidefinite `kernel`.

    It is the only one: no choice of the eigenvectors' signs can show in a draw.
    """
    values, vectors = np.linalg.eigh(kernel)
    return matmul(vectors * np.sqrt(np.clip(values, 0, None)), vectors.T)


def _gram(rows, name):
    rows = np.asarray(rows, dtype=float)
    if rows.ndim != 2 or not rows.size:
        raise ValueError(f"{name} must have shape (batch, features), got {rows.shape}")
    check_finite(rows, name)
    return matmul(rows, rows.T) / rows.shape[1]


def _diagonal_means(kernels):
    return np.array([np.mean(np.diagonal(kernel)) for kernel in kernels])


def _slope_kernel(activation, kernel):
    return pair_expectation(activation.derivative, kernel)
