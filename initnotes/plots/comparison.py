"""Figures of chapter 6."""

import numpy as np
from matplotlib import colormaps

from initnotes.measure.intervals import mean_interval
from initnotes.plots.layers import (
    COLORS,
    LABELS,
    MARKERS,
    NAMES,
    THEORY,
    log_scale,
    variance_by_layer,
)


def images(ax, pictures, *, shape=(8, 8)):
    """Draw flattened grey pictures side by side, dark where a pixel is large.

    Parameters
    ----------
    ax : matplotlib Axes
    pictures : array, shape (count, features)
    shape : tuple
        Rows and columns of one picture.
    """
    gap = np.full((shape[0], 1), np.min(pictures))
    tiles = [tile for row in pictures for tile in (gap, row.reshape(shape))]
    ax.imshow(np.hstack(tiles[1:]), cmap="gray_r")
    ax.set_axis_off()
    return ax


def histograms(ax, draws, densities, *, layers=(1, 2, 3, 4, 5)):
    """Draw each layer's mean histogram over independent draws, with its band, and the theory.

    The band is the 95 % interval of each bin's density. Colors go from dark to light with the
    layer.

    Parameters
    ----------
    ax : matplotlib Axes
    draws : sequence
        One sequence of `Summary`, one a draw, for each layer.
    densities : sequence of array
        The predicted density at each layer's bin centers, drawn dashed.
    layers : sequence of int
        Which layers to draw, counted from 1.
    """
    shades = colormaps["viridis"](np.linspace(0, 0.7, len(layers)))
    for layer, shade in zip(layers, shades, strict=True):
        summaries = draws[layer - 1]
        centers = summaries[0].bins.centers
        interval = mean_interval([summary.density for summary in summaries])
        # A logarithmic axis has no place for an empty bin.
        seen = interval.mean > 0
        mean = np.where(seen, interval.mean, np.nan)
        low = np.where(seen, np.maximum(interval.low, 1e-2 * interval.mean), np.nan)
        ax.fill_between(centers, low, interval.high, color=shade, alpha=0.35, linewidth=0)
        ax.plot(centers, mean, color=shade, linewidth=1.5, label=f"layer {layer}")
        predicted = np.where(densities[layer - 1] > 0, densities[layer - 1], np.nan)
        ax.plot(centers, predicted, "--", color=THEORY, linewidth=0.9)
    log_scale(ax)
    return ax


def histogram_grid(axes, nets, densities, *, family):
    """Draw the histograms of one family: a row for each input, a column for each scheme.

    Parameters
    ----------
    axes : array of matplotlib Axes, shape (inputs, schemes)
    nets : dict
        (input, scheme name) -> (Ensemble, Theory).
    densities : dict
        (input, scheme name) -> one predicted density a layer, at its bins' centers.
    family : str
    """
    for ax, (key, (ensemble, _)) in zip(np.ravel(axes), nets.items(), strict=True):
        histograms(ax, ensemble.summaries[family], densities[key])
        ax.set_title(f"{LABELS[key[1]]}, {key[0]}")
        ax.ticklabel_format(axis="x", scilimits=(-2, 3))
    for ax in axes[-1]:
        ax.set_xlabel(NAMES[family])
    for ax in axes[:, 0]:
        ax.set_ylabel("density")
    return axes


def variances(ax, nets, inputs, family, *, layers=5):
    """Draw the variance of one family in each layer, both schemes, for one kind of input.

    Parameters
    ----------
    ax : matplotlib Axes
    nets : dict
        (input, scheme name) -> (Ensemble, Theory).
    inputs : str
    family : str
    layers : int
        How many; where it counts the output layer, that one is named on the axis.
    """
    for key, (ensemble, theory) in nets.items():
        if key[0] == inputs:
            variance_by_layer(
                ax,
                mean_interval(ensemble.values(family)[:, :layers]),
                theory=theory.variance(family)[:layers],
                label=LABELS[key[1]],
                color=COLORS[key[1]],
                marker=MARKERS[key[1]],
            )
            hidden = len(theory.activation_kernels)
    if layers > hidden:
        ticks = [*range(1, hidden + 1), "output"]
        ax.set_xticks(range(1, layers + 1), labels=[str(tick) for tick in ticks])
    ax.set_title(f"{NAMES[family]}, {inputs}")
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
    """
    ax.axhline(1, color=THEORY, linewidth=0.8)
    looks = zip(intervals.items(), "o^D", ("C2", "C3", "C4"), strict=False)
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


def seeds(ax, draws, theory, *, highlight=()):
    """Draw a variance per layer for each seed, relative to theory, and the mean with its interval.

    Parameters
    ----------
    ax : matplotlib Axes
    draws : array, shape (draws, layers)
    theory : array, shape (layers,)
    highlight : sequence of int
        Seeds to draw in their own color.
    """
    relative = np.asarray(draws) / theory
    layers = np.arange(1, relative.shape[1] + 1)
    for row in relative:
        ax.plot(layers, row, color="0.75", linewidth=0.8, zorder=1)
    for seed, style in zip(highlight, ("-.", ":"), strict=False):
        ax.plot(layers, relative[seed], style, label=f"seed {seed + 1} alone", zorder=2)
    ax.axhline(1, linestyle="--", color=THEORY, linewidth=1.2, label="theory", zorder=2)
    interval = mean_interval(relative)
    ax.errorbar(
        layers,
        interval.mean,
        yerr=interval.half_width,
        fmt="o",
        capsize=3,
        color="black",
        label=f"mean of {len(relative)} seeds",
        zorder=3,
    )
    ax.set_xticks(layers)
    ax.set_xlabel("layer")
    ax.legend(loc="upper center", ncols=2)
    bottom, top = ax.get_ylim()
    ax.set_ylim(bottom, top + 0.25 * (top - bottom))
    return ax


def excess_by_width(ax, gaps):
    """Draw how far a variance lies above its infinite-width prediction, against 1 / width.

    The dashed line goes through the origin, with each point weighted by its error.

    Parameters
    ----------
    ax : matplotlib Axes
    gaps : dict
        width -> Interval of the ratio measured / predicted, minus 1.
    """
    inverse = np.array([1 / width for width in gaps])
    mean = np.array([gap.mean for gap in gaps.values()])
    error = np.array([gap.half_width for gap in gaps.values()])
    slope = np.sum(inverse * mean / error**2) / np.sum(inverse**2 / error**2)
    ends = np.array([0, 1.1 * inverse.max()])
    ax.plot(ends, slope * ends, "--", color=THEORY, linewidth=1.2, label=f"{slope:.1f} / width")
    ax.errorbar(inverse, mean, yerr=error, fmt="o", capsize=3, label="measured")
    ax.axhline(0, color=THEORY, linewidth=0.8)
    ax.set_xticks([0, *inverse], labels=["infinite", *(f"1/{width}" for width in gaps)])
    ax.set_xlabel("1 / width")
    ax.set_ylabel("variance / theory - 1")
    ax.legend()
    return ax
