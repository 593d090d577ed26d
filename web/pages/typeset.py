"""Typeset the formulas while the site is built, so that no page needs a script for them.

A page then shows its formulas at once, with scripts off too, and nothing moves afterwards. One
node process runs KaTeX for the whole build; its HTML carries the formula as MathML for screen
readers. A formula that KaTeX rejects is a warning, and `make book` takes warnings as errors.
"""

import atexit
import json
import pathlib
import re
import shutil
import subprocess

from docutils import nodes
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from web import npm

# The two faces that every formula uses: templates/layout.html asks for them at once.
FIRST_FONTS = ("KaTeX_Main-Regular", "KaTeX_Math-Italic")
# The annotation repeats the TeX, which would be copied and found with the formula; HTML needs no
# name space.
SPARE_MATHML = re.compile(
    r"<annotation .*?</annotation>|</?semantics>| xmlns=\"[^\"]*\"(?=[^>]*><)", re.DOTALL
)
STYLED = re.compile(r'<span(?: class="([^"]*)")? style="([^"]*)"')
CLASSES = re.compile(r' class="([^"]*)"')
# Sphinx counts the equations, so KaTeX must not: \begin{align} becomes \begin{align*}.
NUMBERED = re.compile(r"\\(begin|end)\{(equation|align|alignat|gather)\}")
# Where an inline formula ends, until its page is complete.
END_OF_FORMULA = "<!--end of formula-->"
LAST_PART = re.compile(
    r'(<span class="katex-base">(?:(?!<span class="katex-base">).)*?)</span></span></span>'
    + END_OF_FORMULA
    + r"([.,;:!?)\]”’]+)"
)

logger = logging.getLogger(__name__)


class Typesetter:
    """KaTeX in a node process that lives as long as the build."""

    def __init__(self):
        style = (npm.package("katex") / "dist" / "katex.css").read_text()
        self.styled = {"katex", *re.findall(r"\.([a-z][\w-]*)", style)}
        self.process = subprocess.Popen(
            [npm.NODE, pathlib.Path(__file__).with_suffix(".mjs")],
            cwd=npm.WEB,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        atexit.register(self.process.kill)

    def typeset(self, tex, *, display):
        """The HTML of `tex`; raises ValueError with KaTeX's reason if it rejects it."""
        print(json.dumps({"tex": tex, "display": display}), file=self.process.stdin, flush=True)
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise ValueError(answer["error"])
        return self.lighten(answer["html"])

    def lighten(self, html):
        """`html` without what no browser and no style rule reads, a tenth of its weight."""
        html = SPARE_MATHML.sub("", html)
        return CLASSES.sub(self.keep_styled, html)

    def keep_styled(self, match):
        names = [name for name in match[1].split() if name in self.styled]
        return f' class="{" ".join(names)}"' if names else ""


def typeset(translator, node, *, display):
    """The HTML of a math node's formula, or its TeX and a warning that names its place."""
    tex = as_one_environment(node) if display else node.astext()
    try:
        return translator.builder.app.typesetter.typeset(tex, display=display)
    except ValueError as error:
        logger.warning("formula not typeset: %s", error, location=node, type="math")
        return f'<span class="math-error">{translator.encode(node.astext())}</span>'


def as_one_environment(node):
    """The TeX of a display: as Sphinx does it, blank lines part it into aligned equations."""
    tex = node.astext()
    if node.get("nowrap"):
        return NUMBERED.sub(r"\\\1{\2*}", tex)
    parts = [part.strip() for part in tex.split("\n\n") if part.strip()]
    parts = [rf"\begin{{split}}{part}\end{{split}}" if r"\\" in part else part for part in parts]
    if len(parts) == 1:
        return parts[0]
    return r"\begin{aligned}" + r" \\ ".join(parts) + r"\end{aligned}"


def visit_math(translator, node):
    html = translator.starttag(node, "span", "", CLASS="math notranslate nohighlight")
    html += typeset(translator, node, display=False) + "</span>"
    translator.body.append(html + END_OF_FORMULA)
    raise nodes.SkipNode


def visit_displaymath(translator, node):
    translator.body.append(
        translator.starttag(node, "div", "", CLASS="math notranslate nohighlight")
    )
    # A formula wider than the page scrolls in this box, with the keyboard too.
    translator.body.append('<div class="math-scroll" tabindex="0">')
    translator.body.append(typeset(translator, node, display=True) + "</div>")
    if node.get("number"):
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def start(app):
    if app.builder.format != "html":
        return
    app.typesetter = Typesetter()
    source = npm.package("katex") / "dist"
    target = pathlib.Path(app.outdir, "_static", "katex")
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    for font in source.glob("fonts/*.woff2"):
        shutil.copyfile(font, target / "fonts" / font.name)
    style = (source / "katex.min.css").read_text()
    # Every browser that is still served security updates reads woff2.
    style = re.sub(r',url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)', "", style)
    style += pathlib.Path(__file__).with_suffix(".css").read_text()
    (target / "katex.css").write_text(style)


def add_style(app, pagename, templatename, context, doctree):
    if "body" not in context or not app.env.get_domain("math").has_equations(pagename):
        return
    app.builder.add_css_file("katex/katex.css")
    context["early_fonts"] = [f"_static/katex/fonts/{font}.woff2" for font in FIRST_FONTS]
    context["body"], style = share_styles(hold_punctuation(context["body"]))
    context["metatags"] += style


def hold_punctuation(body):
    """`body` with each comma kept on the line of the formula before it.

    A browser may break a line beside any inline block, and KaTeX makes a block of each part of a
    formula between two relations: the last one and the comma go into one box.
    """
    opening = '<span class="katex"><span class="katex-html" aria-hidden="true">'
    held = rf'</span></span><span class="math-end">{opening}\1</span></span>\2</span></span>'
    return LAST_PART.sub(held, body).replace(END_OF_FORMULA, "")


def share_styles(body):
    """`body` with one short class for each style that KaTeX repeats at every span, and its rules.

    A class must win wherever the style did, against every rule of KaTeX's sheet: `!important`.
    """
    names = {}

    def share(match):
        name = names.setdefault(match[2], f"k{len(names)}")
        return f'<span class="{match[1]} {name}"' if match[1] else f'<span class="{name}"'

    body = STYLED.sub(share, body)
    rules = (
        f".{name}{{{';'.join(f'{part}!important' for part in style.split(';') if part)}}}"
        for style, name in names.items()
    )
    return body, f"<style>{''.join(rules)}</style>\n" if names else ""


def setup(app):
    app.add_html_math_renderer("katex", (visit_math, None), (visit_displaymath, None))
    app.connect("builder-inited", start)
    app.connect("html-page-context", add_style)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
