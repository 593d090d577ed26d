import json
from pathlib import Path

import numpy as np
import pytest
import sympy
from torch import nn

from initnotes import theory
from initnotes.derivations import chaos as derivations

BOOK = Path(__file__).parents[2] / "book"


def step(derivation, name):
    return next(step.right for step in derivation.steps if step.name == name)


@pytest.mark.parametrize("c", [0.0, 0.3, 0.99])
def test_rectified_correlation_and_its_slope_are_the_quadratures(c):
    derivation = derivations.rectified_correlation()
    at = {derivations.ANGLE: np.arccos(c)}
    net = {"variance": 1.7, "weight_factor": 0.6}
    mapped = float(step(derivation, "c'").subs(at))
    assert mapped == pytest.approx(theory.correlation_map("relu", c, **net), abs=1e-6)
    assert mapped != pytest.approx(theory.correlation_map("tanh", c, **net), abs=1e-3)
    slope = float(step(derivation, r"\frac{dc'}{dc}").subs(at))
    chi = theory.chi("relu", 1.7, weight_factor=2, correlation=c)
    assert slope == pytest.approx(float(chi), abs=1e-5)


def test_rectified_correlation_nears_one_like_nine_pi_squared_over_two_squared_depths():
    growth = derivations.rectified_correlation().result
    assert sympy.simplify(1 / growth**2 - 9 * sympy.pi**2 / 2) == 0
    gap = 1e-8
    c = np.arccos(1 - gap)
    following = 1 - (np.sin(c) + (np.pi - c) * np.cos(c)) / np.pi
    grown = 1 / np.sqrt(following) - 1 / np.sqrt(gap)
    assert grown == pytest.approx(float(growth), rel=0.01)
    assert grown != pytest.approx(2 * float(growth), rel=0.01)


def test_starting_cost_is_that_of_small_random_logits(rng):
    derivation = derivations.starting_cost()
    q, classes = 0.04, 7
    at = {symbol: {"q": q, "K": classes}[symbol.name] for symbol in derivation.result.free_symbols}
    logits = rng.normal(0, np.sqrt(q), (200_000, classes))
    # The linear term has mean 0 and most of the noise.
    cost = np.log(np.exp(logits).sum(axis=1)) - logits.mean(axis=1) - np.log(classes)
    assert cost.mean() == pytest.approx(float(derivation.result.subs(at)), rel=0.03)
    assert cost.mean() != pytest.approx(q / 2, rel=0.03)


def test_gains_that_the_chapter_quotes_are_torchs():
    cells = json.loads((BOOK / "chaos.ipynb").read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells]
    (source,) = (s for s in sources if s.startswith("calculate_gain = {"))
    namespace = {"np": np}
    exec(source, namespace)
    quoted = namespace["calculate_gain"]
    assert len(quoted) == 6
    for name, gain in quoted.items():
        known = "linear" if name == "identity" else name
        assert gain == pytest.approx(nn.init.calculate_gain(known))
