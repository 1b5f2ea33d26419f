"""A link is made, answered in a browser without an account or scripts, and accepted."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from measures.models import Measure, Reply, ReplyLink, Responsible
from tests.browser.conftest import LogIn

LEADER = "seksjonssjef psykisk helse og rus"


@pytest.fixture
def without_account(browser: Browser, site: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=site, locale="nb-NO", java_script_enabled=False)
    context.set_default_timeout(30_000)
    yield context
    context.close()


def test_a_leader_answers_without_logging_in_and_the_redaktor_accepts(
    logged_in_as: LogIn, without_account: BrowserContext
) -> None:
    """The browser itself is asked: under no-referrer alone it would hide where the form is from,
    and the form would be refused."""
    editor = logged_in_as("ostensjo").new_page()
    editor.goto("/planer/ostensjo-2020/svarlenker/")
    editor.get_by_role("button", name=f"Lag lenke til {LEADER}").click()
    address = editor.get_by_label("Lenken", exact=True).input_value()
    party = Responsible.objects.get_by_natural_key("ostensjo", LEADER)
    measure = party.measures.filter(plan__slug="ostensjo-2020", latest_status__isnull=False).first()
    before = measure.statuses.count()

    leader = without_account.new_page()
    leader.goto(address)
    leader.locator(f"#t{measure.pk}").get_by_role("checkbox", name="Uendret").check()
    leader.get_by_role("button", name="Send svaret").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text("Takk for svaret")
    assert [cookie["name"] for cookie in without_account.cookies()] == ["csrftoken"]
    assert measure.statuses.count() == before

    editor.goto("/planer/ostensjo-2020/svarlenker/")
    editor.get_by_role("button", name="Godta").click()
    expect(editor.get_by_role("status").first).to_contain_text("Godtatt.")
    assert Reply.objects.get(measure=measure).outcome == "accepted"
    assert Measure.objects.get(pk=measure.pk).latest_status.recorded_as == (
        f"{LEADER} via lenke, godtatt av redaktør for Bydel Østensjø"
    )

    editor.get_by_role("button", name="Trekk tilbake").click()
    assert ReplyLink.objects.get(responsible=party).revoked_at is not None
    leader.goto(address)
    expect(leader.get_by_role("heading", level=1)).to_have_text("Lenken kan ikke brukes")

    editor.goto("/planer/ostensjo-2020/svarlenker/")
    editor.get_by_role("link", name="Spør alle som ikke har svart").click()
    editor.get_by_role("button", name="Lag lenkene").click()
    expect(editor.get_by_role("status").first).to_contain_text("har ingen e-postadresse")
    assert "/svar/" in editor.locator("#kopier input").first.input_value()
    ReplyLink.objects.filter(replies=None).delete()
    editor.close()
