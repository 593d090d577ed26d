"""Chapter "Signals and gradients": backpropagation by differentiation, variances as products."""

import sympy
from sympy import Matrix, Symbol

from initnotes.derivations.laws import Moments, expectation_symbol, mean_of
from initnotes.derivations.linear import factors, linear_products, symbolic_weights
from initnotes.derivations.steps import Derivation, Step

WIDTH, VARIANCE = sympy.symbols("n v", positive=True)
_WIDTHS = (2, 3, 2)  # the net that is differentiated: every width is a chance to swap two axes


def small_net():
    """The 2-3-2 tanh net with softmax cross-entropy, differentiated and back-propagated.

    Returns a dict: LaTeX of a derivative -> (SymPy's derivative, the written-out backward
    pass). The entries are all gradients with respect to states, weights and biases; the target
    is class 1. Names shorten both: z^1_k for tanh(s^1_k), p^2_k for the softmax of s^2.

    Examples
    --------
    >>> from initnotes.derivations import signals
    >>> len(signals.small_net())
    22
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
    """Every gradient of the 2-3-2 net equals its backpropagation formula; four are shown.

    Examples
    --------
    >>> from initnotes.derivations import signals
    >>> signals.backward_pass().result
    (1 - z^{1}_{1}**2)*(W^{2}_{1,1}*(p^{2}_{1} - 1) + W^{2}_{2,1}*p^{2}_{2})
    """
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
            step.because(reason)
            for key, reason in shown.items()
            for name, step in steps.items()
            if key in name
        ),
    )


def one_layer(fan_in=3, fan_out=2):
    """One linear layer: n_in Var W going up, n_out Var W going down.

    Its weights have mean zero and are independent of each other, of the signals below and of the
    gradients above. Second moments in, second moments out: no signal needs mean zero.

    Examples
    --------
    >>> from initnotes.derivations import signals
    >>> len(signals.one_layer().steps)
    2
    """
    weights = symbolic_weights(fan_in, fan_out)
    signals = sympy.symbols(f"z_1:{fan_in + 1}", real=True)
    gradients = sympy.symbols(f"delta_1:{fan_out + 1}", real=True)
    law = Moments({weight: [0, VARIANCE] for weight in weights}, joint=(signals, gradients))

    def squares(symbols):
        return sum(expectation_symbol(symbol**2) for symbol in symbols)

    up, down = (weights * Matrix(signals))[0], (weights.T * Matrix(gradients))[0]
    return Derivation(
        rf"One linear layer, $n_\mathrm{{in}} = {fan_in}$, $n_\mathrm{{out}} = {fan_out}$, "
        r"$v = \operatorname{Var}[W]$",
        Step(
            "Up: a unit sums over the layer below it.",
            mean_of(up**2, law, "s_1^2"),
            VARIANCE * squares(signals),
        ),
        Step(
            "Down: a unit sums over the layer above it.",
            mean_of(down**2, law, r"\big(\tfrac{\partial C}{\partial z_1}\big)^2"),
            VARIANCE * squares(gradients),
        ),
    )


def products(depth=3):
    """The products in closed form against nets of symbols; those of layer 2 are shown.

    Input and output gradient have mean zero, and are independent of each other and of all weights,
    as in `linear_net`.

    Examples
    --------
    >>> from initnotes.derivations import signals
    >>> signals.products().result
    n_1*v_2/(n_3*v_3)
    """
    derived = {
        family: [Step("", *pair) for pair in pairs]
        for family, pairs in linear_products(depth).items()
    }
    reasons = {
        "state": "States: one factor for each layer up to 2.",
        "state_gradient": "State gradients: one for each layer above.",
        "weight_gradient": "Weight gradients: the factors below and those above. $v_2$ is in "
        "neither.",
    }
    _, up, down = factors(depth)
    lower, upper = derived["weight_gradient"][1:3]
    return Derivation(
        f"Layer 2 of a linear net with {depth} hidden layers; "
        r"$v_l = \operatorname{Var}[W^l]$",
        *(derived[family][1].because(reason) for family, reason in reasons.items()),
        Step(
            "A layer further up, a factor from above is exchanged for one from below.",
            upper.quantity / lower.quantity,
            up[1] / down[2],
        ),
    )


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
