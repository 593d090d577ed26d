"""The page's numbers against those of `initnotes`."""

from itertools import product

import numpy as np
import pytest

from initnotes import activations, schemes, theory, variance
from initnotes.explorers import compromise, depth
from initnotes.theory.quadrature import _BEND, gaussian_quadrature

NODES, WEIGHTS = gaussian_quadrature()
QUADRATURE = {"nodes": NODES.tolist(), "weights": WEIGHTS.tolist()}
# Unequal in every layer, so that no fan can stand for another.
NETS = ([30, 80, 20, 50, 10], [100, 60, 40, 200])
# What the script calls each prediction -> its method of `Theory` and the family.
QUANTITIES = {
    "state_variance": ("variance", "state"),
    "activation_mean": ("mean", "activation"),
    "activation_second_moment": ("second_moment", "activation"),
    "activation_variance": ("variance", "activation"),
    "state_gradient_variance": ("variance", "state_gradient"),
    "weight_gradient_variance": ("variance", "weight_gradient"),
}
FANS = [(1, 1), (300, 100), (100, 300), (7, 1000)]
RULES = compromise.RULES | {name: make().rule for name, make in schemes.SCHEMES.items()}


def settings():
    return list(product(NETS, depth.SCHEMES, (1.0, 1.65), depth.ACTIVATIONS))


def theories(in_javascript, change=None):
    """For each of `settings`, the theory by the script and by Python."""
    calls = [
        [
            "infiniteWidth",
            {
                "widths": widths,
                "scheme": scheme,
                "gain": gain,
                "activation": activation,
                "quadrature": QUADRATURE,
            },
        ]
        for widths, scheme, gain, activation in settings()
    ]
    expected = [
        theory.infinite_width(
            widths, schemes.scheme(scheme, gain=gain), activations.activation(activation)
        )
        for widths, scheme, gain, activation in settings()
    ]
    return list(zip(in_javascript(calls, change), expected, strict=True))


def by_python(predicted, quantity):
    method, family = QUANTITIES[quantity]
    return getattr(predicted, method)(family)


def agree(pairs):
    return all(
        np.allclose(got[quantity], by_python(expected, quantity), rtol=1e-9, atol=1e-14)
        for got, expected in pairs
        for quantity in QUANTITIES
    )


def weight_variances(in_javascript, change=None):
    """For each rule and fans, a weight's variance by the script and by Python."""
    cases = list(product(RULES, FANS, (1.0, 2.0)))
    calls = [["weightVariance", name, *fans, gain] for name, fans, gain in cases]
    expected = [gain**2 * RULES[name](*fans) for name, fans, gain in cases]
    return np.array(in_javascript(calls, change)), np.array(expected)


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_theory_in_the_page_is_that_of_python(in_javascript, quantity):
    for got, expected in theories(in_javascript):
        np.testing.assert_allclose(
            got[quantity], by_python(expected, quantity), rtol=1e-9, atol=1e-14
        )


def at_the_sliders_ends():
    """(activation, net) of the script at the ends of the gains and widths, 8 layers deep."""
    ends = depth.WIDTHS[0], depth.WIDTHS[-1]
    for first, last in (ends, ends[::-1]):
        widths = depth.tapered_widths(inputs=first, first=first, last=last, outputs=last, depth=8)
        for scheme, end in product(depth.SCHEMES, (0, -1)):
            net = {"widths": widths, "scheme": scheme, "gain": depth.GAINS[end]}
            for activation in depth.ACTIVATIONS:
                yield activation, net | {"activation": activation}


def test_theory_in_the_page_is_that_of_python_at_the_sliders_ends(in_javascript):
    """Also where the states' std is above 10 and Python's quadrature has more nodes."""
    nets = list(at_the_sliders_ends())
    made = in_javascript([["infiniteWidth", net | {"quadrature": QUADRATURE}] for _, net in nets])
    largest = dict.fromkeys(depth.ACTIVATIONS, 0)
    for (activation, net), got in zip(nets, made, strict=True):
        scheme = schemes.scheme(net["scheme"], gain=net["gain"])
        expected = theory.infinite_width(net["widths"], scheme, activation)
        for quantity in QUANTITIES.keys() - {"activation_mean"}:
            np.testing.assert_allclose(got[quantity], by_python(expected, quantity), rtol=1e-9)
        largest[activation] = max(largest[activation], expected.variance("state").max())
    saturating = {name for name, variance in largest.items() if variance < _BEND**2}
    assert saturating == {"tanh", "sigmoid", "softsign"}
    assert max(largest[name] for name in saturating) < 18.1


def test_weight_variances_in_the_page_are_those_of_python(in_javascript):
    np.testing.assert_allclose(*weight_variances(in_javascript), rtol=1e-14)


@pytest.mark.parametrize(
    "change",
    [
        ("LEAK = 0.01", "LEAK = 0.02"),
        ("(z) => 1 - z * z", "(z) => 1 - z"),
        ("0.5 * Math.tanh(0.5 * s) + 0.5", "0.5 * Math.tanh(s) + 0.5"),
        ("(1 - Math.abs(z)) ** 2", "1 - Math.abs(z)"),
        ("widths[layer + 2] * variances", "widths[layer + 1] * variances"),
        ("widths[layer] * variance * below", "widths[layer + 1] * variance * below"),
        ("below - mean ** 2", "below"),
        ("gain ** 2 *", "gain *"),
        ("inputs[layer] * above", "above"),
    ],
)
def test_a_slip_in_the_script_changes_the_theory(in_javascript, change):
    assert agree(theories(in_javascript))
    assert not agree(theories(in_javascript, change))


@pytest.mark.parametrize(
    "change",
    [
        ("1 / (3 * fanIn)", "1 / (3 * fanOut)"),
        ("2 / (fanIn + fanOut)", "1 / (fanIn + fanOut)"),
        ("(fanIn ** 2 + fanOut ** 2)", "(fanIn ** 2 + fanOut)"),
        ("(1 / fanIn + 1 / fanOut) / 2", "1 / fanIn + 1 / fanOut"),
        ("he: (fanIn, fanOut) => 2 / fanIn", "he: (fanIn, fanOut) => 2 / fanOut"),
    ],
)
def test_a_slip_in_a_rule_changes_the_variances(in_javascript, change):
    got, expected = weight_variances(in_javascript, change)
    assert not np.allclose(got, expected, rtol=1e-9)


def test_bound_and_density_in_the_page_are_those_of_python(in_javascript):
    calls = [["boundFromVariance", 0.02], ["normalDensity", 0.1, 0.02]]
    expected = [variance.bound_from_variance(0.02), variance.normal_density(0.1, 0.02)]
    np.testing.assert_allclose(in_javascript(calls), expected, rtol=1e-14)


def test_tapered_widths_in_the_page_are_those_of_python(in_javascript):
    shapes = [
        {"inputs": 64, "first": first, "last": last, "outputs": 10, "depth": layers}
        for first, last in product(depth.WIDTHS, repeat=2)
        for layers in (2, 3, 7, 30)
    ]
    got = in_javascript([["taperedWidths", shape] for shape in shapes])
    assert got == [depth.tapered_widths(**shape) for shape in shapes]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (1, "1"),
        (0.012345, "0.0123"),
        (-0.5, "−0.5"),
        (9.999, "10"),
        (1234.5, "1235"),
        (1.239e-7, "1.24×10⁻⁷"),
        (2e12, "2×10¹²"),
    ],
)
def test_numbers_are_shown_with_three_digits(in_javascript, value, shown):
    assert in_javascript([["format", value]]) == [shown]


@pytest.mark.parametrize(
    ("layers", "shown"),
    [
        ([1, 2, 3, 4, 5], "in all 5 layers"),
        ([], "in no layer"),
        ([2], "in layer 2"),
        ([1, 3, 4, 5], "in layers 1, 3–5"),
    ],
)
def test_layers_are_named_by_their_ranges(in_javascript, layers, shown):
    assert in_javascript([["inLayers", layers, 5]]) == [shown]
