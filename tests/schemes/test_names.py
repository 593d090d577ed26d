import pytest

from initnotes import schemes
from tests.schemes.formulas import FAN_IN, FAN_OUT, VARIANCES


def test_every_scheme_is_listed():
    assert set(VARIANCES) == set(schemes.SCHEMES)
    assert set(schemes.BIAS_SCHEMES) == {"zero", "constant"}


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
