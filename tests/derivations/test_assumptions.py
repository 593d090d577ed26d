import numpy as np
import pytest

from initnotes.derivations import assumptions as derivations
from initnotes.derivations.signals import WIDTH
from initnotes.derivations.steps import DerivationError, Step
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


@pytest.mark.parametrize("batch", [2, 5])
def test_batch_mean_is_that_of_any_covariance_matrix(batch, rng):
    root = rng.normal(size=(batch, 2 * batch)) + 1
    covariance = root @ root.T
    others = covariance[~np.eye(batch, dtype=bool)]
    q = np.trace(covariance) / batch
    values = {"q": q, "r": others.mean() / q, "B": batch}
    derived = derivations.batch_mean().steps[1].right
    number = float(derived.subs({s: values[s.name] for s in derived.free_symbols}))
    assert number == pytest.approx(covariance.mean())
    assert number != pytest.approx(q / batch)
    std = np.sqrt(np.diagonal(covariance))  # unequal, so that r is not the mean correlation
    values["r"] = (covariance / np.outer(std, std))[~np.eye(batch, dtype=bool)].mean()
    number = float(derived.subs({s: values[s.name] for s in derived.free_symbols}))
    assert number != pytest.approx(covariance.mean())


def test_gradients_of_unequal_size_share_less_than_their_correlation():
    std, correlation = np.where(np.arange(50) < 5, 5, 1), 0.726
    covariance = correlation * np.outer(std, std)
    pairs = covariance[~np.eye(50, dtype=bool)]
    values = {"q": np.mean(std**2), "r": pairs.mean() / np.mean(std**2), "B": 50}
    assert values["r"] == pytest.approx(0.412, abs=5e-4)
    derived = derivations.batch_mean().steps[1].right
    number = float(derived.subs({s: values[s.name] for s in derived.free_symbols}))
    np.fill_diagonal(covariance, std**2)
    assert number == pytest.approx(covariance.mean())


@pytest.mark.parametrize("wrong", [lambda n: 1 + 2 / n**2, lambda n: 1 + 2 / n + (n - 1) * (n - 2)])
def test_a_fourth_moment_that_is_right_for_some_widths_is_refused(wrong):
    one = derivations.fourth_moment().steps[0]
    assert wrong(WIDTH).subs(WIDTH, 1) == one.right.subs(WIDTH, 1)
    with pytest.raises(DerivationError, match=r"at n = [23]"):
        Step("Right at one width.", one.worked_out, wrong(WIDTH))


def test_spread_of_deep_nets_is_as_simulated(rng):
    n, depth = 8, 4
    ratios = np.prod(rng.chisquare(n, (400_000, depth)) / n, axis=1)
    growth = derivations.fourth_moment().result.subs({WIDTH: n, derivations.DEPTH: depth})
    assert abs(z_score(ratios**2, float(growth))) < 5
    assert abs(z_score(ratios**2, float(growth) ** 0.5)) > 20
    _, mean, variance = (step.right.subs(WIDTH, n) for step in derivations.log_ratio().steps)
    logs = np.log(ratios)
    assert abs(z_score(logs, depth * float(mean))) < 5
    assert abs(z_score((logs - depth * float(mean)) ** 2, depth * float(variance))) < 5
    assert abs(z_score(logs, 0)) > 20


def test_mean_and_variance_of_the_logarithm_go_like_the_inverse_width():
    _, mean, variance = (step.right.subs(WIDTH, 1000) for step in derivations.log_ratio().steps)
    assert float(mean) == pytest.approx(-1 / 1000, rel=0.01)
    assert float(variance) == pytest.approx(2 / 1000, rel=0.01)
