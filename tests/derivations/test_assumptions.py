import numpy as np
import pytest

from initnotes.derivations import assumptions as derivations
from initnotes.measure.intervals import z_score


def with_values(expression, z, **constants):
    """Put numbers in the place of the symbols E[z_i z_j] and of the constants."""
    values = {}
    for symbol in expression.free_symbols:
        if symbol.name in constants:
            values[symbol] = constants[symbol.name]
        else:
            used = [k for k in range(len(z)) if f"z_{{{k + 1}}}" in symbol.name]
            values[symbol] = z[used[0]] * z[used[-1]]
    return float(expression.subs(values))


def test_weights_with_a_mean_are_as_simulated(rng):
    z, mu, v = np.array([1.0, -0.4]), 0.7, 0.3
    weights = rng.normal(mu, np.sqrt(v), (200_000, 3, 2))
    states = weights @ z
    for step, measured in zip(
        derivations.nonzero_mean().steps,
        (states[:, 0] ** 2, states.sum(axis=1) ** 2),
        strict=True,
    ):
        assert abs(z_score(measured, with_values(step.right, z, mu=mu, v=v))) < 5
        assert abs(z_score(measured, with_values(step.right, z, mu=0, v=v))) > 20


@pytest.mark.parametrize("distribution", ["uniform", "normal"])
def test_a_gradient_that_meets_its_weights_twice_is_as_simulated(rng, distribution):
    z, v = np.array([1.0, -0.4]), 0.3
    shape = (200_000, 3, 2)
    bound = np.sqrt(3 * v)
    weights, kappa, other = {
        "uniform": (rng.uniform(-bound, bound, shape), 9 / 5, 3),
        "normal": (rng.normal(0, np.sqrt(v), shape), 3, 9 / 5),
    }[distribution]
    returned = np.einsum("dji,djk,k->di", weights, weights, z)
    measured = np.sum(returned**2, axis=1)
    length, quotient = (step.right for step in derivations.met_twice().steps)
    numbers = {r"n_\mathrm{in}": 2, r"n_\mathrm{out}": 3, "q": np.mean(z**2), "v": v}
    assert abs(z_score(measured, with_values(length, z, **numbers, kappa=kappa))) < 5
    assert abs(z_score(measured, with_values(length, z, **numbers, kappa=other))) > 5
    product = 2 * v * 3 * v * np.sum(z**2)
    assert abs(z_score(measured, product)) > 20
    predicted = product * with_values(quotient, z, **numbers, kappa=kappa)
    assert abs(z_score(measured, predicted)) < 5
