import numpy as np
import pytest

from initnotes import schemes, theory
from initnotes.activations import identity, sigmoid
from initnotes.derivations import standard
from initnotes.measure.intervals import variance_z_score


def at(derivation, **numbers):
    result = derivation.result
    return float(result.subs({s: numbers[s.name] for s in result.free_symbols}))


@pytest.mark.parametrize("n", [3, 64])
def test_weight_variance_is_the_modules(n):
    assert at(standard.weight_variance(), n=n) == pytest.approx(schemes.standard().variance(n, 7))
    assert at(standard.weight_variance(), n=n) != pytest.approx(schemes.lecun().variance(n, 7))


def test_first_state_has_a_third_of_the_inputs_second_moment(rng):
    third = float(standard.first_state().result)
    weight = schemes.standard().sample((100_000, 40), rng=rng)
    states = weight @ np.where(np.arange(40) % 2, 1.0, -1.0)
    assert abs(variance_z_score(states, third)) < 5
    assert abs(variance_z_score(states, 3 * third)) > 50


def test_shifted_input_adds_a_third_of_its_squared_mean(rng):
    shifted = standard.first_state().steps[1].right
    mean, spread = 0.5, 0.25
    numbers = {"mu": mean, "v": spread}
    predicted = float(shifted.subs({s: numbers[s.name] for s in shifted.free_symbols}))
    weight = schemes.standard().sample((200_000, 40), rng=rng)
    x = mean + np.sqrt(spread) * np.where(np.arange(40) % 2, 1.0, -1.0)
    assert abs(variance_z_score(weight @ x, predicted)) < 5
    assert abs(variance_z_score(weight @ x, spread / 3)) > 50


def test_depth_is_the_linear_theory_of_any_widths():
    linear = theory.infinite_width([7, 3, 11, 5], schemes.standard(), identity).variance("state")
    assert [at(standard.depth(), l=layer) for layer in (1, 2, 3)] == pytest.approx(linear)
    xavier = theory.infinite_width([7, 3, 11, 5], schemes.xavier(), identity).variance("state")
    assert at(standard.depth(), l=3) != pytest.approx(xavier[-1])


def test_state_behind_a_sigmoid_is_the_theorys():
    exact = theory.infinite_width([9, 4, 6, 2], schemes.standard(), sigmoid)
    for layer in (1, 2):
        spread = exact.variance("activation")[layer - 1]
        state = at(standard.sigmoid_second_moment(), **{r"\operatorname{Var}[z]": spread})
        assert state == pytest.approx(exact.variance("state")[layer])
        assert state != pytest.approx(spread / 3)
