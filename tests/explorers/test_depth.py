import numpy as np
import pytest

from initnotes import activations, schemes, theory
from initnotes.explorers import depth
from initnotes.theory.quadrature import gaussian_quadrature


def test_sentence_has_the_numbers_of_the_theory():
    widths = [64, 100, 100, 100, 10]
    exact = theory.infinite_width(widths, schemes.he(gain=0.5), activations.relu)
    sentence = depth.explore(
        activation="relu", scheme="he", gain=0.5, depth=3, inputs=64, outputs=10
    ).sentence
    up, down = exact.variance("activation"), exact.variance("state_gradient")
    assert f"from {up[0]:.2g} to {up[-1]:.2g}; down, from layer 4 to 1" in sentence
    assert f"from {down[-1]:.2g} to {down[0]:.2g}." in sentence


def test_widths_taper_in_equal_ratios():
    shape = {"inputs": 7, "first": 1000, "last": 10, "outputs": 3}
    assert depth.tapered_widths(**shape, depth=3) == [7, 1000, 100, 10, 3]


def test_level_is_within_a_tenth():
    np.testing.assert_array_equal(
        depth.level([1.0, 1.09, 0.91, 1.11, 0.89], np.ones(5)), [1, 1, 1, 0, 0]
    )


def test_page_gets_the_quadrature_of_the_module():
    data = depth.explore().data
    for got, expected in zip(
        (data["quadrature"]["nodes"], data["quadrature"]["weights"]),
        gaussian_quadrature(),
        strict=True,
    ):
        np.testing.assert_array_equal(got, expected)


def test_bad_start_is_refused():
    with pytest.raises(ValueError, match="unknown activation 'gelu'"):
        depth.explore(activation="gelu")
    with pytest.raises(ValueError, match="depth must be one of 2, 3"):
        depth.explore(depth=1)
