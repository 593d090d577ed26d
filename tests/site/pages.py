"""The pages of the built site, read without a browser: their links, and what they would fetch."""

import html.parser
import re
from urllib.parse import unquote, urldefrag, urlsplit

from web.serve import SITE

# Where a tag's address is fetched without a click.
FETCHING_TAGS = ("audio", "embed", "iframe", "img", "input", "object", "script", "source", "video")
FETCHING_RELATIONS = ("icon", "manifest", "modulepreload", "prefetch", "preload", "stylesheet")
ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
STYLE_ADDRESS = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"')\s]+)""")


def pages(site=SITE):
    """The pages of the book, in JupyterLite none, as paths below `site` with slashes.

    Raises FileNotFoundError if there are none: a check of no page would pass.
    """
    found = [path.relative_to(site) for path in site.rglob("*.html")]
    names = [
        path.as_posix() for path in found if path.parts[0] not in ("lite", "_static", "index.html")
    ]
    if not names:
        raise FileNotFoundError(f"a built site was needed, got no page in {site}: make book")
    return sorted(names)


class Page(html.parser.HTMLParser):
    """The ids of a page, its addresses, and those among them that a browser fetches unasked."""

    def __init__(self, path):
        super().__init__()
        self.ids = set()
        self.addresses = []
        self.fetched = []
        text = path.read_text(encoding="utf-8")
        self.feed(text)
        self.fetched += STYLE_ADDRESS.findall(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids.update(filter(None, (attributes.get("id"), attributes.get("name"))))
        found = [attributes[name] for name in ("href", "src", "data") if attributes.get(name)]
        found += [entry.split()[0] for entry in attributes.get("srcset", "").split(",") if entry]
        self.addresses += found
        relations = attributes.get("rel", "").split()
        if tag in FETCHING_TAGS or (tag == "link" and set(relations) & set(FETCHING_RELATIONS)):
            self.fetched += found


def dead_links(site=SITE):
    """'page -> address' for each link to a file or an anchor that the site doesn't have."""
    parsed = {}

    def page_at(path):
        if path not in parsed:
            parsed[path] = Page(path)
        return parsed[path]

    dead = []
    for name in pages(site):
        for address in page_at(site / name).addresses:
            target, anchor = urldefrag(address)
            if urlsplit(target).scheme or target.startswith("//"):
                continue
            target = unquote(urlsplit(target).path)
            path = ((site / name).parent / target).resolve() if target else site / name
            if path.is_dir():
                path /= "index.html"
            inside = path.is_relative_to(site.resolve()) and not target.startswith("/")
            missing = not path.is_file() or (
                anchor and path.suffix == ".html" and unquote(anchor) not in page_at(path).ids
            )
            if not inside or missing:
                dead.append(f"{name} -> {address}")
    return dead


def fetched_elsewhere(site=SITE):
    """'file -> address' for each address of another host that a page or style sheet fetches."""
    found = [
        f"{name} -> {address}"
        for name in pages(site)
        for address in Page(site / name).fetched
        if ELSEWHERE.match(address)
    ]
    for path in site.rglob("*.css"):
        sheet = path.read_text(encoding="utf-8")
        found += [f"{path.relative_to(site)} -> {url}" for url in STYLE_ADDRESS.findall(sheet)]
    return found
