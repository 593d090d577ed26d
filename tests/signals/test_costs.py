"""Softmax cross-entropy against scipy."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from initnotes.signals.costs import softmax_cross_entropy


@given(
    batch=st.integers(1, 6),
    classes=st.integers(1, 8),
    scale=st.sampled_from([1e-3, 1.0, 1e3]),
    seed=st.integers(0, 2**32 - 1),
)
def test_cross_entropy_agrees_with_scipy_and_its_gradient_sums_to_zero(batch, classes, scale, seed):
    from scipy.special import log_softmax, softmax

    rng = np.random.default_rng(seed)
    logits, targets = scale * rng.standard_normal((batch, classes)), rng.integers(0, classes, batch)
    cost, gradient = softmax_cross_entropy(logits, targets)
    rows = np.arange(batch)
    np.testing.assert_allclose(cost, -log_softmax(logits, axis=1)[rows, targets], atol=1e-12)
    np.testing.assert_allclose(
        gradient, softmax(logits, axis=1) - np.eye(classes)[targets], atol=1e-12
    )
    np.testing.assert_allclose(gradient.sum(axis=1), 0, atol=1e-12)
