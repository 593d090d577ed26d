"""A net whose widths all differ."""

import numpy as np
import pytest

WIDTHS = (6, 9, 4, 7, 3)
BATCH = 5


@pytest.fixture(scope="session")
def draw_net():
    def draw(rng, widths=WIDTHS, batch=BATCH, dtype=np.float64):
        """(weights, inputs, targets, biases)."""
        weights = [
            rng.standard_normal(shape).astype(dtype) / np.sqrt(shape[1], dtype=dtype)
            for shape in zip(widths[1:], widths, strict=False)
        ]
        inputs = rng.standard_normal((batch, widths[0])).astype(dtype)
        biases = [0.3 * rng.standard_normal(width).astype(dtype) for width in widths[1:]]
        return weights, inputs, rng.integers(0, widths[-1], batch), biases

    return draw


@pytest.fixture
def net(rng, draw_net):
    return draw_net(rng)
