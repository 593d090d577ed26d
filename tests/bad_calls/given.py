"""Good arguments, of which a bad call spoils one."""

import numpy as np
import torch
from matplotlib.figure import Figure

from initnotes import measure, pytorch, schemes, signals, theory
from initnotes.explorers.explorer import Explorer

WIDTHS = [4, 8, 3]
EXAMPLES = 5
INPUTS = np.random.default_rng(1).standard_normal((EXAMPLES, 4))
GRADIENT = np.random.default_rng(2).standard_normal((EXAMPLES, 3))
TARGETS = [0, 1, 2, 0, 1]
WEIGHTS = schemes.xavier().weights(WIDTHS, rng=np.random.default_rng(0))
BINS = measure.Bins(-1, 1, 10)
SUMMARY = measure.summarise(INPUTS, BINS)
INTERVAL = measure.Interval(np.ones(3), np.full(3, 0.1))
DRAWN = measure.ensemble(
    WIDTHS, "xavier", "tanh", INPUTS, draws=3, rng=np.random.default_rng(0), targets=TARGETS
)
PREDICTED = theory.infinite_width(WIDTHS, "xavier", "tanh", inputs=INPUTS)
COMPARED = measure.compare(DRAWN, PREDICTED)
HISTOGRAMS = measure.compare_histograms(DRAWN, PREDICTED, rng=np.random.default_rng(0), units=10)[
    "activation"
]
NET = signals.dense_net(WEIGHTS, "tanh")
VALUES = signals.forward(NET, INPUTS)
NAN = np.array([1.0, np.nan, 3.0])
MASKED = np.ma.masked_array([1.0, 2.0, 3.0], mask=[True, False, False])
COMPLEX = np.ones(3) * 1j


def rng():
    return np.random.default_rng(0)


def propagate(**changes):
    call = {"weights": WEIGHTS, "inputs": INPUTS, "activation": "tanh", "targets": TARGETS}
    return signals.propagate(**(call | changes))


def spoiled(weights, layer):
    weights = [weight.copy() for weight in weights]
    weights[layer][0, 0] = np.nan
    return weights


def ensemble(**changes):
    call = {"widths": WIDTHS, "scheme": "xavier", "activation": "tanh", "inputs": INPUTS}
    call |= {"draws": 2, "rng": rng(), "targets": TARGETS}
    return measure.ensemble(**(call | changes))


def infinite_width(**changes):
    call = {"widths": WIDTHS, "scheme": "xavier", "activation": "tanh", "inputs": INPUTS}
    return theory.infinite_width(**(call | changes))


def model(spoil=None):
    torch.manual_seed(0)
    net = torch.nn.Sequential(
        torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3)
    ).double()
    if spoil:
        torch.nn.init.constant_(dict(net.named_parameters())[spoil], np.nan)
    return net


def record(net=None, inputs=INPUTS, **changes):
    return pytorch.record(net or model(), inputs, **({"targets": TARGETS} | changes))


def ax():
    return Figure().subplots()


def axes(rows, columns):
    return Figure().subplots(rows, columns, squeeze=False)


def explorer(**changes):
    call = {"name": "bound", "title": "", "sentence": "", "controls": (), "key": (), "data": {}}
    return Explorer(**(call | {"still": b"", "alt": ""} | changes))
