from itertools import product

import numpy as np
import pytest

from initnotes import schemes, theory
from initnotes.explorers import phase
from initnotes.plots import maps

DATA = phase.explore().data
# Off the critical line, where Python's own fixed point settles.
LAYERS = [
    {"activation": activation, "weight_factor": weight, "bias_variance": bias}
    for activation, weight, bias in product(
        phase.ACTIVATIONS, (0.3, 0.9, 1.3, 2.0, 2.78, 3.2), (0.0, 0.05, 0.5)
    )
]


def in_words(layer):
    """The layer as `maps.js` takes it."""
    return {
        "activation": layer["activation"],
        "weightFactor": layer["weight_factor"],
        "biasVariance": layer["bias_variance"],
        "quadrature": DATA["quadrature"],
    }


def by_script(in_javascript, change=None):
    """q*, chi there, and the net, in each of `LAYERS`."""
    calls = []
    for layer in LAYERS:
        settled = phase.settled_variance(**layer)
        made = in_words(layer)
        calls += [
            ["settledVariance", made],
            ["chi", made, settled],
            ["netThrough", made, phase.LAYERS],
        ]
    found = in_javascript(calls, change, explorer="phase")
    return [found[start : start + 3] for start in range(0, len(found), 3)]


def agree(found):
    for layer, (settled, slope, net) in zip(LAYERS, found, strict=True):
        expected = phase.settled_variance(**layer)
        through = phase.net_through(**layer)
        chi = theory.chi(layer["activation"], expected, weight_factor=layer["weight_factor"])
        pairs = [
            (settled, expected),
            (slope, chi),
            (net["states"], through.states),
            (net["gradients"], through.gradients),
        ]
        if not all(np.allclose(a, b, rtol=1e-9, atol=0) for a, b in pairs):
            return False
    return True


@pytest.mark.parametrize("layer", LAYERS[::5])
def test_net_is_that_of_the_infinitely_wide_theory(layer):
    """Inputs of second moment (1 - Var b) / (n Var W) give the first state its variance 1."""
    f, v, b = layer.values()
    x = np.full((1, 7), ((1 - b) / v) ** 0.5)
    net = theory.infinite_width(
        [7, *[7] * phase.LAYERS, 7],
        schemes.lecun(gain=v**0.5),
        f,
        inputs=x,
        bias_scheme=schemes.constant(b),
    )
    made = phase.net_through(**layer)
    np.testing.assert_allclose(net.second_moment("state")[:-1], made.states, rtol=1e-9)
    gradient = net.second_moment("state_gradient")
    np.testing.assert_allclose(gradient[:-1] / gradient[-1], made.gradients, rtol=1e-9)
    other = phase.net_through(f, weight_factor=1.1 * v, bias_variance=b)
    assert not np.allclose(made.gradients, other.gradients, rtol=1e-3, atol=0)


def test_maps_in_the_page_are_those_of_python(in_javascript):
    assert agree(by_script(in_javascript))


@pytest.mark.parametrize(
    "change",
    [
        ("return expectation((s) => f(s) ** 2", "return expectation((s) => f(s) ** 4"),
        ("slope(s) ** 2, variance", "slope(s), variance"),
        ("secondMoment(layer, variance) + layer.biasVariance", "secondMoment(layer, variance)"),
        ("gradients[0] * chi(layer, variance)", "gradients[0] * chi(layer, 1)"),
        ("states.toReversed().forEach", "states.forEach"),
        ("if (varianceMap(layer, middle) > middle) low", "if (chi(layer, middle) > 1) low"),
        ("[0, weightFactor + biasVariance]", "[0, 1]"),
    ],
)
def test_a_slip_in_the_maps_is_seen(in_javascript, change):
    assert not agree(by_script(in_javascript, change))


def test_without_biases_xavier_settles_at_nothing(in_javascript):
    layers = [
        {"activation": f, "weight_factor": 1.0, "bias_variance": 0.0} for f in ("tanh", "softsign")
    ]
    found = in_javascript([["settledVariance", in_words(layer)] for layer in layers])
    assert found == [0, 0]
    assert [phase.settled_variance(**layer) for layer in layers] == found
    assert [theory.critical_point(layer["activation"]).variance for layer in layers] == found


def says_what_python_says(in_javascript, weight_factor, bias_variance, verdict, change=None):
    """Whether lines and table of the page are those of the net, in the page's own digits."""
    layer = {"activation": "tanh", "weight_factor": weight_factor, "bias_variance": bias_variance}
    settled, net = phase.settled_variance(**layer), phase.net_through(**layer)
    chi = float(theory.chi("tanh", settled, weight_factor=weight_factor))
    numbers = [settled, chi, *net.states.tolist(), *net.gradients.tolist()]
    calls = [["format", number] for number in numbers]
    said, q, factor, *cells = in_javascript([["words", layer, DATA], *calls], change, "phase")
    states, gradients = cells[: phase.LAYERS], cells[phase.LAYERS :]
    return (
        said["lines"][0].startswith(f"{verdict}: ")
        and f"In layer 1 of 50 its variance is {gradients[0]} times" in said["lines"][0]
        and f"settles at q* = {q};" in said["lines"][1]
        and said["lines"][1].endswith(f"variance by χ = {factor}.")
        and said["columns"] == ["layer", "state variance q", "gradient's variance, output = 1"]
        and said["rows"]
        == [[i + 1, *pair] for i, pair in enumerate(zip(states, gradients, strict=True))]
    )


@pytest.mark.parametrize(
    "point",
    [(0.33, 0.0, "Order"), (1.0, 0.0, "The edge"), (2.78, 0.0, "Chaos"), (1.3, 0.05, "Order")],
)
def test_the_page_says_what_python_says(in_javascript, point):
    assert says_what_python_says(in_javascript, *point)


@pytest.mark.parametrize(
    "change",
    [
        ("[i + 1, format(variance), format(gradients[i])]", "[i + 1, format(variance), '1']"),
        ("q* = ${format(settled)};", "q* = ${format(slope)};"),
        ('slope < 1 ? "order" : "chaos"', 'slope < 1 ? "chaos" : "order"'),
        ("is ${format(gradients[0])} times", "is ${format(gradients.at(-1))} times"),
        ("by χ = ${format(slope)}", "by χ = ${format(slope ** 0.5)}"),
    ],
)
def test_a_slip_in_the_words_is_seen(in_javascript, change):
    assert not says_what_python_says(in_javascript, 1.3, 0.05, "Order", change)


def test_line_and_points_are_those_of_theory():
    line = phase.critical_line("tanh")
    for weight, bias in line[10::30]:
        settled = phase.settled_variance("tanh", weight_factor=weight, bias_variance=bias)
        assert theory.chi("tanh", settled, weight_factor=weight) == pytest.approx(1, abs=1e-6)
        beside = phase.settled_variance("tanh", weight_factor=1.1 * weight, bias_variance=bias)
        assert theory.chi("tanh", beside, weight_factor=1.1 * weight) > 1.001
    assert line[-1, 1] > 0.95 * phase.ENDS["bias_variance"]
    expected = {
        "standard": schemes.standard().factors(5, 7)[0],
        "Xavier": schemes.xavier().factors(7, 7)[0],
        "He": schemes.he().factors(5, 7)[0],
        "gain 5/3": schemes.xavier(gain=5 / 3).factors(7, 7)[0],
    }
    assert {name: x for name, (x, *_) in phase.POINTS.items()} == pytest.approx(expected)


def test_axes_hold_every_setting():
    for activation in phase.ACTIVATIONS:
        for weight, bias in product(
            phase.WEIGHT_FACTORS[:: len(phase.WEIGHT_FACTORS) - 1], (0, 0.5)
        ):
            net = phase.net_through(activation, weight_factor=weight, bias_variance=bias)
            assert phase.ENDS["share"][0] < net.gradients.min()
            assert net.gradients.max() < phase.ENDS["share"][1]
            assert net.states.max() < phase.ENDS["variance"]


def test_still_has_the_point_and_its_path(monkeypatch):
    drawn = []
    monkeypatch.setattr(maps, "cobweb", lambda ax, q, mapped, path: drawn.append((q, mapped, path)))
    phase.explore(activation="softsign", weight_factor=2.0, bias_variance=0.2)
    [(q, mapped, path)] = drawn
    layer = {"weight_factor": 2.0, "bias_variance": 0.2}
    np.testing.assert_array_equal(mapped, theory.variance_map("softsign", q, **layer))
    np.testing.assert_array_equal(path, phase.net_through("softsign", **layer).states)


def test_bad_start_is_refused():
    with pytest.raises(ValueError, match="weight_factor must be one of"):
        phase.explore(weight_factor=25 / 9)
