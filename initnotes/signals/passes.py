"""The forward and the backward pass, as the book prints them, and the record of one net.

Layers are counted 1..L+1: L hidden layers with one activation f, then a linear output layer.
For a batch of rows, with z^0 the inputs::

    forward    s^l = z^(l-1) W^l^T + b^l,        z^l = f(s^l)
    backward   d^l = (d^(l+1) W^(l+1)) * f'(s^l)
    weights    dC/dW^l = d^l^T z^(l-1) / batch,  dC/db^l = mean of d^l over the batch

The four signals are the state s, the activation z, the state_gradient d (of each example's
own cost, one row an example) and the weight_gradient (of the batch's mean cost).
"""

from dataclasses import dataclass

import numpy as np

from initnotes.checks import as_floats, check_name
from initnotes.signals.arguments import after, check_backward, check_forward
from initnotes.signals.costs import softmax_cross_entropy
from initnotes.signals.parts import as_inputs, dense_net

FAMILIES = ("state", "activation", "state_gradient", "weight_gradient")


def forward(parts, inputs):
    """All values of a forward pass: the inputs, then what each part makes of the value before.

    Parameters
    ----------
    parts : sequence of parts
        As `initnotes.signals.parts` describes them; `dense_net` makes those of a dense net.
    inputs : array, shape (batch, ...)

    Returns
    -------
    list of len(parts) + 1 values

    Raises
    ------
    TypeError
        On what is no part, or inputs that are no array of real numbers.
    ValueError
        On inputs that are not finite, or whose shape the first part does not take.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import signals
    >>> net = signals.dense_net([np.ones((3, 2)), np.ones((1, 3))], "relu")
    >>> signals.forward(net, np.ones((1, 2)))[-1].tolist()
    [[6.0]]
    """
    values = [inputs]
    for part in parts:
        values.append(part.forward(values[-1]))
    return values


def backward(parts, values, gradient):
    """The gradient with respect to every value of a forward pass, from the last one's.

    Parameters
    ----------
    parts : sequence of parts
    values : list of len(parts) + 1 values
        As `forward` leaves them.
    gradient : array, of the shape of values[-1]

    Returns
    -------
    list of len(parts) + 1 gradients, in the order of `values`

    Raises
    ------
    TypeError
        On what is no part, or a gradient that is no array of real numbers.
    ValueError
        On another number of values, or a gradient that is not finite or of another shape.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import signals
    >>> net = signals.dense_net([np.ones((3, 2)), np.ones((1, 3))], "relu")
    >>> values = signals.forward(net, np.ones((1, 2)))
    >>> signals.backward(net, values, np.ones((1, 1)))[0].tolist()
    [[3.0, 3.0]]
    """
    gradients = [gradient]
    for part, below, above in zip(parts[::-1], values[-2::-1], values[:0:-1], strict=True):
        gradients.append(part.backward(below, above, gradients[-1]))
    return gradients[::-1]


forward, backward = after(check_forward, forward), after(check_backward, backward)


@dataclass(frozen=True)
class Signals:
    """What one pass leaves in every layer; tuples run over the layers, from the first.

    A forward pass alone leaves no gradients: their tuples are empty.

    Attributes
    ----------
    inputs : array, shape (batch, widths[0])
    state : tuple of L+1 arrays, shape (batch, widths[l])
        The last one is the output (the logits, under cross-entropy).
    activation : tuple of L arrays, shape (batch, widths[l])
    state_gradient : tuple of L+1 arrays, shape (batch, widths[l])
        Gradient of each example's own cost with respect to its own state.
    weight_gradient : tuple of L+1 arrays, shape (widths[l], widths[l - 1])
        Gradient of the mean cost of the batch.
    bias_gradient : tuple of L+1 arrays, shape (widths[l],)
        Gradient of the mean cost of the batch.
    cost : array, shape (batch,), or None
        Each example's cross-entropy; None where the output gradient was given.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import signals
    >>> made = signals.propagate([np.ones((3, 2)), np.ones((1, 3))], np.ones((5, 2)), "tanh")
    >>> [state.shape for state in made["state"]]
    [(5, 3), (5, 1)]
    """

    inputs: np.ndarray
    state: tuple
    activation: tuple
    state_gradient: tuple = ()
    weight_gradient: tuple = ()
    bias_gradient: tuple = ()
    cost: np.ndarray | None = None

    def __getitem__(self, family):
        """The layers of one family, by its name in `FAMILIES`, or of the bias_gradient."""
        check_name(family, (*FAMILIES, "bias_gradient"), "family")
        layers = getattr(self, family)
        if not layers and family.endswith("gradient"):
            raise ValueError(
                f"{family} needs a backward pass, got a forward pass alone: give targets or an "
                "output_gradient"
            )
        return layers

    def per_sample_weight_gradient_second_moment(self):
        """Second moment of each layer's weight gradient for one example at a time.

        The gradient of one example is the outer product d z^T, so its second moment is
        mean(d**2) mean(z**2); the mean over the batch is returned, shape (L+1,).

        Raises ValueError for a forward pass alone, and for a record of a convolutional net, whose
        weights are shared.
        """
        below = (self.inputs, *self.activation)
        gradients = self["state_gradient"]
        for array in (*below, *gradients):
            if array.ndim != 2:
                raise ValueError(
                    f"signals must have shape (batch, units) in every layer, got {array.shape}"
                )
        return np.array(
            [
                np.mean(np.mean(d**2, axis=1) * np.mean(z**2, axis=1))
                for d, z in zip(gradients, below, strict=True)
            ]
        )


def propagate(weights, inputs, activation, *, targets=None, output_gradient=None, biases=None):
    """Go forward and back once through a dense net and keep everything, as `Signals`.

    With neither `targets` nor `output_gradient` it goes forward alone.

    Parameters
    ----------
    weights : sequence of L+1 arrays, shape (widths[l + 1], widths[l])
    inputs : array, shape (batch, widths[0])
        Of the weights' dtype, which is that of all signals.
    activation : Activation or str
    targets : integer array, shape (batch,), optional
        Classes: the cost is then softmax cross-entropy.
    output_gradient : array, shape (batch, widths[-1]), optional
        Instead of targets: dC/ds at the output, given.
    biases : sequence of L+1 arrays, shape (widths[l + 1],), optional
        Zero if left out.

    Raises
    ------
    ValueError
        If shapes do not chain, the batch is empty, a value is not finite, or both `targets` and
        `output_gradient` are given.
    TypeError
        On a wrong type or dtype.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import schemes, signals
    >>> rng = np.random.default_rng(0)
    >>> weights = schemes.xavier().weights([4, 8, 3], rng=rng)
    >>> made = signals.propagate(weights, np.ones((5, 4)), "tanh", targets=[0, 1, 2, 0, 1])
    >>> [state.shape for state in made.state], made.weight_gradient[0].shape
    ([(5, 8), (5, 3)], (8, 4))
    """
    net = dense_net(weights, activation, biases)
    values = forward(net, as_inputs(inputs, net))
    named = {"inputs": values[0], "state": values[1::2], "activation": values[2::2]}
    cost, gradient = output_cost(values[-1], targets, output_gradient)
    if gradient is not None:
        gradients = backward(net[1:], values[1:], gradient)[::2]
        layers = list(zip(net[::2], values[::2], gradients, strict=True))
        named |= {
            "state_gradient": gradients,
            "weight_gradient": [part.weight_gradient(z, d) for part, z, d in layers],
            "bias_gradient": [part.bias_gradient(d) for part, _, d in layers],
        }
    record = {name: tuple(v) if isinstance(v, list) else v for name, v in named.items()}
    return Signals(cost=cost, **record)


def output_cost(output, targets, output_gradient):
    """Each example's cost or None, and dC/ds at the output; (None, None) if neither is given.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes.signals.passes import output_cost
    >>> cost, gradient = output_cost(np.zeros((1, 4)), targets=[2], output_gradient=None)
    >>> gradient.tolist()
    [[0.25, 0.25, -0.75, 0.25]]
    """
    if targets is not None and output_gradient is not None:
        raise ValueError("give targets or output_gradient, got both")
    if targets is not None:
        return softmax_cross_entropy(output, targets)
    if output_gradient is None:
        return None, None
    gradient = as_floats(output_gradient, "output_gradient", output.shape)
    return None, gradient.astype(output.dtype, copy=False)
