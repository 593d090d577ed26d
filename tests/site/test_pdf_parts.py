"""The parts of the printed book: the reference comes last, or not at all."""

import pytest

from web.print import pdf

PAGE = """
<head></head><body><article class="bd-article"><section id="book"><h1>Book</h1>
<p><a href="#m.f">f</a> and <a href="#one">one</a></p>
<div class="toctree-wrapper"><section id="the-module-initnotes"><h1>The module</h1>
<dl><dt id="m.f">f</dt></dl></section><section id="one"><h1>One</h1></section></div>
</section></article>
<p class="component-author">By us</p><div class="extra_footer"><p>CC</p></div></body>
"""


def parts(**options):
    soup, entries = pdf.arrange(PAGE, **options)
    return [h1.get_text() for h1 in soup.select("main > section > h1")], soup, entries


def test_the_reference_is_an_appendix():
    titles, soup, entries = parts()
    assert titles == ["Introduction", "One", "Appendix: The module"]
    assert [title for _, _, title in entries] == titles
    assert [link["href"] for link in soup.select("p > a")] == ["#m.f", "#one"]


def test_the_reference_can_be_left_out_with_the_links_to_it():
    titles, soup, entries = parts(reference=False)
    assert titles == ["Introduction", "One"] and len(entries) == 2
    assert [link["href"] for link in soup.select("p > a")] == ["#one"]
    assert soup.select_one("section > p").get_text() == "f and one"


@pytest.mark.parametrize(("option", "reference"), [([], True), (["--without-reference"], False)])
def test_the_command_says_whether_the_reference_is_printed(monkeypatch, option, reference):
    asked = {}
    monkeypatch.setattr(pdf, "make", asked.update)
    monkeypatch.setattr("sys.argv", ["pdf", *option])
    pdf.main()
    assert asked == {"reference": reference}
