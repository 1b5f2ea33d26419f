"""Rounds: the byadministrator's cut-offs, and what nobody has reported on since the last."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from reporting.models.round import Round
from reporting.todo.page import groups, sentence
from reporting.todo.waiting import Todo, todo
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
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


def test_what_was_reported_about_the_cut_off_or_before_waits(alna: User) -> None:
    plan = make_plan("alna")
    for on in (date(2026, 8, 31), date(2026, 9, 1), date(2025, 12, 31)):
        report(make_measure(plan), on=on)
    make_measure(plan)
    assert [m.n for m in found(alna, "alna").silent] == [1, 3, 4]


def test_the_sentence_names_the_round(ostensjo: User, rounds: None) -> None:
    assert sentence(found(ostensjo, "ostensjo")) == (
        "12 tiltak er over frist, 1 faller innen 30 dager, "
        "og 18 av 18 er ikke rapportert siden T2 2026."
    )


def test_the_silent_are_grouped_by_who_knows(ostensjo: User, rounds: None) -> None:
    silent = found(ostensjo, "ostensjo")
    [group] = [g for g in groups(silent) if g.anchor == "ikke-rapportert"]
    said = {row.title: row.note for row in group.rows}
    assert said["seksjonssjef hjemmetjenesten"] == "2 tiltak, aldri rapportert"
    assert said["Nav-leder"].startswith("1 tiltak, sist rapportert 31.12.2020")
    assert group.count == 18


def test_each_group_of_silent_leads_to_that_partys_rows(ostensjo: User, rounds: None) -> None:
    client = CheckingClient.of(ostensjo)
    [group] = [g for g in groups(found(ostensjo, "ostensjo")) if g.anchor == "ikke-rapportert"]
    for row in group.rows:
        assert client.get(row.url).status_code == 200


def test_a_measure_without_a_party_is_not_forgotten(alna: User) -> None:
    make_measure(make_plan("alna"))
    [group] = [g for g in groups(found(alna, "alna")) if g.anchor == "ikke-rapportert"]
    assert [row.title for row in group.rows] == ["Ingen ansvarlig"]


def test_the_next_round_is_said_on_the_page(ostensjo: User, rounds: None) -> None:
    page = CheckingClient.of(ostensjo).get("/a-gjore/").content.decode()
    assert "Neste frist fra byen" in page


def test_the_byadministrator_keeps_the_rounds_and_nobody_else(byadmin: User, grorud: User) -> None:
    grorud.is_staff = True
    grorud.save()
    address = reverse("admin:reporting_round_add")
    said = {"name": "T3", "cut_off": "31.12.2030"}
    assert CheckingClient.of(grorud).post(address, said).status_code == 403
    assert CheckingClient.of(byadmin).post(address, said).status_code == 302
    assert Round.objects.get().cut_off == date(2030, 12, 31)
    changed = reverse("admin:reporting_round_change", args=[Round.objects.get().pk])
    assert CheckingClient.of(grorud).post(changed, said).status_code in {302, 403}
    assert Round.objects.get().name == "T3"


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
