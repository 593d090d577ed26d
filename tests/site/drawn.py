"""What the explorers of fans, phases and two inputs draw, held against `initnotes`."""

import numpy as np

from initnotes import theory
from initnotes.explorers import fans, phase, two_inputs
from tests.site.figure import PATHS, POINTS


def units(settings, side):
    """Where the script draws the units of a side, counted as `fans.products` does."""
    layer, kernel, stride = (settings[name] for name in ("layer", "kernel", "stride"))
    index = ("inputs", "outputs").index(side)
    channels = fans.CHANNELS[index]
    places = fans.unit_places(layer, kernel=kernel, stride=stride)[index]
    channel, place = np.divmod(np.arange(channels * places), places)
    base = 0 if side == "inputs" else fans.CHANNELS[0] + 3
    if layer == "dense":
        height = 1 if side == "inputs" else sum(fans.CHANNELS) + 1
        return np.transpose([6 + 2 * (channel - (channels - 1) / 2), 0 * channel + height])
    fewer = (side == "inputs") == (layer == "transposed")
    x = place * stride + (kernel - 1) / 2 if fewer else place
    return np.transpose([x, base + channel])


def check_fans(figure):
    """The lit units are those that the products of the layer join to the ringed ones."""
    settings = figure.settings()
    form = {name: settings[name] for name in ("kernel", "stride", "groups")}
    made = fans.products(settings["layer"], **form)
    below, above = units(settings, "inputs"), units(settings, "outputs")
    [drawn] = figure.read(POINTS, ".explorer-units circle")
    np.testing.assert_allclose(drawn, [*below, *above], atol=1e-6)
    lit = (
        ("summed", below[made[settings["output"] - 1] > 0]),
        ("fed", above[made[:, settings["input"] - 1] > 0]),
    )
    for name, expected in lit:
        [drawn] = figure.read(POINTS, f".explorer-{name} circle")
        np.testing.assert_allclose(drawn, expected, atol=1e-6)
    return settings


def check_phase(figure):
    """Point, critical line, map, cobweb and gradient are those of theory."""
    settings = figure.settings()
    activation = settings["activation"]
    layer = {name: settings[name] for name in ("weight_factor", "bias_variance")}
    net = phase.net_through(activation, **layer)
    [point], _, _ = figure.read(POINTS, ".explorer-point circle")
    np.testing.assert_allclose(point, list(layer.values()), atol=1e-6)
    [line], _, _ = figure.read(PATHS, ".explorer-critical path")
    np.testing.assert_allclose(line, phase.critical_line(activation), atol=0.003)
    _, [mapped], _ = figure.read(PATHS, ".explorer-map path")
    q, following = np.transpose(mapped)
    expected = theory.variance_map(activation, np.maximum(q, 0), **layer)
    np.testing.assert_allclose(following, expected, atol=0.02)
    _, [web], _ = figure.read(PATHS, ".explorer-web path")
    np.testing.assert_allclose(np.transpose(web)[0][::2], net.states, atol=0.01)
    _, _, [gradient] = figure.read(PATHS, ".explorer-gradient path")
    layers, shares = np.transpose(gradient)
    np.testing.assert_allclose(layers, np.arange(1, phase.LAYERS + 1), atol=0.01)
    np.testing.assert_allclose(np.log10(shares), np.log10(net.gradients), atol=0.02)
    return settings


def check_two_inputs(figure):
    """Map, path and start are those of theory."""
    settings = figure.settings()
    net = {name: settings[name] for name in ("activation", "weight_factor", "bias_variance")}
    path = two_inputs.correlation_path(**net, start=settings["start"], layers=settings["layer"])
    [[start, _]], _ = figure.read(POINTS, ".explorer-start circle")
    np.testing.assert_allclose(start, path[0], atol=1e-6)
    [web], _ = figure.read(PATHS, ".explorer-web path")
    np.testing.assert_allclose(np.transpose(web)[0][::2], path, atol=0.004)
    [mapped], _ = figure.read(PATHS, ".explorer-map path")
    c, following = np.transpose(mapped)
    layer = two_inputs.settled_layer(**net)
    expected = theory.correlation_map(net["activation"], np.clip(c, 0, 1), **layer)
    np.testing.assert_allclose(following, expected, atol=0.01)
    return settings
