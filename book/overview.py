"""Draw the images of introduction and README: `make picture`."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from initnotes import activations, datasets, measure, plots, schemes, theory

HERE = Path(__file__).parent
HIDDEN = 5
WIDTHS = [64, *[1000] * HIDDEN, 10]


def net():
    """Draw the net as images/net.svg, the same bytes at every run."""
    plt.rcParams["svg.hashsalt"] = "initnotes"
    fig, ax = plt.subplots(figsize=plots.network.SIZE)
    plots.network.draw(ax)
    options = {"bbox_inches": "tight", "metadata": {"Date": None}}
    fig.savefig(HERE / "images" / "net.svg", **options)


def overview():
    """Measure both initializations on the digits; draw two signals."""
    rng = np.random.default_rng(2010)
    digits = datasets.digits()
    rows = rng.choice(len(digits.images), 300, replace=False)
    inputs = datasets.standardize(digits.images)[rows].astype(np.float32)
    options = {"targets": digits.labels[rows], "rng": rng}
    fig, axes = plt.subplots(1, 2, figsize=(plots.style.WIDE, 3.4))
    for scheme in (schemes.standard(), schemes.xavier()):
        net = (WIDTHS, scheme, activations.tanh)
        measured = measure.ensemble(*net, inputs, draws=20, **options)
        predicted = theory.infinite_width(*net, inputs=inputs, **options)
        for ax, family in zip(
            axes, ("activation", "state_gradient"), strict=True
        ):
            plots.layers.variance_by_layer(
                ax,
                measure.mean_interval(measured.values(family)[:, :HIDDEN]),
                theory=predicted.variance(family)[:HIDDEN],
                label=plots.layers.LABELS[scheme.name],
                marker=plots.layers.MARKERS[scheme.name],
                color=plots.layers.COLORS[scheme.name],
            )
            ax.set_title(f"variance of the {plots.layers.NAMES[family]}")
    axes[0].legend()
    fig.savefig(HERE / "images" / "overview.png", metadata={"Software": None})


if __name__ == "__main__":
    plt.style.use(HERE / "matplotlibrc")
    net()
    overview()
