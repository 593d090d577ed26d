"""What theory says of a net: the moments of every layer's signals, and draws of such signals."""

from dataclasses import dataclass

import numpy as np

from initnotes.activations import Activation
from initnotes.checks import as_covariance, check_generator, check_name, check_positive_integer
from initnotes.signals.passes import FAMILIES, Signals
from initnotes.theory.layer import ElementwiseMoments, activation_mean


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
            return square_root(kernel) @ rng.standard_normal((len(kernel), units))

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


def square_root(kernel):
    """The symmetric square root of the positive semidefinite `kernel`.

    It is the only one: no choice of the eigenvectors' signs can show in a draw.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes.theory.prediction import square_root
    >>> square_root(np.diag([4.0, 9.0])).tolist()
    [[2.0, 0.0], [0.0, 3.0]]
    """
    values, vectors = np.linalg.eigh(kernel)
    return (vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T


def _diagonal_means(kernels):
    return np.array([np.mean(np.diagonal(kernel)) for kernel in kernels])
