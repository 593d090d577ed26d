import numpy as np
import pytest
import torch

from initnotes import fans as true_fans
from initnotes.explorers import fans

FORMS = [
    ("dense", 1, 1, 1),
    *(
        (layer, kernel, stride, groups)
        for layer in ("convolution", "transposed")
        for kernel in fans.KERNELS
        for stride in fans.STRIDES
        for groups in fans.GROUPS
    ),
]
NAMES = ("kernel", "stride", "groups")


def form(layer, *numbers):
    return {"layer": layer, **dict(zip(NAMES, numbers, strict=True))}


def torch_layer(layer, kernel, stride, groups):
    if layer == "dense":
        return torch.nn.Linear(*fans.CHANNELS, bias=False)
    kind = {"convolution": torch.nn.Conv1d, "transposed": torch.nn.ConvTranspose1d}[layer]
    return kind(*fans.CHANNELS, kernel, stride=stride, groups=groups, bias=False)


def by_torch(layer, kernel, stride, groups):
    """Jacobian of the layer with all weights 1, flattened channel by channel."""
    net = torch_layer(layer, kernel, stride, groups).double()
    torch.nn.init.ones_(net.weight)
    places = fans.unit_places(layer, kernel=kernel, stride=stride)[0]
    shape = fans.CHANNELS[:1] if layer == "dense" else (fans.CHANNELS[0], places)
    jacobian = torch.autograd.functional.jacobian(net, torch.zeros(shape, dtype=torch.float64))
    return jacobian.reshape(-1, int(np.prod(shape))).numpy()


@pytest.mark.parametrize("case", FORMS)
def test_products_are_those_of_torch(case):
    made = fans.products(**form(*case))
    np.testing.assert_array_equal(made, by_torch(*case))


def test_another_stride_or_group_has_other_products():
    made = fans.products("convolution", kernel=3, stride=2)
    assert not np.array_equal(made, by_torch("convolution", 3, 2, 2))
    assert made.shape != by_torch("convolution", 3, 1, 1).shape
    assert not np.array_equal(made.T, by_torch("convolution", 3, 2, 1))


@pytest.mark.parametrize("case", FORMS)
def test_shape_and_reading_are_those_of_torch(case):
    layer, kernel, _, groups = case
    shape = fans.weight_shape(layer, kernel=kernel, groups=groups)
    net = torch_layer(*case)
    assert shape == tuple(net.weight.shape)
    assert fans.read_fans(shape) == torch.nn.init._calculate_fan_in_and_fan_out(net.weight)


@pytest.mark.parametrize("case", FORMS)
def test_fans_inside_are_what_the_middle_units_sum_and_feed(case):
    """On average over the units of one stride, in the middle of each channel."""
    layer, kernel, stride, _ = case
    made = fans.products(**form(*case))
    inside = fans.inside_fans(**form(*case))
    places = fans.unit_places(layer, kernel=kernel, stride=stride)
    middle = [slice(kernel - 1, kernel - 1 + stride) for _ in places]
    if layer == "dense":
        middle = [slice(None), slice(None)]
    summed = made.sum(axis=1).reshape(fans.CHANNELS[1], places[1])
    fed = made.sum(axis=0).reshape(fans.CHANNELS[0], places[0])
    if layer == "transposed":
        found = summed[:, middle[1]].mean(), fed.mean()
    else:
        found = summed.mean(), fed[:, middle[0]].mean()
    np.testing.assert_allclose(found, inside, rtol=1e-12)
    swapped = (found[1], found[0])
    assert not np.allclose(swapped, inside)


def test_a_stride_a_group_and_a_transposition_are_told_from_their_absence():
    plain = fans.inside_fans("convolution", kernel=3)
    assert plain == (12, 18)
    assert fans.inside_fans("convolution", kernel=3, stride=2) == (12, 9)
    assert fans.inside_fans("convolution", kernel=3, groups=2) == (6, 9)
    assert fans.inside_fans("transposed", kernel=3, stride=2) == (6, 18)
    assert fans.read_fans((4, 6, 3)) == (18, 12)


def in_the_page(in_javascript, cases, units=(31, 17), change=None):
    """What the script says in each case: its products, its fans, its lines and its table."""
    data = fans.explore().data
    calls = []
    for case in cases:
        controls = form(*case) | {"output": units[0], "input": units[1]}
        calls += [[name, controls, data] for name in ("products", "countedFans", "words")]
    made = in_javascript(calls, change, explorer="fans")
    return [made[start : start + 3] for start in range(0, len(made), 3)]


def agrees(case, pairs, counted, said, units=(31, 17)):
    made = fans.products(**form(*case))
    drawn = np.zeros_like(made)
    outputs, inputs = np.transpose(pairs)
    if outputs.max() >= len(made) or inputs.max() >= made.shape[1]:
        return False
    np.add.at(drawn, (outputs, inputs), 1)
    shape = fans.weight_shape(case[0], kernel=case[1], groups=case[3])
    inside = fans.inside_fans(**form(*case))
    read = fans.read_fans(shape)
    ringed = made[units[0] - 1].sum(), made[:, units[1] - 1].sum()
    whole = fans.inside_fans(**(form(*case) | {"stride": 1}))
    rows = [ringed, inside, whole, read]
    shown = [[float(cell) for cell in row[1:]] for row in said["rows"]]
    expected = [[*row, 2 / sum(row)] for row in rows]
    return (
        np.array_equal(drawn, made)
        and tuple(counted["shape"]) == shape
        and tuple(counted["read"].values()) == read
        and tuple(counted["inside"].values()) == tuple(inside)
        and said["columns"] == ["counted", "n_in", "n_out", "Xavier's Var W"]
        and np.allclose(shown, expected, rtol=0.006, atol=0)
        and f"sums {ringed[0]} products; the ringed input feeds {ringed[1]}" in said["lines"][0]
        and f"reads n_in = {read.fan_in} and n_out = {read.fan_out} off" in said["lines"][1]
        and ("both are right." in said["lines"][1]) == (read == inside)
    )


DRAWN = [
    case for case in FORMS if case[0] != "dense" and fans.products(**form(*case)).shape[0] > 30
]


def test_the_page_says_what_python_says(in_javascript):
    wide = [case for case in DRAWN if fans.products(**form(*case)).shape[1] > 16]
    assert len(wide) > 20
    for case, said in zip(wide, in_the_page(in_javascript, wide), strict=True):
        assert agrees(case, *said), case
    dense = ("dense", 3, 2, 2)
    [said] = in_the_page(in_javascript, [dense], units=(2, 3))
    assert agrees(("dense", 1, 1, 1), *said, units=(2, 3))


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (
            ("transposed", 3, 1, 1),
            "n_in 1.5 times too large and n_out 1.5 times too small. "
            "Xavier's Var W is 0.0667 all the same.",
        ),
        (
            ("convolution", 3, 1, 2),
            "n_out 2 times too large. Xavier's Var W becomes 0.0833 in place of 0.133.",
        ),
        (
            ("convolution", 3, 2, 1),
            "n_out 2 times too large (it leaves out the stride). "
            "Xavier's Var W becomes 0.0667 in place of 0.0952.",
        ),
        (("convolution", 3, 1, 1), ": both are right. Xavier's Var W is 0.0667."),
    ],
)
def test_the_page_says_which_reading_is_wrong(in_javascript, case, words):
    [(_, _, said)] = in_the_page(in_javascript, [case])
    assert said["lines"][1].endswith(words)


@pytest.mark.parametrize(
    "change",
    [
        ("place * step + tap", "place + tap"),
        ("!== group) continue", "=== group) continue"),
        ("transposed ? [far, place] : [place, far]", "transposed ? [place, far] : [far, place]"),
        ("fanIn: whole.fanIn / step", "fanOut: whole.fanOut / step"),
        ("fanOut: (out * taps) / groups", "fanOut: out * taps"),
        ("fanIn: shape[1] * taps", "fanIn: shape[0] * taps"),
        ("[out, into / groups]", "[out, into]"),
        ("([out]) => out === output", "([out]) => out !== output"),
        ("return 2 / (fanIn + fanOut)", "return 1 / fanIn"),
        ('row("the same at stride 1", whole)', 'row("the same at stride 1", inside)'),
        ('"n_in", "n_out", "Xavier', '"n_out", "n_in", "Xavier'),
    ],
)
def test_a_slip_in_the_page_is_seen(in_javascript, change):
    cases = [("transposed", 3, 2, 2), ("convolution", 3, 2, 2)]
    units = (12, 7)
    right = in_the_page(in_javascript, cases, units)
    assert all(agrees(case, *said, units) for case, said in zip(cases, right, strict=True))
    spoiled = in_the_page(in_javascript, cases, units, change)
    assert not all(agrees(case, *said, units) for case, said in zip(cases, spoiled, strict=True))


def test_sentence_has_both_fans_and_the_reading():
    sentence = fans.explore(layer="convolution", kernel=3, stride=2, groups=2).sentence
    assert "sums 6 products" in sentence
    assert (
        "they are 6 and 4.5; PyTorch reads 6 and 18 off the weight's shape (6, 2, 3)." in sentence
    )


def test_every_unit_can_be_chosen():
    largest = max(max(fans.products(**form(*case)).shape) for case in FORMS)
    assert fans.UNITS == tuple(range(1, largest + 1))


def test_true_fans_are_those_of_the_module():
    assert fans.inside_fans("transposed", kernel=3, groups=2) == true_fans.fans(
        (4, 3, 3), groups=2, transposed=True
    )


def test_bad_start_is_refused():
    with pytest.raises(ValueError, match="output must be one of the 6 outputs, got 31"):
        fans.explore(layer="dense")
    with pytest.raises(ValueError, match="unknown layer 'pool'"):
        fans.explore(layer="pool")
