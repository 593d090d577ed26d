"""Explore the compromise: both factors of one layer under rival formulas."""

from initnotes import plots, schemes
from initnotes.explorers.controls import Slider
from initnotes.explorers.explorer import Explorer
from initnotes.explorers.stills import still

FANS = (10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 300, 400, 512, 784, 1000)
# Factors lie between 1 / LIMIT and LIMIT, as the fans do not differ by more.
LIMIT = 128
RULES = {
    "lecun": schemes.lecun().rule,
    "backward": schemes.backward().rule,
    "arithmetic": lambda fan_in, fan_out: (1 / fan_in + 1 / fan_out) / 2,
    "geometric": schemes.geometric().rule,
    "xavier": schemes.xavier().rule,
    "least_squares": schemes.least_squares().rule,
}


def factors(fan_in, fan_out):
    """Name of each compromise -> (forward factor, backward factor) of a layer of these fans.

    Examples
    --------
    >>> from initnotes import explorers
    >>> forward, backward = explorers.compromise.factors(fan_in=100, fan_out=300)["xavier"]
    >>> forward, backward
    (0.5, 1.5)
    """
    return {
        name: schemes.Scheme(name, rule).factors(fan_in, fan_out) for name, rule in RULES.items()
    }


def explore(*, fan_in=400, fan_out=100):
    """An `Explorer` of the forward and the backward factor.

    Parameters
    ----------
    fan_in, fan_out : int
        Of `FANS`, to start with.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.compromise.explore(fan_in=100, fan_out=50).name
    'compromise'
    """
    controls = (
        Slider("fan_in", "inputs <i>n</i><sub>in</sub>", FANS, fan_in),
        Slider("fan_out", "outputs <i>n</i><sub>out</sub>", FANS, fan_out),
    )
    labels = {name: plots.xavier.LOOKS[name][0] for name in RULES}
    shown = factors(fan_in, fan_out)
    forward, backward = shown["xavier"]
    up, down = shown["geometric"]
    return Explorer(
        name="compromise",
        title="The compromise between the two factors",
        sentence=(
            f"From {fan_in} units to {fan_out}, Xavier's factors are {forward:.3g} forward and "
            f"{backward:.3g} backward, which average to 1; those of the geometric mean, {up:.3g} "
            f"and {down:.3g}, multiply to 1. All formulas agree where the fans do."
        ),
        controls=controls,
        key=(
            ("dot", "forward", "forward factor, <i>n</i><sub>in</sub> Var <i>W</i>"),
            ("square", "backward", "backward factor, <i>n</i><sub>out</sub> Var <i>W</i>"),
        ),
        data={"compromises": labels, "limit": LIMIT},
        still=still(lambda ax: plots.explorers.factors(ax, shown, labels)),
        alt=(
            "Six rows, one a formula, each with a dot for the forward and a square for the "
            f"backward factor on a logarithmic axis with a line at 1. Xavier: {forward:.3g} and "
            f"{backward:.3g}."
        ),
    )
