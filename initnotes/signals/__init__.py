"""One net, one batch: the forward and the backward pass, and the four signals they leave."""

from initnotes.signals.costs import softmax_cross_entropy
from initnotes.signals.parts import Dense, Elementwise, dense_net
from initnotes.signals.passes import FAMILIES, Signals, backward, forward, propagate

__all__ = [
    "FAMILIES",
    "Dense",
    "Elementwise",
    "Signals",
    "backward",
    "dense_net",
    "forward",
    "propagate",
    "softmax_cross_entropy",
]
