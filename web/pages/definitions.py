"""Show a glossary term's definition where the term is used, without a script.

A link by {term} gets its definition beside it, hidden until the link is pointed at or has the
keyboard's focus. The definition is its first paragraph in the glossary; "see" comes after it.
"""

from docutils import nodes


class shown_definition(nodes.Inline, nodes.Element):
    """A definition to show. It keeps its text to itself, so that the search finds the glossary."""


def definitions(env, docname):
    """Anchor of a term in the glossary -> the nodes of its definition's first paragraph."""
    found = {}
    for item in env.get_doctree(docname).findall(nodes.definition_list_item):
        text = next(item.findall(nodes.paragraph)).children
        for term in item.findall(nodes.term):
            found |= dict.fromkeys(term["ids"], text)
    return found


def add_definitions(app, doctree, docname):
    if app.builder.name != "html":
        return  # the printed page can't be pointed at
    glossaries = {}
    for number, link in enumerate(list(doctree.findall(nodes.reference))):
        if not any("std-term" in inner["classes"] for inner in link.findall(nodes.inline)):
            continue
        anchor = link.get("refid") or link["refuri"].partition("#")[2]
        glossary = next(
            place for _, kind, place, place_anchor in terms(app.env) if place_anchor == anchor
        )
        texts = glossaries.setdefault(glossary, definitions(app.env, glossary))
        shown = shown_definition(ids=[f"definition-{number}"])
        shown.text = [node.deepcopy() for node in texts[anchor]]
        link["classes"].append("term")
        link.parent.insert(link.parent.index(link) + 1, shown)


def terms(env):
    """(name, kind, document, anchor) of every term."""
    return [
        (name, kind, place, anchor)
        for name, _, kind, place, anchor, _ in env.get_domain("std").get_objects()
        if kind == "term"
    ]


def visit_definition(translator, node):
    # A class of its own: the book's numbered definitions are "definition" already.
    tag = translator.starttag(node, "span", "", CLASS="term-definition", role="note")
    translator.body.append(tag)
    for child in node.text:
        child.walkabout(translator)
    translator.body.append("</span>")
    raise nodes.SkipNode


def setup(app):
    app.add_node(shown_definition, html=(visit_definition, None))
    app.connect("doctree-resolved", add_definitions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
