"""Figures of the chapter `chaos`."""

from itertools import cycle

import numpy as np

from initnotes.plots.arguments import check_ax, check_values
from initnotes.plots.style import COLORS, FURTHER, SMALLEST, THEORY, colors_of, scheme_of

DASHES = ("-", "--", "-.")
PHASES = ("order:\ngradients\nvanish", "chaos:\ngradients\nexplode")


def correlation_maps(ax, correlation, maps):
    """Draw correlation maps c -> c' and the line c' = c.

    Parameters
    ----------
    ax : matplotlib Axes
    correlation : array
        The c at which the maps are given.
    maps : dict
        Label -> c' at those c.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> c = np.array([0.0, 0.5, 1.0])
    >>> ax = plots.chaos.correlation_maps(Figure().subplots(), c, {"half": c / 2})
    >>> [line.get_label() for line in ax.lines]
    ["$c' = c$", 'half']
    """
    check_ax(ax)
    ax.plot(correlation, correlation, ":", color=THEORY, label="$c' = c$")
    looks = zip(maps.items(), colors_of(list(maps)), cycle(DASHES))
    for (label, values), color, dashes in looks:
        check_values(values, np.shape(correlation), f"maps[{label!r}]")
        ax.plot(correlation, values, dashes, color=color, label=label)
    ax.set_xlabel("correlation $c$ of two inputs' states")
    ax.set_ylabel("correlation $c'$, a layer on")
    ax.legend()
    return ax


def phase_diagram(ax, weight_factor, bias_variance, points, *, phases=PHASES):
    """Draw the line where chi is 1 at the fixed point, and named initializations around it.

    Parameters
    ----------
    ax : matplotlib Axes
    weight_factor, bias_variance : array
        The critical line: n Var W and the biases' variance along it.
    points : dict
        Label -> (n Var W, variance of the biases).
    phases : pair of str
        What is written left and right of the line.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import plots
    >>> line = np.array([1.0, 2.0]), np.array([0.0, 0.3])
    >>> ax = plots.chaos.phase_diagram(Figure().subplots(), *line, {"Xavier": (1, 0)})
    >>> [text.get_text() for text in ax.texts][1]
    'Xavier'
    """
    check_ax(ax)
    check_values(bias_variance, np.shape(weight_factor), "bias_variance")
    ax.plot(weight_factor, bias_variance, color=THEORY)
    ax.annotate(
        r"$\chi = 1$",
        (weight_factor[-1], bias_variance[-1]),
        xytext=(-8, 0),
        textcoords="offset points",
        ha="right",
    )
    for place, (label, (x, y)) in enumerate(points.items()):
        color = COLORS.get(scheme_of(label), FURTHER[0])
        ax.plot(x, y, "o", color=color, label=label, clip_on=False, zorder=3)
        ax.annotate(
            label,
            (x, y),
            xytext=(0, 6 if place % 2 else -14),
            textcoords="offset points",
            ha="center",
            fontsize=SMALLEST,
        )
    for place, phase in zip((0.2, 0.85), phases, strict=True):
        ax.text(place, 0.6, phase, transform=ax.transAxes, ha="center")
    ax.set_xlim(0, 1.2 * max(x for x, _ in points.values()))
    ax.set_ylim(bottom=-0.1 * np.max(bias_variance))
    ax.set_xlabel(r"$n \operatorname{Var}[W]$")
    ax.set_ylabel(r"$\operatorname{Var}[b]$")
    return ax
