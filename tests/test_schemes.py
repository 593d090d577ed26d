from functools import cache

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from initnotes import checks, schemes
from initnotes.measure.intervals import variance_z_score

FAN_IN, FAN_OUT = 500, 300
VARIANCES = {
    "standard": 1 / (3 * FAN_IN),
    "lecun": 1 / FAN_IN,
    "backward": 1 / FAN_OUT,
    "xavier": 2 / (FAN_IN + FAN_OUT),
    "geometric": 1 / np.sqrt(FAN_IN * FAN_OUT),
    "least_squares": (FAN_IN + FAN_OUT) / (FAN_IN**2 + FAN_OUT**2),
    "he": 2 / FAN_IN,
}
names = pytest.mark.parametrize("name", VARIANCES)
distributions = pytest.mark.parametrize("distribution", schemes.DISTRIBUTIONS)
fan = st.integers(1, 5000)


def test_every_scheme_is_listed():
    assert set(VARIANCES) == set(schemes.SCHEMES)
    assert set(schemes.BIAS_SCHEMES) == {"zero", "constant"}


@names
def test_a_schemes_variance_is_its_formulas(name):
    made = schemes.scheme(name)
    assert made.name == name
    assert made.variance(FAN_IN, FAN_OUT) == pytest.approx(VARIANCES[name], rel=1e-14)
    assert made.std(FAN_IN, FAN_OUT) == pytest.approx(VARIANCES[name] ** 0.5, rel=1e-14)


def test_schemes_are_uniform_at_gain_1_unless_told_otherwise():
    for make in (*schemes.SCHEMES.values(), schemes.zero):
        assert (make().distribution, make().gain) == ("uniform", 1.0)
    assert (schemes.constant(2).distribution, schemes.constant(2).gain) == ("normal", 1.0)
    plain = schemes.Scheme("half", lambda fan_in, fan_out: 0.5)
    assert (plain.distribution, plain.gain) == ("uniform", 1.0)
    assert schemes.he().variance(8, 3) == schemes.he(negative_slope=0).variance(8, 3) == 0.25


@cache
def drawn(name, distribution):
    """One weight of a scheme, drawn once for all that is asked of it."""
    scheme = schemes.scheme(name, distribution=distribution)
    weight = scheme.sample((FAN_OUT, FAN_IN), rng=np.random.default_rng(20100513))
    weight.setflags(write=False)
    return weight


@names
@distributions
def test_drawn_variance_is_the_formulas(name, distribution):
    weight = drawn(name, distribution)
    assert weight.shape == (FAN_OUT, FAN_IN)
    assert abs(variance_z_score(weight, VARIANCES[name])) < 5


@names
@distributions
@pytest.mark.parametrize(
    "wrong",
    [lambda v: v / 3, lambda v: 3 * v, lambda v: np.sqrt(3) * v, np.sqrt, lambda v: v / 1.02],
    ids=["third", "bound for std", "sqrt 3", "std for variance", "two percent"],
)
def test_wrong_variances_are_rejected(name, distribution, wrong):
    assert abs(variance_z_score(drawn(name, distribution), wrong(VARIANCES[name]))) > 5


@names
def test_swapped_fans_are_rejected_where_they_matter(name):
    swapped = schemes.scheme(name).variance(FAN_OUT, FAN_IN)
    z = abs(variance_z_score(drawn(name, "uniform"), swapped))
    symmetric = name in ("xavier", "geometric", "least_squares")
    assert z < 5 if symmetric else z > 20


@names
def test_uniform_draws_fill_the_bound_evenly(name):
    scheme = schemes.scheme(name)
    bound = scheme.bound(FAN_IN, FAN_OUT)
    weight = drawn(name, "uniform").ravel()
    assert np.all(np.abs(weight) <= bound)
    assert stats.kstest(weight, stats.uniform(-bound, 2 * bound).cdf).pvalue > 1e-6
    std = scheme.std(FAN_IN, FAN_OUT)
    assert stats.kstest(weight, stats.norm(0, std).cdf).pvalue < 1e-6


@names
def test_normal_draws_are_gaussian(name):
    scheme = schemes.scheme(name, distribution="normal")
    weight = drawn(name, "normal").ravel()
    std = scheme.std(FAN_IN, FAN_OUT)
    assert stats.kstest(weight, stats.norm(0, std).cdf).pvalue > 1e-6
    bound = np.sqrt(3) * std
    assert stats.kstest(weight, stats.uniform(-bound, 2 * bound).cdf).pvalue < 1e-6


# N(0, 1) cut off at +-2.
CUT = stats.truncnorm(-2, 2)


def test_truncated_std_is_that_of_the_cut_normal():
    assert schemes.TRUNCATION == 2
    assert pytest.approx(CUT.std(), rel=1e-14) == schemes.TRUNCATED_STD
    assert abs(stats.truncnorm(-2.01, 2.01).std() - schemes.TRUNCATED_STD) > 1e-3


@pytest.mark.parametrize("name", ["standard", "backward"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_truncated_normal_draws_are_cut_at_two_sigma_and_keep_the_variance(name, dtype, rng):
    scheme = schemes.scheme(name, distribution="truncated_normal")
    weight = scheme.sample((FAN_OUT, FAN_IN), rng=rng, dtype=dtype).ravel()
    std = scheme.std(FAN_IN, FAN_OUT)
    sigma = std / schemes.TRUNCATED_STD
    assert weight.dtype == dtype
    assert 1.99 * sigma < np.abs(weight).max() <= 2 * sigma * (1 + np.finfo(dtype).eps)
    assert abs(variance_z_score(weight, std**2)) < 5
    assert abs(variance_z_score(weight, sigma**2)) > 20
    assert abs(variance_z_score(weight, (std * schemes.TRUNCATED_STD) ** 2)) > 20
    some = weight[::5]
    assert stats.kstest(some, lambda w: CUT.cdf(w / sigma)).pvalue > 1e-6
    assert stats.kstest(some, stats.norm(0, std).cdf).pvalue < 1e-6
    assert stats.kstest(some, lambda w: CUT.cdf(w / std)).pvalue < 1e-6


def test_a_truncated_normal_is_drawn_again_where_it_is_cut_not_clipped(rng):
    scheme = schemes.lecun(distribution="truncated_normal")
    weight = scheme.sample((FAN_OUT, FAN_IN), rng=rng)
    assert len(np.unique(weight)) == weight.size
    clipped = np.clip(rng.standard_normal(weight.shape), -2, 2)
    assert len(np.unique(clipped)) < clipped.size


TORCH = {
    ("xavier", "uniform"): torch.nn.init.xavier_uniform_,
    ("xavier", "normal"): torch.nn.init.xavier_normal_,
    ("he", "uniform"): lambda w, generator: torch.nn.init.kaiming_uniform_(
        w, nonlinearity="relu", generator=generator
    ),
    ("he", "normal"): lambda w, generator: torch.nn.init.kaiming_normal_(
        w, nonlinearity="relu", generator=generator
    ),
    ("lecun", "normal"): lambda w, generator: torch.nn.init.kaiming_normal_(
        w, nonlinearity="linear", generator=generator
    ),
    ("standard", "uniform"): lambda w, generator: torch.nn.init.kaiming_uniform_(
        w, a=5**0.5, generator=generator
    ),
}


@pytest.mark.parametrize(("name", "distribution"), TORCH)
def test_torch_draws_from_the_same_distribution(name, distribution, rng):
    ours = schemes.scheme(name, distribution=distribution)
    theirs = torch.empty(FAN_OUT, FAN_IN, dtype=torch.float64)
    TORCH[name, distribution](theirs, generator=torch.Generator().manual_seed(2010))
    theirs = theirs.numpy().ravel()
    assert abs(variance_z_score(theirs, ours.variance(FAN_IN, FAN_OUT))) < 5
    weight = ours.sample((FAN_OUT, FAN_IN), rng=rng).ravel()
    assert stats.ks_2samp(weight, theirs).pvalue > 1e-6
    other = ours.sample((FAN_IN, FAN_OUT), rng=rng).ravel() * 1.05
    assert stats.ks_2samp(other, theirs).pvalue < 1e-6


@names
@given(fan_in=fan, fan_out=fan, gain=st.floats(0.1, 10))
def test_gain_scales_the_std(name, fan_in, fan_out, gain):
    plain = schemes.scheme(name).std(fan_in, fan_out)
    assert schemes.scheme(name, gain=gain).std(fan_in, fan_out) == pytest.approx(gain * plain)


@names
@given(fan_in=fan, fan_out=fan)
def test_bound_is_sqrt_three_stds(name, fan_in, fan_out):
    scheme = schemes.scheme(name)
    assert scheme.bound(fan_in, fan_out) == pytest.approx(3**0.5 * scheme.std(fan_in, fan_out))


@given(fan_in=fan, fan_out=fan)
def test_the_compromises_do_what_they_promise(fan_in, fan_out):
    def factors(scheme):
        return scheme.factors(fan_in, fan_out)

    assert sum(factors(schemes.xavier())) == pytest.approx(2)
    assert np.prod(factors(schemes.geometric())) == pytest.approx(1)
    best = sum((factor - 1) ** 2 for factor in factors(schemes.least_squares()))
    for other in (schemes.xavier(), schemes.geometric(), schemes.lecun(), schemes.backward()):
        assert best <= sum((factor - 1) ** 2 for factor in factors(other)) + 1e-12
    assert factors(schemes.lecun())[0] == pytest.approx(1)
    assert factors(schemes.backward())[1] == pytest.approx(1)


@given(slope=st.floats(0, 1))
def test_he_gain_for_leaky_relu_is_torchs(slope):
    gain = torch.nn.init.calculate_gain("leaky_relu", slope)
    assert schemes.he(negative_slope=slope).std(7, 3) == pytest.approx(gain / 7**0.5)


def test_convolution_is_drawn_with_its_true_fans(rng):
    weight = schemes.lecun().sample((40, 10, 5, 5), rng=rng, transposed=True)
    assert abs(variance_z_score(weight, 1 / (40 * 25))) < 5
    grouped = schemes.backward().sample((40, 10, 5, 5), rng=rng, groups=4)
    assert abs(variance_z_score(grouped, 1 / (10 * 25))) < 5


@distributions
def test_same_seed_gives_same_draw(distribution):
    scheme = schemes.xavier(distribution=distribution)
    first, again = (scheme.sample((3, 4), rng=np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(first, again)


@distributions
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_asked_for_is_dtype_drawn(distribution, dtype, rng):
    weight = schemes.he(distribution=distribution).sample((3, 4), rng=rng, dtype=dtype)
    assert weight.dtype == dtype
    for array in (
        *schemes.he(distribution=distribution).weights([3, 4, 5], rng=rng, dtype=dtype),
        *schemes.he(distribution=distribution).biases([3, 4, 5], rng=rng, dtype=dtype),
    ):
        assert array.dtype == dtype


@distributions
def test_float32_is_drawn_not_cast(distribution):
    """NumPy draws float32 from other bits: twice as fast, and another net."""
    scheme = schemes.he(distribution=distribution)
    single, double = (
        scheme.weights([30, 40], rng=np.random.default_rng(7), dtype=dtype)[0]
        for dtype in (np.float32, np.float64)
    )
    assert not np.allclose(single, double)
    assert np.mean(single == single.astype(np.float16)) < 0.05


def test_float64_is_what_is_drawn_unless_told_otherwise(rng):
    scheme = schemes.he()
    assert scheme.sample((3, 4), rng=rng).dtype == np.float64
    assert scheme.weights([3, 4], rng=rng)[0].dtype == np.float64
    assert scheme.biases([3, 4], rng=rng)[0].dtype == np.float64


def test_weights_of_a_net_chain(rng):
    weights = schemes.xavier().weights([4, 7, 3, 2], rng=rng)
    assert [weight.shape for weight in weights] == [(7, 4), (3, 7), (2, 3)]


def test_layers_are_drawn_one_after_the_other():
    weights = schemes.xavier().weights([4, 7, 3], rng=np.random.default_rng(7))
    rng = np.random.default_rng(7)
    for weight, shape in zip(weights, [(7, 4), (3, 7)], strict=True):
        np.testing.assert_array_equal(weight, schemes.xavier().sample(shape, rng=rng))


@distributions
def test_biases_get_the_fans_of_their_layers_weight(distribution, rng):
    widths = [60_000, 40_000, 50_000]
    rule = schemes.Scheme("both", lambda fan_in, fan_out: fan_in / fan_out**2, distribution)
    for bias, fan_in, fan_out in zip(
        rule.biases(widths, rng=rng), widths, widths[1:], strict=False
    ):
        assert bias.shape == (fan_out,)
        assert abs(variance_z_score(bias, fan_in / fan_out**2)) < 5
        assert abs(variance_z_score(bias, fan_out / fan_in**2)) > 20
        assert abs(variance_z_score(bias, fan_in / fan_out**2 / 3)) > 20


def test_standard_biases_are_what_torch_draws(rng):
    torch.manual_seed(2010)
    theirs = torch.nn.Linear(50, 40_000).bias.detach().numpy()
    ours = schemes.standard().biases([50, 40_000], rng=rng)[0]
    assert stats.ks_2samp(ours, theirs).pvalue > 1e-6
    assert stats.ks_2samp(1.05 * ours, theirs).pvalue < 1e-6
    assert np.abs(ours).max() <= 50**-0.5 and np.abs(theirs).max() <= 50**-0.5


def test_zero_and_constant_are_schemes_for_biases(rng):
    zeros = schemes.zero().biases([5, 3, 4], rng=rng)
    assert [bias.tolist() for bias in zeros] == [[0] * 3, [0] * 4]
    constant = schemes.constant(0.05)
    assert constant.variance(3, 1000) == constant.variance(1000, 3) == 0.05
    (bias,) = constant.biases([7, 50_000], rng=rng)
    assert abs(variance_z_score(bias, 0.05)) < 5
    assert abs(variance_z_score(bias, 0.05**0.5)) > 20
    assert stats.kstest(bias, stats.norm(0, 0.05**0.5).cdf).pvalue > 1e-6
    assert schemes.constant(0).variance(3, 3) == 0
    assert schemes.constant(1, gain=3).variance(2, 2) == 9


@pytest.mark.parametrize(("alias", "name"), [("glorot", "xavier"), ("kaiming", "he")])
def test_other_libraries_names_will_do(alias, name):
    made = schemes.scheme(alias, gain=2.0, distribution="normal")
    assert (made.name, made.gain, made.distribution) == (name, 2.0, "normal")
    assert made.variance(FAN_IN, FAN_OUT) == pytest.approx(4 * VARIANCES[name])
    assert schemes.as_scheme(alias).name == name


def test_a_scheme_stays_what_it_is_and_a_name_becomes_one():
    scheme = schemes.xavier(gain=2)
    assert schemes.as_scheme(scheme) is scheme
    for name in (*schemes.SCHEMES, "zero"):
        assert schemes.as_scheme(name).name == name


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
        (lambda: schemes.as_dtype("real"), "dtype must be float32 or float64, got str 'real'"),
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
        (lambda: schemes.as_dtype(int), "dtype must be float32 or float64, got int64"),
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
