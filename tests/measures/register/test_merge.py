"""Two spellings of one party become one."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from measures.models import Measure, PartyChange, PartyMergedError, Responsible
from measures.models.merging import Moved, merge_into
from measures.models.responsible import likely_twins
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user
from tests.measures.register.parties import WITH_HYPHEN, WITHOUT, form_of, new_party, party, said

pytestmark = pytest.mark.usefixtures("five_plans")


def test_spellings_that_differ_in_case_hyphens_and_spaces_are_pointed_out(
    ostensjo: User, grorud: User
) -> None:
    [own] = CheckingClient.of(ostensjo).get("/ansvarlige/").context["registers"]
    assert [{a.name, b.name} for a, b in own.twins] == [{WITH_HYPHEN, WITHOUT}]

    [own] = CheckingClient.of(grorud).get("/ansvarlige/").context["registers"]
    assert {frozenset((a.name, b.name)) for a, b in own.twins} == {
        frozenset(("Forebyggende enhet", "Forebyggende Enhet")),
        frozenset(("Ansatte ved Regnbuen", "ansatte ved Regnbuen")),
    }


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("NAV", "Nav", True),
        ("ruskonsulent", "rus-konsulent", True),
        ("Ruskonsulenter", "Ruskonsulentene", False),
        ("NAV Ung", "NAV Unge", False),
    ],
)
def test_what_counts_as_the_same_spelling(one: str, other: str, alike: bool) -> None:
    pair = [Responsible(name=one), Responsible(name=other)]
    assert bool(likely_twins(pair)) is alike


@pytest.mark.one_database
def test_the_page_shows_what_a_merge_would_do_and_does_nothing(ostensjo: User) -> None:
    old, new = party("ostensjo", WITHOUT), party("ostensjo", WITH_HYPHEN)
    address = f"/ansvarlige/{old.pk}/sla-sammen/?med={new.pk}"

    page = said(CheckingClient.of(ostensjo).get(address))

    for measure in old.measures.all():
        assert measure.get_absolute_url() in page
    assert "Ordene som er trykt i planen, står som de er." in page
    old.refresh_from_db()
    assert old.merged_into is None


def test_a_merge_moves_measures_and_users_and_keeps_the_printed_words(ostensjo: User) -> None:
    old, new = party("ostensjo", WITHOUT), party("ostensjo", WITH_HYPHEN)
    leader = make_user("leder", (Role.RESPONSIBLE, "ostensjo"))
    old.users.add(leader)
    moved = list(old.measures.values_list("pk", "responsible_text"))
    had = set(new.measures.values_list("pk", flat=True))

    answer = CheckingClient.of(ostensjo).post(f"/ansvarlige/{old.pk}/sla-sammen/", {"med": new.pk})

    assert answer.status_code == 302
    assert set(new.measures.values_list("pk", flat=True)) == had | {pk for pk, _ in moved}
    assert not old.measures.exists()
    kept = Measure.objects.filter(pk__in=[pk for pk, _ in moved])
    assert sorted(kept.values_list("pk", "responsible_text")) == sorted(moved)
    assert leader in new.users.all()
    change = PartyChange.objects.get(act="merged")
    assert (change.old_name, change.new_name, change.recorded_by) == (
        WITHOUT,
        WITH_HYPHEN,
        ostensjo,
    )
    assert f"også skrevet «{WITHOUT}»" in said(CheckingClient.of(ostensjo).get("/ansvarlige/"))


def test_a_measure_that_names_both_keeps_one_in_the_first_ones_place(grorud: User) -> None:
    plan = make_plan("grorud")
    measure = make_measure(plan, responsible=["NAV ung", "Kriseteam", "NAV Ung"])
    merge_into(party("grorud", "NAV ung"), party("grorud", "NAV Ung"), by=grorud)

    names = [one.responsible.name for one in measure.assignments.order_by("position")]
    assert names == ["NAV Ung", "Kriseteam"]


@pytest.mark.one_database
def test_an_old_link_to_a_merged_spelling_leads_to_the_one_that_stands(ostensjo: User) -> None:
    old, new = party("ostensjo", WITHOUT), party("ostensjo", WITH_HYPHEN)
    merge_into(old, new, by=ostensjo)
    client = CheckingClient.of(ostensjo)

    answer = client.get(f"/ansvarlige/{old.pk}/")
    assert answer["Location"] == f"/ansvarlige/{new.pk}/"
    by_old, by_new = (
        client.get(f"/tiltak/?bydel=ostensjo&ansvarlig={one.pk}").context["summary"].total
        for one in (old, new)
    )
    assert by_old == by_new > 0
    offered = dict(client.get("/tiltak/?bydel=ostensjo").context["filters"]._choices()["ansvarlig"])
    assert str(old.pk) not in offered
    assert str(new.pk) in offered


def test_a_spelling_of_a_spelling_follows_to_the_one_that_stands(grorud: User) -> None:
    first, second, third = (new_party(name) for name in ("Team A", "Team-A", "team a"))
    merge_into(first, second, by=grorud)
    merge_into(second, third, by=grorud)
    first.refresh_from_db()
    assert first.merged_into == third


def test_a_merge_sent_twice_is_done_once(ostensjo: User) -> None:
    old, new = party("ostensjo", WITHOUT), party("ostensjo", WITH_HYPHEN)
    client = CheckingClient.of(ostensjo)
    for _ in range(2):
        client.post(f"/ansvarlige/{old.pk}/sla-sammen/", {"med": new.pk})
    stale = Responsible.objects.get(pk=old.pk)
    stale.merged_into_id = None
    with pytest.raises(PartyMergedError):
        merge_into(stale, new, by=ostensjo)
    assert PartyChange.objects.count() == 1


def test_a_unit_is_not_merged_with_its_own_part(grorud: User) -> None:
    unit = new_party("Enheten", kind="unit")
    part = new_party("Delen", kind="unit", part_of=unit)
    client = CheckingClient.of(grorud)
    for one, other in ((unit, part), (part, unit)):
        answer = client.post(f"/ansvarlige/{one.pk}/sla-sammen/", {"med": other.pk})
        assert "så de er ikke det samme" in said(answer)
        with pytest.raises(PartyMergedError):
            merge_into(one, other, by=grorud)


@pytest.mark.one_database
@pytest.mark.parametrize("med", ["", "tull", "9" * 40, "\x00"])
def test_a_party_that_cannot_be_chosen_is_refused(grorud: User, med: str) -> None:
    kriseteam = party("grorud", "Kriseteam")
    foreign = str(party("nordstrand", "Bydel").pk)
    client = CheckingClient.of(grorud)
    for sent in (med, foreign, str(kriseteam.pk)):
        answer = client.post(f"/ansvarlige/{kriseteam.pk}/sla-sammen/", {"med": sent})
        assert answer.status_code == 200
        assert answer.context["form"].errors
    assert not PartyChange.objects.exists()


@pytest.mark.one_database
def test_another_bydels_register_is_not_mine_to_change(ostensjo: User) -> None:
    kriseteam, nav = party("grorud", "Kriseteam"), party("grorud", "NAV")
    before = list(Responsible.objects.order_by("pk").values())
    client = CheckingClient.of(ostensjo)

    for address in (f"/ansvarlige/{kriseteam.pk}/", f"/ansvarlige/{kriseteam.pk}/sla-sammen/"):
        typed = form_of(kriseteam, name="Forfalsket", med=nav.pk)
        for answer in (client.get(address), client.post(address, typed)):
            assert answer.status_code == 403
            assert "Bydel Grorud" in said(answer)
    assert list(Responsible.objects.order_by("pk").values()) == before


# --- Taken back -----------------------------------------------------------------------------------


def merged(by: User) -> tuple[Responsible, Responsible, PartyChange]:
    """The two spellings of Østensjø, just made one on the page."""
    old, new = party("ostensjo", WITHOUT), party("ostensjo", WITH_HYPHEN)
    CheckingClient.of(by).post(f"/ansvarlige/{old.pk}/sla-sammen/", {"med": new.pk})
    return old, new, PartyChange.objects.get(party=old)


def test_a_merge_is_undone_in_its_receipt_and_all_is_where_it_was(ostensjo: User) -> None:
    leader = make_user("leder", (Role.RESPONSIBLE, "ostensjo"))
    old, new = party("ostensjo", WITHOUT), party("ostensjo", WITH_HYPHEN)
    both = make_measure(old.measures.all()[0].plan, responsible=[WITHOUT, "Alle", WITH_HYPHEN])
    old.users.add(leader)
    before = [sorted(each.assignments.values_list("measure", "position")) for each in (old, new)]

    old, new, merge = merged(ostensjo)
    client = CheckingClient.of(ostensjo)
    assert "Det kan angres i en time." in said(client.get(f"/ansvarlige/{new.pk}/"))
    answer = client.post(f"/ansvarlige/sammenslatt/{merge.pk}/angre/", follow=True)

    assert "Sammenslåingen er angret." in said(answer)
    after = [sorted(each.assignments.values_list("measure", "position")) for each in (old, new)]
    assert after == before
    assert [one.name for one in both.responsibles.order_by("assignments__position")] == [
        WITHOUT,
        "Alle",
        WITH_HYPHEN,
    ]
    assert (list(old.users.all()), list(new.users.all())) == ([leader], [])
    page = said(client.get(f"/ansvarlige/{new.pk}/"))
    assert "Det ble angret" in page
    assert "«Angret av den som slo sammen.»" in page


def test_an_address_goes_with_a_merge_and_back_and_is_kept_nowhere_else(ostensjo: User) -> None:
    Responsible.objects.filter(pk=party("ostensjo", WITHOUT).pk).update(email="team@oslo.no")
    _old, new, merge = merged(ostensjo)
    new.refresh_from_db()
    assert new.email == "team@oslo.no"
    assert "team@oslo.no" not in str(merge.kept)
    CheckingClient.of(ostensjo).post(f"/ansvarlige/sammenslatt/{merge.pk}/angre/")
    assert [party("ostensjo", name).email for name in (WITHOUT, WITH_HYPHEN)] == [
        "team@oslo.no",
        "",
    ]


def test_the_address_of_a_merge_from_before_goes_out_of_its_history_and_comes_back(
    ostensjo: User,
) -> None:
    Responsible.objects.filter(pk=party("ostensjo", WITHOUT).pk).update(email="team@oslo.no")
    _old, _new, merge = merged(ostensjo)
    migration: Any = import_module("measures.migrations.0027_keep_no_address_of_a_merge")
    for migrate, email in (
        (migration.with_addresses, "team@oslo.no"),
        (migration.without_addresses, True),
    ):
        migrate(apps, connection.schema_editor())
        merge.refresh_from_db()
        assert merge.kept["email"] == email  # type: ignore[index]


def test_what_was_assigned_since_a_merge_is_named_and_kept(ostensjo: User) -> None:
    old, new, merge = merged(ostensjo)
    had = set(Moved.of(merge).places)
    since = make_measure(new.measures.all()[0].plan, "Lagt til siden", responsible=[WITH_HYPHEN])
    lost = Measure.objects.get(pk=min(had))
    lost.assign([new_party("Noen andre", "ostensjo")])
    client, address = CheckingClient.of(ostensjo), f"/ansvarlige/sammenslatt/{merge.pk}/"

    assert "Lagt til siden" in said(client.get(address))
    assert "Skriv hvorfor." in said(client.post(address, {"reason": " "}))
    answer = said(client.post(address, {"reason": "To ulike team"}, follow=True))

    assert f"1 tiltak har fått «{WITH_HYPHEN}» siden, og beholder det: «Lagt til siden»." in answer
    assert list(since.responsibles.all()) == [new]
    assert [one.name for one in lost.responsibles.all()] == ["Noen andre"]
    assert old.measures.count() == len(had) - 1


def test_a_merge_is_taken_back_once_and_the_last_of_a_chain_first(ostensjo: User) -> None:
    _old, new, merge = merged(ostensjo)
    third = new_party("Et tredje navn", "ostensjo")
    merge_into(new, third, by=ostensjo)
    client, address = CheckingClient.of(ostensjo), f"/ansvarlige/sammenslatt/{merge.pk}/angre/"

    assert "er slått sammen med en annen siden." in said(client.post(address, follow=True))
    later = PartyChange.objects.get(party=new)
    client.post(f"/ansvarlige/sammenslatt/{later.pk}/angre/")
    client.post(address)
    again = said(client.post(address, follow=True))

    assert "Det er ikke noe mer å gjøre." in again
    assert PartyChange.objects.filter(act=PartyChange.Act.PARTED).count() == 2


def test_a_merge_from_before_what_it_moved_was_kept_is_not_taken_back(ostensjo: User) -> None:
    _old, new, merge = merged(ostensjo)
    PartyChange.objects.filter(pk=merge.pk).update(kept=None)
    client, address = CheckingClient.of(ostensjo), f"/ansvarlige/sammenslatt/{merge.pk}/angre/"

    assert "Vi vet ikke lenger hva som ble flyttet." in said(client.post(address, follow=True))
    assert f"/ansvarlige/sammenslatt/{merge.pk}/" not in said(client.get(f"/ansvarlige/{new.pk}/"))
