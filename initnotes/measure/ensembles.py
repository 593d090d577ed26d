"""The same net drawn many times: what its signals are on average, and how sure that is."""

from dataclasses import dataclass

import numpy as np

from initnotes.activations import check_activation
from initnotes.checks import check_generator, check_name, check_positive_integer
from initnotes.measure.intervals import mean_interval
from initnotes.measure.summaries import Bins, pool, summarise
from initnotes.schemes import check_widths
from initnotes.signals.passes import FAMILIES, walk

MEASURED = ("activation", "state_gradient", "weight_gradient")


@dataclass(frozen=True)
class Ensemble:
    """Summaries of every layer's signals over independent draws of the weights.

    Attributes
    ----------
    summaries : dict
        family -> one list a layer -> one `Summary` a draw.
    """

    summaries: dict

    def values(self, family, statistic="variance"):
        """A statistic of each draw and layer, shape (draws, layers).

        `statistic` is "mean", "variance" or "second_moment".
        """
        check_name(family, self.summaries, "family")
        check_name(statistic, ("mean", "variance", "second_moment"), "statistic")
        return np.array(
            [[getattr(draw, statistic) for draw in layer] for layer in self.summaries[family]]
        ).T

    def interval(self, family, statistic="variance", *, confidence=0.95):
        """Mean over the draws and its t interval, an `Interval` of shape (layers,)."""
        return mean_interval(self.values(family, statistic), confidence=confidence)

    def pooled(self, family):
        """One `Summary` a layer, of all draws together."""
        check_name(family, self.summaries, "family")
        return [pool(layer) for layer in self.summaries[family]]


def measure(weights, inputs, activation, *, bins=None, families=MEASURED, **options):
    """Go forward and back once and keep summaries only: family -> one `Summary` a layer.

    No layer's weight gradient outlives its summary.

    Parameters
    ----------
    weights, inputs, activation, **options
        As `initnotes.signals.walk` takes them.
    bins : dict, optional
        family -> `Bins`, or a list of one `Bins` a layer. A family left out gets, in each
        layer, bins of its own to 1.2 times the largest absolute value.
    families : sequence of str
        From `initnotes.signals.FAMILIES`.
    """
    for family in families:
        check_name(family, FAMILIES, "family")
    bins = bins or {}
    for family in bins:
        check_name(family, families, "family")
    summaries = {family: {} for family in families}
    for name, layer, array in walk(weights, inputs, activation, **options):
        if name in summaries:
            layer_bins = bins[name] if name in bins else _bins_around(array)
            if not isinstance(layer_bins, Bins):
                layer_bins = layer_bins[layer]
            summaries[name][layer] = summarise(array, layer_bins)
    return {
        family: [layers[layer] for layer in sorted(layers)] for family, layers in summaries.items()
    }


def ensemble(
    widths, scheme, activation, inputs, *, draws, rng, bins=None, families=MEASURED, **options
):
    """Draw the net `draws` times and measure each: an `Ensemble`.

    Parameters
    ----------
    widths : sequence of int
        (input, hidden..., output).
    scheme : Scheme
    activation : Activation
    inputs : array, shape (batch, widths[0])
        The same for all draws; its dtype, float64 for integers, is the dtype of the net.
    draws : int
    rng : numpy.random.Generator
        Spawns one independent generator a draw.
    bins, families, **options
        As `measure` takes them. Bins that the first draw has chosen hold for all draws.
    """
    check_positive_integer(draws, "draws")
    check_generator(rng)
    check_widths(widths)
    check_activation(activation)
    inputs = np.asarray(inputs)
    if not np.issubdtype(inputs.dtype, np.floating):
        inputs = inputs.astype(np.float64)
    chosen = dict(bins or {})
    summaries = {family: [] for family in families}
    for generator in rng.spawn(draws):
        weights = scheme.weights(widths, rng=generator, dtype=inputs.dtype)
        measured = measure(weights, inputs, activation, bins=chosen, families=families, **options)
        for family, layers in measured.items():
            chosen.setdefault(family, [summary.bins for summary in layers])
            summaries[family].append(layers)
    return Ensemble({family: list(zip(*rows, strict=True)) for family, rows in summaries.items()})


def _bins_around(array):
    limit = 1.2 * float(np.max(np.abs(array))) or 1.0
    return Bins(-limit, limit)
