/*
 * The maps of one infinitely wide layer, as in initnotes.theory: what it makes of a state's variance,
 * of a gradient's, and of the correlation of two examples. A layer is
 *
 *   { activation, weightFactor, biasVariance, quadrature }
 *
 * with weightFactor = n Var W and the nodes and weights of Python's quadrature.
 */
(function (initnotes) {
  "use strict";

  const { ACTIVATIONS, expectation, pairExpectation } = initnotes;

  // As in initnotes.theory: states so small that f is its tangent, and how near to 1 is 1.
  const TINY = 1e-20;
  const CRITICAL = 1e-9;

  /** E f(s)**2 for a state of that variance. */
  function secondMoment({ activation, quadrature }, variance) {
    const [f] = ACTIVATIONS[activation];
    return expectation((s) => f(s) ** 2, variance, quadrature);
  }

  /** The next layer's state variance. */
  function varianceMap(layer, variance) {
    return layer.weightFactor * secondMoment(layer, variance) + layer.biasVariance;
  }

  /** Factor of the state gradient's variance per layer. */
  function chi({ activation, weightFactor, quadrature }, variance) {
    const [f, slopeAtOutput] = ACTIVATIONS[activation];
    const slope = (s) => slopeAtOutput(f(s));
    return weightFactor * expectation((s) => slope(s) ** 2, variance, quadrature);
  }

  /** The state variance at which the map settles: 0 where states fade out, Infinity where they grow. */
  function settledVariance(layer) {
    const { activation, weightFactor, biasVariance } = layer;
    if (activation === "relu") {
      const kept = weightFactor / 2;
      if (kept < 1) return biasVariance / (1 - kept);
      return kept === 1 && biasVariance === 0 ? 1 : Infinity;
    }
    if (varianceMap(layer, TINY) <= TINY * (1 + CRITICAL)) return 0;
    // The others stay within -1 and 1, so that no state's variance is above `high`.
    let [low, high] = [0, weightFactor + biasVariance];
    for (let step = 0; step < 80; step += 1) {
      const middle = (low + high) / 2;
      if (varianceMap(layer, middle) > middle) low = middle;
      else high = middle;
    }
    return high;
  }

  /**
   * The map c -> c' at the variance at which the states settle. Where they fade out, f is its tangent;
   * a ReLU's states have the same map at every size, in which growing ones leave the biases behind.
   */
  function correlationMap(layer) {
    const settled = settledVariance(layer);
    const free = layer.activation === "relu" && (settled === 0 || settled === Infinity);
    const variance = free ? 1 : Math.max(settled, TINY);
    const biasVariance = free ? 0 : layer.biasVariance;
    const pair = pairExpectation(layer, variance);
    const next = layer.weightFactor * secondMoment(layer, variance) + biasVariance;
    const map = (c) => Math.min(1, (layer.weightFactor * pair(c) + biasVariance) / next);
    return { settled, map, slope: (chi(layer, variance) * variance) / next };
  }

  /** Where repeated maps lead: c* = 1 unless the map arrives there steeper than the line c' = c. */
  function correlationFixedPoint({ map, slope }) {
    if (slope <= 1 + CRITICAL) return 1;
    if (map(0) < TINY) return 0; // an odd f without biases: the map is convex and begins at 0
    let [low, high] = [0, 1];
    for (let step = 0; step < 60; step += 1) {
      const middle = (low + high) / 2;
      if (map(middle) > middle) low = middle;
      else high = middle;
    }
    return high;
  }

  /** start, map(start), map(map(start)), ...: `count` values. */
  function iterate(map, start, count) {
    const path = [start];
    while (path.length < count) path.push(map(path.at(-1)));
    return path;
  }

  /** The corners of the path between a map and the diagonal. */
  function cobweb(path) {
    return path.flatMap((value, i) =>
      i === 0
        ? [{ before: value, after: 0 }]
        : [
            { before: path[i - 1], after: value },
            { before: value, after: value },
          ],
    );
  }

  Object.assign(initnotes, {
    varianceMap,
    chi,
    settledVariance,
    correlationMap,
    correlationFixedPoint,
    iterate,
    cobweb,
  });
})(globalThis.initnotes);
