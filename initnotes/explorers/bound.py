"""Explore the bound: a scheme's uniform density beside the Gaussian of the same variance."""

from initnotes import plots, schemes
from initnotes.explorers.controls import Choice, Slider
from initnotes.explorers.explorer import Explorer
from initnotes.explorers.stills import still

FANS = (1, 2, 3, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 300, 400, 512, 784, 1000)
SCHEMES = ("standard", "lecun", "xavier")


def explore(*, scheme="standard", fan_in=100, fan_out=100):
    """An `Explorer` of bound, std and variance.

    Parameters
    ----------
    scheme : str
        One of `SCHEMES`, to start with.
    fan_in, fan_out : int
        Of `FANS`. Xavier alone uses fan_out.

    Examples
    --------
    >>> from initnotes import explorers
    >>> explorers.bound.explore(scheme="xavier", fan_in=100, fan_out=50).name
    'bound'
    """
    labels = {name: plots.layers.LABELS[name] for name in SCHEMES}
    controls = (
        Choice("scheme", "scheme", labels, scheme),
        Slider("fan_in", "inputs <i>n</i><sub>in</sub>", FANS, fan_in),
        Slider("fan_out", "outputs <i>n</i><sub>out</sub>", FANS, fan_out),
    )
    drawn = schemes.scheme(scheme)
    variance, std, bound = (
        quantity(fan_in, fan_out) for quantity in (drawn.variance, drawn.std, drawn.bound)
    )
    return Explorer(
        name="bound",
        title="Bound, standard deviation, variance",
        sentence=(
            f"For {fan_in} inputs and {fan_out} outputs the {labels[scheme]} scheme has the bound "
            f"{bound:.3g}, the standard deviation {std:.3g} and the variance {variance:.3g}. The "
            "bound is always √3 times the standard deviation; four times the fans halve both."
        ),
        controls=controls,
        key=(
            ("area", "blue", "uniform"),
            ("dashes", "vermilion", "Gaussian of the same variance"),
            ("ticks", "", "bound and std"),
        ),
        data={},
        still=still(lambda ax: plots.variance.equal_variance_twins(ax, variance)),
        alt=(
            f"A box from minus {bound:.3g} to {bound:.3g} and a bell curve that is higher in the "
            f"middle and reaches beyond it; dotted lines at plus and minus {std:.3g}."
        ),
    )
