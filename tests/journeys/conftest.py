"""A real browser, headless, where there is one."""

import os
import shutil

import pytest
from django.conf import settings
from django.test import Client

PATIENCE_MS = 60_000
BROWSERS = ("chromium", "google-chrome", "chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium():
    """Closed after each module: its driver's event loop would stand in other tests' way."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)

    # The browser's driver keeps an event loop in this thread, where the tests use the database.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(chromium, live_server):
    """A function that opens the site as a new person; what goes wrong on a page fails the test."""
    contexts, wrong = [], []

    def open_browser(*, width=1280, height=860, touch=False, person=None):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            has_touch=touch,
            is_mobile=touch,
        )
        if person is not None:
            context.add_cookies([{**_session_of(person), "url": live_server.url}])
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        contexts.append(context)
        return page

    yield open_browser
    for context in contexts:
        context.close()
    assert wrong == []


def _session_of(person):
    """The cookie of someone who is signed in."""
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}
