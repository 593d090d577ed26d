"""What it costs to summarise every signal of a pass, next to the pass's matrix products.

Run it with `make bench` or `pytest tests/bench_signals.py`; a bare `pytest` leaves it out, and
nothing here asserts a time. One net, one batch and the same bins for all four rows, each giving
the mean, variance and 100-bin histogram of the activations, state gradients and weight
gradients of every layer, except the first:

products   the bare matrix products of the pass, into memory that is there already
initnotes  `initnotes.measure.ensembles.measure`
hooks      torch: forward hooks and gradient hooks with np.histogram
retained   torch: retain_grad, then torch.histogram

The first table times the rows one after another. The second takes them in turns, so that a
busy machine slows them alike: read the ratios there.
"""

import time

import numpy as np
import pytest

from initnotes.activations import tanh
from initnotes.measure.ensembles import MEASURED, summarise_net
from initnotes.measure.summaries import Bins
from initnotes.schemes import xavier

torch = pytest.importorskip("torch")

WIDTHS = (784, *[1000] * 5, 10)
BATCH = 300
ROUNDS = 21
BINS = {
    "activation": Bins(-1.0, 1.0),
    "state_gradient": Bins(-0.2, 0.2),
    "weight_gradient": Bins(-0.01, 0.01),
}


class Net:
    """The data that all rows share, and the memory and the torch model of some."""

    def __init__(self):
        rng = np.random.default_rng(20100513)
        self.weights = xavier().weights(WIDTHS, rng=rng, dtype=np.float32)
        self.inputs = rng.standard_normal((BATCH, WIDTHS[0]), dtype=np.float32)
        self.targets = rng.integers(0, WIDTHS[-1], BATCH)

        self.below = [self.inputs, *(self.array(width) for width in WIDTHS[1:-1])]
        self.gradients = [self.array(width) for width in WIDTHS[1:]]
        for array in (*self.below[1:], *self.gradients):
            array[:] = 0.1 * rng.standard_normal(array.shape, dtype=np.float32)
        self.states = [self.array(width) for width in WIDTHS[1:]]
        self.weight_gradients = [np.empty_like(weight) for weight in self.weights]

        self.model = torch.nn.Sequential()
        for weight in self.weights:
            linear = torch.nn.Linear(*weight.shape[::-1], bias=False)
            with torch.no_grad():
                linear.weight.copy_(torch.from_numpy(weight))
            self.model.extend([linear, torch.nn.Tanh()])
        self.model.pop(-1)
        # torch differentiates the batch's mean cost, initnotes each example's own.
        low, high = BINS["state_gradient"].low / BATCH, BINS["state_gradient"].high / BATCH
        self.torch_bins = BINS | {"state_gradient": Bins(low, high)}

    @staticmethod
    def array(width):
        return np.empty((BATCH, width), np.float32)

    def torch_pass(self, visit):
        """One pass of the model, with `visit(module, state or activation)` at each module."""
        handles = [
            module.register_forward_hook(lambda module, _, output: visit(module, output))
            for module in self.model
        ]
        self.model.zero_grad(set_to_none=True)
        logits = self.model(torch.from_numpy(self.inputs))
        torch.nn.functional.cross_entropy(logits, torch.from_numpy(self.targets)).backward()
        for handle in handles:
            handle.remove()


def products(net):
    for z, weight, state in zip(net.below, net.weights, net.states, strict=True):
        np.matmul(z, weight.T, out=state)
    for layer in reversed(range(len(net.weights))):
        gradient, weight = net.gradients[layer], net.weights[layer]
        np.matmul(gradient.T, net.below[layer], out=net.weight_gradients[layer])
        if layer:
            np.matmul(gradient, weight, out=net.states[layer - 1])


def initnotes(net):
    measured = summarise_net(net.weights, net.inputs, tanh, targets=net.targets, bins=BINS)
    return {
        family: [(summary.mean, summary.variance, summary.counts) for summary in layers]
        for family, layers in measured.items()
    }


def hooks(net):
    results = {family: [] for family in MEASURED}

    def summarise(family, tensor):
        array, bins = tensor.detach().numpy(), net.torch_bins[family]
        counts, _ = np.histogram(array, bins.count, (bins.low, bins.high))
        results[family].append((array.mean(), array.var(), counts))

    def visit(module, output):
        if isinstance(module, torch.nn.Tanh):
            summarise("activation", output)
        else:
            output.register_hook(lambda gradient: summarise("state_gradient", gradient))

    handles = [
        weight.register_hook(lambda gradient: summarise("weight_gradient", gradient))
        for weight in net.model.parameters()
    ]
    net.torch_pass(visit)
    for handle in handles:
        handle.remove()
    for family in ("state_gradient", "weight_gradient"):
        results[family].reverse()
    return results


def retained(net):
    kept = {family: [] for family in MEASURED}

    def visit(module, output):
        if isinstance(module, torch.nn.Tanh):
            kept["activation"].append(output.detach())
        else:
            output.retain_grad()
            kept["state_gradient"].append(output)

    net.torch_pass(visit)
    kept["state_gradient"] = [state.grad for state in kept["state_gradient"]]
    kept["weight_gradient"] = [weight.grad for weight in net.model.parameters()]

    def summarise(tensor, bins):
        counts, _ = torch.histogram(tensor, bins.count, range=(bins.low, bins.high))
        variance, mean = torch.var_mean(tensor, correction=0)
        return mean.item(), variance.item(), counts.numpy()

    return {
        family: [summarise(tensor, net.torch_bins[family]) for tensor in tensors]
        for family, tensors in kept.items()
    }


ROWS = (products, initnotes, hooks, retained)


@pytest.fixture(scope="module")
def net():
    return Net()


def test_all_rows_see_the_same_signals(net):
    """Variances agree to rounding; so do histograms, but for entries next to an edge."""
    reference = initnotes(net)
    for row in (hooks, retained):
        result = row(net)
        for family, layers in reference.items():
            scale = BATCH if family == "state_gradient" else 1
            assert len(result[family]) == len(layers)
            for (mean, variance, counts), other in zip(layers, result[family], strict=True):
                np.testing.assert_allclose(other[1] * scale**2, variance, rtol=1e-4)
                np.testing.assert_allclose(other[0] * scale, mean, atol=1e-4 * variance**0.5)
                assert np.abs(np.cumsum(other[2] - counts)).max() <= 1e-4 * counts.sum()


@pytest.mark.benchmark(group="784-1000x5-10, tanh, batch 300, float32")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__)
def test_row(benchmark, net, row):
    benchmark.pedantic(row, (net,), rounds=ROUNDS, warmup_rounds=2)


def test_rows_in_turns(net, capsys):
    times = {row.__name__: [] for row in ROWS}
    for _ in range(ROUNDS):
        for row in ROWS:
            row(net)  # untimed: by its end the threads of the row before have stopped spinning
            start = time.perf_counter()
            row(net)
            times[row.__name__].append(1e3 * (time.perf_counter() - start))
    lines = [f"{'in turns':<12}{'min ms':>8}{'median ms':>11}{'IQR ms':>8}{'ratio':>8}"]
    bare = np.median(times["products"])
    for name, taken in times.items():
        first, median, third = np.percentile(taken, [25, 50, 75])
        lines.append(
            f"{name:<12}{min(taken):8.1f}{median:11.1f}{third - first:8.1f}{median / bare:8.2f}"
        )
    with capsys.disabled():
        print("\n\n" + "\n".join(lines) + "\n")
