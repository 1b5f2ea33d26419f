"""In a browser: the cookie taken away, the token changed, the server started anew, rows left."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread
from django.utils.timezone import localdate
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from measures.models import Measure, ReplyLink, Responsible
from reporting.management.commands.demo import PASSWORD
from ruspolitikk.accounts.models import KeptForm, User
from ruspolitikk.accounts.models.session import SessionStore
from ruspolitikk.accounts.sessions import LOGGED_IN_AT

NEW = "/planer/grorud-2023/nytt-tiltak/"
TEXT = "Ansatte på Regnbuen skal kunne varsle ruskonsulenten samme dag."
Window = Callable[..., BrowserContext]


@pytest.fixture
def window(browser: Browser, site: str) -> Iterator[Window]:
    """`window()`: one of its own, so that what is taken away is nobody else's."""
    opened: list[BrowserContext] = []

    def new(java_script: bool = True) -> BrowserContext:
        context = browser.new_context(
            base_url=site, locale="nb-NO", java_script_enabled=java_script
        )
        context.set_default_timeout(30_000)
        opened.append(context)
        return context

    yield new
    for context in opened:
        context.close()
    KeptForm.objects.all().delete()


def log_in(page: Page, button: str = "Logg inn") -> None:
    if button == "Logg inn":
        page.goto("/logg-inn/")
        page.get_by_label("Brukernavn").fill("grorud")
    expect(page.get_by_label("Brukernavn")).to_have_value("grorud")
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name=button, exact=True).click()


def complaints(page: Page) -> list[str]:
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    return heard


def saved(title: str) -> list[str]:
    return list(Measure.objects.filter(title=title).values_list("text", flat=True))


@pytest.mark.parametrize("java_script", [True, False], ids=["with scripts", "without scripts"])
def test_a_session_that_ends_in_the_middle_of_a_new_measure_loses_nothing(
    java_script: bool, window: Window
) -> None:
    context = window(java_script)
    page = context.new_page()
    heard = complaints(page)
    title = f"Overdosevarsling, {'med' if java_script else 'uten'} skript"
    log_in(page)
    page.goto(NEW)
    page.get_by_label("Tittel").fill(title)
    page.locator("[name=text]").fill(TEXT)
    page.locator("[name=deadline_words]").fill("1. halvår 2027")
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Lagre", exact=True).click()

    expect(page.get_by_role("heading", name="Logg inn igjen")).to_be_visible()
    assert saved(title) == []
    log_in(page, "Logg inn og hent teksten")
    expect(page.locator("[name=deadline_words]")).to_have_value("1. halvår 2027")
    page.get_by_role("button", name="Lagre nå").first.click()

    expect(page.locator(".message").first).to_contain_text("lagt til i planen")
    assert saved(title) == [TEXT]
    assert not KeptForm.objects.exists()
    assert heard == []


def test_a_form_from_before_a_second_log_in_is_saved_with_one_click(window: Window) -> None:
    context = window()
    page = context.new_page()
    log_in(page)
    page.goto(NEW)
    page.get_by_label("Tittel").fill("Gammel fane")
    page.locator("[name=text]").fill(TEXT)
    context.clear_cookies(name="sessionid")
    log_in(context.new_page())

    page.get_by_role("button", name="Lagre", exact=True).click()
    expect(page.get_by_role("heading", name="Ikke lagret ennå")).to_be_visible()
    expect(page.locator("dl")).to_contain_text(TEXT)
    page.get_by_role("button", name="Lagre nå").click()
    expect(page.locator(".message").first).to_contain_text("lagt til i planen")
    assert saved("Gammel fane") == [TEXT]


def test_a_row_of_the_list_comes_back_after_logging_in(window: Window) -> None:
    context = window()
    page = context.new_page()
    log_in(page)
    measure = Measure.objects.get_by_natural_key("grorud-2023", 18)
    page.goto("/tiltak/?bydel=grorud")
    page.locator(f"#rad-{measure.pk} a.act").click()
    page.locator(f"#rad-{measure.pk} textarea").fill("Venter på svar fra fylket")
    context.clear_cookies(name="sessionid")
    page.locator(f"#rad-{measure.pk}").get_by_role("button", name="Lagre", exact=True).click()

    page.wait_for_url("**/logg-inn/**")
    log_in(page, "Logg inn og hent teksten")
    expect(page.locator("#ulagret textarea, form [name=remark]").first).to_have_value(
        "Venter på svar fra fylket"
    )
    page.get_by_role("button", name="Forkast teksten").click()
    page.wait_for_url("**/a-gjore/")
    assert not KeptForm.objects.exists()


def test_a_reply_by_link_is_sent_after_its_cookie_is_gone(window: Window) -> None:
    party = Responsible.objects.get_by_natural_key("grorud", "Kriseteam")
    measure = party.measures.get(plan__slug="grorud-2023")
    link = ReplyLink.objects.create(
        responsible=party,
        plan=measure.plan,
        expires_on=localdate() + timedelta(days=14),
        created_by=User.objects.get(username="grorud"),
        created_as="redaktør for Bydel Grorud",
    )
    context = window()
    page = context.new_page()
    page.goto(link.path)
    for summary in page.locator("main details:not([open]) > summary").all():
        summary.click()
    page.locator(f"[name=t{measure.pk}-status]").select_option("in_progress")
    page.locator(f"[name=t{measure.pk}-remark]").fill("Bare avtalen mangler")
    context.clear_cookies()
    page.get_by_role("button", name="Send svaret").click()

    expect(page.get_by_role("heading", name="Ikke sendt ennå")).to_be_visible()
    page.get_by_role("button", name="Send nå").click()
    expect(page.get_by_role("heading", name="Takk for svaret")).to_be_visible()
    assert link.replies.get().remark == "Bare avtalen mangler"
    link.replies.all().delete()
    link.delete()


class SamePort(ThreadedWSGIServer):
    """May be started where another was stopped a moment ago."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "allow_reuse_address": True})


def test_a_server_that_was_started_anew_saves_what_was_opened_before(
    database: None, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LiveServerThread, "server_class", SamePort)
    server = LiveServer("localhost")
    context = browser.new_context(base_url=server.url, locale="nb-NO")
    page = context.new_page()
    log_in(page)
    page.goto(NEW)
    page.get_by_label("Tittel").fill("Etter omstart")
    page.locator("[name=text]").fill(TEXT)
    address = server.url.removeprefix("http://")
    server.stop()
    server = LiveServer(address)
    page.get_by_role("button", name="Lagre", exact=True).click()
    expect(page.locator(".message").first).to_contain_text("lagt til i planen")
    assert saved("Etter omstart") == [TEXT]
    context.close()
    server.stop()


def test_the_end_of_a_session_is_told_before_it_comes_and_may_be_put_off(window: Window) -> None:
    context = window()
    page = context.new_page()
    page.clock.install()
    log_in(page)
    page.goto(NEW)
    page.locator("[name=text]").fill(TEXT)
    told = page.locator("#session [role=status]")
    page.clock.fast_forward("54:00")
    expect(told).to_be_empty()
    page.clock.fast_forward("02:00")
    expect(told).to_contain_text("Du blir snart logget ut, kl.")
    told.get_by_role("button", name="Fortsett").click()
    expect(told).to_be_empty()
    expect(page.locator("[name=text]")).to_be_focused()
    page.clock.fast_forward("01:01:00")
    expect(told).to_contain_text("Du er logget ut.")
    expect(page.locator("[name=text]")).to_have_value(TEXT)

    # After twelve hours one logs in anew, whatever one does: there is nothing to press.
    [key] = [each["value"] for each in context.cookies() if each["name"] == "sessionid"]
    session = SessionStore(key)
    session[LOGGED_IN_AT] -= 12 * 60 * 60 - 60
    session.save()
    page = context.new_page()
    page.goto(NEW)
    told = page.locator("#session [role=status]")
    expect(told).to_contain_text("Du må logge inn på nytt kl.")
    expect(told.get_by_role("button")).to_have_count(0)


def test_a_row_with_text_is_not_left_without_a_question(window: Window) -> None:
    page = window().new_page()
    log_in(page)
    first, second = (Measure.objects.get_by_natural_key("grorud-2023", n) for n in (4, 5))
    page.goto("/tiltak/?bydel=grorud")
    rows = [page.locator(f"#rad-{measure.pk}") for measure in (first, second)]
    for row in rows:
        row.locator("a.act").click()
        row.locator("textarea").fill("Skrevet og ikke lagret")
    question = "Lagre eller forkast det først."

    rows[1].locator("textarea").press("Escape")
    expect(rows[1].get_by_role("alert")).to_contain_text(
        f"Du har skrevet noe i tiltak 5. {question}"
    )
    expect(rows[1].locator("textarea")).to_have_value("Skrevet og ikke lagret")
    rows[0].get_by_role("link", name="Ny frist").click()
    expect(rows[0].get_by_role("alert")).to_contain_text("tiltak 4")
    rows[1].get_by_role("button", name="Forkast", exact=True).click()
    expect(rows[1].locator("textarea")).to_have_count(0)
    expect(rows[0].locator("textarea")).to_have_value("Skrevet og ikke lagret")

    page.locator(f"[name=tiltak][value='{second.pk}']").check()
    page.get_by_role("button", name="Bekreft uendret").click()
    expect(rows[0].locator("textarea")).to_have_value("Skrevet og ikke lagret")

    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.evaluate("location.href = '/oversikt/'")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(rows[0].locator("textarea")).to_have_value("Skrevet og ikke lagret")
    page.remove_listener("dialog", stay)
    rows[0].get_by_role("button", name="Forkast", exact=True).click()
    expect(rows[0].locator("textarea")).to_have_count(0)
