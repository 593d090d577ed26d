"""The product must be the same whichever routine computes it."""

import sys

import numpy as np
import pytest

from initnotes.products import matmul


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_browsers_routine_gives_the_product(rng, monkeypatch, dtype):
    monkeypatch.setattr(sys, "platform", "emscripten")
    a = rng.standard_normal((7, 5)).astype(dtype)
    b = rng.standard_normal((11, 5)).astype(dtype)
    out = np.empty((7, 11), dtype)
    assert matmul(a, b.T, out=out) is out
    rounding = 8 * np.finfo(dtype).eps
    np.testing.assert_allclose(out, a @ b.T, rtol=0, atol=rounding)
    np.testing.assert_allclose(matmul(a.T, out), a.T @ out, rtol=0, atol=30 * rounding)


def test_browsers_routine_is_einsum(rng, monkeypatch):
    called = []
    monkeypatch.setattr(np, "einsum", lambda *arguments, **options: called.append(arguments[0]))
    monkeypatch.setattr(sys, "platform", "emscripten")
    matmul(np.eye(2), np.eye(2))
    assert called == ["ij,jk->ik"]
