"""A scheme on a whole torch model."""

import numpy as np
import pytest
import torch
from torch import nn

from initnotes import measure, schemes
from initnotes.pytorch import initialize


@pytest.mark.parametrize("distribution", schemes.DISTRIBUTIONS)
def test_every_weight_gets_the_variance_of_its_true_fans(rng, distribution):
    model = nn.Sequential(nn.Linear(70, 90), nn.ConvTranspose2d(40, 60, 3, groups=2))
    report = initialize(model, schemes.he(distribution=distribution), rng=rng)
    assert [drawn.fan_in for drawn in report.drawn] == [70, 180]
    for layer, drawn in zip(model, report.drawn, strict=True):
        weight = layer.weight.detach().numpy()
        assert drawn.variance == 2 / drawn.fan_in
        assert abs(measure.variance_z_score(weight, drawn.variance)) < 5
        torch_fan_in, _ = nn.init._calculate_fan_in_and_fan_out(layer.weight)
        if torch_fan_in != drawn.fan_in:
            assert abs(measure.variance_z_score(weight, 2 / torch_fan_in)) > 20
        assert abs(measure.variance_z_score(weight, drawn.variance / 3)) > 20


def test_draw_is_the_schemes_own_and_the_same_for_the_same_seed(mlp, arrays, widths):
    model = mlp()
    initialize(model, schemes.xavier(), rng=np.random.default_rng(3))
    expected = schemes.xavier().weights(widths, rng=np.random.default_rng(3))
    for weight, drawn in zip(arrays(model, "weight"), expected, strict=True):
        np.testing.assert_array_equal(weight, drawn)
    initialize(model, schemes.xavier(), rng=np.random.default_rng(4))
    assert not np.array_equal(arrays(model, "weight")[0], expected[0])


def test_biases_become_zero_unless_told_otherwise(rng, mlp, arrays):
    model = mlp()
    before = [bias.copy() for bias in arrays(model, "bias")]
    report = initialize(model, schemes.xavier(), rng=rng, zero_bias=False)
    for bias, kept in zip(arrays(model, "bias"), before, strict=True):
        np.testing.assert_array_equal(bias, kept)
    assert report.zeroed == () and "0.bias" in report.left_alone
    report = initialize(model, schemes.xavier(), rng=rng)
    assert not any(bias.any() for bias in arrays(model, "bias"))
    assert report.zeroed == ("0.bias", "2.bias", "4.bias", "6.bias") and not report.left_alone


def test_what_is_no_weight_layer_is_left_alone_and_said(rng):
    class Mixed(nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = nn.Embedding(6, 4)
            self.attention = nn.MultiheadAttention(4, 2)
            self.norm = nn.LayerNorm(4)
            self.wrapped = nn.utils.parametrizations.weight_norm(nn.Linear(4, 3, bias=False))
            self.frozen = nn.Linear(4, 3, bias=False).requires_grad_(False)
            self.output = nn.Linear(4, 3)

    model = Mixed()
    before = {name: p.detach().clone() for name, p in model.named_parameters()}
    report = initialize(model, schemes.xavier(), rng=rng)
    changed = {name for name, p in model.named_parameters() if not torch.equal(p, before[name])}
    drawn = {drawn.name for drawn in report.drawn}
    assert drawn == {"attention.out_proj.weight", "output.weight"}
    assert changed <= drawn | set(report.zeroed)
    assert set(report.left_alone) == set(before) - drawn - set(report.zeroed)
    assert "attention.in_proj_weight" in report.left_alone
    assert "frozen.weight" in report.left_alone
    assert "wrapped.parametrizations.weight.original1" in report.left_alone


def test_a_tied_weight_is_drawn_once(rng):
    model = nn.Sequential(nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 3))
    model[2].weight = model[0].weight
    state = rng.bit_generator.state
    report = initialize(model, schemes.xavier(), rng=rng)
    assert [drawn.name for drawn in report.drawn] == ["0.weight"]
    assert report.tied == {"2.weight": "0.weight"}
    rng.bit_generator.state = state
    once = schemes.xavier().sample((3, 3), rng=rng, dtype=np.float32)
    np.testing.assert_array_equal(model[2].weight.detach().numpy(), once)


def test_dtypes_stay_what_they_are(rng):
    for dtype in (torch.float64, torch.float32, torch.bfloat16):
        layer = nn.Linear(3, 5, dtype=dtype)
        initialize(layer, schemes.xavier(), rng=rng)
        assert layer.weight.dtype == dtype and layer.weight.requires_grad


def test_report_prints_every_parameter(rng):
    model = nn.Sequential(nn.Conv2d(1, 6, 3), nn.BatchNorm2d(6))
    text = str(initialize(model, schemes.xavier(), rng=rng))
    assert "0.weight  (6, 1, 3, 3)  9       54       0.0317" in text
    assert "zeroed: 0.bias" in text
    assert "tied: none" in text
    assert "left alone: 1.weight, 1.bias" in text


def test_initialize_refuses_what_it_cannot_use(rng, mlp):
    with pytest.raises(TypeError, match=r"numpy\.random\.Generator.* got int 3"):
        initialize(mlp(), schemes.xavier(), rng=3)
    with pytest.raises(TypeError, match=r"scheme must be a Scheme.* got int 5"):
        initialize(mlp(), 5, rng=rng)
    with pytest.raises(TypeError, match="zero_bias must be True or False, got str 'no'"):
        initialize(mlp(), schemes.xavier(), rng=rng, zero_bias="no")
    with pytest.raises(TypeError, match=r"model must be a torch\.nn\.Module, got list"):
        initialize([], schemes.xavier(), rng=rng)
    with pytest.raises(ValueError, match=r"must have a weight layer \(Linear.* got none"):
        initialize(nn.Sequential(nn.ReLU()), schemes.xavier(), rng=rng)
    model = nn.Sequential(nn.Linear(2, 3), nn.LazyLinear(3))
    before = model[0].weight.detach().clone()
    with pytest.raises(ValueError, match="lazy"):
        initialize(model, schemes.xavier(), rng=rng)
    assert torch.equal(model[0].weight, before)
