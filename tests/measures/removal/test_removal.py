"""What went wrong in a plan is put right: deleted in a draft, misfiled after adoption."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from measures.models import (
    Measure,
    Misfiling,
    NotDeletedError,
    ReplyLink,
    Responsible,
    Succession,
    delete_draft,
    delete_measure,
    mark_misfiled,
    mark_plan_misfiled,
)
from measures.models.carry_over import CarryOver
from measures.models.succession import Decision
from plans.forms import free_slug
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, report, set_deadline
from tests.forms_on_pages import form_on, send
from tests.measures.editing.forms import add, text_of

pytestmark = pytest.mark.usefixtures("five_plans")


DELETE_DRAFT = "/planer/grorud-utkast/slett/"


@pytest.fixture
def draft() -> Plan:
    return make_plan("grorud", slug="grorud-utkast", state=Plan.State.DRAFT)


# --- In a draft -----------------------------------------------------------------------------------


def test_a_measure_of_a_draft_is_deleted_with_all_that_is_its_own(
    grorud: User, draft: Plan
) -> None:
    first, wrong, last = (make_measure(draft, f"Tiltak {n}", items=["Ett"]) for n in (1, 2, 3))
    set_deadline(wrong, "31.12.2026")
    set_deadline(wrong, "31.12.2027", reason="Ingen lokaler", on=date(2024, 5, 1))
    report(wrong)
    client = CheckingClient.of(grorud)

    page = text_of(client.get(f"/tiltak/{wrong.pk}/slett/"))
    assert "Tiltaket, 1 delpunkt og fristen «31.12.2027»" in page
    assert "Tiltak 3 blir 2." in page
    send(client, f"/tiltak/{wrong.pk}/slett/", "Slett tiltaket")

    left = list(draft.measures.order_by("n").values_list("pk", "n"))
    assert left == [(first.pk, 1), (last.pk, 2)]
    assert client.get(f"/tiltak/{wrong.pk}/slett/").status_code == 404


def test_a_whole_draft_is_deleted_when_its_tick_is_set(grorud: User, draft: Plan) -> None:
    client = CheckingClient.of(grorud)
    add(client, draft, text="Et kurs", items="Ett\nTo", deadline_words="høsten 2026")

    assert "Last ned utkastet som Word først" in text_of(client.get(DELETE_DRAFT))
    refused = client.post("/planer/grorud-utkast/slett/", {})
    assert "Kryss av hvis utkastet skal slettes." in text_of(refused)
    answer = send(client, "/planer/grorud-utkast/slett/", "Slett utkastet", sure="on")

    assert "Utkastet Grorud 2024–2027 er slettet." in text_of(client.get(answer.url))
    assert not Plan.objects.filter(pk=draft.pk).exists()


def test_what_was_carried_into_a_deleted_draft_stands_undecided_where_it_came_from(
    grorud: User, draft: Plan
) -> None:
    old = Plan.objects.get(slug="grorud-2023")
    measure = old.measures.order_by("n")[0]
    decided = {one.pk: Decision() for one in old.measures.all()}
    CarryOver(old, draft, grorud).decide({**decided, measure.pk: Decision(kind="continued")})

    delete_draft(draft, by=grorud)

    assert not Succession.objects.filter(old=measure).exists()
    assert Measure.objects.filter(pk=measure.pk).exists()


@pytest.mark.one_database
def test_a_colleague_who_changed_the_draft_lately_is_told_of(grorud: User, draft: Plan) -> None:
    measure = make_measure(draft)
    colleague = editor_of(draft.organisation)
    add(CheckingClient.of(colleague), draft, text="Et annet")

    page = text_of(CheckingClient.of(grorud).get(f"/tiltak/{measure.pk}/slett/"))

    assert "En annen redaktør i Grorud endret utkastet for 1 minutt siden." in page


def test_what_is_changed_while_one_is_asked_is_shown_and_asked_about_again(
    grorud: User, draft: Plan
) -> None:
    measure = make_measure(draft)
    client, address = CheckingClient.of(grorud), f"/tiltak/{measure.pk}/slett/"
    opened = {where: form_on(client.get(where), "Slett") for where in (address, DELETE_DRAFT)}
    set_deadline(measure, "31.12.2027")

    for where, sent in opened.items():
        answer = client.post(where, {**sent, "sure": "on"})
        assert answer.status_code == 409
        assert "mens du så på det, så ingenting er slettet." in text_of(answer)
        assert "Tiltak 1: fristen er nå «31.12.2027»." in text_of(answer)
    assert draft.measures.count() == 1
    client.post(address, form_on(answer := client.get(address), "Slett"))
    assert answer.status_code == 200
    assert draft.measures.count() == 0


@pytest.mark.one_database
def test_who_has_a_deleted_draft_open_is_told_by_whom_and_keeps_the_text(
    grorud: User, ostensjo: User, draft: Plan
) -> None:
    measure = make_measure(draft)
    client = CheckingClient.of(grorud)
    typed = {**form_on(client.get("/planer/grorud-utkast/nytt-tiltak/")), "text": "Et kurs til"}
    goals = {**form_on(client.get("/planer/grorud-utkast/deler/")), "maal-0-text": "Et mål"}
    delete_draft(draft, by=editor_of(draft.organisation))

    for address, sent, text in (
        ("/planer/grorud-utkast/nytt-tiltak/", typed, "Et kurs til"),
        ("/planer/grorud-utkast/deler/", goals, "Et mål"),
        (f"/tiltak/{measure.pk}/rediger/", {"text": "Skrevet om"}, "Skrevet om"),
        (DELETE_DRAFT, {"sure": "on"}, ""),
    ):
        answer = client.post(address, sent)
        page = text_of(answer)
        assert answer.status_code == 404
        assert "Utkastet er slettet av en annen redaktør i Grorud kl. " in page
        assert text in page
        assert typed["token"][0] not in page
    stranger = CheckingClient.of(ostensjo).get("/planer/grorud-utkast/")
    assert "slettet" not in text_of(stranger)


@pytest.mark.one_database
def test_a_measure_that_another_deleted_is_told_of_and_so_is_ones_own(
    grorud: User, draft: Plan
) -> None:
    theirs, mine = make_measure(draft), make_measure(draft)
    delete_measure(theirs, by=editor_of(draft.organisation))
    delete_measure(mine, by=grorud)
    client = CheckingClient.of(grorud)

    page = text_of(client.get(f"/tiltak/{theirs.pk}/slett/"))
    assert "Tiltaket er slettet av en annen redaktør i Grorud kl." in page
    assert "Du slettet tiltaket kl." in text_of(client.get(mine.get_absolute_url()))


def test_a_plan_that_is_adopted_meanwhile_is_not_deleted(grorud: User, draft: Plan) -> None:
    measure = make_measure(draft)
    Plan.objects.filter(pk=draft.pk).update(state=Plan.State.ADOPTED)

    with pytest.raises(NotDeletedError):
        delete_measure(measure, by=grorud)
    with pytest.raises(NotDeletedError):
        delete_draft(draft, by=grorud)
    assert draft.measures.count() == 1


# --- After adoption -------------------------------------------------------------------------------


@pytest.mark.one_database
def test_a_misfiled_measure_is_in_no_list_of_any_day_and_its_page_opens(grorud: User) -> None:
    plan = Plan.objects.get(slug="grorud-2023")
    wrong = make_measure(plan, "Lagt inn to ganger", deadline="31.12.2023")
    report(wrong, on=date(2023, 8, 31))
    client = CheckingClient.of(grorud)

    page = text_of(client.get(f"/tiltak/{wrong.pk}/feilfort/"))
    assert "Planen får 21 tiltak." in page
    client.post(f"/tiltak/{wrong.pk}/feilfort/", {"reason": "Det samme står som tiltak 20."})

    for day in (Day(date(2024, 1, 15), date(2026, 11, 28)), Day.now()):
        assert not Measure.objects.as_of(day).filter(pk=wrong.pk).exists()
    own = text_of(client.get(wrong.get_absolute_url()))
    assert "Tiltaket er feilført og ikke med i noen tall. «Det samme står som tiltak 20.»" in own
    assert "Lagt inn to ganger" in text_of(client.get("/planer/grorud-2023/"))
    assert "22 tiltak" not in text_of(client.get("/planer/grorud-2023/"))
    for where in ("rediger", "frist", "status"):
        assert client.get(f"/tiltak/{wrong.pk}/{where}/").status_code == 404


@pytest.mark.one_database
def test_its_history_is_struck_out_and_the_measure_that_the_reason_names_is_one_click_away(
    grorud: User,
) -> None:
    plan = make_plan("grorud")
    right, wrong = make_measure(plan, "Riktig"), make_measure(plan, "Feil")
    report(wrong, "Under arbeid", on=date(2024, 5, 1))
    reason = f"Det samme står som tiltak {right.number}."
    mark_misfiled(wrong, True, reason=reason, by=grorud)

    page = CheckingClient.of(grorud).get(f"/tiltak/{wrong.pk}/")

    told = page.context["history"]
    assert [event.is_of_misfiled for event in told] == [False, *([True] * (len(told) - 1))]
    assert page.content.decode().count("<s>") == len(told)  # the heading, and all but one
    assert f'<a href="/tiltak/{right.pk}/">Se tiltak {right.number}</a>' in page.content.decode()


def test_a_misfiling_is_taken_back_with_a_reason_and_both_are_told(grorud: User) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    client = CheckingClient.of(grorud)
    address = f"/tiltak/{measure.pk}/feilfort/"
    client.post(address, {"reason": "Feil plan"})

    refused = client.post(address, {"reason": " ", "angre": "1"})
    assert "Skriv hvorfor." in text_of(refused)
    client.post(address, {"reason": "Det var riktig plan", "angre": "1"})

    page = text_of(client.get(measure.get_absolute_url()))
    assert "merket redaktør for Bydel Grorud tiltaket som feilført." in page
    assert "angret redaktør for Bydel Grorud feilføringen." in page
    assert Measure.objects.filter(pk=measure.pk).exists()


def test_two_who_misfile_at_once_make_one_row(grorud: User) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    first, second = CheckingClient.of(grorud), CheckingClient.of(grorud)

    for client in (first, second):
        client.post(f"/tiltak/{measure.pk}/feilfort/", {"reason": "Lagt inn to ganger"})

    assert Misfiling.objects.filter(measure=measure).count() == 1
    assert "Det er gjort allerede" in text_of(second.get(measure.get_absolute_url()))


def test_a_misfiling_without_a_reason_is_refused_by_the_database(grorud: User) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        mark_misfiled(measure, True, reason="", by=grorud)


# --- A whole adopted plan -------------------------------------------------------------------------

MISFILE = "/planer/grorud-2023/feilfort/"


def test_before_it_is_misfiled_one_is_told_that_what_was_sent_stands(grorud: User) -> None:
    measure = Measure.objects.filter(plan__slug="grorud-2023")[0]
    client = CheckingClient.of(grorud)
    for address in (MISFILE, f"/tiltak/{measure.pk}/feilfort/"):
        assert "Det som er sendt inn, står slik det ble sendt." in text_of(client.get(address))


@pytest.mark.one_database
def test_a_misfiled_plan_is_in_no_page_file_or_count_of_any_day(
    grorud: User, byadmin: User, tmp_path: Path
) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    client, city = CheckingClient.of(grorud), CheckingClient.of(byadmin)
    assert "Planen og 21 tiltak er ikke med for noen dag" in text_of(client.get(MISFILE))

    client.post(MISFILE, {"reason": "Lagt inn for feil bydel"})

    for day in (date(2023, 8, 31), date(2024, 1, 15), date(2026, 11, 28)):
        assert not Plan.objects.in_force(day).filter(slug="grorud-2023").exists()
        then = Day(day, date(2026, 11, 28))
        assert not Measure.objects.as_of(then).filter(plan__slug="grorud-2023").exists()
        for page in ("/oversikt/", "/tiltak/", "/temaer/", "/byens-plan/", "/sammenlign/"):
            answer = city.get(page, {"per": f"{day:%d.%m.%Y}"}, follow=True)
            assert "grorud-2023" not in answer.content.decode(), page
    file = tmp_path / "tiltak.json"
    call_command("export_status", format="json", output=file, as_of="2024-01-15")
    assert "Grorud 2023" not in file.read_text()
    for where in ("rediger", "deler", "nytt-tiltak", "svarlenker", "kontroll"):
        assert client.get(f"/planer/grorud-2023/{where}/").status_code == 404
    assert "Planen er feilført, og tiltaket er ikke med" in text_of(
        client.get(measure.get_absolute_url())
    )


@pytest.mark.one_database
def test_a_misfiled_plan_is_read_at_its_address_and_taken_back_whole(grorud: User) -> None:
    wrong = Measure.objects.get_by_natural_key("grorud-2023", 2)
    mark_misfiled(wrong, True, reason="Lagt inn to ganger", by=grorud)
    client = CheckingClient.of(grorud)

    assert "Skriv hvorfor." in text_of(client.post(MISFILE, {"reason": ""}))
    client.post(MISFILE, {"reason": "Feil plan"})
    assert "«Feil plan»" in text_of(client.get("/planer/"))
    page = text_of(client.get("/planer/grorud-2023/"))
    assert "Planen er feilført og ikke med i noen tall. «Feil plan»" in page
    assert "merket redaktør for Bydel Grorud planen som feilført: «Feil plan»" in page
    again = client.post(MISFILE, {"reason": "Feil plan"}, follow=True)
    assert "Det er gjort allerede" in text_of(again)
    client.post(MISFILE, {"reason": "Det var riktig", "angre": "1"})

    assert Plan.objects.get(slug="grorud-2023").measures.count() == 20
    assert Measure.ever.get(pk=wrong.pk).is_misfiled
    page = text_of(client.get("/planer/grorud-2023/"))
    assert "angret redaktør for Bydel Grorud feilføringen: «Det var riktig»" in page


def test_a_link_of_a_misfiled_plan_is_closed_and_its_address_is_not_given_again(
    grorud: User,
) -> None:
    party = Responsible.objects.get_by_natural_key("grorud", "Kriseteam")
    plan = Plan.objects.get(slug="grorud-2023")
    link = ReplyLink.objects.create(
        responsible=party, plan=plan, expires_on=date(2999, 1, 1), created_by=grorud
    )
    mark_plan_misfiled(plan, True, reason="Feil plan", by=grorud)

    assert not ReplyLink.objects.get(pk=link.pk).is_open(date(2026, 11, 28))
    assert free_slug(plan.organisation, date(2023, 1, 1)) == "grorud-2023-2"


def test_a_draft_is_not_misfiled_but_deleted(grorud: User, draft: Plan) -> None:
    assert not mark_plan_misfiled(draft, True, reason="Feil", by=grorud)
    answer = CheckingClient.of(grorud).get("/planer/grorud-utkast/feilfort/")
    assert answer.url == "/planer/grorud-utkast/slett/"
