"""Figures of chapter 7."""

import numpy as np

from initnotes.measure.ensembles import MEASURED
from initnotes.measure.intervals import Interval
from initnotes.plots.layers import COLORS, LABELS, MARKERS, NAMES, THEORY, log_scale


def schemes_by_layer(ax, measured, theories, *, quantity):
    """Draw a quantity of each layer under several schemes, on a logarithmic axis.

    Parameters
    ----------
    ax : matplotlib Axes
    measured : dict
        scheme name, or any label -> Interval of shape (layers,).
    theories : dict
        The same names -> the prediction, an array of shape (layers,), as a dashed line.
    quantity : str
        Label of the vertical axis.
    """
    for name, interval in measured.items():
        layers = np.arange(1, len(interval.mean) + 1)
        ax.plot(layers, theories[name], "--", color=THEORY, linewidth=1.2, zorder=3)
        ax.errorbar(
            layers,
            interval.mean,
            # A bar that reaches 0 has no lower end on a logarithmic axis.
            yerr=[np.minimum(interval.half_width, 0.999 * interval.mean), interval.half_width],
            fmt=MARKERS.get(name, "D"),
            markersize=5,
            color=COLORS.get(name),
            label=LABELS.get(name, name),
        )
    log_scale(ax)
    if len(layers) <= 10:
        ax.set_xticks(layers)
    ax.set_xlabel("layer")
    ax.set_ylabel(quantity)
    return ax


def families_by_layer(axes, nets, *, families=MEASURED):
    """Draw the variance of each family in the hidden layers, measured and predicted.

    Parameters
    ----------
    axes : sequence of matplotlib Axes
        One a family.
    nets : dict
        scheme name, or any label -> (Ensemble, Theory).
    families : sequence of str
    """
    for ax, family in zip(axes, families, strict=True):
        measured, theories = {}, {}
        for name, (ensemble, theory) in nets.items():
            hidden = len(theory.activation_kernels)
            interval = ensemble.interval(family)
            measured[name] = Interval(interval.mean[:hidden], interval.half_width[:hidden])
            theories[name] = theory.variance(family)[:hidden]
        schemes_by_layer(ax, measured, theories, quantity="")
        ax.set_title(NAMES[family])
    axes[0].set_ylabel("variance")
    axes[0].legend()
    return axes


def histograms_in_units(ax, summaries, units, *, theory, layers=(1, 3, 5)):
    """Draw histograms of layers, each in units of its own, with the prediction's dashed.

    Parameters
    ----------
    ax : matplotlib Axes
    summaries, theory : sequence of Summary
        One a layer, measured and predicted.
    units : sequence of float
        One a layer: what counts as 1 on the horizontal axis.
    layers : sequence of int
        Which to draw, counted from 1.
    """

    def draw(summary, unit, style, **look):
        density = np.where(summary.counts > 0, summary.density * unit, np.nan)
        ax.plot(summary.bins.centers / unit, density, style, **look)

    for layer in layers:
        unit = units[layer - 1]
        look = {"drawstyle": "steps-mid", "linewidth": 1.4, "label": f"layer {layer}"}
        draw(summaries[layer - 1], unit, "-", **look)
        draw(theory[layer - 1], unit, "--", color=THEORY, linewidth=0.9)
    log_scale(ax)
    return ax


def histogram_grid(axes, nets, shapes, *, natural=(), layers=(1, 3, 5)):
    """Draw activations, state and weight gradients in a row for each scheme.

    Parameters
    ----------
    axes : array of matplotlib Axes, shape (schemes, 3)
    nets : dict
        scheme name -> (Ensemble, Theory).
    shapes : dict
        scheme name -> family -> one predicted `Summary` a layer.
    natural : sequence of str
        Families drawn as they are; any other is in units of its layer's predicted std.
    layers : sequence of int
        Which to draw, counted from 1.
    """
    for row, (name, (ensemble, theory)) in zip(axes, nets.items(), strict=True):
        for ax, family in zip(row, MEASURED, strict=True):
            units = np.sqrt(theory.variance(family))
            if family in natural:
                units = np.ones_like(units)
            histograms_in_units(
                ax, ensemble.pooled(family), units, theory=shapes[name][family], layers=layers
            )
            # Below a thousandth a histogram of the prediction is too thin to be read.
            ax.set_ylim(bottom=1e-3)
            ax.set_xlim(*((0, 1) if family in natural else (-6, 6)))
        row[0].set_ylabel(f"{LABELS.get(name, name)}\ndensity")
    for ax, family in zip(axes[-1], MEASURED, strict=True):
        ax.set_xlabel(NAMES[family] + ("" if family in natural else " / its std"))
    axes[0][-1].legend(fontsize=8)
    return axes


def variance_maps(ax, state_variance, maps, *, path=None):
    """Draw variance maps q -> q', the line q' = q, and the path of a net through the first.

    Parameters
    ----------
    ax : matplotlib Axes
    state_variance : array
        The q at which the maps are given.
    maps : dict
        Label -> q' at those q.
    path : sequence of float, optional
        The state variance of each layer, drawn as a staircase.
    """
    ax.plot(state_variance, state_variance, ":", color=THEORY, label="$q' = q$ (linear)")
    for (label, values), style in zip(maps.items(), ("-", "--", "-."), strict=False):
        ax.plot(state_variance, values, style, label=label)
    if path is not None:
        stairs = np.repeat(path, 2)
        ax.plot(
            stairs[:-1],
            np.concatenate([[0], stairs[2:]]),
            color=THEORY,
            linewidth=0.8,
            label="layer by layer",
        )
    ax.set_xlabel("state variance $q$")
    ax.set_ylabel("state variance $q'$, a layer on")
    ax.legend()
    return ax


def fading(ax, prediction, asymptote, interval, *, quantity, label):
    """Draw a quantity that fades like a power of the depth, on two logarithmic axes.

    Parameters
    ----------
    ax : matplotlib Axes
    prediction, asymptote : array, shape (depth,)
        At layers 1, 2, ..., depth.
    interval : Interval of shape (layers,)
        Measured in the first layers.
    quantity : str
    label : str
        Of the asymptote.
    """
    layers = np.arange(1, len(prediction) + 1)
    ax.plot(layers, asymptote, ":", color=COLORS["he"], label=label)
    ax.plot(layers, prediction, "--", color=THEORY, linewidth=1.2, label="exact map", zorder=3)
    ax.errorbar(
        np.arange(1, len(interval.mean) + 1),
        interval.mean,
        yerr=interval.half_width,
        fmt=MARKERS["xavier"],
        markersize=4,
        color=COLORS["xavier"],
        label="measured",
    )
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xlabel("layer")
    ax.set_ylabel(quantity)
    ax.legend()
    return ax


def phase_diagram(ax, weight_factor, bias_variance, points):
    """Draw the line where chi is 1 at the fixed point, and named initializations around it.

    Parameters
    ----------
    ax : matplotlib Axes
    weight_factor, bias_variance : array
        The critical line: n Var W and the biases' variance along it.
    points : dict
        Label -> (n Var W, variance of the biases).
    """
    ax.plot(weight_factor, bias_variance, color=THEORY)
    ax.annotate(
        r"$\chi = 1$",
        (weight_factor[-1], bias_variance[-1]),
        xytext=(-8, 0),
        textcoords="offset points",
        ha="right",
    )
    for label, (x, y) in points.items():
        ax.plot(x, y, "o", color=COLORS["standard"], clip_on=False, zorder=3)
        ax.annotate(label, (x, y), xytext=(5, -13), textcoords="offset points")
    ax.text(0.25, 0.6, "order:\ngradients vanish", transform=ax.transAxes, ha="center")
    ax.text(0.85, 0.6, "chaos:\ngradients explode", transform=ax.transAxes, ha="center")
    ax.set_xlim(0, 1.2 * max(x for x, _ in points.values()))
    ax.set_ylim(bottom=-0.1 * np.max(bias_variance))
    ax.set_xlabel(r"$n \operatorname{Var}[W]$")
    ax.set_ylabel(r"$\operatorname{Var}[b]$")
    return ax
