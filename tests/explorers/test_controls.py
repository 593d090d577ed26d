import re
from html import unescape

import pytest

from initnotes.explorers.controls import Choice, Slider, Switch


def test_slider_stands_at_its_value():
    html = Slider("fan_in", "inputs", (10, 50, 200), 50).html()
    assert 'min="0" max="2" step="1" value="1"' in html
    assert '<output aria-hidden="true">50</output>' in html
    assert 'aria-valuetext="50"' in html
    assert unescape(re.search('data-values="(.*?)"', html)[1]) == "[10, 50, 200]"


def test_slider_shows_its_value_as_the_script_will():
    html = Slider("gain", "gain", (0.5, 1.0, 1.05), 1.0).html()
    assert ">1</output>" in html
    assert 'aria-valuetext="1"' in html


def test_choice_has_one_option_selected():
    html = Choice("scheme", "scheme", {"he": "He", "xavier": "Xavier"}, "xavier").html()
    assert '<option value="he">He</option>' in html
    assert '<option value="xavier" selected>Xavier</option>' in html


@pytest.mark.parametrize(
    "control",
    [
        Slider("fan_in", "inputs", (1, 2), 2),
        Choice("scheme", "scheme", {"he": "He"}, "he"),
        Switch("log", "logarithmic"),
    ],
)
def test_every_control_is_inside_its_label(control):
    html = control.html()
    label = re.search("<label.*?</label>", html)[0]
    assert f">{control.label}</span>" in label
    assert len(re.findall("data-control", label)) == len(re.findall("data-control", html)) == 1
    assert "<output" not in label


def test_slider_says_which_values_it_has():
    with pytest.raises(ValueError, match="fan_in must be one of 1, 2, got 7"):
        Slider("fan_in", "inputs", (1, 2), 7)


def test_choice_says_which_options_it_has():
    with pytest.raises(ValueError, match="unknown scheme 'glorot'; known are he, xavier"):
        Choice("scheme", "scheme", {"he": "He", "xavier": "Xavier"}, "glorot")
