"""Every page on a reader's visit; and the visit itself, on pages with one fault each."""

import re

import pytest

from tests.site.netlog import hosts
from tests.site.pages import dead_links, fetched_elsewhere, pages
from tests.site.visit import HEAVY, LIGHT, Visit, visit
from web.browser import launch
from web.serve import serving

PAGES = pages()
FORMULAS = [
    name for name in PAGES if re.match(r"book/(?!api|references|roads|run|cite|teaching)", name)
]
# Pages of source code are alike: for all of them axe sees one.
SOURCES = [name for name in PAGES if name.startswith("_modules/")]
WITH_AXE = {*PAGES} - {*SOURCES[1:]}


@pytest.mark.parametrize("name", PAGES)
def test_page_gives_no_reason_to_complain(browser, site, name):
    seen = visit(browser, site, name, formulas=name in FORMULAS, axe=name in WITH_AXE)
    assert seen.complaints == []


def test_no_link_inside_the_site_is_dead():
    assert dead_links() == []


def test_no_page_names_another_host_to_fetch_from():
    assert fetched_elsewhere() == []


# From here on: what the checks above must see, planted.

FORMULA = '<span class="math"><math></math><span class="katex-base"></span></span>'
CLEAN = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
<style>[data-theme=dark] body {{ background: #111; color: #eee; }}</style>
<script>
const dark = matchMedia("(prefers-color-scheme: dark)");
const set = () => {{ document.documentElement.dataset.theme = dark.matches ? "dark" : "light"; }};
dark.onchange = set;
set();
</script></head>
<body><main><article><h1>A page</h1><p>Some text.</p>{}</article></main></body></html>
"""
PICTURE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='90' height='9'/>"
BOTH = '<p style="color: #ccc; background: #fff">pale</p>'
DARK = "<style>[data-theme=dark] b { color: #333; }</style><b>dim in the dark</b>"
NARROW = "<style>i { color: #eee; } @media (min-width: 600px) { i { color: #000; } }</style>"
CUT_BELOW = (
    '<div class="math-scroll" style="overflow: auto"><div style="width: {}px">cut</div></div>'
)
ELSEWHERE = "http://elsewhere.test/picture.png"
FAULTS = {
    "foreign request": (f"<script>fetch('{ELSEWHERE}').catch(() => 0)</script>", ELSEWHERE),
    "error": ("<script>console.error('broken')</script>", "broken"),
    "error: ": ("<script>throw new Error('thrown')</script>", "thrown"),
    "error: 404": ("<script>fetch('missing.js')</script>", "missing.js"),
    "color-contrast (wide, light)": (BOTH, "pale"),
    "color-contrast (wide, dark)": (DARK, "dim in the dark"),
    "image-alt (wide, light)": (f'<img src="{PICTURE}">', "<img"),
    "wider than the screen": ('<div style="width: 1000px">wide</div>', "360"),
    "no image": ('<img src="data:," alt="a picture that is broken">', "data:,"),
    "hidden": ('<p style="display: none">out of sight</p>', "out of sight"),
    "shown at first": ('<p class="term-definition">in sight</p>', ".term-definition"),
    "image that does not say": (f'<img src="{PICTURE}" alt="a picture">', "'a picture'"),
    "labels too small": (
        f'<img src="{PICTURE}" width="300" style="width: 90px" alt="a picture of it all">',
        "0.30",
    ),
    "raw TeX": (r"<p>\frac{1}{2}</p>" + 5 * FORMULA, r"\frac"),
    "raw TeX: $$": ("<p>$$ x $$</p>" + 5 * FORMULA, "$$"),
    "too few formulas": (4 * FORMULA, "4"),
    "formula not set": (5 * FORMULA + '<span class="math">x</span>', "x</span>"),
    "formula cut: 390": (CUT_BELOW.format(600), "cut"),
    "formula cut: 768": (CUT_BELOW.format(800), "cut"),
    "formula cut: 1360": (CUT_BELOW.format(1400), "cut"),
    "formula cut": (f"<details>{CUT_BELOW.format(600)}</details>", "390"),
    "formula cut: 390: low": (
        '<div class="math-scroll" style="height: 9px; overflow: hidden">low</div>',
        "low",
    ),
    "formula with an error": (5 * FORMULA + '<b class="katex-error">x</b>', "katex-error"),
}


@pytest.fixture(scope="module")
def unwatched(playwright):
    """A browser of its own: at its end the other one's log must show no other host."""
    chromium = launch(playwright)
    yield chromium
    chromium.close()


@pytest.fixture
def planted(unwatched, tmp_path):
    """Visit a page of a site of its own, with `body` as its text."""

    def look(body, **options):
        (tmp_path / "index.html").write_text(CLEAN.format(body), encoding="utf-8")
        with serving(tmp_path) as site:
            return visit(unwatched, site, "index.html", **options).complaints

    return look


def test_clean_page_is_not_complained_about(planted):
    good = f'<img src="{PICTURE}" width="90" alt="a picture of it all">'
    assert planted(good) == []


def test_clean_formulas_lack_but_their_font(planted):
    # Chromium takes a font that no style sheet names as there.
    assert planted(5 * FORMULA, formulas=True) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_fault_is_seen(planted, fault):
    body, where = FAULTS[fault]
    found = planted(body, formulas="TeX" in fault or "formula" in fault, axe=" (" in fault)
    assert [text for text in found if text.startswith(fault) and where in text], found


def test_page_without_a_heading_is_seen(planted, monkeypatch):
    monkeypatch.setattr("tests.site.test_visit.CLEAN", CLEAN.replace("h1", "h2"))
    assert "no heading: main h1" in planted("")


def test_around_the_article_colors_are_seen_on_a_phone_too(planted):
    found = planted(f"</article>{NARROW}<i>pale on a phone</i><article>")
    assert {text.split(":")[0] for text in found if "pale on a phone" in text} >= {
        "color-contrast (narrow, light)"
    }


@pytest.mark.parametrize("explorer", [False, True])
def test_page_may_weigh_so_much_and_no_more(explorer):
    most = HEAVY if explorer else LIGHT
    assert Visit(explorer, most, [], [], [], []).complaints == []
    assert Visit(explorer, most + 1, [], [], [], []).complaints == [f"too heavy: {most + 1} bytes"]


def test_weight_is_that_of_the_page_and_what_it_loads(browser, tmp_path):
    (tmp_path / "index.html").write_text(CLEAN.format('<script src="a.js"></script>'))
    (tmp_path / "a.js").write_text("//" + "x" * LIGHT)
    with serving(tmp_path) as site:
        seen = visit(browser, site, "index.html")
    assert seen.weight == sum(path.stat().st_size for path in tmp_path.iterdir())
    assert seen.complaints == [f"too heavy: {seen.weight} bytes"]


def test_empty_site_is_refused(tmp_path):
    for check in (pages, dead_links, fetched_elsewhere):
        with pytest.raises(FileNotFoundError, match="a built site was needed, got no page"):
            check(tmp_path)


def test_dead_link_is_found(tmp_path):
    links = ["#here", "#gone", "other.html", "other.html#top", "none.html", "../out.html", "/root"]
    body = "".join(f'<a href="{link}">{link}</a>' for link in links)
    (tmp_path / "index.html").write_text(CLEAN.format(""))
    (tmp_path / "one.html").write_text(CLEAN.format(f'<p id="here">{body}</p>'))
    (tmp_path / "other.html").write_text(CLEAN.format(""))
    dead = [link.removeprefix("one.html -> ") for link in dead_links(tmp_path)]
    assert dead == ["#gone", "other.html#top", "none.html", "../out.html", "/root"]


@pytest.mark.parametrize(
    "body",
    [
        f'<img src="{ELSEWHERE}">',
        f'<img srcset="a.png 1x, {ELSEWHERE} 2x">',
        '<script src="//elsewhere.test/a.js"></script>',
        '<link rel="preload" href="https://elsewhere.test/a.woff2">',
        "<style>p { background: url(https://elsewhere.test/a.png); }</style>",
    ],
)
def test_other_host_to_fetch_from_is_found(tmp_path, body):
    (tmp_path / "one.html").write_text(CLEAN.format(body))
    [found] = fetched_elsewhere(tmp_path)
    assert found.startswith("one.html -> ") and "elsewhere.test" in found


def test_other_host_in_a_style_sheet_is_found_and_a_link_is_none(tmp_path):
    (tmp_path / "one.html").write_text(CLEAN.format(f'<a href="{ELSEWHERE}">a link</a>'))
    assert fetched_elsewhere(tmp_path) == []
    (tmp_path / "a.css").write_text(f"@import '{ELSEWHERE}';")
    assert fetched_elsewhere(tmp_path) == [f"a.css -> {ELSEWHERE}"]


@pytest.mark.parametrize("worker", [False, True])
def test_chromiums_log_names_the_hosts_that_a_page_asks(playwright, tmp_path, worker):
    fetch = f"fetch('{ELSEWHERE}').catch(() => 0)"
    script = f"new Worker(URL.createObjectURL(new Blob([`{fetch}`])))" if worker else fetch
    log = tmp_path / "net.json"
    (tmp_path / "a.js").write_text("")
    (tmp_path / "index.html").write_text(CLEAN.format('<script src="a.js"></script>'))
    asking = f'<script src="a.js"></script><script>{script}</script>'
    (tmp_path / "asks.html").write_text(CLEAN.format(asking))
    for name, asked in (("index", {"127.0.0.1"}), ("asks", {"127.0.0.1", "elsewhere.test"})):
        chromium = launch(playwright, args=[f"--log-net-log={log}"])
        with serving(tmp_path) as site:
            page = chromium.new_page()
            page.goto(f"{site}{name}.html", wait_until="networkidle")
            page.wait_for_timeout(500)
        chromium.close()
        assert hosts(log) == asked
