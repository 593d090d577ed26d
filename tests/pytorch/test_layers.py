"""The true fans of torch's layers."""

import pytest
from torch import nn

from initnotes.fans import Fans
from initnotes.pytorch import module_fans


def test_fans_of_every_supported_kind():
    assert module_fans(nn.Linear(3, 5)) == Fans(3, 5)
    assert module_fans(nn.Conv1d(3, 5, 4)) == Fans(12, 20)
    assert module_fans(nn.Conv2d(4, 6, (2, 3), groups=2)) == Fans(12, 18)
    assert module_fans(nn.Conv3d(2, 3, 2)) == Fans(16, 24)
    assert module_fans(nn.ConvTranspose1d(3, 5, 4)) == Fans(12, 20)
    assert module_fans(nn.ConvTranspose2d(4, 6, 3, groups=2)) == Fans(18, 27)
    assert module_fans(nn.ConvTranspose3d(2, 3, 2)) == Fans(16, 24)


def test_other_modules_have_no_fans_and_the_supported_kinds_are_named():
    with pytest.raises(TypeError, match=r"Linear, Conv1d, .*ConvTranspose3d, got BatchNorm1d"):
        module_fans(nn.BatchNorm1d(3))


def test_a_lazy_layer_has_no_fans_yet():
    with pytest.raises(ValueError, match="LazyLinear must have a shape, got a lazy one"):
        module_fans(nn.LazyLinear(3))
