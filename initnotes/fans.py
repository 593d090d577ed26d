"""The two fans of a weight array: how many products each output sums, and each input feeds."""

from math import prod
from typing import NamedTuple

from initnotes.checks import as_list, check_flag, check_positive_integer


class Fans(NamedTuple):
    """fan_in: terms summed into one output. fan_out: outputs that one input feeds.

    Examples
    --------
    >>> from initnotes.fans import Fans
    >>> Fans(fan_in=3, fan_out=2).fan_in
    3
    """

    fan_in: int
    fan_out: int


def fans(shape, *, groups=1, transposed=False):
    """The true fans of a dense or convolutional weight in PyTorch's layout.

    Parameters
    ----------
    shape : tuple
        Dense: ``(fan_out, fan_in)``. Convolution: ``(out, in / groups, *kernel)``. Transposed
        convolution: ``(in, out / groups, *kernel)``.
    groups : int
        Groups of the convolution.
    transposed : bool
        Whether the first axis is the input, as in ConvTranspose.

    Returns
    -------
    Fans
        Both count the receptive field, prod(kernel), at stride 1 and away from the border. With
        stride s a convolution's fan_out, and a transposed convolution's fan_in, is 1/s per axis
        of that on average.

    Raises
    ------
    TypeError
        If `shape` is no sequence of integers, `groups` no integer or `transposed` no bool.
    ValueError
        If the rank is below 2, an axis is below 1, or `groups` does not divide the first axis.

    Notes
    -----
    PyTorch's own `_calculate_fan_in_and_fan_out` reads shape[1] as input and shape[0] as
    output whatever the layer: it swaps the fans of a transposed convolution and overstates
    fan_out of a grouped one by the factor `groups`.

    Examples
    --------
    >>> from initnotes.fans import fans
    >>> fans((100, 50)), fans((16, 8, 3, 3))
    (Fans(fan_in=50, fan_out=100), Fans(fan_in=72, fan_out=144))
    """
    shape = tuple(as_list(shape, "shape", "integers"))
    if len(shape) < 2:
        raise ValueError(f"a weight must have at least 2 axes to have fans, got shape {shape}")
    for axis, size in enumerate(shape):
        check_positive_integer(size, f"shape[{axis}]")
    check_positive_integer(groups, "groups")
    check_flag(transposed, "transposed")
    if shape[0] % groups:
        raise ValueError(f"groups must divide shape[0], got groups={groups}, shape {shape}")
    receptive_field = prod(shape[2:])
    first, second = shape[0] // groups * receptive_field, shape[1] * receptive_field
    return Fans(first, second) if transposed else Fans(second, first)
