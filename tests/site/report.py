"""What the site weighs and how fast it shows, against what it should: `make site-report`."""

import pathlib
import statistics
import sys
import tempfile

from playwright.sync_api import sync_playwright

from tests.site.build_time import build_seconds
from tests.site.jupyter import first_cell_seconds
from tests.site.netlog import hosts
from tests.site.pages import dead_links, fetched_elsewhere, pages
from tests.site.visit import HEAVY, LIGHT, visit
from web.browser import launch, launch_with_profile
from web.serve import serving

VISITS = 3
PAINT = """() => new Promise((resolve) => {
    let paint = 0;
    let shift = 0;
    new PerformanceObserver((list) => { paint = list.getEntries().at(-1).startTime; })
        .observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve({ paint, shift }), 500);
})"""


def first_paint(browser, address):
    """Milliseconds to the largest paint, the median of `VISITS` first ones, and the worst shift."""
    timings = []
    for _ in range(VISITS):
        context = browser.new_context()
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        timings.append(page.evaluate(PAINT))
        context.close()
    return {
        "paint": statistics.median(timing["paint"] for timing in timings),
        "shift": max(timing["shift"] for timing in timings),
    }


def measure(log):
    """Every page's figures, and the hosts other than this one in Chromium's own `log`."""
    figures = {}
    with sync_playwright() as playwright, serving() as site:
        browser = launch(playwright, args=[f"--log-net-log={log}"])
        for name in pages():
            figures[name] = visit(browser, site, name), first_paint(browser, site + name)
        browser.close()
    return figures, hosts(log) - {"127.0.0.1"}


def measure_jupyter():
    """Seconds from the click to the first cell in the in-browser Jupyter: first, second visit."""
    with (
        tempfile.TemporaryDirectory() as profile,
        sync_playwright() as playwright,
        serving() as site,
        launch_with_profile(playwright, profile) as context,
    ):
        return [first_cell_seconds(context, site) for _ in range(2)]


def table(figures):
    """One line a page."""
    print(f"{'page':44} {'weight':>8} {'paint':>8} {'shift':>7}  complaints")
    for name, (page, timing) in figures.items():
        print(
            f"{name:44} {page.weight / 1e6:5.2f} MB {timing['paint']:5.0f} ms"
            f" {timing['shift']:7.4f}  {'; '.join(page.complaints)}"
        )


def summary(figures, other_hosts):
    """(figure, measured, wanted or None, whether it is reached) for the site as a whole."""
    seen = [page for page, _ in figures.values()]
    light = [page.weight for page in seen if not page.explorer]
    heavy = [page.weight for page in seen if page.explorer]
    paint = max(timing["paint"] for _, timing in figures.values())
    shift = max(timing["shift"] for _, timing in figures.values())
    foreign = sum(len(page.foreign) for page in seen) + len(other_hosts) + len(fetched_elsewhere())
    errors = sum(len(page.errors) for page in seen)
    violations = sum(len(page.violations) for page in seen)
    faults = sum(len(page.faults) for page in seen)
    dead = len(dead_links())
    yield "requests to other hosts", foreign, "0", foreign == 0
    yield "axe violations, light and dark", violations, "0", violations == 0
    yield "heaviest page", mega(light), "2 MB", max(light) <= LIGHT
    if heavy:
        yield "heaviest page with an explorer", mega(heavy), "3 MB", max(heavy) <= HEAVY
    yield "slowest largest paint", f"{paint:.0f} ms", "1000 ms", paint < 1000
    yield "largest shift", f"{shift:.2g}", "0", shift == 0
    yield "dead links inside the site", dead, "0", dead == 0
    yield "errors in the console", errors, "0", errors == 0
    yield "other faults of a page", faults, "0", faults == 0
    for nth, seconds, limit in zip(("first", "second"), measure_jupyter(), (20, 10), strict=True):
        yield f"first cell in the browser, {nth} visit", *in_seconds(seconds, limit)
    for what, seconds, limit in build_seconds():
        yield f"make book, {what}", *in_seconds(seconds, limit)


def in_seconds(seconds, limit):
    if limit is None:
        return f"{seconds:.0f} s", None, True
    return f"{seconds:.0f} s", f"{limit} s", seconds <= limit


def mega(weights):
    return f"{max(weights) / 1e6:.2f} MB"


def main():
    with tempfile.TemporaryDirectory() as folder:
        figures, other_hosts = measure(pathlib.Path(folder, "net.json"))
    table(figures)
    print()
    all_reached = True
    for figure, measured, wanted, reached in summary(figures, other_hosts):
        limit = f"  (at most {wanted})" if wanted else ""
        verdict = "" if reached else "  MISSED"
        print(f"{figure:46} {measured!s:>10}{limit}{verdict}", flush=True)
        all_reached &= reached
    sys.exit(not all_reached)


if __name__ == "__main__":
    main()
