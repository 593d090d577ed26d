"""Chapter 3: backpropagation by differentiation, and variances as products over the layers."""

from functools import reduce

import sympy
from sympy import Matrix, Mul, Symbol, UnevaluatedExpr

from initnotes.derivations.steps import Derivation, Step, expect

WIDTH, VARIANCE = sympy.symbols("n v", positive=True)
_WIDTHS = (2, 3, 2)  # the net that is differentiated: every width is a chance to swap two axes


def small_net():
    """The 2-3-2 tanh net with softmax cross-entropy, differentiated and back-propagated.

    Returns a dict: LaTeX of a derivative -> (SymPy's derivative, the written-out backward
    pass). The entries are all gradients with respect to states, weights and biases; the target
    is class 1. Names shorten both: z^1_k for tanh(s^1_k), p^2_k for the softmax of s^2.
    """
    inputs = Matrix(sympy.symbols("x_1:3", real=True))
    weights = [_weight(layer) for layer in (1, 2)]
    biases = [_vector("b", layer) for layer in (1, 2)]
    states = [_vector("s", layer) for layer in (1, 2)]
    sums = [weights[0] * inputs + biases[0], weights[1] * states[0].applyfunc(sympy.tanh)]
    sums[1] += biases[1]

    def cost(output):
        return sympy.log(sum(sympy.exp(s) for s in output)) - output[0]

    of_hidden = cost(sums[1])
    whole = of_hidden.subs(dict(zip(states[0], sums[0], strict=True)), simultaneous=True)

    shares, activations = _vector("p", 2), _vector("z", 1)
    delta_2 = shares - Matrix([1, 0])
    slopes = activations.applyfunc(lambda z: 1 - z**2)
    delta_1 = (weights[1].T * delta_2).multiply_elementwise(slopes)
    below = [inputs, activations]

    def shorten(expression):
        for long, short in zip([*sums[0], *sums[1]], [*states[0], *states[1]], strict=True):
            expression = expression.subs(long, short)
        # Only quotients of exponentials are left, so they may be scaled to add up to 1.
        exponentials = states[1].applyfunc(sympy.exp)
        expression = expression.subs(sum(exponentials), 1)
        names = {sympy.tanh(s): z for s, z in zip(states[0], activations, strict=True)}
        return expression.subs(names | dict(zip(exponentials, shares, strict=True)))

    entries = {}
    for layer, (function, delta) in enumerate(((of_hidden, delta_1), (cost(states[1]), delta_2))):
        for state, value in zip(states[layer], delta, strict=True):
            entries[_name(state)] = shorten(sympy.diff(function, state)), value
    for layer, delta in enumerate((delta_1, delta_2)):
        for matrix, backward in (
            (weights[layer], delta * below[layer].T),
            (biases[layer], delta),
        ):
            for parameter, value in zip(matrix, backward, strict=True):
                entries[_name(parameter)] = shorten(sympy.diff(whole, parameter)), value
    return entries


def backward_pass():
    """Every gradient of the 2-3-2 net equals its backpropagation formula; four are shown."""
    shown = {
        r"\partial s^{2}_{1}": "Output: the softmax's share, less one for the target's class.",
        r"\partial s^{1}_{1}": r"Hidden state: $f'(s^1_1)$ times a column of $W^2$.",
        r"\partial W^{1}_{1,2}": "A weight: the state gradient above times the signal below.",
        r"\partial b^{1}_{1}": "A bias: the state gradient itself.",
    }
    steps = {name: Step("", *sides, name) for name, sides in small_net().items()}
    return Derivation(
        f"{len(steps)} gradients of a 2-3-2 net by differentiation (left) and by "
        f"backpropagation (right); {len(shown)} of them",
        *(
            Step(reason, step.left, step.right, name)
            for key, reason in shown.items()
            for name, step in steps.items()
            if key in name
        ),
    )


def one_layer(fan_in=3, fan_out=2):
    """One linear layer: n_in Var W going up, n_out Var W going down."""
    weights = symbolic_weights(fan_in, fan_out)
    signals = sympy.symbols(f"z_1:{fan_in + 1}", real=True)
    gradients = sympy.symbols(f"delta_1:{fan_out + 1}", real=True)
    moments = {weight: [sympy.Integer(0), VARIANCE] for weight in weights}

    def squares(symbols):
        return sum(expect(symbol**2, {}, joint=symbols) for symbol in symbols)

    up, down = (weights * Matrix(signals))[0], (weights.T * Matrix(gradients))[0]
    return Derivation(
        rf"One linear layer, $n_\mathrm{{in}} = {fan_in}$, $n_\mathrm{{out}} = {fan_out}$, "
        r"$v = \operatorname{Var}[W]$",
        Step(
            "Up: a unit sums over the layer below it.",
            expect(up**2, moments, joint=signals),
            VARIANCE * squares(signals),
            r"\operatorname{E}[s_1^2]",
        ),
        Step(
            "Down: a unit sums over the layer above it.",
            expect(down**2, moments, joint=gradients),
            VARIANCE * squares(gradients),
            r"\operatorname{E}\Big[\Big(\frac{\partial C}{\partial z_1}\Big)^2\Big]",
        ),
    )


def linear_products(depth=3):
    """Variances of a linear net's three signals: the recurrences iterated, layer by layer.

    Returns (states, state gradients, weight gradients, widths, variances): three lists of
    depth + 1 expressions, the last layer being the output, and the symbols they are made of.
    """
    widths = sympy.symbols(f"n_0:{depth + 2}", positive=True)
    variances = sympy.symbols(f"v_1:{depth + 2}", positive=True)
    states, below = [], Symbol("q_x", positive=True)
    for width, variance in zip(widths, variances, strict=False):
        below = width * variance * below
        states.append(below)
    gradients = [Symbol("q_C", positive=True)]
    for width, variance in reversed(list(zip(widths[2:], variances[1:], strict=True))):
        gradients.insert(0, width * variance * gradients[0])
    activations = [Symbol("q_x", positive=True), *states[:-1]]
    weights = [d * z for d, z in zip(gradients, activations, strict=True)]
    return states, gradients, weights, widths, variances


def products(depth=3):
    """The products in closed form against the iterated recurrences, in layer 2."""
    states, gradients, weights, n, v = linear_products(depth)
    x, cost = Symbol("q_x", positive=True), Symbol("q_C", positive=True)
    up, down = _gains(n, v)
    return Derivation(
        f"Layer 2 of a linear net with {depth} hidden layers, by iteration; "
        r"$v_l = \operatorname{Var}[W^l]$",
        Step("States: one factor for each layer up to 2.", states[1], _shown(x, *up[:2])),
        Step("State gradients: one for each layer above.", gradients[1], _shown(cost, *down[2:])),
        Step(
            "Weight gradients: the factors below and those above. $v_2$ is in neither.",
            weights[1],
            _shown(x, up[0], cost, *down[2:]),
        ),
        Step(
            "A layer further up, a factor from above is exchanged for one from below.",
            weights[2] / weights[1],
            up[1] / down[2],
            r"\operatorname{Var}\Big[\frac{\partial C}{\partial W^3}\Big] \Big/ "
            r"\operatorname{Var}\Big[\frac{\partial C}{\partial W^2}\Big]",
        ),
    )


def printed_products(depth=3, layer=1):
    """Eq. 6, 7 and 13 of Glorot & Bengio as printed, over what eq. 2 and 3 give.

    In the paper's count, where W^i leads from layer i to i + 1 and d is `depth`; our v_(i+1)
    is its Var[W^i].
    """
    _, gradients, weights, n, v = linear_products(depth)
    x, cost = Symbol("q_x", positive=True), Symbol("q_C", positive=True)
    up, down = _gains(n, v)
    sixth = cost * Mul(*down[layer : depth + 1])
    seventh = x * cost * Mul(*up[:layer]) * Mul(*down[layer:depth])
    equal = dict.fromkeys(n, WIDTH) | dict.fromkeys(v, VARIANCE)
    return Derivation(
        f"Printed against derived, for the paper's $d = {depth}$ and $i = {layer}$",
        Step(
            "Derived: eq. 2, iterated down from $d$.",
            gradients[layer],
            _shown(cost, *down[layer + 1 :]),
            r"\operatorname{Var}\Big[\frac{\partial C}{\partial s^1}\Big]",
        ),
        Step(
            "Eq. 6 over that: one factor too many, that of $W^i$ itself.",
            sixth / gradients[layer],
            down[layer],
            r"\frac{\text{eq. 6}}{\text{derived}}",
        ),
        Step(
            "Derived: eq. 3, with what was found for its two factors.",
            weights[layer],
            _shown(x, *up[:layer], cost, *down[layer + 1 :]),
            r"\operatorname{Var}\Big[\frac{\partial C}{\partial W^1}\Big]",
        ),
        Step(
            "Eq. 7 over that: the same factor too many, and the last one missing.",
            seventh / weights[layer],
            down[layer] / down[depth],
            r"\frac{\text{eq. 7}}{\text{derived}}",
        ),
        Step(
            "For equal widths and variances the two slips of eq. 7 cancel: eq. 14 is right.",
            weights[layer].subs(equal),
            (WIDTH * VARIANCE) ** depth * x * cost,
            r"\text{eq. 14}",
        ),
        Step(
            "Eq. 13 has the right number of factors, and the input's variance for the gradient's.",
            (WIDTH * VARIANCE) ** (depth - layer) * x / gradients[layer].subs(equal),
            x / cost,
            r"\frac{\text{eq. 13}}{\text{derived}}",
        ),
    )


def _gains(widths, variances):
    """n_in Var W and n_out Var W of every layer."""
    up = [n * v for n, v in zip(widths, variances, strict=False)]
    down = [n * v for n, v in zip(widths[1:], variances, strict=True)]
    return up, down


def symbolic_weights(fan_in, fan_out):
    """A matrix of shape (fan_out, fan_in) of real symbols w_jk."""
    return Matrix(fan_out, fan_in, lambda j, k: Symbol(f"w_{{{j + 1}{k + 1}}}", real=True))


def _weight(layer):
    rows, columns = _WIDTHS[layer], _WIDTHS[layer - 1]
    return Matrix(
        rows, columns, lambda j, k: Symbol(f"W^{{{layer}}}_{{{j + 1},{k + 1}}}", real=True)
    )


def _vector(letter, layer):
    return Matrix(
        [Symbol(f"{letter}^{{{layer}}}_{{{j + 1}}}", real=True) for j in range(_WIDTHS[layer])]
    )


def _name(symbol):
    return rf"\frac{{\partial C}}{{\partial {symbol.name}}}"


def _shown(*factors):
    """A product that is shown as it stands, each factor on its own, until a Step works it out."""
    return reduce(lambda a, b: Mul(a, b, evaluate=False), map(UnevaluatedExpr, factors))
