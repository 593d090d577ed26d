"""An explorer alone on a page of its own, without the book's site."""

from initnotes import explorers


def show(page, name, theme="light", **options):
    """Put the explorer of that name on the page, as it starts with `options`."""
    html = explorers.EXPLORERS[name](**options).html()
    page.set_content(f'<!doctype html><html data-theme="{theme}"><body>{html}</body></html>')
    return page.locator("figure.explorer-mounted")


def named_controls(page):
    """(role, name) of each slider, choice and switch in Chromium's accessibility tree."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = ("slider", "combobox", "checkbox", "switch")
    return [
        (node["role"]["value"], node["name"]["value"])
        for node in nodes
        if node.get("role", {}).get("value") in roles
    ]
