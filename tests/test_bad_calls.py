"""Bad calls of the whole public API: each is refused, by an error that names the argument.

The tables stand in `tests/bad_calls`, one a package. A row is a call with one thing wrong, the
error, and what it says: the argument, what was needed and what arrived.
"""

import importlib
import re

import numpy as np
import pytest
import torch

from initnotes import measure, pytorch, theory, variance
from tests.bad_calls.given import (
    BINS,
    INPUTS,
    WEIGHTS,
    WIDTHS,
    ensemble,
    infinite_width,
    model,
    propagate,
    record,
    rng,
)

TABLES = ("inputs", "signals", "theory", "measure", "pytorch", "plots", "explorers", "derivations")
CALLS = [
    row for table in TABLES for row in importlib.import_module(f"tests.bad_calls.{table}").CALLS
]


@pytest.mark.parametrize(("call", "error", "message"), CALLS)
def test_a_bad_call_is_named(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_the_table_is_long_and_each_row_says_what_was_needed():
    assert len(CALLS) >= 250
    said = re.compile("must|unknown|need|takes|only|give|at least|exactly")
    assert [message for _, _, message in CALLS if not said.search(message)] == []


@pytest.mark.parametrize(
    "call",
    [
        lambda: variance.normal_density([0, 1], np.float32(1)),
        lambda: propagate(weights=tuple(WEIGHTS), inputs=INPUTS.tolist()),
        lambda: infinite_width(widths=np.array(WIDTHS), inputs=INPUTS.astype(np.float32)),
        lambda: ensemble(bins={"activation": BINS}, draws=np.int64(2)),
        lambda: measure.z_score(INPUTS, 0),
        lambda: record(inputs=torch.tensor(INPUTS, requires_grad=True)),
        lambda: theory.expectation(lambda s: s > 0, 1.0),
        lambda: pytorch.initialize(model(), "glorot", rng=rng()),
    ],
)
def test_a_good_call_is_let_through(call):
    """The partner of the table: what looks unusual and is right is not refused."""
    call()


def test_the_quadrature_that_all_callers_share_cannot_be_overwritten():
    for array in theory.gaussian_quadrature(10):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
