/*
 * Two examples in an infinitely wide net: E f(u) f(u') for states of one variance, and how the
 * correlation of the states goes from layer to layer, as initnotes.theory predicts them.
 */
(function (initnotes) {
  "use strict";

  const { ACTIVATIONS, LEAK, expectation } = initnotes;
  const HERMITE_TERMS = 96;
  // Where f is a line on either side of 0: its slope to the left, that to the right being 1.
  const LEFT_SLOPES = { identity: 1, relu: 0, leaky_relu: LEAK };

  /** Coefficients of f(sqrt(variance) g) in the orthonormal Hermite polynomials of g. */
  function hermiteCoefficients(f, variance, { nodes, weights }) {
    const values = nodes.map((node, i) => weights[i] * f(Math.sqrt(variance) * node));
    let below = nodes.map(() => 0);
    let here = nodes.map(() => 1);
    return Array.from({ length: HERMITE_TERMS }, (_, k) => {
      const coefficient = values.reduce((sum, value, i) => sum + value * here[i], 0);
      const above = here.map((h, i) => (nodes[i] * h - Math.sqrt(k) * below[i]) / Math.sqrt(k + 1));
      [below, here] = [here, above];
      return coefficient;
    });
  }

  /**
   * E f(u) f(u') as a function of the correlation: Mehler's formula for a smooth f, closed for one
   * of two lines, f(s) = (1 + slope) / 2 s + (1 - slope) / 2 |s|.
   */
  function pairExpectation({ activation, quadrature }, variance) {
    if (activation in LEFT_SLOPES) {
      const slope = LEFT_SLOPES[activation];
      return (c) => {
        const absolute = (2 / Math.PI) * (Math.sqrt(1 - c * c) + c * Math.asin(c));
        return (variance * ((1 + slope) ** 2 * c + (1 - slope) ** 2 * absolute)) / 4;
      };
    }
    const coefficients = hermiteCoefficients(ACTIVATIONS[activation][0], variance, quadrature);
    return (c) => coefficients.reduceRight((sum, a) => sum * c + a * a, 0);
  }

  /**
   * Correlation of two examples' states in each layer, whose variances are given, in a net without
   * biases: that of the inputs in layer 1, then c' = E f(u) f(u') / E f(u)**2.
   */
  function stateCorrelations({ activation, quadrature, variances, start }) {
    const [f] = ACTIVATIONS[activation];
    const correlations = [start];
    variances.slice(0, -1).forEach((variance) => {
      const pair = pairExpectation({ activation, quadrature }, variance);
      const whole = expectation((s) => f(s) ** 2, variance, quadrature);
      correlations.push(Math.min(1, pair(correlations.at(-1)) / whole));
    });
    return correlations;
  }

  Object.assign(initnotes, { pairExpectation, stateCorrelations });
})(globalThis.initnotes);
