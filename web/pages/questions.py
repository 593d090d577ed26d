"""The claims that the chapters' runs settled, as a question bank: Moodle XML and QTI 1.2.

Each claim is a question of one choice: is the belief true, false or half true? Its feedback is the
run. `{questions}` links to the two files, which are written beside the pages. Formulas stand in
them between \\( and \\), as Moodle and Canvas read them.
"""

import html
import io
import pathlib
import zipfile
from typing import NamedTuple
from xml.etree import ElementTree

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from web.chapters import chapters
from web.pages.claims import claims

FOLDER = "questions"
MOODLE, QTI = "initnotes-moodle.xml", "initnotes-qti.zip"
NAMES = {MOODLE: "for Moodle (XML)", QTI: "for Canvas and others (QTI 1.2)"}
ASK = "What does the run say of this belief?"
CHOICES = {
    "true": "True",
    "false": "False",
    "half true": "Half true: it holds in one place and fails in another",
}
QTI_SPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE_SPACE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
THEN = (1980, 1, 1, 0, 0, 0)  # the same claims give the same bytes


class Question(NamedTuple):
    """A claim: its name in the bank, its chapter's title, and belief and run as HTML."""

    name: str
    chapter: str
    belief: str
    verdict: str
    run: str

    @property
    def text(self):
        return f"<p>{ASK}</p><p><em>{self.belief}</em></p>"

    @property
    def feedback(self):
        chapter = html.escape(self.chapter)
        return f"<p><strong>{self.verdict.capitalize()}.</strong> {self.run} ({chapter})</p>"


class Questions(SphinxDirective):
    """`{questions}`: links to the files of the question bank."""

    def run(self):
        return [bank_links()]


class bank_links(nodes.Element):
    """Where the links to the question bank will stand."""


def as_html(node):
    """An inline node's words as HTML, its formulas as TeX between \\( and \\)."""
    if isinstance(node, nodes.Text):
        return html.escape(str(node))
    inside = "".join(map(as_html, node.children))
    if isinstance(node, nodes.math):
        return rf"\({html.escape(node.astext())}\)"
    for kind, tag in ((nodes.literal, "code"), (nodes.emphasis, "em"), (nodes.strong, "strong")):
        if isinstance(node, kind):
            return f"<{tag}>{inside}</{tag}>"
    return inside


def questions(env):
    """The questions of all chapters, in the book's order."""
    found = []
    for path in chapters():
        document = f"book/{path.stem}"
        settled = claims(env).get(document, [])
        for number, (_, verdict, belief, run) in enumerate(settled, 1):
            belief, run = ("".join(map(as_html, part)).strip() for part in (belief, run))
            title = env.titles[document].astext()
            found.append(Question(f"{path.stem}-{number}", title, belief, verdict, run))
    return found


def moodle(bank, title):
    """The bank as Moodle XML: a category for each chapter."""
    quiz = ElementTree.Element("quiz")
    chapter = None
    for question in bank:
        if question.chapter != chapter:
            chapter = question.chapter
            category = ElementTree.SubElement(quiz, "question", type="category")
            # In a category's path a slash of its own is doubled.
            path = "/".join(part.replace("/", "//") for part in (title, chapter))
            _text(ElementTree.SubElement(category, "category"), f"$course$/top/{path}")
        item = ElementTree.SubElement(quiz, "question", type="multichoice")
        _text(ElementTree.SubElement(item, "name"), question.name)
        _text(ElementTree.SubElement(item, "questiontext", format="html"), question.text)
        _text(ElementTree.SubElement(item, "generalfeedback", format="html"), question.feedback)
        settings = {
            "defaultgrade": "1",
            "penalty": "0.5",
            "hidden": "0",
            "idnumber": question.name,
            "single": "true",
            "shuffleanswers": "false",
            "answernumbering": "none",
        }
        for name, value in settings.items():
            ElementTree.SubElement(item, name).text = value
        for verdict, words in CHOICES.items():
            fraction = "100" if verdict == question.verdict else "0"
            answer = ElementTree.SubElement(item, "answer", fraction=fraction, format="html")
            _text(answer, f"<p>{words}</p>")
            _text(ElementTree.SubElement(answer, "feedback", format="html"), "")
    return _document(quiz)


def _text(parent, words):
    ElementTree.SubElement(parent, "text").text = words


def qti(bank, title):
    """The bank as a QTI 1.2 package, the bytes of a zip."""
    root = ElementTree.Element("questestinterop", xmlns=QTI_SPACE)
    assessment = ElementTree.SubElement(root, "assessment", ident="initnotes", title=title)
    section = ElementTree.SubElement(assessment, "section", ident="root_section")
    for question in bank:
        _item(section, question)
    manifest = ElementTree.Element("manifest", identifier="initnotes-bank", xmlns=PACKAGE_SPACE)
    ElementTree.SubElement(manifest, "organizations")
    resources = ElementTree.SubElement(manifest, "resources")
    options = {"identifier": "initnotes", "type": "imsqti_xmlv1p2", "href": "initnotes.xml"}
    resource = ElementTree.SubElement(resources, "resource", options)
    ElementTree.SubElement(resource, "file", href="initnotes.xml")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, tree in (("imsmanifest.xml", manifest), ("initnotes.xml", root)):
            package.writestr(zipfile.ZipInfo(name, THEN), _document(tree))
    return packed.getvalue()


def _item(section, question):
    item = ElementTree.SubElement(section, "item", ident=question.name, title=question.name)
    metadata = _nested(item, "itemmetadata", "qtimetadata")
    for label, entry in (("question_type", "multiple_choice_question"), ("points_possible", "1")):
        pair = ElementTree.SubElement(metadata, "qtimetadatafield")
        ElementTree.SubElement(pair, "fieldlabel").text = label
        ElementTree.SubElement(pair, "fieldentry").text = entry
    presentation = ElementTree.SubElement(item, "presentation")
    _material(presentation, question.text)
    response = ElementTree.SubElement(
        presentation, "response_lid", ident="response1", rcardinality="Single"
    )
    choices = ElementTree.SubElement(response, "render_choice", shuffle="No")
    for verdict, words in CHOICES.items():
        label = ElementTree.SubElement(choices, "response_label", ident=_ident(verdict))
        _material(label, f"<p>{words}</p>")
    processing = ElementTree.SubElement(item, "resprocessing")
    ElementTree.SubElement(
        ElementTree.SubElement(processing, "outcomes"),
        "decvar",
        {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"},
    )
    always = ElementTree.SubElement(processing, "respcondition", {"continue": "Yes"})
    _nested(always, "conditionvar", "other")
    ElementTree.SubElement(
        always, "displayfeedback", feedbacktype="Response", linkrefid="general_fb"
    )
    right = ElementTree.SubElement(processing, "respcondition", {"continue": "No"})
    condition = ElementTree.SubElement(right, "conditionvar")
    ElementTree.SubElement(condition, "varequal", respident="response1").text = _ident(
        question.verdict
    )
    ElementTree.SubElement(right, "setvar", action="Set", varname="SCORE").text = "100"
    feedback = ElementTree.SubElement(item, "itemfeedback", ident="general_fb")
    _material(ElementTree.SubElement(feedback, "flow_mat"), question.feedback)


def _ident(verdict):
    return verdict.replace(" ", "_")


def _nested(parent, *names):
    for name in names:
        parent = ElementTree.SubElement(parent, name)
    return parent


def _material(parent, words):
    ElementTree.SubElement(
        _nested(parent, "material"), "mattext", texttype="text/html"
    ).text = words


def _document(root):
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)


def resolve(app, doctree, docname):
    """Put the links where they belong; the printed book has no files, and says where they are."""
    for place in list(doctree.findall(bank_links)):
        count = len(questions(app.env))
        line = nodes.paragraph("", f"The bank has {count} questions")
        if app.builder.name == "html":
            base = app.builder.get_target_uri(docname)
            for name, words in NAMES.items():
                line += nodes.Text(": " if name == MOODLE else ", ")
                address = relative_uri(base, f"{FOLDER}/{name}")
                link = f'<a href="{html.escape(address)}" download>{words}</a>'
                line += nodes.raw("", link, format="html")
            line += nodes.Text(".")
        else:
            line += nodes.Text("; the site offers them as files.")
        place.replace_self(line)


def write(app, exception):
    """Write the two files beside the pages."""
    if exception or app.builder.name != "html":
        return
    bank = questions(app.env)
    folder = pathlib.Path(app.outdir, FOLDER)
    folder.mkdir(exist_ok=True)
    (folder / MOODLE).write_bytes(moodle(bank, app.config.html_title))
    (folder / QTI).write_bytes(qti(bank, app.config.html_title))


def setup(app):
    app.add_node(bank_links)
    app.add_directive("questions", Questions)
    app.connect("doctree-resolved", resolve)
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
