import numpy as np
import pytest
import torch
from sympy import Symbol

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


@pytest.mark.parametrize("n", [5, 300])
def test_torch_default_is_what_torch_draws(n):
    torch.manual_seed(0)
    weight = torch.nn.Linear(n, 2_000_000 // n).weight.detach().numpy()
    bound = float(standard.torch_default().steps[1].right.subs(standard.N, n))
    assert np.abs(weight).max() <= bound * (1 + 1e-6)
    assert np.abs(weight).max() > 0.99 * bound
    assert abs(variance_z_score(weight, at(standard.torch_default(), n=n))) < 5
    assert abs(variance_z_score(weight, 3 * at(standard.torch_default(), n=n))) > 50


@pytest.mark.parametrize("terms", [2, 5])
def test_torch_bias_adds_one_over_three_n(terms):
    result = standard.torch_bias(terms).result
    moments = dict.fromkeys(result.free_symbols, 2.0)
    assert len(moments) == terms
    assert float(result.subs(moments)) == pytest.approx(2 / 3 + 1 / (3 * terms))


def test_torch_bias_is_what_torch_draws():
    torch.manual_seed(0)
    state = torch.nn.Linear(5, 200_000)(torch.ones(1, 5)).detach().numpy()
    result = standard.torch_bias(5).result
    predicted = float(result.subs(dict.fromkeys(result.free_symbols, 1.0)))
    assert abs(variance_z_score(state, predicted)) < 5
    assert abs(variance_z_score(state, 1 / 3)) > 50


@pytest.mark.parametrize("n", [2, 5])
def test_torch_depth_is_the_theory_with_biases(n):
    layers = 4
    biased = theory.infinite_width(
        [n] * (layers + 1), schemes.standard(), identity, bias_scheme="standard"
    ).variance("state")
    exact = standard.torch_depth().steps[0].right
    for layer in range(1, layers + 1):
        value = exact.subs({standard.N: n, Symbol("l", positive=True, integer=True): layer})
        assert float(value) == pytest.approx(biased[layer - 1])
        assert float(value) != pytest.approx(3.0**-layer)
    assert at(standard.torch_depth(), n=n) == pytest.approx(1 / (2 * n))
