import pytest
import sympy
from sympy import Rational, Symbol

from initnotes.derivations.series import STATE, STATE_VARIANCE, average, expand
from initnotes.derivations.steps import DerivationError

s = STATE.symbol
positive = Symbol("s", positive=True)


@pytest.mark.parametrize(
    ("function", "order", "claim", "symbol", "rest"),
    [
        (sympy.tanh(s), 3, s - s**3 / 3, s, 5),  # odd: the fourth power has no coefficient
        (sympy.tanh(s), 4, s - s**3 / 3, s, 5),
        (positive / (1 + positive), 2, positive - positive**2, positive, 3),
    ],
)
def test_a_series_names_the_next_power_that_has_a_coefficient(function, order, claim, symbol, rest):
    step, of_mean = expand("Because.", function, order, claim, "f", symbol)
    assert step.right == claim
    assert step.latex.startswith("f = ") and step.latex.endswith(f" + O(s^{{{rest}}})")
    assert of_mean == STATE_VARIANCE ** Rational(rest, 2)
    with pytest.raises(DerivationError):
        expand("Because.", function, order, claim + symbol / 100, "f", symbol)


def test_the_average_of_a_series_is_that_of_its_powers():
    q = STATE_VARIANCE
    step = average("Because.", s**2 - s**4, q**3, q - 3 * q**2, "q'")
    assert step.latex.endswith("= q - 3 q^{2} + O(q^{3})")
    with pytest.raises(DerivationError):
        average("Because.", s**2 - s**4, q**3, q - 2 * q**2, "q'")
