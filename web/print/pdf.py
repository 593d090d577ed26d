"""Print the book: `_build/initnotes.pdf` from jupyter-book's single page, by Chromium.

`make pdf` builds the single page first. Here it becomes a book: a title page, a list of contents,
every chapter from a new page on, the reference to the module as an appendix, which can be left out.
The list's page numbers are read from a first printing and hold for the second, or an error says so.
"""

import argparse
import html
import pathlib

from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter

from web.browser import launch

ROOT = pathlib.Path(__file__).resolve().parents[2]
SINGLE = ROOT / "_build" / "singlehtml"
PDF = ROOT / "_build" / "initnotes.pdf"
STYLE = pathlib.Path(__file__).with_name("pdf.css")
# A4 less pdf.css's margins, at CSS's 96 pixels an inch: what is wider would be cut off.
WIDTH = round((210 - 2 * 20) / 25.4 * 96)

HEADINGS = [f"h{level}" for level in range(1, 7)]
REFERENCE = "the-module-initnotes"

# A formula or table that is wider than the page becomes smaller, and nothing else does.
SHRINK = """width => {
  for (const box of document.querySelectorAll(".math-scroll, .pst-scrollable-table-container")) {
    const inner = box.firstElementChild;
    for (let size = 0.98; box.scrollWidth > box.clientWidth && size > 0.4; size -= 0.02)
      inner.style.fontSize = `${size}em`;
  }
  const right = element => element.getBoundingClientRect().right;
  return [...document.querySelectorAll("body *:not(.katex-mathml, .katex-mathml *, svg *)")]
    .filter(element => right(element) > width + 1)
    .map(element => element.outerHTML.slice(0, 120));
}"""


def pages_of(reader):
    """Anchor -> number of the page that it is on, for every anchor that a link leads to."""
    destinations = reader.named_destinations.items()
    return {
        name.lstrip("/"): reader.get_destination_page_number(destination) + 1
        for name, destination in destinations
    }


def arrange(page, *, reference=True):
    """The single page as a book's parts, and the (anchor, depth, title) of its contents."""
    soup = BeautifulSoup(page, "html.parser")
    for script in soup.find_all("script"):
        script.decompose()
    introduction = soup.select_one("article > section")
    chapters = [
        section
        for wrapper in introduction.select("div.toctree-wrapper")
        if not wrapper.find_parent(class_="toctree-wrapper")  # a chapter's own pages stay in it
        for section in wrapper.extract().find_all("section", recursive=False)
    ]
    chapters = [chapter for chapter in chapters if chapter["id"] != REFERENCE] + [
        append(chapter) for chapter in chapters if reference and chapter["id"] == REFERENCE
    ]
    title = introduction.h1.get_text().removesuffix("#")
    introduction.h1.string = "Introduction"
    entries = []
    for number, chapter in enumerate([introduction, *chapters]):
        promote(chapter)
        entries += headings(chapter, number)
    book = soup.new_tag("main", attrs={"class": "bd-content"})  # as the site's style sheet has it
    book.extend([title_page(soup, title), contents(entries), introduction, *chapters])
    soup.body.clear()
    soup.body.attrs = {}
    soup.body.append(book)
    unlink(soup)
    style = soup.new_tag("style")
    style.string = STYLE.read_text()
    soup.head.append(style)
    return soup, entries


def append(chapter):
    """Call the chapter an appendix."""
    chapter.find(HEADINGS).insert(0, "Appendix: ")
    return chapter


def unlink(soup):
    """Leave the words of a link to what this book does not have, and no link."""
    targets = {element["id"] for element in soup.find_all(id=True)}
    for link in soup.select('a[href^="#"]'):
        if link["href"][1:] not in targets:
            link.unwrap()


def promote(chapter):
    """Give the chapter's title the first level, and every heading below it the one it had."""
    shallowest = min(int(heading.name[1]) for heading in chapter.find_all(HEADINGS))
    for heading in chapter.find_all(HEADINGS):
        heading.name = f"h{int(heading.name[1]) - shallowest + 1}"
    for link in chapter.select("a.headerlink"):
        link.decompose()


def headings(chapter, number):
    """(anchor, depth, title) of a chapter and its numbered sections, with the anchors set.

    Sections of several chapters share a name, and so an id: the anchors here are their own.
    """
    found = [chapter.h1]
    found += [
        heading for heading in chapter.find_all("h2") if heading.select_one(".section-number")
    ]
    for count, heading in enumerate(found):
        heading["id"] = f"contents-{number}-{count}"
    return [(heading["id"], int(heading.name[1]), heading.get_text()) for heading in found]


def title_page(soup, title):
    authors = soup.select_one(".component-author").get_text().strip().removeprefix("By ")
    license_note = soup.select_one(".extra_footer").decode_contents()
    return fragment(
        f'<header class="title-page"><p class="book-title">{html.escape(title)}</p>'
        f"<p>{html.escape(authors)}</p><footer>{license_note}</footer></header>"
    )


def contents(entries):
    lines = "".join(
        f'<li class="depth-{depth}"><a href="#{anchor}"><span>{html.escape(title)}</span>'
        f'<span class="page" data-anchor="{anchor}">000</span></a></li>'
        for anchor, depth, title in entries
    )
    return fragment(f'<nav class="book-contents"><p>Contents</p><ol>{lines}</ol></nav>')


def fragment(text):
    return BeautifulSoup(text, "html.parser").contents[0]


def print_page(browser, source, target):
    """Print the file `source` to `target`, what is too wide made smaller; anchor -> page.

    Raises ValueError if something still reaches beyond the page.
    """
    page = browser.new_page(viewport={"width": WIDTH, "height": 1000})
    page.emulate_media(media="print", color_scheme="light")
    page.goto(source.as_uri())
    page.evaluate("document.fonts.ready")
    cut_off = page.evaluate(SHRINK, WIDTH)
    if cut_off:
        raise ValueError(f"{WIDTH} pixels are a page's width, got beyond: {cut_off[:3]}")
    page.pdf(
        path=target, prefer_css_page_size=True, print_background=True, outline=True, tagged=True
    )
    page.close()
    return pages_of(PdfReader(target))


def make(single=SINGLE, target=PDF, *, reference=True):
    """Print the single page in the folder `single` to `target`, with its `reference` or without."""
    source = single / "book" / "intro.html"
    if not source.is_file():
        raise FileNotFoundError(f"the single page was needed, got no {source}: make pdf")
    soup, entries = arrange(source.read_text(encoding="utf-8"), reference=reference)
    # Beside the folders that the page's addresses start from.
    printed = single / "print.html"
    printed.write_text(str(soup), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        numbers = print_page(browser, printed, target)
        for span in soup.select(".book-contents .page"):
            span.string = str(numbers[span["data-anchor"]])
        printed.write_text(str(soup), encoding="utf-8")
        again = print_page(browser, printed, target)
        browser.close()
    moved = [title for anchor, _, title in entries if again[anchor] != numbers[anchor]]
    if moved:
        raise ValueError(f"the same pages in both printings were needed, got others for {moved}")
    add_outline(target, entries, numbers)
    print(f"{target}: {len(PdfReader(target).pages)} pages")


def add_outline(target, entries, numbers):
    """Give the PDF the contents as its outline; Chromium's own says each heading twice."""
    writer = PdfWriter(clone_from=target)
    writer.root_object.pop("/Outlines", None)
    chapter = None
    for anchor, depth, title in entries:
        parent = chapter if depth > 1 else None
        item = writer.add_outline_item(title=title, page_number=numbers[anchor] - 1, parent=parent)
        chapter = item if depth == 1 else chapter
    writer.write(target)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without-reference", action="store_true", help="leave the appendix out")
    make(reference=not parser.parse_args().without_reference)


if __name__ == "__main__":
    main()
