"""Figures of the chapter "Standard against Xavier"."""

import numpy as np

from initnotes.checks import check_shape
from initnotes.plots.arguments import check_ax, check_axes, check_interval, check_same_names
from initnotes.plots.layers import TICKS, variance_by_layer
from initnotes.plots.style import FURTHER, LINE, NAMES, PALE, THEORY, log_scale, ramp


def images(ax, pictures, *, shape=(8, 8)):
    """Draw flattened grey pictures side by side, dark where a pixel is large.

    Parameters
    ----------
    ax : matplotlib Axes
    pictures : array, shape (count, features)
    shape : tuple
        Rows and columns of one picture.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from initnotes import datasets, plots
    >>> ax = plots.comparison.images(Figure().subplots(), datasets.digits().images[:3])
    >>> ax.images[0].get_array().shape  # 8 rows, 3 times 8 columns and 2 gaps
    (8, 26)
    """
    check_ax(ax)
    gap = np.full((shape[0], 1), np.min(pictures))
    tiles = [tile for row in pictures for tile in (gap, row.reshape(shape))]
    ax.imshow(np.hstack(tiles[1:]), cmap="gray_r")
    ax.set_axis_off()
    return ax


def factors(ax, intervals, theories):
    """Draw how many times larger one scheme's variance is than another's, layer by layer.

    Parameters
    ----------
    ax : matplotlib Axes
    intervals : dict
        family -> Interval of shape (layers,) of the ratio.
    theories : dict
        family -> predicted ratio, shape (layers,).

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> intervals = {"activation": measure.Interval(np.array([1.0, 0.5, 0.2]), np.full(3, 0.1))}
    >>> ax = Figure().subplots()
    >>> plots.comparison.factors(ax, intervals, {"activation": [1, 0.5, 0.2]}).get_xlabel()
    'layer'
    """
    check_ax(ax)
    ax.axhline(1, color=THEORY, linewidth=0.8)
    check_same_names(theories, intervals, "theories")
    looks = zip(intervals.items(), "o^D", FURTHER, strict=False)
    for (family, interval), marker, color in looks:
        variance_by_layer(
            ax,
            interval,
            theory=theories[family],
            label=NAMES[family],
            marker=marker,
            color=color,
        )
    return ax


def seeds(ax, relative, interval, *, highlight=()):
    """Draw a variance per layer for each seed, relative to theory, and the mean with its interval.

    Parameters
    ----------
    ax : matplotlib Axes
    relative : array, shape (draws, layers)
        Measured / predicted, one seed a row.
    interval : Interval of shape (layers,)
        Of the mean over the seeds.
    highlight : sequence of int
        At most two seeds, counted from 0, drawn in colors of their own.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> relative = np.array([[1.1, 0.8], [0.9, 1.2], [1.0, 1.0]])
    >>> interval, ax = measure.mean_interval(relative), Figure().subplots()
    >>> ax = plots.comparison.seeds(ax, relative, interval, highlight=[0])
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['seed 1 alone', 'theory', 'mean of 3 seeds']
    """
    check_ax(ax)
    check_interval(interval)
    check_shape(relative, ("draws", len(interval.mean)), "relative")
    layers = np.arange(1, len(interval.mean) + 1)
    for row in relative:
        ax.plot(layers, row, color=PALE, linewidth=0.8, zorder=1)
    for seed, style, color in zip(highlight, ("-.", ":"), FURTHER, strict=False):
        label = f"seed {seed + 1} alone"
        ax.plot(layers, relative[seed], style, color=color, label=label, zorder=2)
    ax.axhline(1, linestyle="--", color=THEORY, linewidth=1.2, label="theory", zorder=2)
    ax.errorbar(
        layers,
        interval.mean,
        yerr=interval.half_width,
        fmt="o",
        capsize=3,
        color=FURTHER[2],
        label=f"mean of {len(relative)} seeds",
        zorder=3,
    )
    ax.set_xticks(layers)
    ax.set_xlabel("layer")
    ax.legend(loc="upper center", ncols=2)
    bottom, top = ax.get_ylim()
    ax.set_ylim(bottom, top + 0.25 * (top - bottom))
    return ax


def activation_histograms(axes, nets, *, bins=60):
    """Draw the share of the activations in each bin, a panel a net, from dark to light by layer.

    Parameters
    ----------
    axes : sequence of matplotlib Axes
        One a net.
    nets : dict
        title -> activations, a sequence of one array a layer.
    bins : int
        How many, of one width, between the smallest and the largest activation of a net.

    Raises ValueError if axes and nets are not as many.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> nets = {"tanh": [np.array([-1.0, 0.0, 0.5]), np.array([0.0, 0.0, 0.1])]}
    >>> (ax,) = plots.comparison.activation_histograms([Figure().subplots()], nets)
    >>> ax.get_title(), [patch.get_label() for patch in ax.patches]
    ('tanh', ['layer 1', 'layer 2'])
    """
    check_axes(axes)
    if len(axes) != len(nets):
        raise ValueError(f"axes must be one a net, got {len(axes)} for {len(nets)} nets")
    for ax, (title, layers) in zip(axes, nets.items(), strict=True):
        edges = np.linspace(min(map(np.min, layers)), max(map(np.max, layers)), bins + 1)
        shades = ramp(len(layers))
        for layer, (values, shade) in enumerate(zip(layers, shades, strict=True), start=1):
            share = np.histogram(values, edges)[0] / np.size(values)
            ax.stairs(share, edges, color=shade, linewidth=LINE, label=f"layer {layer}")
        ax.set_title(title)
        ax.locator_params(axis="x", nbins=TICKS)
        ax.set_xlabel("activation")
        ax.set_ylabel("share")
        log_scale(ax)
    return axes
