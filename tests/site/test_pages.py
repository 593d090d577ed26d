"""Each page of the built site, as a reader's browser sees it."""

import pytest

from web.serve import SITE

PAGES = sorted(str(path.relative_to(SITE)) for path in SITE.glob("book/*.html"))


@pytest.mark.parametrize("name", PAGES)
def test_page_loads_without_error_or_foreign_request(page, site, name):
    page.goto(site + name)
    assert page.locator("h1").first.is_visible()
