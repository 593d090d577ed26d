import numpy as np
import pytest

from initnotes import activations as a
from initnotes.activations import Activation, agreement


def ones(s):
    return np.ones_like(s)


def relu(s):
    return np.maximum(s, 0)


def step(s):
    return (s > 0).astype(s.dtype)


def beyond(derivative, reach, factor=1.05):
    """`derivative`, but `factor` times it beyond `reach`."""
    return lambda s: derivative(s) * np.where(np.abs(s) > reach, s.dtype.type(factor), 1)


# GELU's slope tends to 1, so that a wrong factor is seen far from 0, too.
WRONG_DERIVATIVES = {
    "a placeholder": (a.gelu, ones),
    "zero": (a.gelu, np.zeros_like),
    "f itself": (a.tanh, np.tanh),
    "of the output, given as of the state": (a.tanh, lambda z: 1 - z * z),
    "of another": (a.gelu, a.silu.derivative),
    "of a near relation": (a.gelu, a.gelu_tanh.derivative),
    "one percent off": (a.gelu, lambda s: np.float32(1.01) * a.gelu.derivative(s)),
    "off by 1e-4": (a.gelu, lambda s: a.gelu.derivative(s) + s.dtype.type(1e-4)),
    "wrong beyond 8 only": (a.gelu, beyond(a.gelu.derivative, 8)),
    "wrong beyond 29.5 only": (a.gelu, beyond(a.gelu.derivative, 29.5)),
    "the other side's": (a.relu, lambda s: step(-s)),
    "shifted": (a.tanh, lambda s: a.tanh.derivative(s - s.dtype.type(0.01))),
    "NaN in between": (a.tanh, lambda s: np.where(abs(s - 1) < 0.1, np.nan * s, a.tanh(s))),
}


@pytest.mark.parametrize("case", WRONG_DERIVATIVES)
def test_a_wrong_derivative_is_refused(case):
    f, wrong = WRONG_DERIVATIVES[case]
    with pytest.raises(ValueError, match=r"derivative must be .* at state s = "):
        Activation("wrong", f.function, wrong)


@pytest.mark.parametrize("f", a.ACTIVATIONS.values(), ids=a.ACTIVATIONS)
def test_the_right_derivative_is_taken_and_one_percent_off_is_not(f):
    assert Activation("right", f.function, f.derivative).kinks == f.kinks
    with pytest.raises(ValueError, match="derivative must be that of function"):
        Activation("wrong", f.function, lambda s: np.float32(1.01) * f.derivative(s))


def test_the_refusal_names_the_state_where_they_part():
    with pytest.raises(ValueError) as refusal:
        Activation("gelu", a.gelu.function, beyond(a.gelu.derivative, 8, factor=2))
    words = str(refusal.value)
    got, state, quotient = (
        float(words.split(mark)[1].split()[0].rstrip(","))
        for mark in ("got ", "s = ", "quotient is ")
    )
    assert 8 < abs(state) < 8.1
    assert quotient == pytest.approx(a.gelu.derivative(state), abs=1e-5)
    assert got == pytest.approx(2 * quotient, abs=1e-5)


@pytest.mark.parametrize(
    "wrong",
    [
        ones,
        lambda z: 1 - z,
        lambda z: np.float32(1.01) * (1 - z * z),
        # Right but for z of 0, which is where a net starts.
        lambda z: np.where(z == 0, z, 1 - z * z),
    ],
)
def test_a_wrong_shortcut_is_refused(wrong):
    with pytest.raises(ValueError, match=r"derivative_at_output must be .* at z = .* s = "):
        Activation("tanh", np.tanh, a.tanh.derivative, derivative_at_output=wrong)


def test_a_shortcut_must_agree_at_kinks():
    def from_right(z):
        return (z >= 0).astype(z.dtype)

    with pytest.raises(ValueError, match="derivative_at_output must be derivative"):
        Activation("relu", relu, step, derivative_at_output=from_right)


def test_a_shortcut_must_agree_at_a_kink_away_from_zero():
    def bent(s):
        return np.where(s > 0.5, s, (s + s.dtype.type(0.5)) / 2)

    def slope(s):
        return (1 + step(s - s.dtype.type(0.5))) / 2

    assert Activation("bent", bent, slope, derivative_at_output=slope).kinks == (0.5,)
    with pytest.raises(ValueError, match=r"got 1 at z = 0\.5, where the state is s = 0.5 and"):
        Activation(
            "bent", bent, slope, derivative_at_output=lambda z: np.where(z == 0.5, z + z, slope(z))
        )


def test_a_shortcut_that_is_nan_is_refused():
    def undefined(z):
        return (1 - z * z) * z / z

    with pytest.raises(ValueError, match=r"derivative_at_output must be .* got nan at z = 0"):
        Activation("tanh", np.tanh, a.tanh.derivative, derivative_at_output=undefined)


@pytest.mark.parametrize("share", [0.1, 0.6, 1.5])
def test_a_kink_within_the_quotients_reach_is_no_mismatch(share):
    kink = float(agreement._STATES[700] + share * agreement._STEP)
    made = Activation("bent", lambda s: relu(s - s.dtype.type(kink)), lambda s: step(s - kink))
    assert made.kinks == pytest.approx((kink,), abs=1e-9)


def test_gelu_has_no_shortcut_to_give():
    # Two states share each small negative z, and their slopes have opposite signs.
    with pytest.raises(ValueError, match="derivative_at_output must be derivative"):
        Activation("gelu", a.gelu.function, a.gelu.derivative, derivative_at_output=step)


@pytest.mark.parametrize("kink", [0.0, 0.25, -1 / 3, 7.123456, -29.0])
def test_a_kink_is_found_wherever_it_is(kink):
    made = Activation("shifted", lambda s: relu(s - s.dtype.type(kink)), lambda s: step(s - kink))
    assert made.kinks == pytest.approx((kink,), abs=1e-9)


def test_a_kink_is_found_beside_large_values():
    made = Activation(
        "bent exp",
        lambda s: np.where(s > 1, np.exp(s), np.exp(s.dtype.type(1)) * np.maximum(s, 0)),
        lambda s: np.where(s > 1, np.exp(s), np.exp(s.dtype.type(1)) * step(s)),
    )
    assert made.kinks == (0,)


def test_jumps_of_f_are_kinks():
    made = Activation("sign", np.sign, np.zeros_like)
    assert made.kinks == (0,)
    assert made.zero_mean
    assert not made.unit_slope


def test_many_kinks_are_found():
    # s - floor(s) jumps at each integer, and f' is 1 on both sides.
    made = Activation("saw", lambda s: s - np.floor(s), ones)
    assert set(range(-29, 30)) <= set(made.kinks)
    triangle = Activation(
        "triangle",
        lambda s: abs((s - 1) % 2 - 1),
        lambda s: np.sign((s - 1) % 2 - 1),
    )
    assert set(range(-29, 30)) <= set(triangle.kinks)
    assert set(np.round(triangle.kinks)) == set(triangle.kinks)


@pytest.mark.parametrize("steepness", [1, 5, 30, 300])
def test_steep_is_not_a_kink(steepness):
    made = Activation(
        "steep",
        lambda s: np.tanh(steepness * s) / steepness,
        lambda s: a.tanh.derivative(steepness * s),
    )
    assert made.kinks == ()


@pytest.mark.parametrize("power", [2, 3, 5])
def test_large_values_are_no_kinks(power):
    made = Activation("power", lambda s: s**power, lambda s: power * s ** (power - 1))
    assert made.kinks == ()
    assert made.zero_mean == (power % 2 == 1)


def test_kinks_given_are_kept_sorted():
    made = Activation("hard", a.hard_tanh.function, a.hard_tanh.derivative, kinks=[1, -1])
    assert made.kinks == (-1.0, 1.0)
    assert Activation("tanh", np.tanh, a.tanh.derivative, kinks=()).kinks == ()


@pytest.mark.parametrize("offset", [0, 1e-6, 0.1])
def test_zero_mean_asks_for_an_odd_function(offset):
    made = Activation("moved", lambda s: np.tanh(s) + s.dtype.type(offset), a.tanh.derivative)
    assert made.zero_mean == made.unit_slope == (offset == 0)


def test_unit_slope_asks_for_both_sides():
    assert not a.leaky_relu(0.99).unit_slope
    mirrored = Activation("mirrored", lambda s: -relu(-s), lambda s: step(-s))
    assert not mirrored.unit_slope
    assert a.elu(1).unit_slope
    assert not a.elu(1.001).unit_slope


@pytest.mark.parametrize("f", a.ACTIVATIONS.values(), ids=a.ACTIVATIONS)
def test_checking_takes_few_values(f):
    # Of GELU, the slowest, so many take 2 ms: fourteen are made whenever the package is imported.
    taken = []

    def counted(function):
        def counting(s):
            taken.append(s.size)
            return function(s)

        return counting

    Activation("counted", counted(f.function), counted(f.derivative))
    assert sum(taken) < 28_000
