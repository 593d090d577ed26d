"""A displayed formula in rows: where it may be broken, and what Chromium makes of it."""

import functools
import re

import pytest
from bs4 import BeautifulSoup

from web.pages import typeset

NO_WIDTH = "[\u2061\u200b]"
CHAIN = "E = aaaaaaaaaa + bbbbbbbbbb + cccccccccc = dddddddddd + eeeeeeeeee"
LONG_LEFT = "aaaaaaaaaa + bbbbbbbbbb = ccccccccccc + dddddddddd"
UNBREAKABLE = "x = " + 40 * "a"


@functools.cache
def typesetter():
    return typeset.Typesetter()


def parsed(tex):
    return BeautifulSoup(typesetter().typeset(tex, display=True), "html.parser")


def nested(tex):
    """The parts of a formula as (left side, rows), each row and the left side in terms."""

    def terms(row):
        return [
            "|".join(re.sub(NO_WIDTH, "", base.text) for base in term(class_="katex-base"))
            for term in row(class_="math-term")
        ]

    return [
        (
            [term for left in part(class_="math-left") for term in terms(left)],
            [terms(row) for row in part(class_="math-row")],
        )
        for part in parsed(tex)(class_="math-part")
    ]


@pytest.mark.parametrize(
    ("tex", "parts"),
    [
        ("a", [([], [["a"]])]),
        ("a + b", [([], [["a", "+b"]])]),
        (r"a = b + c \le d", [(["a"], [["=b", "+c"], ["≤d"]])]),
        ("a + b = -c", [(["a", "+b"], [["=−c"]])]),
        (r"a := b", [(["a"], [[":=b"]])]),
        (r"\operatorname{E}[(a = b)^2] + c", [([], [["E[(a=b)2]", "+c"]])]),
        (r"a \left(b + c\right)", [([], [["a(b+c)"]])]),
        (r"\left(a\right) \left(b\right)", [([], [["(a)|(b)"]])]),
        (r"a \sum_1 b + \sum_1 c", [([], [["a|1∑b", "+1∑c"]])]),
        (r"\sum_1 \sum_2 a = \sum_1 b", [(["1∑2∑a"], [["=1∑b"]])]),
        (r"a = b,\qquad \operatorname{E} c = d", [(["a"], [["=b,"]]), (["Ec"], [["=d"]])]),
        (r"a = b \quad (n = 1)", [(["a"], [["=b"]]), ([], [["(n=1)"]])]),
        (r"a\,b\; = c", [(["ab"], [["=c"]])]),
    ],
)
def test_formula_may_be_broken_at_wide_spaces_relations_signs_and_factors(tex, parts):
    assert nested(tex) == parts


@pytest.mark.parametrize("tex", [CHAIN, LONG_LEFT])
def test_formula_is_read_once(tex):
    assert len(parsed(tex)("math")) == 1
    assert all(one["aria-hidden"] == "true" for one in parsed(tex)(class_="katex-html"))


def test_formula_in_the_text_stays_katex_own():
    line = BeautifulSoup(typesetter().typeset("a = b", display=False), "html.parser")
    assert line.select(".katex-base") and not line.select(".math-part")


@pytest.fixture
def shown(page, site):
    """Show a formula in a box that wide: the left, right and bottom of its bases; if it is cut."""

    def show(tex, width):
        page.set_viewport_size({"width": 1360, "height": 900})
        page.goto(site + "book/intro.html")
        return page.evaluate(
            """async ([html, width]) => {
                const article = document.querySelector("article");
                article.innerHTML = `<div style="width: ${width}px"><div class="math">
                    <div class="math-scroll">${html}</div></div></div>`;
                await document.fonts.ready;
                const box = article.querySelector(".math-scroll");
                const edge = box.getBoundingClientRect().left;
                const bases = [...box.querySelectorAll(".katex-base")].map((base) => {
                    const { left, right, bottom } = base.getBoundingClientRect();
                    return [left - edge, right - edge, bottom].map(Math.round);
                });
                return [bases, box.scrollWidth > box.clientWidth];
            }""",
            [typesetter().typeset(tex, display=True), width],
        )

    return show


def lines(bases):
    """The number of the line that each base is on."""
    heights = sorted({bottom for _, _, bottom in bases})
    return [heights.index(bottom) for _, _, bottom in bases]


@pytest.mark.parametrize("tex", [CHAIN, LONG_LEFT])
def test_formula_that_fits_stands_in_the_middle_of_one_line(shown, tex):
    bases, cut = shown(tex, 1000)
    assert not cut and {*lines(bases)} == {0}
    left, right = bases[0][0], 1000 - bases[-1][1]
    assert abs(left - right) <= 1 and left > 100


def test_relations_stand_below_each_other_beside_a_short_left_side(shown):
    bases, cut = shown(CHAIN, 400)
    assert not cut and lines(bases) == [0, 0, 0, 0, 1, 1]
    assert bases[1][0] == bases[4][0] >= bases[0][1]


def test_a_right_side_that_is_too_long_goes_on_below_its_first_term_set_in(shown):
    bases, cut = shown(CHAIN, 250)
    assert not cut and lines(bases) == [0, 0, 0, 1, 2, 2]
    assert bases[3][0] > bases[1][0] == bases[4][0]


def test_right_sides_stand_below_a_long_left_side_set_in(shown):
    bases, cut = shown(LONG_LEFT, 300)
    assert not cut and lines(bases) == [0, 0, 1, 1]
    assert bases[2][0] > bases[0][0] == 0


def test_what_cannot_be_broken_is_seen_to_be_cut(shown):
    assert shown(UNBREAKABLE, 300)[1] and not shown(UNBREAKABLE, 500)[1]
