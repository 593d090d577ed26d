import numpy as np
import pytest

from initnotes.derivations import batch as derivations
from initnotes.derivations.signals import WIDTH
from initnotes.derivations.steps import DerivationError, Step
from initnotes.measure.intervals import z_score


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
