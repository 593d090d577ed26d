"""The numbers of the prose: each one that states a result is printed or typed by a cell near it."""

import json
import re

import pytest

from web.chapters import chapters

NUMBER = re.compile(r"(?<![\w.^_{\\-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:e(-?\d+))?")
# What is no statement: code, addresses, headings, options of a directive, formulas, years.
NO_PROSE = [
    re.compile(r"`[^`]*`"),
    re.compile(r"\]\([^)]*\)"),
    re.compile(r"^(?::[\w-]+:.*|#+ .*)$", re.MULTILINE),
    re.compile(r"\$\$.*?\$\$(?:\s*\([\w-]+\))?", re.DOTALL),
    re.compile(r"\*(?:Easy|Medium|Hard), \d+ minutes\.\*"),
    re.compile(r"\b(?:19|20)\d\d\b(?! [%a-z]*s\b)"),
]
FORMULA = re.compile(r"\$[^$]*\$")  # its whole numbers are algebra, its decimals results
SMALL = 12  # up to a dozen, whole numbers count things that the reader sees
NEAR = 20  # cells
OVERVIEW = ("## Summary", "## What to take away")  # these look back on the whole chapter
# Numbers that no cell holds: chapter -> (as it stands in the prose, why).
EXCEPTIONS = {
    "comparison": [("1797", "the data set's size, tested in test_datasets")],
    "limits": [
        (error, "cited, not measured")
        for error in ("38.56", "16.59", "33.82", "13.34", "27.15", "15.60")
    ],
    "pytorch": [("166378", "the number of an issue")],
    "xavier": [("15", "the number of an equation in the paper")],
}
LEVEL = "95"  # of the intervals, in per cent, in all chapters


def numbers(text):
    """(as written, value, decimals) of each number in prose that is more than a small count."""
    for pattern in NO_PROSE:
        text = pattern.sub("", text)
    formulas = [range(*formula.span()) for formula in FORMULA.finditer(text)]
    for match in NUMBER.finditer(text):
        decimals = len(match[2] or ".") - 1
        value = float(match[0].replace(",", ""))
        whole = value > SMALL and not any(match.start() in formula for formula in formulas)
        if decimals or whole:
            yield match[0], value, decimals


def evidence(cells):
    """All numbers in the code and the outputs of cells."""
    for cell in cells:
        if cell["cell_type"] == "code":
            texts = ["".join(cell["source"]).replace("_", "")]
            for output in cell["outputs"]:
                texts.append("".join(output.get("text", "")))
                texts += map("".join, output.get("data", {}).values())
            for text in texts:
                for found in re.findall(r"\d[\d,]*\.?\d*(?:e[-+]?\d+)?", text):
                    yield float(found.rstrip(",").replace(",", ""))


def prose(cells):
    """(number of the cell, its text, the numbers that the code near it holds) of each text cell."""
    for here, cell in enumerate(cells):
        if cell["cell_type"] == "markdown":
            text = "".join(cell["source"])
            overview = any(title in text for title in OVERVIEW)
            yield (
                here,
                text,
                set(evidence(cells if overview else cells[max(0, here - NEAR) : here + NEAR])),
            )


def holds(held, value, decimals):
    """Whether a number, or a hundred times it, rounds to `value`."""
    half = 0.5001 * 10**-decimals
    return any(abs(scale * one - value) <= half for one in held for scale in (1, 100))


def unheld(cells):
    """The numbers of a notebook's prose that no cell near them holds, each with its cell."""
    for here, text, held in prose(cells):
        for written, value, decimals in numbers(text):
            if not holds(held, value, decimals):
                yield here, written


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_each_number_of_the_prose_is_held_by_a_cell(path):
    allowed = {written for written, _ in EXCEPTIONS.get(path.stem, ())}
    found = list(unheld(json.loads(path.read_text(encoding="utf-8"))["cells"]))
    assert [(cell, written) for cell, written in found if written not in {*allowed, LEVEL}] == []
    assert allowed <= {written for _, written in found}  # no exception outlives its number


def test_a_number_that_nothing_holds_is_seen():
    code = {"cell_type": "code", "source": ["n = 300"], "outputs": [{"text": ["0.0577 0.25"]}]}

    def said(text):
        return list(unheld([code, {"cell_type": "markdown", "source": [text]}]))

    assert said("The bound is 0.058 for 300 inputs, a share of 25 % in $0.06$.") == []
    assert said("The bound is 0.057.") == [(1, "0.057")]
    assert said("Of 301 inputs, `302` in code, 3 by name.") == [(1, "301")]


def test_a_number_changed_in_its_last_digit_is_mostly_seen():
    """Of all numbers, each one up and one down; a few fall on another number of the cells near."""
    seen = []
    for path in chapters():
        for _, text, held in prose(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            for _, value, decimals in numbers(text):
                if holds(held, value, decimals):
                    steps = (value - 10**-decimals, value + 10**-decimals)
                    seen += [not holds(held, step, decimals) for step in steps]
    assert len(seen) > 400
    assert sum(seen) > 0.6 * len(seen)
