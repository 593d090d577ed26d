/* Fans: the products that one output sums, and the outputs that one input feeds. */
(function (initnotes) {
  "use strict";

  const { chart, format } = initnotes;

  // Rows of the drawing between inputs and outputs.
  const GAP = 3;

  /** Channels, groups, kernel and places of a layer; a dense one is a kernel of one tap at one place. */
  function geometry({ layer, kernel, stride, groups }, { channels, places }) {
    const dense = layer === "dense";
    const [taps, step] = dense ? [1, 1] : [kernel, stride];
    const wide = dense ? 1 : places;
    const narrow = Math.floor((wide - taps) / step) + 1;
    const transposed = layer === "transposed";
    const reached = (narrow - 1) * step + taps;
    return {
      layer,
      transposed,
      taps,
      step,
      groups: dense ? 1 : groups,
      inputs: { channels: channels[0], places: transposed ? narrow : wide },
      outputs: { channels: channels[1], places: transposed ? reached : narrow },
    };
  }

  function count({ channels, places }) {
    return channels * places;
  }

  /** Every product of the layer, as the output that sums it and the input that it is made of. */
  function products(controls, data) {
    const { transposed, taps, step, groups, inputs, outputs } = geometry(controls, data);
    const near = transposed ? inputs : outputs;
    const pairs = [];
    for (let o = 0; o < outputs.channels; o += 1) {
      const group = Math.floor((o * groups) / outputs.channels);
      for (let c = 0; c < inputs.channels; c += 1) {
        if (Math.floor((c * groups) / inputs.channels) !== group) continue;
        for (let place = 0; place < near.places; place += 1) {
          for (let tap = 0; tap < taps; tap += 1) {
            const far = place * step + tap;
            const [out, into] = transposed ? [far, place] : [place, far];
            pairs.push([o * outputs.places + out, c * inputs.places + into]);
          }
        }
      }
    }
    return pairs;
  }

  /** Both fans as they are inside, as stride 1 would have them, and as PyTorch reads them. */
  function countedFans(controls, data) {
    const { layer, transposed, taps, step, groups, inputs, outputs } = geometry(controls, data);
    const [into, out] = [inputs.channels, outputs.channels];
    const shape = transposed ? [into, out / groups] : [out, into / groups];
    if (layer !== "dense") shape.push(taps);
    const whole = { fanIn: (into * taps) / groups, fanOut: (out * taps) / groups };
    const inside = transposed
      ? { ...whole, fanIn: whole.fanIn / step }
      : { ...whole, fanOut: whole.fanOut / step };
    return { shape, whole, inside, read: { fanIn: shape[1] * taps, fanOut: shape[0] * taps } };
  }

  function reach(controls, data) {
    const { inputs, outputs } = geometry(controls, data);
    return { output: count(outputs), input: count(inputs) };
  }

  function idle({ layer }) {
    if (layer !== "dense") return {};
    return Object.fromEntries(["kernel", "stride", "groups"].map((name) => [name, "a dense layer has none"]));
  }

  function compute(controls, data) {
    const pairs = products(controls, data);
    const [output, input] = [controls.output - 1, controls.input - 1];
    return {
      ...geometry(controls, data),
      ...countedFans(controls, data),
      output,
      input,
      summed: pairs.filter(([out]) => out === output).map(([, into]) => into),
      fed: pairs.filter(([, into]) => into === input).map(([out]) => out),
      columns: data.places,
    };
  }

  /** Where a unit is drawn: a channel a row, and every output above the middle of its kernel. */
  function placed(numbers, side) {
    const { layer, transposed, taps, step, inputs, outputs, columns } = numbers;
    const { channels, places } = numbers[side];
    const base = side === "inputs" ? 0 : inputs.channels + GAP;
    const middle = (columns - 1) / 2;
    // The side with fewer places is spread over the other one.
    const [spread, shift] = (side === "inputs") === transposed ? [step, (taps - 1) / 2] : [1, 0];
    return d3.range(channels * places).map((unit) => {
      const channel = Math.floor(unit / places);
      if (layer === "dense") {
        const height = side === "inputs" ? 1 : inputs.channels + GAP + outputs.channels - 2;
        return { unit, x: middle + 2 * (channel - (channels - 1) / 2), y: height };
      }
      return { unit, x: (unit % places) * spread + shift, y: base + channel };
    });
  }

  function draw(numbers, { width, height }) {
    const { inputs, outputs, output, input, summed, fed, columns, layer } = numbers;
    const [below, above] = [placed(numbers, "inputs"), placed(numbers, "outputs")];
    const rows = inputs.channels + GAP + outputs.channels;
    const pitch = Math.min((width - 60) / columns, (height - 70) / rows);
    const radius = Math.max(3, pitch / 4);
    const at = { x: "x", y: "y" };
    const units = [...below, ...above];
    const link = (ends, color) =>
      Plot.link(ends, {
        x1: ([from]) => from.x,
        y1: ([from]) => from.y,
        x2: ([, to]) => to.x,
        y2: ([, to]) => to.y,
        stroke: `var(--explorer-${color})`,
        strokeWidth: 2,
        strokeOpacity: 0.6,
        className: `explorer-links-${color}`,
      });
    const lit = (marks, color, className) =>
      Plot.dot(marks, { ...at, r: radius, fill: `var(--explorer-${color})`, className });
    const ring = (mark, color) =>
      Plot.dot([mark], {
        ...at,
        r: radius + 3.5,
        stroke: `var(--explorer-${color})`,
        strokeWidth: 3,
      });
    const rowNames = [
      ...d3.range(inputs.channels).map((channel) => [channel, channel + 1]),
      [inputs.channels + (GAP - 1) / 2, "channel"],
      ...d3.range(outputs.channels).map((channel) => [inputs.channels + GAP + channel, channel + 1]),
    ];
    const say = (text, y, color) =>
      Plot.text([text], {
        x: (columns - 1) / 2,
        y,
        fill: `var(--explorer-${color})`,
        fontSize: 14,
        fontWeight: 600,
      });
    const svg = chart(
      `The marked output sums ${summed.length} products, the marked input feeds ${fed.length} outputs`,
      {
        width,
        height,
        marginLeft: 34,
        marginRight: 16,
        marginTop: 6,
        marginBottom: 6,
        x: { domain: [-0.6, columns - 0.4], axis: null },
        y: { domain: [-1.6, rows + 0.6], axis: null },
        marks: [
          link(summed.map((unit) => [above[output], below[unit]]), "forward"),
          link(fed.map((unit) => [below[input], above[unit]]), "backward"),
          Plot.dot(units, {
            ...at,
            r: radius,
            fill: "currentColor",
            fillOpacity: 0.15,
            stroke: "currentColor",
            strokeOpacity: 0.5,
            className: "explorer-units",
          }),
          lit(summed.map((unit) => below[unit]), "forward", "explorer-summed"),
          lit(fed.map((unit) => above[unit]), "backward", "explorer-fed"),
          ring(above[output], "forward"),
          ring(below[input], "backward"),
          say(`the ringed output sums ${summed.length} products`, rows, "forward"),
          say(`the ringed input feeds ${fed.length} outputs`, -1, "backward"),
          Plot.text(layer === "dense" ? [] : rowNames, {
            x: -0.6,
            y: ([row]) => row,
            dx: -20,
            text: ([, name]) => String(name),
            textAnchor: "start",
            fillOpacity: 0.8,
          }),
        ],
      },
    );
    const nearest = (marks, { x, y }) =>
      d3.least(marks, (mark) => Math.hypot(mark.x - x, mark.y - y)).unit + 1;
    return [
      initnotes.graspable(svg, (point) =>
        point.y > inputs.channels - 1 + GAP / 2
          ? { output: nearest(above, point) }
          : { input: nearest(below, point) },
      ),
    ];
  }

  /** "4 times too large", "3 times too small". */
  function off(read, right) {
    return read > right
      ? `${format(read / right)} times too large`
      : `${format(right / read)} times too small`;
  }

  function xavier({ fanIn, fanOut }) {
    return 2 / (fanIn + fanOut);
  }

  function verdict({ inside, read, step }) {
    const [drawn, asked] = [read, inside].map((fans) => format(xavier(fans)));
    const wrong = [
      ["n_in", read.fanIn, inside.fanIn],
      ["n_out", read.fanOut, inside.fanOut],
    ].filter(([, got, right]) => got !== right);
    if (!wrong.length) return `both are right. Xavier's Var W is ${asked}.`;
    const said = wrong.map(([name, got, right]) => `${name} ${off(got, right)}`).join(" and ");
    const so = drawn === asked ? `is ${asked} all the same` : `becomes ${drawn} in place of ${asked}`;
    return `${said}${step > 1 ? " (it leaves out the stride)" : ""}. Xavier's Var W ${so}.`;
  }

  function lines({ summed, fed, shape, inside, read, ...numbers }) {
    return [
      `The ringed output sums ${summed.length} products; the ringed input feeds ${fed.length} ` +
        `outputs. Away from the border they are n_in = ${format(inside.fanIn)} and ` +
        `n_out = ${format(inside.fanOut)}${numbers.step > 1 ? ", on average over the stride" : ""}.`,
      `PyTorch reads n_in = ${read.fanIn} and n_out = ${read.fanOut} off the shape ` +
        `(${shape.join(", ")}): ${verdict({ inside, read, ...numbers })}`,
    ];
  }

  function table({ summed, fed, whole, inside, read }) {
    const row = (name, fans) => [name].concat([fans.fanIn, fans.fanOut, xavier(fans)].map(format));
    return {
      columns: ["counted", "n_in", "n_out", "Xavier's Var W"],
      rows: [
        row("ringed output and input", { fanIn: summed.length, fanOut: fed.length }),
        row("away from the border", inside),
        row("the same at stride 1", whole),
        row("as PyTorch reads them", read),
      ],
    };
  }

  Object.assign(initnotes, { products, countedFans });
  initnotes.define("fans", { reach, idle, compute, draw, lines, table });
})(globalThis.initnotes);
