import numpy as np
import pytest
import sympy

from initnotes import schemes, signals
from initnotes.derivations import width
from initnotes.measure.intervals import agrees


def value(expression, **numbers):
    """The expression at numbers, given by the symbols' names."""
    return float(expression.subs({s: numbers[s.name] for s in expression.free_symbols}))


def overlaps(inputs, units, draws, rng, distribution="normal"):
    """Both examples' states in `draws` layers, n_in Var W = 1: shape (draws, 2, units)."""
    scheme = schemes.lecun(distribution=distribution)
    weights = scheme.weights([inputs.shape[1], draws * units], rng=rng)[0]
    return (inputs @ weights.T).reshape(2, draws, units).swapaxes(0, 1)


@pytest.fixture
def pair():
    """Two examples of unequal size that are neither orthogonal nor parallel."""
    return np.array([[1.0, 2.0, 0.0, 1.0], [2.0, 0.5, 1.0, 0.0]])


def test_overlaps_of_a_pair_are_those_of_gaussian_layers(pair, rng):
    n = 5
    (q, c), (_, r) = pair @ pair.T / pair.shape[1]
    numbers = {"q": q, "q'": r, "c": c, "n": n}
    one, product, lengths = (value(step.right, **numbers) for step in width.overlap().steps)
    s, t = overlaps(pair, n, 40_000, rng).swapaxes(0, 1)
    assert agrees((s[:, 0] * t[:, 0]) ** 2, one)
    assert agrees(np.sum(s * t, axis=1) ** 2, product)
    assert agrees(np.sum(s**2, axis=1) * np.sum(t**2, axis=1), lengths)
    assert not agrees(np.sum(s * t, axis=1) ** 2, (n * c) ** 2)


def test_kurtosis_changes_the_overlap_as_uniform_weights_do(pair, rng):
    (q, c), (_, r) = pair @ pair.T / pair.shape[1]
    numbers = {f"x_{k + 1}": x for k, x in enumerate(pair[0])}
    numbers |= {f"x'_{k + 1}": x for k, x in enumerate(pair[1])}
    numbers |= {"v": 1 / pair.shape[1], "kappa": 1.8}
    change = value(width.kurtosis(fan_in=4).result, **numbers)
    s, t = overlaps(pair, 1, 200_000, rng, "uniform")[..., 0].T
    assert agrees((s * t) ** 2, q * r + 2 * c**2 + change)
    assert not agrees((s * t) ** 2, q * r + 2 * c**2)


@pytest.mark.parametrize(("batch", "n"), [(1, 4), (6, 4), (6, 9)])
def test_the_gap_of_the_simplest_net_is_that_of_drawn_nets(batch, n, rng):
    inputs = np.sqrt(8) * np.eye(8)[:batch]
    size = 0.7
    ratios = []
    for _ in range(2000):
        weights = schemes.lecun(distribution="normal").weights([8, n, 3], rng=rng)
        targets = size * rng.standard_normal((batch, 3))
        output = signals.propagate(weights, inputs, "identity").state[-1]
        net = signals.propagate(weights, inputs, "identity", output_gradient=output - targets)
        ratios.append(np.mean(net.weight_gradient[1] ** 2))
    numbers = {"q": 1, "u": 1, "t": size**2, "B": batch, "n": n}
    other, own, gap = (value(step.right, **numbers) for step in width.simplest().steps)
    assert agrees(ratios, own)
    assert own / other - 1 == pytest.approx(gap)
    assert not agrees(ratios, other)


@pytest.mark.parametrize("n", [3, 8])
def test_an_effective_batch_is_that_of_any_examples(n, rng):
    inputs = rng.standard_normal((5, 3)) + 0.5
    q = inputs @ inputs.T / 3
    traces, squares = np.trace(q), np.sum(q**2)
    _, ratio, orthogonal, equal = (step.right for step in width.effective_batch().steps)
    predicted = value(ratio, T_1=traces, T_2=squares, n=n)
    weights = schemes.lecun(distribution="normal").weights([3, 20_000 * n], rng=rng)[0]
    states = (inputs @ weights.T).reshape(5, 20_000, n).swapaxes(0, 1)
    measured = np.mean((states @ states.swapaxes(1, 2)) ** 2, axis=(1, 2))
    assert agrees(measured / (n**2 * np.mean(q**2)), predicted)
    assert not agrees(measured / (n**2 * np.mean(q**2)), value(orthogonal, B=5, n=n))
    assert value(orthogonal, B=1, n=n) == value(equal, n=n)


def test_each_linear_layer_adds_as_much_to_the_gap(rng):
    batch, n, depth = 6, 200, 3
    assert width.depth().result.subs({width.DEPTH: depth, width.BATCH: batch}) == 21
    states, squares = np.sqrt(n) * np.eye(n)[:batch], []
    for _ in range(400):
        values = states
        for weight in schemes.lecun(distribution="normal").weights([n] * (depth + 1), rng=rng):
            values = values @ weight.T
        squares.append(np.sum((values @ values.T / n) ** 2) / batch - 1)
    squares = np.array(squares)
    assert agrees(squares, depth * (batch + 1) / n)
    assert not agrees(squares, (depth - 1) * (batch + 1) / n)


def test_targets_alone_make_no_gap():
    assert sympy.limit(width.simplest().result, width.OUTPUT, 0) == 0
