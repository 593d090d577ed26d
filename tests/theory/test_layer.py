import numpy as np
import pytest

from initnotes import activations as a
from initnotes import theory


def test_variance_map_of_the_identity_is_linear():
    mapped = theory.variance_map(a.identity, 0.7, weight_factor=3, bias_variance=0.2)
    assert mapped == pytest.approx(3 * 0.7 + 0.2)


@pytest.mark.parametrize(
    ("weight_factor", "bias_variance", "chaotic"), [(1.3, 0.05, False), (25 / 9, 0, True)]
)
def test_fixed_point_repeats_itself_and_chi_tells_order_from_chaos(
    weight_factor, bias_variance, chaotic
):
    options = {"weight_factor": weight_factor, "bias_variance": bias_variance}
    q = theory.fixed_point(a.tanh, **options)
    assert theory.variance_map(a.tanh, q, **options) == pytest.approx(q)
    assert (theory.chi(a.tanh, q, weight_factor=weight_factor) > 1) == chaotic


def test_critical_line_has_chi_one():
    q = 0.57
    weight_factor = 1 / theory.slope_second_moment(a.tanh, q)
    bias_variance = q - weight_factor * theory.second_moment(a.tanh, q)
    options = {"weight_factor": weight_factor, "bias_variance": bias_variance}
    assert theory.fixed_point(a.tanh, **options) == pytest.approx(q, rel=1e-6)


def test_xavier_tanh_has_no_fixed_point_to_arrive_at():
    with pytest.raises(ValueError, match="must settle within 50 steps"):
        theory.fixed_point(a.tanh, weight_factor=1, steps=50)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (lambda: theory.second_moment(a.tanh, -1), "variance must be at least 0, got -1"),
        (
            lambda: theory.variance_map(a.tanh, 1, weight_factor=-2),
            "weight_factor must be at least",
        ),
        (lambda: theory.chi(a.tanh, 1, weight_factor=np.nan), "weight_factor must be finite"),
        (lambda: theory.fixed_point(a.tanh, weight_factor=1, start=0), "start must be above 0"),
    ],
)
def test_bad_input_is_named(bad, message):
    with pytest.raises(ValueError, match=message):
        bad()
