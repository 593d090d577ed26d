import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from initnotes import schemes
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


@names
@distributions
def test_drawn_variance_is_the_formulas(name, distribution, rng):
    weight = schemes.scheme(name, distribution=distribution).sample((FAN_OUT, FAN_IN), rng=rng)
    assert weight.shape == (FAN_OUT, FAN_IN)
    assert abs(variance_z_score(weight, VARIANCES[name])) < 5


@names
@distributions
@pytest.mark.parametrize(
    "wrong",
    [lambda v: v / 3, lambda v: 3 * v, lambda v: np.sqrt(3) * v, np.sqrt, lambda v: v / 1.02],
    ids=["third", "bound for std", "sqrt 3", "std for variance", "two percent"],
)
def test_wrong_variances_are_rejected(name, distribution, wrong, rng):
    weight = schemes.scheme(name, distribution=distribution).sample((FAN_OUT, FAN_IN), rng=rng)
    assert abs(variance_z_score(weight, wrong(VARIANCES[name]))) > 5


@names
def test_swapped_fans_are_rejected_where_they_matter(name, rng):
    scheme = schemes.scheme(name)
    swapped = scheme.variance(FAN_OUT, FAN_IN)
    z = abs(variance_z_score(scheme.sample((FAN_OUT, FAN_IN), rng=rng), swapped))
    symmetric = name in ("xavier", "geometric", "least_squares")
    assert z < 5 if symmetric else z > 20


@names
def test_uniform_draws_fill_the_bound_evenly(name, rng):
    scheme = schemes.scheme(name)
    bound = scheme.bound(FAN_IN, FAN_OUT)
    weight = scheme.sample((FAN_OUT, FAN_IN), rng=rng).ravel()
    assert np.all(np.abs(weight) <= bound)
    assert stats.kstest(weight, stats.uniform(-bound, 2 * bound).cdf).pvalue > 1e-6
    std = scheme.std(FAN_IN, FAN_OUT)
    assert stats.kstest(weight, stats.norm(0, std).cdf).pvalue < 1e-6


@names
def test_normal_draws_are_gaussian(name, rng):
    scheme = schemes.scheme(name, distribution="normal")
    weight = scheme.sample((FAN_OUT, FAN_IN), rng=rng).ravel()
    std = scheme.std(FAN_IN, FAN_OUT)
    assert stats.kstest(weight, stats.norm(0, std).cdf).pvalue > 1e-6
    bound = np.sqrt(3) * std
    assert stats.kstest(weight, stats.uniform(-bound, 2 * bound).cdf).pvalue < 1e-6


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
    def gains(scheme):
        variance = scheme.variance(fan_in, fan_out)
        return fan_in * variance, fan_out * variance

    assert sum(gains(schemes.xavier())) == pytest.approx(2)
    assert np.prod(gains(schemes.geometric())) == pytest.approx(1)
    best = sum((g - 1) ** 2 for g in gains(schemes.least_squares()))
    for other in (schemes.xavier(), schemes.geometric(), schemes.lecun(), schemes.backward()):
        assert best <= sum((g - 1) ** 2 for g in gains(other)) + 1e-12


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


def test_weights_of_a_net_chain(rng):
    weights = schemes.xavier().weights([4, 7, 3, 2], rng=rng)
    assert [weight.shape for weight in weights] == [(7, 4), (3, 7), (2, 3)]


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
        (lambda: schemes.check_widths([3]), r"at least an input and an output, got \[3\]"),
        (lambda: schemes.check_widths([3, 0]), r"widths\[1\] must be at least 1, got 0"),
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
