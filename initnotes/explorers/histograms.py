"""Explore the histograms of every layer: standard, Xavier and He, for each activation."""

from functools import cache

import numpy as np

from initnotes import activations, datasets, measure, plots, schemes, theory
from initnotes.checks import as_numbers, check_instance, check_name, check_shape
from initnotes.explorers.controls import Choice, Switch
from initnotes.explorers.depth import ACTIVATIONS, FAMILIES
from initnotes.explorers.explorer import Explorer
from initnotes.explorers.stills import still
from initnotes.measure.summaries import Bins

SCHEMES = ("standard", "xavier", "he")
HIDDEN = 5
WIDTHS = [100, *[200] * HIDDEN, 10]
EXAMPLES = 60
DRAWS = 4
BINS = 41
SEED = 2010
# A logarithmic density is drawn over so many decades below its highest.
DECADES = 3
# The bin at 0 is drawn apart if it holds so many times as many values as any other: at most 2.6
# times as many under the smooth activations, about 4 to 20 times under those with a kink.
SPIKE = 3
# Half the width of a histogram in predicted std; a product of two Gaussians has the longer tail.
REACH = {"state": 4.5, "activation": 4.5, "state_gradient": 4.5, "weight_gradient": 6}


def layer_bins(predicted, family):
    """`Bins` of each layer, as wide as theory says that its signal will be.

    Examples
    --------
    >>> from initnotes import theory
    >>> from initnotes.explorers import histograms
    >>> net = theory.infinite_width([100, 50, 10], "xavier", "tanh")
    >>> [bins.count for bins in histograms.layer_bins(net, "state")]
    [41, 41]
    """
    check_instance(predicted, theory.Theory, "predicted", "a Theory")
    check_name(family, FAMILIES, "family")
    if family == "activation":  # f is monotone
        reach = REACH["state"] * np.sqrt(predicted.variance("state")[:-1])
        edges = zip(predicted.activation(-reach), predicted.activation(reach), strict=True)
    else:
        reach = REACH[family] * np.sqrt(predicted.variance(family))
        edges = zip(-reach, reach, strict=True)
    return [Bins(float(low), float(high), BINS) for low, high in edges]


def spike(counts, bins):
    """Number of the bin that holds 0, if it holds over `SPIKE` times as much as any other, or None.

    Parameters
    ----------
    counts : array, shape (bins.count,)
    bins : Bins

    Examples
    --------
    >>> from initnotes import measure
    >>> from initnotes.explorers import histograms
    >>> histograms.spike([3, 90, 4], measure.Bins(-1, 1, 3))
    1
    """
    check_instance(bins, Bins, "bins", "Bins")
    counts = as_numbers(counts, "counts")
    check_shape(counts, (bins.count,), "counts")
    if not bins.low <= 0 < bins.high:
        return None
    number = int(np.searchsorted(bins.edges, 0, side="right")) - 1
    others = np.delete(counts, number)
    return number if counts[number] > SPIKE * others.max(initial=0) else None


def small_net(activation, scheme):
    """The `Ensemble` of one small net and its `Theory`; the same at every call.

    `activation` is a name of `initnotes.explorers.depth.ACTIVATIONS`, `scheme` one of `SCHEMES`.

    Examples
    --------
    >>> from initnotes import explorers
    >>> drawn, predicted = explorers.histograms.small_net("tanh", "xavier")
    >>> drawn.draws, predicted.variance("state").shape
    (4, (6,))
    """
    check_name(activation, ACTIVATIONS, "activation")
    check_name(scheme, SCHEMES, "scheme")
    return _small_net(activation, scheme)


@cache
def _small_net(activation, scheme):
    rng = np.random.default_rng(SEED)
    inputs = datasets.standardize(datasets.gaussian(EXAMPLES, WIDTHS[0], rng=rng))
    targets = rng.integers(WIDTHS[-1], size=EXAMPLES)
    net = WIDTHS, schemes.scheme(scheme), activations.activation(activation)
    options = {"targets": targets, "rng": rng}
    predicted = theory.infinite_width(*net, inputs=inputs, draws=100, **options)
    bins = {family: layer_bins(predicted, family) for family in FAMILIES}
    drawn = measure.ensemble(*net, inputs, draws=DRAWS, bins=bins, families=FAMILIES, **options)
    return drawn, predicted


def layers(activation, scheme, family):
    """What the page gets of each hidden layer: its pooled histogram and the predicted moments.

    Examples
    --------
    >>> from initnotes import explorers
    >>> len(explorers.histograms.layers("tanh", "xavier", "state"))
    5
    """
    check_name(family, FAMILIES, "family")
    drawn, predicted = small_net(activation, scheme)
    return [
        {
            "low": _short(summary.bins.low),
            "high": _short(summary.bins.high),
            "size": summary.size,
            "counts": summary.counts.tolist(),
            "spike": spike(summary.counts, summary.bins),
            "variance": _short(variance),
            "predicted_mean": _short(mean),
            "predicted_variance": _short(predicted_variance),
        }
        for summary, variance, mean, predicted_variance in zip(
            drawn.pooled(family)[:HIDDEN],
            drawn.values(family).mean(axis=0),
            predicted.mean(family),
            predicted.variance(family),
            strict=False,
        )
    ]


def explore(*, activation="tanh", family="activation"):
    """An `Explorer` of the histograms of each hidden layer.

    Parameters
    ----------
    activation : str
        Of `initnotes.explorers.depth.ACTIVATIONS`, to start with.
    family : str
        Of `initnotes.signals.FAMILIES`.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.histograms.explore(activation="tanh", family="state").title
    'Histograms, layer by layer'
    """
    signals = {name: plots.layers.NAMES[name] for name in FAMILIES}
    controls = (
        Choice("activation", "activation", ACTIVATIONS, activation),
        Choice("family", "signal", signals, family),
        Switch("units", "in units of each layer's std"),
        Switch("log", "logarithmic density"),
    )
    data = {
        name: {
            scheme: {signal: layers(name, scheme, signal) for signal in FAMILIES}
            for scheme in SCHEMES
        }
        for name in ACTIVATIONS
    }
    labels = {name: plots.layers.LABELS[name] for name in SCHEMES}
    shown = {name: data[activation][name][family] for name in SCHEMES}
    ends = ", ".join(
        f"{labels[name]} from {rows[0]['variance']:.2g} to {rows[-1]['variance']:.2g}"
        for name, rows in shown.items()
    )
    return Explorer(
        name="histograms",
        title="Histograms, layer by layer",
        sentence=(
            f"{DRAWS} draws of a net with {HIDDEN} hidden layers of {WIDTHS[1]} "
            f"{ACTIVATIONS[activation]} units. Variance of the {signals[family]}, layer 1 to "
            f"{HIDDEN}: {ends}."
        ),
        controls=controls,
        key=(
            ("area", "", "density, as a share of its highest"),
            ("stick", "", "values in the bin at 0, drawn apart, and their share"),
            ("ticks", "", "predicted mean ± std"),
        ),
        data={"nets": data, "labels": labels, "decades": DECADES},
        still=still(
            lambda axes: plots.explorers.ridges(axes, shown, labels, signals[family]),
            rows=HIDDEN,
            columns=len(SCHEMES),
            size=(7, 5),
            sharex=True,
        ),
        alt=(
            f"A grid of {HIDDEN} by {len(SCHEMES)} histograms, a row a layer and a column a "
            "scheme, on one common axis, with dotted lines at the predicted std."
        ),
    )


def _short(value):
    """Six digits, which a drawing does not outdo."""
    return float(f"{value:.6g}")
