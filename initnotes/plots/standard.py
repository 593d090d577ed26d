"""Figures of the chapter "The standard initialization"."""

import numpy as np

from initnotes.plots.arguments import check_ax, check_interval, check_same_names, check_values
from initnotes.plots.layers import variance_by_layer
from initnotes.plots.style import COLORS, FURTHER, NORMAL, THEORY, UNIFORM
from initnotes.variance import normal_density


def first_state(ax, summaries, variance):
    """Draw two histograms of the first state, one in steps, one in points, with N(0, variance).

    Parameters
    ----------
    ax : matplotlib Axes
    summaries : dict
        label -> Summary of the first states, for two distributions of the weights.
    variance : float
        The predicted one.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> summary = measure.summarise(np.linspace(-0.9, 0.9, 40), measure.Bins(-1, 1, 4))
    >>> ax = Figure().subplots()
    >>> ax = plots.standard.first_state(ax, {"uniform": summary, "normal": summary}, 1 / 3)
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['uniform', 'normal', 'N(0, 0.333)']
    """
    check_ax(ax)
    (box, boxes), (dot, dots) = summaries.items()
    ax.stairs(boxes.density, boxes.bins.edges, fill=True, alpha=0.25, color=UNIFORM)
    ax.stairs(boxes.density, boxes.bins.edges, color=UNIFORM, linewidth=1.6, label=box)
    ax.plot(dots.bins.centers, dots.density, ".", color=NORMAL, label=dot)
    x = np.linspace(boxes.bins.low, boxes.bins.high, 401)
    ax.plot(
        x,
        normal_density(x, variance),
        "--",
        color=THEORY,
        linewidth=1.2,
        label=f"N(0, {variance:.3g})",
    )
    ax.set_xlabel("state of layer 1")
    ax.set_ylabel("density")
    ax.legend()
    return ax


def states_by_depth(ax, intervals, theories):
    """Draw the state's variance in each layer for several activations, and what theory says.

    Parameters
    ----------
    ax : matplotlib Axes
    intervals, theories : dict
        label -> Interval, and array, of shape (layers,); at most two labels.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> interval = measure.Interval(np.array([1.0, 0.5, 0.2]), np.full(3, 0.1))
    >>> measured, predicted = {"tanh": interval}, {"tanh": [1, 0.5, 0.2]}
    >>> ax = plots.standard.states_by_depth(Figure().subplots(), measured, predicted)
    >>> ax.get_ylabel()
    'variance of the state'
    """
    check_ax(ax)
    check_same_names(theories, intervals, "theories")
    for color, marker, (name, interval) in zip(FURTHER, "so", intervals.items(), strict=False):
        check_interval(interval, f"intervals[{name!r}]")
        variance_by_layer(
            ax, interval, theory=theories[name], label=name, color=color, marker=marker
        )
    ax.plot([], [], "--", color=THEORY, linewidth=1.2, label="theory")
    ax.axhline(1 / 3, color=THEORY, linestyle=":", linewidth=1)
    ax.annotate("1/3", (len(interval.mean), 1 / 3), xytext=(0, 4), textcoords="offset points")
    ax.set_ylabel("variance of the state")
    ax.legend()
    return ax


def right_and_wrong_rule(ax, interval, *, right, wrong):
    """Draw the state's variance in each layer of a standard net, and what two rules predict.

    Parameters
    ----------
    ax : matplotlib Axes
    interval : Interval of shape (layers,)
    right, wrong : tuple
        (label, array of shape (layers,)) of each rule.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from initnotes import measure, plots
    >>> right, wrong = ("right", [1, 0.5, 0.2]), ("wrong", [1, 1, 1])
    >>> ax = Figure().subplots()
    >>> interval = measure.Interval(np.array([1.0, 0.5, 0.2]), np.full(3, 0.1))
    >>> ax = plots.standard.right_and_wrong_rule(ax, interval, right=right, wrong=wrong)
    >>> ax.get_xlabel()
    'layer'
    """
    check_ax(ax)
    check_interval(interval)
    variance_by_layer(ax, interval, label="standard, measured", color=COLORS["standard"])
    layers = np.arange(1, len(interval.mean) + 1)
    for (label, values), style in ((right, "--"), (wrong, ":")):
        check_values(values, layers.shape, label)
        ax.plot(layers, values, style, color=THEORY, label=label)
    ax.set_ylabel("variance of the state")
    ax.legend()
    return ax
