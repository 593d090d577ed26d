"""The inputs: what was shipped is what UCI published, and the two moments are what is promised."""

import hashlib
import re
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from initnotes.datasets import digits, gaussian, standardize

# Images per class in optdigits.names, "No of examples in test set", classes 0 to 9.
TEST_SET_COUNTS = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_digits_are_the_whole_uci_test_set():
    images, labels = digits()
    assert images.shape == (1797, 64) and images.dtype == np.float64
    assert labels.shape == (1797,) and labels.dtype == np.int64
    assert np.bincount(labels).tolist() == TEST_SET_COUNTS


def test_a_pixel_is_a_share_of_sixteen():
    images = digits().images
    assert images.min() == 0 and images.max() == 1
    np.testing.assert_array_equal(images * 16, np.round(images * 16))


def test_rows_of_an_image_follow_each_other():
    first = digits().images[0].reshape(8, 8) * 16
    # The set's first image, a zero: its upper stroke, and its hole.
    assert first[0].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    assert first[4].tolist() == [0, 5, 8, 0, 0, 9, 8, 0]


def test_the_shipped_file_has_the_hash_its_readme_gives():
    data = files("initnotes") / "data"
    digest = hashlib.sha256((data / "digits.npz").read_bytes()).hexdigest()
    given_hashes = re.findall(r"[0-9a-f]{64}", (data / "README.md").read_text(encoding="utf-8"))
    assert digest == given_hashes[-1]


def test_each_call_gives_arrays_of_its_own():
    digits().images[:] = -1
    assert digits().images.min() == 0


def test_standardized_digits_have_the_two_moments():
    x = standardize(digits().images)
    assert abs(x.mean()) < 1e-12
    assert abs(np.mean(x**2) - 1) < 1e-12


def test_some_pixels_never_change_so_one_std_per_pixel_would_divide_by_zero():
    assert np.count_nonzero(digits().images.std(axis=0) == 0) == 3


@given(
    arrays(
        np.float64,
        array_shapes(max_dims=3, max_side=6),
        elements=st.integers(-1000, 1000).map(float),
    ).filter(lambda a: np.ptp(a) > 0),
    st.floats(0.5, 100),
    st.floats(-100, 100),
)
def test_standardizing_forgets_shift_and_scale(images, scale, shift):
    x = standardize(images)
    assert x.shape == images.shape
    np.testing.assert_allclose([x.mean(), np.mean(x**2)], [0, 1], atol=1e-9)
    np.testing.assert_allclose(standardize(scale * images + shift), x, atol=1e-6)


@pytest.mark.parametrize(
    ("given_dtype", "returned"),
    [(np.uint8, np.float64), (np.float32, np.float32), (np.float64, np.float64)],
)
def test_standardize_keeps_a_float_dtype(given_dtype, returned):
    assert standardize(np.array([[0, 1], [2, 3]], dtype=given_dtype)).dtype == returned


def test_integers_are_standardized_as_the_numbers_they_are():
    whole = np.array([[0, 3, 250], [7, 7, 1]], dtype=np.uint8)
    x = standardize(whole)
    np.testing.assert_array_equal(x, standardize(whole.astype(np.float64)))
    np.testing.assert_allclose(x, (whole - np.mean(whole)) / np.std(whole))
    half = standardize(np.array([[6e4, 1.0]], dtype=np.float16))
    assert half.dtype == np.float64
    np.testing.assert_allclose(half, [[1, -1]], rtol=1e-12)


def test_moments_of_float32_images_are_taken_in_float64(rng):
    images = (1000 + rng.standard_normal((300, 70))).astype(np.float32)
    exact = standardize(images.astype(np.float64))
    np.testing.assert_array_equal(standardize(images), exact.astype(np.float32))


def test_standardize_leaves_its_argument_alone():
    images = np.array([[0.0, 1.0]])
    standardize(images)
    assert images.tolist() == [[0.0, 1.0]]


@pytest.mark.parametrize(
    ("images", "message"),
    [
        (np.zeros((0, 64)), r"images must have at least 1 entry, got shape \(0, 64\)"),
        (np.full((3, 2), 0.1), "images must hold at least 2 different values, got only 0.1"),
        (np.array([[0.0, np.nan]]), "images must be finite"),
        (np.array([[0.0, np.inf]]), "images must be finite"),
    ],
)
def test_standardize_says_what_was_wrong(images, message):
    with pytest.raises(ValueError, match=message):
        standardize(images)


def moments_z(x):
    """z-scores of the mean and the second moment of x, if its entries are independent N(0, 1)."""
    return np.array([x.mean() * np.sqrt(x.size), (np.mean(x**2) - 1) * np.sqrt(x.size / 2)])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_gaussian_has_the_two_moments(dtype):
    x = gaussian(300, 70, rng=np.random.default_rng(1), dtype=dtype)
    assert x.shape == (300, 70) and x.dtype == dtype
    assert np.all(np.abs(moments_z(x.astype(np.float64))) < 5)


def test_the_moments_reject_a_wrong_scale():
    x = gaussian(300, 70, rng=np.random.default_rng(1))
    for wrong in (1 / np.sqrt(3), np.sqrt(3), 2):
        assert abs(moments_z(wrong * x)[1]) > 5
    assert abs(moments_z(x + 0.1)[0]) > 5


def test_same_seed_gives_same_draw():
    draws = [gaussian(4, 3, rng=np.random.default_rng(7)) for _ in range(2)]
    np.testing.assert_array_equal(*draws)


@pytest.mark.parametrize(
    ("count", "features", "error", "message"),
    [
        (0, 3, ValueError, "count must be at least 1, got 0"),
        (3, -1, ValueError, "features must be at least 1, got -1"),
        (3.0, 3, TypeError, "count must be an integer, got float 3.0"),
    ],
)
def test_gaussian_says_which_size_was_wrong(count, features, error, message):
    with pytest.raises(error, match=message):
        gaussian(count, features, rng=np.random.default_rng(0))


def test_gaussian_wants_a_generator_and_not_a_seed():
    with pytest.raises(TypeError, match=r"rng must be a numpy\.random\.Generator.*got int 0"):
        gaussian(2, 2, rng=0)


def test_gaussian_draws_only_what_numpy_draws():
    with pytest.raises(ValueError, match="dtype must be float32 or float64, got int64"):
        gaussian(2, 2, rng=np.random.default_rng(0), dtype=np.int64)
