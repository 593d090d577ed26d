"""What the signals are: summaries, ensembles over draws, intervals, comparisons, verdicts."""

from initnotes.measure.claims import Claim, Claims
from initnotes.measure.comparison import Comparison, compare
from initnotes.measure.ensembles import MEASURED, Ensemble, ensemble, summarise_net
from initnotes.measure.histograms import Histogram, compare_histograms
from initnotes.measure.intervals import (
    LEVEL,
    Interval,
    agrees,
    critical_value,
    mean_interval,
    t_quantile,
    variance_z_score,
    z_score,
)
from initnotes.measure.summaries import Bins, Summary, pool, summarise

__all__ = [
    "LEVEL",
    "MEASURED",
    "Bins",
    "Claim",
    "Claims",
    "Comparison",
    "Ensemble",
    "Histogram",
    "Interval",
    "Summary",
    "agrees",
    "compare",
    "compare_histograms",
    "critical_value",
    "ensemble",
    "mean_interval",
    "pool",
    "summarise",
    "summarise_net",
    "t_quantile",
    "variance_z_score",
    "z_score",
]
