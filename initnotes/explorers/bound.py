"""Explore the bound: a scheme's uniform density beside the Gaussian of the same variance."""

from itertools import product

from initnotes import plots, schemes
from initnotes.explorers.controls import Choice, Slider
from initnotes.explorers.explorer import Explorer
from initnotes.explorers.stills import still
from initnotes.variance import bound_from_variance, normal_density

FANS = (10, 16, 20, 25, 32, 40, 50, 64, 80, 100, 128, 160, 200, 256, 300, 400, 512, 640, 784, 1000)
SCHEMES = ("standard", "lecun", "xavier")


def uses_fan_out(name):
    """Whether the variance of the scheme of that name depends on the number of outputs.

    Examples
    --------
    >>> from initnotes import explorers
    >>> [explorers.bound.uses_fan_out(name) for name in ("standard", "xavier")]
    [False, True]
    """
    scheme = schemes.scheme(name)
    return scheme.variance(FANS[0], FANS[0]) != scheme.variance(FANS[0], FANS[-1])


def axes():
    """The largest bound and the largest density of all settings: the axes that hold them all.

    No scheme's variance grows with a fan, so the ends of `FANS` have them.

    Examples
    --------
    >>> from initnotes import explorers
    >>> largest = explorers.bound.axes()
    >>> round(largest["bound"], 3), round(largest["density"], 1)
    (0.548, 21.9)
    """
    ends = FANS[0], FANS[-1]
    variances = [
        schemes.scheme(name).variance(*fans) for name in SCHEMES for fans in product(ends, ends)
    ]
    return {
        "bound": float(bound_from_variance(max(variances))),
        "density": float(normal_density(0, min(variances))),
    }


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
        float(quantity(fan_in, fan_out)) for quantity in (drawn.variance, drawn.std, drawn.bound)
    )
    largest = axes()

    def draw(ax):
        plots.explorers.bound_and_std(ax, variance, scheme, largest)

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
            ("area", "", "uniform, in the color of the scheme"),
            ("dashes", "", "Gaussian of the same variance"),
            ("ticks", "", "bound and std"),
        ),
        data={
            "axes": largest,
            "labels": labels,
            "fan_in_only": [name for name in SCHEMES if not uses_fan_out(name)],
        },
        still=still(draw),
        alt=(
            f"A box from minus {bound:.3g} to {bound:.3g} and a bell curve that is higher in the "
            f"middle and reaches beyond it; dotted lines at plus and minus {std:.3g} and at plus "
            f"and minus {bound:.3g}. The axes reach to {largest['bound']:.3g}, so that they hold "
            "every setting."
        ),
    )
