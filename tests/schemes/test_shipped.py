import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from initnotes import schemes
from initnotes.measure.intervals import variance_z_score
from tests.schemes.formulas import FAN_IN, FAN_OUT, VARIANCES, fan, names


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
