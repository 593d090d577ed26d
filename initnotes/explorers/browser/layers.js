/* Lines over the layers, one a scheme, each with its label at its end. */
(function (initnotes) {
  "use strict";

  const { chart, format, spread } = initnotes;
  const LABEL_HEIGHT = 13;
  // Layers of the horizontal axis: it grows by so many at once, and stays in between.
  const STEP = 10;

  /** The labels, each at the end of its line, apart from each other, and arrows at those outside. */
  function endLabels(series, scale, { ends, labels, height }) {
    const [low, high] = scale.domain.map(scale.type === "log" ? Math.log10 : Number);
    const at = (value) => (scale.type === "log" ? Math.log10(value) : value);
    const ended = series.map(({ scheme, points }) => ({
      scheme,
      ...(ends === "left" ? points[0] : points.at(-1)),
    }));
    const places = d3.sort(ended, ({ value }) => -value).map(({ scheme, layer, value }) => {
      const share = (at(value) - low) / (high - low);
      const arrow = share < 0 ? " ↓" : share > 1 ? " ↑" : "";
      const y = (1 - Math.min(1, Math.max(0, share))) * height;
      return { scheme, layer, y, text: `${labels[scheme]}${arrow}` };
    });
    return spread(places, LABEL_HEIGHT, height);
  }

  /**
   * A plot of a quantity over the layers: [{scheme, points: [{layer, value}]}] as lines, the chosen
   * scheme's with points, its linear map dashed, and rings at its `kept` layers.
   */
  function linesByScheme(series, numbers, { title, quantity, linear, kept = [], ends = "right", ...rest }) {
    const { scheme: chosen, labels, widths } = numbers;
    const { width, height, scale } = rest;
    const layers = widths.length - 1;
    const last = 1 + STEP * Math.ceil((layers - 1) / STEP);
    const shown = numbers.fit ? layers : last;
    const margin = { top: 24, bottom: 36, axis: 54, labels: 76 };
    const inside = height - margin.top - margin.bottom;
    const left = ends === "left" ? margin.labels : margin.axis;
    const at = { x: "layer", y: "value" };
    const [low, high] = scale.domain;
    const visible = (points) => points.filter(({ value }) => low <= value && value <= high);
    const placed = endLabels(series, scale, { ends, labels, height: inside });
    const color = (scheme) => `var(--explorer-${scheme})`;
    // The chosen one last, so that it lies on top where lines coincide.
    const ordered = d3.sort(series, ({ scheme }) => scheme === chosen);
    const points = series.find(({ scheme }) => scheme === chosen).points;
    const said = ordered.toReversed().map(({ scheme, points: of }) => {
      const [first, final] = [of[0], of.at(-1)].map(({ value }) => format(value));
      return `${labels[scheme]} ${first} in layer 1, ${final} in layer ${of.length}`;
    });
    return chart(`${quantity} of the ${title}, by layer: ${said.join("; ")}`, {
      width,
      height,
      marginLeft: left,
      marginRight: ends === "left" ? margin.axis : margin.labels,
      marginTop: margin.top,
      marginBottom: margin.bottom,
      x: {
        domain: [1, shown],
        inset: 6,
        label: "layer",
        labelArrow: "none",
        ticks: d3.range(1, shown + 1, Math.ceil(shown / 8)),
        tickFormat: String,
      },
      y: {
        ...scale,
        axis: ends === "left" ? "right" : "left",
        label: quantity.toLowerCase(),
        labelAnchor: "center",
        labelArrow: "none",
      },
      marks: [
        Plot.text([title], {
          frameAnchor: "top-left",
          dx: 4 - left,
          dy: -22,
          fontWeight: 600,
          fontSize: 13,
        }),
        Plot.gridY({ ticks: scale.ticks, strokeOpacity: 0.1 }),
        ...(linear
          ? [
              Plot.line(linear, {
                ...at,
                strokeDasharray: "5 4",
                strokeWidth: 1.5,
                clip: true,
                className: "explorer-linear",
              }),
            ]
          : []),
        ...ordered.map(({ scheme, points: of }) =>
          Plot.line(of, {
            ...at,
            stroke: color(scheme),
            strokeWidth: scheme === chosen ? 2.5 : 1.5,
            strokeOpacity: scheme === chosen ? 1 : 0.8,
            clip: true,
            className: `explorer-of-${scheme}`,
          }),
        ),
        Plot.dot(visible(points.filter(({ layer }) => kept.includes(layer))), {
          ...at,
          r: 6,
          className: "explorer-kept",
        }),
        Plot.dot(visible(points), {
          ...at,
          r: 2.8,
          fill: color(chosen),
          className: "explorer-exact",
          title: ({ layer, value }) => `layer ${layer}: ${format(value)}`,
        }),
        ...placed.map(({ scheme, layer, y, text }) =>
          Plot.text([{ layer }], {
            x: "layer",
            frameAnchor: "top",
            dx: ends === "left" ? -12 : 8,
            dy: y - 6,
            text: () => text,
            textAnchor: ends === "left" ? "end" : "start",
            fill: color(scheme),
            fontWeight: scheme === chosen ? 700 : 400,
          }),
        ),
      ],
    });
  }

  Object.assign(initnotes, { linesByScheme });
})(globalThis.initnotes);
