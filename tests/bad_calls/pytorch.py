"""Bad calls of what takes a PyTorch model: a call, its error, and what it says."""

import numpy as np

from initnotes import pytorch
from tests.bad_calls.given import GRADIENT, INPUTS, NAN, model, record, rng

CALLS = [
    (lambda: record(model("0.weight")), ValueError, "parameter '0.weight' must be finite, got"),
    (lambda: record(model("2.bias")), ValueError, "parameter '2.bias' must be finite, got a NaN"),
    (lambda: record(inputs=NAN[None]), ValueError, "inputs must be finite, got 1 NaN"),
    (lambda: record(inputs=INPUTS * 1j), TypeError, "inputs must hold real.*got an array"),
    (
        lambda: record(inputs=INPUTS.astype(np.float32)),
        TypeError,
        "inputs must have the model's dtype torch.float64, got torch.float32",
    ),
    (lambda: record(targets=None), ValueError, "exactly one of targets and output_gradient"),
    (lambda: record(targets=[0.0] * 5), TypeError, "targets must be integers, got dtype float64"),
    (
        lambda: record(targets=None, output_gradient=GRADIENT.T),
        ValueError,
        r"output_gradient must have shape \(5, 3\), got \(3, 5\)",
    ),
    (lambda: pytorch.record(5, INPUTS), TypeError, "model must be a torch.nn.Module, got int"),
    (lambda: pytorch.initialize(model(), 5, rng=rng()), TypeError, "scheme must be.*got int 5"),
    (lambda: pytorch.initialize(model(), "he", rng=0), TypeError, "rng must be a.*got int 0"),
    (
        lambda: pytorch.initialize(model(), "he", rng=rng(), zero_bias=2),
        TypeError,
        "zero_bias must be True or False, got int 2",
    ),
    (lambda: pytorch.module_fans(5), TypeError, "module must be one of Linear.*got int"),
    (
        lambda: record(inputs=INPUTS[:, 1:]),
        ValueError,
        r"inputs must be what the model takes, got shape \(5, 3\) and torch's error: mat1",
    ),
]
