"""Bad calls of what measures: a call, its error, and what it says."""

import numpy as np

from initnotes import measure
from tests.bad_calls.given import (
    BINS,
    COMPARED,
    DRAWN,
    INPUTS,
    INTERVAL,
    MASKED,
    NAN,
    PREDICTED,
    SUMMARY,
    WEIGHTS,
    ensemble,
    infinite_width,
    spoiled,
)

CALLS = [
    (lambda: measure.Bins(1, 1), ValueError, "low must be below high, got low=1 and high=1"),
    (lambda: measure.Bins(0, [1]), TypeError, r"high must be a number, got list \[1\]"),
    (lambda: measure.Bins(0, 1, 2.0), TypeError, "count must be an integer, got float 2.0"),
    (lambda: measure.summarise(NAN, BINS), ValueError, "array must be finite, got 1 NaN"),
    (lambda: measure.summarise(MASKED, BINS), TypeError, "array must be a plain.*got a masked"),
    (lambda: measure.summarise(INPUTS, 10), TypeError, "bins must be a Bins, got int 10"),
    (lambda: measure.summarise([], BINS), ValueError, "array must hold at least one.*got none"),
    (lambda: measure.pool([]), ValueError, "summaries must hold at least one summary, got none"),
    (lambda: measure.pool([1]), TypeError, r"summaries\[0\] must be a Summary, got int 1"),
    (
        lambda: measure.pool([SUMMARY, measure.summarise(INPUTS, measure.Bins(-2, 2, 10))]),
        ValueError,
        "summaries must share their bins, got different ones",
    ),
    (lambda: ensemble(scheme=5), TypeError, "scheme must be a Scheme.*got int 5"),
    (lambda: ensemble(activation=5), TypeError, "activation must be an Activ.*got int 5"),
    (lambda: ensemble(rng=np.random), TypeError, "rng must be a numpy.*got module"),
    (lambda: ensemble(draws=True), TypeError, "draws must be an integer, got bool True"),
    (lambda: ensemble(families="state"), TypeError, "families must be a seq.*got str 'state'"),
    (lambda: ensemble(families=["states"]), ValueError, "unknown family 'states'; known are"),
    (
        lambda: ensemble(targets=None, families=["state_gradient"]),
        ValueError,
        "'state_gradient' needs targets or an output_gradient, got neither",
    ),
    (lambda: ensemble(bins=BINS), TypeError, "bins must be a dict of family -> Bins, got Bins"),
    (
        lambda: ensemble(bins={"activation": [BINS] * 3}),
        ValueError,
        r"bins\['activation'\] must hold 1 Bins, got 3",
    ),
    (
        lambda: measure.summarise_net(spoiled(WEIGHTS, 0), INPUTS, "tanh"),
        ValueError,
        r"weights\[0\] must be finite, got 1 NaN",
    ),
    (lambda: DRAWN.values("activation", "median"), ValueError, "unknown statistic 'median'"),
    (lambda: DRAWN.pooled("state"), ValueError, "unknown family 'state'; known are activation"),
    (
        lambda: DRAWN.interval("activation", confidence=95),
        ValueError,
        "confidence must lie between 0 and 1, got 95",
    ),
    (lambda: measure.compare(1, PREDICTED), TypeError, "ensemble must be an Ens.*got int 1"),
    (lambda: measure.compare(DRAWN, DRAWN), TypeError, "theory must be a Theory, got Ensemble"),
    (lambda: measure.compare(DRAWN, PREDICTED, level=2), ValueError, "level must lie.*got 2"),
    (
        lambda: measure.compare(DRAWN, infinite_width(widths=[4, 8, 8, 3])),
        ValueError,
        "theory must have 1 layers of activation, got 2",
    ),
    (lambda: COMPARED.rows(layers=[0]), ValueError, r"layers\[0\] must be at least 1, got 0"),
    (lambda: COMPARED.rows(layers=[9]), ValueError, r"layers must be among \[1, 2\], got int 9"),
    (lambda: measure.t_quantile(0.95, 0), ValueError, "degrees must be at least 1, got 0"),
    (lambda: measure.mean_interval([1.0]), ValueError, r"draws must hold at least 2.*got shape"),
    (lambda: measure.mean_interval(MASKED), TypeError, "draws must be a plain.*got a masked one"),
    (
        lambda: measure.z_score(INPUTS, np.zeros((2, 4))),
        ValueError,
        r"predicted must be a number or have shape \(4,\), got \(2, 4\)",
    ),
    (lambda: measure.agrees([1.0, 1.0], 1), ValueError, "draws must vary.*got a standard error"),
    (lambda: measure.critical_value(1), ValueError, "draws must be at least 2.*got 1"),
    (lambda: measure.variance_z_score(INPUTS, -1), ValueError, "predicted must be.*got -1"),
    (
        lambda: measure.Interval(np.ones(3), np.ones(2)),
        ValueError,
        r"half_width must have the mean's shape \(3,\), got \(2,\)",
    ),
    (
        lambda: INTERVAL.contains(np.ones(2)),
        ValueError,
        r"value must be a number or have shape \(3,\), got \(2,\)",
    ),
    (
        lambda: measure.summarise_net(WEIGHTS, INPUTS, "tanh", targets=[7] * 5, families=["state"]),
        ValueError,
        "targets must lie between 0 and 2, got values from 7 to 7",
    ),
    (lambda: measure.Interval(NAN, np.ones(3)), ValueError, "mean must be finite, got 1 NaN"),
    (
        lambda: measure.Interval(np.ones(3), -np.ones(3)),
        ValueError,
        "half_width must be at least 0, got -1",
    ),
    (lambda: INTERVAL.contains(np.nan), ValueError, "value must be finite, got 1 NaN"),
]
