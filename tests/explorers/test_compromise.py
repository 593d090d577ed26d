import numpy as np
import pytest

from initnotes import plots, schemes
from initnotes.explorers import compromise
from initnotes.plots.xavier import LOOKS
from tests.explorers.conftest import marks


def test_factors_are_fans_times_variance():
    factors = compromise.factors(400, 100)
    for name in ("lecun", "backward", "geometric", "xavier", "least_squares"):
        variance = schemes.scheme(name).variance(400, 100)
        assert factors[name] == (400 * variance, 100 * variance)
    assert factors["arithmetic"] == pytest.approx((2.5, 0.625))


def test_compromises_are_those_of_the_chapter():
    assert set(compromise.RULES) == set(plots.xavier.LOOKS)


def test_no_factor_leaves_the_drawing():
    ends = compromise.FANS[0], compromise.FANS[-1]
    factors = [*compromise.factors(*ends).values(), *compromise.factors(*ends[::-1]).values()]
    ends = np.array(factors)
    assert np.all((1 / compromise.LIMIT < ends) & (ends < compromise.LIMIT))


def test_sentence_has_the_factors():
    sentence = compromise.explore(fan_in=400, fan_out=100).sentence
    assert "1.6 forward and 0.4 backward" in sentence
    assert "2 and 0.5" in sentence


WORDS = [
    "Xavier: {:.3g} forward and {:.3g} backward, 1 on average.",
    "Geometric mean: {:.3g} forward and {:.3g} backward, with product 1.",
]
COLUMNS = ["compromise", "Var W", "forward factor", "backward factor", "average", "product"]


def in_the_page(in_javascript, fans, change=None):
    """What the explorer says of a layer: (lines, columns, rows)."""
    labels = {name: plots.xavier.LOOKS[name][0] for name in compromise.RULES}
    controls = dict(zip(("fan_in", "fan_out"), fans, strict=True))
    call = ["words", controls, {"compromises": labels, "limit": compromise.LIMIT}]
    [said] = in_javascript([call], change, explorer="compromise")
    return said["lines"], said["columns"], said["rows"]


def by_python(fans):
    factors = compromise.factors(*fans)
    lines = [
        words.format(*factors[name])
        for words, name in zip(WORDS, ("xavier", "geometric"), strict=True)
    ]
    rows = [
        [
            plots.xavier.LOOKS[name][0],
            *(forward / fans[0], forward, backward, (forward + backward) / 2, forward * backward),
        ]
        for name, (forward, backward) in factors.items()
    ]
    return lines, COLUMNS, rows


def same(said, expected):
    *words, rows = said
    *expected_words, expected_rows = expected
    numbers = [[float(cell) for cell in row[1:]] for row in rows]
    return (
        words == expected_words
        and [row[0] for row in rows] == [row[0] for row in expected_rows]
        and np.allclose(numbers, [row[1:] for row in expected_rows], rtol=0.006, atol=0)
    )


@pytest.mark.parametrize("fans", [(400, 100), (50, 300)])
def test_the_page_says_what_python_says(in_javascript, fans):
    assert same(in_the_page(in_javascript, fans), by_python(fans))


@pytest.mark.parametrize(
    "change",
    [
        ("forward: fanIn * variance", "forward: fanOut * variance"),
        ("backward: fanOut * variance", "backward: 2 * fanOut * variance"),
        ("(xavier.forward + xavier.backward) / 2", "xavier.forward + xavier.backward"),
        ("geometric.forward * geometric.backward", "geometric.forward + geometric.backward"),
        ("(forward + backward) / 2, forward * backward", "forward + backward, forward * backward"),
        ("forward + backward) / 2, forward * backward]", "forward + backward) / 2, 1]"),
        ("[variance, forward, backward,", "[variance, backward, forward,"),
        ('"forward factor", "backward factor"', '"backward factor", "forward factor"'),
        ('name === "geometric"', 'name === "arithmetic"'),
    ],
)
def test_a_slip_in_the_page_is_seen(in_javascript, change):
    assert not same(in_the_page(in_javascript, (400, 100), change), by_python((400, 100)))


def test_bad_start_is_refused():
    with pytest.raises(ValueError, match="fan_out must be one of"):
        compromise.explore(fan_out=7)


def test_drawn_are_both_factors_of_each_compromise_in_their_colors(moved):
    _, [plot] = moved(compromise.explore(), fan_in=100, fan_out=300)
    expected = compromise.factors(100, 300)
    circles, squares = marks(plot, "dot")
    for mark, direction, symbol in ((circles, 0, "circle"), (squares, 1, "square")):
        name = ("forward", "backward")[direction]
        drawn = [row[name] for row in mark["data"]]
        np.testing.assert_allclose(drawn, [pair[direction] for pair in expected.values()])
        assert (mark["x"], mark["symbol"]) == (name, symbol)
        assert mark["fill"] == f"var(--explorer-{name})"
    labels = [LOOKS[name][0] for name in expected]
    assert [row["label"] for row in circles["data"]] == plot["y"]["domain"] == labels
    [one] = marks(plot, "ruleX")
    assert one["data"] == [1]
    limit = compromise.LIMIT
    assert plot["x"]["domain"] == [1 / limit, limit] and plot["x"]["label"] == "factor"
    assert "Xavier (harmonic mean): forward 0.5, backward 1.5" in plot["label"]
