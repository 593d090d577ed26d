"""One visit to a page, by a reader with a phone, then at a desk: all that is wrong with it.

Each function here takes a page that is open and gives complaints, strings of the form "what:
where"; none is no complaint. `test_visit.py` shows each of them a page with that fault planted.
"""

import pathlib
import re
from dataclasses import dataclass

AXE = pathlib.Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
PHONE, SMALL_PHONE, TABLET, DESK = 390, 360, 768, 1360
# Bytes, uncompressed: of a page, and of one with an explorer.
LIGHT, HEAVY = 2_000_000, 3_000_000
EXPLORER = "[data-explorer]"

# The rules that depend on the theme.
COLOR = ["color-contrast", "link-in-text-block"]
ALL_RULES = {"resultTypes": ["violations"]}
ONLY_COLOR = ALL_RULES | {"runOnly": {"type": "rule", "values": COLOR}}
NO_COLOR = ALL_RULES | {"rules": {rule: {"enabled": False} for rule in COLOR}}
# axe builds a tree of all that is in the page, so what it need not see is taken out meanwhile.
RUN_AXE = """async ([rules, without]) => {
    const out = without ? [...document.querySelectorAll(without)] : [];
    const places = out.map((one) => {
        const place = document.createComment("");
        one.replaceWith(place);
        return place;
    });
    const { violations } = await axe.run(document, rules);
    places.forEach((place, index) => place.replaceWith(out[index]));
    return violations;
}"""

# What of TeX a reader would see if a formula was not set: a command, or the marks around it.
RAW_TEX = re.compile(r"\\[a-zA-Z]{2,}|\$\$|\\[()\[\]]")
# What a reader opens: a term's definition, an explorer's numbers; its still is there for others.
# What a click opens: a folded cell, a hint, a solution.
FOLDED = "details *, .dropdown *, .toggle *"
HIDDEN_AT_FIRST = ".term-definition, .explorer details > :not(summary), .explorer-still"
HIDDEN = """expected => [...document.querySelectorAll(
    "p, li, td, figure, img, pre, .proof, .math, .eqno"
)].filter((one) => one.closest("article") && (one.textContent.trim() || one.matches("img"))).filter(
    (one) => !one.checkVisibility() && !one.closest(expected)
).map((one) => one.outerHTML.slice(0, 80))"""
PROSE = """() => [...document.querySelectorAll("article")].map((article) => {
    const copy = article.cloneNode(true);
    copy.querySelectorAll("pre, code, math").forEach((one) => one.remove());
    return copy.textContent;
}).join("\\n")"""
NOT_SET = """() => [...document.querySelectorAll("article .math")].filter((one) =>
    one.querySelectorAll("math").length !== 1 || !one.querySelector(".katex-base")
).map((one) => one.outerHTML.slice(0, 80))"""

# A displayed formula is wider or higher than its box, which rounds to whole pixels; what is folded
# is opened to see it.
CUT = """() => {
    const folded = [...document.querySelectorAll("details:not([open]):has(.math-scroll)")];
    folded.forEach((one) => { one.open = true; });
    const cut = [...document.querySelectorAll("article .math-scroll")].filter((box) =>
        box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight + 1
    ).map((box) => box.textContent.slice(0, 80));
    folded.forEach((one) => { one.open = false; });
    return cut;
}"""


class Watch:
    """What the pages of a context did: bytes, console errors, failed and foreign requests."""

    def __init__(self, context, site):
        self.site = site
        self.errors = []
        self.foreign = []
        self.weight = 0
        context.on("console", self.note_message)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("request", self.note_request)
        context.on("requestfailed", self.note_failure)
        context.on("response", self.note_response)

    def note_message(self, message):
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url')})")

    def note_request(self, request):
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.foreign.append(request.url)

    def note_failure(self, request):
        # Leaving a page aborts what it was still loading.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.errors.append(f"{request.failure}: {request.url}")

    def note_response(self, response):
        if response.status >= 400:
            self.errors.append(f"{response.status}: {response.url}")
        self.weight += int(response.headers.get("content-length", 0))


@dataclass
class Visit:
    """What a visit brought: the page's weight in bytes, and its faults."""

    explorer: bool
    weight: int
    foreign: list
    errors: list
    violations: list
    faults: list

    @property
    def complaints(self):
        heaviest = HEAVY if self.explorer else LIGHT
        heavy = [f"too heavy: {self.weight} bytes"] if self.weight > heaviest else []
        return [
            *heavy,
            *(f"foreign request: {url}" for url in self.foreign),
            *(f"error: {text}" for text in self.errors),
            *self.violations,
            *self.faults,
        ]


def visit(browser, site, name, *, formulas=False, axe=True):
    """Visit the page `name` of `site` in a fresh profile: a `Visit`.

    `formulas` says whether it must have some; `axe` whether to ask axe, which takes seconds.
    """
    context = browser.new_context(color_scheme="light")
    context.set_default_timeout(60_000)
    watch = Watch(context, site)
    page = context.new_page()
    resize(page, SMALL_PHONE)
    page.goto(site + name, wait_until="networkidle")
    faults = [*reading(page), *sideways(page, SMALL_PHONE), *math(page, at_least=5 * formulas)]
    resize(page, PHONE)
    faults += [*sideways(page, PHONE), *cut(page, PHONE), *pictures(page)]
    violations = []
    if axe:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        # An article has the same colors at every width; what stands around it has not.
        violations += violated(page, ONLY_COLOR, "narrow, light", without="article")
        turn(page, "dark")
        violations += violated(page, NO_COLOR, "narrow, dark")
        violations += violated(page, ONLY_COLOR, "narrow, dark", without="article")
    if page.locator("article .math-scroll").count():
        resize(page, TABLET)
        faults += cut(page, TABLET)
    resize(page, DESK)
    if axe:
        violations += violated(page, ONLY_COLOR, "wide, dark")
        turn(page, "light")
        violations += violated(page, ALL_RULES, "wide, light")
    faults += [*sideways(page, DESK), *cut(page, DESK)]
    explorer = page.locator(EXPLORER).count() > 0
    page.wait_for_load_state("networkidle")
    context.close()
    return Visit(explorer, watch.weight, watch.foreign, watch.errors, violations, faults)


def resize(page, width):
    page.set_viewport_size({"width": width, "height": 900})


def turn(page, theme):
    """Turn the page light or dark, as the reader's system does, and wait for it.

    Without motion: the theme lets the colors of its buttons fade, and axe would see them halfway.
    """
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.wait_for_function("theme => document.documentElement.dataset.theme === theme", arg=theme)


def violated(page, rules, when, *, without=None):
    """axe's violations as 'rule (when): element', in the page without what a selector says."""
    return [
        f"{rule['id']} ({when}): {node['html'][:80]}"
        for rule in page.evaluate(RUN_AXE, [rules, without])
        for node in rule["nodes"]
    ]


def sideways(page, width):
    """The page must not scroll sideways."""
    root = "document.documentElement"
    if page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"):
        yield f"wider than the screen: {width}"


def reading(page):
    """A heading, images that came, nothing of the text hidden."""
    if not page.locator("main h1:visible").count():
        yield "no heading: main h1"
    article = page.locator("article")
    for image in article.locator("img").evaluate_all(
        "all => all.filter((one) => !one.naturalWidth).map((one) => one.src)"
    ):
        yield f"no image: {image}"
    if article.locator(HIDDEN_AT_FIRST).filter(visible=True).count():
        yield f"shown at first: {HIDDEN_AT_FIRST}"
    for element in page.evaluate(HIDDEN, f"{HIDDEN_AT_FIRST}, {FOLDED}"):
        yield f"hidden: {element}"


def math(page, at_least):
    """Formulas are set, with their font, and no TeX is left in the prose."""
    count = page.locator("article .math").count()
    if count < at_least:
        yield f"too few formulas: {count}"
    for element in page.evaluate(NOT_SET):
        yield f"formula not set: {element}"
    if page.locator(".katex-error, .math-error").count():
        yield "formula with an error: .katex-error, .math-error"
    if at_least and not page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('16px KaTeX_Math'))"
    ):
        yield "no font: KaTeX_Math"
    for text in RAW_TEX.findall(page.evaluate(PROSE)) if at_least else ():
        yield f"raw TeX: {text}"


def cut(page, width):
    """A displayed formula has room in its box: nothing of it is out of sight."""
    for formula in page.evaluate(CUT):
        yield f"formula cut: {width}: {formula}"


def pictures(page):
    """Images say what they show; a figure's labels can be read on a phone.

    matplotlibrc draws them 20 pixels high: 6.7 or more at a third of the size.
    """
    described = "all => all.map((one) => one.alt)"
    for text in page.locator("main img:not(.toggler)").evaluate_all(described):
        if len(text.split()) <= 3:
            yield f"image that does not say what it shows: {text!r}"
    for scale in page.locator("article img:not(.explorer-still, .toggler)").evaluate_all(
        "all => all.map((one) => one.clientWidth / (one.getAttribute('width') ?? Infinity))"
    ):
        if scale < 1 / 3:
            yield f"labels too small: figure at {scale:.2f} of its size"
