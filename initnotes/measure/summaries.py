"""The mean, variance and histogram of an array, in little more time than it takes to read it."""

from dataclasses import dataclass

import numpy as np

from initnotes.checks import (
    as_list,
    check_finite,
    check_instance,
    check_number,
    check_positive_integer,
    check_real,
)

# Entries summed in their own precision before float64 takes over: the rounding stays near 1e-7.
ROW = 1 << 10
# Entries counted at a time: many enough to hide the calls, few enough for buffers in the cache.
BLOCK = 1 << 17


@dataclass(frozen=True)
class Bins:
    """`count` equal bins between `low` and `high`; each holds its lower edge.

    Examples
    --------
    >>> from initnotes import measure
    >>> measure.Bins(-1, 1, 4).centers.tolist()
    [-0.75, -0.25, 0.25, 0.75]
    """

    low: float
    high: float
    count: int = 100

    def __post_init__(self):
        check_number(self.low, "low")
        check_number(self.high, "high")
        check_positive_integer(self.count, "count")
        if self.low >= self.high:
            raise ValueError(f"low must be below high, got low={self.low} and high={self.high}")
        if max(abs(self.low), abs(self.high)) > 1e300 or self.width < 1e-300:
            raise ValueError(
                "bins must lie within +-1e300 and be at least 1e-300 wide, "
                f"got low={self.low}, high={self.high} and count={self.count}"
            )

    @property
    def edges(self):
        """The count + 1 edges."""
        return np.linspace(self.low, self.high, self.count + 1)

    @property
    def centers(self):
        """The middle of each bin."""
        edges = self.edges
        return (edges[:-1] + edges[1:]) / 2

    @property
    def width(self):
        """Width of one bin."""
        return (self.high - self.low) / self.count


@dataclass(frozen=True)
class Summary:
    """Size, mean, variance and histogram of all entries of one array.

    Attributes
    ----------
    size : int
    mean : float
    variance : float
        About the mean, divided by size.
    bins : Bins
    counts : integer array, shape (bins.count,)
    below : int
        Entries under bins.low.
    above : int
        Entries from bins.high on: none is lost, so counts.sum() + below + above == size.

    Examples
    --------
    >>> from initnotes import measure
    >>> summary = measure.summarise([1, 1, 3, 9], measure.Bins(0, 4, 2))
    >>> summary.density.tolist(), summary.above, summary.second_moment
    ([0.25, 0.125], 1, 23.0)
    """

    size: int
    mean: float
    variance: float
    bins: Bins
    counts: np.ndarray
    below: int
    above: int

    @property
    def second_moment(self):
        """E[x**2] = variance + mean**2."""
        return self.variance + self.mean**2

    @property
    def density(self):
        """Each bin's share of all entries, divided by the bin's width, shape (bins.count,)."""
        return self.counts / (self.size * self.bins.width)


def summarise(array, bins):
    """The `Summary` of an array of any shape.

    Entry x belongs to bin floor((x - bins.low) / bins.width), worked out in float32 for a
    float32 array and in float64 for any other. By that rounding, an entry nearer to an edge
    than bins.width / 2**16 + 2 eps max(abs(bins.low), abs(bins.high)) may fall on either side
    of it, where eps is the machine epsilon.

    Raises ValueError if the array is empty or holds a NaN or an infinity.

    Examples
    --------
    >>> from initnotes import measure
    >>> summary = measure.summarise([[1.0, 1.0], [3.0, 3.0]], measure.Bins(0, 4, 2))
    >>> summary.mean, summary.variance, summary.counts.tolist()
    (2.0, 1.0, [2, 2])
    """
    check_real(array, "array")
    check_instance(bins, Bins, "bins", "a Bins")
    array = np.asarray(array)
    flat = array.ravel(order="K")
    if flat.dtype not in (np.float32, np.float64):
        flat = flat.astype(np.float64)
    if not flat.size:
        raise ValueError("array must hold at least one value, got none")
    mean, variance = _mean_and_variance(flat)
    counts = _count(flat, bins)
    below, above = int(counts[0]), int(counts[-1])
    return Summary(flat.size, mean, variance, bins, counts[1:-1], below, above)


def pool(summaries):
    """The `Summary` of all the arrays behind `summaries` together, which share their bins.

    Examples
    --------
    >>> from initnotes import measure
    >>> bins = measure.Bins(0, 4, 2)
    >>> pooled = measure.pool([measure.summarise([1.0], bins), measure.summarise([3.0], bins)])
    >>> pooled.mean, pooled.variance
    (2.0, 1.0)
    """
    summaries = as_list(summaries, "summaries", "Summary")
    for number, summary in enumerate(summaries):
        check_instance(summary, Summary, f"summaries[{number}]", "a Summary")
    if not summaries:
        raise ValueError("summaries must hold at least one summary, got none")
    bins = summaries[0].bins
    if any(summary.bins != bins for summary in summaries):
        raise ValueError("summaries must share their bins, got different ones")
    sizes = np.array([summary.size for summary in summaries])
    mean = np.average([summary.mean for summary in summaries], weights=sizes)
    variance = np.average(
        [summary.variance + (summary.mean - mean) ** 2 for summary in summaries], weights=sizes
    )
    return Summary(
        int(sizes.sum()),
        float(mean),
        float(variance),
        bins,
        np.sum([summary.counts for summary in summaries], axis=0),
        sum(summary.below for summary in summaries),
        sum(summary.above for summary in summaries),
    )


def _mean_and_variance(flat):
    mean, second_moment = _moments(flat)
    limits = np.finfo(flat.dtype)
    if not float(limits.tiny / limits.eps) < second_moment < np.inf:
        check_finite(flat, "array")
        if flat.dtype != np.float64:  # only the squares leave the range of float32
            return _mean_and_variance(flat.astype(np.float64))
        if second_moment == np.inf:
            return mean, second_moment
    if mean * mean > second_moment / 2:  # the difference would lose digits: start from the mean
        shift = flat.dtype.type(mean)
        mean, second_moment = _moments(flat - shift)
        return float(shift) + mean, max(second_moment - mean * mean, 0.0)
    return mean, second_moment - mean * mean


def _moments(flat):
    """E[x] and E[x**2]: rows are summed in the array's own precision, their sums in float64."""
    rows = flat[: flat.size // ROW * ROW].reshape(-1, ROW)
    rest = flat[rows.size :].astype(np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        total = np.vecdot(rows, np.ones(ROW, rows.dtype)).sum(dtype=np.float64) + rest.sum()
        squares = np.vecdot(rows, rows).sum(dtype=np.float64) + np.vecdot(rest, rest)
    return float(total / flat.size), float(squares / flat.size)


def _count(flat, bins):
    """How many entries lie below the bins, in each of them, and above: bins.count + 2 cells.

    The cells are numbered from `first`, a power of two that they do not double: all positions
    then have one floating-point spacing, coarse enough to put an edge itself in the right bin.
    Most time goes into the increments, one an entry. So where a number fits a byte, two are
    read as one 16-bit number and counted together, in a table of pairs: the counts are its
    row sums and column sums.
    """
    cells = bins.count + 2
    first = 1 << max(7, (cells - 1).bit_length())
    paired = first == 128  # first + cells fits a byte
    near_one = bins.width > 1e-30 and max(abs(bins.low), abs(bins.high)) < 1e30
    precision = flat.dtype.type if paired and near_one else np.float64
    scale = precision(1 / bins.width)
    offset = precision(first + 1 - bins.low / bins.width)

    size = min(flat.size + 1, BLOCK)
    positions = np.empty(size, precision)
    numbers = np.empty(size, np.uint8 if paired else np.intp)
    pairs = np.empty(size // 2, np.intp)
    table = np.zeros(cells * 256 if paired else cells, np.intp)
    for start in range(0, flat.size, BLOCK):
        block = flat[start : start + BLOCK]
        position, number = positions[: block.size], numbers[: block.size]
        with np.errstate(over="ignore"):  # an infinity is clipped like any other
            np.multiply(block, scale, out=position)
        position += offset
        np.clip(position, first, first + cells - 1, out=position)
        np.copyto(number, position, casting="unsafe")
        number -= first
        if paired:
            numbers[block.size : block.size + 1] = 0  # an odd block's last entry needs a partner
            half = (block.size + 1) // 2
            np.copyto(pairs[:half], numbers[: 2 * half].view(np.uint16))
            number = pairs[:half]
        np.add.at(table, number, 1)
    if not paired:
        return table
    table = table.reshape(cells, 256)[:, :cells]
    counts = table.sum(axis=0) + table.sum(axis=1)
    counts[0] -= flat.size % 2  # the partner
    return counts
