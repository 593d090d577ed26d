"""Measured against predicted in one call: what it says, and what it rejects."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from scipy import stats

from initnotes import measure, schemes, theory
from initnotes.signals.passes import FAMILIES

WIDTHS = (6, 9, 4, 7, 3)
BATCH = 20
DRAWS = 40
COLUMNS = ["family", "layer", "measured", "low", "high", "predicted", "ratio", "z", "agrees"]
HEAD = ["family", "layer", "measured", "interval", "predicted", "ratio", "z-score"]


def made(scheme="xavier", *, draws=DRAWS, seed=7, families=FAMILIES, widths=WIDTHS, **options):
    """A linear ensemble, of which theory holds at any width, and the inputs and gradient."""
    rng = np.random.default_rng(seed)
    inputs = rng.standard_normal((BATCH, WIDTHS[0]))
    given = {"output_gradient": 0.1 + rng.standard_normal((BATCH, WIDTHS[-1]))}
    drawn = measure.ensemble(
        widths, scheme, "identity", inputs, draws=draws, rng=rng, families=families, **given
    )
    predicted = theory.infinite_width(widths, scheme, "identity", inputs=inputs, **given, **options)
    return drawn, predicted


@pytest.fixture(scope="module")
def pair():
    return made()


@pytest.fixture(scope="module")
def compared(pair):
    return measure.compare(*pair)


@pytest.fixture(scope="module")
def rejected(pair):
    drawn, _ = pair
    _, wrong = made("standard")
    return measure.compare(drawn, wrong)


def test_a_row_is_a_family_and_a_layer(compared):
    layers = {"state": 4, "activation": 3, "state_gradient": 4, "weight_gradient": 4}
    rows = [(family, layer) for family in FAMILIES for layer in range(1, layers[family] + 1)]
    assert list(zip(compared.family.tolist(), compared.layer.tolist(), strict=True)) == rows
    assert compared.draws == DRAWS
    assert compared.statistic == "second_moment"
    assert compared.level == measure.LEVEL == 1e-4


def test_columns_are_the_ensembles_and_the_theorys(pair, compared):
    drawn, predicted = pair
    columns = compared.to_dict()
    assert list(columns) == COLUMNS
    assert {len(column) for column in columns.values()} == {15}
    for family in FAMILIES:
        part = compared.family == family
        values = drawn.values(family, "second_moment")
        expected = predicted.second_moment(family)
        np.testing.assert_allclose(columns["measured"][part], values.mean(axis=0))
        np.testing.assert_array_equal(columns["predicted"][part], expected)
        np.testing.assert_allclose(columns["ratio"][part], values.mean(axis=0) / expected)
        interval = drawn.interval(family, "second_moment")
        np.testing.assert_allclose(columns["low"][part], interval.low)
        np.testing.assert_allclose(columns["high"][part], interval.high)
        random = slice(None, -1) if family == "state_gradient" else slice(None)
        z = measure.z_score(values[:, random], expected[random])
        np.testing.assert_allclose(columns["z"][part][random], z)
    np.testing.assert_array_equal(columns["agrees"], compared.agrees)
    np.testing.assert_array_equal(compared.measured, columns["measured"])


def test_a_right_theory_agrees_and_a_wrong_one_is_rejected(compared, rejected):
    assert compared.agrees.all()
    varying = ~((rejected.family == "state_gradient") & (rejected.layer == 4))
    assert not rejected.agrees[varying].any()
    assert rejected.agrees[~varying].all()


@pytest.mark.parametrize("wrong", ["lecun", "backward", "he"])
def test_swapped_or_doubled_fans_are_rejected(pair, wrong):
    _, predicted = made(wrong)
    found = measure.compare(pair[0], predicted)
    assert not found.agrees.all()
    assert np.abs(found.z).max() > 10


def test_a_given_output_gradient_has_no_spread_and_z_zero(pair, compared):
    (row,) = np.flatnonzero((compared.family == "state_gradient") & (compared.layer == 4))
    assert compared.z[row] == 0 and compared.agrees[row]
    assert compared.ratio[row] == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize(("factor", "sign"), [(0.99, 1), (1.01, -1), (3, -1)])
def test_another_output_gradient_than_the_given_one_is_infinitely_far(pair, factor, sign):
    drawn, predicted = pair
    kernels = (
        *predicted.state_gradient_kernels[:-1],
        factor * predicted.state_gradient_kernels[-1],
    )
    wrong = replace(predicted, state_gradient_kernels=kernels)
    found = measure.compare(drawn, wrong, families=["state_gradient"])
    assert found.z[-1] == sign * np.inf
    assert not found.agrees[-1] and found.agrees[:-1].all()
    assert "inf" in str(found)


def test_a_float32_output_gradient_has_no_spread_either():
    rng = np.random.default_rng(3)
    inputs = rng.standard_normal((BATCH, 6)).astype(np.float32)
    given = {"output_gradient": rng.standard_normal((BATCH, 3)).astype(np.float32)}
    net = (WIDTHS, "xavier", "identity")
    drawn = measure.ensemble(*net, inputs, draws=5, rng=rng, **given)
    predicted = theory.infinite_width(*net, inputs=inputs, **given)
    found = measure.compare(drawn, predicted, families=["state_gradient"])
    assert found.z[-1] == 0 and (found.z[:-1] != 0).all()


def test_zero_predicted_and_measured_agree_and_have_no_ratio():
    net, inputs = (WIDTHS, "xavier", "identity"), np.ones((BATCH, 6))
    given = {"output_gradient": np.zeros((BATCH, 3))}
    drawn = measure.ensemble(*net, inputs, draws=5, rng=np.random.default_rng(0), **given)
    predicted = theory.infinite_width(*net, inputs=inputs, **given)
    found = measure.compare(drawn, predicted, families=["weight_gradient"])
    np.testing.assert_array_equal(found.z, 0)
    assert found.agrees.all() and np.isnan(found.ratio).all()


@pytest.mark.parametrize("statistic", ["mean", "variance", "second_moment"])
def test_any_statistic_can_be_compared(pair, statistic):
    drawn, predicted = pair
    found = measure.compare(drawn, predicted, families=["activation"], statistic=statistic)
    values = drawn.values("activation", statistic)
    expected = getattr(predicted, statistic)("activation")
    np.testing.assert_allclose(found.measured, values.mean(axis=0))
    np.testing.assert_array_equal(found.predicted, expected)
    np.testing.assert_allclose(found.z, measure.z_score(values, expected))
    assert found.statistic == statistic
    assert str(found).startswith(statistic.replace("_", " ") + " over 40 draws")


def test_a_prediction_of_zero_has_an_infinite_ratio_and_no_warning(pair):
    found = measure.compare(*pair, families=["state"], statistic="mean")
    assert np.isinf(found.ratio).all()


def test_families_and_their_order_are_the_callers(pair):
    found = measure.compare(*pair, families=("weight_gradient", "state"))
    assert found.family.tolist() == ["weight_gradient"] * 4 + ["state"] * 4
    two = measure.ensemble(
        WIDTHS, "xavier", "identity", np.ones((2, 6)), draws=3, rng=np.random.default_rng(1)
    )
    forward = measure.compare(two, theory.infinite_width(WIDTHS, "xavier", "identity"))
    assert set(forward.family) == {"state", "activation"}


def test_print_shows_a_table_with_a_head_and_a_verdict(compared, rejected):
    for found in (compared, rejected):
        title, head, *rows, verdict = str(found).splitlines()
        assert title == "second moment over 40 draws"
        assert head.split() == HEAD
        assert len(rows) == 15
        assert len({len(line) for line in (head, *rows)}) == 1
        assert verdict == found.verdict
        for row, family, layer, measured, z in zip(
            rows, found.family, found.layer, found.measured, found.z, strict=True
        ):
            assert row.startswith(family.replace("_", " "))
            cells = row[len(family) :].split()
            assert cells[:2] == [str(layer), f"{measured:.3g}"]
            assert cells[-1] == f"{z:.1f}".replace("-0.0", "0.0")
            low, high = (float(end) for end in re.search(r"\[(.*), (.*)\]", row).groups())
            assert low <= measured * 1.005 and measured <= high * 1.005


def test_cells_of_a_row_are_in_the_heads_order():
    interval = measure.Interval(np.array([2.0]), np.array([0.25]))
    one = measure.Comparison(
        "variance",
        9,
        0.01,
        np.array(["state_gradient"]),
        np.array([3]),
        interval,
        np.array([1.6]),
        np.array([1.84]),
    )
    row = str(one).splitlines()[2]
    assert re.split("  +", row) == [
        "state gradient",
        "3",
        "2",
        "[1.75, 2.25]",
        "1.6",
        "1.250",
        "1.8",
    ]


def test_verdict_counts_the_rows_that_agree_and_names_the_test(compared, rejected):
    assert compared.verdict.startswith("15 of 15 rows agree: abs(z) is at most 4.3, the quantile")
    assert rejected.verdict.startswith("1 of 15 rows agree: abs(z) is at most 4.3")
    assert measure.critical_value(40) == pytest.approx(4.3, abs=0.05)
    assert "Student's t for 40 draws" in compared.verdict
    assert compared.verdict.endswith("exceeds once in 10,000")
    assert repr(compared) == "Comparison(second_moment, 15 of 15 rows agree)"
    assert repr(rejected) == "Comparison(second_moment, 1 of 15 rows agree)"


def test_jupyter_shows_the_same_cells_as_a_table(compared):
    class Cells(HTMLParser):
        def __init__(self):
            super().__init__()
            self.cells, self.open = [], []

        def handle_starttag(self, tag, attrs):
            self.open.append(tag)

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

        def handle_data(self, data):
            self.cells.append((self.open[-1], data))

    parser = Cells()
    parser.feed(compared._repr_html_())
    assert parser.open == []
    assert compared._repr_html_().startswith('<table class="dataframe">')
    assert [data for tag, data in parser.cells if tag == "th"] == HEAD
    cells = [data for tag, data in parser.cells if tag == "td"]
    printed = [re.split("  +", row.strip()) for row in str(compared).splitlines()[2:-1]]
    assert cells == [cell for row in printed for cell in row]
    ((_, caption),) = [cell for cell in parser.cells if cell[0] == "caption"]
    assert caption == f"second moment over 40 draws. {compared.verdict}."


def test_rows_are_a_part_of_the_comparison(compared, rejected):
    part = rejected.rows("activation", layers=[3, 1])
    assert part.family.tolist() == ["activation"] * 2 and part.layer.tolist() == [1, 3]
    chosen = (rejected.family == "activation") & np.isin(rejected.layer, [1, 3])
    for name, column in part.to_dict().items():
        np.testing.assert_array_equal(column, rejected.to_dict()[name][chosen])
    assert (part.draws, part.level, part.statistic) == (DRAWS, 1e-4, "second_moment")
    assert rejected.rows(layers=[2]).family.tolist() == list(FAMILIES)
    assert len(compared.rows().layer) == 15
    assert compared.rows("state", range(2, 4)).layer.tolist() == [2, 3]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (lambda c: c.rows("gradient"), "unknown family 'gradient'; known are activation, state"),
        (lambda c: c.rows("activation", [4]), r"layers must be among \[1, 2, 3\], got int 4"),
        (lambda c: c.rows(layers=[9]), r"layers must be among \[1, 2, 3, 4\], got int 9"),
        (lambda c: c.rows(layers=[0]), r"layers\[0\] must be at least 1, got 0"),
        (lambda c: c.rows(layers=[]), "layers must hold at least one layer, got none"),
    ],
)
def test_rows_that_are_not_there_are_refused(compared, bad, message):
    with pytest.raises(ValueError, match=message):
        bad(compared)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"ensemble": {}}, TypeError, "ensemble must be an Ensemble, got dict"),
        ({"theory": [1.0]}, TypeError, "theory must be a Theory, got list"),
        ({"statistic": "std"}, ValueError, "unknown statistic 'std'; known are mean, second"),
        ({"families": "state"}, TypeError, "families must be a sequence of names, got str"),
        ({"families": 3}, TypeError, "families must be a sequence of names, got int 3"),
        ({"families": []}, ValueError, "families must hold at least one family, got none"),
        ({"families": ["cost"]}, ValueError, "unknown family 'cost'"),
        ({"level": 0}, ValueError, "level must lie between 0 and 1, got 0"),
        ({"level": 1.0}, ValueError, "level must lie between 0 and 1, got 1"),
        ({"level": "5 %"}, TypeError, "level must be a number"),
        (
            {"theory": theory.infinite_width((6, 9, 3), "xavier", "tanh")},
            ValueError,
            "theory must have 4 layers of state, got 2",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(pair, options, error, message):
    arguments = {"ensemble": pair[0], "theory": pair[1]} | options
    with pytest.raises(error, match=message):
        measure.compare(arguments.pop("ensemble"), arguments.pop("theory"), **arguments)


def test_one_draw_says_nothing_of_its_error():
    with pytest.raises(ValueError, match="draws must be at least 2 to show their spread, got 1"):
        measure.compare(*made(draws=1))


def test_the_level_is_how_often_a_right_theory_is_rejected():
    """Over many ensembles of a net whose first layer is exact, 5 % of the rows are rejected."""
    draws, repetitions, level = 3, 600, 0.05
    net, inputs = ((8, 3), schemes.lecun(distribution="normal"), "identity"), np.eye(8)
    drawn = measure.ensemble(
        *net, inputs, draws=draws * repetitions, rng=np.random.default_rng(5), families=["state"]
    )
    predicted = theory.infinite_width(*net, inputs=inputs)
    layer = drawn.summaries["state"][0]
    z = []
    for start in range(0, len(layer), draws):
        part = measure.Ensemble({"state": [layer[start : start + draws]]})
        compared = measure.compare(part, predicted, level=level)
        assert compared.agrees == (abs(compared.z) <= measure.critical_value(draws, level=level))
        z.append(compared.z[0])
    z = np.abs(z)
    error = np.sqrt(level * (1 - level) / repetitions)

    def excess(quantile):
        return (np.mean(z > quantile) - level) / error

    assert abs(excess(measure.critical_value(draws, level=level))) < 5
    assert excess(stats.norm.ppf(1 - level / 2)) > 10
