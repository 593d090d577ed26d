import numpy as np
import pytest

from initnotes import checks


@pytest.mark.parametrize(
    ("check", "good"),
    [
        (lambda value: checks.check_positive_integer(value, "n"), [1, np.int64(3)]),
        (lambda value: checks.check_finite(value, "x"), [0, -1.5, np.ones(3), []]),
        (lambda value: checks.check_not_negative(value, "x"), [0, 1.5, np.zeros(2)]),
        (lambda value: checks.check_positive(value, "x"), [1e-300, np.ones(2)]),
        (lambda value: checks.check_shape(value, (2, 3), "x"), [np.ones((2, 3))]),
        (lambda value: checks.check_name(value, {"a", "b"}, "letter"), ["a", "b"]),
        (checks.check_generator, [np.random.default_rng(0)]),
    ],
)
def test_good_values_pass(check, good):
    for value in good:
        check(value)


@pytest.mark.parametrize(
    ("check", "error", "message"),
    [
        (lambda: checks.check_positive_integer(0, "n"), ValueError, "n must be at least 1, got 0"),
        (lambda: checks.check_positive_integer(True, "n"), TypeError, "integer, got bool True"),
        (lambda: checks.check_positive_integer(1.0, "n"), TypeError, r"integer, got float 1\.0"),
        (
            lambda: checks.check_finite([1, np.nan, np.inf], "x"),
            ValueError,
            "x must be finite, got 2 NaN or infinite out of 3 values",
        ),
        (lambda: checks.check_not_negative([1, -2], "x"), ValueError, "at least 0, got -2"),
        (lambda: checks.check_positive([1, 0], "x"), ValueError, "x must be above 0, got 0"),
        (
            lambda: checks.check_shape(np.ones(2), (3,), "x"),
            ValueError,
            r"x must have shape \(3,\), got \(2,\)",
        ),
        (
            lambda: checks.check_name("c", {"b", "a"}, "letter"),
            ValueError,
            "unknown letter 'c'; known are a, b",
        ),
        (lambda: checks.check_generator(7), TypeError, "numpy.random.Generator.*got int 7"),
    ],
)
def test_bad_values_are_named(check, error, message):
    with pytest.raises(error, match=message):
        check()
