/* The bound: the uniform density of a scheme and the Gaussian of the same variance. */
(function (initnotes) {
  "use strict";

  const { boundFromVariance, chart, format, normalDensity, weightVariance } = initnotes;

  function compute({ scheme, fan_in: fanIn, fan_out: fanOut }) {
    const variance = weightVariance(scheme, fanIn, fanOut);
    return { scheme, variance, std: Math.sqrt(variance), bound: boundFromVariance(variance) };
  }

  function draw({ variance, std, bound }, { width, height }) {
    // The axes change by factors of two only, so that in between one sees the densities move.
    const limit = 2 ** Math.ceil(Math.log2(1.25 * bound));
    const top = 2 ** Math.ceil(Math.log2(1.1 * normalDensity(0, variance)));
    const box = [-limit, -bound, -bound, bound, bound, limit].map((x, i) => ({
      x,
      density: i === 2 || i === 3 ? 1 / (2 * bound) : 0,
    }));
    const bell = d3
      .range(-100, 101)
      .map((i) => (i / 100) * limit)
      .map((x) => ({ x, density: normalDensity(x, variance) }));
    const at = { x: "x", y: "density" };
    const marked = [
      { x: bound, name: "bound", y: 0.98 * top, anchor: "end" },
      { x: std, name: "std", y: 0.9 * top, anchor: "start" },
    ];
    const both = marked.flatMap((mark) => [mark, { ...mark, x: -mark.x }]);
    return [
      chart(
        `Densities of variance ${format(variance)}: uniform between −${format(bound)} and ` +
          `${format(bound)}, and Gaussian with std ${format(std)}`,
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
            Plot.areaY(box, { x: "x", y1: 0, y2: "density", fill: "var(--explorer-blue)", fillOpacity: 0.18 }),
            Plot.lineY(box, {
              ...at,
              stroke: "var(--explorer-blue)",
              strokeWidth: 2,
              className: "explorer-density",
            }),
            Plot.lineY(bell, {
              ...at,
              stroke: "var(--explorer-vermilion)",
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
            ...marked.map(({ anchor, ...mark }) =>
              Plot.text([mark], {
                x: "x",
                y: "y",
                text: ({ name, x }) => `${name} ${format(x)}`,
                textAnchor: anchor,
                dx: anchor === "end" ? -4 : 4,
              }),
            ),
            Plot.ruleY([0]),
          ],
        },
      ),
    ];
  }

  function lines({ scheme, variance, std, bound }) {
    return [
      `Bound ${format(bound)}, std ${format(std)}, variance ${format(variance)}: the bound is √3 ` +
        `times the std, and the variance is a third of the squared bound.`,
      scheme === "xavier" ? "Both fans count." : "Only the inputs count: n_out is Xavier's.",
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

  initnotes.define("bound", { compute, draw, lines, table });
})(globalThis.initnotes);
