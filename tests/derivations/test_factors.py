import pytest
import sympy

from initnotes import schemes, theory
from initnotes.derivations.factors import BACKWARD, FORWARD, N_IN, N_OUT, VARIANCE, rule


@pytest.mark.parametrize(
    ("direction", "fan", "signal"),
    [(FORWARD, N_IN, "state"), (BACKWARD, N_OUT, "state_gradient")],
)
def test_a_direction_is_called_by_the_fan_that_its_signal_meets(direction, fan, signal):
    factor = direction.factor()
    assert factor.latex == rf"{fan}\operatorname{{Var}}[W]"
    assert factor.value.doit() == fan * VARIANCE
    widths = (30, 20, 50)
    net = theory.infinite_width(widths, schemes.standard(), "identity").variance(signal)
    layer = {"state": (20, 50), "state_gradient": (20, 50)}[signal]
    fans = {N_IN: layer[0], N_OUT: layer[1]}
    predicted = direction.factor(rule("standard")).value.doit().subs(fans)
    measured = net[1] / net[0] if signal == "state" else net[0] / net[1]
    assert measured == pytest.approx(float(predicted))


def test_a_value_of_a_fan_is_put_into_its_own_factor_alone():
    fans = {N_OUT: 3 * N_IN}
    assert sympy.simplify(BACKWARD.factor(fans=fans).value.doit() / (3 * N_IN)) == VARIANCE
    assert FORWARD.factor(fans=fans) == FORWARD.factor()
