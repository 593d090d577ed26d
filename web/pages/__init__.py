"""The pages of the site: Sphinx extensions, templates, styles and scripts."""

PARTS = (
    "bibliography",
    "claims",
    "definitions",
    "explorers",
    "figures",
    "install",
    "launch",
    "minutes",
    "repository",
    "solutions",
    "typeset",
)


def setup(app):
    for part in PARTS:
        app.setup_extension(f"{__name__}.{part}")
    return {"parallel_read_safe": True, "parallel_write_safe": False}
