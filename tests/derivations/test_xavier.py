from itertools import pairwise

import numpy as np
import pytest
import sympy

from initnotes import schemes, theory
from initnotes.activations import identity
from initnotes.derivations import xavier as derivations
from initnotes.derivations.steps import DerivationError, Step

FANS = (300, 100)


def at_fans(expression, **others):
    numbers = {derivations.N_IN: FANS[0], derivations.N_OUT: FANS[1]}
    numbers |= {getattr(derivations, name): value for name, value in others.items()}
    return float(expression.subs(numbers))


@pytest.mark.parametrize("name", ["xavier", "geometric", "least_squares", "lecun", "standard"])
def test_symbolic_rule_is_the_schemes(name):
    scheme = schemes.scheme(name)
    assert at_fans(derivations.rule(name)) == pytest.approx(scheme.variance(*FANS))
    assert at_fans(derivations.rule(name)) != pytest.approx(scheme.variance(*FANS) / 3)


def test_both_conditions_hold_for_equal_fans_alone():
    quotient, gap, fan = (step.right for step in derivations.both_conditions().steps)
    assert fan == derivations.N_IN
    assert at_fans(quotient) == pytest.approx(FANS[1] / FANS[0])
    assert gap.subs(derivations.N_OUT, derivations.N_IN) == 0
    assert at_fans(gap) == pytest.approx(FANS[1] * schemes.lecun().variance(*FANS) - 1)


def test_xavier_makes_the_factors_average_to_one_and_its_rivals_do_not():
    solved = at_fans(derivations.average_factor().steps[1].left)
    assert solved == pytest.approx(schemes.xavier().variance(*FANS))
    for rival in ("geometric", "least_squares", "lecun", "backward"):
        assert solved != pytest.approx(schemes.scheme(rival).variance(*FANS))


def test_xavier_is_the_harmonic_and_not_the_arithmetic_mean():
    harmonic, arithmetic, geometric, factor, product, gap = derivations.means().steps
    assert at_fans(geometric.right) == pytest.approx(np.sqrt(1 / 300 / 100))
    assert at_fans(harmonic.right) == pytest.approx(2 / (1 / (1 / 300) + 1 / (1 / 100)))
    assert at_fans(arithmetic.right) == pytest.approx((1 / 300 + 1 / 100) / 2)
    assert at_fans(factor.right) == pytest.approx(4 / 3)
    assert at_fans(product.right) == pytest.approx(schemes.geometric().variance(*FANS) ** 2)
    assert at_fans(gap.right) > 0
    with pytest.raises(DerivationError):
        Step("averaged variances", arithmetic.left, harmonic.right)


def test_log_least_squares_minimizes_its_cost():
    v = np.linspace(1e-4, 0.02, 200_000)
    best = v[np.argmin(np.log(FANS[0] * v) ** 2 + np.log(FANS[1] * v) ** 2)]
    solved = at_fans(derivations.log_least_squares().steps[1].left)
    assert solved == pytest.approx(best, abs=2e-7)
    assert solved == pytest.approx(schemes.geometric().variance(*FANS))
    assert schemes.xavier().variance(*FANS) != pytest.approx(best, abs=1e-4)


def test_forward_factors_are_the_schemes():
    names = ("xavier", "geometric", "lecun")
    *steps, quotient = derivations.forward_factors().steps
    assert quotient.right == derivations.RATIO
    for name, step in zip(names, steps, strict=True):
        factor = FANS[0] * schemes.scheme(name).variance(*FANS)
        assert float(step.right.subs(derivations.RATIO, FANS[1] / FANS[0])) == pytest.approx(factor)
        if name != "lecun":  # the swapped ratio is told apart
            swapped = step.right.subs(derivations.RATIO, FANS[0] / FANS[1])
            assert float(swapped) != pytest.approx(factor)


@pytest.mark.parametrize("name", ["geometric", "xavier"])
@pytest.mark.parametrize("widths", [(200, 800, 100, 50), (30, 20, 70, 500, 10)])
def test_chain_is_the_linear_theory(name, widths):
    quotient, geometric, xavier, _ = derivations.chain(len(widths) - 1).steps
    numbers = {f"n_{layer}": width for layer, width in enumerate(widths)}
    values = {
        step: float(step.right.doit().subs({s: numbers[s.name] for s in step.right.free_symbols}))
        for step in (quotient, geometric, xavier)
    }
    net = theory.infinite_width(widths, schemes.scheme(name), identity)
    step = {"geometric": geometric, "xavier": xavier}
    assert values[step[name]] == pytest.approx(net.variance("state")[-1])
    assert values[step["xavier" if name == "geometric" else "geometric"]] != pytest.approx(
        net.variance("state")[-1]
    )
    backward = [n * schemes.scheme(name).variance(m, n) for m, n in pairwise(widths)]
    assert np.prod(backward) == pytest.approx(values[quotient] * net.variance("state")[-1])


def test_xavier_loses_at_every_change_of_width():
    lost = derivations.chain(1).steps[-1].right
    n_0, n_1 = sorted(lost.free_symbols, key=str)
    assert float(lost.subs({n_0: 4, n_1: 1})) == pytest.approx(0.2)
    assert lost.subs(n_1, n_0) == 0


@pytest.mark.parametrize("gain", [1.0, 5 / 3])
def test_forms_are_the_modules(gain):
    _, bound, _, std, quotient = derivations.forms().steps
    assert at_fans(bound.right, GAIN=gain) == pytest.approx(schemes.xavier(gain=gain).bound(*FANS))
    normal = schemes.xavier(distribution="normal", gain=gain)
    assert at_fans(std.right, GAIN=gain) == pytest.approx(normal.std(*FANS))
    assert quotient.right == sympy.sqrt(3)
    lost_parentheses = gain * np.sqrt(6 / FANS[0] + FANS[1])
    assert at_fans(bound.right, GAIN=gain) != pytest.approx(lost_parentheses)


def test_standard_factors_are_the_modules():
    forward, backward, factor, equal = (step.right for step in derivations.standard_factors().steps)
    assert equal == 3
    v = schemes.standard().variance(*FANS)
    assert float(forward) == pytest.approx(FANS[0] * v)
    assert at_fans(backward) == pytest.approx(FANS[1] * v)
    assert at_fans(factor) == pytest.approx(schemes.xavier().variance(*FANS) / v)
    assert at_fans(backward) != pytest.approx(float(forward))


def test_a_first_layer_of_any_fan_in_can_meet_every_condition_that_counts():
    net = theory.infinite_width([300, 100, 100, 100], schemes.lecun(), identity)
    np.testing.assert_allclose(net.variance("state"), 1)
    np.testing.assert_allclose(net.variance("state_gradient"), 1)
    xavier = theory.infinite_width([300, 100, 100, 100], schemes.xavier(), identity)
    assert np.all(xavier.variance("state") > 1.4)
