"""Fixed points and depth scales, against tables, limits and iteration."""

import numpy as np
import pytest

from initnotes import activations as a
from initnotes import theory

INFINITE = float("inf")
# tanh: (weight factor, bias variance) -> q*, chi and the correlation's depth scale.
TANH = {
    (1 / 3, 0): (0, 0.333, 0.91),
    (1, 0): (0, 1, INFINITE),
    (1.3, 0.05): (0.315, 0.880, 7.83),
    (1.7610, 0.05): (0.570, 1, INFINITE),
    (2.5, 0.05): (1.064, 1.133, 11.8),
    (25 / 9, 0): (1.178, 1.210, 12.1),
}
table = pytest.mark.parametrize(("point", "row"), TANH.items())
ORDER = {"weight_factor": 1.3, "bias_variance": 0.05}
CHAOS = {"weight_factor": 25 / 9, "bias_variance": 0.0}


def options(point):
    return dict(zip(("weight_factor", "bias_variance"), point, strict=True))


def distances(step, start, end, layers):
    """How far from its end a number still is, layer by layer, under the map `step`."""
    found = []
    for _ in range(layers):
        start = step(start)
        found.append(abs(start - end))
    return np.array(found)


def measured_scale(distance):
    """Layers over which the last distances shrink by the factor e."""
    return -1 / np.log(distance[-1] / distance[-2])


@table
def test_fixed_point_and_chi_are_the_tables(point, row):
    variance, factor, _ = row
    if point == (1, 0):
        with pytest.raises(ValueError, match="must settle within 10000 steps"):
            theory.fixed_point("tanh", **options(point))
        return
    found = theory.fixed_point("tanh", **options(point))
    assert found == pytest.approx(variance, abs=6e-4)
    assert theory.chi("tanh", found, weight_factor=point[0]) == pytest.approx(factor, abs=6e-4)


def test_sigmoids_first_terms_err_by_the_orders_that_chapter_7_states():
    factors = np.array([0.05, 0.1, 0.2])
    q = np.array([theory.fixed_point("sigmoid", weight_factor=v) for v in factors])
    chi = [theory.chi("sigmoid", at, weight_factor=v) for at, v in zip(q, factors, strict=True)]

    def order(first_term, exact):
        gap = np.abs(first_term - exact)
        return np.log2(gap[1:] / gap[:-1])

    np.testing.assert_allclose(order(4 * factors / (16 - factors), q), 3, atol=0.1)
    np.testing.assert_allclose(order(factors / 16, chi), 2, atol=0.1)
    np.testing.assert_allclose(order(factors / 4, q), 2, atol=0.1)  # one term less, one order less


@table
def test_correlation_depth_scale_is_the_tables(point, row):
    found = theory.correlation_depth_scale("tanh", **options(point))
    if point == (1.7610, 0.05):  # rounded to four digits, it is critical to 4
        assert found > 1e3
    elif row[2] == INFINITE:
        assert found == INFINITE
    else:
        assert found == pytest.approx(row[2], rel=5e-3)


def test_on_the_critical_line_no_depth_scale_of_the_correlation_ends():
    weight_factor, bias_variance = theory.critical_line("tanh", 0.57)
    point = (float(weight_factor), float(bias_variance))
    assert theory.correlation_depth_scale("tanh", **options(point)) == INFINITE
    off = (point[0] - 1e-3, point[1])
    assert theory.correlation_depth_scale("tanh", **options(off)) < 1e4


@pytest.mark.parametrize("point", [ORDER, CHAOS], ids=["order", "chaos"])
def test_fixed_point_repeats_itself_and_chi_tells_order_from_chaos(point):
    q = theory.fixed_point("tanh", **point)
    assert theory.variance_map("tanh", q, **point) == pytest.approx(q, rel=1e-12)
    assert (theory.chi("tanh", q, weight_factor=point["weight_factor"]) > 1) == (point is CHAOS)


@pytest.mark.parametrize("start", [1e-3, 1.0, 50.0])
def test_fixed_point_is_reached_from_anywhere(start):
    assert theory.fixed_point("tanh", start=start, **CHAOS) == pytest.approx(1.17848, abs=1e-5)


def test_fixed_point_has_settled_to_twelve_digits():
    """At chi near 1 the map is slow: a looser rule stops at 3 digits less."""
    point = {"weight_factor": 1.02, "bias_variance": 0.0}
    found = theory.fixed_point("tanh", **point)
    gap = theory.variance_map("tanh", found, **point) - found
    assert abs(gap) <= 1e-12 * found
    exact = found
    for _ in range(3000):
        exact = theory.variance_map("tanh", exact, **point)
    assert found == pytest.approx(exact, rel=1e-10)


def test_a_net_without_biases_that_shrinks_ends_at_zero():
    for weight_factor in (0, 0.5, 0.99999):
        assert theory.fixed_point("identity", weight_factor=weight_factor) == 0
        assert theory.fixed_point("tanh", weight_factor=weight_factor, start=30.0) == 0
    assert theory.fixed_point("tanh", weight_factor=0.5, start=1e-30) == 0
    assert theory.fixed_point("identity", weight_factor=0.5, bias_variance=1.0) == pytest.approx(2)
    assert theory.fixed_point("relu", weight_factor=2.0, start=3.7) == pytest.approx(3.7)


@pytest.mark.parametrize(
    ("point", "message"),
    [
        ({"weight_factor": 1, "steps": 50}, "tanh at weight_factor=1, .* settle within 50 steps"),
        ({"weight_factor": 1, "start": 0}, "start must be above 0, got 0"),
        ({"weight_factor": 1, "steps": 0}, "steps must be at least 1, got 0"),
        ({"weight_factor": -1}, "weight_factor must be at least 0, got -1"),
        ({"weight_factor": 1, "bias_variance": -1}, "bias_variance must be at least 0, got -1"),
    ],
)
def test_a_fixed_point_that_is_not_reached_is_no_answer(point, message):
    with pytest.raises(ValueError, match=message):
        theory.fixed_point("tanh", **point)


def test_a_variance_that_explodes_is_no_fixed_point():
    with pytest.raises(ValueError, match=r"relu at weight_factor=3.*and still moving"):
        theory.fixed_point("relu", weight_factor=3)


def test_correlation_ends_at_one_in_order_and_below_in_chaos():
    assert theory.correlation_fixed_point("tanh", **ORDER) == 1
    assert theory.correlation_fixed_point("tanh", weight_factor=0.5) == 1
    assert theory.correlation_fixed_point("relu", weight_factor=2.0) == 1
    q, c = theory.fixed_point("tanh", **ORDER), 0.5
    for _ in range(150):
        c = float(theory.correlation_map("tanh", c, variance=q, **ORDER))
    assert c == pytest.approx(1, abs=1e-6)
    found = theory.correlation_fixed_point("tanh", **CHAOS)
    q = theory.fixed_point("tanh", **CHAOS)
    assert found == pytest.approx(0, abs=1e-9)  # tanh is odd and has no biases
    biased = {"weight_factor": 2.5, "bias_variance": 0.05}
    found, q = (f("tanh", **biased) for f in (theory.correlation_fixed_point, theory.fixed_point))
    assert 0.3 < found < 0.9
    repeated = theory.correlation_map("tanh", found, variance=q, **biased)
    assert repeated == pytest.approx(found, abs=1e-11)
    for c in (-0.5, 0.99):
        for _ in range(150):
            c = float(theory.correlation_map("tanh", c, variance=q, **biased))
        assert c == pytest.approx(found, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("tanh", ORDER),
        ("tanh", CHAOS),
        ("sigmoid", {"weight_factor": 4.0, "bias_variance": 0.1}),
        ("hard_tanh", {"weight_factor": 1.6, "bias_variance": 0.1}),
        ("gelu", {"weight_factor": 1.5, "bias_variance": 0.2}),
        ("relu", {"weight_factor": 1.2, "bias_variance": 0.3}),
    ],
)
def test_variance_depth_scale_is_what_iterating_the_map_shows(name, point):
    end = theory.fixed_point(name, **point)
    step = 1e-4 * end
    distance = distances(
        lambda q: float(theory.variance_map(name, q, **point)), end + step, end, layers=6
    )
    scale = theory.variance_depth_scale(name, **point)
    assert measured_scale(distance) == pytest.approx(scale, rel=1e-3)


@pytest.mark.parametrize(
    ("name", "point", "end"),
    [
        ("tanh", ORDER, 1.0),
        ("tanh", {"weight_factor": 2.5, "bias_variance": 0.05}, None),
        ("sigmoid", {"weight_factor": 4.0, "bias_variance": 0.1}, 1.0),
        ("gelu", {"weight_factor": 1.5, "bias_variance": 0.2}, 1.0),
    ],
)
def test_correlation_depth_scale_is_what_iterating_the_map_shows(name, point, end):
    q = theory.fixed_point(name, **point)
    end = theory.correlation_fixed_point(name, **point) if end is None else end
    distance = distances(
        lambda c: float(theory.correlation_map(name, c, variance=q, **point)),
        end - 1e-4,
        end,
        layers=6,
    )
    scale = theory.correlation_depth_scale(name, **point)
    assert measured_scale(distance) == pytest.approx(scale, rel=5e-3)


def test_a_power_law_has_an_infinite_depth_scale():
    """tanh at weight factor 1: q falls like 1 / (2 l), slower than any exponential."""
    assert theory.variance_depth_scale("tanh", weight_factor=1.0) == INFINITE
    assert theory.variance_depth_scale("relu", weight_factor=2.0) == INFINITE
    found = theory.variance_depth_scale("tanh", weight_factor=0.999)
    assert found == pytest.approx(-1 / np.log(0.999), rel=1e-9)
    q, layers = 1.0, 1000
    for _ in range(layers):
        q = float(theory.variance_map("tanh", q, weight_factor=1.0))
    assert 2 * layers * q == pytest.approx(1, rel=2e-2)


def test_depth_scales_of_a_shrinking_linear_net_are_those_of_its_factor():
    for scale in (theory.variance_depth_scale, theory.correlation_depth_scale):
        found = scale("identity", weight_factor=0.5)
        assert found == pytest.approx(1 / np.log(2), rel=1e-9)


def test_a_layer_that_ignores_its_input_has_depth_scale_zero():
    flat = a.Activation("flat", np.ones_like, np.zeros_like)
    assert theory.correlation_depth_scale(flat, weight_factor=1.0, bias_variance=0.1) == 0
    assert theory.variance_depth_scale(flat, weight_factor=1.0, bias_variance=0.1) == 0


@pytest.mark.parametrize("scale", [theory.variance_depth_scale, theory.correlation_depth_scale])
def test_a_depth_scale_needs_a_weight_factor_above_zero(scale):
    with pytest.raises(ValueError, match="weight_factor must be above 0, got 0"):
        scale("tanh", weight_factor=0)


@pytest.mark.parametrize(("name", "weight_factor"), [("tanh", 0.5), ("relu", 1.0), ("gelu", 1.0)])
def test_where_the_variance_dies_out_the_depth_scale_is_that_of_small_biases(name, weight_factor):
    """The correlation itself does not settle at that rate: the variance shrinks along."""
    net = {"weight_factor": weight_factor}
    scale = theory.correlation_depth_scale(name, **net)
    biased = theory.correlation_depth_scale(name, **net, bias_variance=1e-9)
    assert scale == pytest.approx(biased, rel=1e-2)
    q, c = 1.0, 0.3
    for _ in range(60):
        c = float(theory.correlation_map(name, c, variance=q, **net))
        q = float(theory.variance_map(name, q, **net))
    assert 1 - c > 100 * np.exp(-60 / scale)


def test_a_correlation_near_one_is_a_fixed_point_to_many_digits():
    """SELU's slope jumps: chi = 1 + 1/200 away from c* = .989."""
    net = {"weight_factor": 1.0, "bias_variance": 0.1}
    q, c = theory.fixed_point("selu", **net), theory.correlation_fixed_point("selu", **net)

    def pair(c):  # E f(u) f(u') by Gauss-Legendre on the four quadrants of (u, u')
        nodes, weights = np.polynomial.legendre.leggauss(400)
        total, std, rest = 0.0, np.sqrt(q), np.sqrt(1 - c * c)
        for low, high in ((-10.0, 0.0), (0.0, 10.0)):
            g, w = (high - low) / 2 * (nodes + 1) + low, (high - low) / 2 * weights
            cut = np.clip(-c * g / rest, -10, 10)
            for ends in ((-10 + 0 * cut, cut), (cut, 10 + 0 * cut)):
                half = (ends[1] - ends[0])[:, None] / 2
                x = half * (nodes + 1) + ends[0][:, None]
                v = half * weights * np.exp(-(x**2) / 2)
                inner = np.sum(v * a.selu(std * (c * g[:, None] + rest * x)), axis=1)
                total += np.sum(w * np.exp(-(g**2) / 2) * a.selu(std * g) * inner)
        return total / (2 * np.pi)

    assert pair(c) + 0.1 == pytest.approx(c * q, abs=1e-8)
    assert abs(pair(c + 1e-4) + 0.1 - (c + 1e-4) * q) > 1e-8
