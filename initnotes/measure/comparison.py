"""Measured against predicted, layer by layer, in one call."""

from dataclasses import dataclass

import numpy as np

from initnotes.checks import (
    as_list,
    check_instance,
    check_name,
    check_number,
    check_positive_integer,
    described,
)
from initnotes.measure.ensembles import STATISTICS, Ensemble
from initnotes.measure.intervals import LEVEL, TESTS, Interval, critical_value, mean_interval
from initnotes.theory.prediction import Theory

# Draws that differ by no more than rounding, as a given output gradient does, have no spread.
_ROUNDING = 1e-6
_COLUMNS = ("family", "layer", "measured", "interval", "predicted", "ratio", "z-score")


@dataclass(frozen=True)
class Comparison:
    """A statistic of every layer's signals, measured over draws, beside its prediction.

    `print` shows it as a table, Jupyter as a table that is set; `to_dict` gives its columns. All
    arrays have shape (rows,), one row a family and layer.

    Attributes
    ----------
    statistic : str
        "mean", "variance" or "second_moment".
    draws : int
        How many independent nets the measurement is a mean of.
    level : float
        The probability with which a right prediction is rejected in one row.
    family : array of str
    layer : integer array
        Counted from 1.
    interval : Interval
        Mean over the draws and its 95 % interval, by Student's t.
    predicted : array
    z : array
        (measured - predicted) / standard error, which is t-distributed if the prediction is right.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import measure, theory
    >>> net, x = ([50, 80, 60], "xavier", "tanh"), np.ones((1, 50))
    >>> drawn = measure.ensemble(*net, x, draws=10, rng=np.random.default_rng(0))
    >>> compared = measure.compare(drawn, theory.infinite_width(*net, inputs=x))
    >>> compared.rows("state"), compared.rows("state", layers=[2]).layer.tolist()
    (Comparison(second_moment, 2 of 2 rows agree), [2])
    """

    statistic: str
    draws: int
    level: float
    family: np.ndarray
    layer: np.ndarray
    interval: Interval
    predicted: np.ndarray
    z: np.ndarray

    @property
    def measured(self):
        """Mean over the draws."""
        return self.interval.mean

    @property
    def ratio(self):
        """measured / predicted; infinite or NaN where 0 is predicted."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.measured / self.predicted

    @property
    def agrees(self):
        """Whether each row's prediction is within the error: a two-sided t test at `level`."""
        return np.abs(self.z) <= critical_value(self.draws, level=self.level)

    def rows(self, family=None, layers=None):
        """The `Comparison` of some rows only.

        Parameters
        ----------
        family : str, optional
        layers : sequence of int, optional
            Counted from 1.
        """
        kept = np.ones(len(self.layer), dtype=bool)
        if family is not None:
            check_name(family, set(self.family.tolist()), "family")
            kept &= self.family == family
        if layers is not None:
            layers = as_list(layers, "layers", "integers, counted from 1")
            known = self.layer[kept].tolist()
            for number, layer in enumerate(layers):
                check_positive_integer(layer, f"layers[{number}]")
                if layer not in known:
                    raise ValueError(
                        f"layers must be among {sorted(set(known))}, got {described(layer)}"
                    )
            kept &= np.isin(self.layer, layers)
        if not kept.any():
            raise ValueError("layers must hold at least one layer, got none")
        interval = Interval(self.interval.mean[kept], self.interval.half_width[kept])
        columns = (self.family[kept], self.layer[kept], interval, self.predicted[kept])
        return Comparison(self.statistic, self.draws, self.level, *columns, self.z[kept])

    def to_dict(self):
        """The columns by name, as arrays; "low" and "high" are the interval's ends."""
        return {
            "family": self.family,
            "layer": self.layer,
            "measured": self.measured,
            "low": self.interval.low,
            "high": self.interval.high,
            "predicted": self.predicted,
            "ratio": self.ratio,
            "z": self.z,
            "agrees": self.agrees,
        }

    @property
    def verdict(self):
        """One sentence: how many rows agree, by which test."""
        return (
            f"{np.count_nonzero(self.agrees)} of {len(self.layer)} rows agree: abs(z) is at most "
            f"{critical_value(self.draws, level=self.level):.1f}, the quantile of Student's t for "
            f"{self.draws} draws that a right prediction exceeds once in {1 / self.level:,.0f}"
        )

    def __str__(self):
        rows = [_COLUMNS, *self._cells()]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [
            "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])])
            for row in rows
        ]
        return "\n".join([self._title, *lines, self.verdict])

    def __repr__(self):
        agreeing = np.count_nonzero(self.agrees)
        return f"Comparison({self.statistic}, {agreeing} of {len(self.layer)} rows agree)"

    @property
    def _title(self):
        return f"{self.statistic.replace('_', ' ')} over {self.draws} draws"

    def _repr_html_(self):
        head = "".join(f"<th>{name}</th>" for name in _COLUMNS)
        body = "".join(
            f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in self._cells()
        )
        return (
            # Jupyter's and the book's styles know a table of data by pandas' class.
            f'<table class="dataframe"><caption>{self._title}. {self.verdict}.</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def _cells(self):
        columns = self.to_dict()
        shown = ("family", "layer", "measured", "low", "high", "predicted", "ratio", "z")
        for family, layer, measured, low, high, predicted, ratio, z in zip(
            *(columns[name] for name in shown), strict=True
        ):
            yield (
                family.replace("_", " "),
                str(layer),
                f"{measured:.3g}",
                f"[{low:.3g}, {high:.3g}]",
                f"{predicted:.3g}",
                f"{ratio:.3f}",
                f"{round(float(z), 1) + 0.0:.1f}",  # no -0.0
            )


def compare(ensemble, theory, *, families=None, statistic="second_moment", level=LEVEL):
    """Hold an ensemble against a theory, layer by layer: a `Comparison`.

    The measurement is the mean over the draws, with the 95 % interval of Student's t. A row whose
    draws do not vary, such as a given output gradient, has z = 0 where they equal the prediction
    to rounding, and an infinite z where they do not.

    Parameters
    ----------
    ensemble : Ensemble
    theory : Theory
        Of a net with as many layers.
    families : sequence of str, optional
        Which signals; all that were measured if left out.
    statistic : {"second_moment", "variance", "mean"}
        The second moment's mean over draws is what theory predicts at any width. A variance about
        the mean of one draw's few outputs is less than that.
    level : float
        The probability with which a right prediction is rejected in one row.

    Raises
    ------
    TypeError
        On anything but an `Ensemble` and a `Theory`.
    ValueError
        On fewer than 2 draws, an unknown name, or different numbers of layers.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import measure, theory
    >>> rng = np.random.default_rng(0)
    >>> net, x = ([50, 80, 60], "xavier", "tanh"), rng.standard_normal((20, 50))
    >>> drawn = measure.ensemble(*net, x, draws=10, rng=rng)
    >>> compared = measure.compare(drawn, theory.infinite_width(*net, inputs=x))
    >>> compared
    Comparison(second_moment, 3 of 3 rows agree)
    >>> bool(compared.agrees.all()), compared.layer.tolist()
    (True, [1, 2, 1])
    """
    check_instance(ensemble, Ensemble, "ensemble", "an Ensemble")
    check_instance(theory, Theory, "theory", "a Theory")
    check_name(statistic, STATISTICS, "statistic")
    check_number(level, "level")
    if families is None:
        families = ensemble.families
    else:
        families = as_list(families, "families", "names")
    names, layers, draws, predicted = [], [], [], []
    for family in families:
        values = ensemble.values(family, statistic)
        expected = getattr(theory, statistic)(family)
        if values.shape[1] != len(expected):
            raise ValueError(
                f"theory must have {values.shape[1]} layers of {family}, got {len(expected)}"
            )
        names += [family] * len(expected)
        layers += range(1, len(expected) + 1)
        draws.append(values)
        predicted.append(expected)
    if not names:
        raise ValueError("families must hold at least one family, got none")
    draws, predicted = np.concatenate(draws, axis=1), np.concatenate(predicted)
    critical_value(len(draws), level=level)
    interval = mean_interval(draws)
    TESTS[level] += predicted.size
    return Comparison(
        statistic,
        len(draws),
        level,
        np.array(names),
        np.array(layers),
        interval,
        predicted,
        _z(draws, predicted),
    )


def _z(draws, predicted):
    error = draws.std(axis=0, ddof=1) / np.sqrt(len(draws))
    gap = draws.mean(axis=0) - predicted
    rounding = _ROUNDING * np.abs(predicted)
    without_spread = np.where(np.abs(gap) <= rounding, 0.0, np.copysign(np.inf, gap))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(error <= 1e-3 * rounding, without_spread, gap / error)
