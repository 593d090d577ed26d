"""What schemes refuse, and what they say of it."""

import numpy as np
import pytest

from initnotes import checks, schemes


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: schemes.scheme("he", slope=1), "he takes the options negative_slope, .* 'slope'"),
        (lambda: schemes.scheme("zero", gain=1), "zero takes the options none, got 'gain'"),
        (lambda: schemes.scheme("constant"), "constant needs variance, got no such option"),
        (lambda: schemes.as_scheme("constant"), "constant needs variance, got no such option"),
        (lambda: schemes.as_scheme(3), r"scheme must be a Scheme.*or the name of one, got int 3"),
        (lambda: schemes.as_scheme(None, "bias_scheme"), "bias_scheme must be a Scheme"),
        (lambda: schemes.scheme(3), "scheme must be a name, got int 3"),
        (lambda: schemes.Scheme(3, min), "name must be a string, got int 3"),
        (lambda: schemes.Scheme("a", 3), "rule must be a function of fan_in and fan_out, got int"),
        (lambda: checks.check_widths("ab"), "widths must be a sequence of integers, got str 'ab'"),
        (lambda: checks.check_widths(3), "widths must be a sequence of integers, got int 3"),
        (lambda: checks.check_widths([3, 2.0]), r"widths\[1\] must be an integer, got float"),
        (lambda: checks.as_dtype("real"), "dtype must be float32 or float64, got str 'real'"),
        (lambda: schemes.xavier(gain="2"), "gain must be a number, got str '2'"),
        (lambda: schemes.constant("1"), "variance must be a number, got str '1'"),
    ],
)
def test_a_wrong_type_is_named(call, message):
    with pytest.raises(TypeError, match=message):
        call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: schemes.xavier().variance(0, 3), "fan_in must be at least 1, got 0"),
        (lambda: schemes.xavier().bound(3, -2), "fan_out must be at least 1, got -2"),
        (lambda: schemes.xavier(gain=0), "gain must be above 0, got 0"),
        (lambda: schemes.xavier(gain=np.nan), "gain must be finite"),
        (lambda: schemes.xavier(distribution="gauss"), "unknown distribution 'gauss'; known are"),
        (lambda: schemes.xavier(distribution="normal").bound(2, 3), "only a uniform scheme"),
        (lambda: schemes.scheme("Kaiming"), "unknown scheme 'Kaiming'; known are backward, const"),
        (lambda: schemes.he(negative_slope=np.inf), "negative_slope must be finite"),
        (lambda: schemes.constant(-1), "variance must be at least 0, got -1"),
        (
            lambda: schemes.Scheme("minus", lambda i, o: i - o).variance(2, 3),
            "the variance that the rule of 'minus' gives must be at least 0, got -1",
        ),
        (lambda: schemes.as_scheme("xaver", "bias_scheme"), "unknown bias_scheme 'xaver'"),
        (lambda: checks.as_dtype(int), "dtype must be float32 or float64, got int64"),
        (lambda: checks.check_widths([3]), r"at least an input and an output, got \[3\]"),
        (lambda: checks.check_widths([3, 0]), r"widths\[1\] must be at least 1, got 0"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("seed", [0, None, np.random.RandomState(0)])
def test_a_seed_is_not_a_generator(seed):
    with pytest.raises(TypeError, match=r"rng must be a numpy\.random\.Generator"):
        schemes.xavier().sample((2, 3), rng=seed)


def test_a_fan_that_is_no_integer_is_refused():
    with pytest.raises(TypeError, match=r"fan_in must be an integer, got float 2\.5"):
        schemes.xavier().variance(2.5, 3)
