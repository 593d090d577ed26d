"""Links to the repository, once _config.yml says where it is: source, edit, issue, Colab.

A page's {{ repository }} is the same, with a link or without.
"""

BUTTONS = ("repository", "source", "edit_page", "issues")
COLAB = "https://colab.research.google.com"  # opens what is on GitHub


def add_links(app, config):
    options = config.html_theme_options
    url = options.get("repository_url")
    if url:
        options |= {f"use_{button}_button": True for button in BUTTONS}
        if "//github.com/" in url:
            options["launch_buttons"] = {"colab_url": COLAB}
    repository = f"[the book's repository]({url})" if url else "the book's repository"
    config.myst_substitutions |= {"repository": repository}


def setup(app):
    app.connect("config-inited", add_links)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
