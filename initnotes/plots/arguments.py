"""What the figures ask of their arguments."""

import numpy as np
from matplotlib.axes import Axes

from initnotes.checks import (
    as_list,
    check_instance,
    check_positive_integer,
    check_real,
    check_shape,
    check_string,
)
from initnotes.measure.intervals import Interval


def check_ax(ax):
    """Raise TypeError unless `ax` is matplotlib's."""
    check_instance(ax, Axes, "ax", "a matplotlib Axes")


def check_axes(axes, shape=None):
    """Raise unless `axes` holds matplotlib's Axes, in an array of `shape` if there is one."""
    rows = as_list(axes, "axes", "matplotlib Axes")
    nested = [row if isinstance(row, list | tuple | np.ndarray) else [row] for row in rows]
    flat = [ax for row in nested for ax in np.ravel(row)]
    if not flat:
        raise ValueError("axes must hold at least one Axes, got none")
    for number, ax in enumerate(flat):
        check_instance(ax, Axes, f"axes[{number}]", "a matplotlib Axes")
    if shape is not None:
        check_instance(axes, np.ndarray, "axes", "an array of matplotlib Axes")
        check_shape(axes, shape, "axes")


def check_interval(interval, name="interval", shape=None):
    """Raise TypeError unless `interval` is an `Interval`, ValueError unless it has `shape`."""
    check_instance(interval, Interval, name, "an Interval")
    if shape is not None:
        check_shape(interval.mean, shape, name)


def check_label(label, name):
    """Raise TypeError unless `label` is a string or None."""
    if label is not None:
        check_string(label, name)


def check_values(values, shape, name):
    """Raise unless `values` are real numbers, one for each place of `shape`; a NaN is a gap."""
    check_real(values, name)
    check_shape(values, shape, name)


def check_same_names(given, wanted, name):
    """Raise TypeError unless `given` is a dict, ValueError unless it has all names of `wanted`."""
    check_instance(given, dict, name, "a dict")
    missing = [key for key in wanted if key not in given]
    if missing:
        raise ValueError(f"{name} must have {missing[0]!r}, got {', '.join(map(repr, given))}")


def as_many(items, count, name, each):
    """`items` as a list; raises unless there is one for each of `count` places, `each` in words."""
    items = as_list(items, name, each)
    if len(items) != count:
        raise ValueError(f"{name} must hold {count} {each}, got {len(items)}")
    return items


def at_layer(items, layer, name):
    """The item of `layer`, counted from 1; raises where `items`, one a layer, has none."""
    check_positive_integer(layer, "layers, counted from 1,")
    if layer > len(items):
        raise ValueError(f"{name} must reach layer {layer}, got {len(items)} layers")
    return items[layer - 1]
