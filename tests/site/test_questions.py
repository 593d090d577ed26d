"""The question bank's two files have the structure that Moodle and QTI 1.2 ask for."""

import io
import zipfile
from xml.etree import ElementTree

import pytest
from docutils import nodes

from web.pages import questions
from web.pages.questions import Question, as_html, moodle, qti

BANK = [
    Question("one-1", "One & only", r"\(a < b\)", "true", "z = 1"),
    Question("one-2", "One & only", "B.", "half true", "z = <2>".replace("<", "&lt;")),
    Question("two-1", "Two", "C.", "false", "z = 3"),
]
SPACE = {"q": questions.QTI_SPACE, "p": questions.PACKAGE_SPACE}


@pytest.fixture
def package():
    return zipfile.ZipFile(io.BytesIO(qti(BANK, "The book")))


@pytest.fixture
def items(package):
    root = ElementTree.fromstring(package.read("initnotes.xml"))
    return root.findall("q:assessment/q:section/q:item", SPACE)


def test_inline_nodes_become_html_with_tex():
    line = nodes.inline("", "", nodes.Text("a < "), nodes.math("", r"x<\infty"))
    line += nodes.literal("", "f()")
    line += nodes.emphasis("", "", nodes.strong("", "b"))
    expected = r"a &lt; \(x&lt;\infty\)<code>f()</code><em><strong>b</strong></em>"
    assert as_html(line) == expected


def test_moodle_has_a_category_a_chapter_and_one_right_answer_a_question():
    quiz = ElementTree.fromstring(moodle(BANK, "The book"))
    assert quiz.tag == "quiz"
    assert [one.get("type") for one in quiz] == [
        *("category", "multichoice", "multichoice"),
        *("category", "multichoice"),
    ]
    paths = [one.findtext("category/text") for one in quiz.findall("question[@type='category']")]
    assert paths == ["$course$/top/The book/One & only", "$course$/top/The book/Two"]
    asked = quiz.findall("question[@type='multichoice']")
    assert [one.findtext("idnumber") for one in asked] == ["one-1", "one-2", "two-1"]
    for one, question in zip(asked, BANK, strict=True):
        answers = one.findall("answer")
        right = [a.findtext("text") for a in answers if a.get("fraction") == "100"]
        assert right == [f"<p>{questions.CHOICES[question.verdict]}</p>"]
        assert sorted(a.get("fraction") for a in answers) == ["0", "0", "100"]
        assert one.findtext("single") == "true" and one.findtext("shuffleanswers") == "false"
        assert question.belief in one.findtext("questiontext/text")
        assert question.run in one.findtext("generalfeedback/text")
        assert all(a.find("feedback/text") is not None for a in answers)


def test_packages_manifest_names_its_file(package):
    manifest = ElementTree.fromstring(package.read("imsmanifest.xml"))
    resource = manifest.find("p:resources/p:resource", SPACE)
    assert resource.get("type") == "imsqti_xmlv1p2"
    assert {resource.get("href"), "imsmanifest.xml"} == set(package.namelist())
    assert resource.find("p:file", SPACE).get("href") == resource.get("href")


def test_each_item_refers_only_to_what_it_has(items):
    assert [item.get("ident") for item in items] == [question.name for question in BANK]
    for item, question in zip(items, BANK, strict=True):
        response = item.find("q:presentation/q:response_lid", SPACE)
        choices = [
            label.get("ident")
            for label in response.findall("q:render_choice/q:response_label", SPACE)
        ]
        assert len(set(choices)) == 3
        conditions = item.findall("q:resprocessing/q:respcondition", SPACE)
        right = [found for one in conditions for found in one.iterfind(".//q:varequal", SPACE)]
        assert [(one.get("respident"), one.text) for one in right] == [
            (response.get("ident"), question.verdict.replace(" ", "_"))
        ]
        assert right[0].text in choices
        scores = [found.text for one in conditions for found in one.iterfind("q:setvar", SPACE)]
        assert scores == ["100"]
        shown = {
            found.get("linkrefid")
            for one in conditions
            for found in one.iterfind("q:displayfeedback", SPACE)
        }
        assert shown == {one.get("ident") for one in item.findall("q:itemfeedback", SPACE)}
        words = "".join(one.text for one in item.iterfind(".//q:mattext", SPACE))
        assert question.belief in words and question.run in words


def test_same_claims_give_the_same_bytes():
    assert moodle(BANK, "The book") == moodle(BANK, "The book")
    assert qti(BANK, "The book") == qti(BANK, "The book")
