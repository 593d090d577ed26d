"""A linear net with every weight a symbol, and the variances in it as products over its layers."""

from functools import cache, lru_cache
from itertools import pairwise

import sympy
from sympy import Matrix, Symbol

from initnotes.checks import check_positive_integer
from initnotes.derivations.laws import Moments, variance_of
from initnotes.derivations.quantities import at_sizes, shown_product

INPUT_VARIANCE, GRADIENT_VARIANCE = sympy.symbols("q_x q_C", positive=True)


@cache
def linear_net(widths):
    """Variances in a linear net, from its matrix products with every weight a symbol.

    The weights of layer l have mean zero and variance v_l and are independent of all other weights;
    inputs and output gradients have mean zero and the variances q_x and q_C, and are independent of
    each other and of all weights. Returns a dict: "state", "state_gradient" or "weight_gradient" ->
    one `Quantity` a layer, for the layer's first unit or weight.

    Examples
    --------
    >>> from initnotes.derivations import linear
    >>> net = linear.linear_net((2, 3))
    >>> {family: len(layers) for family, layers in net.items()}
    {'state': 1, 'state_gradient': 1, 'weight_gradient': 1}
    """
    inputs = sympy.symbols(f"x_1:{widths[0] + 1}", real=True)
    given = sympy.symbols(f"delta_1:{widths[-1] + 1}", real=True)
    weights = [
        symbolic_weights(fan_in, fan_out, layer)
        for layer, (fan_in, fan_out) in enumerate(pairwise(widths), 1)
    ]
    known = dict.fromkeys((*inputs, *given), 0)
    known |= {x**2: INPUT_VARIANCE for x in inputs} | {d**2: GRADIENT_VARIANCE for d in given}
    law = Moments(
        {
            weight: [0, variance]
            for matrix, variance in zip(weights, variances(len(weights)), strict=True)
            for weight in matrix
        },
        joint=(inputs, given),
        known=known,
    )
    signals, gradients = [Matrix(inputs)], [Matrix(given)]
    for weight in weights:
        signals.append(weight * signals[-1])
    for weight in weights[:0:-1]:
        gradients.insert(0, weight.T * gradients[0])
    names = {"state": "s", "state_gradient": r"\partial C/\partial s"}
    names["weight_gradient"] = r"\partial C/\partial W"
    firsts = {
        "state": [signal[0] for signal in signals[1:]],
        "state_gradient": [gradient[0] for gradient in gradients],
        "weight_gradient": [d[0] * z[0] for d, z in zip(gradients, signals[:-1], strict=True)],
    }
    return {
        family: [
            variance_of(first, law, f"{names[family]}^{layer}")
            for layer, first in enumerate(values, 1)
        ]
        for family, values in firsts.items()
    }


@lru_cache(maxsize=None, typed=True)
def linear_products(depth=3):
    """Every variance of a linear net as a product over its layers.

    Returns a dict as `linear_net` does, of one (`Quantity`, product) a layer; the last layer is the
    output. The quantity is worked out in nets of symbols, each width in its turn 2 among ones, and
    in one where neighbors differ.

    Examples
    --------
    >>> from initnotes.derivations import linear
    >>> quantity, product = linear.linear_products(1)["state"][1]
    >>> product.doit()
    n_0*n_1*q_x*v_1*v_2
    """
    widths, up, down = factors(depth)
    layers = range(depth + 1)
    claims = {
        "state": [shown_product(INPUT_VARIANCE, *up[: layer + 1]) for layer in layers],
        "state_gradient": [
            shown_product(GRADIENT_VARIANCE, *down[layer + 1 :]) for layer in layers
        ],
        "weight_gradient": [
            shown_product(INPUT_VARIANCE, *up[:layer], GRADIENT_VARIANCE, *down[layer + 1 :])
            for layer in layers
        ],
    }
    rows = [tuple(1 + (k == wide) for k in range(depth + 2)) for wide in range(depth + 2)]
    rows.append(tuple(k % 3 + 1 for k in range(depth + 2)))
    sizes = dict(zip(widths, zip(*rows, strict=True), strict=True))

    def pair(family, layer):
        quantity = at_sizes(lambda *row: linear_net(row)[family][layer], sizes)
        return quantity, claims[family][layer]

    return {family: [pair(family, layer) for layer in layers] for family in claims}


def variances(layers):
    """The symbols v_1, v_2, ... of the weights' variances.

    Examples
    --------
    >>> from initnotes.derivations import linear
    >>> linear.variances(2)
    (v_1, v_2)
    """
    check_positive_integer(layers, "layers")
    return sympy.symbols(f"v_1:{layers + 1}", positive=True)


def factors(depth):
    """The widths, and the forward and the backward factor of every layer.

    Examples
    --------
    >>> from initnotes.derivations import linear
    >>> widths, forward, backward = linear.factors(1)
    >>> forward, backward
    ([n_0*v_1, n_1*v_2], [n_1*v_1, n_2*v_2])
    """
    check_positive_integer(depth, "depth")
    widths = sympy.symbols(f"n_0:{depth + 2}", positive=True)
    symbols = variances(depth + 1)
    forward = [n * v for n, v in zip(widths[:-1], symbols, strict=True)]
    backward = [n * v for n, v in zip(widths[1:], symbols, strict=True)]
    return widths, forward, backward


def symbolic_weights(fan_in, fan_out, layer=""):
    """A matrix of shape (fan_out, fan_in) of real symbols w_jk, of one layer or another.

    Examples
    --------
    >>> from initnotes.derivations import linear
    >>> linear.symbolic_weights(fan_in=3, fan_out=2).shape
    (2, 3)
    """
    check_positive_integer(fan_in, "fan_in")
    check_positive_integer(fan_out, "fan_out")
    mark = f"^{layer}" if layer else ""
    return Matrix(fan_out, fan_in, lambda j, k: Symbol(f"w{mark}_{{{j + 1}{k + 1}}}", real=True))
