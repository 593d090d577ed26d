from itertools import pairwise

import numpy as np
import pytest

from initnotes import activations, schemes, signals, theory
from initnotes.derivations import signals as derivations
from initnotes.derivations.linear import linear_products, variances
from initnotes.derivations.steps import DerivationError, Step
from initnotes.measure.intervals import agrees

WIDTHS = (20, 40, 50, 30, 10)  # the scheme's n_l Var W is nowhere 1


def numbers(scheme, *, x=2.0, cost=0.5):
    """The symbols of `linear_products`, by name, for the net of WIDTHS."""
    values = {f"n_{layer}": width for layer, width in enumerate(WIDTHS)}
    for layer, fans in enumerate(pairwise(WIDTHS), 1):
        values[f"v_{layer}"] = scheme.variance(*fans)
    return values | {"q_x": x, "q_C": cost}


def evaluate(expression, values):
    expression = expression.doit()
    return float(expression.subs({s: values[s.name] for s in expression.free_symbols}))


@pytest.fixture
def small(rng):
    """A random 2-3-2 net: its signals and the values of the derivation's symbols."""
    weights = [rng.standard_normal((3, 2)), rng.standard_normal((2, 3))]
    biases = [rng.standard_normal(3), rng.standard_normal(2)]
    x = rng.standard_normal((1, 2))
    net = signals.propagate(weights, x, activations.tanh, targets=np.array([0]), biases=biases)
    p = net.state_gradient[1][0] + [1, 0]
    values = {f"x_{k + 1}": x[0, k] for k in range(2)}
    values |= {f"p^{{2}}_{{{k + 1}}}": p[k] for k in range(2)}
    values |= {f"z^{{1}}_{{{k + 1}}}": net.activation[0][0, k] for k in range(3)}
    values |= {
        f"W^{{{layer}}}_{{{j + 1},{k + 1}}}": weight[j, k]
        for layer, weight in enumerate(weights, 1)
        for j, k in np.ndindex(weight.shape)
    }
    return net, values


@pytest.mark.parametrize("side", [0, 1], ids=["differentiated", "back-propagated"])
def test_every_gradient_of_the_small_net_is_that_of_the_written_out_pass(small, side):
    net, values = small
    measured = {}
    for layer in (0, 1):
        for (j, k), entry in np.ndenumerate(net.weight_gradient[layer]):
            measured[rf"W^{{{layer + 1}}}_{{{j + 1},{k + 1}}}"] = entry
        for j, entry in enumerate(net.bias_gradient[layer]):
            measured[rf"b^{{{layer + 1}}}_{{{j + 1}}}"] = entry
        for j, entry in enumerate(net.state_gradient[layer][0]):
            measured[rf"s^{{{layer + 1}}}_{{{j + 1}}}"] = entry
    entries = derivations.small_net()
    assert len(entries) == len(measured) == 22
    for name, entry in measured.items():
        derived = entries[rf"\frac{{\partial C}}{{\partial {name}}}"][side]
        assert evaluate(derived, values) == pytest.approx(entry, abs=1e-12)


def test_a_backward_pass_without_the_slope_is_refused():
    left, right = derivations.small_net()[r"\frac{\partial C}{\partial s^{1}_{1}}"]
    (z,) = [symbol for symbol in right.free_symbols if symbol.name.startswith("z")]
    with pytest.raises(DerivationError):
        Step("slope left out", left, right / (1 - z**2))


def test_a_transposed_weight_is_refused():
    entries = derivations.small_net()
    left, right = entries[r"\frac{\partial C}{\partial s^{1}_{2}}"]
    by_name = {symbol.name: symbol for symbol in right.free_symbols}
    swapped = right.subs(by_name["W^{2}_{1,2}"], by_name["W^{2}_{2,2}"])
    with pytest.raises(DerivationError):
        Step("transposed", left, swapped)


@pytest.mark.parametrize("name", ["standard", "xavier"])
def test_linear_products_are_the_linear_theory(name):
    scheme = schemes.scheme(name)
    net = theory.infinite_width(
        WIDTHS,
        scheme,
        activations.identity,
        inputs=np.full((1, WIDTHS[0]), np.sqrt(2.0)),
        output_gradient=np.full((1, WIDTHS[-1]), np.sqrt(0.5)),
    )
    predicted = {
        "state": net.variance("state"),
        "state_gradient": net.variance("state_gradient"),
        "weight_gradient": net.per_sample_weight_gradient_variance,
    }
    for family, pairs in linear_products(3).items():
        derived = [evaluate(product, numbers(scheme)) for _, product in pairs]
        np.testing.assert_allclose(derived, predicted[family])


def test_products_are_named_by_the_layer_that_they_are_of():
    letters = {"state": "s", "state_gradient": r"\partial C/\partial s"}
    letters["weight_gradient"] = r"\partial C/\partial W"
    for family, pairs in linear_products(3).items():
        names = [rf"\operatorname{{Var}}[{letters[family]}^{layer}]" for layer in (1, 2, 3, 4)]
        assert [quantity.latex for quantity, _ in pairs] == names
    shown = derivations.products().steps
    assert [step.name for step in shown[:3]] == [
        linear_products(3)[family][1][0].latex for family in letters
    ]


def test_no_weight_gradient_depends_on_its_own_layers_weights():
    of_weights = variances(4)
    for own, (_, gradient) in zip(of_weights, linear_products(3)["weight_gradient"], strict=True):
        assert gradient.free_symbols & set(of_weights) == set(of_weights) - {own}


@pytest.mark.parametrize("own", [True, False])
def test_an_output_gradient_that_grows_with_the_signals_misses_the_product(own, rng):
    n, draws, u = 3, 50_000, 0.7
    x = rng.standard_normal(4)
    z, other = rng.standard_normal((2, draws, n, 4)) @ x
    delta = u * np.linalg.norm(z if own else other, axis=1, keepdims=True)
    q = np.sum(x**2)  # E[z_k**2]; E[delta**2] = u**2 n q
    _, product = linear_products(1)["weight_gradient"][1]
    values = {"n_0": 4, "v_1": 1, "q_x": np.mean(x**2), "q_C": u**2 * n * q}
    predicted = evaluate(product, values)
    measured = np.mean((delta * z) ** 2, axis=1)
    assert agrees(measured, predicted * (1 + 2 / n if own else 1))
    assert not agrees(measured, predicted * (1 if own else 1 + 2 / n))


@pytest.mark.parametrize("given", [True, False], ids=["given", "drawn"])
def test_an_output_gradient_with_a_mean_misses_its_variance_unless_it_is_given(given, rng):
    draws, shape = 20_000, (3, 4)
    weight = rng.standard_normal((draws, *shape))  # of layer 2, from 4 units to 3
    delta = np.ones(shape[0]) if given else 1 + rng.standard_normal((draws, shape[0]))
    variance = 1  # of the given entries their mean square
    _, product = linear_products(1)["state_gradient"][0]
    predicted = evaluate(product, {"n_2": shape[0], "v_2": 1, "q_C": variance})
    below = np.einsum("djk,dj->dk", weight, np.broadcast_to(delta, (draws, shape[0])))
    measured = np.mean(below**2, axis=1)
    assert agrees(measured, predicted if given else 2 * predicted)
    assert not agrees(measured, 2 * predicted if given else predicted)
