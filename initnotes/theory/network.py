"""The variance each signal should have: the infinitely wide net, layer by layer.

Given the inputs, the states of an infinitely wide layer have the covariance::

    K^1 = n_0 Var W^1 <x x'> + Var b^1,
    K^(l+1) = n_l Var W^(l+1) E[f(u) f(u')] + Var b^(l+1),  (u, u') ~ N(0, K^l),

and the back-propagated gradients have covariance::

    G^l = n_(l+1) Var W^(l+1) G^(l+1) * E[f'(u) f'(u')],

for each pair of examples; <> is the mean over the units of a layer. One example alone gives
the variance map of `initnotes.theory.layer`; with f the identity it is Glorot & Bengio's product
of n Var W (eq. 5 and 6). `infinite_width` says what this assumes.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from initnotes.activations import Activation, as_activation
from initnotes.checks import (
    as_covariance,
    as_floats,
    check_generator,
    check_name,
    check_positive_integer,
    check_real,
    check_shape,
    check_widths,
)
from initnotes.schemes import as_scheme
from initnotes.signals.costs import softmax_cross_entropy
from initnotes.signals.passes import FAMILIES, Signals, backward, forward
from initnotes.theory.layer import DenseMoments, ElementwiseMoments, activation_mean


@dataclass(frozen=True)
class Theory:
    """Predicted moments of the signals of every layer, in the shapes of `Signals`.

    All means are 0 but the activations', so a second moment is a variance for all other families.

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

    Examples
    --------
    >>> from initnotes import theory
    >>> net = theory.infinite_width([100, 50, 20], "xavier", "relu")
    >>> net.mean("activation").round(3).tolist(), net.variance("activation").round(3).tolist()
    ([0.461], [0.454])
    """

    activation: Activation
    inputs: np.ndarray | None
    input_kernel: np.ndarray
    state_kernels: tuple
    activation_kernels: tuple
    state_gradient_kernels: tuple

    def second_moment(self, family):
        """Predicted second moment of a family of `initnotes.signals.FAMILIES`, one a layer.

        That of the weight gradients is of the batch's mean cost: (1 / batch**2) times the sum over
        pairs of examples of G^l * E[z^(l-1) z^(l-1)'].
        """
        check_name(family, FAMILIES, "family")
        if family == "weight_gradient":
            return np.array([np.mean(z * d) for z, d in self._weight_gradient_kernels()])
        return _diagonal_means(getattr(self, f"{family}_kernels"))

    def mean(self, family):
        """Predicted mean of a family, one value a layer: E f(s) for the activations, else 0."""
        moments = self.second_moment(family)
        if family != "activation":
            return np.zeros_like(moments)
        variances = [np.diagonal(kernel) for kernel in self.state_kernels[:-1]]
        return np.array([activation_mean(self.activation, q).mean() for q in variances])

    def variance(self, family):
        """Predicted variance of a family over units and examples, one value a layer."""
        return self.second_moment(family) - self.mean(family) ** 2

    @property
    def per_sample_weight_gradient_variance(self):
        """Variance of the weight gradients of one example's cost, shape (L+1,)."""
        pairs = self._weight_gradient_kernels()
        return np.array([np.mean(np.diagonal(z) * np.diagonal(d)) for z, d in pairs])

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
            return _square_root(kernel) @ rng.standard_normal((len(kernel), units))

        states = [gaussian(kernel) for kernel in self.state_kernels]
        activations = [self.activation(state) for state in states[:-1]]
        gradients = []
        for layer, kernel in enumerate(self._upward_kernels()):
            gradient = gaussian(kernel)
            if layer < len(activations):
                gradient *= self.activation.slope(states[layer], activations[layer])
            gradients.append(gradient)
        inputs = gaussian(self.input_kernel) if self.inputs is None else self.inputs
        batch = len(inputs)
        below = [inputs, *activations]
        return Signals(
            inputs=inputs,
            state=tuple(states),
            activation=tuple(activations),
            state_gradient=tuple(gradients),
            weight_gradient=tuple(d.T @ z / batch for d, z in zip(gradients, below, strict=True)),
            bias_gradient=tuple(gradient.mean(axis=0) for gradient in gradients),
        )

    def _weight_gradient_kernels(self):
        below = (self.input_kernel, *self.activation_kernels)
        return zip(below, self.state_gradient_kernels, strict=True)

    def _upward_kernels(self):
        """Covariance of what arrives at each layer from above, before the factor f'."""
        part = ElementwiseMoments(self.activation)
        slopes = [part.slope(kernel) for kernel in self.state_kernels[:-1]]
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
    bias_scheme="zero",
    rng=None,
    draws=1000,
):
    """What an infinitely wide net's signals should be: a `Theory`.

    The factors n Var W of unequal and finite widths are kept as they are; what is idealized
    is that each layer's means over its units equal their expectations.

    Parameters
    ----------
    widths : sequence of int
        (input, hidden..., output).
    scheme : Scheme or str
    activation : Activation or str
        `initnotes.activations.identity` gives the linear theory.
    inputs : array, shape (batch, widths[0]), optional
        Left out: one example with E[x**2] = 1.
    output_gradient : array, shape (batch, widths[-1]), optional
        dC/ds at the output, one row an example; its second moments are the boundary condition
        of the backward pass, as Var[dC/ds^d] is the paper's.
    targets : integer array, shape (batch,), optional
        Instead of output_gradient: the output gradient is that of softmax cross-entropy,
        averaged over `draws` draws of the logits from their Gaussian limit by `rng`.
    bias_scheme : Scheme or str
        Of the biases; "standard" is PyTorch's U(+-1/sqrt(fan_in)).
    rng : numpy.random.Generator, optional
        Needed with targets.
    draws : int

    Notes
    -----
    With neither output_gradient nor targets, the output gradient is independent between
    examples, with second moment 1.

    "Infinite width" means, here and in the whole book:

    - Order of limits. The hidden widths grow with the batch, the depth and the number of inputs
      and outputs held fixed, one layer after the other from the first. What grows along, a batch
      as large as the width or a depth as large, is another limit.
    - Few outputs. The output layer stays narrow. Its own states are Gaussian over draws of the
      weights; a mean over its few units is not its expectation in any one draw.
    - The output gradient is independent of the weights. The backward recursion takes the weights
      of the backward pass as independent of those of the forward pass (Schoenholz et al. 2017).
      It holds in the limit for an output gradient that is given, and for one that depends on the
      net through its few outputs alone, as that of cross-entropy; not for a wide output layer
      with the quadratic cost. At finite width the weight gradients need it of all weights, those
      below their layer too: an output gradient that grows with the signals makes them larger.
    - Weights and biases are independent and of mean 0. A state that sums over many units is
      Gaussian whatever the weights' distribution, and only their variance counts. Two kinds are
      Gaussian only if what is drawn is, and are taken as Gaussian nevertheless: those
      of layer 1 over few inputs (one input of 1 and weights U(-sqrt 3, sqrt 3): E tanh(s)**2 is
      .457, not .394), and those with a bias whose variance does not vanish as PyTorch's does.
    - Shapes may differ where second moments do not: the gradients of the last hidden layer are
      sums over few outputs, and `Theory.sample` draws them Gaussian nevertheless.

    Raises
    ------
    ValueError
        If both output_gradient and targets are given, or a shape does not fit.
    TypeError
        If targets come without a Generator.

    Examples
    --------
    >>> from initnotes import theory
    >>> net = theory.infinite_width([100] * 4, "xavier", "tanh")
    >>> net.variance("state").round(3).tolist()
    [1.0, 0.394, 0.236]
    """
    check_widths(widths)
    if targets is not None and output_gradient is not None:
        raise ValueError("give targets or output_gradient, got both")
    check_positive_integer(draws, "draws")
    if targets is not None or rng is not None:
        check_generator(rng)
    f = as_activation(activation)
    parts = _moments(widths, as_scheme(scheme), as_scheme(bias_scheme, "bias_scheme"), f)
    if inputs is None:
        input_kernel = np.ones((1, 1))
    else:
        inputs = as_floats(inputs, "inputs", ("batch", widths[0]))
        input_kernel = _gram(inputs)
    values = forward(parts, input_kernel)
    batch = len(input_kernel)
    if targets is not None:
        output_gradient = _softmax_gradients(values[-1], targets, widths[-1], draws, rng)
    elif output_gradient is not None:
        output_gradient = as_floats(output_gradient, "output_gradient", (batch, widths[-1]))
    kernel = np.eye(batch) if output_gradient is None else _gram(output_gradient)
    gradients = backward(parts[1:], values[1:], kernel)
    return Theory(
        f, inputs, input_kernel, tuple(values[1::2]), tuple(values[2::2]), tuple(gradients[::2])
    )


def correlation(kernel):
    """Mean over all pairs of different examples of their correlation, kernel_ab / std_a std_b.

    Parameters
    ----------
    kernel : array, shape (batch, batch)
        A covariance between at least 2 examples, such as one of `Theory.state_kernels`.

    Examples
    --------
    >>> from initnotes import theory
    >>> float(theory.correlation([[4.0, 1.0], [1.0, 1.0]]))
    0.5
    """
    kernel = as_covariance(kernel, "kernel")
    std = np.sqrt(np.diagonal(kernel))
    if len(kernel) < 2 or not np.all(std > 0):
        raise ValueError(
            f"kernel must have at least 2 examples and variances above 0, got {len(kernel)} "
            f"examples and a smallest variance of {np.min(std) ** 2:.3g}"
        )
    return np.mean((kernel / np.outer(std, std))[~np.eye(len(kernel), dtype=bool)])


def _moments(widths, scheme, bias_scheme, activation):
    """The parts of the net as rules for moments, in the order of `initnotes.signals.dense_net`."""
    parts = []
    for fans in pairwise(widths):
        parts.append(DenseMoments(*scheme.factors(*fans), bias_scheme.variance(*fans)))
        parts.append(ElementwiseMoments(activation))
    return parts[:-1]


def _softmax_gradients(logit_kernel, targets, classes, draws, rng):
    """Output gradients of `draws` independent nets side by side, (batch, draws * classes)."""
    batch = len(logit_kernel)
    check_real(targets, "targets")
    check_shape(targets, (batch,), "targets")
    logits = _square_root(logit_kernel) @ rng.standard_normal((batch, draws * classes))
    _, gradients = softmax_cross_entropy(
        logits.reshape(batch * draws, classes), np.repeat(targets, draws)
    )
    return gradients.reshape(batch, draws * classes)


def _square_root(kernel):
    """The symmetric square root of the positive semidefinite `kernel`.

    It is the only one: no choice of the eigenvectors' signs can show in a draw.
    """
    values, vectors = np.linalg.eigh(kernel)
    return (vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T


def _gram(rows):
    rows = rows.astype(np.float64, copy=False)
    return rows @ rows.T / rows.shape[1]


def _diagonal_means(kernels):
    return np.array([np.mean(np.diagonal(kernel)) for kernel in kernels])
