"""Bad calls of the figures: a call, its error, and what it says."""

import numpy as np

from initnotes import measure, plots
from tests.bad_calls.given import COMPARED, HISTOGRAMS, INTERVAL, ax, axes

ONE = measure.Interval(1.0, 0.1)
CALLS = [
    (
        lambda: plots.variance.equal_variance_twins(None, 1),
        TypeError,
        "ax must be a matplotlib Axes, got NoneType",
    ),
    (
        lambda: plots.variance.equal_variance_twins(ax(), -1),
        ValueError,
        "variance must be above 0, got -1",
    ),
    (
        lambda: plots.layers.variance_by_layer(ax(), [1, 2]),
        TypeError,
        r"interval must be an Interval, got list \[1, 2\]",
    ),
    (
        lambda: plots.layers.variance_by_layer(ax(), INTERVAL, theory=[1, 2]),
        ValueError,
        r"theory must have shape \(3,\), got \(2,\)",
    ),
    (
        lambda: plots.layers.histograms(ax(), HISTOGRAMS, layers=[0]),
        ValueError,
        "layers, counted from 1, must be at least 1, got 0",
    ),
    (
        lambda: plots.layers.histograms(ax(), HISTOGRAMS, layers=[2]),
        ValueError,
        "compared must reach layer 2, got 1 layers",
    ),
    (
        lambda: plots.comparison.factors(ax(), {"activation": INTERVAL}, {"state": 1}),
        ValueError,
        "theories must have 'activation', got 'state'",
    ),
    (lambda: plots.network.draw(None), TypeError, "ax must be a matplotlib Axes, got NoneType"),
    (
        lambda: plots.network.draw(ax(), (4, 6, 3)),
        ValueError,
        "widths must hold 4 numbers of units, of input, layer l - 1, layer l and output, got 3",
    ),
    (lambda: plots.network.draw(ax(), (4, 0, 2, 3)), ValueError, r"widths\[1\] must be at least 1"),
    (
        lambda: plots.network.draw(ax(), highlight="fan_in"),
        TypeError,
        "highlight must be a sequence of names of fans, got str 'fan_in'",
    ),
    (
        lambda: plots.network.draw(ax(), highlight=["fan_im"]),
        ValueError,
        "unknown highlight 'fan_im'; known are fan_in, fan_out",
    ),
    (
        lambda: plots.network.draw(ax(), gradients=1),
        TypeError,
        "gradients must be True or False, got int 1",
    ),
    (
        lambda: plots.batch.family_by_layer(ax(), "state", INTERVAL, np.ones(3)),
        ValueError,
        "unknown family 'state'; known are activation",
    ),
    (
        lambda: plots.xavier.factors_by_ratio(ax(), ([1], {}), ([1], {}), direction="up"),
        ValueError,
        "unknown direction 'up'; known are backward, forward",
    ),
    (
        lambda: plots.pytorch.two_ways([ax(), None], INTERVAL, np.ones(3), quantity="state"),
        TypeError,
        r"axes\[1\] must be a matplotlib Axes, got NoneType",
    ),
    (
        lambda: plots.variance.equal_variance_twins(ax(), [1, 2]),
        TypeError,
        r"variance must be a number, got list \[1, 2\]",
    ),
    (
        lambda: plots.ratios.measured_over_predicted(ax(), {"a": {"b": ONE}}, quantity=5),
        TypeError,
        "quantity must be a string, got int 5",
    ),
    (
        lambda: plots.layers.variance_by_layer(ax(), measure.Interval(1.0, 0.1)),
        ValueError,
        r"interval must have shape \(layers,\), got \(\)",
    ),
    (
        lambda: plots.layers.variance_by_layer(ax(), INTERVAL, log="no"),
        TypeError,
        "log must be True or False, got str 'no'",
    ),
    (
        lambda: plots.layers.variance_by_layer(ax(), INTERVAL, label=5),
        TypeError,
        "label must be a string, got int 5",
    ),
    (
        lambda: plots.layers.comparison([ax()], COMPARED),
        ValueError,
        "axes must hold 3 matplotlib Axes, one a family, got 1",
    ),
    (
        lambda: plots.layers.comparison(axes(1, 3)[0], COMPARED, name=["xavier"]),
        TypeError,
        "name must be a string, got list",
    ),
    (
        lambda: plots.layers.histograms(ax(), 5),
        TypeError,
        "compared must be a sequence of Histograms, one a layer, got int 5",
    ),
    (
        lambda: plots.layers.histograms(ax(), HISTOGRAMS, layers=[]),
        ValueError,
        "layers must hold at least one layer, got none",
    ),
    (
        lambda: plots.layers.histogram_grid([ax()], [[HISTOGRAMS]], rows=["a"], columns=["b"]),
        TypeError,
        "axes must be an array of matplotlib Axes, got list",
    ),
    (
        lambda: plots.layers.histogram_grid(axes(1, 2), [[HISTOGRAMS]], rows=["a"], columns="bc"),
        ValueError,
        r"panels\[0\] must hold 2 panels, one a column, got 1",
    ),
    (
        lambda: plots.layers.histogram_grid(axes(1, 1), [[HISTOGRAMS]], rows=[], columns=["b"]),
        ValueError,
        "rows must hold 1 strings, one a row, got 0",
    ),
    (
        lambda: plots.layers.histogram_grid(axes(1, 1), [[HISTOGRAMS]], rows=[1], columns=["b"]),
        TypeError,
        "a label of rows, columns or quantity must be a string, got int 1",
    ),
    (
        lambda: plots.maps.cobweb(ax(), [0, 1], [0, 1, 2], [1]),
        ValueError,
        r"mapped must have shape \(2,\), got \(3,\)",
    ),
    (
        lambda: plots.maps.cobweb(ax(), [0, 1], [0, 1], []),
        ValueError,
        r"path must have shape \(layers,\), got \(0,\)",
    ),
    (
        lambda: plots.maps.cobweb(ax(), "q", [0, 1], [1]),
        TypeError,
        "values must hold real numbers, got str 'q'",
    ),
    (
        lambda: plots.maps.pair(ax(), {1: 1.5}),
        ValueError,
        r"correlations\[1\] must lie between -1 and 1",
    ),
    (
        lambda: plots.maps.pair(ax(), {}),
        ValueError,
        "correlations must hold at least one layer, got none",
    ),
    (
        lambda: plots.maps.pair(ax(), [0.5]),
        TypeError,
        "correlations must be a dict of layer -> correlation, got list",
    ),
    (
        lambda: plots.fans.layer(None, np.ones((6, 4)), (4, 6), output=0, input=0),
        TypeError,
        "ax must be a matplotlib Axes, got NoneType",
    ),
    (
        lambda: plots.fans.layer(ax(), np.ones(6), (4, 6), output=0, input=0),
        ValueError,
        r"products must have shape \(outputs, inputs\), got \(6,\)",
    ),
    (
        lambda: plots.fans.layer(ax(), np.ones((6, 4)), (4, 6), output=6, input=0),
        ValueError,
        "output must be below 6, as products has so many, got 6",
    ),
    (
        lambda: plots.fans.layer(ax(), np.ones((6, 4)), (3, 6), output=0, input=0),
        ValueError,
        "channels must divide the 4 inputs, got int 3",
    ),
    (
        lambda: plots.explorers.lines_by_scheme(
            ax(), {"he": np.ones(3)}, "xavier", title="a", quantity="b"
        ),
        ValueError,
        "unknown scheme chosen 'xavier'; known are he",
    ),
    (
        lambda: plots.explorers.lines_by_scheme(
            ax(), {"he": np.ones(3), "xavier": np.ones(2)}, "he", title="a", quantity="b"
        ),
        ValueError,
        r"lines\['xavier'\] must have shape \(3,\), got \(2,\)",
    ),
    (
        lambda: plots.explorers.lines_by_scheme(
            ax(), {"he": np.ones(3)}, "he", held=np.ones(3), title="a", quantity="b"
        ),
        TypeError,
        "held must be a boolean array, got an array of dtype float64",
    ),
    (
        lambda: plots.explorers.bound_and_std(ax(), -1.0, "he", {"bound": 1, "density": 1}),
        ValueError,
        "variance must be above 0, got -1.0",
    ),
    (
        lambda: plots.explorers.bound_and_std(ax(), 1.0, "gelu", {"bound": 1, "density": 1}),
        ValueError,
        "unknown scheme 'gelu'; known are",
    ),
    (
        lambda: plots.explorers.bound_and_std(ax(), 1.0, "he", {"bound": 1}),
        ValueError,
        "largest must have 'density', got 'bound'",
    ),
    (
        lambda: plots.explorers.factors(ax(), {"xavier": (1, 2, 3)}, {"xavier": "Xavier"}),
        ValueError,
        r"factors\['xavier'\] must have shape \(2,\), got \(3,\)",
    ),
    (
        lambda: plots.explorers.factors(ax(), {"xavier": (1, 2)}, {}),
        ValueError,
        "labels must have 'xavier', got",
    ),
    (
        lambda: plots.explorers.ridges(axes(1, 2), {"he": [{}]}, {"he": "He"}, "state"),
        ValueError,
        "nets must hold 2 schemes, one a column, got 1",
    ),
    (
        lambda: plots.explorers.ridges(axes(2, 1), {"he": [{}]}, {"he": "He"}, "state"),
        ValueError,
        r"nets\['he'\] must hold 2 layers, one a row, got 1",
    ),
    (
        lambda: plots.explorers.ridges(axes(1, 1), {"he": [{}]}, {"he": "He"}, None),
        TypeError,
        "quantity must be a string, got NoneType None",
    ),
    (
        lambda: plots.explorers.ridges([], {}, {}, "state"),
        ValueError,
        "axes must hold at least one Axes, got none",
    ),
    (
        lambda: plots.style.scheme_of(None),
        TypeError,
        "label must be a string, got NoneType",
    ),
    (
        lambda: plots.style.colors_of("tanh"),
        TypeError,
        "labels must be a sequence of strings, got str 'tanh'",
    ),
    (
        lambda: plots.style.colors_of(list("abcde")),
        ValueError,
        "labels must hold at most 4 without a scheme, got 5",
    ),
    (
        lambda: plots.style.plain_powers(ax()),
        TypeError,
        "axis must be a matplotlib Axis, got Axes",
    ),
    (
        lambda: plots.style.ramp(0),
        ValueError,
        "layers must be at least 1, got 0",
    ),
    (
        lambda: plots.ratios.measured_over_predicted(ax(), {}, quantity="variance"),
        ValueError,
        "predictions must hold 1 or 2, got 0",
    ),
    (
        lambda: plots.ratios.measured_over_predicted(ax(), [1], quantity="variance"),
        TypeError,
        "predictions must be a dict of label -> experiments, got list",
    ),
    (
        lambda: plots.ratios.measured_over_predicted(
            ax(), {"a": {"b": INTERVAL}}, quantity="variance"
        ),
        ValueError,
        r"predictions\['a'\]\['b'\] must have shape \(\), got \(3,\)",
    ),
    (
        lambda: plots.signals.measured_over_predicted(ax(), {"a": ONE}, {"b": ONE}),
        ValueError,
        r"predictions\['assumption mended'\] must have 'a', got 'b'",
    ),
]
