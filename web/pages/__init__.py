"""The pages of the site: Sphinx extensions, templates, styles and scripts."""

PARTS = (
    "bibliography",
    "claims",
    "definitions",
    "explorers",
    "figures",
    "install",
    "landing",
    "launch",
    "minutes",
    "objectives",
    "questions",
    "repository",
    "search",
    "solutions",
    "sources",
    "typeset",
)


def complete_single_page(app):
    """Let the single page, too, show every node: Sphinx asks html's ways only if it has none.

    sphinx-exercise gives it ways of its own for a few nodes.
    """
    ways = app.registry.translation_handlers
    ways["singlehtml"] = ways["html"] | ways.get("singlehtml", {})


def name_folds(app, pagename, templatename, context, doctree):
    """Call a folded cell's button by the words on it, not by others that are only heard."""
    if "body" in context:
        context["body"] = context["body"].replace(' aria-label="Toggle hidden content"', "")


def number_printed_title(app, pagename, templatename, context, doctree):
    """Give the title of the printed page its chapter's number, which the theme leaves out."""
    number = app.env.toc_secnumbers.get(pagename, {}).get("")
    if number:
        context["pagetitle"] = f"{'.'.join(map(str, number))}. {context['pagetitle']}"


def setup(app):
    for part in PARTS:
        app.setup_extension(f"{__name__}.{part}")
    app.connect("builder-inited", complete_single_page)
    app.connect("html-page-context", name_folds)
    app.connect("html-page-context", number_printed_title, priority=600)  # after the theme's
    return {"parallel_read_safe": True, "parallel_write_safe": False}
