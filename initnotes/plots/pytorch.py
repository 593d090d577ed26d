"""Figures of the chapter "Xavier in PyTorch"."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from initnotes.checks import check_shape
from initnotes.plots.arguments import check_ax, check_axes, check_interval, check_values
from initnotes.plots.style import (
    BACKWARD,
    COLORS,
    FORWARD,
    FURTHER,
    LABELS,
    SMALLEST,
    THEORY,
    log_scale,
    plain_powers,
)
from initnotes.variance import normal_density, uniform_density


def weight_density(ax, summary, scheme, fans):
    """Draw the measured density of a layer's weights and the one a scheme gives them, dashed.

    Parameters
    ----------
    ax : matplotlib Axes
    summary : Summary
        Of the weights.
    scheme : Scheme
    fans : Fans
        Of the layer.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots, schemes
    >>> from initnotes.fans import Fans
    >>> summary = measure.summarise(np.linspace(-0.9, 0.9, 40), measure.Bins(-1, 1, 4))
    >>> scheme, ax = schemes.lecun(), Figure().subplots()
    >>> ax = plots.pytorch.weight_density(ax, summary, scheme, Fans(4, 4))
    >>> ax.get_xlabel()
    'weight'
    """
    check_ax(ax)
    look = {
        "label": LABELS.get(scheme.name, scheme.name),
        "color": COLORS.get(scheme.name, FURTHER[0]),
    }
    ax.stairs(summary.density, summary.bins.edges, fill=True, alpha=0.5, **look)
    x = np.linspace(summary.bins.low, summary.bins.high, 801)
    if scheme.distribution == "uniform":
        density = uniform_density(x, scheme.bound(*fans))
    else:
        density = normal_density(x, scheme.variance(*fans))
    ax.plot(x, density, "--", color=THEORY, linewidth=1.2)
    ax.set_xlabel("weight")
    ax.set_ylabel("density")
    ax.label_outer()
    return ax


def fans_measured(ax, interval, true, read):
    """Draw measured fans over the true ones, which lie on the diagonal, and over those read.

    A fan that was read and is off by a tenth or more has the number of its layer, from 1.

    Parameters
    ----------
    ax : matplotlib Axes
    interval : Interval of shape (layers, 2)
        Measured fan_in and fan_out of each layer.
    true : array, shape (layers, 2)
        Predicted by the layer's true fans.
    read : array, shape (layers, 2)
        What PyTorch reads off the weight's shape.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> true, read = np.array([[9, 18]]), np.array([[18, 9]])
    >>> interval = measure.Interval(np.array([[9.1, 17.8]]), np.full((1, 2), 0.5))
    >>> ax = plots.pytorch.fans_measured(Figure().subplots(), interval, true, read)
    >>> [text.get_text() for text in ax.texts]
    ['1', '1']
    """
    check_ax(ax)
    check_interval(interval)
    check_values(true, interval.mean.shape, "true")
    check_values(read, interval.mean.shape, "read")
    true, read = np.asarray(true, dtype=float), np.asarray(read, dtype=float)
    limits = np.array([0.75 * min(true.min(), read.min()), 1.35 * max(true.max(), read.max())])
    ax.plot(limits, limits, "--", color=THEORY, linewidth=1, label="prediction = measurement")
    looks = (("fan_in", "o", FORWARD), ("fan_out", "s", BACKWARD))
    for side, (name, marker, color) in enumerate(looks):
        measured = interval.mean[:, side]
        ax.errorbar(
            true[:, side],
            measured,
            yerr=interval.half_width[:, side],
            fmt=marker,
            color=color,
            label=f"{name}, true",
            zorder=3,
        )
        ax.plot(
            read[:, side],
            measured,
            marker,
            color=color,
            fillstyle="none",
            markersize=10,
            label=f"{name}, read off the shape",
        )
        off = np.flatnonzero(np.abs(np.log(read[:, side] / true[:, side])) > np.log(1.1))
        # Layers of one place share their label.
        for x, y in dict.fromkeys(zip(read[off, side], true[off, side], strict=True)):
            layers = off[(read[off, side] == x) & (true[off, side] == y)]
            ax.annotate(
                ", ".join(str(layer + 1) for layer in layers),
                (x, y),
                xytext=(8, 0),
                textcoords="offset points",
                va="center",
                fontsize=SMALLEST,
            )
    ax.set_xscale("log")
    plain_powers(ax.xaxis)
    log_scale(ax)
    ax.set_xlabel("predicted fan")
    ax.set_ylabel("measured fan")
    ax.legend()
    return ax


def two_ways(axes, interval, theory, *, quantity, every=1, label=None, color=None, marker="o"):
    """Draw second moments by layer: of a forward quantity left, of the state gradients right.

    Returns `axes`.

    Parameters
    ----------
    axes : two matplotlib Axes
    interval : Interval of shape (2, layers)
    theory : array, shape (2, layers)
        Drawn dashed.
    quantity : str
        The forward one.
    every : int
        Layers from one mark to the next.
    label, color, marker
        Of the measurement.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> interval = measure.Interval(np.ones((2, 3)), np.full((2, 3), 0.1))
    >>> axes = Figure().subplots(1, 2)
    >>> axes = plots.pytorch.two_ways(axes, interval, np.ones((2, 3)), quantity="state")
    >>> [ax.get_ylabel() for ax in axes]
    ['state, second moment', 'state gradient, second moment']
    """
    check_axes(axes)
    check_interval(interval)
    check_shape(interval.mean, (2, "layers"), "interval")
    check_values(theory, interval.mean.shape, "theory")
    layers = np.arange(1, interval.mean.shape[1] + 1)
    for panel, (ax, name) in enumerate(zip(axes, (quantity, "state gradient"), strict=True)):
        ax.plot(layers, theory[panel], "--", color=THEORY, linewidth=1.2, zorder=1)
        ax.errorbar(
            layers[::every],
            interval.mean[panel, ::every],
            yerr=interval.half_width[panel, ::every],
            fmt=marker,
            capsize=3,
            color=color,
            label=label,
        )
        log_scale(ax)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.set_xlabel("layer")
        ax.set_ylabel(f"{name}, second moment")
    return axes
