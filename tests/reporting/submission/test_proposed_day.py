"""Until a bydel has sent for a round, its forms propose the cut-off as the day they speak of."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve
from lxml import html

from measures.importing.worksheet.marks import Part
from measures.models import Measure, Reading, Status
from plans.models import Plan
from reporting.models import Round, Submission
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import User
from tests import clock
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation, report
from tests.forms_on_pages import send as press
from tests.measures.importing.worksheets import fetched, filled_in
from tests.measures.replies.replying import answered, make_link, said

pytestmark = pytest.mark.one_database
TODAY = date(2026, 9, 10)


@pytest.fixture
def t2(db: None, monkeypatch: pytest.MonkeyPatch) -> Round:
    resolve("/runder/")  # the views are read before the clock is set
    clock.let_it_be(monkeypatch, TODAY)
    return Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))


@pytest.fixture
def measure(t2: Round) -> Measure:
    own = make_measure(make_plan("alna", starts_on=date(2026, 1, 1)), "Boliger")
    report(own, "Under arbeid", on=date(2026, 8, 20))
    report(own, "Iverksatt", on=date(2026, 9, 5))
    return own


@pytest.fixture
def alna(measure: Measure) -> User:
    return editor_of(organisation("alna"))


def page_at(by: User, address: str) -> Any:
    response = CheckingClient.of(by).get(address)
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def proposed(by: User, address: str) -> tuple[str, bool]:
    """The day that a form has, and whether it says which round it is for."""
    page = page_at(by, address)
    [form] = page.xpath("//form[.//input[@name='applies_on']][.//button[contains(., 'Lagre')]]")[
        -1:
    ]
    return form.fields[
        "applies_on"
    ], "T2 2026 gjelder status per 31.08.2026." in form.text_content()


def test_a_measures_form_proposes_the_cut_off_until_the_bydel_has_sent(
    t2: Round, measure: Measure, alna: User
) -> None:
    address = f"/tiltak/{measure.pk}/"
    assert proposed(alna, address) == ("31.08.2026", True)
    send(t2, organisation("alna"), by=alna, comment="", today=TODAY)
    assert proposed(alna, address) == ("10.09.2026", False)
    Submission.objects.update(state=Submission.State.RETURNED)
    assert proposed(alna, address) == ("31.08.2026", True)


def test_a_row_of_the_list_proposes_it_too(measure: Measure, alna: User) -> None:
    opened = f"/tiltak/?bydel=alna&endre={measure.pk}"
    assert proposed(alna, opened) == ("31.08.2026", True)


def test_confirming_lists_and_writes_what_stood_on_that_day(measure: Measure, alna: User) -> None:
    client = CheckingClient.of(alna)
    page = page_at(alna, f"/tiltak/bekreft/?tiltak={measure.pk}")
    told = " ".join(page.xpath("//main")[0].text_content().split())
    assert "T2 2026 gjelder status per 31.08.2026. Her er statusene slik de var da." in told
    assert "Under arbeid" in told
    assert "Iverksatt" not in told
    [form] = page.xpath("//form[@action='/tiltak/bekreft/']")
    client.post("/tiltak/bekreft/", dict(form.form_values()))
    written = Status.objects.order_by("-pk")[0]
    assert (written.words, written.applies_on) == ("Under arbeid", date(2026, 8, 31))


def test_a_confirmation_with_a_fault_still_lists_that_day(measure: Measure, alna: User) -> None:
    page = page_at(alna, f"/tiltak/bekreft/?tiltak={measure.pk}")
    [form] = page.xpath("//form[@action='/tiltak/bekreft/']")
    typed = {**dict(form.form_values()), "applies_on": "31.02.2026"}
    refused = CheckingClient.of(alna).post("/tiltak/bekreft/", typed)
    page = html.document_fromstring(refused.content.decode())
    assert "Under arbeid" in page.xpath("//table")[0].text_content()


@pytest.mark.parametrize("changed", [{"cut_off": date(2026, 9, 11)}, {"due_on": None}])
def test_a_round_whose_cut_off_has_not_come_or_that_asks_for_no_report_proposes_nothing(
    t2: Round, measure: Measure, alna: User, changed: dict[str, Any]
) -> None:
    Round.objects.update(**changed)
    day, _is_told = proposed(alna, f"/tiltak/{measure.pk}/")
    assert day == "10.09.2026"


def test_a_plan_that_began_after_the_cut_off_is_reported_on_today(
    t2: Round, measure: Measure, alna: User
) -> None:
    measure.plan.starts_on = date(2026, 9, 1)
    measure.plan.save(update_fields=["starts_on"])
    assert proposed(alna, f"/tiltak/{measure.pk}/") == ("10.09.2026", False)


def test_what_one_bydel_sent_is_another_bydels_no_matter(
    t2: Round, measure: Measure, alna: User
) -> None:
    make_measure(make_plan("bjerke"), "Kurs")
    bjerke = organisation("bjerke")
    send(t2, bjerke, by=editor_of(bjerke), comment="", today=TODAY)
    assert proposed(alna, f"/tiltak/{measure.pk}/") == ("31.08.2026", True)


def test_a_reply_by_link_speaks_of_the_cut_off_so_that_it_is_no_gap_in_what_is_sent(
    t2: Round, alna: User
) -> None:
    own = make_measure(Plan.objects.get(organisation__slug="alna"), "Kurs", responsible=["Nav"])
    link = make_link(own.plan, "Nav", alna)
    assert "T2 2026 gjelder status per 31.08.2026." in said(CheckingClient().get(link.path))

    reply = answered(link, own, status="in_progress")
    reply.accept(by=alna, expected_version=own.report_version)

    newest = Status.objects.get(measure=own)
    assert (newest.applies_on, newest.code) == (t2.cut_off, "in_progress")


def test_an_arbeidsark_is_fetched_for_the_cut_off_until_the_bydel_has_sent(
    t2: Round, measure: Measure, alna: User
) -> None:
    Round.objects.create(name="Årsrapport 2026", cut_off=date(2026, 12, 31))

    def asks_about() -> tuple[str, str]:
        page = page_at(alna, f"/tiltak/arbeidsark/?plan={measure.plan.slug}")
        [day] = page.xpath("//input[@name='per']")
        return day.get("value"), " ".join(page.xpath("//main")[0].text_content().split())

    day, told = asks_about()
    assert day == "31.08.2026"
    assert "T2 2026 gjelder status per 31.08.2026. Kan endres i arket." in told
    send(t2, organisation("alna"), by=alna, comment="", today=TODAY)
    day, told = asks_about()
    assert day == "31.12.2026"
    assert "Årsrapport 2026. Kan endres i arket." in told


def test_an_arbeidsark_that_says_no_day_is_taken_in_for_the_cut_off(
    t2: Round, measure: Measure, alna: User
) -> None:
    sheet = filled_in(fetched(measure.plan, day=None), {8: {Part.NEW_STATUS: "Løpende"}})
    client = CheckingClient.of(alna)
    sent = {"file": SimpleUploadedFile("arbeidsark.xlsx", sheet)}
    answer = client.post("/planer/les-inn/", sent, follow=True)
    page = html.document_fromstring(answer.content.decode())
    assert page.xpath("//input[@name='applies_on']/@value") == ["31.08.2026"]
    assert "T2 2026 gjelder status per 31.08.2026." in page.text_content()


def test_a_newer_file_that_says_no_day_is_proposed_to_speak_of_the_cut_off(
    t2: Round, measure: Measure, alna: User
) -> None:
    client = CheckingClient.of(alna)
    file = SimpleUploadedFile("plan.csv", "Tiltak;Status\r\nBoliger;Løpende\r\n".encode())
    client.post("/planer/les-inn/", {"file": file, "plan": measure.plan.slug}, follow=True)
    reading = Reading.objects.get()
    press(client, f"/innlesinger/{reading.pk}/tabeller/", "Les")
    page = page_at(alna, f"/innlesinger/{reading.pk}/forskjeller/")
    assert page.xpath("//input[@name='per']/@value") == ["31.08.2026"]
    assert "T2 2026 gjelder status per 31.08.2026." in page.text_content()
