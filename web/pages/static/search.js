// The search page: what the entries of search.py say about the words in the address, best first.
// Words are compared by their stems, and never by a part of them.
const SHOWN = { text: 20, names: 10 };
const EXCERPT = 260;
// A section is about its heading, then about what its theorems say.
const FIELDS = { title: 6, stated: 2, text: 1, chapter: 1, code: 0.2 };
// The place that treats a thing comes before one that defines it in a line or repeats it.
const REPEATS = 0.5;
const REPEATED = /^(Summary|Settled on the way|What to take away|What the book decides|Exercises)$/;
const SIDE_BY_SIDE = 2;
// For each word of the query that it lacks a place is half as good. One that lacks more words than the
// best is shown while it is a quarter as good.
const LACKS = 0.5;
const FAINT = 0.25;
// Beside Sphinx's: what a question begins with.
const SKIPPED = new Set([...stopwords, "can", "do", "does", "how", "what", "when", "which", "why"]);
const WORD = /(√|\d+\/\d+|\d*\.\d+|[\p{Letter}\p{Number}_]+)/u;

const stemmer = new Stemmer();

const tokenize = (text) => text.split(WORD).filter((piece, number) => number % 2);

// A word's stem, "initialise" as "initialize"; a name with underscores, and its parts, too.
function stems(word) {
  const plain = word.toLowerCase().replace("√", "sqrt").replace(/^_+|_+$/g, "");
  if (!plain || SKIPPED.has(plain)) return [];
  if (plain.includes("_")) return [plain, ...plain.split("_").flatMap(stems)];
  const spelled = plain
    .replace(/(?<=...)is(?=e[drs]?$|ing$|ations?$)/, "iz")
    .replace(/^bias(es|ed)?$/, "biass"); // for the stemmer "bias" is a plural
  return [stemmer.stemWord(spelled)];
}

const stemmed = (text) => ` ${tokenize(text).flatMap(stems).join(" ")} `;

const entries = Object.values(PAGES).flatMap(({ page, entries: [top, ...others] }) =>
  [top, ...others].map((entry) => ({
    ...entry,
    page,
    chapter: entry === top ? "" : `${top.number} ${top.title}`,
  })),
);

const index = new MiniSearch({ fields: Object.keys(FIELDS), tokenize, processTerm: stems });
index.addAll(entries.map((entry, id) => ({ id, ...entry })));

function find(query, options) {
  const phrase = stemmed(query);
  const words = new Set(phrase.trim().split(" ")).size;
  const found = index
    .search(query, { boost: FIELDS, ...options })
    .map(({ id, terms, queryTerms, score }) => {
      const { title, text, isTerm } = entries[id];
      const lacking = words - queryTerms.length;
      let weight = LACKS ** lacking;
      if (isTerm || REPEATED.test(title)) weight *= REPEATS;
      if (stemmed(`${title}\n${text}`).includes(phrase)) weight *= SIDE_BY_SIDE;
      return { id, terms: new Set(terms), lacking, score: score * weight };
    });
  found.sort((one, other) => other.score - one.score);
  return found.filter(
    ({ lacking, score }) => lacking <= found[0].lacking || score >= FAINT * found[0].score,
  );
}

const isFound = (word, terms) => stems(word).some((stem) => terms.has(stem));

// From the beginning of the sentence that has the most of the words found.
function excerpt(text, terms) {
  const sentences = text.split(/\n(?!\p{Ll})|(?<=[.!?])\s+(?=[\p{Lu}“(])/u);
  const hits = sentences.map(
    (sentence) => new Set(tokenize(sentence).flatMap(stems).filter((stem) => terms.has(stem))).size,
  );
  const start = hits.indexOf(Math.max(...hits));
  return shorten(sentences.slice(start).join(" "), terms);
}

const cut = (text, end) =>
  text.length <= end ? text : `${text.slice(0, text.lastIndexOf(" ", end))} …`;

// What is quickly read of the text: its beginning and, where that is far from it, the first word found.
function shorten(text, terms) {
  const pieces = text.split(WORD);
  const first = pieces.findIndex((piece, number) => number % 2 && isFound(piece, terms));
  const at = pieces.slice(0, Math.max(first, 0)).join("").length;
  if (at < (3 * EXCERPT) / 4) return cut(text, EXCERPT);
  const rest = text.slice(text.lastIndexOf(" ", at - EXCERPT / 4) + 1);
  return `${cut(text, EXCERPT / 3)} ${cut(rest, EXCERPT)}`;
}

// The text with the words found marked.
function marked(text, terms) {
  return text
    .split(WORD)
    .map((piece, number) => (number % 2 && isFound(piece, terms) ? element("mark", piece) : piece));
}

function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

function item({ id, terms }) {
  const { page, anchor, number, title, chapter, text, code } = entries[id];
  const link = element("a", `${number} `, ...marked(title, terms));
  link.href = `${document.documentElement.dataset.content_root}${page}#${anchor}`;
  const has = (words) => tokenize(words).some((word) => isFound(word, terms));
  const source = [text, code].find(has) ?? text;
  const around = element("p", ...marked(excerpt(source, terms), terms));
  around.className = "context";
  const place = chapter ? [" in ", ...marked(chapter, terms)] : [];
  return element("li", link, ...place, around);
}

function list(title, found) {
  if (!found.length) return [];
  const items = element("ul", ...found.map(item));
  items.className = "search";
  return [element("h2", title), items];
}

function places(found, shown) {
  const count = `${found.length} ${found.length === 1 ? "place" : "places"}`;
  return found.length > shown ? `${count} (the best ${shown} are shown)` : count;
}

function show(query) {
  const exact = find(query);
  // Where no word is found, words that begin alike or differ by a third of their letters.
  const found = exact.length ? exact : find(query, { prefix: true, fuzzy: 0.34 });
  const text = found.filter(({ id }) => !entries[id].isName);
  const names = found.filter(({ id }) => entries[id].isName);
  const summary = element("p");
  summary.className = "search-summary";
  summary.setAttribute("role", "status");
  if (!exact.length) summary.append(`The book does not have “${query}”. `);
  if (found.length)
    summary.append(
      exact.length ? "Found: " : "Spelled alike: ",
      `${places(text, SHOWN.text)} in the text, ${places(names, SHOWN.names)} in the module.`,
    );
  document
    .getElementById("search-results")
    .append(
      summary,
      ...list("In the text", text.slice(0, SHOWN.text)),
      ...list("In the module", names.slice(0, SHOWN.names)),
    );
}

const query = new URLSearchParams(location.search).get("q")?.trim();
if (query) {
  for (const field of document.querySelectorAll("input[name=q]")) field.value = query;
  show(query);
}
