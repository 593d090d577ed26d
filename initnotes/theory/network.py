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

from itertools import pairwise

import numpy as np

from initnotes.activations import as_activation
from initnotes.checks import (
    as_floats,
    check_generator,
    check_positive_integer,
    check_real,
    check_shape,
    check_widths,
)
from initnotes.schemes import as_scheme
from initnotes.signals.costs import softmax_cross_entropy
from initnotes.signals.passes import backward, forward
from initnotes.theory.layer import DenseMoments, ElementwiseMoments
from initnotes.theory.prediction import Theory, square_root


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
    logits = square_root(logit_kernel) @ rng.standard_normal((batch, draws * classes))
    _, gradients = softmax_cross_entropy(
        logits.reshape(batch * draws, classes), np.repeat(targets, draws)
    )
    return gradients.reshape(batch, draws * classes)


def _gram(rows):
    rows = rows.astype(np.float64, copy=False)
    return rows @ rows.T / rows.shape[1]
