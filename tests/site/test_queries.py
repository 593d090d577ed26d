"""The places that the queries name are places of the site."""

from tests.site.pages import Page
from tests.site.queries import QUERIES
from web.serve import SITE


def test_every_query_names_places_of_the_site():
    assert len(QUERIES) == len({query.words for query in QUERIES}) == 30
    for query in QUERIES:
        assert query.places and query.within in (1, 3)
        for place in query.places:
            name, anchor = place.split("#")
            assert anchor in Page(SITE / "book" / f"{name}.html").ids, place
