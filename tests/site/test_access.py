"""Who reads by ear, by keyboard, in the dark or on a phone reads the same book."""

import pytest


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_page_opens_in_the_theme_that_the_reader_chose_before(context, page, site, theme):
    choose = "for (const key of ['mode', 'theme']) localStorage.setItem(key, '{}')"
    context.add_init_script(choose.format(theme))
    page.emulate_media(color_scheme="dark" if theme == "light" else "light")
    page.goto(site + "book/xavier.html")
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    background = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (theme == "light")


def test_a_box_that_scrolls_is_reached_with_the_tab_key_and_no_other(page, site):
    page.goto(site + "book/intro.html")
    table = page.locator(".pst-scrollable-table-container").last
    page.set_viewport_size({"width": 390, "height": 900})
    # Chromium lets any box that scrolls have the focus; other browsers ask for the attribute.
    page.wait_for_function("box => box.tabIndex === 0", arg=table.element_handle())
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("box => box.scrollLeft > 0", arg=table.element_handle())
    page.set_viewport_size({"width": 1900, "height": 900})
    page.wait_for_function("box => box.tabIndex === -1", arg=table.element_handle())


def test_a_term_shows_its_definition_to_the_keyboard_and_hides_it_again(page, site):
    page.goto(site + "book/variance.html")
    shown = page.locator(".term-definition:visible")
    assert shown.count() == 0
    page.get_by_role("link", name="standard errors").focus()
    page.keyboard.press("Tab")
    shown.wait_for()
    assert shown.inner_text().startswith("(measured - predicted) / standard error")
    page.keyboard.press("Tab")
    shown.wait_for(state="hidden")
