"""The matrix product, wherever Python runs."""

import numpy as np
import pytest

from initnotes.products import matmul


@pytest.mark.parametrize("platform", ["linux", "emscripten"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("rows", [(7,), (2, 7)])
def test_product_is_numpys_own(rng, monkeypatch, platform, dtype, rows):
    monkeypatch.setattr("sys.platform", platform)
    a, b = rng.standard_normal((*rows, 5)).astype(dtype), rng.standard_normal((3, 5)).astype(dtype)
    product = matmul(a, b.T)
    assert product.dtype == dtype
    np.testing.assert_allclose(product, a @ b.T, rtol=1e-5 if dtype == np.float32 else 1e-13)
    with pytest.raises(ValueError):
        matmul(a, b)
