"""A batch with a mean and correlated features, and an output gradient for it."""

import pytest

BATCH = 5


@pytest.fixture
def inputs(rng):
    mixing = rng.standard_normal((6, 6))
    return 0.4 + rng.standard_normal((BATCH, 6)) @ mixing


@pytest.fixture
def output_gradient(rng):
    return 0.5 + rng.standard_normal((BATCH, 3))
