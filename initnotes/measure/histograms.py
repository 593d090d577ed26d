"""Histograms measured over draws beside those of the infinitely wide net."""

from dataclasses import dataclass

import numpy as np

from initnotes.checks import check_generator, check_instance
from initnotes.measure.ensembles import Ensemble
from initnotes.measure.intervals import Interval, mean_interval
from initnotes.measure.summaries import Bins, summarise
from initnotes.theory.prediction import Theory


@dataclass(frozen=True)
class Histogram:
    """The density of one layer's entries over bins, measured and predicted.

    Attributes
    ----------
    bins : Bins
    measured : Interval of shape (bins.count,)
        Mean density over the draws, with its 95 % interval by Student's t.
    predicted : array, shape (bins.count,)
    std : float
        The predicted standard deviation.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import measure
    >>> density = measure.Interval(np.full(4, 0.25), np.full(4, 0.01))
    >>> drawn = measure.Histogram(measure.Bins(-2, 2, 4), density, np.full(4, 0.25), std=2.0)
    >>> drawn.standardized().bins.high
    1.0
    """

    bins: Bins
    measured: Interval
    predicted: np.ndarray
    std: float

    def standardized(self):
        """The same `Histogram` of the entries divided by their predicted std."""
        if not self.std > 0:
            raise ValueError(f"std must be above 0 to be a unit, got {self.std}")
        return Histogram(
            Bins(self.bins.low / self.std, self.bins.high / self.std, self.bins.count),
            Interval(self.measured.mean * self.std, self.measured.half_width * self.std),
            self.predicted * self.std,
            1.0,
        )


def compare_histograms(ensemble, theory, *, rng, units=1000):
    """Hold an ensemble's histograms against theory: family -> one `Histogram` a layer.

    The predicted ones count `units` units of each layer of the infinitely wide net in the
    measurement's own bins. They show a shape, to the error of so many units, and take part in no
    verdict: that is `compare`'s.

    Parameters
    ----------
    ensemble : Ensemble
    theory : Theory
        Of a net with as many layers.
    rng : numpy.random.Generator
    units : int

    Notes
    -----
    Gradients are drawn by `Theory.sample`, with their covariance between examples, on which the
    shape of a batch's weight gradients depends. That of states and activations depends on each
    example's variance alone, so they are drawn independently, which fills the bins faster: in a
    deep net all examples may be nearly equal.

    Raises
    ------
    TypeError
        On anything but an `Ensemble`, a `Theory` and a Generator.
    ValueError
        On fewer than 2 draws, or different numbers of layers.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import measure, theory
    >>> rng = np.random.default_rng(0)
    >>> net, x = ([50, 80, 60], "xavier", "tanh"), rng.standard_normal((20, 50))
    >>> drawn = measure.ensemble(*net, x, draws=10, rng=rng)
    >>> predicted = theory.infinite_width(*net, inputs=x)
    >>> first, _ = measure.compare_histograms(drawn, predicted, rng=rng)["state"]
    >>> bool(np.isclose(first.predicted.sum() * first.bins.width, 1, atol=1e-3))
    True
    """
    check_instance(ensemble, Ensemble, "ensemble", "an Ensemble")
    check_instance(theory, Theory, "theory", "a Theory")
    check_generator(rng)
    sample = theory.sample(units, rng=rng)
    layers_of = {family: sample[family] for family in ensemble.families}
    if layers_of.keys() & {"state", "activation"}:
        states = [_independent(kernel, units, rng) for kernel in theory.state_kernels]
        layers_of["state"] = states
        layers_of["activation"] = [theory.activation(state) for state in states[:-1]]
    result = {}
    for family, draws in ensemble.summaries.items():
        layers, std = layers_of[family], np.sqrt(theory.variance(family))
        if len(layers) != len(draws):
            raise ValueError(f"theory must have {len(draws)} layers of {family}, got {len(layers)}")
        result[family] = [
            Histogram(
                summaries[0].bins,
                mean_interval([summary.density for summary in summaries]),
                summarise(layer, summaries[0].bins).density,
                float(unit),
            )
            for layer, summaries, unit in zip(layers, draws, std, strict=True)
        ]
    return result


def _independent(kernel, units, rng):
    """Gaussian states with each example's own variance, shape (batch, units)."""
    return np.sqrt(np.diagonal(kernel))[:, None] * rng.standard_normal((len(kernel), units))
