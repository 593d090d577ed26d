"""The same net drawn many times: what its signals are on average, and how sure that is."""

from dataclasses import dataclass

import numpy as np

from initnotes.activations import as_activation
from initnotes.checks import (
    as_floats,
    as_list,
    check_generator,
    check_name,
    check_positive_integer,
    check_widths,
    described,
)
from initnotes.measure.intervals import mean_interval
from initnotes.measure.summaries import Bins, pool, summarise
from initnotes.schemes import as_scheme
from initnotes.signals.parts import as_inputs, dense_net
from initnotes.signals.passes import FAMILIES, backward, forward, output_cost

STATISTICS = ("mean", "variance", "second_moment")
FORWARD = ("state", "activation")
MEASURED = ("activation", "state_gradient", "weight_gradient")


@dataclass(frozen=True)
class Ensemble:
    """Summaries of every layer's signals over independent draws of the weights.

    Attributes
    ----------
    summaries : dict
        family -> one list a layer -> one `Summary` a draw.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import measure
    >>> rng = np.random.default_rng(0)
    >>> drawn = measure.ensemble([4, 8, 3], "xavier", "tanh", np.ones((1, 4)), draws=5, rng=rng)
    >>> drawn.families, drawn.draws, drawn.values("state", "mean").shape
    (('state', 'activation'), 5, (5, 2))
    """

    summaries: dict

    @property
    def families(self):
        """The families that were measured."""
        return tuple(self.summaries)

    @property
    def draws(self):
        """How many nets were drawn."""
        return len(next(iter(self.summaries.values()))[0])

    def values(self, family, statistic="variance"):
        """A statistic of each draw and layer, shape (draws, layers).

        `statistic` is "mean", "variance" or "second_moment".
        """
        check_name(family, self.summaries, "family")
        check_name(statistic, STATISTICS, "statistic")
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


def summarise_net(
    weights,
    inputs,
    activation,
    *,
    targets=None,
    output_gradient=None,
    biases=None,
    bins=None,
    families=None,
):
    """Go forward and back once and keep summaries only: family -> one `Summary` a layer.

    No layer's weight gradient outlives its summary.

    Parameters
    ----------
    weights, inputs, activation, targets, output_gradient, biases
        As `initnotes.signals.propagate` takes them.
    bins : dict, optional
        family -> `Bins`, or a list of one `Bins` a layer. A family left out gets, in each
        layer, bins of its own to 1.2 times the largest absolute value.
    families : sequence of str, optional
        From `initnotes.signals.FAMILIES`. Left out: activation, state_gradient and
        weight_gradient, or state and activation where there is no cost to send back.

    Raises
    ------
    ValueError, TypeError
        As `propagate` does; and if a gradient is asked for and there is no cost.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import measure, schemes
    >>> weights = schemes.xavier().weights([4, 8, 3], rng=np.random.default_rng(0))
    >>> made = measure.summarise_net(weights, np.ones((5, 4)), "tanh", families=["state"])
    >>> [summary.size for summary in made["state"]]
    [40, 15]
    """
    net = dense_net(weights, activation, biases)
    inputs = as_inputs(inputs, net)
    has_cost = targets is not None or output_gradient is not None
    families = _check_families(families, has_cost)
    bins = _check_bins(bins, families, len(net[::2]))
    values = forward(net, inputs)
    layers = {"state": values[1::2], "activation": values[2::2]}
    _, gradient = output_cost(values[-1], targets, output_gradient)
    if any(family not in FORWARD for family in families):
        gradients = backward(net[1:], values[1:], gradient)[::2]
        parts = zip(net[::2], values[::2], gradients, strict=True)
        layers["state_gradient"] = gradients
        layers["weight_gradient"] = (part.weight_gradient(z, d) for part, z, d in parts)
    return {
        family: [
            summarise(array, _layer_bins(bins.get(family), layer, array))
            for layer, array in enumerate(layers[family])
        ]
        for family in families
    }


def ensemble(
    widths,
    scheme,
    activation,
    inputs,
    *,
    draws,
    rng,
    targets=None,
    output_gradient=None,
    bias_scheme="zero",
    bins=None,
    families=None,
):
    """Draw the net `draws` times and measure each: an `Ensemble`.

    Parameters
    ----------
    widths : sequence of int
        (input, hidden..., output).
    scheme : Scheme or str
        Of the weights, drawn anew in each draw.
    activation : Activation or str
    inputs : array, shape (batch, widths[0])
        The same for all draws; its dtype, float64 for integers, is the dtype of the net.
    draws : int
    rng : numpy.random.Generator
        Spawns one independent generator a draw.
    targets, output_gradient
        As `initnotes.signals.propagate` takes them; with neither, the nets go forward alone.
    bias_scheme : Scheme or str
        Of the biases, drawn anew in each draw; "standard" is PyTorch's U(+-1/sqrt(fan_in)).
    bins, families
        As `summarise_net` takes them. Bins that the first draw has chosen hold for all draws.

    Raises
    ------
    ValueError, TypeError
        As `summarise_net` does, and on a wrong scheme, number of draws or generator.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import measure
    >>> rng = np.random.default_rng(0)
    >>> x = rng.standard_normal((20, 100))
    >>> drawn = measure.ensemble([100, 100, 100], "standard", "tanh", x, draws=10, rng=rng)
    >>> drawn.values("state").shape
    (10, 2)
    """
    check_positive_integer(draws, "draws")
    check_generator(rng)
    check_widths(widths)
    scheme, bias_scheme = as_scheme(scheme), as_scheme(bias_scheme, "bias_scheme")
    activation = as_activation(activation)
    inputs = as_floats(inputs, "inputs", ("batch", widths[0]))
    families = _check_families(families, targets is not None or output_gradient is not None)
    chosen = _check_bins(bins, families, len(widths) - 1)
    summaries = {family: [] for family in families}
    for generator in rng.spawn(draws):
        drawn = {"rng": generator, "dtype": inputs.dtype}
        measured = summarise_net(
            scheme.weights(widths, **drawn),
            inputs,
            activation,
            targets=targets,
            output_gradient=output_gradient,
            biases=bias_scheme.biases(widths, **drawn),
            bins=chosen,
            families=families,
        )
        for family, layers in measured.items():
            chosen.setdefault(family, [summary.bins for summary in layers])
            summaries[family].append(layers)
    return Ensemble({family: list(zip(*rows, strict=True)) for family, rows in summaries.items()})


def _check_families(families, has_cost):
    if families is None:
        return MEASURED if has_cost else FORWARD
    families = tuple(as_list(families, "families", "names"))
    if not families:
        raise ValueError("families must hold at least one family, got none")
    for family in families:
        check_name(family, FAMILIES, "family")
        if family not in FORWARD and not has_cost:
            raise ValueError(
                f"the family {family!r} needs targets or an output_gradient, got neither"
            )
    return families


def _check_bins(bins, families, layers):
    if bins is None:
        return {}
    if not isinstance(bins, dict):
        raise TypeError(f"bins must be a dict of family -> Bins, got {described(bins)}")
    for family, given in bins.items():
        check_name(family, families, "family")
        each = [given] if isinstance(given, Bins) else given
        if not isinstance(each, list | tuple) or not all(isinstance(b, Bins) for b in each):
            raise TypeError(
                f"bins[{family!r}] must be a Bins or a list of one a layer, got {described(given)}"
            )
        wanted = layers - 1 if family == "activation" else layers
        if each is given and len(each) != wanted:
            raise ValueError(f"bins[{family!r}] must hold {wanted} Bins, got {len(each)}")
    return dict(bins)


def _layer_bins(bins, layer, array):
    if bins is None:
        limit = 1.2 * float(np.max(np.abs(array))) or 1.0
        return Bins(-limit, limit)
    return bins if isinstance(bins, Bins) else bins[layer]
