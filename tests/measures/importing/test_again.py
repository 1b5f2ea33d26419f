"""«Samme plan på nytt»: what a newer document says otherwise, settled, taken in and taken back."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from measures.models import Act, Edit, KeptFile, Measure, MeasureSource, Reading, Status
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_user, report
from tests.forms_on_pages import form_on, said, send
from tests.measures.importing.plan_in_word import plan_in_word
from tests.measures.importing.test_pages import SCANNED

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]

GOAL = "Færre utvikler rusproblemer"
ROWS = [
    [GOAL, "Tilby grupper for ungdom", "Enhetsleder barn og unge", "31.12.2027", "Påbegynt"],
    [GOAL, "Følge opp frafall i skolen", "Skolekontakten", "innen oktober", "Nesten i mål"],
    [GOAL, "Holde kurs for ansatte", "HR-leder", "Kontinuerlig", "Påbegynt"],
]
CHANGED = [
    [GOAL, "Tilby grupper for ungdom og foreldre", *ROWS[0][2:4], "Iverksatt"],
    ROWS[1],
    [GOAL, "Åpne et værested", "Enhet for bolig", "30.06.2027", ""],
]
READ, PER = "30.04.2026", "31.08.2026"


@pytest.fixture(scope="module")
def bjerke(kept: None) -> User:
    return make_user("bjerke", (Role.EDITOR, "bjerke"))


@pytest.fixture
def client(bjerke: User) -> CheckingClient:
    return CheckingClient.of(bjerke)


@pytest.fixture(scope="module")
def plan(bjerke: User) -> Plan:
    """A draft that was read in, with an answer to what was doubted, and adopted since."""
    client = CheckingClient.of(bjerke)
    reading = read(client, ROWS)
    doubt = {"rad": 2, "hva": "svar", "tvil": "deadline_unclear", "svar": "2027"}
    client.post(address("reading-review", reading), doubt)
    send(client, address("reading-summary", reading), "Lagre", applies_on=READ)
    plan = newest_plan()
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ADOPTED)
    plan.refresh_from_db()
    return plan


def newest_plan() -> Plan:
    plan: Plan = Plan.objects.filter(organisation__slug="bjerke").latest("pk")
    return plan


def read(client: CheckingClient, rows: list[list[str]], **typed: Any) -> Reading:
    """To the review."""
    file = SimpleUploadedFile("Plan 2025–2028.docx", plan_in_word(rows))
    sent = {"text": typed.pop("text")} if "text" in typed else {"file": file}
    client.post(reverse("measures:read-plan"), {**sent, **typed})
    reading = Reading.objects.latest("pk")
    send(client, address("reading-tables", reading), "Les")
    return Reading.objects.get(pk=reading.pk)


def address(name: str, reading: Reading) -> str:
    return reverse(f"measures:{name}", args=[reading.pk])


def again(client: CheckingClient, plan: Plan, rows: list[list[str]], per: str = PER) -> Reading:
    """To the differences."""
    reading = read(client, rows, plan=plan.slug)
    client.post(address("reading-difference", reading), {"hva": "dag", "per": per})
    return reading


def take_in(client: CheckingClient, reading: Reading, **typed: Any) -> Any:
    where = address("reading-difference", reading)
    sent = {**form_on(client.get(where), "Ta inn"), "hva": "ta-inn", **typed}
    return client.post(where, sent, follow=True)


def test_the_day_is_asked_for_where_the_file_does_not_say_it(
    client: CheckingClient, plan: Plan
) -> None:
    reading = read(client, CHANGED, plan=plan.slug)
    where = address("reading-difference", reading)
    assert client.get(address("reading-summary", reading)).headers["Location"] == where
    assert "Vi finner ikke hvilken dag filen gjelder." in said(client.get(where))
    answer = send(client, where, "Vis forskjellene", per="31.12.2040")
    assert "Filen kan ikke gjelde en dag som ikke har vært." in said(answer)
    Reading.objects.update(file_name="Plan, status 31.08.2026.docx")
    assert "Lest fra filnavnet" in said(client.get(where))


def test_the_difference_is_shown_taken_in_and_taken_back(
    client: CheckingClient, plan: Plan
) -> None:
    reading = again(client, plan, CHANGED)
    page = said(client.get(address("reading-difference", reading)))
    assert "2 av 3 tiltak i filen er kjent igjen." in page
    assert "0 Må avgjøres 1 Endret i filen 1 Nye 1 Borte fra filen 1 Som før" in page
    answer = take_in(client, reading)
    assert "Lagret. 1 tiltak er endret og 1 nytt er lagt til. Filen er slettet." in said(answer)
    first = Measure.objects.get(plan=plan, n=1)
    assert (first.text, first.current_code) == (CHANGED[0][1], "implemented")
    assert Measure.objects.get(plan=plan, n=4).joined_on == date(2026, 8, 31)
    reading.refresh_from_db()
    assert (reading.is_taken_in, reading.content) == (True, None)

    shown = client.get(plan.get_absolute_url())
    assert "1 tiltak har forslag" in said(shown), "only what is new is counted"
    assert "Det som ble endret, blir som før, og nye tiltak merkes som feilført." in said(shown)
    answer = client.post(reverse("measures:undo-reading", args=[reading.act_id]), follow=True)
    assert "1 tiltak er merket som feilført. 1 tiltak er som før." in said(answer)
    first.refresh_from_db()
    assert (first.text, first.current_code) == (ROWS[0][1], "in_progress")
    assert Measure.objects.filter(plan=plan).count() == 3


def test_the_same_file_again_asks_nothing_and_changes_nothing_by_itself(
    client: CheckingClient, plan: Plan
) -> None:
    counts = [kind.objects.count() for kind in (Act, Edit, MeasureSource, Status)]
    reading = read(client, ROWS, plan=plan.slug)
    assert "Alle 3 tiltak er klare." in said(client.get(address("reading-review", reading)))
    client.post(address("reading-difference", reading), {"hva": "dag", "per": READ})
    page = said(client.get(address("reading-difference", reading)))
    assert "Ingenting er endret siden" in page
    assert "3 av 3 tiltak i filen er like." in page
    assert "Ta inn" not in page
    assert counts == [kind.objects.count() for kind in (Act, Edit, MeasureSource, Status)]


def test_a_conflict_is_settled_before_anything_is_saved(client: CheckingClient, plan: Plan) -> None:
    first = Measure.objects.get(plan=plan, n=1)
    report(first, "Avsluttet", on=date(2026, 8, 31))
    reading = again(client, plan, CHANGED)
    answer = take_in(client, reading)
    assert "Velg for tiltak 1 først. Resten er klart." in said(answer)
    assert "Planen her og filen har hver sin status for 31.08.2026." in said(answer)
    assert Measure.objects.filter(plan=plan).count() == 3
    take_in(client, reading, **{f"{first.pk}-status_text": "her"})
    first.refresh_from_db()
    assert (first.current_code, first.text) == ("completed", CHANGED[0][1])


def test_what_somebody_changes_meanwhile_is_looked_at_first(
    client: CheckingClient, plan: Plan
) -> None:
    reading = again(client, plan, CHANGED)
    where = address("reading-difference", reading)
    sent = {**form_on(client.get(where), "Ta inn"), "hva": "ta-inn"}
    report(Measure.objects.get(plan=plan, n=1), "Avsluttet", on=date(2026, 7, 1))
    answer = client.post(where, sent)
    assert answer.status_code == 409
    assert "Noen har endret planen i mellomtiden. Ingenting er lagret." in said(answer)
    assert not Act.objects.filter(kind=Act.Kind.READING, sources__is_new=False).exists()


def test_two_presses_take_it_in_once(client: CheckingClient, plan: Plan) -> None:
    reading = again(client, plan, CHANGED)
    where = address("reading-difference", reading)
    sent = {**form_on(client.get(where), "Ta inn"), "hva": "ta-inn"}
    client.post(where, sent)
    answer = client.post(where, sent, follow=True)
    assert "Innlesingen er lagret allerede. Her er planen." in said(answer)
    assert Measure.objects.filter(plan=plan).count() == 4


def test_a_person_says_that_a_new_row_is_a_lost_measure_and_takes_it_back(
    client: CheckingClient, plan: Plan
) -> None:
    third = Measure.objects.get(plan=plan, n=3)
    rows = [*ROWS[:2], [GOAL, "Kurs i motiverende samtale", *ROWS[2][2:]]]
    reading = again(client, plan, rows)
    where = address("reading-difference", reading)
    page = client.get(where)
    assert f"Ligner på tiltak {third.n}, som er borte fra filen" in said(page)
    sent = form_on(page, "Ta inn")
    answer = client.post(where, {**sent, "samme": f"3:{third.pk}"})
    assert "0 Må avgjøres 1 Endret i filen 0 Nye 0 Borte fra filen 2 Som før" in said(answer)
    assert f"{third.pk}-text" in form_on(answer, "Ta inn")["ta"], "what came is ticked"
    answer = client.post(where, {**sent, "samme": "3:0"})
    assert "1 Nye 1 Borte fra filen" in said(answer)
    assert "ny-3" in form_on(answer, "Ta inn")["ta"]


def test_a_lost_measure_is_kept_or_dropped_as_somebody_says(
    client: CheckingClient, plan: Plan
) -> None:
    third = Measure.objects.get(plan=plan, n=3)
    answer = take_in(client, again(client, plan, ROWS[:2]), **{f"borte-{third.pk}": "utgatt"})
    assert "Lagret. 1 er satt til Utgått." in said(answer)
    third.refresh_from_db()
    assert third.current_code == "cancelled"
    page = said(client.get(address("reading-difference", again(client, plan, ROWS[:2]))))
    assert "Borte fra filen" in page
    assert "0 Borte fra filen" in page


def test_the_unchanged_are_confirmed_as_of_the_files_day_and_taken_back(
    client: CheckingClient, plan: Plan
) -> None:
    reading = again(client, plan, ROWS)
    page = said(client.get(address("reading-difference", reading)))
    assert "Bekreft de 2 uendrede per 31.08.2026" in page, "a word that waits is not confirmed"
    answer = take_in(client, reading, bekreft="on")
    assert "Lagret. 2 er bekreftet uendret." in said(answer)
    first = Measure.objects.get(plan=plan, n=1)
    newest = first.statuses.counting().latest("applies_on")
    assert (newest.words, newest.code) == ("Påbegynt", "in_progress")
    assert newest.applies_on == date(2026, 8, 31)
    reading.refresh_from_db()
    client.post(reverse("measures:undo-reading", args=[reading.act_id]))
    first.refresh_from_db()
    assert first.current_reported_on == date(2026, 4, 30)


def test_the_differences_take_fifteen_queries_at_most(client: CheckingClient, plan: Plan) -> None:
    where = address("reading-difference", again(client, plan, CHANGED))
    with CaptureQueriesContext(connection) as captured:
        client.get(where)
    assert len(captured) <= 15


def test_nothing_is_written_where_nothing_is_chosen(client: CheckingClient, plan: Plan) -> None:
    reading = again(client, plan, ROWS)
    assert "Du har ikke valgt noe. Ingenting er lagret." in said(take_in(client, reading))
    reading.refresh_from_db()
    assert not reading.is_taken_in


def test_what_was_reported_after_the_files_day_is_not_confirmed(
    client: CheckingClient, plan: Plan
) -> None:
    report(Measure.objects.get(plan=plan, n=1), "Påbegynt", on=date(2026, 9, 15))
    page = said(client.get(address("reading-difference", again(client, plan, ROWS))))
    assert "Bekreft det 1 uendrede per 31.08.2026" in page


def test_the_file_is_kept_with_the_plan_when_somebody_says_so(
    client: CheckingClient, plan: Plan
) -> None:
    answer = take_in(client, again(client, plan, CHANGED), **{"behold-fil": "on"})
    assert "Filen er tatt vare på." in said(answer)
    (kept,) = KeptFile.objects.filter(plan=plan)
    assert kept.name == "Plan 2025–2028.docx"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("15.05.2026", "1 nytt er lagt til"),
        ("15.05.2040", "Et tiltak blir ikke med i planen fra en dag fram i tid."),
        ("15.05.2024", "Planen begynner 01.01.2025. Velg den dagen eller en senere."),
        ("", "Skriv dagen tiltaket ble med i planen."),
    ],
)
def test_each_new_row_is_in_the_plan_from_a_day_of_its_own(
    client: CheckingClient, plan: Plan, typed: str, told: str
) -> None:
    answer = take_in(client, again(client, plan, CHANGED), **{"med-fra-3": typed})
    assert told in said(answer)
    joined = Measure.objects.filter(plan=plan, n=4).values_list("joined_on", flat=True)
    assert list(joined) == ([date(2026, 5, 15)] if typed == "15.05.2026" else [])


def test_a_status_in_the_file_is_of_a_measure_that_is_in_the_plan_by_then(
    client: CheckingClient, plan: Plan
) -> None:
    rows = [*ROWS, [GOAL, "Åpne et værested", "Enhet for bolig", "30.06.2027", "Påbegynt"]]
    answer = take_in(client, again(client, plan, rows), **{"med-fra-4": "15.09.2026"})
    assert "Filen har status per 31.08.2026. Velg den dagen eller en tidligere." in said(answer)
    assert Measure.objects.filter(plan=plan).count() == 3


def test_the_day_of_a_row_that_is_not_taken_in_is_not_asked_about(
    client: CheckingClient, plan: Plan
) -> None:
    reading = again(client, plan, CHANGED)
    form = form_on(client.get(address("reading-difference", reading)), "Ta inn")
    ticked = [name for name in form["ta"] if name != "ny-3"]
    answer = take_in(client, reading, ta=ticked, **{"med-fra-3": "tull"})
    assert "Lagret. 1 tiltak er endret. Filen er slettet." in said(answer)


def test_a_measure_that_a_draft_has_lost_is_deleted_when_somebody_says_so_twice(
    client: CheckingClient, plan: Plan
) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    third = Measure.objects.get(plan=plan, n=3)
    reading = again(client, plan, ROWS[:2])
    choice = {f"borte-{third.pk}": "slett"}
    answer = take_in(client, reading, **choice)
    assert "1 tiltak blir slettet fra utkastet. Angre innlesingen henter det ikke" in said(answer)
    assert Measure.objects.filter(pk=third.pk).exists()
    answer = take_in(client, reading, **choice, **{"slett-sikker": str(third.pk)})
    assert "Lagret. 1 er slettet fra utkastet." in said(answer)
    assert not Measure.ever.filter(pk=third.pk).exists()


def test_nothing_is_deleted_from_an_adopted_plan(client: CheckingClient, plan: Plan) -> None:
    third = Measure.objects.get(plan=plan, n=3)
    choice = {f"borte-{third.pk}": "slett", "slett-sikker": str(third.pk)}
    assert take_in(client, again(client, plan, ROWS[:2]), **choice).status_code == 409
    assert Measure.objects.filter(pk=third.pk).exists()


def test_numbers_that_moved_along_are_told_of_at_once(client: CheckingClient) -> None:
    lines = [f"{n}\t{text}" for n, (_goal, text, *_rest) in enumerate(ROWS, start=1)]
    table = "\n".join(["Nr\tTiltak", *lines])
    send(client, address("reading-summary", read(client, [], text=table)), "Lagre", title="Plan")
    plan = newest_plan()
    moved = [f"{n}\t{row[1]}" for n, row in enumerate([CHANGED[2], *ROWS], start=1)]
    reading = read(client, [], text="\n".join(["Nr\tTiltak", *moved]), plan=plan.slug)
    page = said(client.get(address("reading-difference", reading)))
    assert "Gi 3 tiltak numrene de har i filen" in page
    take_in(client, reading)
    codes = Measure.objects.filter(plan=plan).order_by("n").values_list("code", flat=True)
    assert list(codes) == ["2", "3", "4", "1"]


def test_a_plan_that_is_there_is_recognised_though_it_was_said_to_be_new(
    client: CheckingClient, plan: Plan
) -> None:
    reading = read(client, [*ROWS[:2], CHANGED[2]])
    for step in ("reading-review", "reading-summary"):
        page = said(client.get(address(step, reading)))
        assert "2 tiltak står i Bjerke 2025–2028 fra før." in page
    answer = client.post(address("reading-difference", reading), {"hva": "plan"})
    assert answer.headers["Location"] == address("reading-difference", reading)
    reading.refresh_from_db()
    assert (reading.plan, reading.makes_plan) == (plan, False)
    assert "Alle 3 tiltak er klare." in said(client.get(address("reading-review", reading)))


def test_letters_that_were_put_back_before_are_put_back_again(client: CheckingClient) -> None:
    reading = read(client, [], text=SCANNED)
    client.post(address("repair-reading", reading), {"svar": "alle"})
    typed = {"title": "En plan", "applies_on": READ}
    send(client, address("reading-summary", reading), "Lagre", **typed)
    plan = newest_plan()
    reading = read(client, [], text=SCANNED, plan=plan.slug)
    client.post(address("reading-difference", reading), {"hva": "dag", "per": PER})
    page = said(client.get(address("reading-difference", reading)))
    assert "3 av 3 tiltak i filen er like." in page


# --- Personal data --------------------------------------------------------------------------------

ASKED = "Her står det som ser ut som et telefonnummer («22 33 44 55»)."
WITH_NUMBER = [
    [GOAL, "Tilby grupper for ungdom. Ring 22 33 44 55", *ROWS[0][2:]],
    *ROWS[1:],
    [GOAL, "Åpne et værested med Kari Hansen", "Enhet for bolig", "30.06.2027", ""],
]


def test_a_number_that_nobody_has_answered_for_is_asked_about_once_before_it_is_taken_in(
    client: CheckingClient, plan: Plan
) -> None:
    reading = again(client, plan, WITH_NUMBER)
    assert ASKED.removeprefix("Her") in said(client.get(address("reading-review", reading)))
    first = take_in(client, reading, **{"behold-fil": "on"})
    assert ASKED in said(first)
    assert "navnet på en person («Kari Hansen»)" in said(first)
    assert "Ingenting er lagret." in said(first)
    assert Measure.objects.get(plan=plan, n=1).text == ROWS[0][1]
    again_sent = {**form_on(first, "Ta inn"), "hva": "ta-inn"}
    assert again_sent["behold-fil"] == ["on"]
    answer = client.post(address("reading-difference", reading), again_sent, follow=True)
    assert "Lagret. 1 tiltak er endret og 1 nytt er lagt til." in said(answer)
    assert Measure.objects.get(plan=plan, n=1).text == WITH_NUMBER[0][1]


def test_what_is_left_out_or_was_answered_in_the_review_is_not_asked_about(
    client: CheckingClient, plan: Plan
) -> None:
    reading = again(client, plan, WITH_NUMBER)
    answer = {"rad": 1, "hva": "svar", "tvil": "personal_data", "svar": "la-sta"}
    client.post(address("reading-review", reading), answer)
    first = Measure.objects.get(plan=plan, n=1)
    told = said(take_in(client, reading, ta=[f"{first.pk}-text"]))
    assert "Lagret. 1 tiltak er endret." in told


def test_what_the_document_said_before_is_not_asked_again_but_what_is_new_in_the_row_is(
    client: CheckingClient, plan: Plan
) -> None:
    reading = again(client, plan, WITH_NUMBER)
    sent = {**form_on(take_in(client, reading), "Ta inn"), "hva": "ta-inn"}
    client.post(address("reading-difference", reading), sent)
    newer = [[*WITH_NUMBER[0][:4], "Venter på Per Borten"], *WITH_NUMBER[1:]]
    reading = again(client, plan, newer, per="30.09.2026")
    page = said(client.get(address("reading-review", reading)))
    assert "Her står det som ser ut som navnet på en person («Per Borten»)." in page
    assert "22 33 44 55»)" not in page


def test_a_number_of_birth_in_any_column_is_refused_in_a_newer_document(
    client: CheckingClient, plan: Plan
) -> None:
    for column in range(5):
        rows = [[*row] for row in ROWS]
        rows[0][column] += " 15076500565"
        reading = again(client, plan, rows)
        page = client.get(address("reading-difference", reading), follow=True)
        assert "Et fødselsnummer hører ikke hjemme i en plan" in said(page)
