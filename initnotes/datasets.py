"""Inputs for the experiments: real images and Gaussian noise."""

from importlib.resources import files
from typing import NamedTuple

import numpy as np

from initnotes.checks import as_dtype, as_floats, check_generator, check_positive_integer

# A pixel counts the inked ones among the 4 x 4 pixels it stands for.
_FULL_PIXEL = 16


class Digits(NamedTuple):
    """Images and their labels, row by row.

    Attributes
    ----------
    images : float64 array of shape (count, features)
    labels : int64 array of shape (count,)

    Examples
    --------
    >>> from initnotes import datasets
    >>> datasets.digits().labels.max()
    np.int64(9)
    """

    images: np.ndarray
    labels: np.ndarray


def digits():
    """The 1797 UCI handwritten digits: images (1797, 64) in [0, 1] and labels (1797,) in 0..9.

    A row is an 8 x 8 image, row after row: `images[k].reshape(8, 8)`. A pixel is the inked share of
    the area it stands for, a multiple of 1/16; 0 is paper.

    Source: Alpaydin & Kaynak (1998), Optical Recognition of Handwritten Digits, test set, UCI
    Machine Learning Repository, https://doi.org/10.24432/C50P49, CC BY 4.0.

    Examples
    --------
    >>> from initnotes import datasets
    >>> images, labels = datasets.digits()
    >>> images.shape, labels[:5].tolist()
    ((1797, 64), [0, 1, 2, 3, 4])
    """
    with files("initnotes").joinpath("data/digits.npz").open("rb") as file, np.load(file) as stored:
        return Digits(
            images=stored["images"].astype(np.float64) / _FULL_PIXEL,
            labels=stored["labels"].astype(np.int64),
        )


def standardize(images):
    """Shift and scale `images` so that over all entries E x = 0 and E[x^2] = 1.

    One mean and one std serve every pixel. The theory asks for these two moments of the input as a
    whole; a mean and a std for each pixel would divide by 0 where a pixel never changes (three of
    the digits' 64 are always 0), and would blow up the noise of those that hardly do.

    Parameters
    ----------
    images : array of any shape
        float32 and float64 stay what they are; all else becomes float64.

    Raises
    ------
    TypeError
        If `images` does not hold real numbers.
    ValueError
        If `images` is empty, holds NaN or infinity, or has the same value everywhere.

    Examples
    --------
    >>> from initnotes import datasets
    >>> datasets.standardize([[0, 4], [4, 0]]).tolist()
    [[-1.0, 1.0], [1.0, -1.0]]
    """
    images = as_floats(images, "images")
    if images.size == 0:
        raise ValueError(f"images must have at least 1 entry, got shape {images.shape}")
    exact = images.astype(np.float64)
    # Not `std == 0`: the mean of equal values can miss them by its rounding.
    if np.ptp(exact) == 0:
        raise ValueError(f"images must hold at least 2 different values, got only {exact.flat[0]}")
    centered = exact - exact.mean()
    return (centered / centered.std()).astype(images.dtype)


def gaussian(count, features, *, rng, dtype=np.float64):
    """Independent N(0, 1) inputs of shape (count, features): E x = 0 and E[x^2] = 1.

    Raises ValueError if `count` or `features` is below 1 or `dtype` is neither float32 nor float64,
    TypeError if they are not integers or `rng` is not a `numpy.random.Generator`.

    Examples
    --------
    >>> import numpy as np
    >>> from initnotes import datasets
    >>> datasets.gaussian(300, 64, rng=np.random.default_rng(0)).shape
    (300, 64)
    """
    check_positive_integer(count, "count")
    check_positive_integer(features, "features")
    check_generator(rng)
    return rng.standard_normal((count, features), dtype=as_dtype(dtype))
