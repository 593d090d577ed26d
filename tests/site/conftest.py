"""The built site on loopback under a subpath, and a browser that notes what goes wrong."""

import pytest
from playwright.sync_api import sync_playwright

from tests.site.netlog import hosts
from tests.site.visit import Watch
from web.browser import launch
from web.serve import serving

# A path that no link of the site can know: whatever works under it works under any.
PREFIX = "/some/sub/path/"


@pytest.fixture(scope="session")
def site():
    """The base URL of the built site, ending with a slash."""
    with serving(prefix=PREFIX) as url:
        yield url


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright, tmp_path_factory):
    """A browser for all tests; at its end, its own log must show no host but this one.

    The log knows what a page's events may miss: what its workers ask for.
    """
    log = tmp_path_factory.mktemp("chromium") / "net.json"
    chromium = launch(playwright, args=[f"--log-net-log={log}"])
    yield chromium
    chromium.close()
    assert hosts(log) <= {"127.0.0.1"}


@pytest.fixture
def context(browser):
    """A fresh profile: nothing cached, nothing remembered."""
    fresh = browser.new_context()
    fresh.set_default_timeout(30_000)  # with two workers, and whatever else runs
    yield fresh
    fresh.close()


@pytest.fixture
def watch(context, site):
    """The notes on every page of `context`; the test fails at its end if there are any.

    A test that provokes an error clears `watch.errors` after it has looked at it.
    """
    notes = Watch(context, site)
    yield notes
    assert notes.errors == []
    assert notes.foreign == []


@pytest.fixture
def page(context, watch):
    """A page whose console errors and foreign requests fail the test."""
    return context.new_page()


@pytest.fixture
def blank(browser):
    """A page of its own, which needs no built site; an error in it fails the test."""
    errors = []
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
    assert errors == []
