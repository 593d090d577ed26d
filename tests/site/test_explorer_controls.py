"""The names of an explorer's controls in Chromium's accessibility tree, their labels and focus."""

import re

import pytest

from initnotes import explorers
from initnotes.explorers.controls import Choice, Slider
from tests.site.alone import named_controls, show

ROLES = {Slider: "slider", Choice: "combobox"}


def controls(name):
    explorer = explorers.named(name)
    return [*explorer.controls, *(one for more in explorer.more.values() for one in more)]


def plain(label):
    return re.sub("<.*?>", "", label).replace(" ", "")


def unfold(figure):
    for summary in figure.locator("fieldset summary").all():
        summary.click()


def names(page):
    return [(role, name.replace(" ", "")) for role, name in named_controls(page)]


@pytest.mark.parametrize("name", explorers.EXPLORERS)
def test_a_control_is_named_by_its_label_alone(blank, name):
    unfold(show(blank, name))
    expected = [(ROLES.get(type(one), "checkbox"), plain(one.label)) for one in controls(name)]
    assert names(blank) == expected


def test_a_value_before_the_slider_in_its_label_takes_the_name(blank):
    """The partner: a label names the first element in it that can be named, and <output> can."""
    figure = show(blank, "bound")
    before = names(blank)
    figure.locator("output").first.evaluate(
        'output => output.closest(".explorer-slider").querySelector("label").prepend(output)'
    )
    assert names(blank) != before


@pytest.mark.parametrize("name", explorers.EXPLORERS)
def test_a_click_on_a_label_goes_to_its_control(blank, name):
    figure = show(blank, name)
    unfold(figure)
    for label in figure.locator("label").all():
        control = label.locator("[data-control]")
        if control.is_enabled():
            label.locator("span").click()
            assert control.evaluate("control => control === document.activeElement")


def test_a_slider_says_the_value_that_it_shows(blank):
    figure = show(blank, "depth")
    gain = figure.locator("[name=gain]")
    gain.focus()
    blank.keyboard.press("ArrowRight")
    shown = gain.locator("xpath=../following-sibling::output").inner_text()
    assert shown == "1.05"
    assert gain.get_attribute("aria-valuetext") == shown


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", explorers.EXPLORERS)
def test_focus_is_seen_on_each_stop_of_the_keyboard(blank, name, theme):
    figure = show(blank, name, theme)
    unfold(figure)
    stops = figure.locator("[data-control]:enabled, summary").count()
    for _ in range(stops):
        blank.keyboard.press("Tab")
        width, line, text = blank.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            "return [style.outlineWidth, style.outlineColor, style.color]; }"
        )
        assert float(width.removesuffix("px")) >= 2
        assert line == text
