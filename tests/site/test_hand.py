"""Drawings that can be grasped: by mouse, by finger, and then by the arrow keys."""

import pytest

from tests.site.drawn import check_fans, check_phase, check_two_inputs
from tests.site.figure import Figure

CHECKS = {"fans": check_fans, "phase": check_phase, "two_inputs": check_two_inputs}


def place(shown, x, y):
    """The point of the first drawing at these shares of its width and height, on the screen."""
    box = shown.root.locator(".explorer-live svg").first.bounding_box()
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


@pytest.mark.parametrize(
    ("name", "moved"),
    [("fans", "output"), ("phase", "weight_factor"), ("two_inputs", "start")],
)
def test_a_press_moves_sliders_and_the_keys_go_on(page, site, name, moved):
    shown = Figure.open(page, site, name)
    before = shown.settings()
    page.mouse.click(*place(shown, 0.5, 0.2))
    pressed = CHECKS[name](shown)
    assert pressed[moved] != before[moved]
    page.keyboard.press("ArrowRight")
    assert CHECKS[name](shown)[moved] > pressed[moved]


@pytest.mark.parametrize("name", ["phase", "two_inputs"])
def test_a_drag_follows_the_mouse_until_it_is_let_go(page, site, name):
    shown = Figure.open(page, site, name)
    slider = {"phase": "weight_factor", "two_inputs": "start"}[name]
    page.mouse.move(*place(shown, 0.3, 0.5))
    page.mouse.down()
    seen = []
    for x in (0.4, 0.6, 0.8):
        page.mouse.move(*place(shown, x, 0.4))
        seen.append(CHECKS[name](shown)[slider])
    assert seen == sorted(set(seen))
    page.mouse.up()
    page.mouse.move(*place(shown, 0.35, 0.4))
    assert shown.settings()[slider] == seen[-1]


@pytest.mark.parametrize(("name", "slider"), [("phase", "weight_factor"), ("two_inputs", "start")])
def test_a_finger_drags_the_handle_and_the_page_stays(browser, site, name, slider):
    size = {"width": 390, "height": 844}
    with browser.new_context(has_touch=True, is_mobile=True, viewport=size) as context:
        page = context.new_page()
        shown = Figure.open(page, site, name)
        handle = shown.root.locator(".explorer-handle").bounding_box()
        before, scrolled = shown.settings()[slider], page.evaluate("scrollY")
        x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
        side = -1 if x > size["width"] / 2 else 1
        touches = context.new_cdp_session(page)

        def touch(kind, *points):
            points = [{"x": x, "y": y} for x, y in points]
            touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        touch("touchStart", (x, y))
        for step in range(1, 9):
            touch("touchMove", (x + side * 12 * step, y - 8 * step))
        assert abs(CHECKS[name](shown)[slider] - before) > 0.2
        touch("touchEnd")
        assert page.evaluate("scrollY") == scrolled


def test_a_finger_beside_the_handle_scrolls_the_page(browser, site):
    """The partner: the drawing does not hold the page."""
    with browser.new_context(
        has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844}
    ) as context:
        page = context.new_page()
        shown = Figure.open(page, site, "phase")
        before, scrolled = shown.settings(), page.evaluate("scrollY")
        x, y = place(shown, 0.4, 0.5)
        touches = context.new_cdp_session(page)
        for kind, points in (
            ("touchStart", [(x, y)]),
            *(("touchMove", [(x, y - 15 * step)]) for step in range(1, 9)),
            ("touchEnd", []),
        ):
            points = [{"x": x, "y": y} for x, y in points]
            touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_function("before => scrollY !== before", arg=scrolled)
        assert shown.settings() == before


def test_a_dense_layer_has_no_kernel_and_few_units(page, site):
    shown = Figure.open(page, site, "fans")
    for layer, units in (("dense", 6), ("convolution", 66), ("transposed", 78)):
        shown.choose("layer", layer)
        check_fans(shown)
        for name in ("kernel", "stride", "groups"):
            assert shown.control(name).is_disabled() == (layer == "dense")
        shown.press("output", "End")
        assert check_fans(shown)["output"] == units
    for name in ("kernel", "stride", "groups"):
        shown.press(name, "End")
        check_fans(shown)
