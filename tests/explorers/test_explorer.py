"""What all explorers have in common."""

import json
import re
from base64 import b64encode
from html import escape
from html.parser import HTMLParser

import pytest

from initnotes import explorers
from initnotes.explorers import static
from initnotes.explorers.explorer import INLINE, Explorer

VOID = {"img", "input", "path", "circle", "rect"}


@pytest.fixture
def explorer():
    return Explorer(
        name="bound",
        title="A title",
        sentence="One < two.",
        controls=(),
        key=(("dot", "he", "a dot"),),
        data={"text": "</script>"},
        still=b"PNG",
        alt='The "still"',
    )


@pytest.fixture(params=sorted(explorers.EXPLORERS))
def default(request):
    return explorers.named(request.param)


class Balance(HTMLParser):
    """Fails at a tag that closes another than the last one opened."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert tag in VOID or self.open.pop() == tag


def test_html_is_balanced(default):
    parser = Balance()
    parser.feed(default.html(inline=False))
    assert parser.open == []


def test_still_is_a_png_with_alt_text(default):
    assert default.still.startswith(b"\x89PNG")
    assert len(default.still) < 40_000
    assert default.alt.endswith(".")


def test_same_call_gives_same_html(default):
    assert explorers.named(default.name).html(inline=False) == default.html(inline=False)


def test_text_is_the_sentence(explorer):
    bundle = explorer._repr_mimebundle_()
    assert bundle["text/plain"] == repr(explorer) == "A title. One < two."
    assert bundle["text/html"] == explorer.html()


def test_text_alt_and_data_are_escaped(explorer):
    html = explorer.html(inline=False)
    assert "One &lt; two." in html
    assert 'alt="The &quot;still&quot;"' in html
    stored = re.search('class="explorer-data">(.*?)</script>', html)[1]
    assert json.loads(stored) == explorer.data


def test_inlined_files_lie_between_their_marks(explorer):
    html, bare = explorer.html(), explorer.html(inline=False)
    start, end = (html.index(mark) for mark in INLINE)
    assert html[start + len(INLINE[0]) : end] == static.inline()
    assert html[:start] + html[end + len(INLINE[1]) :] == bare


def test_libraries_are_hidden_from_module_loaders():
    assert "(function (define, module, exports) {" in static.inline()


def test_inlined_script_ends_where_it_should():
    assert static.inline().count("</script>") == 1


def test_missing_library_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setattr(static, "files", lambda package: tmp_path)
    with pytest.raises(FileNotFoundError, match=r"d3\.min\.js.*run `make book`, `make lab`"):
        static.read("d3.min.js")


@pytest.mark.parametrize("name", explorers.EXPLORERS)
def test_without_its_libraries_it_shows_the_still_and_says_how_to_get_them(
    monkeypatch, tmp_path, name
):
    for source in (*static.SCRIPTS, static.STYLES):
        text = static.read(source)
        tmp_path.joinpath("browser").mkdir(exist_ok=True)
        tmp_path.joinpath("browser", source).write_text(text, encoding="utf-8")
    monkeypatch.setattr(static, "files", lambda package: tmp_path)
    shown = explorers.named(name)
    bundle = shown._repr_mimebundle_()
    assert bundle["text/plain"] == f"{shown.title}. {shown.sentence}"
    html = bundle["text/html"]
    assert b64encode(shown.still).decode() in html
    assert escape(shown.sentence) in html
    assert "libraries are needed (d3.min.js, plot.umd.min.js)" in html and "make lab" in html
    assert "<script" not in html and "data-control" not in html
    parser = Balance()
    parser.feed(html)
    assert parser.open == []


@pytest.mark.parametrize(
    ("name", "option", "value", "error"),
    [
        ("bound", "fan_in", 7, ValueError),
        ("bound", "fan_out", 100.0, ValueError),
        ("bound", "scheme", "glorot2010", ValueError),
        ("compromise", "fan_in", True, ValueError),
        ("compromise", "fan_out", [100, 200], ValueError),
        ("depth", "gain", float("nan"), ValueError),
        ("depth", "depth", 2.0, ValueError),
        ("depth", "first", "100", ValueError),
        ("depth", "activation", ["tanh"], TypeError),
        ("histograms", "activation", None, TypeError),
        ("histograms", "family", "gradient", ValueError),
        ("histograms", "width", 3, TypeError),
    ],
)
def test_bad_option_is_refused_by_its_name(name, option, value, error):
    with pytest.raises(error, match=rf"\b{option}\b"):
        explorers.EXPLORERS[name](**{option: value})


def test_unknown_explorer_is_refused_with_the_known_names():
    with pytest.raises(ValueError, match="bound, compromise, depth, histograms"):
        explorers.named("width")
