import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from initnotes.fans import Fans, fans

sizes = st.integers(1, 9)


@given(fan_out=sizes, fan_in=sizes)
def test_dense_axes_are_out_then_in(fan_out, fan_in):
    assert fans((fan_out, fan_in)) == Fans(fan_in, fan_out)


@given(out=sizes, into=sizes, kernel=st.lists(sizes, min_size=1, max_size=3))
def test_plain_convolution_has_torchs_fans(out, into, kernel):
    weight = torch.empty(out, into, *kernel)
    assert fans(weight.shape) == torch.nn.init._calculate_fan_in_and_fan_out(weight)


@pytest.mark.parametrize("groups", [1, 2, 4])
def test_fans_count_the_products_of_a_grouped_convolution(groups):
    layer = torch.nn.Conv2d(8, 12, 3, padding=1, groups=groups, bias=False)
    assert fans(layer.weight.shape, groups=groups) == _counted(layer, channels=8)


@pytest.mark.parametrize("groups", [1, 2, 4])
def test_fans_count_the_products_of_a_transposed_convolution(groups):
    layer = torch.nn.ConvTranspose2d(8, 12, 3, padding=1, groups=groups, bias=False)
    assert fans(layer.weight.shape, groups=groups, transposed=True) == _counted(layer, channels=8)


def _counted(layer, channels):
    """The fans in the middle of a 7x7 image, counted with all weights 1."""
    torch.nn.init.ones_(layer.weight)
    x = torch.ones(1, channels, 7, 7, requires_grad=True)
    output = layer(x)
    output.sum().backward()
    return Fans(round(output[0, 0, 3, 3].item()), round(x.grad[0, 0, 3, 3].item()))


def test_torch_swaps_the_fans_of_a_transposed_convolution():
    weight = torch.nn.ConvTranspose2d(8, 12, 3).weight
    true = fans(weight.shape, transposed=True)
    assert torch.nn.init._calculate_fan_in_and_fan_out(weight) == true[::-1] != true


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (((5,), {}), r"at least 2 axes to have fans, got shape \(5,\)"),
        (((5, 0), {}), r"shape\[1\] must be at least 1, got 0"),
        (((5, 4, 0), {}), r"shape\[2\] must be at least 1, got 0"),
        (((5, 4, 3, -1), {}), r"shape\[3\] must be at least 1, got -1"),
        (((6, 4, 3), {"groups": 4}), "groups must divide shape"),
        (((6, 4, 3), {"groups": 0}), "groups must be at least 1, got 0"),
    ],
)
def test_bad_shapes_are_named(arguments, message):
    shape, options = arguments
    with pytest.raises(ValueError, match=message):
        fans(shape, **options)


def test_transposed_is_a_flag():
    with pytest.raises(TypeError, match="transposed must be True or False, got str 'yes'"):
        fans((3, 2), transposed="yes")


def test_a_shape_of_floats_is_refused():
    with pytest.raises(TypeError, match=r"shape\[0\] must be an integer, got float 3\.0"):
        fans((3.0, 2))
