/* The compromise: the factors of one layer, forward and backward, under rival formulas. */
(function (initnotes) {
  "use strict";

  const { chart, format, weightVariance } = initnotes;

  function compute({ fan_in: fanIn, fan_out: fanOut }, { compromises, limit }) {
    return {
      limit,
      compromises: Object.entries(compromises).map(([name, label]) => {
        const variance = weightVariance(name, fanIn, fanOut);
        return { name, label, variance, forward: fanIn * variance, backward: fanOut * variance };
      }),
    };
  }

  function fraction(value) {
    return value < 1 ? `1/${Math.round(1 / value)}` : String(value);
  }

  function draw({ compromises, limit }, { width, height }) {
    const narrow = width < 480;
    const y = "label";
    const label = compromises
      .map((row) => `${row.label}: forward ${format(row.forward)}, backward ${format(row.backward)}`)
      .join("; ");
    const point = (factor, symbol) =>
      Plot.dot(compromises, {
        x: factor,
        y,
        symbol,
        r: 5.5,
        fill: `var(--explorer-${factor})`,
        className: `explorer-${factor}`,
        title: (row) => `${row.label}, ${factor} factor: ${format(row[factor])}`,
      });
    return [
      chart(`Factors of one layer. ${label}`, {
        width,
        height,
        marginLeft: narrow ? 116 : 160,
        marginRight: 16,
        marginTop: 12,
        marginBottom: 38,
        x: {
          type: "log",
          base: 2,
          domain: [1 / limit, limit],
          label: "factor",
          labelArrow: "none",
          ticks: d3.range(narrow ? -6 : -7, 8, narrow ? 3 : 1).map((k) => 2 ** k),
          tickFormat: fraction,
        },
        y: { domain: compromises.map((row) => row.label), label: null, tickSize: 0 },
        marks: [
          Plot.axisY({ label: null, tickSize: 0, fontSize: 12, lineWidth: narrow ? 8 : 20 }),
          Plot.gridX({ strokeOpacity: 0.1 }),
          Plot.ruleX([1], { strokeWidth: 1.5 }),
          Plot.link(compromises, {
            x1: "forward",
            x2: "backward",
            y1: y,
            y2: y,
            strokeOpacity: 0.5,
            strokeWidth: 1.5,
          }),
          point("forward", "circle"),
          point("backward", "square"),
        ],
      }),
    ];
  }

  function lines({ compromises }) {
    const xavier = compromises.find(({ name }) => name === "xavier");
    const geometric = compromises.find(({ name }) => name === "geometric");
    return [
      `Xavier: ${format(xavier.forward)} forward and ${format(xavier.backward)} backward, ` +
        `${format((xavier.forward + xavier.backward) / 2)} on average.`,
      `Geometric mean: ${format(geometric.forward)} forward and ${format(geometric.backward)} ` +
        `backward, with product ${format(geometric.forward * geometric.backward)}.`,
    ];
  }

  function table({ compromises }) {
    return {
      columns: ["compromise", "Var W", "forward factor", "backward factor", "average", "product"],
      rows: compromises.map(({ label, variance, forward, backward }) =>
        [label].concat(
          [variance, forward, backward, (forward + backward) / 2, forward * backward].map(format),
        ),
      ),
    };
  }

  initnotes.define("compromise", { compute, draw, lines, table });
})(globalThis.initnotes);
