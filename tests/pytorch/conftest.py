"""A dense torch model, and its parameters as arrays."""

from itertools import pairwise

import pytest
import torch
from torch import nn

WIDTHS = (7, 11, 5, 9, 4)
TORCH_ACTIVATIONS = {"tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid}


@pytest.fixture(scope="session")
def widths():
    return WIDTHS


@pytest.fixture(scope="session")
def mlp():
    def make(activation="tanh", *, bias=True, dtype=torch.float64):
        layers = []
        for fan_in, fan_out in pairwise(WIDTHS):
            layers += [nn.Linear(fan_in, fan_out, bias=bias), TORCH_ACTIVATIONS[activation]()]
        return nn.Sequential(*layers[:-1]).to(dtype)

    return make


@pytest.fixture(scope="session")
def arrays():
    def of(model, kind):
        return [getattr(m, kind).detach().numpy() for m in model if isinstance(m, nn.Linear)]

    return of
