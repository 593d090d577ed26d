"""What a net is made of: parts put in sequence, each with its way forward and its way back.

A part has two methods. `forward(below)` is what it puts out. `backward(below, above, gradient)`
takes what went in, what came out and the gradient with respect to what came out, and gives the
gradient with respect to what went in. `initnotes.theory.layer` has for each part the same two
methods for covariances: the rule for moments.

Values have the batch on their first axis and, for `Dense`, the units on their last; what lies
between, such as positions, is carried along. A part keeps nothing of a pass: one that is made of
parts goes through them again on the way back. So a residual branch is a part::

    class Residual:
        def __init__(self, parts):
            self.parts = parts

        def forward(self, below):
            return below + forward(self.parts, below)[-1]

        def backward(self, below, above, gradient):
            values = forward(self.parts, below)
            return gradient + backward(self.parts, values, gradient)[0]
"""

from dataclasses import dataclass

import numpy as np

from initnotes.activations import Activation, as_activation
from initnotes.checks import as_floats, as_list, check_array, check_instance, check_shape, described
from initnotes.products import matmul
from initnotes.signals.arguments import after, check_parts, check_same_shape, check_units


@dataclass(frozen=True)
class Dense:
    """Every unit sums over all units below: s = z W^T + b, for a batch of rows z.

    Attributes
    ----------
    weight : array, shape (fan_out, fan_in)
    bias : array, shape (fan_out,), or None
        None is a bias of zero.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import signals
    >>> signals.Dense(np.ones((1, 2)), bias=np.ones(1)).forward(np.array([[2.0, 3.0]])).tolist()
    [[6.0]]
    """

    weight: np.ndarray
    bias: np.ndarray | None = None

    def __post_init__(self):
        check_array(self.weight, "weight")
        check_shape(self.weight, ("fan_out", "fan_in"), "weight")
        if self.bias is not None:
            check_array(self.bias, "bias")
            check_shape(self.bias, (len(self.weight),), "bias")

    def forward(self, below):
        """The states z W^T + b, shape (batch, fan_out)."""
        state = matmul(below, self.weight.T)
        if self.bias is not None:
            state += self.bias
        return state

    def backward(self, below, above, gradient):
        """dC/dz = dC/ds W, shape (batch, fan_in)."""
        return matmul(gradient, self.weight)

    def weight_gradient(self, below, gradient):
        """dC/dW of the batch's mean cost: the mean over the batch of outer products d^T z.

        Axes between the batch and the units, such as positions, are summed over.
        """
        share = (gradient / gradient.dtype.type(len(gradient))).reshape(-1, gradient.shape[-1])
        return matmul(share.T, below.reshape(-1, below.shape[-1]))

    def bias_gradient(self, gradient):
        """dC/db of the batch's mean cost: the mean of d over the batch, shape (fan_out,).

        Axes between the batch and the units, such as positions, are summed over.
        """
        return gradient.mean(axis=0).reshape(-1, gradient.shape[-1]).sum(axis=0)

    def _check_forward(self, below, name="below"):
        check_units(below, self.weight.shape[1], self.weight.dtype, name)

    def _check_gradient(self, gradient):
        check_units(gradient, self.weight.shape[0], self.weight.dtype, "gradient")

    def _check_weight_gradient(self, below, gradient):
        self._check_gradient(gradient)
        wanted = (*gradient.shape[:-1], self.weight.shape[1])
        check_same_shape(below, wanted, "what the gradient came back to", "below")

    def _check_backward(self, below, above, gradient):
        self._check_weight_gradient(below, gradient)
        check_same_shape(above, gradient.shape, "the gradient", "above")


Dense.forward = after(Dense._check_forward, Dense.forward)
Dense.backward = after(Dense._check_backward, Dense.backward)
Dense.weight_gradient = after(Dense._check_weight_gradient, Dense.weight_gradient)
Dense.bias_gradient = after(Dense._check_gradient, Dense.bias_gradient)


@dataclass(frozen=True)
class Elementwise:
    """An activation, z = f(s).

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import signals
    >>> signals.Elementwise("relu").forward(np.array([[-2.0, 3.0]])).tolist()
    [[0.0, 3.0]]
    """

    activation: Activation

    def __post_init__(self):
        object.__setattr__(self, "activation", as_activation(self.activation))

    def forward(self, below):
        """The activations f(s)."""
        return self.activation(below)

    def backward(self, below, above, gradient):
        """dC/ds = dC/dz f'(s)."""
        return gradient * self.activation.slope(below, above)

    def _check_backward(self, below, above, gradient):
        check_array(below, "below")
        check_same_shape(above, below.shape, "below", "above")
        check_same_shape(gradient, below.shape, "below", "gradient")


Elementwise.backward = after(Elementwise._check_backward, Elementwise.backward)


def dense_net(weights, activation, biases=None):
    """The parts of a dense net: an activation between any two layers, none behind the last.

    Parameters
    ----------
    weights : sequence of L+1 arrays, shape (widths[l + 1], widths[l])
        All float32 or all float64.
    activation : Activation or str
    biases : sequence of L+1 arrays, shape (widths[l + 1],), optional
        Zero if left out.

    Raises
    ------
    ValueError
        If there is no layer, shapes do not chain, or a value is not finite.
    TypeError
        If the layers' dtypes differ or are not those of real numbers.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import signals
    >>> net = signals.dense_net([np.ones((3, 2)), np.ones((1, 3))], "tanh")
    >>> [type(part).__name__ for part in net]
    ['Dense', 'Elementwise', 'Dense']
    """
    between = Elementwise(as_activation(activation))
    weights = _sequence(weights, "weights")
    biases = [None] * len(weights) if biases is None else _sequence(biases, "biases")
    if len(biases) != len(weights):
        raise ValueError(f"biases must hold {len(weights)} arrays, got {len(biases)}")
    parts, width = [], "fan_in"
    for layer, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
        weight = as_floats(weight, f"weights[{layer}]", ("fan_out", width))
        width = len(weight)
        if bias is not None:
            bias = as_floats(bias, f"biases[{layer}]", (width,)).astype(weight.dtype, copy=False)
        parts += [Dense(weight, bias), between]
    dtypes = [part.weight.dtype for part in parts[::2]]
    for layer, dtype in enumerate(dtypes):
        if dtype != dtypes[0]:
            raise TypeError(f"weights[{layer}] must have the dtype {dtypes[0]}, got {dtype}")
    return parts[:-1]


def as_inputs(inputs, net):
    """`inputs` as an array that `net`, of `dense_net`, takes; raises if it takes them not.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes.signals.parts import as_inputs, dense_net
    >>> as_inputs([[1, 2]], dense_net([np.ones((3, 2))], "tanh"))
    array([[1., 2.]])
    """
    check_parts(net, "net")
    check_instance(net[0] if net else None, Dense, "net[0]", "a Dense, as dense_net puts it")
    weight = net[0].weight
    inputs = as_floats(inputs, "inputs")
    check_shape(inputs, ("batch", weight.shape[1]), "inputs")
    if inputs.dtype != weight.dtype:
        raise TypeError(f"inputs must have the weights' dtype {weight.dtype}, got {inputs.dtype}")
    return inputs


def _sequence(arrays, name):
    if isinstance(arrays, np.ndarray):
        raise TypeError(
            f"{name} must be a sequence of arrays, one a layer, got {described(arrays)}"
        )
    arrays = as_list(arrays, name, "arrays, one a layer")
    if not arrays:
        raise ValueError(f"{name} must hold at least one layer, got none")
    return arrays
