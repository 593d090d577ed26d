"""The practitioner's page: each call and each number on it, and the looks at a net."""

import re
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import init

from initnotes import measure, schemes, theory
from initnotes.activations import ACTIVATIONS, as_activation

PAGE = (Path(__file__).parent.parent / "book" / "practice.md").read_text(encoding="utf-8")
GIVEN = {"g": 1.3, "a": 0.2}
SHAPE = 150, 600  # unequal fans, so that a swap shows


def table(label):
    """The rows of the first table after a label, as lists of cells without backquotes."""
    lines = PAGE.split(f"({label})=")[1].split("\n|", 1)[1].split("\n\n")[0].splitlines()
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines[2:]]


ACTIVATION_ROWS = table("practice-scheme")
CALLS = {row[0]: row for row in table("practice-call")}


def facts(name, scheme):
    """Gain, chi and lambda of an activation under the scheme that the page gives it."""
    f = as_activation(name)
    gain = {"Xavier": 1, "LeCun": 1}.get(scheme, theory.second_moment(f, 1) ** -0.5)
    # Where the slope at zero is 1 the states become small, and the numbers are those of the limit.
    variance = 1e-8 if scheme == "Xavier" else 1
    growth = theory.expectation(lambda s: s * f(s) * f.derivative(s), variance, kinks=f.kinks) * (
        gain**2 / variance
    )
    return gain, theory.chi(f, variance, weight_factor=gain**2), growth


def test_every_shipped_activation_has_a_row_and_a_scheme_with_calls():
    assert sorted(row[0] for row in ACTIVATION_ROWS) == sorted(ACTIVATIONS)
    assert {row[1] for row in ACTIVATION_ROWS} < set(CALLS)


@pytest.mark.parametrize("row", ACTIVATION_ROWS, ids=lambda row: row[0])
def test_gain_chi_and_lambda_are_the_theorys(row):
    name, scheme, *numbers = row[:5]
    for shown, found in zip(numbers, facts(name, scheme), strict=True):
        decimals = len(shown.partition(".")[2])
        slack = 10**-decimals / 2 if decimals else 2e-3
        assert abs(found - float(shown)) <= slack


def test_what_the_page_says_of_gains_holds():
    for name in ("tanh", "softsign", "hard_tanh"):
        assert theory.critical_gain(name) == pytest.approx(1, abs=1e-6)
    for name in ("gelu", "gelu_tanh", "silu", "mish", "softplus"):
        with pytest.raises(ValueError, match="must have a critical point at bias_variance=0"):
            theory.critical_gain(name)
    settled = theory.fixed_point("tanh", weight_factor=25 / 9)
    assert round(settled, 2) == 1.18
    assert round(theory.chi("tanh", settled, weight_factor=25 / 9), 2) == 1.21
    assert theory.critical_gain("sigmoid") > 10


def scheme_of(row):
    return eval(row[2], {"schemes": schemes, **GIVEN})


def variance(row):
    return scheme_of(row).variance(SHAPE[1], SHAPE[0])


@pytest.mark.parametrize("row", CALLS.values(), ids=list(CALLS))
def test_pytorchs_call_draws_the_schemes_variance_and_no_other(row, rng):
    torch.manual_seed(20100513)
    for shape in (SHAPE, (150, 24, 5, 5)):
        w = torch.empty(shape)
        eval(row[3], {"init": init, "w": w, **GIVEN})
        fans = init._calculate_fan_in_and_fan_out(w)
        drawn = scheme_of(row).sample(shape, rng=rng)
        for values in (w.numpy(), drawn):
            assert abs(measure.variance_z_score(values, scheme_of(row).variance(*fans))) < 5
            for other in CALLS.values():
                if other is not row:
                    wrong = scheme_of(other).variance(*fans)
                    assert abs(measure.variance_z_score(values, wrong)) > 10


def scaled(scale, mode, distribution):
    """The variance by the documentation of VarianceScaling and variance_scaling: scale / n."""
    assert distribution in ("uniform", "untruncated_normal", "normal")
    fan_out, fan_in = SHAPE
    return scale / {"fan_in": fan_in, "fan_avg": (fan_in + fan_out) / 2}[mode]


DOCUMENTED = {
    "VarianceScaling": scaled,
    "variance_scaling": scaled,
    "GlorotUniform": lambda: scaled(1, "fan_avg", "uniform"),
    "glorot_uniform": lambda: scaled(1, "fan_avg", "uniform"),
    "HeUniform": lambda: scaled(2, "fan_in", "uniform"),
    "he_uniform": lambda: scaled(2, "fan_in", "uniform"),
    "LecunUniform": lambda: scaled(1, "fan_in", "uniform"),
    "lecun_uniform": lambda: scaled(1, "fan_in", "uniform"),
}


@pytest.mark.parametrize("row", CALLS.values(), ids=list(CALLS))
def test_keras_and_jax_calls_are_the_scheme_by_their_documentation(row):
    for call in row[4:6]:
        assert eval(call, DOCUMENTED | GIVEN) == pytest.approx(variance(row), rel=1e-12)


@pytest.mark.parametrize("row", CALLS.values(), ids=list(CALLS))
def test_weight_factor_is_the_schemes(row):
    formula = row[1].strip("$").replace(r"n_\mathrm{in}", "m").replace(r"n_\mathrm{out}", "n")
    formula = formula.replace("^", "**").replace("2 g", "2 * g").replace("2 m", "2 * m")
    formula = formula.replace("g**2 m", "g**2 * m")
    factor = eval(formula, {"m": SHAPE[1], "n": SHAPE[0], **GIVEN})
    assert factor == pytest.approx(SHAPE[1] * variance(row), rel=1e-12)


def test_looks_tell_the_default_from_he(capsys):
    torch.manual_seed(20100513)
    names = {}
    shown = []
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(block, names)
        shown.append(capsys.readouterr().out)
    _, inputs, weights, signals, units, pairs, draws, expected = shown
    assert inputs == "mean -0.00, mean square 1.01\n"
    assert all(abs(float(line.split()[1]) - 1 / 3) < 0.04 for line in weights.splitlines())
    activation, gradient = (
        np.array(line.split()[1:], dtype=float) for line in signals.splitlines()
    )
    assert activation[0] > 50 * activation[-1] and gradient[-2] > 1000 * gradient[0]
    assert units.count("silent") == 10 and pairs.count("\n") == 11
    assert float(pairs.split()[-1]) > 0.95
    healthy = [line.split() for line in [*draws.splitlines(), expected]]
    for numbers in np.array(healthy, dtype=float):
        assert 0.1 < numbers[0] / numbers[-2] < 10


def test_error_is_pytorchs_and_its_cure_works():
    words = re.search(r'an error: "([^"]+)"', PAGE)[1]
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.LayerNorm(4))
    parameters = list(model.parameters())
    with pytest.raises(ValueError, match=words):
        init.xavier_uniform_(parameters[1])
    assert [init.xavier_uniform_(p).dim() for p in parameters if p.dim() >= 2] == [2]
