"""What a reader types into the search, and where the book answers it.

Written from the chapters' headings before the search was, and kept as it was written: a search that
finds less of it is mended, not this list. A place is a page of `book/` and an anchor on it; one of
the places must be among the first `within` results.
"""

from typing import NamedTuple


class Query(NamedTuple):
    words: str
    places: tuple[str, ...]
    within: int = 3


QUERIES = (
    # One word
    Query("kaiming", ("limits#he-s-factor-of-two", "pytorch#the-default")),
    Query("gain", ("pytorch#what-a-gain-means", "xavier#a-factor-called-gain")),
    Query("fan_in", ("xavier#mode-fan-in-or-mode-fan-out", "glossary#term-fan_in")),
    Query(
        "vanishing",
        (
            "glossary#term-vanishing-gradients",
            "batch#why-the-weight-gradients-are-flat",
            "comparison#fourth-experiment-the-variance-of-the-weight-gradients",
        ),
    ),
    Query("kurtosis", ("variance#a-uniform-and-a-gaussian-of-equal-variance",)),
    Query("keras", ("pytorch#the-same-in-keras-jax-and-caffe",), within=1),
    Query("selu", ("pytorch#gains-of-relu-tanh-and-selu",)),
    Query("softmax", ("chaos#before-a-softmax",), within=1),
    Query("bias", ("pytorch#the-biases", "chaos#biases")),
    Query("jupyter", ("run#in-your-browser", "run#on-your-machine-with-what-this-site-offers")),
    # A name of a library
    Query(
        "xavier_uniform_",
        (
            "pytorch#three-initializations-of-one-net",
            "pytorch#the-plain-pytorch-idiom",
            "practice#from-the-scheme-to-the-call",
        ),
    ),
    Query("kaiming_uniform_", ("pytorch#the-default", "practice#from-the-scheme-to-the-call")),
    # What a heading says, in a reader's words
    Query("why 5/3", ("chaos#what-a-gain-of-5-3-buys",), within=1),
    Query("edge of chaos", ("chaos#the-edge-of-chaos",), within=1),
    Query("correlation map", ("chaos#two-inputs-become-one-the-correlation-map",), within=1),
    Query("variance of a product", ("variance#the-variance-of-a-product",), within=1),
    Query(
        "transposed convolution",
        ("pytorch#trap-1-a-transposed-convolution-swaps-the-fans",),
        within=1,
    ),
    Query("glorot conditions", ("signals#the-two-conditions", "glossary#term-Glorot-conditions")),
    Query("random weights", ("signals#why-weights-must-be-random",), within=1),
    Query("finite difference", ("signals#against-finite-differences",), within=1),
    Query("one seed", ("comparison#one-seed", "batch#one-seed-proves-little")),
    Query("query key value", ("pytorch#trap-3-query-key-and-value-in-one-matrix",), within=1),
    # A question of somebody who does not know the book's words
    Query("dead relu", ("limits#narrow-nets-die",)),
    Query("sqrt 6", ("xavier#the-two-forms",)),
    Query("net does not train", ("practice#your-deep-net-does-not-train-what-to-look-at-first",)),
    Query("initialise whole model", ("pytorch#one-scheme-for-a-whole-model",)),
    Query(
        "sigmoid gradients",
        ("limits#sigmoid-a-variance-that-settles-and-a-gradient-that-does-not",),
    ),
    Query(
        "uniform or gaussian",
        ("variance#a-uniform-and-a-gaussian-of-equal-variance", "xavier#the-two-forms"),
    ),
    Query("residual connections", ("chaos#what-came-after",)),
    Query(
        "Fan in and fan out can not be computed",
        ("pytorch#fan-in-and-fan-out-can-not-be-computed-for-tensor-with-fewer-than-2-dimensions",),
        within=1,
    ),
)
