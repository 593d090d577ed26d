from functools import cache
from itertools import product

import numpy as np
import pytest

from initnotes import schemes, theory
from initnotes.explorers import two_inputs
from initnotes.plots import maps

DATA = two_inputs.explore().data
NETS = [
    {"activation": activation, "weight_factor": weight, "bias_variance": bias}
    for activation, weight, bias in product(
        two_inputs.ACTIVATIONS, (0.3, 1.0, 1.3, 2.0, 3.2), (0.0, 0.05, 0.5)
    )
]
START = 0.35


def rectified(correlation):
    """cho2009, the chapter's closed form: E of two ReLU's product over the variance, times 2."""
    angle = np.arccos(np.minimum(correlation, 1))
    return (np.sin(angle) + (np.pi - angle) * correlation) / np.pi


def path_of(net):
    """By Python: its quadrature has 5 digits for pairs of a ReLU, the closed form all of them."""
    if net["activation"] != "relu":
        return two_inputs.correlation_path(**net, start=START, layers=two_inputs.LAYERS[-1])
    layer = two_inputs.settled_layer(**net)
    kept = layer["weight_factor"] / 2 * layer["variance"]
    share = layer["bias_variance"] / (kept + layer["bias_variance"])
    path = [START]
    while len(path) < two_inputs.LAYERS[-1]:
        path.append((1 - share) * rectified(path[-1]) + share)
    return path


@cache
def paths():
    return [path_of(net) for net in NETS]


def agree(in_javascript, change=None):
    calls = [["correlationPath", net | {"start": START}, DATA] for net in NETS]
    found = in_javascript(calls, change, explorer="two_inputs")
    return all(
        np.allclose(path, expected, rtol=1e-9, atol=0)
        for path, expected in zip(found, paths(), strict=True)
    )


@pytest.mark.parametrize("net", [net for net in NETS if net["activation"] == "relu"])
def test_closed_form_of_relu_is_the_path_of_theory(net):
    path = two_inputs.correlation_path(**net, start=START, layers=two_inputs.LAYERS[-1])
    np.testing.assert_allclose(path, path_of(net), atol=1e-5)
    # Biases are a share of the states where these settle, whatever the biases' size.
    shared = net["weight_factor"] < 2 and net["bias_variance"] > 0
    free = path_of(net | {"bias_variance": 0.0})
    assert np.allclose(path[:4], free[:4], atol=1e-3) == (not shared)


def test_path_is_that_of_the_infinitely_wide_theory():
    net = {"activation": "tanh", "weight_factor": 2.5, "bias_variance": 0.05}
    settled = two_inputs.settled_layer(**net)["variance"]
    # Inputs whose first states have the settled variance and the correlation START.
    size = (settled - 0.05) / 2.5
    inner = (START * settled - 0.05) / 2.5
    basis = np.linalg.cholesky([[size, inner], [inner, size]]) * 5**0.5
    inputs = np.hstack([basis, np.zeros((2, 3))])
    kernels = theory.infinite_width(
        [5] * 9,
        schemes.lecun(gain=2.5**0.5),
        "tanh",
        inputs=inputs,
        bias_scheme=schemes.constant(0.05),
    ).state_kernels
    path = two_inputs.correlation_path(**net, start=START, layers=8)
    np.testing.assert_allclose([theory.correlation(k) for k in kernels], path, rtol=1e-9)
    other = two_inputs.correlation_path(**(net | {"weight_factor": 2.4}), start=START, layers=8)
    assert not np.allclose(path, other, rtol=1e-4)


def test_paths_in_the_page_are_those_of_python(in_javascript):
    assert agree(in_javascript)


@pytest.mark.parametrize(
    "change",
    [
        ("sum * c + a * a", "sum * c + 0.9 * a * a"),
        ("Math.sqrt(k) * below[i]", "below[i]"),
        ("weights[i] * f(Math.sqrt(variance) * node)", "weights[i] * f(variance * node)"),
        ("c * Math.asin(c)", "Math.asin(c)"),
        ("pair(c) + biasVariance) / next", "pair(c)) / next"),
        ("const biasVariance = free ? 0", "const biasVariance = free ? 1"),
        ("return biasVariance / (1 - kept)", "return biasVariance / kept"),
        ("Math.max(settled, TINY)", "Math.max(settled, 1)"),
    ],
)
def test_a_slip_in_the_map_is_seen(in_javascript, change):
    assert not agree(in_javascript, change)


FATES = [
    ("tanh", 1.3, 0.05, "The two become one."),
    ("sigmoid", 3.2, 0.0, "The two become one."),
    ("relu", 2.0, 0.0, "The two become one, but slowly"),
    ("relu", 3.2, 0.5, "The two become one, but slowly"),
    ("relu", 1.0, 0.5, "The two become one."),
    ("tanh", 2.5, 0.05, "The two part"),
    ("tanh", 2.8, 0.0, "The two part"),
    ("tanh", 1.0, 0.0, "The two stay as they are"),
]


def says_what_python_says(
    in_javascript, activation, weight_factor, bias_variance, verdict, change=None
):
    net = {"activation": activation, "weight_factor": weight_factor, "bias_variance": bias_variance}
    slope, end = two_inputs.map_slope(**net), two_inputs.end_of_path(**net)
    path = two_inputs.correlation_path(**net, start=START, layers=30)
    controls = net | {"start": START, "layer": 8}
    calls = [["words", controls, DATA]] + [
        ["format", x] for x in (slope, end, path[7], 1 - path[7])
    ]
    said, slope, end, seen, lacking = in_javascript(calls, change, "two_inputs")
    seen = f"1 − {lacking}" if path[7] > 0.99 else seen
    return (
        said["lines"][0].startswith(verdict)
        and said["lines"][0].endswith(f"from 0.35 in layer 1 to {seen} in layer 8.")
        and f"the slope {slope}" in said["lines"][1]
        and (f"leads to c* = {end}." in said["lines"][1]) == ("stay" not in verdict)
        and said["columns"] == ["layer", "correlation c", "angle"]
        and [row[0] for row in said["rows"]] == list(two_inputs.LAYERS)
        and said["rows"][7][1] == seen
        and said["rows"][0][2] == "69.5°"
    )


@pytest.mark.parametrize("case", FATES)
def test_the_page_says_what_python_says(in_javascript, case):
    assert says_what_python_says(in_javascript, *case)


@pytest.mark.parametrize(
    "change",
    [
        ('slope > 1 ? "part" : "one"', 'slope > 1 ? "one" : "part"'),
        ("to ` +\n        `${near(path[layer - 1])}", "to ` +\n        `${near(path[layer])}"),
        ("`${format(slope)}${fate", "`${format(end)}${fate"),
        ("and leads to c* = ${near(end)}", "and leads to c* = ${near(slope)}"),
        ("* 180) / Math.PI)}", "* 90) / Math.PI)}"),
        ("[i + 1, near(c), degrees(c)]", "[i + 1, near(c ** 2), degrees(c)]"),
    ],
)
def test_a_slip_in_the_words_is_seen(in_javascript, change):
    assert not says_what_python_says(in_javascript, *FATES[5], change)


@pytest.mark.parametrize("net", NETS)
def test_end_is_where_the_path_leads(net):
    end, slope = two_inputs.end_of_path(**net), two_inputs.map_slope(**net)
    assert (end == 1) == (slope <= 1 + 1e-9)
    if net["activation"] != "relu" and abs(slope - 1) > 0.01:
        far = two_inputs.correlation_path(**net, start=0.5, layers=500)[-1]
        assert far == pytest.approx(end, abs=0.01)


@pytest.mark.parametrize(
    ("net", "words"),
    [
        (("relu", 2.0, 0.0), "variance stays what it is."),
        (("relu", 1.0, 0.5), "variance settles at q* = 1."),
        (("relu", 3.2, 0.0), "variance grows without end."),
        (("tanh", 1.0, 0.0), "variance fades to 0."),
    ],
)
def test_the_page_says_where_the_variance_leads(in_javascript, net, words):
    names = ("activation", "weight_factor", "bias_variance")
    controls = dict(zip(names, net, strict=True)) | {"start": START, "layer": 8}
    [said] = in_javascript([["words", controls, DATA]], explorer="two_inputs")
    assert words in said["lines"][1]


def test_still_and_sentence_have_the_path(monkeypatch):
    drawn = []
    monkeypatch.setattr(maps, "cobweb", lambda ax, c, mapped, path: drawn.append((c, mapped, path)))
    monkeypatch.setattr(maps, "pair", lambda ax, correlations: drawn.append(correlations))
    net = {"activation": "tanh", "weight_factor": 2.5, "bias_variance": 0.05}
    made = two_inputs.explore(**net, start=0.7, layer=5)
    (c, mapped, path), pairs = drawn
    expected = two_inputs.correlation_path(**net, start=0.7, layers=5)
    np.testing.assert_array_equal(path, expected)
    assert pairs == {1: 0.7, 5: expected[-1]}
    layer = two_inputs.settled_layer(**net)
    np.testing.assert_array_equal(mapped, theory.correlation_map("tanh", c, **layer))
    assert f"from 0.7 in layer 1 to {expected[-1]:.3g} in layer 5." in made.sentence
    assert f"slope at c = 1 is {two_inputs.map_slope(**net):.3g}" in made.sentence
    assert made.sentence.endswith("c* = 0.447.")


def test_bad_start_is_refused():
    with pytest.raises(ValueError, match="start must be one of"):
        two_inputs.explore(start=1.0)
