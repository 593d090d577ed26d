"""Activations by name: wherever an activation is asked for, its name will do."""

from initnotes.activations import shipped
from initnotes.activations.definition import Activation
from initnotes.checks import check_name, described

ACTIVATIONS = {
    activation.name: activation
    for activation in (
        shipped.identity,
        shipped.tanh,
        shipped.sigmoid,
        shipped.softsign,
        shipped.relu,
        shipped.leaky_relu(),
        shipped.elu(),
        shipped.selu,
        shipped.softplus,
        shipped.hard_tanh,
        shipped.gelu,
        shipped.gelu_tanh,
        shipped.silu,
        shipped.mish,
    )
}
# What Keras, JAX and PyTorch call them.
ALIASES = {"linear": "identity", "swish": "silu", "hardtanh": "hard_tanh"}


def activation(name):
    """The activation of that name.

    Raises TypeError unless `name` is a string, and ValueError, with the known names, unless it
    is one of `ACTIVATIONS` or `ALIASES`.

    Examples
    --------
    >>> activation("gelu")
    Activation('gelu')
    >>> activation("swish")
    Activation('silu')
    """
    check_name(name, [*ACTIVATIONS, *ALIASES], "activation")
    return ACTIVATIONS[ALIASES.get(name, name)]


def as_activation(value):
    """`value` as an `Activation`: itself if it is one, else the one of that name.

    Raises TypeError if `value` is neither, ValueError if it is an unknown name.

    Examples
    --------
    >>> as_activation("relu")
    Activation('relu')
    """
    if isinstance(value, Activation):
        return value
    if isinstance(value, str):
        return activation(value)
    raise TypeError(
        "activation must be an Activation or the name of one, such as 'tanh', "
        f"got {described(value)}"
    )
