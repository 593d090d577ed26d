import pytest

from initnotes import schemes
from initnotes.explorers import bound


@pytest.mark.parametrize("name", bound.SCHEMES)
def test_sentence_has_the_numbers_of_the_scheme(name):
    scheme = schemes.scheme(name)
    sentence = bound.explore(scheme=name, fan_in=300, fan_out=100).sentence
    assert f"the bound {scheme.bound(300, 100):.3g}," in sentence
    assert f"deviation {scheme.std(300, 100):.3g} and" in sentence
    assert f"the variance {scheme.variance(300, 100):.3g}." in sentence


def test_bad_start_is_refused():
    with pytest.raises(ValueError, match="unknown scheme 'he'"):
        bound.explore(scheme="he")
    with pytest.raises(ValueError, match="fan_in must be one of"):
        bound.explore(fan_in=0)
