/* Two inputs: their correlation layer by layer, along the correlation map, and as an angle. */
(function (initnotes) {
  "use strict";

  const { chart, cobweb, correlationFixedPoint, correlationMap, format, iterate } = initnotes;

  function compute(controls, data) {
    const made = correlationMap({
      activation: controls.activation,
      weightFactor: controls.weight_factor,
      biasVariance: controls.bias_variance,
      quadrature: data.quadrature,
    });
    return {
      ...controls,
      ...made,
      end: correlationFixedPoint(made),
      path: iterate(made.map, controls.start, data.layers),
      fate: fateOf(controls.activation, made, data.tolerance),
    };
  }

  function fateOf(activation, { settled, slope }, tolerance) {
    if (settled === 0 && activation !== "relu") return "kept";
    if (Math.abs(slope - 1) <= tolerance) return "slow";
    return slope > 1 ? "part" : "one";
  }

  const purple = "var(--explorer-path)";
  const ochre = "var(--explorer-before)";
  const margins = { marginLeft: 44, marginRight: 14, marginTop: 28, marginBottom: 38 };

  function title(text) {
    return Plot.text([text], {
      frameAnchor: "top-left",
      dx: -40,
      dy: -24,
      fontWeight: 600,
      fontSize: 13,
    });
  }

  function mapPanel({ map, path, layer, start, end }, size) {
    const axis = (label) => ({ label, domain: [0, 1], labelArrow: "none", ticks: 5 });
    const curve = d3.range(0, 1.0001, 0.01).map((c) => ({ before: c, after: map(Math.min(c, 1)) }));
    const at = { x: "before", y: "after" };
    const svg = chart(`Correlation map with a path from ${start} that leads to ${format(end)}`, {
      ...size,
      ...margins,
      x: axis("correlation c in a layer"),
      y: axis(null),
      marks: [
        title("correlation c′ in the next"),
        Plot.line([0, 1], { x: (c) => c, y: (c) => c, strokeOpacity: 0.5, strokeDasharray: "2 3" }),
        Plot.line(curve, { ...at, strokeWidth: 2, className: "explorer-map" }),
        Plot.line(cobweb(path.slice(0, layer)), {
          ...at,
          stroke: purple,
          strokeWidth: 1.5,
          className: "explorer-web",
        }),
        Plot.dot([path[layer - 1]], { x: (c) => c, y: (c) => c, r: 5, fill: purple }),
        Plot.dot([start], { x: (c) => c, y: 0, r: 8, fill: ochre, className: "explorer-start" }),
        Plot.dot([start], { x: (c) => c, y: 0, r: 22, fill: "transparent", className: "explorer-grip" }),
        Plot.text([`c* = ${near(end)}`], {
          frameAnchor: "top-right",
          dy: -24,
          fontWeight: 600,
          fill: purple,
        }),
      ],
    });
    const handle = svg.querySelector(".explorer-grip");
    return initnotes.graspable(svg, ({ x }) => ({ start: x }), handle);
  }

  /** Both examples as arrows of length 1, whose angle has the correlation as its cosine. */
  function anglePanel({ path, layer }, { width, height }) {
    const [top, low] = [1.2, -0.3];
    const reach = ((top - low) * (width - 20)) / (height - 34) / 2;
    const arrows = (c, stroke, className) => {
      const half = Math.acos(Math.min(c, 1)) / 2;
      return Plot.arrow([-1, 1], {
        x1: 0,
        y1: 0,
        x2: (side) => side * Math.sin(half),
        y2: Math.cos(half),
        stroke,
        strokeWidth: 3,
        headLength: 9,
        className,
      });
    };
    const words = (text, y, fill) =>
      Plot.text([text], { x: 0, y, fill, fontSize: 14, fontWeight: 600 });
    const said = (number) => `layer ${number}: c = ${near(path[number - 1])}, ${degrees(path[number - 1])}`;
    return chart(`Two arrows, in layer ${layer} ${degrees(path[layer - 1])} apart`, {
      width,
      height,
      marginLeft: 10,
      marginRight: 10,
      marginTop: 28,
      marginBottom: 6,
      x: { domain: [-reach, reach], axis: null },
      y: { domain: [low, top], axis: null },
      marks: [
        Plot.text(["the two states, as arrows"], {
          frameAnchor: "top-left",
          dy: -24,
          fontWeight: 600,
          fontSize: 13,
        }),
        arrows(path[0], ochre, "explorer-before"),
        arrows(path[layer - 1], purple, "explorer-arrows"),
        words(said(1), -0.24, ochre),
        words(said(layer), 1.12, purple),
      ],
    });
  }

  function draw(numbers, { width, height }) {
    const narrow = width < 480;
    const side = { width: Math.floor(width / 2) - 6, height };
    const [first, second] = narrow
      ? [0.6, 0.4].map((share) => ({ width, height: Math.floor(height * share) - 6 }))
      : [side, side];
    return [mapPanel(numbers, first), anglePanel(numbers, second)];
  }

  function degrees(c) {
    return `${format((Math.acos(Math.min(c, 1)) * 180) / Math.PI)}°`;
  }

  /** A correlation, near 1 by what it lacks. */
  function near(c) {
    return 0.99 < c && 1 - c > 1e-12 ? `1 − ${format(1 - c)}` : format(c);
  }

  const FATES = {
    one: "The two become one.",
    slow: "The two become one, but slowly: the map touches the line c′ = c.",
    part: "The two part, however alike they are.",
    kept: "The two stay as they are: the states have faded to where the activation is linear.",
  };

  function sizeOf({ activation, fate, settled }) {
    if (activation === "relu" && fate === "slow" && settled === 1) return "stays what it is";
    if (settled === 0) return "fades to 0";
    return settled === Infinity ? "grows without end" : `settles at q* = ${format(settled)}`;
  }

  function lines({ fate, path, layer, slope, end, ...numbers }) {
    return [
      `${FATES[fate]} The correlation goes from ${near(path[0])} in layer 1 to ` +
        `${near(path[layer - 1])} in layer ${layer}.`,
      `The states' variance ${sizeOf({ fate, ...numbers })}. The map arrives at c = 1 with the slope ` +
        `${format(slope)}${fate === "kept" ? "." : `, and leads to c* = ${near(end)}.`}`,
    ];
  }

  function table({ path }) {
    return {
      columns: ["layer", "correlation c", "angle"],
      rows: path.map((c, i) => [i + 1, near(c), degrees(c)]),
    };
  }

  initnotes.correlationPath = (controls, data) => compute(controls, data).path;
  initnotes.define("two_inputs", { compute, draw, lines, table });
})(globalThis.initnotes);
