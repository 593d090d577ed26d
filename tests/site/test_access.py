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


# What shows that the element with the focus has it: an outline or a ring of two pixels or more.
IS_SEEN = """() => {
  const of = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const ring = boxShadow.match(/^rgb\\(.*?\\) 0px 0px 0px (\\d+)px/);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || (ring && ring[1] >= 2);
  };
  const focused = document.activeElement;
  return [focused.title || focused.ariaLabel || focused.innerText.trim(), Boolean(of(focused))];
}"""


def unseen(page):
    """The names of all that the Tab key reaches down to the text, and of those without a mark."""
    reached, missing = [], []
    for _ in range(45):
        page.keyboard.press("Tab")
        name, seen = page.evaluate(IS_SEEN)
        reached.append(name)
        if not seen:
            missing.append(name)
    return reached, missing


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1360])
def test_focus_is_seen_wherever_the_tab_key_leads(page, site, width, theme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    page.goto(site + "book/xavier.html")
    reached, missing = unseen(page)
    buttons = {"Toggle primary sidebar", "Download this page", "Fullscreen mode"}
    assert buttons <= set(reached)
    assert missing == []


def test_a_button_without_an_outline_is_noticed(page, site):
    page.goto(site + "book/xavier.html")
    page.add_style_tag(content="html[data-theme] .btn:focus-visible { outline: 0 !important }")
    assert "Fullscreen mode" in unseen(page)[1]
