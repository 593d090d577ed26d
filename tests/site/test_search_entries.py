"""What the search knows of a page: its sections, terms and names, as they are read."""

import json
import types

import pytest
from bs4 import BeautifulSoup

from tests.site.pages import Page
from web.pages import search
from web.serve import SITE

SECTION = """
<section id="top"><h1><span class="section-number">9. </span>Top<a class="headerlink">#</a></h1>
<p>Before <b>all</b>.</p>
<section id="inner"><h2>Inner</h2><p>One
line:</p><div class="math"><math><mi>b</mi><mo>=</mo><mn>1</mn></math></div><p>Then.</p>
<div class="proof"><p>Theorem</p><section id="proof-content"><p>It holds.</p></section></div>
<div class="highlight"><pre>f(x)</pre></div>
<div class="solution admonition"><p>the secret</p></div></section></section>
"""
GLOSSARY = (
    '<section id="g"><h1>G</h1><dl><dt id="term-x">x</dt><dd><p>Means y.</p></dd></dl></section>'
)
NAMES = """
<section id="module-m"><h2>m</h2><p>Of it.</p>
<dl class="py class"><dt class="sig" id="m.A">class A(x)</dt>
<dd><p>The class.</p><dl class="py method"><dt class="sig" id="m.A.f">f()</dt>
<dd><p>The method.</p></dd></dl></dd></dl></section>
"""


def by_anchor(body):
    return {entry["anchor"]: entry for entry in search.entries_of(body)}


def formula(inner):
    math = BeautifulSoup(f"<math>{inner}</math>", "html.parser").math
    search.linearize(math)
    return math.get_text()


def test_a_section_has_its_own_text_and_no_other():
    top, inner = search.entries_of(SECTION)
    assert (top["number"], top["title"], top["text"]) == ("9.", "Top", "Before all.")
    assert inner["text"].split("\n") == ["One line: b=1", "Then.", "Theorem", "It holds."]
    assert (inner["stated"], inner["code"]) == ("Theorem It holds.", "f(x)")


def test_a_solution_is_in_no_entry():
    assert "secret" not in json.dumps(search.entries_of(SECTION))
    open_to_all = SECTION.replace("solution admonition", "admonition")
    assert "secret" in json.dumps(search.entries_of(open_to_all))


def test_a_term_is_an_entry_and_no_name():
    found = by_anchor(GLOSSARY)
    assert found["term-x"]["title"] == "x" and found["term-x"]["text"] == "Means y."
    assert found["term-x"]["isTerm"] and not found["term-x"]["isName"]
    assert found["g"]["text"] == "" and not found["g"]["isTerm"]


def test_names_of_the_module_are_entries_by_their_full_names():
    found = by_anchor(NAMES)
    texts = {entry["title"]: entry["text"] for entry in found.values()}
    assert texts == {"m": "Of it.", "m.A": "The class.", "m.A.f": "The method."}
    assert all(entry["isName"] and not entry["isTerm"] for entry in found.values())


@pytest.mark.parametrize(
    ("inner", "read"),
    [
        ("<msqrt><mn>5</mn></msqrt>", "√5"),
        ("<msqrt><mfrac><mn>6</mn><mi>n</mi></mfrac></msqrt>", "√(6/n)"),
        ("<mfrac><mn>5</mn><mn>3</mn></mfrac>", "5/3"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a+b)/2"),
    ],
)
def test_a_formula_on_one_line_keeps_roots_and_fractions(inner, read):
    assert formula(inner) == read


def test_a_build_of_some_pages_keeps_the_entries_of_the_others(tmp_path):
    (tmp_path / "_static").mkdir()
    app = types.SimpleNamespace(outdir=tmp_path, searched={"one": 1, "two": 2})
    app.env = types.SimpleNamespace(found_docs={"one", "two"})
    search.write(app, None)
    app.searched, app.env.found_docs = {"two": 3}, {"one", "two"}
    search.write(app, None)
    assert known(tmp_path) == {"one": 1, "two": 3}
    app.searched, app.env.found_docs = {}, {"two"}
    search.write(app, None)
    assert known(tmp_path) == {"two": 3}


def known(site):
    text = (site / "_static" / search.ENTRIES).read_text(encoding="utf-8")
    return json.loads(text.removeprefix(search.DECLARED).removesuffix(";\n"))


def test_every_entry_of_the_site_has_its_place():
    pages = known(SITE)
    assert {"book/limits", "book/glossary", "book/api/theory"} <= set(pages)
    for page in pages.values():
        anchors = {entry["anchor"] for entry in page["entries"]}
        assert anchors and anchors <= Page(SITE / page["page"]).ids
