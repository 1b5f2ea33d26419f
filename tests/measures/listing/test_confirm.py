"""«Bekreft uendret» and one status for all: what will happen first, then all of it at once."""

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from measures.models import Measure, Status, Withdrawal
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report

ADDRESS = reverse("measures:confirm")


@pytest.fixture
def ten(five_plans: None) -> list[Measure]:
    """Ten of Grorud's, all reported."""
    return list(Measure.objects.filter(plan__slug="grorud-2023").order_by("n")[:10])


def seen(measure: Measure) -> str:
    return f"{measure.pk}:{measure.report_version}:{measure.latest_status_id or 0}"


def listed(user: User, measures: list[Measure], **more: Any) -> str:
    query = {"tiltak": [m.pk for m in measures], **more}
    return unescape(CheckingClient.of(user).get(ADDRESS, query).content.decode())


def sent(user: User, measures: list[Measure], **more: Any) -> Any:
    form = {"tiltak": [seen(m) for m in measures], "applies_on": f"{localdate():%d.%m.%Y}"}
    return CheckingClient.of(user).post(ADDRESS, {**form, **more})


@pytest.mark.one_database
def test_the_page_lists_what_will_happen_and_writes_nothing(
    ten: list[Measure], grorud: User
) -> None:
    before = Status.objects.count()
    said = listed(grorud, ten)
    assert "Bekreft 10 tiltak uendret" in said
    assert all(measure.name in said for measure in ten)
    assert "Alle ble sist rapportert 31.12.2023." in said
    assert Status.objects.count() == before


@pytest.mark.one_database
def test_whoever_has_not_asked_is_shown_where_links_are_made(
    ten: list[Measure], grorud: User
) -> None:
    assert 'href="/planer/grorud-2023/svarlenker/"' in listed(grorud, ten)


@pytest.mark.one_database
def test_nobody_is_sent_to_one_of_several_plans(ten: list[Measure], grorud: User) -> None:
    other = make_measure(make_plan("grorud"))
    report(other, "Påbegynt", on=date(2023, 12, 31))
    assert "svarlenker" not in listed(grorud, [ten[0], other])


def test_confirming_writes_for_each_who_and_when_and_the_same_words(
    ten: list[Measure], grorud: User
) -> None:
    before = {m.pk: (m.latest_status.words, m.latest_status.code) for m in ten if m.latest_status}
    response = sent(grorud, ten)

    assert response.status_code == 302
    for measure in ten:
        measure.refresh_from_db()
        newest = measure.latest_status
        assert newest is not None
        assert (newest.words, newest.code) == before[measure.pk]
        assert (newest.applies_on, newest.recorded_by) == (localdate(), grorud)
        assert newest.recorded_as == "redaktør for Bydel Grorud"


@pytest.mark.one_database
def test_the_history_says_that_it_was_confirmed(ten: list[Measure], grorud: User) -> None:
    sent(grorud, ten)
    page = CheckingClient.of(grorud).get(ten[0].get_absolute_url())
    assert "bekreftet redaktør for Bydel Grorud at status" in unescape(page.content.decode())


def test_a_remark_still_stands_after_a_confirmation(grorud: User) -> None:
    measure = make_measure(make_plan("grorud"))
    report(measure, "Under arbeid", remark="Venter på lokaler")
    sent(grorud, [measure])
    measure.refresh_from_db()
    assert measure.latest_status is not None
    assert measure.latest_status.remark == "Venter på lokaler"
    page = unescape(CheckingClient.of(grorud).get(measure.get_absolute_url()).content.decode())
    assert page.count("«Venter på lokaler»") == 1  # said once, where it was new


def test_one_status_for_all_with_a_remark_that_they_share(ten: list[Measure], grorud: User) -> None:
    assert "Sett 10 tiltak til På vent" in listed(grorud, ten, status="on_hold", sett="1")
    sent(grorud, ten, status="on_hold", sett="1", remark="Budsjettet er ikke vedtatt")
    for measure in Measure.objects.filter(pk__in=[m.pk for m in ten]):
        assert measure.latest_status is not None
        assert measure.latest_status.code == "on_hold"
        assert measure.latest_status.remark == "Budsjettet er ikke vedtatt"


def test_a_status_chosen_in_passing_is_not_set_by_bekreft_uendret(
    ten: list[Measure], grorud: User
) -> None:
    sent(grorud, ten, status="completed")
    assert not Status.objects.filter(code="completed", recorded_by=grorud).exists()


def test_what_was_never_reported_cannot_be_confirmed_and_is_named(grorud: User) -> None:
    plan = make_plan("grorud")
    silent, told = make_measure(plan, "Aldri sagt noe om"), make_measure(plan, "Rapportert")
    report(told)
    said = listed(grorud, [silent, told])
    assert "1 tiltak er aldri rapportert" in said
    assert "Bekreft 1 tiltak uendret" in said
    sent(grorud, [silent, told])
    assert silent.statuses.count() == 0
    assert told.statuses.count() == 2


def test_the_rows_that_others_saved_first_are_left_and_the_rest_are_saved(
    ten: list[Measure], grorud: User
) -> None:
    ticked = [seen(measure) for measure in ten]
    report(ten[3], "Iverksatt", on=localdate(), remark="Kollegaens ord")

    response = sent(grorud, [], tiltak=ticked)

    said = unescape(response.content.decode())
    assert response.status_code == 409
    assert "9 tiltak er lagret. 1 ble endret av andre mens du så på dem." in said
    assert ten[3].name in said
    assert "Du så «Under arbeid»" in said or "Du så «Venter»" in said
    assert ten[3].statuses.filter(recorded_by=grorud).count() == 0
    assert all(m.statuses.filter(recorded_by=grorud).count() == 1 for m in ten if m != ten[3])


def test_a_report_of_another_measure_is_not_told_by_its_id(
    ten: list[Measure], ostensjo: User
) -> None:
    draft = make_measure(make_plan("grorud", state=Plan.State.DRAFT))
    report(draft, "Hemmelige ord", on=date(2024, 4, 30))
    own = Measure.objects.get(plan__slug="ostensjo-2020", n=1)

    response = sent(ostensjo, [], tiltak=[f"{own.pk}:99:{draft.latest_status_id}"])

    assert response.status_code == 409
    assert "Hemmelige ord" not in response.content.decode()


def test_confirming_again_after_that_is_a_choice(ten: list[Measure], grorud: User) -> None:
    ticked = [seen(measure) for measure in ten]
    report(ten[3], "Iverksatt", on=localdate())
    page = sent(grorud, [], tiltak=ticked).content.decode()
    again = [part.split('"')[0] for part in page.split('name="tiltak" value="')[1:]]
    assert len(again) == 1
    assert sent(grorud, [], tiltak=again).status_code == 302
    assert ten[3].statuses.filter(recorded_by=grorud, words="Iverksatt").count() == 1


def test_a_confirmation_sent_twice_is_one(ten: list[Measure], grorud: User) -> None:
    answers = [sent(grorud, [], tiltak=[seen(m) for m in ten]).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert all(m.statuses.filter(recorded_by=grorud).count() == 1 for m in ten)


@pytest.mark.one_database
def test_a_measure_of_another_bydel_among_them_stops_it_all(
    ten: list[Measure], grorud: User
) -> None:
    foreign = Measure.objects.get_by_natural_key("ostensjo-2020", 1)
    response = sent(grorud, [*ten, foreign])
    assert response.status_code == 403
    assert "Bydel Østensjø" in response.content.decode()
    assert not Status.objects.filter(recorded_by=grorud).exists()


def test_an_ansvarlig_confirms_the_own_partys(five_plans: None, ansvarlig: User) -> None:
    own = Measure.objects.reportable_by(ansvarlig).first()
    assert own is not None
    assert sent(ansvarlig, [own], status="in_progress", sett="1").status_code == 302
    assert own.statuses.filter(recorded_by=ansvarlig).count() == 1


def test_two_hundred_are_confirmed_in_a_number_of_queries_that_hardly_grows(grorud: User) -> None:
    plan = make_plan("grorud")
    for number in range(1, 201):
        make_measure(plan, f"Tiltak {number}")
    Status.objects.bulk_create(
        Status(measure=m, words="Under arbeid", code="in_progress", applies_on=date(2024, 4, 30))
        for m in plan.measures.all()
    )
    plan.measures.all().point_at_newest()
    measures = list(plan.measures.all())

    def queries(n: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert sent(grorud, measures[:n]).status_code == 302
        for measure in measures:
            measure.refresh_from_db()
        return len(asked)

    assert queries(200) - queries(1) <= 2
    assert all(measure.report_version >= 1 for measure in measures)


def test_an_earlier_day_does_not_take_the_place_of_a_later_report(grorud: User) -> None:
    measure = make_measure(make_plan("grorud"))
    report(measure, "Iverksatt", on=localdate())
    yesterday = localdate() - timedelta(days=1)
    sent(grorud, [measure], status="on_hold", sett="1", applies_on=f"{yesterday:%d.%m.%Y}")
    measure.refresh_from_db()
    assert measure.current_code == "implemented"


def test_unchanged_on_an_earlier_day_is_what_stood_on_that_day(grorud: User) -> None:
    measure = make_measure(make_plan("grorud"))
    report(measure, "Påbegynt", remark="Fra juni", on=date(2023, 6, 1))
    report(measure, "Avsluttet", on=localdate())
    yesterday = localdate() - timedelta(days=1)

    sent(grorud, [measure], applies_on=f"{yesterday:%d.%m.%Y}")

    then = measure.statuses.newest_on(yesterday).first()
    assert (then.words, then.code, then.remark) == ("Påbegynt", "in_progress", "Fra juni")
    measure.refresh_from_db()
    assert measure.current_code == "completed"


def test_what_was_not_reported_on_the_day_is_not_confirmed_and_is_said(grorud: User) -> None:
    plan = make_plan("grorud")
    early, late = make_measure(plan, "Tidlig"), make_measure(plan, "Sent")
    report(early, "Påbegynt", on=date(2023, 6, 1))
    report(late, "Påbegynt", on=localdate())

    day = "01.01.2024"
    form = {"tiltak": [seen(early), seen(late)], "applies_on": day, "shown_on": day}
    page = CheckingClient.of(grorud).post(ADDRESS, form, follow=True)

    assert (early.statuses.count(), late.statuses.count()) == (2, 1)
    told = " ".join(unescape(page.content.decode()).split())
    assert "1 tiltak er bekreftet uendret per 01.01.2024" in told
    assert "1 tiltak var ikke rapportert da, og er ikke rørt." in told


@pytest.mark.one_database
def test_for_an_earlier_day_the_page_lists_what_it_writes(grorud: User) -> None:
    measure = make_measure(make_plan("grorud"))
    report(measure, "Venter", on=date(2024, 4, 30))
    report(measure, "Iverksatt", on=date(2025, 4, 30))
    client, form = CheckingClient.of(grorud), {"tiltak": seen(measure), "applies_on": "01.05.2024"}

    page = unescape(client.post(ADDRESS, form).content.decode())

    assert "Her er statusene slik de var 01.05.2024." in page
    assert "På vent" in page
    assert "Iverksatt" not in page
    assert measure.statuses.count() == 2
    client.post(ADDRESS, {**form, "shown_on": "01.05.2024"})
    assert measure.statuses.get(applies_on=date(2024, 5, 1)).words == "Venter"


def test_a_batch_leads_to_a_receipt_where_all_of_it_is_undone_in_one_click(
    ten: list[Measure], grorud: User
) -> None:
    client = CheckingClient.of(grorud)
    form = {"tiltak": [seen(m) for m in ten], "applies_on": f"{localdate():%d.%m.%Y}"}
    receipt = client.post(ADDRESS, form, follow=True)
    said = " ".join(unescape(receipt.content.decode()).split())
    assert f"10 tiltak er bekreftet uendret per {localdate():%d.%m.%Y}" in said
    assert "Angre alle 10" in said
    assert "Ingen tiltak gjenstår" in said
    assert 'id="gjenstar"' not in receipt.content.decode()
    ten[0].refresh_from_db()
    report(ten[0], "Iverksatt", on=localdate(), by=grorud)

    act = Status.objects.filter(recorded_by=grorud).earliest("pk").act
    assert act is not None
    undone = client.post(reverse("measures:undo", args=[act.pk]), follow=True)

    said = " ".join(unescape(undone.content.decode()).split())
    assert "9 tiltak er angret, og står som før." in said
    assert f"1 tiltak er rapportert på nytt siden, og er ikke rørt: «{ten[0].name}»." in said
    assert "rapporten er rettet eller trukket tilbake" in said
    assert not Status.objects.counting().filter(act=act).exclude(measure=ten[0]).exists()


@pytest.mark.one_database
def test_the_receipt_lists_what_remains_with_what_was_last_reported(grorud: User) -> None:
    plan = make_plan("grorud")
    done, old, silent = (make_measure(plan, name) for name in ("Gjort", "Gammelt", "Stille"))
    report(done, "Påbegynt", on=date(2024, 6, 1))
    report(old, "Venter", on=date(2023, 6, 1))
    form = {"tiltak": [seen(done)], "applies_on": f"{localdate():%d.%m.%Y}"}

    receipt = CheckingClient.of(grorud).post(ADDRESS, form, follow=True)

    said = " ".join(unescape(receipt.content.decode()).split())
    remains = said[said.index("Gjenstår<") : said.index("Bekreftet nå")]
    if receipt.context["left"].round:
        assert "«Venter» (På vent), rapportert 01.06.2023" in remains
    assert f'<a href="/tiltak/{silent.pk}/">Stille</a>' in remains
    assert "Aldri rapportert" in remains
    assert "Gjort" not in remains


def test_another_person_takes_a_batch_back_from_any_of_its_histories_with_a_reason(
    ten: list[Measure], grorud: User
) -> None:
    form = {"tiltak": [seen(m) for m in ten], "applies_on": f"{localdate():%d.%m.%Y}"}
    CheckingClient.of(grorud).post(ADDRESS, form)
    colleague = CheckingClient.of(make_user("kollega", (Role.EDITOR, "grorud")))
    status = Status.objects.filter(recorded_by=grorud).earliest("pk")
    address = reverse("measures:withdraw", args=[status.measure_id, f"s{status.pk}"])

    page = unescape(colleague.get(address).content.decode())
    assert "På alle 10 tiltak som fikk den samtidig" in page
    version = f"{status.measure.report_version}-{status.measure.latest_deadline_id}"
    typed = {"scope": "alle", "reason": "Feil plan", "version": version}
    answer = colleague.post(address, typed, follow=True)

    assert "10 tiltak er angret, og står som før." in answer.content.decode()
    assert set(Withdrawal.objects.values_list("reason", flat=True)) == {"Feil plan"}
    assert Withdrawal.objects.count() == 10


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("i morgen", "Skriv datoen som dag.måned.år"),
        ("", "Skriv dagen rapporten gjelder."),
        ("31.12.2070", "En rapport kan ikke gjelde en dag fram i tid."),
    ],
)
def test_a_day_that_cannot_be_is_said_and_nothing_is_written(
    typed: str, sentence: str, ten: list[Measure], grorud: User
) -> None:
    response = sent(grorud, ten, applies_on=typed)
    assert sentence in response.content.decode()
    assert not Status.objects.filter(recorded_by=grorud).exists()


@pytest.mark.parametrize(
    "ticked", ["", "a", "1:2:3:4", "-1", "1:x", "9" * 30, "\x00", "½", "1:" + "9" * 40]
)
def test_ticks_that_are_none_ask_for_one(ticked: str, grorud: User) -> None:
    response = CheckingClient.of(grorud).get(ADDRESS, {"tiltak": ticked})
    assert response.status_code == 302


def test_a_status_must_be_chosen_to_be_set(ten: list[Measure], grorud: User) -> None:
    client = CheckingClient.of(grorud)
    response = client.get(f"{ADDRESS}?tiltak={ten[0].pk}&sett=1&status=", follow=True)
    assert "Velg en status." in response.content.decode()


def test_the_way_back_is_the_list_that_it_came_from(ten: list[Measure], grorud: User) -> None:
    response = sent(grorud, ten, tilbake="?bydel=grorud&velg=alle")
    receipt = CheckingClient.of(grorud).get(response["Location"])
    assert 'href="/tiltak/?bydel=grorud"' in unescape(receipt.content.decode())
