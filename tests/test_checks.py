"""What each check lets through, and what it says of the rest."""

import numpy as np
import pytest

from initnotes import checks

MASKED = np.ma.masked_array([1.0, 2.0], mask=[False, True])


def check(function, *arguments):
    return lambda value: function(value, *arguments)


@pytest.mark.parametrize(
    ("call", "good"),
    [
        (check(checks.check_positive_integer, "n"), [1, 2, np.int64(3), np.uint8(1)]),
        (check(checks.check_number, "x"), [0, -1.5, np.float32(2), np.int64(-3)]),
        (check(checks.check_flag, "x"), [True, False, np.True_]),
        (check(checks.check_real, "x"), [0, [1, 2.5], np.ones(2, "f"), np.nan, np.inf, [], [[1]]]),
        (check(checks.check_finite, "x"), [0, -1.5, np.ones(3), [], [1e308, 1e308], [3e38]]),
        (check(checks.check_not_negative, "x"), [0, 1.5, np.zeros(2), [0, 1]]),
        (check(checks.check_positive, "x"), [1e-300, np.ones(2)]),
        (check(checks.check_shape, (2, 3), "x"), [np.ones((2, 3)), [[1, 2, 3], [4, 5, 6]]]),
        (check(checks.check_shape, ("batch", 3), "x"), [np.ones((1, 3)), np.ones((7, 3))]),
        (check(checks.check_shape, (), "x"), [1.0]),
        (check(checks.check_name, {"a", "b"}, "letter"), ["a", "b"]),
        (lambda value: checks.check_broadcast(x=value, y=np.ones(3)), [1, np.ones((2, 1))]),
        (checks.check_generator, [np.random.default_rng(0)]),
    ],
)
def test_good_values_pass(call, good):
    for value in good:
        assert call(value) is None


NOT_NUMBERS = [("1", "str '1'"), (None, "NoneType None"), (True, "bool True"), (1j, "complex 1j")]


@pytest.mark.parametrize(
    ("call", "bad"),
    [
        (
            check(checks.check_positive_integer, "n"),
            [
                *(
                    (value, TypeError, f"n must be an integer, got {seen}")
                    for value, seen in [*NOT_NUMBERS, (1.0, "float 1.0")]
                ),
                (0, ValueError, "n must be at least 1, got 0"),
                (-3, ValueError, "n must be at least 1, got -3"),
            ],
        ),
        (
            check(checks.check_number, "x"),
            [
                *(
                    (value, TypeError, f"x must be a number, got {seen}")
                    for value, seen in [*NOT_NUMBERS, ([1.0], r"list \[1\.0\]")]
                ),
                (np.nan, ValueError, "x must be finite, got 1 NaN or infinite out of 1 values"),
                (-np.inf, ValueError, "x must be finite"),
            ],
        ),
        (
            check(checks.check_flag, "x"),
            [
                (1, TypeError, "x must be True or False, got int 1"),
                ("yes", TypeError, "x must be True or False, got str 'yes'"),
            ],
        ),
        (
            check(checks.check_real, "x"),
            [
                (MASKED, TypeError, "x must be a plain array, got a masked one: fill it or drop"),
                ([[1, 2], [3]], ValueError, "x must be one array of numbers, got ragged rows"),
                (1j, TypeError, "x must hold real numbers, got complex 1j"),
                ("a", TypeError, "x must hold real numbers, got str 'a'"),
                (None, TypeError, "x must hold real numbers, got NoneType None"),
                ([True], TypeError, r"x must hold real numbers, got list \[True\]"),
                (np.ones(2, complex), TypeError, r"dtype complex128 and shape \(2,\)"),
            ],
        ),
        (
            check(checks.check_finite, "x"),
            [
                ([1, np.nan, np.inf], ValueError, "got 2 NaN or infinite out of 3 values"),
                ([np.inf, -np.inf], ValueError, "got 2 NaN or infinite out of 2 values"),
                (np.float32("nan"), ValueError, "got 1 NaN or infinite out of 1 values"),
                (MASKED, TypeError, "x must be a plain array"),
            ],
        ),
        (
            check(checks.check_not_negative, "x"),
            [
                ([1, -2], ValueError, "x must be at least 0, got -2"),
                (-1e-300, ValueError, "x must be at least 0, got -1e-300"),
                (np.nan, ValueError, "x must be finite"),
            ],
        ),
        (
            check(checks.check_positive, "x"),
            [
                ([1, 0], ValueError, "x must be above 0, got 0"),
                ([1, -1, 0], ValueError, "x must be above 0, got -1"),
                (np.inf, ValueError, "x must be finite"),
            ],
        ),
        (
            check(checks.check_shape, (3,), "x"),
            [
                (np.ones(2), ValueError, r"x must have shape \(3,\), got \(2,\)"),
                (np.ones((3, 1)), ValueError, r"x must have shape \(3,\), got \(3, 1\)"),
                (1.0, ValueError, r"x must have shape \(3,\), got \(\)"),
            ],
        ),
        (
            check(checks.check_shape, ("batch", 3), "x"),
            [
                (np.ones((0, 3)), ValueError, r"x must have shape \(batch, 3\), got \(0, 3\)"),
                (np.ones((2, 4)), ValueError, r"x must have shape \(batch, 3\), got \(2, 4\)"),
            ],
        ),
        (
            check(checks.check_name, {"b", "a"}, "letter"),
            [
                ("c", ValueError, "unknown letter 'c'; known are a, b"),
                (3, TypeError, "letter must be a name, got int 3"),
                (["a"], TypeError, r"letter must be a name, got list \['a'\]"),
            ],
        ),
        (
            checks.check_generator,
            [
                (7, TypeError, r"numpy.random.Generator, such as .*default_rng\(0\), got int 7"),
                (np.random, TypeError, "got module <module"),
            ],
        ),
    ],
)
def test_bad_values_are_named(call, bad):
    for value, error, message in bad:
        with pytest.raises(error, match=message):
            call(value)


@pytest.mark.parametrize(
    ("call", "good", "bad"),
    [
        (
            check(checks.check_callable, "f", "a state"),
            [len, lambda s: s],
            [(3, TypeError, "f must be a function of a state, got int 3")],
        ),
        (
            check(checks.check_string, "name"),
            ["", "a"],
            [(b"a", TypeError, "name must be a string, got bytes b'a'")],
        ),
        (
            check(checks.check_instance, dict, "bins", "a dict of Bins"),
            [{}],
            [([], TypeError, r"bins must be a dict of Bins, got list \[\]")],
        ),
        (
            check(checks.check_array, "x"),
            [np.ones(2), np.array([1, 2]), np.array([np.nan])],
            [
                ([1.0], TypeError, r"x must be an array, got list \[1\.0\]"),
                (np.array(["a"]), TypeError, "x must hold real numbers"),
                (MASKED, TypeError, "x must be a plain array"),
            ],
        ),
        (
            checks.check_widths,
            [[1, 2], (3, 4, 5), np.array([2, 3])],
            [
                ([3], ValueError, r"at least an input and an output, got \[3\]"),
                ([3, 0], ValueError, r"widths\[1\] must be at least 1, got 0"),
                ([2.0, 3], TypeError, r"widths\[0\] must be an integer, got float"),
                ("23", TypeError, "widths must be a sequence of integers, got str '23'"),
            ],
        ),
    ],
)
def test_newer_checks_let_through_and_name(call, good, bad):
    for value in good:
        assert call(value) is None
    for value, error, message in bad:
        with pytest.raises(error, match=message):
            call(value)


def test_a_list_is_made_of_what_has_an_order():
    for ordered in ([1, 2], (1, 2), np.array([1, 2]), range(1, 3), iter([1, 2])):
        assert checks.as_list(ordered, "x", "numbers") == [1, 2]
    for other in ("ab", b"ab", {1: 2}, {1}, frozenset([1]), int, 3, np.array(3), np.float64(3)):
        with pytest.raises(TypeError, match="x must be a sequence of numbers, got"):
            checks.as_list(other, "x", "numbers")


def test_a_number_stays_a_number_and_anything_else_becomes_floats():
    for number in (3, 2.5):
        assert checks.as_numbers(number, "x") is number
    assert checks.as_numbers([1, 2], "x").dtype == np.float64
    assert checks.as_numbers(np.float32(2), "x").dtype == np.float32
    for bad, error in (
        (True, TypeError),
        ("a", TypeError),
        (np.nan, ValueError),
        ([1j], TypeError),
    ):
        with pytest.raises(error, match="x must"):
            checks.as_numbers(bad, "x")


def test_dtypes_are_two():
    assert checks.as_dtype("float32") == np.float32 and checks.as_dtype(float) == np.float64
    with pytest.raises(ValueError, match="dtype must be float32 or float64, got int64"):
        checks.as_dtype(np.int64)
    with pytest.raises(TypeError, match="dtype must be float32 or float64, got str 'real'"):
        checks.as_dtype("real")


def test_covariances_are_square_symmetric_and_positive_semidefinite_up_to_rounding():
    near = np.array([[1.0, 1 + 5e-7], [1.0, 1.0]])
    assert checks.as_covariance(near, "k") is near
    assert checks.as_covariance([[2, 1], [1, 2]], "k").dtype == np.float64
    assert checks.as_covariance(np.eye(2, dtype="f"), "k").dtype == np.float64
    assert not checks.as_covariance(np.zeros((2, 2)), "k").any()
    for bad, message in (
        (np.ones((2, 3)), r"k must have shape \(n, n\), got \(2, 3\)"),
        ([[1, 2e-6], [0, 1]], "k must be symmetric"),
        ([[1, 0.5], [0.2, 1]], "k must be symmetric"),
        ([[1, 1 + 2e-6], [1 + 2e-6, 1]], "positive semidefinite, got an eigenvalue -2e-06"),
        ([[1e6, 0], [0, -2]], "positive semidefinite, got an eigenvalue -2"),
    ):
        with pytest.raises(ValueError, match=message):
            checks.as_covariance(bad, "k")


def test_correlations_lie_between_minus_one_and_one():
    np.testing.assert_array_equal(checks.as_correlation([-1, 0, 1]), [-1.0, 0.0, 1.0])
    assert checks.as_correlation(np.float32(0.5)).dtype == np.float64
    for bad in (1.5, [0, -1.5]):
        with pytest.raises(ValueError, match=r"c must lie between -1 and 1, got -?1\.5"):
            checks.as_correlation(bad, "c")


def test_shapes_that_do_not_broadcast_are_named():
    checks.check_broadcast(a=np.ones((2, 1)), b=np.ones(3), c=1)
    with pytest.raises(ValueError, match=r"a and b must have .* got \(2,\) and \(3,\)"):
        checks.check_broadcast(a=np.ones(2), b=np.ones(3))
    with pytest.raises(TypeError, match="b must hold real numbers"):
        checks.check_broadcast(a=1, b="x")


def test_floats_stay_what_they_are_and_other_numbers_become_float64():
    for dtype in (np.float32, np.float64):
        array = np.ones(3, dtype)
        assert checks.as_floats(array, "x") is array
    for other in ([1, 2], np.ones(2, np.float16), np.ones(2, np.uint8), 3):
        assert checks.as_floats(other, "x").dtype == np.float64
    np.testing.assert_array_equal(checks.as_floats([[1, 2]], "x", ("batch", 2)), [[1.0, 2.0]])


@pytest.mark.parametrize(
    ("values", "error", "message"),
    [
        ([[1, 2, 3]], ValueError, r"x must have shape \(batch, 2\), got \(1, 3\)"),
        ([[1, np.nan]], ValueError, "x must be finite"),
        (MASKED, TypeError, "x must be a plain array"),
        (["a"], TypeError, "x must hold real numbers"),
    ],
)
def test_what_is_no_array_of_floats_is_refused(values, error, message):
    with pytest.raises(error, match=message):
        checks.as_floats(values, "x", ("batch", 2))


def test_what_arrived_is_said_in_a_few_words():
    assert checks.described(np.ones((2, 3), "f")) == "an array of dtype float32 and shape (2, 3)"
    assert checks.described("abc") == "str 'abc'"
    assert checks.described("a" * 58) == f"str {'a' * 58!r}"
    long = checks.described("a" * 59)
    assert long == f"str '{'a' * 56}..." and len(long) == 4 + 60


@pytest.mark.parametrize(
    ("call", "good"),
    [
        (check(checks.as_numbers, "x"), [1, 2.5, [1, 2], np.float16(2), np.ones(2, np.float32)]),
        (check(checks.as_list, "x", "numbers"), [[], (1, 2), np.ones(3), range(3)]),
        (check(checks.as_covariance, "x"), [[[2.0]], np.eye(3), np.ones((2, 2))]),
        (checks.as_correlation, [-1, 0.5, [0, 1]]),
    ],
)
def test_a_good_value_is_converted_and_not_changed(call, good):
    for value in good:
        np.testing.assert_array_equal(call(value), value)


def test_numbers_keep_their_precision():
    assert type(checks.as_numbers(1, "x")) is int
    assert checks.as_numbers(np.float32(1), "x").dtype == np.float32
    assert checks.as_numbers(np.int8([100]), "x").dtype == np.float64


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: checks.as_numbers(np.ma.masked, "x"), TypeError, "x must be a plain array"),
        (lambda: checks.as_list({1, 2}, "x", "numbers"), TypeError, "of numbers, got set"),
        (lambda: checks.as_list(np.array(1), "x", "numbers"), TypeError, "numbers, got an array"),
        (lambda: checks.as_covariance([[1, 2], [2, 1]], "x"), ValueError, "an eigenvalue -1"),
        (lambda: checks.as_covariance([[1, 1], [0, 1]], "x"), ValueError, "must be symmetric"),
        (lambda: checks.as_correlation([0, 1.5]), ValueError, r"between -1 and 1, got 1\.5"),
        (
            lambda: checks.check_broadcast(x=np.ones(2), y=np.ones(3)),
            ValueError,
            r"x and y must have shapes that broadcast, got \(2,\) and \(3,\)",
        ),
    ],
)
def test_what_cannot_be_converted_is_named(call, error, message):
    with pytest.raises(error, match=message):
        call()
