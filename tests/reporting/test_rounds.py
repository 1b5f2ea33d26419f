"""Rounds: the byadministrator's cut-offs, and what nobody has reported on since the last."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from lxml import html

from reporting.models import Round, Submission
from reporting.submission.freezing import send
from reporting.todo.groups import groups
from reporting.todo.page import bydel_part
from reporting.todo.rows import FIRST_ROWS
from reporting.todo.waiting import Todo, todo
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.clock import let_it_be
from tests.factories import make_measure, make_plan, make_user, organisation, report

TODAY = date(2026, 11, 22)


@pytest.fixture
def rounds(five_plans: None) -> None:
    call_command("loaddata", "runder", verbosity=0)


@pytest.fixture
def alna(rounds: None) -> User:
    return make_user("alna", (Role.EDITOR, "alna"))


def found(user: User, slug: str, on: date = TODAY) -> Todo:
    return todo(user, organisation(slug), on)


def test_the_last_round_is_the_one_whose_cut_off_was_passed(rounds: None) -> None:
    def last(on: date) -> str:
        return str(Round.objects.last_before(on))

    assert last(date(2026, 4, 30)) == "None"  # the day itself still belongs to it
    assert last(date(2026, 5, 1)) == "T1 2026"
    assert last(TODAY) == "T2 2026"
    assert last(date(2027, 1, 1)) == "Årsrapport 2026"


def test_what_waits_is_what_the_list_says_is_not_reported_for_the_round(alna: User) -> None:
    """A report about the cut-off's own day counts; one about a day before the round or after it
    does not, as long as the round's report may be sent."""
    plan = make_plan("alna")
    for on in (date(2026, 8, 31), date(2026, 9, 1), date(2025, 12, 31)):
        report(make_measure(plan), on=on)
    make_measure(plan)
    report(make_measure(plan), "Avsluttet", on=date(2025, 12, 31))
    waits = found(alna, "alna")
    assert [m.n for m in waits.silent] == [2, 3, 4]
    assert (waits.asked_about, waits.in_round.ended_before) == (4, 1)
    address = "/tiltak/?bydel=alna&rapportert=mangler&runde=31.08.2026"
    listed = CheckingClient.of(alna).get(address).context["table"].data
    assert sorted(row.n for row in listed) == [2, 3, 4]
    Round.objects.filter(name="T2 2026").update(closed_at=timezone.now())
    assert [m.n for m in found(alna, "alna").silent] == [3, 4]


def test_a_list_of_what_is_missing_in_the_report_leads_with_the_report(alna: User) -> None:
    plan = make_plan("alna")
    for on in (date(2026, 8, 31), date(2026, 9, 1)):
        report(make_measure(plan), on=on)
    client = CheckingClient.of(alna)
    page = client.get("/tiltak/?bydel=alna&rapportert=mangler&runde=31.08.2026").content.decode()
    lead = html.document_fromstring(page).xpath("string(//p[@class='lead'])")
    assert " ".join(lead.split()).startswith(
        "1 av 2 tiltak er rapportert for T2 2026. 1 er aldri rapportert. "
        "Det som er rapportert om dager etter 31.08.2026, er ikke med."
    )
    assert "Gjenstår 1" in page
    whole = client.get("/tiltak/?bydel=alna&plan=").content.decode()
    assert "Alle 2 tiltak er rapportert for T2 2026." in whole


def test_what_remains_of_an_earlier_round_opens_the_list_of_that_round(alna: User) -> None:
    plan = make_plan("alna")
    report(make_measure(plan), on=date(2026, 8, 31))
    report(make_measure(plan), on=date(2026, 4, 30))
    report(make_measure(plan), on=date(2025, 5, 1))
    client = CheckingClient.of(alna)
    page = client.get("/tiltak/?bydel=alna&plan=&runde=30.04.2026")
    [remain] = [one for one in page.context["quick_counts"] if one.label == "Gjenstår"]
    listed = client.get(f"/tiltak/{remain.url}").context["table"].data
    assert (remain.count, len(listed)) == (1, 1)


def test_a_plan_that_began_after_the_cut_off_was_not_asked(alna: User) -> None:
    make_measure(make_plan("alna", starts_on=date(2026, 9, 15)))
    waits = found(alna, "alna")
    assert waits.silent == []
    assert bydel_part(waits).sentence == (
        "Ingenting venter. Ingen tiltak skulle rapporteres for T2 2026."
    )


def test_the_sentence_names_the_round(ostensjo: User, rounds: None) -> None:
    late = "T2 2026 er ikke sendt inn. Fristen var for 63 dager siden. Ingen av 18 tiltak er"
    assert bydel_part(found(ostensjo, "ostensjo")).sentence.startswith(late)
    Round.objects.filter(cut_off__lt=TODAY).update(closed_at=timezone.now())
    assert bydel_part(found(ostensjo, "ostensjo")).sentence == (
        "12 tiltak er over frist, 1 forfaller innen 30 dager, "
        "og 18 av 18 er ikke rapportert for T2 2026. Planen utløp 31.12.2023."
    )


def test_the_silent_are_grouped_by_who_knows(ostensjo: User, rounds: None) -> None:
    silent = found(ostensjo, "ostensjo")
    [group] = [g for g in groups(silent) if g.anchor == "ikke-rapportert"]
    said = {row.title: row.note for row in group.rows}
    assert said["seksjonssjef hjemmetjenesten"] == "2 tiltak, aldri rapportert"
    assert said["teamleder rus- og boligsosialt team"] == "1 tiltak, sist rapportert 31.12.2020"
    assert group.count == 18


def test_each_group_of_silent_leads_to_that_partys_rows(ostensjo: User, rounds: None) -> None:
    client = CheckingClient.of(ostensjo)
    [group] = [g for g in groups(found(ostensjo, "ostensjo")) if g.anchor == "ikke-rapportert"]
    of_parties = [row for row in group.rows if row.title != "Ingen ansvarlig"]
    assert len(of_parties) == FIRST_ROWS < group.all_rows
    for row in of_parties:
        assert len(client.get(row.url).context["table"].data) == int(row.note.split()[0]), row.title


def test_a_measure_without_a_party_is_not_forgotten(alna: User) -> None:
    make_measure(make_plan("alna"))
    [group] = [g for g in groups(found(alna, "alna")) if g.anchor == "ikke-rapportert"]
    assert [row.title for row in group.rows] == ["Ingen ansvarlig"]


def test_an_open_round_says_how_much_is_left_of_it(alna: User) -> None:
    """From its first day until it is closed; then it waits for nobody."""
    Round.objects.filter(name="T2 2026").update(due_on=date(2026, 9, 20))
    plan = make_plan("alna")
    report(make_measure(plan), on=date(2026, 8, 31))
    make_measure(plan)

    def told(on: date) -> list[tuple[str, int, int, str]]:
        return [
            (one.round.name, one.rate.not_reported, one.rate.base, one.time_left)
            for one in found(alna, "alna", on).open_rounds
        ]

    assert told(date(2026, 8, 31)) == [("T2 2026", 1, 2, "om 20 dager")]
    in_both = [("T2 2026", 1, 2, "i morgen"), ("Årsrapport 2026", 2, 2, "om 123 dager")]
    assert told(date(2026, 9, 19)) == in_both
    assert told(date(2026, 9, 21))[0] == ("T2 2026", 1, 2, "1 dag siden")
    Round.objects.filter(name="T2 2026").update(closed_at=timezone.now())
    assert [name for name, *_rest in told(date(2026, 9, 21))] == ["Årsrapport 2026"]


@pytest.mark.one_database
def test_what_is_reported_about_a_later_day_is_still_left_of_the_round_that_is_to_be_sent(
    alna: User,
) -> None:
    Round.objects.filter(name="T2 2026").update(due_on=date(2026, 9, 20))
    report(make_measure(make_plan("alna")), on=date(2026, 9, 5))
    to_send = found(alna, "alna", date(2026, 9, 10)).to_send
    assert to_send
    assert "Det ene tiltaket er ikke rapportert" in to_send.sentence


@pytest.mark.one_database
def test_what_would_be_missing_in_the_report_is_counted_and_listed_as_the_lead_says(
    alna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report about a later day is in no list of what is not reported, and it is missing."""
    Round.objects.filter(name="T2 2026").update(due_on=date(2026, 9, 20))
    plan = make_plan("alna")
    for n in range(2):
        report(make_measure(plan, f"Kurs {n}", responsible=["Leder"]), on=date(2026, 9, 5))
    let_it_be(monkeypatch, date(2026, 9, 10))
    [group] = [
        each
        for each in groups(found(alna, "alna", date(2026, 9, 10)))
        if each.anchor == "ikke-rapportert"
    ]
    assert group.count == 2
    [row] = group.rows
    client = CheckingClient.of(alna)
    t2 = Round.objects.get(name="T2 2026")
    page = html.document_fromstring(client.get(f"/runder/{t2.pk}/send-inn/alna/").content.decode())
    [of_send_in] = page.xpath("//a[contains(., 'Rapporter de 2 i listen')]/@href")
    for address in (row.url, of_send_in):
        assert len(client.get(address).context["table"].data) == 2, address
    asked = html.document_fromstring(client.get(group.act_url).content.decode())
    assert asked.xpath("//td[@data-label='Tiltak']/text()") == ["2"]


def test_a_round_that_is_to_be_sent_comes_first_and_is_what_the_page_leads_to(
    alna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    Round.objects.filter(name="T2 2026").update(due_on=date(2026, 9, 20))
    plan = make_plan("alna")
    report(make_measure(plan), on=date(2026, 8, 31))
    make_measure(plan, deadline="01.09.2026")
    let_it_be(monkeypatch, date(2026, 9, 10))
    page = html.document_fromstring(CheckingClient.of(alna).get("/a-gjore/").content.decode())
    [lead] = page.xpath("//p[@class='lead']")
    assert lead.text_content() == (
        "T2 2026 skal sendes inn om 10 dager. 1 av 2 tiltak er ikke rapportert. "
        "1 tiltak er over frist."
    )
    [button] = page.xpath("//a[contains(@class, 'pkt-btn--primary')]")
    assert button.text_content().strip() == "Fullfør T2 2026"
    assert button.get("href").endswith("/send-inn/alna/")
    assert page.xpath("//main//a/@href").count(button.get("href")) == 1
    assert page.xpath("//h2")[0].text_content() == "Ikke rapportert for T2 2026"
    late = found(alna, "alna", date(2026, 9, 23)).to_send
    assert late
    assert late.sentence == (
        "T2 2026 er ikke sendt inn. Fristen var for 3 dager siden. "
        "1 av 2 tiltak er ikke rapportert."
    )


def test_of_two_rounds_that_may_be_sent_the_nearest_due_day_comes_first(alna: User) -> None:
    Round.objects.filter(name="T1 2026").update(due_on=date(2026, 5, 20))
    Round.objects.filter(name="T2 2026").update(due_on=date(2026, 9, 20))
    make_measure(make_plan("alna"))
    waits = found(alna, "alna", date(2026, 9, 10))
    assert bydel_part(waits).sentence == (
        "T1 2026 er ikke sendt inn. Fristen var for 113 dager siden. "
        "Det ene tiltaket er ikke rapportert. Også T2 2026 skal sendes inn."
    )


def test_what_the_city_has_returned_comes_before_a_round_that_is_due_sooner(
    alna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T2 has the later due day, and waits for an answer; T1 was not sent at all."""
    Round.objects.filter(name="T1 2026").update(due_on=date(2026, 5, 20))
    Round.objects.filter(name="T2 2026").update(due_on=date(2026, 9, 20))
    report(make_measure(make_plan("alna")), on=date(2026, 8, 31))
    t2, today = Round.objects.get(name="T2 2026"), date(2026, 9, 10)
    sent = send(t2, organisation("alna"), by=alna, comment="", today=today)
    Submission.objects.filter(pk=sent.pk).update(state=Submission.State.RETURNED)
    waits = found(alna, "alna", today)
    assert waits.to_send
    assert str(waits.to_send.round) == "T2 2026"
    assert bydel_part(waits).sentence == (
        "Byen har sendt T2 2026 tilbake med spørsmål. Ingen tiltak gjenstår. "
        "Også T1 2026 skal sendes inn."
    )
    let_it_be(monkeypatch, today)
    assert "Fullfør T2 2026" in CheckingClient.of(alna).get("/a-gjore/").content.decode()


def test_what_is_left_of_a_round_is_of_the_plan_that_counted_on_its_cut_off(alna: User) -> None:
    Round.objects.filter(name="T2 2026").update(due_on=date(2026, 9, 20))
    before = make_plan("alna")
    report(make_measure(before), on=date(2026, 8, 31))
    make_measure(before)
    make_measure(make_plan("alna", starts_on=date(2026, 9, 1)))
    [one] = [
        each for each in found(alna, "alna", date(2026, 9, 10)).open_rounds if each.may_be_sent
    ]
    assert (one.rate.reported, one.rate.base) == (1, 2)


def test_the_open_round_and_its_covering_text_are_on_the_page(
    ostensjo: User, rounds: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_it_be(monkeypatch, TODAY)
    Round.objects.update(covering_text="Skriv hva som hindrer.\n<b>Kort</b>.")
    page = CheckingClient.of(ostensjo).get("/a-gjore/").content.decode()
    words = " ".join(html.document_fromstring(page).xpath("//aside")[0].text_content().split())
    assert "Fra byen: Årsrapport 2026 Status per 31.12.2026." in words
    assert "Frist onsdag 20.01.2027, om 59 dager. Ingen av 18 tiltak er rapportert." in words
    assert "Skriv hva som hindrer. <b>Kort</b>." in words


@pytest.mark.parametrize(
    ("again", "name"),
    [
        ({"name": "T1", "cut_off": date(2026, 1, 1)}, "name"),
        ({"name": "T2", "cut_off": date(2026, 4, 30)}, "cut_off"),
    ],
)
def test_two_rounds_share_neither_name_nor_day(
    db: None, again: dict[str, object], name: str
) -> None:
    Round.objects.create(name="T1", cut_off=date(2026, 4, 30))
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Round.objects.create(**again)
