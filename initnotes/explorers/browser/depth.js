/* Signal through depth: each scheme's exact map of the infinitely wide net, the linear map beside. */
(function (initnotes) {
  "use strict";

  const { decades, format, infiniteWidth, inLayers, linesByScheme, logScale } = initnotes;
  const { stateCorrelations, taperedWidths, weightVariance } = initnotes;

  const PANELS = [
    { family: "state", title: "state" },
    { family: "activation", title: "activation", condition: "forward" },
    // It flows down, so that its lines end at layer 1.
    { family: "state_gradient", title: "state gradient", condition: "backward", ends: "left" },
    { family: "weight_gradient", title: "weight gradient" },
  ];
  const GAP = 12;
  // Nearer to 1 than this, a correlation's distance from it is rounding.
  const ROUNDING = 1e-12;

  /** Layers, counted from 1, whose value is that of the layer it comes from, up to `tolerance`. */
  function level(values, origins, tolerance) {
    return values.flatMap((value, i) =>
      Math.abs(value / origins[i] - 1) <= tolerance ? [i + 1] : [],
    );
  }

  function computeScheme(scheme, { activation, gain }, { quadrature, tolerance, start }, widths) {
    const net = { widths, scheme, gain, activation, quadrature };
    const exact = infiniteWidth(net);
    const variances = widths
      .slice(1)
      .map((fanOut, i) => weightVariance(scheme, widths[i], fanOut, gain));
    const [up, down] = [exact.activation_variance, exact.state_gradient_variance];
    return {
      exact,
      linear: infiniteWidth({ ...net, activation: "identity" }),
      correlations: stateCorrelations({
        activation,
        quadrature,
        variances: exact.state_variance,
        start,
      }),
      factors: {
        forward: variances.map((variance, i) => widths[i] * variance),
        backward: variances.map((variance, i) => widths[i + 1] * variance),
      },
      kept: {
        forward: level(up, [1, ...up], tolerance),
        backward: level(down.slice(0, -1), down.slice(1), tolerance),
      },
    };
  }

  function compute(controls, data) {
    const widths = taperedWidths(controls);
    const nets = Object.keys(data.labels).map((scheme) => [
      scheme,
      computeScheme(scheme, controls, data, widths),
    ]);
    return { ...controls, ...data, widths, nets: Object.fromEntries(nets) };
  }

  /** [{layer, value}] of the values of each layer, counted from 1. */
  function byLayer(values) {
    return values.map((value, i) => ({ layer: i + 1, value }));
  }

  function draw(numbers, { width, height }) {
    const { nets, scheme: chosen, domain, fit } = numbers;
    const narrow = width < 480;
    const size = narrow
      ? { width, height: Math.floor((height - 4 * GAP) / 5) }
      : { width: Math.floor((width - GAP) / 2), height: Math.floor((height - 2 * GAP) / 3) };
    const seriesOf = (values) =>
      Object.entries(nets).map(([scheme, net]) => ({ scheme, points: byLayer(values(net)) }));
    const variances = PANELS.map(({ family, condition, ...options }) => {
      const series = seriesOf(({ exact }) => exact[`${family}_variance`]);
      const all = series.flatMap(({ points }) => points.map(({ value }) => value));
      const svg = linesByScheme(series, numbers, {
        ...options,
        ...size,
        quantity: "Variance",
        scale: fit ? logScale(all) : decades(domain),
        linear: byLayer(nets[chosen].linear[`${family}_variance`]),
        kept: nets[chosen].kept[condition],
      });
      svg.dataset.family = family;
      return svg;
    });
    const correlation = linesByScheme(
      seriesOf(({ correlations }) => correlations),
      numbers,
      {
        ...size,
        width,
        title: "two inputs' states",
        quantity: "Correlation",
        scale: { type: "linear", domain: [0, 1], ticks: [0, 0.5, 1], tickFormat: String },
      },
    );
    return [...variances, correlation];
  }

  /** What a share of a variance says: it fades, lasts or explodes. */
  function verdict(subject, share, lasting, where) {
    if (share > lasting) {
      return `${subject} explodes: in ${where} its variance is ${format(share)} times as large.`;
    }
    const word = share < 1 / lasting ? "fades" : "lasts";
    return `${subject} ${word}: of its variance, ${format(share)} reaches ${where}.`;
  }

  function meeting(correlations, close) {
    const [first, last] = [correlations[0], correlations.at(-1)];
    const where = `in layer ${correlations.length}`;
    const begin = `their states' correlation is ${format(first)} in layer 1 and`;
    const apart = 1 - last;
    if (apart > close) return `Two inputs stay two: ${begin} ${format(last)} ${where}.`;
    return `Two inputs become one: ${begin} within ${format(Math.max(apart, ROUNDING))} of 1 ${where}.`;
  }

  function lines({ nets, scheme, depth, tolerance, lasting, close }) {
    const { exact, factors, kept, correlations } = nets[scheme];
    const layers = factors.forward.length;
    const within = `within ${100 * tolerance} %`;
    const one = factors.forward.map(() => 1);
    const met = (direction) => inLayers(level(factors[direction], one, tolerance), layers);
    const [below, above] = [exact.activation_variance.at(-1), exact.state_gradient_variance[0]];
    return [
      verdict("The gradient", above, lasting, "layer 1"),
      verdict("The signal", below, lasting, `layer ${depth}`),
      meeting(correlations, close),
      `Rings, ${within}: the activation keeps the variance of the layer below ` +
        `${inLayers(kept.forward, depth)}; the state gradient that of the layer above ` +
        `${inLayers(kept.backward, depth)}.`,
      `The linear map keeps it where n_in Var W = 1 (${met("forward")}) and ` +
        `n_out Var W = 1 (${met("backward")}).`,
    ];
  }

  function table({ widths, nets, labels, scheme: chosen }) {
    const cell = (value) => (value === undefined ? "" : format(value));
    const titles = PANELS.map(({ title }) => title);
    const order = d3.sort(Object.entries(nets), ([scheme]) => scheme !== chosen);
    const rows = order.flatMap(([scheme, { exact, linear, factors, correlations }]) =>
      correlations.map((correlation, i) => [
        labels[scheme],
        i + 1,
        widths[i + 1],
        ...[factors.forward, factors.backward].map((values) => format(values[i])),
        ...[exact, linear].flatMap((map) =>
          PANELS.map(({ family }) => cell(map[`${family}_variance`][i])),
        ),
        format(correlation),
      ]),
    );
    return {
      columns: [
        ...["scheme", "layer", "width", "n_in Var W", "n_out Var W"],
        ...titles.map((title) => `variance of ${title}`),
        ...titles.map((title) => `${title}, linear`),
        "correlation",
      ],
      rows,
    };
  }

  initnotes.define("depth", { compute, draw, lines, table });
})(globalThis.initnotes);
