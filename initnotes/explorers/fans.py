"""Explore the fans: the products that one output sums, and the outputs that one input feeds."""

import numpy as np

from initnotes import fans, plots
from initnotes.checks import check_name, check_positive_integer
from initnotes.explorers.controls import Choice, Slider
from initnotes.explorers.explorer import Explorer
from initnotes.explorers.stills import still

LAYERS = {name: name for name in ("dense", "convolution", "transposed")}
# Unequal, so that no fan can stand for the other; both can be cut into each number of groups.
CHANNELS = (4, 6)
PLACES = 13
KERNELS = (1, 2, 3, 4, 5)
STRIDES = (1, 2, 3)
GROUPS = (1, 2)
UNITS = tuple(range(1, max(CHANNELS) * PLACES + 1))


def weight_shape(layer, *, kernel=1, groups=1):
    """Shape of the layer's weight in PyTorch, between `CHANNELS` with a kernel of one axis.

    `layer` is a name of `LAYERS`; a dense one has neither kernel nor groups.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.fans.weight_shape("transposed", kernel=3, groups=2)
    (4, 3, 3)
    """
    _check_layer(layer, kernel=kernel, groups=groups)
    into, out = CHANNELS
    if layer == "dense":
        return out, into
    first, second = (into, out) if layer == "transposed" else (out, into)
    return first, second // groups, kernel


def read_fans(shape):
    """The `Fans` that PyTorch reads off a weight's shape, whatever the layer.

    shape[1] for the inputs and shape[0] for the outputs, each times the taps of the kernel: what
    torch.nn.init._calculate_fan_in_and_fan_out returns.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.fans.read_fans((4, 3, 3))
    Fans(fan_in=9, fan_out=12)
    """
    return fans.fans(shape)


def inside_fans(layer, *, kernel=1, stride=1, groups=1):
    """The `Fans` away from the border, on average over the stride.

    As `initnotes.fans.fans` counts them; a stride s divides a convolution's n_out by s, and the
    n_in of a transposed one.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.fans.inside_fans("convolution", kernel=3, stride=2)
    Fans(fan_in=12, fan_out=9.0)
    """
    shape = weight_shape(layer, kernel=kernel, groups=groups)
    check_positive_integer(stride, "stride")
    if layer == "dense":
        return fans.fans(shape)
    transposed = layer == "transposed"
    fan_in, fan_out = fans.fans(shape, groups=groups, transposed=transposed)
    if transposed:
        return fans.Fans(fan_in / stride, fan_out)
    return fans.Fans(fan_in, fan_out / stride)


def unit_places(layer, *, kernel=1, stride=1):
    """How many places the inputs and the outputs of one channel have, `PLACES` at most.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.fans.unit_places("convolution", kernel=3, stride=2)
    (13, 6)
    """
    _check_layer(layer, kernel=kernel)
    check_positive_integer(stride, "stride")
    if layer == "dense":
        return 1, 1
    fewer = (PLACES - kernel) // stride + 1
    return (fewer, (fewer - 1) * stride + kernel) if layer == "transposed" else (PLACES, fewer)


def products(layer, *, kernel=1, stride=1, groups=1):
    """Which output sums a product of which input: how many, shape (outputs, inputs).

    Units are counted channel by channel, each with its places from the left.

    Examples
    --------
    >>> from initnotes import explorers
    >>> summed = explorers.fans.products("convolution", kernel=3)
    >>> summed.shape, int(summed.sum(axis=1).max()), int(summed.sum(axis=0).max())
    ((66, 52), 12, 18)
    """
    inputs, outputs = unit_places(layer, kernel=kernel, stride=stride)
    shape = weight_shape(layer, kernel=kernel, groups=groups)
    if layer == "dense":
        return np.ones(shape, dtype=int)
    into, out = CHANNELS
    together = np.kron(np.eye(groups, dtype=int), np.ones((out // groups, into // groups), int))
    near, far = np.indices((min(inputs, outputs), max(inputs, outputs)))
    window = ((0 <= far - stride * near) & (far - stride * near < kernel)).astype(int)
    return np.kron(together, window.T if layer == "transposed" else window)


def explore(*, layer="convolution", kernel=3, stride=1, groups=1, output=31, input=17):
    """An `Explorer` of both fans of a unit, and of what PyTorch reads.

    Parameters
    ----------
    layer : str
        Of `LAYERS`, to start with.
    kernel, stride, groups : int
        Of `KERNELS`, `STRIDES` and `GROUPS`; a dense layer has none of them.
    output, input : int
        The ringed units, counted from 1 as `products` does.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.fans.explore(layer="transposed", stride=2).title
    'The two fans of a layer'
    """
    controls = (
        Choice("layer", "layer", LAYERS, layer),
        Slider("kernel", "kernel taps", KERNELS, kernel),
        Slider("stride", "stride", STRIDES, stride),
        Slider("groups", "groups", GROUPS, groups),
        Slider("output", "ringed output", UNITS, output),
        Slider("input", "ringed input", UNITS, input),
    )
    form = {"kernel": kernel, "stride": stride}
    summed = products(layer, **form, groups=groups)
    for name, unit, count in zip(("output", "input"), (output, input), summed.shape, strict=True):
        if unit > count:
            raise ValueError(f"{name} must be one of the {count} {name}s, got {unit}")
    fan_in, fan_out = int(summed[output - 1].sum()), int(summed[:, input - 1].sum())
    inside = inside_fans(layer, **form, groups=groups)
    shape = weight_shape(layer, kernel=kernel, groups=groups)
    read = read_fans(shape)
    places = unit_places(layer, **form)
    ends = zip(("inputs", "outputs"), CHANNELS, places, strict=True)
    units = " and ".join(
        f"{channels} {name}" if layer == "dense" else f"{name} of {channels} x {count}"
        for name, channels, count in ends
    )

    def draw(ax):
        drawn = plots.fans.layer(ax, summed, CHANNELS, output=output - 1, input=input - 1)
        drawn.set_title(f"{LAYERS[layer]}, weight of shape {shape}")

    return Explorer(
        name="fans",
        title="The two fans of a layer",
        sentence=(
            f"In this {LAYERS[layer]} layer with {units} the ringed output sums {fan_in} products "
            f"and the ringed input feeds {fan_out} outputs. Away from the border they are "
            f"{inside[0]:g} and {inside[1]:g}; PyTorch reads {read.fan_in} and {read.fan_out} off "
            f"the weight's shape {shape}."
        ),
        controls=controls,
        key=(
            ("dot", "forward", "what the ringed output sums, <i>n</i><sub>in</sub>"),
            ("dot", "backward", "what the ringed input feeds, <i>n</i><sub>out</sub>"),
        ),
        data={"channels": CHANNELS, "places": PLACES},
        still=still(draw, size=(7, 3.6)),
        alt=(
            f"Two blocks of dots, inputs below and outputs above. Lines join one output to "
            f"{fan_in} inputs and one input to {fan_out} outputs."
        ),
    )


def _check_layer(layer, *, kernel, groups=1):
    check_name(layer, LAYERS, "layer")
    check_positive_integer(kernel, "kernel")
    if kernel > PLACES:
        raise ValueError(
            f"kernel must have at most {PLACES} taps, as there are places, got {kernel}"
        )
    check_positive_integer(groups, "groups")
    if any(channels % groups for channels in CHANNELS):
        raise ValueError(f"groups must divide the channels {CHANNELS}, got {groups}")
