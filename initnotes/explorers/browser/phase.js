/* The phases: a point of the plane of initializations, its variance map, and its gradient. */
(function (initnotes) {
  "use strict";

  const { chart, chi, cobweb, format, iterate, power, settledVariance, varianceMap } = initnotes;

  /** The layer that the controls describe. */
  function layerOf({ activation, weight_factor: weightFactor, bias_variance: biasVariance }, data) {
    return { activation, weightFactor, biasVariance, quadrature: data.quadrature };
  }

  /** State variances of a net's layers, the first of them 1, and the share of its gradient in each. */
  function netThrough(layer, layers) {
    const states = iterate((variance) => varianceMap(layer, variance), 1, layers);
    const gradients = [1];
    states.toReversed().forEach((variance) => {
      gradients.unshift(gradients[0] * chi(layer, variance));
    });
    return { states, gradients: gradients.slice(0, -1) };
  }

  function phaseOf(slope, tolerance) {
    if (Math.abs(slope - 1) <= tolerance) return "edge";
    return slope < 1 ? "order" : "chaos";
  }

  function compute(controls, data) {
    const layer = layerOf(controls, data);
    const settled = settledVariance(layer);
    const slope = chi(layer, settled);
    return {
      ...controls,
      ...data,
      ...netThrough(layer, data.layers),
      layer,
      settled,
      slope,
      phase: phaseOf(slope, data.tolerance),
    };
  }

  function title(text) {
    return Plot.text([text], {
      frameAnchor: "top-left",
      dx: -40,
      dy: -24,
      fontWeight: 600,
      fontSize: 13,
    });
  }

  const margins = { marginLeft: 44, marginRight: 14, marginTop: 28, marginBottom: 38 };
  const purple = "var(--explorer-path)";
  const axis = (label, domain, options = {}) => ({ label, domain, labelArrow: "none", ...options });

  function plane({ weight_factor: x, bias_variance: y, critical, activation, points, ends, phase }, size) {
    const line = critical[activation].map(([weightFactor, biasVariance]) => ({
      x: weightFactor,
      y: biasVariance,
    }));
    const at = { x: "x", y: "y" };
    const svg = chart(`The point n Var W = ${x}, Var b = ${y}: ${phase}`, {
      ...size,
      ...margins,
      x: axis("n Var W", [0, ends.weight_factor], { ticks: 4 }),
      y: axis(null, [0, ends.bias_variance], { ticks: 5 }),
      marks: [
        title("biases' variance, Var b"),
        Plot.line(line, { ...at, strokeWidth: 2, className: "explorer-critical" }),
        Plot.text(line.slice(-1), {
          ...at,
          text: () => "χ = 1",
          textAnchor: "end",
          dx: -8,
          dy: line.at(-1).y < ends.bias_variance / 2 ? -20 : 0, // above the names on the axis
        }),
        Plot.text(
          [
            ["order", 0.28, 0.6],
            ["chaos", 0.86, 0.3],
          ],
          {
            x: ([, share]) => share * ends.weight_factor,
            y: ([, , share]) => share * ends.bias_variance,
            text: ([name]) => name,
            fontSize: 14,
            fillOpacity: 0.85,
          },
        ),
        Plot.dot(points, {
          ...at,
          r: 4.5,
          fill: ({ color }) => (color ? `var(--explorer-${color})` : "currentColor"),
          className: "explorer-named",
        }),
        ...points.map((one) => Plot.text([one], { ...at, text: "name", dy: -one.rise, fontSize: 12 })),
        Plot.dot([{ x, y }], {
          ...at,
          r: 9,
          stroke: purple,
          strokeWidth: 3.5,
          fill: purple,
          fillOpacity: 0.25,
          className: "explorer-point",
        }),
        Plot.dot([{ x, y }], { ...at, r: 22, fill: "transparent", className: "explorer-grip" }),
      ],
    });
    const handle = svg.querySelector(".explorer-grip");
    return initnotes.graspable(svg, (point) => ({ weight_factor: point.x, bias_variance: point.y }), handle);
  }

  function variances({ layer, states, settled, ends }, size) {
    const top = ends.variance;
    const curve = d3.range(0, top * 1.0001, top / 50).map((before) => ({
      before,
      after: varianceMap(layer, before),
    }));
    const at = { x: "before", y: "after" };
    return chart(`Variance map with its fixed point at ${format(settled)}`, {
      ...size,
      ...margins,
      x: axis("state variance q", [0, top], { ticks: [0, 1, 2] }),
      y: axis(null, [0, top], { ticks: [0, 1, 2] }),
      marks: [
        title("the next layer's q′"),
        Plot.line([0, top], { x: (q) => q, y: (q) => q, strokeOpacity: 0.5, strokeDasharray: "2 3" }),
        Plot.line(curve, { ...at, strokeWidth: 2, className: "explorer-map" }),
        Plot.line(cobweb(states), { ...at, stroke: purple, strokeWidth: 1.5, className: "explorer-web" }),
        Plot.dot([settled], { x: (q) => q, y: (q) => q, r: 5, fill: purple, className: "explorer-settled" }),
        Plot.text([`q* = ${format(settled)}`], {
          x: 0,
          y: 0.9 * top,
          textAnchor: "start",
          dx: 10,
          fontWeight: 600,
          fill: purple,
        }),
      ],
    });
  }

  function gradient({ gradients, layers, ends }, size) {
    const shares = gradients.map((share, i) => ({ layer: i + 1, share }));
    const [low, high] = ends.share;
    const at = { x: "layer", y: "share" };
    const above = gradients[0] > 1e-4;
    return chart(`Share of the output gradient's variance in layer 1: ${format(gradients[0])}`, {
      ...size,
      ...margins,
      x: axis("layer", [1, layers], { ticks: [1, 10, 20, 30, 40, 50], tickFormat: String }),
      y: {
        ...axis(null, [low, high]),
        type: "log",
        ticks: d3.range(-48, Math.log10(high), 16).map((e) => 10 ** e),
        tickFormat: (share) => power(Math.round(Math.log10(share))),
      },
      marks: [
        title("the gradient's variance"),
        Plot.ruleY([1], { strokeOpacity: 0.5, strokeDasharray: "2 3" }),
        Plot.line(shares, { ...at, stroke: purple, strokeWidth: 2, className: "explorer-gradient" }),
        Plot.dot(shares.slice(0, 1), { ...at, r: 5, fill: purple }),
        Plot.text(shares.slice(0, 1), {
          ...at,
          text: ({ share }) => `× ${format(share)}`,
          textAnchor: "start",
          dx: above ? 2 : 10,
          dy: above ? -16 : 6,
          fontWeight: 600,
          fill: purple,
        }),
      ],
    });
  }

  function draw(numbers, { width, height }) {
    const narrow = width < 480;
    const half = { width: Math.floor(width / 2) - 6, height: Math.floor(height * 0.45) - 6 };
    const third = { width: Math.floor(width / 3) - 8, height };
    const [first, rest] = narrow
      ? [{ width, height: Math.floor(height * 0.55) - 6 }, half]
      : [third, third];
    return [plane(numbers, first), variances(numbers, rest), gradient(numbers, rest)];
  }

  const VERDICTS = {
    order: "Order: the gradient vanishes.",
    edge: "The edge: the gradient is kept, or fades like a power of the depth.",
    chaos: "Chaos: the gradient explodes.",
  };

  function lines({ phase, settled, slope, gradients, layers }) {
    return [
      `${VERDICTS[phase]} In layer 1 of ${layers} its variance is ${format(gradients[0])} times the ` +
        `output gradient's.`,
      `The states' variance settles at q* = ${format(settled)}; there each layer multiplies the ` +
        `gradient's variance by χ = ${format(slope)}.`,
    ];
  }

  function table({ states, gradients }) {
    return {
      columns: ["layer", "state variance q", "gradient's variance, output = 1"],
      rows: states.map((variance, i) => [i + 1, format(variance), format(gradients[i])]),
    };
  }

  initnotes.netThrough = netThrough;
  initnotes.define("phase", { compute, draw, lines, table });
})(globalThis.initnotes);
