"""An explorer on a page of the site, moved and read as a reader would, for tests."""

PAGES = {
    "depth": "signals",
    "histograms": "comparison",
    "compromise": "xavier",
    "bound": "standard",
    "fans": "pytorch",
    "phase": "chaos",
    "two_inputs": "chaos",
}
SETTINGS = """figure => Object.fromEntries([...figure.querySelectorAll("[data-control]")].map(
  (control) => [control.name, control.type === "range"
    ? JSON.parse(control.dataset.values)[Number(control.value)]
    : control.type === "checkbox" ? control.checked : control.value]))"""
# Where the middle of each mark lies, in the units of the axes.
POINTS = """([figure, selector]) => [...figure.querySelectorAll(".explorer-live svg")].map((svg) =>
  [...svg.querySelectorAll(selector)].map((mark) => {
    const [, x, y] = mark.getAttribute("transform")?.match(/translate\\(([^,]+),([^)]+)\\)/) ??
      [null, mark.getAttribute("cx"), mark.getAttribute("cy")];
    return [svg.scale("x").invert(Number(x)), svg.scale("y").invert?.(Number(y)) ?? null];
  }))"""
PATHS = """([figure, selector]) => [...figure.querySelectorAll(".explorer-live svg")].map((svg) =>
  [...svg.querySelectorAll(selector)].map((path) =>
    path.getAttribute("d").slice(1).split("L").map((pair) => pair.split(",").map(Number)).map(
      ([x, y]) => [svg.scale("x").invert(x), svg.scale("y").invert(y)])))"""


def address(site, name):
    """The page that has the explorer of that name."""
    return f"{site}book/{PAGES[name]}.html"


class Figure:
    """The explorer of that name on the page that is open."""

    def __init__(self, page, name):
        self.page = page
        self.root = page.locator(f"figure.explorer-mounted[data-explorer={name}]")
        self.root.scroll_into_view_if_needed()

    @classmethod
    def open(cls, page, site, name):
        """Open its chapter, from the site's base URL."""
        page.goto(address(site, name))
        return cls(page, name)

    def control(self, name):
        return self.root.locator(f"[data-control][name={name}]")

    def settings(self):
        return self.root.evaluate(SETTINGS)

    def labels(self):
        images = self.root.locator("svg[role=img]")
        return [images.nth(i).get_attribute("aria-label") for i in range(images.count())]

    def read(self, script, selector):
        return self.page.evaluate(script, [self.root.element_handle(), selector])

    def press(self, name, *keys):
        self.control(name).focus()
        for key in keys:
            self.page.keyboard.press(key)

    def click(self, name, share):
        """Click into a slider at a share of its length."""
        box = self.control(name).bounding_box()
        self.page.mouse.click(box["x"] + share * box["width"], box["y"] + box["height"] / 2)

    def choose(self, name, option):
        self.control(name).select_option(option)

    def rows(self):
        """The table's cells, a list a row."""
        self.root.locator("summary", has_text="The numbers").click()
        rows = self.root.locator("tbody tr").all()
        return [row.locator("th, td").all_inner_texts() for row in rows]
