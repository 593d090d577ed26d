"""One net, one batch: the forward and the backward pass, and the four signals they leave."""

from initnotes.signals.costs import softmax_cross_entropy
from initnotes.signals.passes import FAMILIES, Signals, propagate, walk

__all__ = ["FAMILIES", "Signals", "propagate", "softmax_cross_entropy", "walk"]
