/* Histograms, layer by layer: a column a scheme, a row a layer, measured by Python at build. */
(function (initnotes) {
  "use strict";

  const { chart, format } = initnotes;
  // A logarithmic density is drawn over three decades below its peak.
  const DECADES = 3;

  function compute({ activation, family, units, log }, { nets, labels }) {
    const cells = Object.entries(nets[activation]).flatMap(([scheme, families]) =>
      families[family].map((layer, i) => ({ ...layer, scheme, column: labels[scheme], row: i + 1 })),
    );
    return { cells, units, log, labels, family };
  }

  /** Where the predicted mean goes to 0 and the predicted std to 1, if in units of it. */
  function position(cell, units) {
    const std = Math.sqrt(cell.predicted_variance);
    return units ? (x) => (x - cell.predicted_mean) / std : (x) => x;
  }

  function outline(cell, { units, log }) {
    const place = position(cell, units);
    const peak = Math.max(...cell.counts);
    const step = (cell.high - cell.low) / cell.counts.length;
    const height = (count) =>
      log ? Math.max(0, 1 + Math.log10(count / peak) / DECADES) : count / peak;
    const { column, row, scheme } = cell;
    const at = (x, y) => ({ x: place(x), y, column, row, scheme });
    const tops = cell.counts.flatMap((count, i) => [
      at(cell.low + i * step, height(count)),
      at(cell.low + (i + 1) * step, height(count)),
    ]);
    return [at(cell.low, 0), ...tops, at(cell.high, 0)];
  }

  function draw(numbers, { width, height }) {
    const { cells, units } = numbers;
    const narrow = width < 480;
    const outlines = cells.map((cell) => outline(cell, numbers));
    const stds = cells.flatMap((cell) =>
      [-1, 1].map((sign) => ({
        ...cell,
        x: position(cell, units)(
          cell.predicted_mean + sign * Math.sqrt(cell.predicted_variance),
        ),
      })),
    );
    const grid = { fx: "column", fy: "row" };
    const ends = d3.extent(outlines.flat(), ({ x }) => x);
    const [largest] = ends.map(Math.abs).sort(d3.descending);
    // None so near to an end that its label runs into the next column's.
    const ticks = d3
      .ticks(...ends, narrow ? 3 : 5)
      .filter((x) => Math.abs(x - (ends[0] + ends[1]) / 2) < 0.42 * (ends[1] - ends[0]));
    const svg = chart(lines(numbers).join(" "), {
      width,
      height,
      marginLeft: narrow ? 18 : 52,
      marginRight: 8,
      marginTop: 24,
      marginBottom: 34,
      fx: { label: null, domain: Object.values(numbers.labels), padding: 0.06 },
      fy: {
        label: null,
        axis: "left",
        padding: 0.12,
        tickSize: 0,
        tickFormat: (layer) => (narrow ? layer : `layer ${layer}`),
      },
      x: {
        domain: ends,
        label: units ? "std" : numbers.family.replace("_", " "),
        labelArrow: "none",
        ticks: narrow ? d3.extent(ticks) : ticks,
        tickFormat: largest < 1e-3 ? (x) => (x ? x.toExponential(0) : "0") : undefined,
      },
      y: { domain: [0, 1.05], axis: null },
      marks: [
        Plot.ruleX(stds, { ...grid, x: "x", strokeDasharray: "2 3", strokeOpacity: 0.7 }),
        ...outlines.flatMap((points, i) => {
          const color = `var(--explorer-${cells[i].scheme})`;
          return [
            Plot.areaY(points, { ...grid, x: "x", y1: 0, y2: "y", fill: color, fillOpacity: 0.2 }),
            Plot.lineY(points, { ...grid, x: "x", y: "y", stroke: color, strokeWidth: 1.3, className: "explorer-cell" }),
          ];
        }),
        Plot.ruleY([0], { strokeOpacity: 0.4 }),
      ],
    });
    return [svg];
  }

  function lines({ cells, labels, family }) {
    const ends = Object.entries(labels).map(([scheme, label]) => {
      const layers = cells.filter((cell) => cell.scheme === scheme);
      return `${label} from ${format(layers[0].variance)} to ${format(layers.at(-1).variance)}`;
    });
    return [`Variance of the ${family.replace("_", " ")}, first layer to last: ${ends.join("; ")}.`];
  }

  function table({ cells }) {
    return {
      columns: ["scheme", "layer", "measured variance", "predicted variance"],
      rows: cells.map(({ column, row, variance, predicted_variance: predicted }) => [
        column,
        row,
        format(variance),
        format(predicted),
      ]),
    };
  }

  initnotes.define("histograms", { compute, draw, lines, table });
})(globalThis.initnotes);
