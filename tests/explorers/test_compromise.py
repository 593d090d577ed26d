import numpy as np
import pytest

from initnotes import plots, schemes
from initnotes.explorers import compromise


def test_factors_are_fans_times_variance():
    factors = compromise.factors(400, 100)
    for name in ("lecun", "backward", "geometric", "xavier", "least_squares"):
        variance = schemes.scheme(name).variance(400, 100)
        assert factors[name] == (400 * variance, 100 * variance)
    assert factors["arithmetic"] == pytest.approx((2.5, 0.625))


def test_compromises_are_those_of_the_chapter():
    assert set(compromise.RULES) == set(plots.xavier.LOOKS)


def test_no_factor_leaves_the_drawing():
    ends = compromise.FANS[0], compromise.FANS[-1]
    factors = [*compromise.factors(*ends).values(), *compromise.factors(*ends[::-1]).values()]
    ends = np.array(factors)
    assert np.all((1 / compromise.LIMIT < ends) & (ends < compromise.LIMIT))


def test_sentence_has_the_factors():
    sentence = compromise.explore(fan_in=400, fan_out=100).sentence
    assert "1.6 forward and 0.4 backward" in sentence
    assert "2 and 0.5" in sentence


def test_bad_start_is_refused():
    with pytest.raises(ValueError, match="fan_out must be one of"):
        compromise.explore(fan_out=7)
