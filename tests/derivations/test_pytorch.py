import pytest
import sympy
from torch import nn

from initnotes import schemes
from initnotes.derivations import pytorch as derivations
from initnotes.fans import fans


def value(expression, **numbers):
    return float(expression.subs({s: numbers[s.name] for s in expression.free_symbols}))


def test_truncated_normal_has_kerass_and_jaxs_constant():
    std = sympy.sqrt(derivations.truncated_normal().result)
    assert float(std) == pytest.approx(0.87962566103423978, rel=1e-15)
    stats = pytest.importorskip("scipy.stats")
    assert float(std) == pytest.approx(stats.truncnorm(-2, 2).std())
    assert float(std) != pytest.approx(stats.truncnorm(-3, 3).std(), rel=0.01)


def test_packed_factor_is_that_of_the_scheme():
    xavier = schemes.xavier()
    ratio = xavier.variance(*fans((16, 16))) / xavier.variance(*fans((48, 16)))
    assert value(derivations.packed().result, p=3) == pytest.approx(ratio)
    assert value(derivations.packed().result, p=2) != pytest.approx(ratio)


def test_grouped_factor_is_that_of_torchs_reading():
    layer = nn.Conv2d(16, 24, 3, groups=4)
    xavier = schemes.xavier()
    true = xavier.variance(*fans(layer.weight.shape, groups=4))
    read = xavier.variance(*nn.init._calculate_fan_in_and_fan_out(layer.weight))
    quotient, depthwise = derivations.grouped().steps[2:]
    numbers = {"g": 4, "C_in": 16, "C_out": 24}
    assert value(quotient.right, **numbers) == pytest.approx(true / read)
    assert value(quotient.right, **{**numbers, "C_in": 24, "C_out": 16}) != pytest.approx(
        true / read
    )
    layer = nn.Conv2d(64, 64, 3, groups=64)
    read = xavier.variance(*nn.init._calculate_fan_in_and_fan_out(layer.weight))
    true = xavier.variance(*fans(layer.weight.shape, groups=64))
    assert value(depthwise.right, g=64) == pytest.approx(true / read) == pytest.approx(32.5)
