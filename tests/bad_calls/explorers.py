"""Bad calls of the explorers: a call, its error, and what it says."""

from initnotes import explorers
from initnotes.explorers import controls
from tests.bad_calls.given import BINS, NAN, PREDICTED, explorer

CALLS = [
    (lambda: explorers.named("deep"), ValueError, "unknown explorer 'deep'; known are bound"),
    (lambda: explorers.bound.explore(scheme="he"), ValueError, "unknown scheme 'he'; known are"),
    (lambda: explorers.depth.explore(depth=1), ValueError, "depth must be one of 2, .*got 1"),
    (lambda: explorers.compromise.explore(fan_in=7), ValueError, "fan_in must be one.*got 7"),
    (lambda: controls.Choice("a", "", {"b": ""}, 5), TypeError, "a must be one of.*got 5"),
    (lambda: controls.Slider(5, "", (1, 2), 1), TypeError, "name must be a string, got int 5"),
    (
        lambda: controls.Slider("a", "", 5, 5),
        TypeError,
        "values must be a tuple of numbers, got int 5",
    ),
    (
        lambda: controls.Slider("a", "", (1, NAN), 1),
        TypeError,
        r"values\[1\] must be a number, got an array",
    ),
    (lambda: controls.Slider("a", "", (), 1), ValueError, "values must hold at least one number"),
    (
        lambda: controls.Choice("a", "", ["b"], "b"),
        TypeError,
        "options must be a dict of name -> label, got list",
    ),
    (lambda: controls.Switch("a", None), TypeError, "label must be a string, got NoneType None"),
    (
        lambda: explorers.depth.tapered_widths(inputs=1, first=0, last=2, outputs=1, depth=2),
        ValueError,
        "first must be at least 1, got 0",
    ),
    (
        lambda: explorers.depth.tapered_widths(inputs=1, first=2, last=2, outputs=1, depth=2.5),
        TypeError,
        "depth must be an integer, got float 2.5",
    ),
    (
        lambda: explorers.depth.level([1.0], [0.0]),
        ValueError,
        "origins must be above 0, got 0.0",
    ),
    (
        lambda: explorers.depth.level([1.0, 2.0], [1.0, 2.0, 3.0]),
        ValueError,
        r"values and origins must have shapes that broadcast, got \(2,\) and \(3,\)",
    ),
    (
        lambda: explorers.depth.state_correlations([1, 10, 10], "xavier", "tanh"),
        ValueError,
        "widths must begin with at least 2 inputs, got 1",
    ),
    (
        lambda: explorers.histograms.layer_bins(5, "state"),
        TypeError,
        "predicted must be a Theory, got int 5",
    ),
    (
        lambda: explorers.histograms.layer_bins(PREDICTED, "states"),
        ValueError,
        "unknown family 'states'; known are activation",
    ),
    (
        lambda: explorers.histograms.spike([1, 2], BINS),
        ValueError,
        r"counts must have shape \(10,\), got \(2,\)",
    ),
    (
        lambda: explorers.histograms.spike([1, 2], (0, 1)),
        TypeError,
        "bins must be Bins, got tuple",
    ),
    (
        lambda: explorers.histograms.small_net("gelu", "he"),
        ValueError,
        "unknown activation 'gelu'; known are identity",
    ),
    (
        lambda: explorers.histograms.layers("tanh", ["he"], "state"),
        TypeError,
        r"scheme must be a name, got list \['he'\]",
    ),
    (lambda: explorers.static.read("d4.js"), ValueError, "unknown file 'd4.js'; known are bound"),
    (
        lambda: explorers.stills.still(None),
        TypeError,
        "draw must be a function of one Axes or an array of them, got NoneType",
    ),
    (
        lambda: explorers.stills.still(len, size=3),
        ValueError,
        r"size must have shape \(2,\), got \(\)",
    ),
    (lambda: explorers.stills.still(len, rows=0), ValueError, "rows must be at least 1, got 0"),
    (lambda: explorer(title=5), TypeError, "title must be a string, got int 5"),
    (lambda: explorer(still="PNG"), TypeError, "still must be the bytes of a PNG, got str 'PNG'"),
    (
        lambda: explorer(controls=("bound",)),
        TypeError,
        "a control must be a Slider, a Choice or a Switch, got str 'bound'",
    ),
    (
        lambda: explorer(key=(("disc", "he", "a dot"),)),
        ValueError,
        "unknown look in key 'disc'; known are area",
    ),
    (
        lambda: explorer(key=(("dot", "blue", "a dot"),)),
        ValueError,
        "unknown color in key 'blue'; known are .*xavier",
    ),
    (
        lambda: explorers.bound.uses_fan_out("glorot2010"),
        ValueError,
        "unknown scheme 'glorot2010'; known are",
    ),
]
