from itertools import pairwise

import numpy as np
import pytest
import sympy

from initnotes import schemes
from initnotes.derivations import detours as derivations
from initnotes.derivations.linear import factors, linear_products
from initnotes.derivations.signals import WIDTH
from initnotes.derivations.steps import DerivationError, Step
from initnotes.measure.intervals import z_score

WIDTHS = (20, 40, 50, 30, 10)
FANS = (300, 100)


def evaluate(expression, **numbers):
    return float(expression.subs({s: numbers[s.name] for s in expression.free_symbols}))


def at_fans(expression):
    return float(expression.subs({derivations.N_IN: FANS[0], derivations.N_OUT: FANS[1]}))


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_printed_equations_miss_the_theory_by_the_derived_factors(layer):
    scheme = schemes.standard()
    values = {f"n_{layer}": width for layer, width in enumerate(WIDTHS)} | {"q_x": 2.0, "q_C": 0.5}
    values |= {f"v_{k}": scheme.variance(*fans) for k, fans in enumerate(pairwise(WIDTHS), 1)}
    steps = derivations.printed_products(3, layer).steps
    down = [WIDTHS[k + 1] * values[f"v_{k + 1}"] for k in range(4)]
    assert evaluate(steps[1].right, **values) == pytest.approx(down[layer])
    assert evaluate(steps[3].right, **values) == pytest.approx(down[layer] / down[3])
    assert evaluate(steps[5].right, **values) == pytest.approx(2.0 / 0.5)
    assert all(evaluate(steps[k].right, **values) != pytest.approx(1) for k in (1, 3, 5))


def test_the_printed_sixth_equation_is_refused():
    quantity, product = linear_products(3)["state_gradient"][1]
    _, _, backward = factors(3)
    with pytest.raises(DerivationError):
        Step("as printed", quantity, product * backward[1])


def test_logarithms_of_ratios_are_as_simulated(rng):
    n, depth = 8, 4
    logs = np.log(np.prod(rng.chisquare(n, (400_000, depth)) / n, axis=1))
    _, mean, variance = (step.right.subs(WIDTH, n) for step in derivations.log_ratio().steps)
    assert abs(z_score(logs, depth * float(mean))) < 5
    assert abs(z_score((logs - depth * float(mean)) ** 2, depth * float(variance))) < 5
    assert abs(z_score(logs, 0)) > 20


def test_mean_and_variance_of_the_logarithm_go_like_the_inverse_width():
    _, mean, variance = (step.right.subs(WIDTH, 1000) for step in derivations.log_ratio().steps)
    assert float(mean) == pytest.approx(-1 / 1000, rel=0.01)
    assert float(variance) == pytest.approx(2 / 1000, rel=0.01)


def test_least_squares_minimizes_its_cost():
    v = np.linspace(1e-4, 0.02, 200_000)
    best = v[np.argmin((FANS[0] * v - 1) ** 2 + (FANS[1] * v - 1) ** 2)]
    solved = at_fans(derivations.least_squares().steps[1].left)
    assert solved == pytest.approx(best, abs=2e-7)
    assert solved == pytest.approx(schemes.least_squares().variance(*FANS))
    assert schemes.xavier().variance(*FANS) != pytest.approx(best, abs=1e-4)


def test_the_least_squares_cost_left_is_zero_for_equal_fans_alone():
    cost = derivations.least_squares().result
    v = schemes.least_squares().variance(*FANS)
    assert at_fans(cost) == pytest.approx((300 * v - 1) ** 2 + (100 * v - 1) ** 2)
    assert cost.subs(derivations.N_OUT, derivations.N_IN) == 0


def test_forward_factors_are_the_schemes():
    for name, step in zip(
        ("least_squares", "backward"), derivations.forward_factors().steps, strict=True
    ):
        factor = FANS[0] * schemes.scheme(name).variance(*FANS)
        assert evaluate(step.right, r=FANS[1] / FANS[0]) == pytest.approx(factor)
        assert evaluate(step.right, r=FANS[0] / FANS[1]) != pytest.approx(factor)


def test_no_least_squares_factor_exceeds_half_of_one_plus_the_root_of_two():
    r = derivations.RATIO
    backward = r * derivations.forward_factors().steps[0].right
    (top,) = sympy.solve(sympy.diff(backward, r), r)
    assert top == 1 + sympy.sqrt(2)
    assert sympy.simplify(backward.subs(r, top) - (1 + sympy.sqrt(2)) / 2) == 0
