"""An arbeidsark that comes back: a difference that a person takes, settles, or leaves."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from lxml import html

from measures.importing.worksheet.marks import Part
from measures.models import Act, Deadline, Edit, Measure, Reading, Risk, Status, mark_misfiled
from measures.vocabulary import RiskLevel, StatusCode
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report
from tests.forms_on_pages import form_on, said, send
from tests.measures.importing.worksheets import NAME, changed, fetched, filled_in

pytestmark = pytest.mark.one_database
DAY = date(2026, 8, 31)


@pytest.fixture
def plan(db: None) -> Plan:
    plan = make_plan("bjerke", starts_on=date(2025, 1, 1), ends_on=None)
    first = make_measure(plan, text="Tilby samtale", deadline="31.12.2026")
    report(first, "Påbegynt", on=date(2026, 4, 30), risk=RiskLevel.LOW)
    make_measure(plan, text="Etablere Gatefotball-lag")
    make_measure(plan, text="Holde kurs for ansatte")
    return plan


@pytest.fixture
def bjerke(db: None) -> User:
    return make_user("bjerke", (Role.EDITOR, "bjerke"))


@pytest.fixture
def client(bjerke: User) -> CheckingClient:
    return CheckingClient.of(bjerke)


def upload(client: CheckingClient, file: bytes, **more: Any) -> Any:
    sent = {"file": SimpleUploadedFile(NAME, file)}
    return client.post(reverse("measures:read-plan"), sent, follow=True, **more)


def address() -> str:
    return reverse("measures:reading-worksheet", args=[Reading.objects.latest("pk").pk])


def first_of(plan: Plan) -> Measure:
    measure: Measure = plan.measures.get(n=1)
    return measure


def history() -> list[int]:
    return [kind.objects.count() for kind in (Act, Status, Risk, Deadline, Edit)]


def sheet(plan: Plan, cells: dict[Part, object], row: int = 8) -> bytes:
    return filled_in(fetched(plan, day=DAY), {row: cells})


def take(client: CheckingClient, **more: Any) -> Any:
    answer = send(client, address(), "Ta inn", **more)
    return client.get(answer.url) if answer.status_code == 302 else answer


def test_an_untouched_sheet_changes_nothing_and_writes_no_history(
    client: CheckingClient, plan: Plan
) -> None:
    before = history()
    answer = upload(client, fetched(plan))
    assert "Ingenting er fylt ut, så ingenting er endret." in said(answer)
    assert history() == before
    assert not Reading.objects.exists()


def test_what_was_filled_in_is_reported_of_the_sheets_day(
    client: CheckingClient, plan: Plan
) -> None:
    cells: dict[Part, object] = {
        Part.NEW_STATUS: "Løpende",
        Part.NEW_RISK: "Høy",
        Part.NEW_DEADLINE: "30.06.2027",
        Part.REASON: "Venter på\nføringer",
        Part.REMARK: "= tre i uken\n'kvelder'",
    }
    upload(client, sheet(plan, cells))
    assert "1 tiltak er oppdatert fra arbeidsarket." in said(take(client))
    measure = first_of(plan)
    status, risk, deadline = measure.status, measure.risk, measure.deadline
    assert status is not None
    assert risk is not None
    assert deadline is not None
    assert (status.words, status.code, status.applies_on) == ("Løpende", StatusCode.ONGOING, DAY)
    assert status.remark == "= tre i uken\n'kvelder'"
    assert (risk.level, risk.applies_on) == (RiskLevel.HIGH, DAY)
    assert (deadline.words, deadline.reason) == ("30.06.2027", "Venter på\nføringer")
    assert status.recorded_as == "redaktør for Bydel Bjerke (fra et arbeidsark)"
    assert {status.act_id, risk.act_id, deadline.act_id} == {Act.objects.get(kind="reading").pk}


def test_a_remark_alone_stands_with_the_status_that_is_there(
    client: CheckingClient, plan: Plan
) -> None:
    upload(client, sheet(plan, {Part.REMARK: "38 av 52 har fått opplæring."}))
    take(client)
    status = first_of(plan).status
    assert status is not None
    assert (status.words, status.code, status.remark) == (
        "Påbegynt",
        StatusCode.IN_PROGRESS,
        "38 av 52 har fått opplæring.",
    )


def test_a_remark_on_what_nobody_has_reported_is_told_of(
    client: CheckingClient, plan: Plan
) -> None:
    answer = upload(client, sheet(plan, {Part.REMARK: "Noe"}, row=9))
    assert "Merknaden i rad 9 er ikke lest: Ingen har rapportert på tiltaket ennå." in said(answer)


def test_the_same_status_of_a_later_day_is_a_confirmation(
    client: CheckingClient, plan: Plan
) -> None:
    answer = upload(client, sheet(plan, {Part.NEW_STATUS: "Under arbeid"}))
    assert "bekreftet uendret" in said(answer)
    take(client)
    assert first_of(plan).statuses.count() == 2


def test_a_risk_is_taken_away(client: CheckingClient, plan: Plan) -> None:
    upload(client, sheet(plan, {Part.NEW_RISK: "Ikke vurdert"}))
    take(client)
    assert first_of(plan).current_risk is None


# --- Changed meanwhile ----------------------------------------------------------------------------


@pytest.fixture
def disputed(client: CheckingClient, plan: Plan) -> Measure:
    """The sheet says Iverksatt and a high risk; meanwhile somebody reported På vent."""
    file = sheet(plan, {Part.NEW_STATUS: "Iverksatt", Part.NEW_RISK: "Høy"})
    measure = first_of(plan)
    report(measure, "Venter", on=DAY, remark="Treneren har sluttet.", risk=RiskLevel.LOW)
    upload(client, file)
    return measure


def test_what_was_reported_meanwhile_must_be_settled(
    client: CheckingClient, disputed: Measure
) -> None:
    before = history()
    page = said(client.get(address()))
    assert "«Treneren har sluttet.»" in page
    assert "Ny risiko, Høy, tas inn uansett." in page
    assert "Velg for tiltak 1 først. Resten er klart." in said(take(client))
    assert history() == before


@pytest.mark.parametrize(
    ("choice", "words"), [("her", "Venter"), ("ark", "Iverksatt")], ids=["here", "the sheet"]
)
def test_a_conflict_is_settled_by_a_person(
    client: CheckingClient, disputed: Measure, choice: str, words: str
) -> None:
    take(client, **{f"velg-{disputed.pk}-status_text": choice})
    disputed.refresh_from_db()
    assert disputed.status is not None
    assert (disputed.status.words, disputed.current_risk) == (words, RiskLevel.HIGH)


def test_a_report_while_the_page_is_open_is_not_overwritten(
    client: CheckingClient, plan: Plan
) -> None:
    upload(client, sheet(plan, {Part.NEW_STATUS: "Iverksatt"}))
    page = client.get(address())
    report(first_of(plan), "Venter", on=DAY)
    before = history()
    stands = page.context["form"]["stands"].value()
    sent = {"applies_on": "31.08.2026", "stands": stands, "ta": [first_of(plan).pk]}
    sent[f"velg-{first_of(plan).pk}-status_text"] = "ark"
    answer = client.post(address(), sent, follow=True)
    assert "Noen har rapportert mens du så på dette, og ingenting er lagret." in said(answer)
    assert history() == before


# --- Left out, taken back, thrown away ------------------------------------------------------------


def test_a_measure_whose_tick_is_taken_away_stays_as_it_was(
    client: CheckingClient, plan: Plan
) -> None:
    file = filled_in(
        fetched(plan, day=DAY),
        {8: {Part.NEW_STATUS: "Iverksatt"}, 9: {Part.NEW_STATUS: "Iverksatt"}},
    )
    assert "Ta inn tiltakene som er krysset av" in said(upload(client, file))
    take(client, ta=[str(plan.measures.get(n=2).pk)])
    assert [m.current_code for m in plan.measures.order_by("n")] == [
        StatusCode.IN_PROGRESS,
        StatusCode.IMPLEMENTED,
        None,
    ]


def test_angre_takes_back_all_of_it(client: CheckingClient, plan: Plan) -> None:
    cells: dict[Part, object] = {Part.NEW_STATUS: "Iverksatt", Part.NEW_RISK: "Høy"}
    cells |= {Part.NEW_DEADLINE: "30.06.2027", Part.REASON: "Venter"}
    upload(client, sheet(plan, cells))
    take(client)
    undo = reverse("measures:undo-reading", args=[Reading.objects.get().act_id])
    answer = client.post(undo, follow=True)
    assert "Innlesingen er angret. 1 tiltak er som før." in said(answer)
    measure = first_of(plan)
    assert (measure.current_code, measure.current_risk) == ("in_progress", "low")
    assert measure.current_due_on == date(2026, 12, 31)
    assert "Arbeidsarket er lest" in said(answer)


def test_a_sheet_is_taken_in_once(client: CheckingClient, plan: Plan) -> None:
    upload(client, sheet(plan, {Part.NEW_STATUS: "Iverksatt"}))
    take(client)
    before = history()
    answer = client.post(address(), {"applies_on": "31.08.2026"}, follow=True)
    assert "Innlesingen er lagret allerede." in said(answer)
    assert history() == before


def test_the_day_is_asked_for_and_has_been(client: CheckingClient, plan: Plan) -> None:
    upload(client, filled_in(fetched(plan, day=None), {8: {Part.NEW_STATUS: "Iverksatt"}}))
    later = f"31.12.{localdate().year + 1}"
    answer = take(client, applies_on=later)
    assert "Statusene kan ikke gjelde en dag som ikke har vært." in said(answer)


# --- Sheets of other plans, and measures that are gone --------------------------------------------


def test_a_sheet_of_another_bydel_is_sent_there(plan: Plan) -> None:
    other = CheckingClient.of(make_user("alna", (Role.EDITOR, "alna")))
    answer = upload(other, sheet(plan, {Part.NEW_STATUS: "Iverksatt"}))
    assert "Arket gjelder Bydel Bjerke. Be redaktøren der laste det opp." in said(answer)
    assert not Reading.objects.exists()


def test_a_sheet_knows_its_plan_whatever_was_chosen(client: CheckingClient, plan: Plan) -> None:
    """Also where one is redaktør of two bydeler, and has chosen none."""
    user = make_user("to", (Role.EDITOR, "alna"), (Role.EDITOR, "bjerke"))
    upload(CheckingClient.of(user), sheet(plan, {Part.NEW_STATUS: "Iverksatt"}))
    assert Reading.objects.get().plan == plan


def test_an_older_plan_is_told_of(client: CheckingClient, plan: Plan) -> None:
    make_plan("bjerke", starts_on=date(2026, 1, 1), ends_on=None)
    answer = upload(client, sheet(plan, {Part.NEW_STATUS: "Iverksatt"}))
    assert "som ikke er planen som gjelder nå" in said(answer)


def test_a_measure_that_was_misfiled_meanwhile_is_told_of(
    client: CheckingClient, plan: Plan, bjerke: User
) -> None:
    file = sheet(plan, {Part.NEW_STATUS: "Iverksatt"})
    mark_misfiled(first_of(plan), True, reason="Feil plan", by=bjerke)
    answer = upload(client, file)
    assert "Rad 8 er ikke lest: Tiltak 1 er merket som feilført etter at arket ble hentet." in said(
        answer
    )


def test_a_measure_that_was_deleted_meanwhile_is_told_of(client: CheckingClient) -> None:
    draft = make_plan("bjerke", state=Plan.State.DRAFT)
    measure = make_measure(draft)
    file = sheet(draft, {Part.NEW_STATUS: "Iverksatt"})
    measure.delete()
    assert "Rad 8 er ikke lest: Tiltak 1 er slettet" in said(upload(client, file))


def test_a_measure_that_was_dropped_meanwhile_is_a_conflict(
    client: CheckingClient, plan: Plan
) -> None:
    file = sheet(plan, {Part.NEW_STATUS: "Iverksatt"})
    report(first_of(plan), "Utgått", on=DAY, code=StatusCode.CANCELLED)
    assert "Behold Utgått" in said(upload(client, file))


def test_a_row_that_cannot_be_read_does_not_stop_the_others(
    client: CheckingClient, plan: Plan
) -> None:
    file = filled_in(
        fetched(plan, day=DAY),
        {8: {Part.NEW_STATUS: "Iverksatt"}, 9: {Part.KEY: "9-FFFF", Part.NEW_STATUS: "Utgått"}},
    )
    answer = upload(client, file)
    assert "Rad 9 har en nøkkel vi ikke kjenner, og er ikke lest." in said(answer)
    assert "Ta inn 1 tiltak" in said(answer)


def test_faults_are_listed_and_nothing_is_kept(client: CheckingClient, plan: Plan) -> None:
    answer = upload(client, sheet(plan, {Part.NEW_RISK: "Ganske høy"}))
    assert "1 celle må rettes i arket" in said(answer)
    assert "I, Ny risiko" in said(answer)
    assert not Reading.objects.exists()


def test_a_sheet_without_its_keys_is_told_of(client: CheckingClient, plan: Plan) -> None:
    file = changed(fetched(plan), lambda book: book.remove(book["ruspolitikk"]))
    assert "det skjulte arket" in said(upload(client, file))


def test_fifty_rows_are_taken_in_by_few_queries(
    client: CheckingClient, plan: Plan, django_assert_max_num_queries: Any
) -> None:
    rows = {n: {Part.NEW_STATUS: "Iverksatt"} for n in range(8, 58)}
    for n in range(4, 51):
        make_measure(plan, text=f"Tiltak nummer {n}")
    upload(client, filled_in(fetched(plan, day=DAY), rows))
    sent = form_on(client.get(address()), "Ta inn")
    with django_assert_max_num_queries(50):
        assert client.post(address(), sent).status_code == 302


def test_a_row_without_a_key_goes_on_to_a_new_measure_with_its_words(
    client: CheckingClient, plan: Plan
) -> None:
    cells: dict[Part, object] = {
        Part.TEXT: "Åpne et værested & en kafé",
        Part.NEW_DEADLINE: "30.06.2027",
        Part.NEW_STATUS: "Løpende",
    }
    page = html.document_fromstring(upload(client, sheet(plan, cells, row=11)).content.decode())
    (way_on,) = page.xpath("//a[contains(., 'Legg til som nytt tiltak')]/@href")
    answer = send(client, way_on, "Lagre")
    assert answer.status_code == 302, said(answer)
    added = plan.measures.get(n=4)
    assert (added.text, added.current_due_on) == (cells[Part.TEXT], date(2027, 6, 30))


def test_a_text_that_no_address_holds_is_shown_to_be_copied(
    client: CheckingClient, plan: Plan
) -> None:
    text = "Åpne et værested. " * 200
    page = said(upload(client, sheet(plan, {Part.TEXT: text}, row=11)))
    assert text.strip() in page
    assert "Legg til som nytt tiltak" not in page


# --- Personal data --------------------------------------------------------------------------------

ASKED = "Her står det som ser ut som et telefonnummer («22 33 44 55»)."


def test_a_number_in_a_remark_is_asked_about_once_and_what_was_ticked_is_kept(
    client: CheckingClient, plan: Plan
) -> None:
    rows = {
        8: {Part.NEW_STATUS: "Iverksatt", Part.REMARK: "Ring 22 33 44 55"},
        9: {Part.NEW_STATUS: "Iverksatt"},
        10: {Part.NEW_STATUS: "Iverksatt"},
    }
    upload(client, filled_in(fetched(plan, day=DAY), rows))
    before = history()
    two = [str(measure.pk) for measure in plan.measures.filter(n__in=[1, 3])]
    first = take(client, ta=two)
    assert ASKED in said(first)
    assert "Se på det som er merket i tiltak 1." in said(first)
    assert history() == before
    again = form_on(first, "Ta inn")
    assert sorted(again["ta"]) == sorted(two)
    assert client.post(address(), again).status_code == 302
    assert first_of(plan).latest_status.remark == "Ring 22 33 44 55"  # type: ignore[union-attr]
    assert plan.measures.get(n=2).latest_status is None


def test_a_name_in_a_row_that_is_not_taken_is_not_asked_about(
    client: CheckingClient, plan: Plan
) -> None:
    rows = {
        8: {Part.NEW_DEADLINE: "31.12.2027", Part.REASON: "Kari Hansen slutter"},
        9: {Part.NEW_STATUS: "Iverksatt"},
    }
    upload(client, filled_in(fetched(plan, day=DAY), rows))
    assert "navnet på en person («Kari Hansen»)" in said(take(client))
    assert "Lagret. 1 tiltak" in said(take(client, ta=[str(plan.measures.get(n=2).pk)]))


def test_words_that_stand_here_already_are_not_asked_about(
    client: CheckingClient, plan: Plan
) -> None:
    report(first_of(plan), "Avklares med Kari Hansen", on=date(2026, 5, 1))
    upload(client, sheet(plan, {Part.REMARK: "Uendret"}))
    assert "Lagret. 1 tiltak" in said(take(client))
