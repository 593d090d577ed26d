"""What the signals are: summaries, ensembles over draws, and intervals."""

from initnotes.measure.ensembles import MEASURED, Ensemble, ensemble, measure
from initnotes.measure.intervals import (
    Interval,
    mean_interval,
    t_quantile,
    variance_z_score,
    z_score,
)
from initnotes.measure.summaries import Bins, Summary, pool, summarise

__all__ = [
    "MEASURED",
    "Bins",
    "Ensemble",
    "Interval",
    "Summary",
    "ensemble",
    "mean_interval",
    "measure",
    "pool",
    "summarise",
    "t_quantile",
    "variance_z_score",
    "z_score",
]
