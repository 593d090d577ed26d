import numpy as np
import pytest
import sympy

from initnotes.derivations import assumptions as derivations
from initnotes.derivations.signals import VARIANCE, WIDTH
from initnotes.derivations.steps import DerivationError, Step
from initnotes.measure.intervals import z_score

ALL = (
    derivations.nonzero_mean,
    derivations.met_twice,
    derivations.batch_mean,
    derivations.fourth_moment,
    derivations.log_ratio,
)


@pytest.mark.parametrize("derivation", ALL, ids=lambda f: f.__name__)
def test_every_derivation_renders(derivation):
    text = derivation()._repr_markdown_()
    assert text.count("$$") == 2 * len(derivation().steps)


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
    assert abs(z_score(measured, with_values(length, z, v=v, kappa=kappa))) < 5
    assert abs(z_score(measured, with_values(length, z, v=v, kappa=other))) > 5
    fans = {r"n_\mathrm{in}": 2, r"n_\mathrm{out}": 3, "kappa": kappa}
    product = 2 * v * 3 * v * np.sum(z**2)
    assert abs(z_score(measured, product)) > 20
    predicted = product * float(quotient.subs({s: fans[s.name] for s in quotient.free_symbols}))
    assert abs(z_score(measured, predicted)) < 5


@pytest.mark.parametrize("batch", [2, 4])
def test_batch_mean_is_that_of_the_correlation_matrix(batch):
    matrix = np.full((batch, batch), 0.3) + 0.7 * np.eye(batch)
    derived = derivations.batch_mean(batch).steps[1].right
    values = {"q": 2.0, "r": 0.3}
    number = float(derived.subs({s: values[s.name] for s in derived.free_symbols}))
    assert number == pytest.approx(2.0 * matrix.mean())
    assert number != pytest.approx(2.0 / batch)


def test_fourth_moment_needs_the_gaussians_kurtosis():
    assert derivations.fourth_moment(5).steps[0].right == sympy.Rational(7, 5)
    with pytest.raises(DerivationError):
        Step(
            "uniform states",
            (WIDTH * sympy.Rational(9, 5) + WIDTH * (WIDTH - 1)) * VARIANCE**2,
            (1 + 2 / WIDTH) * (WIDTH * VARIANCE) ** 2,
        )


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
