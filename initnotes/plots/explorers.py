"""Still images of the explorers."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from initnotes.checks import (
    check_instance,
    check_name,
    check_number,
    check_positive,
    check_shape,
    check_string,
    described,
)
from initnotes.plots.arguments import (
    as_many,
    check_ax,
    check_axes,
    check_same_names,
    check_values,
)
from initnotes.plots.layers import COLORS, LABELS, THEORY
from initnotes.plots.network import BACKWARD, FORWARD
from initnotes.variance import bound_from_variance, normal_density


def lines_by_scheme(ax, lines, chosen, *, linear=None, held=None, title, quantity):
    """Draw a quantity in each layer, a line a scheme, with points on that of the chosen scheme.

    Parameters
    ----------
    ax : matplotlib Axes
    lines : dict
        A name of `initnotes.plots.style.COLORS` -> array, shape (layers,).
    chosen : str
        One of the names.
    linear : array, shape (layers,), optional
        The chosen scheme's linear map, dashed.
    held : boolean array, shape (layers,), optional
        Where to ring the point.
    title, quantity : str

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> lines = {"standard": [1, 0.1], "xavier": [1, 0.5]}
    >>> ax = plots.explorers.lines_by_scheme(
    ...     Figure().subplots(), lines, "xavier", title="state", quantity="variance"
    ... )
    >>> [line.get_label() for line in ax.lines], ax.get_ylabel()
    (['standard', 'Xavier'], 'variance')
    """
    check_ax(ax)
    check_instance(lines, dict, "lines", "a dict")
    check_name(chosen, lines, "scheme chosen")
    for name, values in lines.items():
        check_name(name, COLORS, "scheme")
        check_values(values, np.shape(lines[chosen]), f"lines[{name!r}]")
    check_string(title, "title")
    check_string(quantity, "quantity")
    layers = np.arange(1, len(lines[chosen]) + 1)
    if linear is not None:
        check_values(linear, layers.shape, "linear")
        ax.plot(layers, linear, "--", color=THEORY, linewidth=1.2, label="linear map")
    for name in sorted(lines, key=lambda name: name == chosen):
        look = {"linewidth": 2.4, "marker": "o", "markersize": 4} if name == chosen else {}
        ax.plot(layers, lines[name], color=COLORS[name], label=LABELS[name], **look)
    if held is not None:
        check_shape(held, layers.shape, "held")
        held = np.asarray(held)
        if held.dtype != bool:
            raise TypeError(f"held must be a boolean array, got {described(held)}")
        rings = {"markersize": 9, "fillstyle": "none", "color": THEORY, "label": "kept"}
        ax.plot(layers[held], np.asarray(lines[chosen])[held], "o", **rings)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_title(title)
    ax.set_xlabel("layer")
    ax.set_ylabel(quantity)
    return ax


def bound_and_std(ax, variance, scheme, largest):
    """Draw a scheme's uniform density, the Gaussian of its variance, and both bound and std.

    Parameters
    ----------
    ax : matplotlib Axes
    variance : float
    scheme : str
        A name of `initnotes.plots.style.COLORS`.
    largest : dict
        "bound" and "density" that the axes have to hold.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> largest = {"bound": 2, "density": 1}
    >>> ax = plots.explorers.bound_and_std(Figure().subplots(), 1 / 3, "standard", largest)
    >>> [text.get_text() for text in ax.texts]
    ['bound 1', 'std 0.577']
    """
    check_ax(ax)
    check_number(variance, "variance")
    check_positive(variance, "variance")
    check_name(scheme, COLORS, "scheme")
    check_instance(largest, dict, "largest", "a dict")
    check_same_names(largest, ("bound", "density"), "largest")
    bound, std = bound_from_variance(variance), np.sqrt(variance)
    limit, top = 1.05 * largest["bound"], 1.05 * largest["density"]
    x = np.linspace(-limit, limit, 801)
    ax.stairs([1 / (2 * bound)], [-bound, bound], color=COLORS[scheme], fill=True, alpha=0.18)
    ax.stairs([1 / (2 * bound)], [-bound, bound], color=COLORS[scheme], label="uniform")
    ax.plot(x, normal_density(x, variance), "--", color=THEORY, label="Gaussian")
    for value, name, share in ((bound, "bound", 0.88), (std, "std", 0.98)):
        ax.vlines([-value, value], 0, share * top, color=THEORY, linestyle=":", linewidth=1)
        left = value > 0.6 * limit
        ax.annotate(
            f"{name} {value:.3g}",
            (value, share * top),
            xytext=(-4 if left else 4, -8),
            textcoords="offset points",
            ha="right" if left else "left",
        )
    ax.set_xlim(-limit, limit)
    ax.set_ylim(0, top)
    ax.set_xlabel("weight")
    ax.set_ylabel("density")
    return ax


def factors(ax, factors, labels):
    """Draw the forward factor as a dot and the backward factor as a square, a row a compromise.

    Parameters
    ----------
    ax : matplotlib Axes
    factors : dict
        name -> (forward factor, backward factor).
    labels : dict
        name -> label of the row.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> factors, labels = {"xavier": (0.5, 1.5)}, {"xavier": "Xavier"}
    >>> ax = plots.explorers.factors(Figure().subplots(), factors, labels)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Xavier']
    """
    check_ax(ax)
    check_instance(factors, dict, "factors", "a dict")
    check_same_names(labels, factors, "labels")
    if not factors:
        raise ValueError("factors must hold at least one compromise, got none")
    for name, pair in factors.items():
        check_values(pair, (2,), f"factors[{name!r}]")
    rows = np.arange(len(factors))[::-1]
    forward, backward = np.array(list(factors.values())).T
    ax.axvline(1, color=THEORY, linewidth=1.2)
    ax.hlines(rows, forward, backward, color="0.6", linewidth=1.2)
    ax.plot(forward, rows, "o", color=FORWARD, markersize=7, label="forward factor")
    ax.plot(backward, rows, "s", color=BACKWARD, markersize=6, label="backward factor")
    ax.set_xscale("log", base=2)
    ax.set_yticks(rows, [labels[name] for name in factors])
    ax.set_xlabel("factor")
    ax.margins(y=0.12)
    ax.legend(loc="upper left")
    return ax


def ridges(axes, nets, labels, quantity):
    """Draw the histogram of each layer, a row a layer and a column a scheme, each to its peak.

    A spike is a line of its own with its share of the values; the peak is that of the others.

    Parameters
    ----------
    axes : array of matplotlib Axes, shape (layers, schemes)
    nets : dict
        scheme -> one dict a layer, as `initnotes.explorers.histograms.layers` makes them.
    labels : dict
        scheme -> title of its column.
    quantity : str
        Label of the horizontal axes.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> layer = {"low": -1, "high": 1, "counts": [1, 8, 1], "size": 10, "spike": 1}
    >>> layer |= {"predicted_mean": 0, "predicted_variance": 0.25}
    >>> axes = Figure().subplots(1, 1, squeeze=False)
    >>> axes = plots.explorers.ridges(axes, {"xavier": [layer]}, {"xavier": "Xavier"}, "state")
    >>> axes[0, 0].get_title(), axes[0, 0].get_xlabel(), axes[0, 0].texts[0].get_text()
    ('Xavier', 'state', '80 %')
    """
    check_axes(axes, ("layers", "schemes"))
    check_instance(nets, dict, "nets", "a dict")
    check_same_names(labels, nets, "labels")
    check_string(quantity, "quantity")
    as_many(nets.values(), axes.shape[1], "nets", "schemes, one a column")
    for scheme, layers in nets.items():
        as_many(layers, len(axes), f"nets[{scheme!r}]", "layers, one a row")
    spikes = any(layer["spike"] is not None for layers in nets.values() for layer in layers)
    for column, (scheme, layers) in zip(axes.T, nets.items(), strict=True):
        column[0].set_title(labels[scheme])
        column[-1].set_xlabel(quantity)
        for number, (ax, layer) in enumerate(zip(column, layers, strict=True), start=1):
            _ridge(ax, layer, COLORS[scheme])
            ax.set_ylim(0, 1.5 if spikes else 1.05)
            if ax is axes[number - 1, 0]:
                ax.set_ylabel(f"layer {number}", rotation=0, ha="right", va="center")
    return axes


def _ridge(ax, layer, color):
    counts = np.array(layer["counts"])
    edges = np.linspace(layer["low"], layer["high"], len(counts) + 1)
    if layer["spike"] is not None:
        share = counts[layer["spike"]] / layer["size"]
        counts[layer["spike"]] = 0
        ax.vlines(0, 0, 1.1, color=color, linewidth=2.5)
        ax.annotate(
            f"{100 * share:.0f} %", (0, 1.1), (4, 0), textcoords="offset points", fontsize=9
        )
    heights = counts / counts.max()
    ax.stairs(heights, edges, fill=True, alpha=0.3, color=color)
    ax.stairs(heights, edges, color=color)
    std = np.sqrt(layer["predicted_variance"])
    ends = [layer["predicted_mean"] - std, layer["predicted_mean"] + std]
    ax.vlines(ends, 0, 1.05, linestyle=":", color=THEORY)
    ax.set_yticks([])
    ax.grid(False)
