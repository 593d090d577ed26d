/* Signal through depth: the exact map of the infinitely wide net beside the linear one. */
(function (initnotes) {
  "use strict";

  const { chart, format, inLayers, infiniteWidth, logScale, taperedWidths, weightVariance } =
    initnotes;

  const PANELS = [
    { family: "state", title: "state" },
    { family: "activation", title: "activation", condition: "forward" },
    { family: "state_gradient", title: "state gradient", condition: "backward" },
    { family: "weight_gradient", title: "weight gradient" },
  ];

  /** Layers, counted from 1, whose value is that of the layer it comes from, up to `tolerance`. */
  function level(values, origins, tolerance) {
    return values.flatMap((value, i) =>
      Math.abs(value / origins[i] - 1) <= tolerance ? [i + 1] : [],
    );
  }

  function compute(controls, { quadrature, tolerance }) {
    const widths = taperedWidths(controls);
    const net = { ...controls, widths, quadrature };
    const exact = infiniteWidth(net);
    const linear = infiniteWidth({ ...net, activation: "identity" });
    const variances = widths
      .slice(1)
      .map((fanOut, i) => weightVariance(controls.scheme, widths[i], fanOut, controls.gain));
    const factors = {
      forward: variances.map((variance, i) => widths[i] * variance),
      backward: variances.map((variance, i) => widths[i + 1] * variance),
    };
    const one = variances.map(() => 1);
    const activation = exact.activation_variance;
    const gradient = exact.state_gradient_variance;
    return {
      ...controls,
      widths,
      exact,
      linear,
      factors,
      tolerance,
      conditions: {
        forward: level(activation, [1, ...activation], tolerance),
        backward: level(gradient.slice(0, -1), gradient.slice(1), tolerance),
      },
      linearConditions: {
        forward: level(factors.forward, one, tolerance),
        backward: level(factors.backward, one, tolerance),
      },
    };
  }

  function series(values) {
    return values.map((variance, i) => ({ layer: i + 1, variance }));
  }

  function draw(numbers, { width, height }) {
    const layers = numbers.widths.length - 1;
    return PANELS.map(({ family, title, condition }) => {
      const exact = series(numbers.exact[`${family}_variance`]);
      const linear = series(numbers.linear[`${family}_variance`]);
      const held = exact.filter(({ layer }) => numbers.conditions[condition]?.includes(layer));
      const at = { x: "layer", y: "variance" };
      const all = [...exact, ...linear].map(({ variance }) => variance);
      const scale = logScale(all);
      const ends = [exact[0], exact.at(-1)].map(({ variance }) => format(variance));
      const svg = chart(
        `Variance of the ${title}, exact: ${ends[0]} in layer 1, ${ends[1]} in layer ${exact.length}`,
        {
          width: Math.floor(width / 2) - 6,
          height: Math.floor(height / 2) - 6,
          marginLeft: 44,
          marginRight: 12,
          marginTop: 24,
          marginBottom: 36,
          x: {
            domain: [0.6, layers + 0.4],
            label: "layer",
            labelArrow: "none",
            ticks: d3.range(1, layers + 1, Math.ceil(layers / 8)),
            tickFormat: String,
          },
          y: scale,
          marks: [
            Plot.text([title], {
              frameAnchor: "top-left",
              dx: -40,
              dy: -22,
              fontWeight: 600,
              fontSize: 13,
            }),
            Plot.gridY({ ticks: scale.ticks, strokeOpacity: 0.1 }),
            Plot.lineY(linear, { ...at, strokeDasharray: "5 4", strokeWidth: 1.5 }),
            Plot.lineY(exact, { ...at, stroke: "var(--explorer-standard)", strokeWidth: 1.5 }),
            Plot.dot(held, {
              ...at,
              r: 6,
              className: "explorer-held",
            }),
            Plot.dot(exact, {
              ...at,
              r: 2.8,
              fill: "var(--explorer-standard)",
              className: "explorer-exact",
              title: ({ layer, variance }) => `layer ${layer}: ${format(variance)}`,
            }),
          ],
        },
      );
      svg.dataset.family = family;
      return svg;
    });
  }

  function fromTo(values) {
    return `${format(values[0])} to ${format(values.at(-1))}`;
  }

  function lines({ exact, linear, depth, tolerance, factors, conditions, linearConditions }) {
    const layers = factors.forward.length;
    const within = `within ${100 * tolerance} %`;
    const down = [exact, linear].map((map) => map.state_gradient_variance.toReversed());
    return [
      `Up, layer 1 to ${depth}: activation variance ${fromTo(exact.activation_variance)} ` +
        `(linear ${fromTo(linear.activation_variance)}).`,
      `Down, layer ${layers} to 1: state gradient variance ${fromTo(down[0])} ` +
        `(linear ${fromTo(down[1])}).`,
      `Forward, n_in Var W = 1 ${within}: ${inLayers(linearConditions.forward, layers)}; ` +
        `activation variance kept: ${inLayers(conditions.forward, depth)}.`,
      `Backward, n_out Var W = 1 ${within}: ${inLayers(linearConditions.backward, layers)}; ` +
        `state gradient variance kept: ${inLayers(conditions.backward, depth)}.`,
    ];
  }

  function table({ widths, factors, exact, linear }) {
    const columns = ["layer", "width", "n_in Var W", "n_out Var W"];
    PANELS.forEach(({ title }) => columns.push(title, `${title}, linear`));
    const cell = (value) => (value === undefined ? "" : format(value));
    const rows = factors.forward.map((forward, i) => [
      i + 1,
      widths[i + 1],
      format(forward),
      format(factors.backward[i]),
      ...PANELS.flatMap(({ family }) =>
        [exact, linear].map((map) => cell(map[`${family}_variance`][i])),
      ),
    ]);
    return { columns, rows };
  }

  initnotes.define("depth", { compute, draw, lines, table });
})(globalThis.initnotes);
