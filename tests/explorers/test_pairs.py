"""The page's correlations of two examples against those of `initnotes`."""

from itertools import product

import numpy as np
import pytest

from initnotes import activations, schemes, theory
from initnotes.explorers import depth
from initnotes.theory.quadrature import gaussian_quadrature

NODES, WEIGHTS = gaussian_quadrature()
QUADRATURE = {"nodes": NODES.tolist(), "weights": WEIGHTS.tolist()}
LINES = {"identity": 1.0, "relu": 0.0, "leaky_relu": -float(activations.leaky_relu()(-1.0))}
CURVES = sorted(depth.ACTIVATIONS.keys() - LINES.keys())


def nets():
    """Ends of the sliders among them, where a state's variance is 18."""
    for widths, name, gain in product(
        ([100] * 12, [10, 1000, 50, 300, 10]), depth.SCHEMES, (0.2, 1.0, 3.0)
    ):
        yield widths, schemes.scheme(name, gain=gain)


def by_script(in_javascript, activation, change=None):
    calls = [
        [
            "stateCorrelations",
            {
                "activation": activation,
                "quadrature": QUADRATURE,
                "variances": theory.infinite_width(*net, activation).variance("state").tolist(),
                "start": depth.CORRELATION,
            },
        ]
        for net in nets()
    ]
    return in_javascript(calls, change)


def arc_cosine(correlation, slope):
    """E f(u) f(u') / E f(u)**2 for f(s) = s above 0 and slope s below it.

    Source: Cho & Saul (2009), eq. 6, for the ReLU r with f(s) = r(s) - slope r(-s).
    """

    def kernel(c):
        angle = np.arccos(c)
        return (np.sin(angle) + (np.pi - angle) * c) / np.pi

    both = (1 + slope**2) * kernel(correlation) - 2 * slope * kernel(-correlation)
    return both / (1 + slope**2)


@pytest.mark.parametrize("activation", CURVES)
def test_correlations_in_the_page_are_those_of_python(in_javascript, activation):
    for net, got in zip(nets(), by_script(in_javascript, activation), strict=True):
        expected = depth.state_correlations(*net, activation)
        np.testing.assert_allclose(got, expected, rtol=1e-9)


@pytest.mark.parametrize("activation", LINES)
def test_correlations_of_two_lines_are_the_closed_ones(in_javascript, activation):
    expected = [depth.CORRELATION]
    while len(expected) < 12:
        expected.append(arc_cosine(expected[-1], LINES[activation]))
    for (widths, scheme), got in zip(nets(), by_script(in_javascript, activation), strict=True):
        np.testing.assert_allclose(got, expected[: len(got)], rtol=1e-9)
        in_python = depth.state_correlations(widths, scheme, activation)
        np.testing.assert_allclose(got, in_python, rtol=1e-6)


@pytest.mark.parametrize(
    ("activation", "change"),
    [
        ("tanh", ("HERMITE_TERMS = 96", "HERMITE_TERMS = 9")),
        ("sigmoid", ("Math.sqrt(k) * below", "k * below")),
        ("softsign", ("sum * c + a * a", "sum * c + a")),
        ("tanh", ("pair(correlations.at(-1)) / whole", "pair(start) / whole")),
        ("relu", ("Math.asin(c)", "Math.acos(c)")),
        ("leaky_relu", ("(1 - slope) ** 2", "(1 - slope)")),
        ("relu", ("relu: 0,", "relu: 0.1,")),
    ],
)
def test_a_slip_in_the_script_changes_the_correlations(in_javascript, activation, change):
    right, wrong = (by_script(in_javascript, activation, slip) for slip in (None, change))
    pairs = zip(right, wrong, strict=True)
    assert any(not np.allclose(one, other, rtol=1e-8, equal_nan=True) for one, other in pairs)
