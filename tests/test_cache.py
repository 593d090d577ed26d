"""What is kept must be what would be computed, and only for the very same call."""

import numpy as np
import pytest

from initnotes import cache
from initnotes.activations import leaky_relu, tanh
from initnotes.ensemble import ensemble
from initnotes.schemes import lecun, xavier
from initnotes.summaries import Bins


@pytest.fixture
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "kept"
    monkeypatch.setenv("INITNOTES_CACHE", str(folder))
    return folder


class Counted:
    """A computation that counts how often it was asked for."""

    def __init__(self, result):
        self.result, self.calls = result, 0

    def __call__(self):
        self.calls += 1
        return self.result


def test_nothing_is_kept_unless_a_folder_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv("INITNOTES_CACHE", raising=False)
    monkeypatch.chdir(tmp_path)
    compute = Counted(7)
    assert [cache.cached(compute, 1), cache.cached(compute, 1)] == [7, 7]
    assert compute.calls == 2
    assert not list(tmp_path.iterdir())


def test_the_same_parts_are_computed_once_and_others_anew(folder):
    compute = Counted({"a": np.arange(3)})
    parts = ("tanh", 3, np.ones(4))
    np.testing.assert_array_equal(cache.cached(compute, *parts)["a"], np.arange(3))
    np.testing.assert_array_equal(cache.cached(compute, *parts)["a"], np.arange(3))
    assert compute.calls == 1
    for other in (("tanh", 3, np.ones(5)), ("tanh", 4, np.ones(4)), ("relu", 3, np.ones(4))):
        cache.cached(compute, *other)
    assert compute.calls == 4
    assert len(list(folder.iterdir())) == 4


@pytest.mark.parametrize("changed", ["code", "numpy"])
def test_other_code_or_another_numpy_computes_anew(folder, monkeypatch, tmp_path, changed):
    compute = Counted(7)
    cache.cached(compute, 1)
    cache._code.cache_clear()
    if changed == "numpy":
        monkeypatch.setattr(np, "__version__", "1.0")
    else:
        (tmp_path / "cache.py").write_text("# another version")
        monkeypatch.setattr(cache, "__file__", str(tmp_path / "cache.py"))
    try:
        cache.cached(compute, 1)
    finally:
        cache._code.cache_clear()
    assert compute.calls == 2


def test_a_computation_that_fails_leaves_nothing(folder):
    def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        cache.cached(fail, 1)
    assert not folder.exists()
    assert cache.cached(Counted(7), 1) == 7


GIVEN = {
    "widths": (6, 9, 4, 3),
    "scheme": xavier(),
    "activation": tanh,
    "inputs": np.random.default_rng(1).standard_normal((20, 6)),
    "targets": np.arange(20) % 3,
    "draws": 3,
    "seed": 7,
}
# leaky_relu and leaky_relu(0.2) share their name; xavier and lecun differ in their rule alone.
CHANGES = [
    {"widths": (6, 9, 5, 3)},
    {"scheme": xavier(distribution="normal")},
    {"scheme": xavier(gain=2)},
    {"scheme": lecun()},
    {"activation": leaky_relu(0.2)},
    {"inputs": GIVEN["inputs"].astype(np.float32)},
    {"inputs": GIVEN["inputs"] + 1},
    {"targets": (np.arange(20) + 1) % 3},
    {"draws": 4},
    {"seed": 8},
    {"bins": {"activation": Bins(-1, 1, 10)}},
    {"families": ("activation",)},
    {"biases": [np.ones(9), np.ones(4), np.ones(3)]},
]


def draw(seed, **given):
    return ensemble(rng=np.random.default_rng(seed), **given)


def test_a_kept_ensemble_is_the_one_that_is_drawn(folder, monkeypatch):
    drawn, kept = draw(**GIVEN), draw(**GIVEN)
    assert len(list(folder.iterdir())) == 1
    monkeypatch.delenv("INITNOTES_CACHE")
    afresh = draw(**GIVEN)
    for one in (drawn, kept):
        for family in afresh.summaries:
            np.testing.assert_array_equal(one.values(family), afresh.values(family))
            for pooled, expected in zip(one.pooled(family), afresh.pooled(family), strict=True):
                np.testing.assert_array_equal(pooled.counts, expected.counts)
                assert pooled.bins == expected.bins


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_an_ensemble_is_drawn_anew_when_anything_changes(folder, change):
    given = {**GIVEN, "activation": leaky_relu()} if "activation" in change else GIVEN
    draw(**given)
    draw(**{**given, **change})
    assert len(list(folder.iterdir())) == 2


def test_a_kept_ensemble_takes_its_generators_like_one_that_is_drawn(folder):
    def second():
        rng = np.random.default_rng(7)
        given = {name: value for name, value in GIVEN.items() if name != "seed"}
        ensemble(rng=rng, **given)
        return ensemble(rng=rng, **given).values("activation")

    drawn = second()
    assert len(list(folder.iterdir())) == 2
    np.testing.assert_array_equal(second(), drawn)
