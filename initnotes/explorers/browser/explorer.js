/*
 * What all explorers share: the state of the controls goes in, and a drawing, lines of text and a
 * table come out. An explorer is defined by four functions of plain numbers:
 *
 *   compute(controls, data) -> numbers         draw(numbers, size) -> elements
 *   lines(numbers) -> sentences                table(numbers) -> {columns, rows}
 *
 * and, if some settings leave a control without effect, by a fifth:
 *
 *   idle(controls, data) -> {name of the control: why}
 *
 * Until it is mounted a figure shows its still image, in the same place and size.
 */
(function (initnotes) {
  "use strict";

  const explorers = {};

  function define(name, explorer) {
    explorers[name] = explorer;
  }

  /** Bring every figure of the document that still shows its image to life. */
  function mountAll() {
    document.querySelectorAll("figure.explorer:not(.explorer-mounted)").forEach(mount);
  }

  function mount(figure) {
    const explorer = explorers[figure.dataset.explorer];
    const data = JSON.parse(figure.querySelector(".explorer-data").textContent);
    const controls = [...figure.querySelectorAll("[data-control]")];
    const box = figure.querySelector(".explorer-box");
    const live = box.appendChild(document.createElement("div"));
    live.className = "explorer-live";
    let width = 0;

    function update() {
      const settings = readAll(controls);
      const idle = explorer.idle?.(settings, data) ?? {};
      controls.forEach((control) => rest(control, idle[control.name]));
      const numbers = explorer.compute(settings, data);
      draw(numbers);
      const readout = figure.querySelector(".explorer-readout");
      readout.replaceChildren(...explorer.lines(numbers).map((line) => element("span", line)));
      figure.querySelector("table").replaceChildren(...tableParts(explorer.table(numbers)));
    }

    function draw(numbers) {
      width = live.clientWidth;
      live.replaceChildren(...explorer.draw(numbers, { width, height: live.clientHeight }));
    }

    figure.classList.add("explorer-mounted");
    figure.querySelectorAll("fieldset").forEach((fieldset) => (fieldset.disabled = false));
    controls.forEach((control) => control.addEventListener("input", update));
    update();
    new ResizeObserver(() => {
      if (live.clientWidth && live.clientWidth !== width) update();
    }).observe(live);
  }

  function readAll(controls) {
    return Object.fromEntries(controls.map((control) => [control.name, read(control)]));
  }

  /** Value of one control; a slider's position stands for one of the values it carries. */
  function read(control) {
    if (control.type === "checkbox") return control.checked;
    if (control.type !== "range") return control.value;
    const value = JSON.parse(control.dataset.values)[Number(control.value)];
    control.setAttribute("aria-valuetext", value);
    outputOf(control).textContent = value;
    return value;
  }

  /** Take a control out of use for a reason, which stands where its value was, or put it back. */
  function rest(control, reason) {
    control.disabled = reason !== undefined;
    if (!control.disabled) return control.removeAttribute("title");
    control.title = reason;
    control.setAttribute("aria-valuetext", "not used");
    outputOf(control).textContent = "not used";
  }

  function outputOf(slider) {
    return slider.closest(".explorer-slider").querySelector("output");
  }

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    made.append(...formula(String(text)));
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  }

  /** The text with n_in, n_out and W set as in print. */
  function formula(text) {
    return text.split(/\b(n_in|n_out|W)\b/).flatMap((part, i) => {
      if (i % 2 === 0) return part;
      const set = (name, letters) => {
        const made = document.createElement(name);
        made.textContent = letters;
        return made;
      };
      const [letter, index] = part.split("_");
      return index ? [set("i", letter), set("sub", index)] : set("i", letter);
    });
  }

  function tableParts({ columns, rows }) {
    const head = document.createElement("thead");
    head.append(row(columns.map((column) => element("th", column, { scope: "col" }))));
    const body = document.createElement("tbody");
    rows.forEach(([first, ...rest]) => {
      const cells = rest.map((value) => element("td", value));
      body.append(row([element("th", first, { scope: "row" }), ...cells]));
    });
    return [head, body];
  }

  function row(cells) {
    const made = document.createElement("tr");
    made.append(...cells);
    return made;
  }

  /** A Plot as one image with a name: what is inside is drawn, not read out piece by piece. */
  function chart(label, options) {
    const svg = Plot.plot({
      className: "explorer-plot",
      style: { background: "none", fontSize: "12px", overflow: "visible" },
      ...options,
    });
    svg.querySelectorAll("[aria-label], [aria-description]").forEach((part) => {
      part.removeAttribute("aria-label");
      part.removeAttribute("aria-description");
    });
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
    return svg;
  }

  const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  function power(exponent) {
    if (exponent === 0) return "1";
    const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[digit]).join("");
    return `10${exponent < 0 ? "⁻" : ""}${digits}`;
  }

  /** Three digits: 0.0124, 123, 1.24×10⁻⁷. */
  function format(value) {
    if (value === 0) return "0";
    const [digits, exponent] = value.toExponential(2).split("e");
    if (-4 < exponent && exponent < 5) {
      const decimals = Math.max(0, 2 - exponent);
      return String(Number(value.toFixed(decimals))).replace("-", "−");
    }
    return `${Number(digits)}×${power(Number(exponent))}`.replace("-", "−");
  }

  /** A logarithmic scale around the values, of a decade at least so that level looks level. */
  function logScale(values) {
    const logs = values.map(Math.log10);
    const middle = (Math.min(...logs) + Math.max(...logs)) / 2;
    const half = Math.max((Math.max(...logs) - Math.min(...logs)) * 0.55, 0.5);
    return decades([10 ** (middle - half), 10 ** (middle + half)]);
  }

  /** A logarithmic scale over that domain. */
  function decades(domain) {
    const [low, high] = domain.map(Math.log10);
    const step = Math.ceil((high - low) / 4);
    const exponents = d3.range(Math.ceil(low / step) * step, high + 1e-9, step);
    const narrow = high - low < 1.5;
    const ticks = narrow
      ? d3.range(Math.floor(low), high).flatMap((e) => [1, 2, 5].map((m) => m * 10 ** e))
      : exponents.map((e) => 10 ** e);
    const plain = narrow || (low > -3 && high < 3);
    return {
      type: "log",
      domain,
      ticks: ticks.filter((tick) => domain[0] <= tick && tick <= domain[1]),
      tickFormat: (tick) => (plain ? format(tick) : power(Math.round(Math.log10(tick)))),
    };
  }

  /** The places, each with its y, moved apart by `gap` at least, within 0 and `height`. */
  function spread(places, gap, height) {
    const sorted = d3.sort(places, ({ y }) => y).map((place) => ({ ...place }));
    sorted.forEach((place, i) => {
      if (i) place.y = Math.max(place.y, sorted[i - 1].y + gap);
    });
    sorted.toReversed().forEach((place, i, reversed) => {
      place.y = Math.min(place.y, i ? reversed[i - 1].y - gap : height);
    });
    return sorted;
  }

  /** 1, 3–5 for [1, 3, 4, 5]. */
  function ranges(numbers) {
    const runs = [];
    numbers.forEach((number) => {
      const run = runs.at(-1);
      if (run && number === run[1] + 1) run[1] = number;
      else runs.push([number, number]);
    });
    return runs.map(([a, b]) => (a === b ? `${a}` : `${a}–${b}`)).join(", ");
  }

  /** "in all 3 layers", "in layer 2", "in layers 1, 3", "in no layer", of `count` layers. */
  function inLayers(layers, count) {
    if (layers.length === count) return `in all ${count} layers`;
    if (!layers.length) return "in no layer";
    return `in layer${layers.length > 1 ? "s" : ""} ${ranges(layers)}`;
  }

  Object.assign(initnotes, { define, mountAll, chart, format, power, decades, logScale, spread, inLayers });
})(globalThis.initnotes);
