"""What the figures ask of their arguments."""

import numpy as np
from matplotlib.axes import Axes

from initnotes.checks import (
    as_list,
    check_instance,
    check_positive_integer,
    check_real,
    check_shape,
)
from initnotes.measure.intervals import Interval


def check_ax(ax):
    """Raise TypeError unless `ax` is matplotlib's."""
    check_instance(ax, Axes, "ax", "a matplotlib Axes")


def check_axes(axes, shape=None):
    """Raise unless `axes` holds matplotlib's Axes, in an array of `shape` if there is one."""
    flat = list(np.ravel(as_list(axes, "axes", "matplotlib Axes")))
    for number, ax in enumerate(flat):
        check_instance(ax, Axes, f"axes[{number}]", "a matplotlib Axes")
    if shape is not None:
        check_shape(np.asarray(axes), shape, "axes")


def check_interval(interval, name="interval"):
    """Raise TypeError unless `interval` is an `Interval`."""
    check_instance(interval, Interval, name, "an Interval")


def check_values(values, shape, name):
    """Raise unless `values` are real numbers, one for each place of `shape`."""
    check_real(values, name)
    check_shape(values, shape, name)


def check_same_names(given, wanted, name):
    """Raise TypeError unless `given` is a dict, ValueError unless it has all names of `wanted`."""
    check_instance(given, dict, name, "a dict")
    missing = [key for key in wanted if key not in given]
    if missing:
        raise ValueError(f"{name} must have {missing[0]!r}, got {', '.join(map(repr, given))}")


def at_layer(items, layer, name):
    """The item of `layer`, counted from 1; raises where `items`, one a layer, has none."""
    check_positive_integer(layer, "layers, counted from 1,")
    if layer > len(items):
        raise ValueError(f"{name} must reach layer {layer}, got {len(items)} layers")
    return items[layer - 1]
