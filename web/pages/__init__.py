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


def setup(app):
    for part in PARTS:
        app.setup_extension(f"{__name__}.{part}")
    app.connect("builder-inited", complete_single_page)
    app.connect("html-page-context", name_folds)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
