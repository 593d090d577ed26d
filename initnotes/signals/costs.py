"""What a net's output costs, example by example."""

import numpy as np

from initnotes.checks import as_floats, check_real, check_shape


def softmax_cross_entropy(logits, targets):
    """Each example's cost -log softmax(logits)[target], and its gradient, softmax - one-hot.

    Returns (cost of shape (batch,), gradient of shape (batch, classes)).

    Raises ValueError if a target is not a class or a logit not finite, TypeError if targets are
    not integers.

    Parameters
    ----------
    logits : array, shape (batch, classes)
    targets : integer array, shape (batch,)

    Examples
    --------
    >>> from initnotes import signals
    >>> cost, gradient = signals.softmax_cross_entropy([[0.0, 0.0]], [1])
    >>> cost.round(3).tolist(), gradient.tolist()
    ([0.693], [[0.5, -0.5]])
    """
    logits = as_floats(logits, "logits", ("batch", "classes"))
    batch, classes = logits.shape
    check_real(targets, "targets")
    targets = np.asarray(targets)
    check_shape(targets, (batch,), "targets")
    if not np.issubdtype(targets.dtype, np.integer):
        raise TypeError(f"targets must be integers, got dtype {targets.dtype}")
    if targets.min() < 0 or targets.max() >= classes:
        raise ValueError(
            f"targets must lie between 0 and {classes - 1}, "
            f"got values from {targets.min()} to {targets.max()}"
        )
    rows = np.arange(batch)
    shifted = logits - logits.max(axis=1, keepdims=True)
    gradient = np.exp(shifted)
    total = gradient.sum(axis=1, keepdims=True)
    cost = np.log(total[:, 0]) - shifted[rows, targets]
    gradient /= total
    gradient[rows, targets] -= 1
    return cost, gradient
