"""A verdict follows from the runs that are given."""

import numpy as np
import pytest

from initnotes import measure, theory
from initnotes.measure import Claims

NONE_HELD = (
    "Predictions held against draws: 0. Right ones that chance rejects: 0 at most, on average."
)


def test_the_verdict_follows_from_the_runs():
    claims = Claims()
    verdicts = [
        claims.settle("a", holds=True, found="1").verdict,
        claims.settle("b", fails=True, found="2").verdict,
        claims.settle("c", holds=True, fails=True, found="3").verdict,
    ]
    assert verdicts == ["true", "false", "half true"]
    assert [claim.belief for claim in claims] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "runs", [{"holds": False}, {"fails": False}, {"holds": True, "fails": False}]
)
def test_a_run_that_comes_out_otherwise_stops(runs):
    claims = Claims()
    with pytest.raises(AssertionError, match=r"the run does not say that this .*: a \(1\)"):
        claims.settle("a", **runs, found="1")
    assert len(claims) == 0


def test_a_claim_needs_a_run():
    with pytest.raises(ValueError, match="must have a run that holds or fails, got neither"):
        Claims().settle("a", found="1")


def test_bad_arguments_are_named():
    with pytest.raises(TypeError, match="holds must be True or False"):
        Claims().settle("a", holds=0.3, found="1")
    with pytest.raises(TypeError, match="found must be a string"):
        Claims().settle("a", holds=True, found=1)
    with pytest.raises(TypeError, match="belief must be a string"):
        Claims().settle(1, holds=True, found="1")


def test_settling_again_replaces():
    claims = Claims()
    claims.settle("a", holds=True, found="1")
    claims.settle("a", fails=True, found="2")
    assert repr(claims) == f"false: a (2)\n{NONE_HELD}"


def test_jupyter_gets_a_line_and_a_table():
    claims = Claims()
    claim = claims.settle("$a = b$", fails=True, found="z = 9")
    assert claim._repr_markdown_() == "**Settled: false.** *$a = b$* z = 9"
    assert claims._repr_markdown_().splitlines() == [
        "| The belief | Verdict | The run |",
        "|---|---|---|",
        "| $a = b$ | false | z = 9 |",
        "",
        NONE_HELD,
    ]


def test_each_prediction_held_against_draws_counts_once_at_its_level():
    draws = np.random.default_rng(0).standard_normal((10, 3))
    measure.agrees(draws, 0)  # before the chapter
    claims = Claims()
    measure.agrees(draws, 0)
    measure.agrees(draws[:, 0], 5, level=0.01)
    net, x = ([5, 8, 6], "xavier", "tanh"), np.ones((1, 5))
    nets = measure.ensemble(*net, x, draws=5, rng=np.random.default_rng(0))
    compared = measure.compare(nets, theory.infinite_width(*net, inputs=x))
    assert len(compared.layer) == 3 and compared.agrees.all() and compared.agrees.all()
    assert repr(claims) == (
        "Predictions held against draws: 7. "
        "Right ones that chance rejects: 0.011 at most, on average."
    )
