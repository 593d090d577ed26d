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

STYLE = pathlib.Path(__file__).with_suffix(".css")
SCRIPT = pathlib.Path(__file__).with_suffix(".mjs")
# The two faces that every formula uses: templates/layout.html asks for them at once.
FIRST_FONTS = ("KaTeX_Main-Regular", "KaTeX_Math-Italic")
PUNCTUATION = re.compile(r"[.,;:!?)\]”’]+")

logger = logging.getLogger(__name__)


class Typesetter:
    """KaTeX in a node process that lives as long as the build."""

    def __init__(self):
        self.process = subprocess.Popen(
            [npm.NODE, SCRIPT],
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
        return answer["html"]


def typeset(translator, node, tex, *, display):
    """The HTML of a math node's formula, or its TeX and a warning that names its place."""
    try:
        return translator.builder.app.typesetter.typeset(tex, display=display)
    except ValueError as error:
        logger.warning("formula not typeset: %s", error, location=node, type="math")
        return f'<span class="math-error">{translator.encode(tex)}</span>'


def hold_punctuation(app, doctree, docname):
    """Give an inline formula the comma after it: a browser would begin a line with it."""
    for node in doctree.findall(nodes.math):
        after = node.next_node(descend=False, siblings=True)
        if isinstance(after, nodes.Text) and (mark := PUNCTUATION.match(after)):
            node["punctuation"] = mark[0]
            after.parent.replace(after, nodes.Text(after[mark.end() :]))


def visit_math(translator, node):
    tex = node.astext()
    if "punctuation" in node:
        tex += rf"\htmlClass{{punctuation}}{{\text{{{node['punctuation']}}}}}"
    html = translator.starttag(node, "span", "", CLASS="math notranslate nohighlight")
    translator.body.append(html + typeset(translator, node, tex, display=False) + "</span>")
    raise nodes.SkipNode


def visit_displaymath(translator, node):
    translator.body.append(
        translator.starttag(node, "div", "", CLASS="math notranslate nohighlight")
    )
    # A formula wider than the page scrolls in this box, with the keyboard too.
    translator.body.append('<div class="math-scroll" tabindex="0">')
    translator.body.append(typeset(translator, node, node.astext(), display=True) + "</div>")
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
    shutil.copytree(source / "fonts", target / "fonts", dirs_exist_ok=True)
    style = (source / "katex.min.css").read_text() + STYLE.read_text()
    (target / "katex.css").write_text(style)


def add_style(app, pagename, templatename, context, doctree):
    if 'class="katex' in context.get("body", ""):
        app.builder.add_css_file("katex/katex.css")
        context["early_fonts"] = [f"_static/katex/fonts/{font}.woff2" for font in FIRST_FONTS]


def setup(app):
    app.add_html_math_renderer("katex", (visit_math, None), (visit_displaymath, None))
    app.connect("builder-inited", start)
    app.connect("doctree-resolved", hold_punctuation)
    app.connect("html-page-context", add_style)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
