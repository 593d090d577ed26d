// Typesets formulas for typeset.py: one JSON request a line in, one JSON answer a line out.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { inRows } from "./rows.mjs";

const katex = createRequire(process.cwd() + "/")("katex");
// The one class that typeset.py puts into a formula itself.
const strict = (problem) => (problem === "htmlExtension" ? "ignore" : "error");
const trust = ({ command }) => command === "\\htmlClass";

function typeset({ tex, display }) {
  try {
    const formula = katex.__renderToDomTree(tex, { displayMode: display, strict, trust });
    const set = display ? inRows(formula, katex.__domTree) : formula.toMarkup();
    // Without the TeX, which the search would show as text, and the name space, HTML's own.
    const spare = /<semantics>|<annotation [^]*?<\/annotation><\/semantics>| xmlns="[^"]*"/g;
    return { html: set.replace(spare, "") };
  } catch (error) {
    return { error: error.message };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(typeset(JSON.parse(line))) + "\n");
}
