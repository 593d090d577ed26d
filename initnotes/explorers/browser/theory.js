/*
 * The part of `initnotes` that the explorers compute in the page: activations, schemes, quadrature
 * and the theory of infinite width for one example. Names, layers and constants are those of the
 * Python modules, against which the tests hold every function; the quadrature's nodes and
 * weights come from Python with the explorer's data.
 */
globalThis.initnotes = globalThis.initnotes || {};

(function (initnotes) {
  "use strict";

  const LEAK = 0.01;

  // name -> [f(s), f' as a function of z = f(s)], as in initnotes.activations
  const ACTIVATIONS = {
    identity: [(s) => s, () => 1],
    tanh: [Math.tanh, (z) => 1 - z * z],
    sigmoid: [(s) => 0.5 * Math.tanh(0.5 * s) + 0.5, (z) => z * (1 - z)],
    softsign: [(s) => s / (1 + Math.abs(s)), (z) => (1 - Math.abs(z)) ** 2],
    relu: [(s) => Math.max(s, 0), (z) => (z > 0 ? 1 : 0)],
    leaky_relu: [(s) => Math.max(s, LEAK * s), (z) => (z > 0 ? 1 : LEAK)],
  };

  // name -> variance of a weight at gain 1, as in initnotes.schemes
  const RULES = {
    standard: (fanIn, fanOut) => 1 / (3 * fanIn),
    lecun: (fanIn, fanOut) => 1 / fanIn,
    backward: (fanIn, fanOut) => 1 / fanOut,
    xavier: (fanIn, fanOut) => 2 / (fanIn + fanOut),
    geometric: (fanIn, fanOut) => 1 / Math.sqrt(fanIn * fanOut),
    arithmetic: (fanIn, fanOut) => (1 / fanIn + 1 / fanOut) / 2,
    least_squares: (fanIn, fanOut) => (fanIn + fanOut) / (fanIn ** 2 + fanOut ** 2),
    he: (fanIn, fanOut) => 2 / fanIn,
  };

  /** Variance of one weight; the gain multiplies its standard deviation. */
  function weightVariance(scheme, fanIn, fanOut, gain = 1) {
    return gain ** 2 * RULES[scheme](fanIn, fanOut);
  }

  /** Bound of the U(-bound, bound) that has this variance. */
  function boundFromVariance(variance) {
    return Math.sqrt(3 * variance);
  }

  /** Density of N(0, variance) at x. */
  function normalDensity(x, variance) {
    return Math.exp(-(x ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
  }

  /**
   * E h(sqrt(variance) g) for a standard Gaussian g. Python gives the bends of h nodes of their own
   * where the std is above 10. Nothing here needs them: with any setting of the sliders, states that
   * saturate (tanh, sigmoid, softsign) have a variance of at most 18, and what grows beyond bends
   * at 0 alone, where the nodes are split.
   */
  function expectation(h, variance, { nodes, weights }) {
    const std = Math.sqrt(variance);
    return nodes.reduce((sum, node, i) => sum + weights[i] * h(std * node), 0);
  }

  /**
   * Moments of every layer's signals in an infinitely wide net, for one example with
   * E[x**2] = 1 and an output gradient of second moment 1, as
   * initnotes.theory.infinite_width(widths, scheme, activation) predicts them.
   */
  function infiniteWidth({ widths, scheme, gain = 1, activation, quadrature }) {
    const [f, slopeAtOutput] = ACTIVATIONS[activation];
    const variances = widths
      .slice(1)
      .map((fanOut, layer) => weightVariance(scheme, widths[layer], fanOut, gain));
    const theory = {
      state_variance: [],
      activation_mean: [],
      activation_second_moment: [],
      activation_variance: [],
      state_gradient_variance: [],
      weight_gradient_variance: [],
    };
    const slopes = [];
    let below = 1;
    variances.forEach((variance, layer) => {
      const state = widths[layer] * variance * below;
      theory.state_variance.push(state);
      if (layer === variances.length - 1) return;
      const mean = expectation(f, state, quadrature);
      below = expectation((s) => f(s) ** 2, state, quadrature);
      theory.activation_mean.push(mean);
      theory.activation_second_moment.push(below);
      theory.activation_variance.push(below - mean ** 2);
      slopes.push(expectation((s) => slopeAtOutput(f(s)) ** 2, state, quadrature));
    });
    const gradients = [1];
    for (let layer = slopes.length - 1; layer >= 0; layer -= 1) {
      gradients.unshift(widths[layer + 2] * variances[layer + 1] * gradients[0] * slopes[layer]);
    }
    const inputs = [1, ...theory.activation_second_moment];
    theory.state_gradient_variance = gradients;
    theory.weight_gradient_variance = gradients.map((above, layer) => inputs[layer] * above);
    return theory;
  }

  /** Widths of a net whose hidden layers go from `first` to `last` in equal ratios. */
  function taperedWidths({ inputs, first, last, outputs, depth }) {
    const hidden = Array.from({ length: depth }, (_, layer) => {
      const share = depth === 1 ? 0 : layer / (depth - 1);
      return Math.floor(first ** (1 - share) * last ** share + 0.5);
    });
    return [inputs, ...hidden, outputs];
  }

  Object.assign(initnotes, {
    ACTIVATIONS,
    LEAK,
    expectation,
    weightVariance,
    boundFromVariance,
    normalDensity,
    infiniteWidth,
    taperedWidths,
  });
})(globalThis.initnotes);
