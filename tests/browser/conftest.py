"""A server, the demo's people, and Chromium. Runs in a process of its own: see `tests/parts.py`.

Playwright's event loop lives as long as the process, and Django refuses the database inside one:
hence DJANGO_ALLOW_ASYNC_UNSAFE, here alone. What is written stays until the process ends.

A page is closed when what was pressed has come: headless Chromium does not always answer where one
is closed on its way to the next, and closing has no time limit.
"""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.utils.timezone import localdate
from playwright.sync_api import Browser, BrowserContext
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from reporting.demo.people import PASSWORD, make_people
from reporting.models import (
    CityFile,
    DataAddress,
    FrozenRow,
    QuestionPost,
    Reopening,
    Round,
    RoundChange,
    StateChange,
    Submission,
)
from tests.made_once import made_database
from tests.parts import chromium

REMEMBER = "tests.browser.pressed.Remember"
PHONE = (390, 844)
DESK = (1280, 900)
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {"executable_path": chromium(), "args": ARGUMENTS}


@pytest.fixture(scope="session")
def database(
    browser: Browser,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """The real plans and the demo's people, open to every thread until the process ends.

    Made after the browser and gone before it: Django keeps one connection for code inside an event
    loop and another for code outside, and a database is not removed while somebody is connected.
    """
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        patch.setattr(settings, "MIDDLEWARE", [*settings.MIDDLEWARE, REMEMBER])
        with made_database():
            make_people()
            yield


@pytest.fixture(scope="session")
def site(database: None) -> Iterator[str]:
    """The address of the whole site."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


LogIn = Callable[[str], BrowserContext]


@pytest.fixture(scope="session")
def logged_in_as(browser: Browser, site: str) -> Iterator[LogIn]:
    """`logged_in_as("grorud")`: a window where the demo's redaktør has come in by the form."""
    contexts: dict[str, BrowserContext] = {}

    def log_in(username: str) -> BrowserContext:
        if username not in contexts:
            width, height = DESK
            context = browser.new_context(
                base_url=site, locale="nb-NO", viewport={"width": width, "height": height}
            )
            context.set_default_timeout(30_000)
            if username:
                page = context.new_page()
                page.goto("/logg-inn/")
                page.get_by_label("Brukernavn").fill(username)
                page.get_by_label("Passord").fill(PASSWORD)
                page.get_by_role("button", name="Logg inn").click()
                page.wait_for_url(lambda url: "/logg-inn/" not in url)
                page.close()
            contexts[username] = context
        return contexts[username]

    yield log_in
    for context in contexts.values():
        context.close()


@pytest.fixture
def gone_afterwards(database: None) -> Iterator[None]:
    """The tests that come after know no round that has passed."""
    yield
    for rows in (
        QuestionPost.objects,
        StateChange.objects,
        CityFile.objects,
        DataAddress.objects,
        FrozenRow.objects,
        Submission.ever,
        RoundChange.objects,
        Reopening.objects,
    ):
        rows.all().delete()
    Round.objects.filter(cut_off__lt=localdate()).delete()
