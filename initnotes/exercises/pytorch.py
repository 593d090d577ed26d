"""Exercise of the chapter on PyTorch: the true fans of a transposed convolution."""

import math

from initnotes.exercises.task import Task
from initnotes.fans import fans


def _draw(rng):
    groups, share = (int(size) for size in rng.integers(2, 6, size=2))
    kernel = (int(size) for size in rng.integers(2, 6, size=2))
    return {
        "shape": (groups * share, share + int(rng.integers(1, share)), *kernel),
        "groups": groups,
    }


def _transposed_fans(shape, groups):
    return tuple(fans(shape, groups=groups, transposed=True))


def _read_off(shape):
    """The fans as PyTorch's initializers read them."""
    taps = math.prod(shape[2:])
    return shape[1] * taps, shape[0] * taps


transposed_fans = Task(
    "transposed_fans",
    _transposed_fans,
    _draw,
    slips={
        "when the shape is read as PyTorch's initializers read it": lambda shape, groups: _read_off(
            shape
        ),
        "when the groups are left out": lambda shape, groups: _read_off(shape)[::-1],
        "when the two fans change places": lambda shape, groups: _transposed_fans(shape, groups)[
            ::-1
        ],
        "without the kernel": lambda shape, groups: (shape[0] // groups, shape[1]),
    },
)
