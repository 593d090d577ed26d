// Nests a displayed formula, so that its style sheet can lay it in rows where one line is too long.
//
// KaTeX makes a flat line of it. Here the line becomes parts, a part its left side and rows, a row its
// terms, a term its bases: a narrow page breaks first between the parts, that is at wide spaces, then
// before relations, then before + and -, and at last before big operators and between brackets.

const is = (node, name) => node.classes.includes(name);
const WIDE = 1; // em, the width of \quad

// How many brackets `node` opens; KaTeX makes one node of "[(".
function opened(node) {
  const count = node.text?.length ?? 1;
  return is(node, "mopen") ? count : is(node, "mclose") ? -count : 0;
}

// What begins at `node`, if anything; `before` is the last node that is no space.
function begins(node, before) {
  if (is(node, "mrel")) return is(before, "mrel") ? null : "row";
  if (is(node, "mbin")) return "term";
  const bracket = ["mclose", "minner"].some((name) => is(before, name));
  const base = is(node, "minner") ? bracket : is(node, "op-limits") && (bracket || is(before, "mord"));
  return base ? "base" : null;
}

// The parts of a line of nodes. A part is an array of rows, the first of them its left side.
function nest(nodes) {
  const parts = [];
  let part, row, term, before = null, depth = 0;
  for (const node of nodes) {
    const space = is(node, "mspace");
    if (!before) {
      if (space) continue;
      parts.push((part = [(row = [(term = [[]])])]));
    } else if (space && depth === 0 && parseFloat(node.style.marginRight) >= WIDE) {
      before = null;
      continue;
    } else if (!space && depth === 0) {
      const level = begins(node, before);
      if (level === "row") part.push((row = [(term = [[]])]));
      if (level === "term") row.push((term = [[]]));
      if (level === "base") term.push([]);
    }
    term.at(-1).push(node);
    depth += opened(node);
    if (!space) before = node;
  }
  return parts;
}

// The HTML of a formula that KaTeX has set on one line, with its line nested.
export function inRows(formula, { Span }) {
  const span = (name, children) => new Span([name], children);
  const base = (nodes) => {
    const height = Math.max(0, ...nodes.map((node) => node.height));
    const depth = Math.max(0, ...nodes.map((node) => node.depth));
    const strut = span("katex-strut", []);
    strut.style = { height: `${height + depth}em`, verticalAlign: `${-depth}em` };
    return span("katex-base", [strut, ...nodes]);
  };
  const terms = (row) => row.map((bases) => span("math-term", bases.map(base)));
  const part = ([left, ...rows]) =>
    span("math-part", [
      ...(rows.length ? [span("math-left", terms(left))] : []),
      span("math-rows", (rows.length ? rows : [left]).map((row) => span("math-row", terms(row)))),
    ]);
  const line = formula.children[0].children.find((child) => is(child, "katex-html"));
  line.children = nest(line.children.flatMap(({ children: [, ...nodes] }) => nodes)).map(part);
  return formula.toMarkup();
}
