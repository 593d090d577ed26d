"""Bad calls of the signals: a call, its error, and what it says."""

import numpy as np

from initnotes import signals
from tests.bad_calls.given import GRADIENT, INPUTS, NAN, NET, VALUES, WEIGHTS, propagate, spoiled

CALLS = [
    (
        lambda: signals.softmax_cross_entropy(GRADIENT, [0, 1, 3, 0, 1]),
        ValueError,
        "targets must lie between 0 and 2, got values from 0 to 3",
    ),
    (
        lambda: signals.softmax_cross_entropy(GRADIENT, np.ones(5)),
        TypeError,
        "targets must be integers, got dtype float64",
    ),
    (
        lambda: signals.softmax_cross_entropy(np.ones(3), [0]),
        ValueError,
        r"logits must have shape \(batch, classes\), got \(3,\)",
    ),
    (
        lambda: signals.dense_net(np.ones((3, 2)), "tanh"),
        TypeError,
        "weights must be a sequence of arrays, one a layer, got an array of",
    ),
    (
        lambda: signals.dense_net([np.ones((3, 2))], "tanh", biases=[np.ones(2)]),
        ValueError,
        r"biases\[0\] must have shape \(3,\), got \(2,\)",
    ),
    (
        lambda: signals.Dense(np.ones(3)),
        ValueError,
        r"weight must have shape \(fan_out, fan_in\), got \(3,\)",
    ),
    (
        lambda: signals.Dense(np.ones((3, 2)), np.ones(2)),
        ValueError,
        r"bias must have shape \(3,\), got \(2,\)",
    ),
    (lambda: signals.Dense([[1.0]]), TypeError, r"weight must be an array, got list \[\[1.0\]\]"),
    (lambda: signals.Elementwise(5), TypeError, "activation must be an Activation.*got int 5"),
    (
        lambda: propagate(weights=WEIGHTS[::-1]),
        ValueError,
        r"weights\[1\] must have shape \(fan_out, 3\), got \(8, 4\)",
    ),
    (
        lambda: propagate(weights=spoiled(WEIGHTS, 1)),
        ValueError,
        r"weights\[1\] must be finite, got 1 NaN",
    ),
    (
        lambda: propagate(weights=[WEIGHTS[0], WEIGHTS[1].astype(np.float32)]),
        TypeError,
        r"weights\[1\] must have the dtype float64, got float32",
    ),
    (
        lambda: propagate(inputs=INPUTS[:, 1:]),
        ValueError,
        r"inputs must have shape \(batch, 4\), got \(5, 3\)",
    ),
    (
        lambda: propagate(inputs=INPUTS.astype(np.float32)),
        TypeError,
        "inputs must have the weights' dtype float64, got float32",
    ),
    (
        lambda: propagate(inputs=INPUTS * 1j),
        TypeError,
        "inputs must hold real numbers, got an array of dtype complex128",
    ),
    (
        lambda: propagate(inputs=np.ma.masked_array(INPUTS, mask=INPUTS > 0)),
        TypeError,
        "inputs must be a plain array, got a masked one",
    ),
    (lambda: propagate(activation=None), TypeError, "activation must be an Act.*got NoneType"),
    (
        lambda: propagate(output_gradient=GRADIENT),
        ValueError,
        "give targets or output_gradient, got both",
    ),
    (
        lambda: propagate(targets=None, output_gradient=GRADIENT[:, :2]),
        ValueError,
        r"output_gradient must have shape \(5, 3\), got \(5, 2\)",
    ),
    (lambda: propagate()["states"], ValueError, "unknown family 'states'; known are act.*state"),
    (
        lambda: propagate(targets=None)["state_gradient"],
        ValueError,
        "state_gradient needs a backward pass, got a forward pass alone",
    ),
    (
        lambda: signals.forward(3, INPUTS),
        TypeError,
        "parts must be a list of parts, got int 3",
    ),
    (
        lambda: signals.forward([WEIGHTS[0]], INPUTS),
        TypeError,
        r"parts\[0\] must be a part, with the methods forward and backward, got an array",
    ),
    (lambda: signals.forward(NET, [[1.0]]), TypeError, r"inputs must be an array, got list"),
    (
        lambda: signals.forward(NET, INPUTS[:, 1:]),
        ValueError,
        r"inputs must have shape \(batch, ..., 4\), got \(5, 3\)",
    ),
    (
        lambda: signals.forward(NET, INPUTS[:0]),
        ValueError,
        r"inputs must have shape \(batch, ...\), got \(0, 4\)",
    ),
    (
        lambda: signals.forward(NET, INPUTS.astype(np.float32)),
        TypeError,
        "inputs must have the weight's dtype float64, got float32",
    ),
    (
        lambda: signals.forward(NET, np.full((5, 4), np.nan)),
        ValueError,
        "inputs must be finite, got 20 NaN",
    ),
    (
        lambda: signals.forward(NET, np.ma.masked_array(INPUTS, mask=INPUTS > 0)),
        TypeError,
        "inputs must be a plain array, got a masked one",
    ),
    (
        lambda: signals.forward([NET[1], NET[0], NET[0]], INPUTS),
        ValueError,
        r"below must have shape \(batch, ..., 4\), got \(5, 8\)",
    ),
    (
        lambda: signals.backward(NET[:1], VALUES, GRADIENT),
        ValueError,
        "values must hold 2 arrays, one more than there are parts, got 4",
    ),
    (
        lambda: signals.backward(NET, None, GRADIENT),
        TypeError,
        "values must be a sequence of arrays, as forward leaves them, got NoneType",
    ),
    (
        lambda: signals.backward(NET, VALUES, GRADIENT[:2]),
        ValueError,
        r"gradient must have the shape \(5, 3\) of the last of values, got \(2, 3\)",
    ),
    (
        lambda: signals.backward(NET, VALUES, GRADIENT * 1j),
        TypeError,
        "gradient must hold real numbers, got an array of dtype complex128",
    ),
    (
        lambda: signals.backward(NET, VALUES, NAN),
        ValueError,
        "gradient must be finite, got 1 NaN",
    ),
    (
        lambda: signals.backward(NET, [VALUES[0], VALUES[1][:2], *VALUES[2:]], GRADIENT),
        ValueError,
        r"above must have the shape \(2, 8\) of below, got \(5, 8\)",
    ),
    (
        lambda: NET[0].forward(INPUTS[0]),
        ValueError,
        r"below must have shape \(batch, ..., 4\), got \(4,\)",
    ),
    (
        lambda: NET[0].backward(INPUTS, VALUES[1], INPUTS),
        ValueError,
        r"gradient must have shape \(batch, ..., 8\), got \(5, 4\)",
    ),
    (
        lambda: NET[0].backward(INPUTS, VALUES[1][:2], VALUES[1]),
        ValueError,
        r"above must have the shape \(5, 8\) of the gradient, got \(2, 8\)",
    ),
    (
        lambda: NET[0].weight_gradient(INPUTS[:2], VALUES[1]),
        ValueError,
        r"below must have the shape \(5, 4\) of .*, got \(2, 4\)",
    ),
    (
        lambda: NET[0].bias_gradient(VALUES[1].astype(np.float32)),
        TypeError,
        "gradient must have the weight's dtype float64, got float32",
    ),
    (
        lambda: NET[1].backward(VALUES[1], VALUES[2], 2.0),
        TypeError,
        "gradient must be an array, got float 2.0",
    ),
    (
        lambda: NET[1].backward(VALUES[1], VALUES[2], VALUES[1][:1]),
        ValueError,
        r"gradient must have the shape \(5, 8\) of below, got \(1, 8\)",
    ),
    (
        lambda: signals.parts.as_inputs(INPUTS, NET[1:]),
        TypeError,
        r"net\[0\] must be a Dense, as dense_net puts it, got Elementwise",
    ),
]
