"""Activations: the function between a layer's states and what the next layer sees."""

from initnotes.activations.definition import Activation
from initnotes.activations.expressions import from_expression
from initnotes.activations.names import (
    ACTIVATIONS,
    ALIASES,
    activation,
    as_activation,
)
from initnotes.activations.shipped import (
    elu,
    gelu,
    gelu_tanh,
    hard_tanh,
    identity,
    leaky_relu,
    mish,
    relu,
    selu,
    sigmoid,
    silu,
    softplus,
    softsign,
    tanh,
)

__all__ = [
    "ACTIVATIONS",
    "ALIASES",
    "Activation",
    "activation",
    "as_activation",
    "elu",
    "from_expression",
    "gelu",
    "gelu_tanh",
    "hard_tanh",
    "identity",
    "leaky_relu",
    "mish",
    "relu",
    "selu",
    "sigmoid",
    "silu",
    "softplus",
    "softsign",
    "tanh",
]
