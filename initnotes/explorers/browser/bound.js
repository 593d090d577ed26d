/* The bound: the uniform density of a scheme and the Gaussian of the same variance. */
(function (initnotes) {
  "use strict";

  const { boundFromVariance, chart, format, normalDensity, weightVariance } = initnotes;

  /** The controls that the settings leave without effect -> why. */
  function idle({ scheme }, { labels, fan_in_only: fanInOnly }) {
    return fanInOnly.includes(scheme)
      ? { fan_out: `the ${labels[scheme]} scheme uses n_in alone` }
      : {};
  }

  function compute({ scheme, fan_in: fanIn, fan_out: fanOut }, { axes, labels, fan_in_only }) {
    const variance = weightVariance(scheme, fanIn, fanOut);
    const wider = weightVariance(scheme, 4 * fanIn, 4 * fanOut);
    return {
      scheme,
      label: labels[scheme],
      axes,
      both: !fan_in_only.includes(scheme),
      variance,
      std: Math.sqrt(variance),
      bound: boundFromVariance(variance),
      wider: { fanIn: 4 * fanIn, fanOut: 4 * fanOut, bound: boundFromVariance(wider) },
    };
  }

  function draw({ scheme, label, axes, variance, std, bound }, { width, height }) {
    // The same for all settings, so that half the bound is half the width.
    const [limit, top] = [1.05 * axes.bound, 1.05 * axes.density];
    const color = `var(--explorer-${scheme})`;
    const box = [-limit, -bound, -bound, bound, bound, limit].map((x, i) => ({
      x,
      density: i === 2 || i === 3 ? 1 / (2 * bound) : 0,
    }));
    const bell = d3
      .range(-400, 401)
      .map((i) => (i / 400) * limit)
      .map((x) => ({ x, density: normalDensity(x, variance) }));
    const at = { x: "x", y: "density" };
    const marked = [
      { x: bound, name: "bound", y: 0.88 * top },
      { x: std, name: "std", y: 0.98 * top },
    ];
    const both = marked.flatMap((mark) => [mark, { ...mark, x: -mark.x }]);
    // Beside its line, and where there is no room to the right of it, to its left.
    const beside = (mark) => (mark.x > 0.6 * limit ? "end" : "start");
    return [
      chart(
        `Densities of variance ${format(variance)}: uniform (${label}) between −${format(bound)} ` +
          `and ${format(bound)}, and Gaussian with std ${format(std)}`,
        {
          width,
          height,
          marginLeft: 48,
          marginTop: 26,
          marginBottom: 36,
          x: { domain: [-limit, limit], label: "weight", labelArrow: "none", ticks: 5 },
          y: { domain: [0, top], label: "density", labelArrow: "none", ticks: 4 },
          marks: [
            Plot.gridY({ ticks: 4, strokeOpacity: 0.1 }),
            Plot.areaY(box, { x: "x", y1: 0, y2: "density", fill: color, fillOpacity: 0.18 }),
            Plot.lineY(box, { ...at, stroke: color, strokeWidth: 2, className: "explorer-density" }),
            Plot.lineY(bell, {
              ...at,
              strokeWidth: 2,
              strokeDasharray: "7 4",
              className: "explorer-density",
            }),
            Plot.ruleX(both, {
              x: "x",
              y1: 0,
              y2: "y",
              strokeDasharray: "2 3",
              className: "explorer-marks",
            }),
            ...marked.map((mark) =>
              Plot.text([mark], {
                x: "x",
                y: "y",
                text: ({ name, x }) => `${name} ${format(x)}`,
                textAnchor: beside(mark),
                dx: beside(mark) === "end" ? -4 : 4,
              }),
            ),
            Plot.ruleY([0]),
          ],
        },
      ),
    ];
  }

  function lines({ label, both, variance, std, bound, wider }) {
    const fans = both ? `n_in = ${wider.fanIn}, n_out = ${wider.fanOut}` : `n_in = ${wider.fanIn}`;
    return [
      `Bound ${format(bound)}, std ${format(std)}, variance ${format(variance)}: the bound is √3 ` +
        `times the std, and the variance is a third of the squared bound.`,
      `Four times as many: at ${fans} the bound is ${format(wider.bound)}, half as large.`,
      both
        ? `The ${label} scheme uses both fans.`
        : `The ${label} scheme uses n_in alone, so n_out can't be moved.`,
    ];
  }

  function table({ variance, std, bound }) {
    return {
      columns: ["form", "bound", "std", "variance"],
      rows: [
        ["uniform", format(bound), format(std), format(variance)],
        ["Gaussian", "none", format(std), format(variance)],
      ],
    };
  }

  initnotes.define("bound", { compute, draw, lines, table, idle });
})(globalThis.initnotes);
