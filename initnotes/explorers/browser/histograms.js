/* Histograms, layer by layer: a column a scheme, a row a layer, measured by Python at build. */
(function (initnotes) {
  "use strict";

  const { chart, format, power } = initnotes;
  // Heights are shares of the highest density; a spike, and its label, go beyond.
  const STICK = 1.1;
  const [TOP, TOP_WITH_SPIKES] = [1.05, 1.5];

  function compute({ activation, family, units, log }, { nets, labels, decades }) {
    const cells = Object.entries(nets[activation]).flatMap(([scheme, families]) =>
      families[family].map((layer, i) => ({ ...layer, scheme, column: labels[scheme], row: i + 1 })),
    );
    return { cells, units, log, labels, decades, signal: family.replace("_", " ") };
  }

  /** Where the predicted mean goes to 0 and the predicted std to 1, if in units of it. */
  function position(cell, units) {
    const std = Math.sqrt(cell.predicted_variance);
    return units ? (x) => (x - cell.predicted_mean) / std : (x) => x;
  }

  /** The outline of a histogram without its spike. */
  function outline(cell, { units, log, decades }) {
    const place = position(cell, units);
    const counts = cell.counts.map((count, i) => (i === cell.spike ? 0 : count));
    const highest = Math.max(...counts);
    const step = (cell.high - cell.low) / counts.length;
    const height = (count) =>
      log ? Math.max(0, 1 + Math.log10(count / highest) / decades) : count / highest;
    const { column, row, scheme } = cell;
    const at = (x, y) => ({ x: place(x), y, column, row, scheme });
    const tops = counts.flatMap((count, i) => [
      at(cell.low + i * step, height(count)),
      at(cell.low + (i + 1) * step, height(count)),
    ]);
    return [at(cell.low, 0), ...tops, at(cell.high, 0)];
  }

  function percent({ counts, spike, size }) {
    return `${Math.round((100 * counts[spike]) / size)} %`;
  }

  /** The axis that all cells share: as many ticks as have room, counted in a power of ten if small. */
  function shared(ends, pixels, label) {
    const largest = Math.max(...ends.map(Math.abs));
    const exponent = largest < 0.01 ? Math.floor(Math.log10(largest)) : 0;
    const tickFormat = (x) => format(x / 10 ** exponent);
    const [middle, span] = [(ends[0] + ends[1]) / 2, ends[1] - ends[0]];
    const candidates = [5, 4, 3, 2, 1].map((count) =>
      // None so near to an end that its label runs into the next column's.
      d3.ticks(...ends, count).filter((x) => Math.abs(x - middle) < 0.42 * span),
    );
    const fits = (ticks) => {
      const room = ((ticks[1] - ticks[0]) / span) * pixels;
      return ticks.every((x) => 7 * tickFormat(x).length + 8 < room);
    };
    return {
      domain: ends,
      ticks: candidates.find((ticks) => ticks.length < 2 || fits(ticks)),
      tickFormat,
      label: exponent ? `${label}, in ${power(exponent)}` : label,
      labelArrow: "none",
    };
  }

  function draw(numbers, { width, height }) {
    const { cells, units, log, labels, decades, signal } = numbers;
    const narrow = width < 480;
    const marginLeft = narrow ? 36 : 70;
    const outlines = cells.map((cell) => outline(cell, numbers));
    const stds = cells.flatMap((cell) =>
      [-1, 1].map((sign) => ({
        ...cell,
        x: position(cell, units)(
          cell.predicted_mean + sign * Math.sqrt(cell.predicted_variance),
        ),
      })),
    );
    const spiked = cells.filter(({ spike }) => spike !== null);
    const spikes = spiked.map((cell) => ({ ...cell, x: position(cell, units)(0) }));
    const grid = { fx: "column", fy: "row" };
    const ends = d3.extent(outlines.flat(), ({ x }) => x);
    const columns = Object.values(labels);
    const color = (scheme) => `var(--explorer-${scheme})`;
    const svg = chart(lines(numbers).join(" "), {
      width,
      height,
      marginLeft,
      marginRight: 8,
      marginTop: 24,
      marginBottom: 34,
      fx: { label: null, domain: columns, padding: 0.06 },
      fy: {
        label: log ? `density / its highest, from ${power(-decades)} to 1` : "density",
        labelAnchor: "center",
        labelArrow: "none",
        axis: "left",
        padding: 0.12,
        tickSize: 0,
        tickFormat: (layer) => (narrow ? layer : `layer ${layer}`),
      },
      x: shared(ends, (width - marginLeft) / columns.length, units ? `${signal} in std` : signal),
      y: { domain: [0, spikes.length ? TOP_WITH_SPIKES : TOP], axis: null },
      marks: [
        Plot.ruleX(stds, { ...grid, x: "x", y1: 0, y2: TOP, strokeDasharray: "2 3", strokeOpacity: 0.7 }),
        ...outlines.flatMap((points) => {
          const at = { ...grid, x: "x" };
          const [{ scheme }] = points;
          return [
            Plot.areaY(points, { ...at, y1: 0, y2: "y", fill: color(scheme), fillOpacity: 0.2 }),
            Plot.lineY(points, {
              ...at,
              y: "y",
              stroke: color(scheme),
              strokeWidth: 1.3,
              className: "explorer-cell",
            }),
          ];
        }),
        Plot.ruleX(spikes, {
          ...grid,
          x: "x",
          y1: 0,
          y2: STICK,
          stroke: ({ scheme }) => color(scheme),
          strokeWidth: 3,
          className: "explorer-spike",
        }),
        Plot.text(spikes, {
          ...grid,
          x: "x",
          y: STICK,
          text: percent,
          textAnchor: "start",
          dx: 4,
          dy: -4,
          fontSize: 11,
        }),
        Plot.ruleY([0], { strokeOpacity: 0.4 }),
      ],
    });
    return [svg];
  }

  function lines({ cells, labels, signal, log, decades }) {
    const ends = Object.entries(labels).map(([scheme, label]) => {
      const layers = cells.filter((cell) => cell.scheme === scheme);
      return `${label} from ${format(layers[0].variance)} to ${format(layers.at(-1).variance)}`;
    });
    const floor = `Heights are logarithmic: the floor is ${power(-decades)} of the highest density.`;
    return [
      `Variance of the ${signal}, first layer to last: ${ends.join("; ")}.`,
      ...(log ? [floor] : []),
      ...(cells.some(({ spike }) => spike !== null)
        ? ["The bin at 0 holds a spike: a line with its share of the values."]
        : []),
    ];
  }

  function table({ cells }) {
    return {
      columns: ["scheme", "layer", "measured variance", "predicted variance", "in the spike at 0"],
      rows: cells.map(({ column, row, variance, predicted_variance: predicted, ...cell }) => [
        column,
        row,
        format(variance),
        format(predicted),
        cell.spike === null ? "none" : percent(cell),
      ]),
    };
  }

  initnotes.define("histograms", { compute, draw, lines, table });
})(globalThis.initnotes);
