"""What it costs to summarise every signal of a pass, next to the pass's matrix products.

Run it with `make bench` or `pytest tests/bench_signals.py`; a bare `pytest` leaves it out, and
nothing here asserts a time. One net and one batch for all rows:

products   the bare matrix products of the pass, into memory that is there already
plain      the passes as the book prints them, `signals.forward` and `signals.backward`
initnotes  `measure.summarise_net`: the plain passes and their summaries
hooks      torch: forward hooks and gradient hooks with np.histogram
retained   torch: retain_grad, then torch.histogram

The last three give, with the same bins, the mean, variance and 100-bin histogram of the
activations, state gradients and weight gradients of every layer. There is no faster pass than the
plain one: one that wrote into memory of its own took as long, within the noise, once no weight
gradient was kept beyond its summary.

The rows take turns, so that a busy machine slows them alike: read the ratios, each the median of
three rounds. Below them stands how quiet the machine was.
"""

import os
import time

import numpy as np
import pytest

from initnotes.activations import tanh
from initnotes.measure import MEASURED, Bins, summarise_net
from initnotes.schemes import xavier
from initnotes.signals import backward, dense_net, forward, propagate, softmax_cross_entropy

torch = pytest.importorskip("torch")

WIDTHS = (784, *[1000] * 5, 10)
BATCH = 300
ROUNDS, TURNS = 3, 7
BINS = {
    "activation": Bins(-1.0, 1.0),
    "state_gradient": Bins(-0.2, 0.2),
    "weight_gradient": Bins(-0.01, 0.01),
}


class Net:
    """The data that all rows share, and the memory and the torch model of some."""

    def __init__(self, widths=WIDTHS, batch=BATCH):
        rng = np.random.default_rng(20100513)
        self.batch = batch
        self.weights = xavier().weights(widths, rng=rng, dtype=np.float32)
        self.inputs = rng.standard_normal((batch, widths[0]), dtype=np.float32)
        self.targets = rng.integers(0, widths[-1], batch)

        self.below = [self.inputs, *(self.array(width) for width in widths[1:-1])]
        self.gradients = [self.array(width) for width in widths[1:]]
        for array in (*self.below[1:], *self.gradients):
            array[:] = 0.1 * rng.standard_normal(array.shape, dtype=np.float32)
        self.states = [self.array(width) for width in widths[1:]]
        self.weight_gradients = [np.empty_like(weight) for weight in self.weights]

        self.model = torch.nn.Sequential()
        for weight in self.weights:
            linear = torch.nn.Linear(*weight.shape[::-1], bias=False)
            with torch.no_grad():
                linear.weight.copy_(torch.from_numpy(weight))
            self.model.extend([linear, torch.nn.Tanh()])
        self.model.pop(-1)
        # torch differentiates the batch's mean cost, initnotes each example's own.
        low, high = BINS["state_gradient"].low / batch, BINS["state_gradient"].high / batch
        self.torch_bins = BINS | {"state_gradient": Bins(low, high)}

    def array(self, width):
        return np.empty((self.batch, width), np.float32)

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


def plain(net):
    parts = dense_net(net.weights, tanh)
    values = forward(parts, net.inputs)
    _, gradient = softmax_cross_entropy(values[-1], net.targets)
    gradients = backward(parts[1:], values[1:], gradient)[::2]
    for part, below, gradient in zip(parts[::2], values[::2], gradients, strict=True):
        part.weight_gradient(below, gradient)


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


def torch_signals(net):
    """The model's own tensors, family -> one a layer."""
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
    return kept


def retained(net):
    def summarise(tensor, bins):
        counts, _ = torch.histogram(tensor, bins.count, range=(bins.low, bins.high))
        variance, mean = torch.var_mean(tensor, correction=0)
        return mean.item(), variance.item(), counts.numpy()

    return {
        family: [summarise(tensor, net.torch_bins[family]) for tensor in tensors]
        for family, tensors in torch_signals(net).items()
    }


ROWS = (products, plain, initnotes, hooks, retained)


@pytest.fixture(scope="module")
def net():
    return Net()


def near_edges(array, bins, difference):
    """How many entries may be on the other side of each edge of `bins` in a row: (count + 1,).

    A row bins entries that are up to `difference` from those of `array`, since torch adds up
    in another order, and rounds as `summarise` says. No fixed share of the entries would do for
    every size: in a small layer a single entry is more than any share that bites in a large one.
    """
    epsilon = np.finfo(array.dtype).eps
    rounding = bins.width / 2**16 + 2 * epsilon * max(abs(bins.low), abs(bins.high))
    entries = np.sort(array, axis=None).astype(float)
    first, last = (
        np.searchsorted(entries, bins.edges + sign * (rounding + difference), side)
        for sign, side in ((-1, "left"), (1, "right"))
    )
    return last - first


def check_counts(counts, other, near):
    """Two rows' histograms of one layer may differ by entries `near` an edge alone."""
    crossed = np.cumsum(np.subtract(other, counts))  # over each edge but the lowest, and that one
    assert np.all(np.abs(crossed) <= near[1:] + near[0])


@pytest.mark.parametrize("batch", [3, BATCH])
@pytest.mark.parametrize("widths", [(20, 30, 25, 10), WIDTHS], ids=["small", "large"])
def test_all_rows_see_the_same_signals(widths, batch):
    """Variances agree to rounding; so do histograms, but for entries next to an edge."""
    net = Net(widths, batch)
    ours = propagate(net.weights, net.inputs, tanh, targets=net.targets)
    theirs = torch_signals(net)
    reference = initnotes(net)
    for row in (hooks, retained):
        result = row(net)
        for family, layers in reference.items():
            scale = batch if family == "state_gradient" else 1
            arrays = zip(ours[family], theirs[family], strict=True)
            for (array, tensor), (mean, variance, counts), other in zip(
                arrays, layers, result[family], strict=True
            ):
                difference = np.abs(array - scale * tensor.numpy()).max()
                assert difference < 1e-4 * variance**0.5
                np.testing.assert_allclose(other[1] * scale**2, variance, rtol=1e-4)
                np.testing.assert_allclose(other[0] * scale, mean, atol=1e-4 * variance**0.5)
                check_counts(counts, other[2], near_edges(array, BINS[family], difference))


@pytest.mark.parametrize("size", [1, 9_203, 10**6])
def test_an_entry_in_a_wrong_bin_is_seen_at_every_size(size):
    """One in a small layer; in a large one, one more than lie near the two edges it names."""
    array = np.random.default_rng(3).uniform(-0.9, 0.9, size).astype(np.float32)
    bins = BINS["activation"]
    counts, _ = np.histogram(array, bins.count, (bins.low, bins.high))
    near = near_edges(array, bins, 0.0)
    assert near.sum() <= 1e-3 * size
    check_counts(counts, counts, near)
    for layer_bin in (0, 49, 98):
        wrong = counts.copy()
        moved = near[layer_bin + 1] + near[0] + 1
        wrong[layer_bin : layer_bin + 2] += (-moved, moved)
        with pytest.raises(AssertionError):
            check_counts(counts, wrong, near)


def test_an_entry_on_an_edge_may_fall_either_side():
    bins = BINS["activation"]
    array = np.array([0.02 * (1 + 1e-7), 0.03, 0.51], np.float32)
    counts, _ = np.histogram(array, bins.count, (bins.low, bins.high))
    assert near_edges(array, bins, 0.0).tolist() == [int(k == 51) for k in range(101)]
    moved = counts.copy()
    moved[50:52] += (1, -1)
    check_counts(counts, moved, near_edges(array, bins, 0.0))


def quietness(rounds=50):
    """One line on the machine: its load, and how one product's time spreads when repeated.

    Alone on a machine the spread stays within a few percent; beyond a tenth, ratios of rows say
    more about what else ran.
    """
    matrix = np.ones((600, 600), np.float32)
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        matrix @ matrix
        taken.append(1e3 * (time.perf_counter() - start))
    first, median, third = np.percentile(taken, [25, 50, 75])
    load = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return (
        f"load {load} (1, 5, 15 minutes) on {os.cpu_count()} cores; a product of 600 x 600, "
        f"{rounds} times: median {median:.2f} ms, IQR {(third - first) / median:.0%} of it"
    )


def test_rows_in_turns(net, capsys):
    taken = np.empty((ROUNDS, TURNS, len(ROWS)))
    for turn in np.ndindex(ROUNDS, TURNS):
        for number, row in enumerate(ROWS):
            row(net)  # untimed: by its end the threads of the row before have stopped spinning
            start = time.perf_counter()
            row(net)
            taken[turn][number] = 1e3 * (time.perf_counter() - start)
    quiet = quietness()
    medians = np.median(taken, axis=1)
    ratios = medians / medians[:, :1]
    lines = [f"{'row':<12}{'min ms':>8}{'median ms':>11}{'ratio':>8}   of each round"]
    for number, row in enumerate(ROWS):
        rounds = " ".join(f"{ratio:.2f}" for ratio in ratios[:, number])
        times = f"{taken[..., number].min():8.1f}{np.median(medians[:, number]):11.1f}"
        lines.append(f"{row.__name__:<12}{times}{np.median(ratios[:, number]):8.2f}   {rounds}")
    with capsys.disabled():
        print("\n\n" + "\n".join([*lines, "", quiet]) + "\n")
