"""Ansvarlige: a bydel's register, its names and spellings, and who may see and change it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from measures.models import Measure, PartyChange, PartyMergedError, Responsible
from measures.models.responsible import likely_twins
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, organisation, report

pytestmark = pytest.mark.usefixtures("five_plans")

WITH_HYPHEN = "teamleder rus- og boligsosialt team"
WITHOUT = "teamleder rus og boligsosialt team"


def party(bydel: str, name: str) -> Responsible:
    found: Responsible = Responsible.objects.get_by_natural_key(bydel, name)
    return found


def new_party(name: str, bydel: str = "grorud", **fields: Any) -> Responsible:
    return Responsible.objects.create(organisation=organisation(bydel), name=name, **fields)


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def form_of(subject: Responsible, **typed: Any) -> dict[str, Any]:
    """What the party's page would send, with what was typed."""
    closed = f"{subject.closed_on:%d.%m.%Y}" if subject.closed_on else ""
    return {
        "name": subject.name,
        "kind": subject.kind,
        "part_of": subject.part_of_id or "",
        "email": subject.email,
        "closed_on": closed,
        "users": list(subject.users.values_list("pk", flat=True)),
        **typed,
    }


def saved(user: User, subject: Responsible, **typed: Any) -> Any:
    client = CheckingClient.of(user)
    return client.post(f"/ansvarlige/{subject.pk}/", form_of(subject, **typed))


# --- The register ---------------------------------------------------------------------------------


def test_a_redaktor_sees_the_own_bydels_register_first(grorud: User) -> None:
    page = said(CheckingClient.of(grorud).get("/ansvarlige/"))

    assert "Ansvarlige i Bydel Grorud" in page
    assert "Helsestasjon for Ungdom (HFU)" in page
    assert "seksjonssjef hjemmetjenesten" not in page


@pytest.mark.parametrize("who", ["leser", "byadmin", "stranger"])
def test_others_choose_the_bydel_they_want_to_read(
    who: str, request: pytest.FixtureRequest
) -> None:
    client = CheckingClient.of(request.getfixturevalue(who))

    assert "Velg bydelen" in said(client.get("/ansvarlige/"))
    assert "seksjonssjef hjemmetjenesten" in said(client.get("/ansvarlige/?bydel=ostensjo"))


@pytest.mark.parametrize("slug", ["oslo", "finnes-ikke", "a%00b", "1" * 500])
def test_a_bydel_that_is_none_is_not_found(leser: User, slug: str) -> None:
    assert CheckingClient.of(leser).get(f"/ansvarlige/?bydel={slug}").status_code == 404


def test_addresses_and_names_of_people_are_shown_to_the_bydels_own_redaktor_alone(
    grorud: User, leser: User, byadmin: User
) -> None:
    kriseteam = party("grorud", "Kriseteam")
    Responsible.objects.filter(pk=kriseteam.pk).update(email="kriseteam@example.org")
    kriseteam.users.add(make_user("kari", (Role.RESPONSIBLE, "grorud"), last_name="Nordmannsen"))

    for reader in (leser, byadmin):
        page = said(CheckingClient.of(reader).get("/ansvarlige/?bydel=grorud"))
        assert "kriseteam@example.org" not in page
        assert "Nordmannsen" not in page
    own = said(CheckingClient.of(grorud).get("/ansvarlige/"))
    assert "kriseteam@example.org" in own
    assert "Nordmannsen" in own


def test_the_number_of_measures_is_that_of_the_list_it_leads_to(ostensjo: User) -> None:
    """Østensjø has two plans with the same parties; the one that counts is counted."""
    client = CheckingClient.of(ostensjo)
    leader = party("ostensjo", "avdelingsdirektør velferd og fritid")
    [register] = client.get("/ansvarlige/").context["registers"]
    counted = next(p for p in register.parties if p.pk == leader.pk).in_plans

    found = client.get(f"{register.list_url}{leader.pk}")

    assert found.context["summary"].total == counted > 0
    in_force = leader.measures.filter(plan__slug="ostensjo-2020").count()
    assert counted == in_force


def test_the_register_asks_as_many_questions_for_one_party_as_for_fifty(
    grorud: User, client: CheckingClient
) -> None:
    client.force_login(grorud)
    client.get("/ansvarlige/")
    with CaptureQueriesContext(connection) as before:
        client.get("/ansvarlige/")
    for n in range(50):
        make_measure(make_plan("grorud"), responsible=[f"Enhet nummer {n}"])
    with CaptureQueriesContext(connection) as after:
        client.get("/ansvarlige/")
    assert len(after) == len(before)


def test_everyone_is_a_kind_of_its_own_in_the_loaded_plans() -> None:
    assert party("grorud", "Alle").kind == "everyone"
    assert party("nordstrand", "Søndre Oslo DPS").kind == "external"
    nav = party("nordstrand", "Oppvekst og velferd: NAV")
    assert nav.part_of == party("nordstrand", "Oppvekst og velferd")


# --- One party ------------------------------------------------------------------------------------


def test_a_new_party_stands_in_the_register(grorud: User) -> None:
    client = CheckingClient.of(grorud)
    typed = {"name": "  Uteseksjonen \n nord ", "kind": "unit", "email": "ute@example.org"}

    assert client.post("/ansvarlige/ny/", typed).status_code == 302

    made = party("grorud", "Uteseksjonen nord")
    assert (made.kind, made.email) == ("unit", "ute@example.org")


@pytest.mark.parametrize("who", ["leser", "ansvarlig", "byadmin", "ostensjo"])
def test_only_the_bydels_redaktor_adds_to_its_register(
    who: str, request: pytest.FixtureRequest
) -> None:
    client = CheckingClient.of(request.getfixturevalue(who))
    typed = {"name": "Forfalsket", "kind": "unit"}

    assert client.post("/ansvarlige/ny/?bydel=grorud", typed).status_code == 403
    assert not Responsible.objects.filter(name="Forfalsket").exists()


def test_a_bydel_in_the_form_is_ignored(grorud: User) -> None:
    other = organisation("ostensjo").pk
    typed = {"name": "Ny enhet", "kind": "unit", "organisation": other, "bydel": "ostensjo"}
    CheckingClient.of(grorud).post("/ansvarlige/ny/", {**typed, "merged_into": 1})

    made = Responsible.objects.get(name="Ny enhet")
    assert (made.organisation.slug, made.merged_into) == ("grorud", None)


def test_a_renamed_party_keeps_its_former_name_and_the_day(grorud: User) -> None:
    kriseteam = party("grorud", "Kriseteam")
    measure = kriseteam.measures.first()
    printed = measure.responsible_text

    saved(grorud, kriseteam, name="Psykososialt team")

    today = f"{localdate():%d.%m.%Y}"
    page = said(CheckingClient.of(grorud).get("/ansvarlige/"))
    assert "Psykososialt team" in page
    assert f"het «Kriseteam» til {today}" in page
    change = PartyChange.objects.get()
    assert (change.recorded_by, change.recorded_as) == (grorud, "redaktør for Bydel Grorud")
    measure.refresh_from_db()
    assert measure.responsible_text == printed


def test_a_name_that_was_not_changed_is_no_renaming(grorud: User) -> None:
    saved(grorud, party("grorud", "Kriseteam"), kind="unit", closed_on="31.12.2025")

    assert not PartyChange.objects.exists()
    kriseteam = party("grorud", "Kriseteam")
    assert (kriseteam.kind, kriseteam.closed_on) == ("unit", date(2025, 12, 31))


def test_what_a_unit_reported_keeps_the_name_that_it_had(grorud: User) -> None:
    """Entries hold words: neither a new name nor a closed unit reaches back into them."""
    leader = make_user("leder", (Role.RESPONSIBLE, "grorud"))
    kriseteam = party("grorud", "Kriseteam")
    kriseteam.users.add(leader)
    measure = kriseteam.measures.get(plan__slug="grorud-2023")
    report(measure, "Iverksatt", remark="Kriseteam er i drift", by=leader)
    before = list(measure.statuses.values())
    history = said(CheckingClient.of(grorud).get(measure.get_absolute_url()))

    saved(grorud, kriseteam, name="Psykososialt team", closed_on="01.01.2025")

    assert list(measure.statuses.values()) == before
    after = said(CheckingClient.of(grorud).get(measure.get_absolute_url()))
    for sentence in ("Kriseteam er i drift", "ansvarlig for Bydel Grorud"):
        assert sentence in history
        assert sentence in after


def test_a_name_that_is_taken_is_refused_with_a_way_on(grorud: User) -> None:
    answer = saved(grorud, party("grorud", "Kriseteam"), name="NAV Ung")

    assert "«NAV Ung» står i registeret fra før" in said(answer)
    assert party("grorud", "Kriseteam")


@pytest.mark.parametrize(
    ("field", "odd"),
    [
        *(("name", odd) for odd in ("", "a\x00b", "a\ufffdb", "langt " * 6666, " \n ")),
        *(("email", odd) for odd in ("ikke en adresse", "a\x00@b.no", "x" * 40_000)),
        *(("kind", odd) for odd in ("tull", "\x00")),
        *(("part_of", odd) for odd in ("987654321", "9" * 40, "tull", "\x00")),
        *(("closed_on", odd) for odd in ("i går", "31.02.2025", "9" * 40_000)),
        *(("users", odd) for odd in ("987654321", "9" * 40, "tull")),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(grorud: User, field: str, odd: str) -> None:
    kriseteam = party("grorud", "Kriseteam")
    before = Responsible.objects.filter(pk=kriseteam.pk).values().get()

    answer = saved(grorud, kriseteam, **{field: odd})

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {field}
    assert Responsible.objects.filter(pk=kriseteam.pk).values().get() == before


@pytest.mark.parametrize("pk", [987654321, 9**30])
@pytest.mark.parametrize("verb", ["", "sla-sammen/"])
def test_a_party_that_is_none_is_not_found(grorud: User, pk: int, verb: str) -> None:
    assert CheckingClient.of(grorud).get(f"/ansvarlige/{pk}/{verb}").status_code == 404


def test_another_bydels_unit_is_no_home_for_a_party(grorud: User) -> None:
    foreign = party("nordstrand", "Oppvekst og velferd")
    kriseteam = party("grorud", "Kriseteam")

    answer = saved(grorud, kriseteam, part_of=foreign.pk)

    assert answer.context["form"].errors.keys() == {"part_of"}
    kriseteam.part_of = foreign
    with pytest.raises(ValidationError):
        kriseteam.full_clean()


def test_a_unit_is_never_a_part_of_itself_however_far_down(grorud: User) -> None:
    top = new_party("Toppen", kind="unit")
    middle = new_party("Midten", kind="unit", part_of=top)
    bottom = new_party("Bunnen", kind="unit", part_of=middle)

    answer = saved(grorud, top, part_of=bottom.pk)

    assert answer.context["form"].errors.keys() == {"part_of"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Responsible.objects.filter(pk=top.pk).update(part_of=top)
    with pytest.raises(IntegrityError), transaction.atomic():
        Responsible.objects.filter(pk=top.pk).update(merged_into=top)


# --- Its users ------------------------------------------------------------------------------------


def test_a_leader_who_is_linked_on_the_page_sees_mine_tiltak_first(ostensjo: User) -> None:
    leader = make_user("leder", (Role.RESPONSIBLE, "ostensjo"))
    saved(ostensjo, party("ostensjo", "Nav-leder"), users=[leader.pk])

    client = CheckingClient.of(leader)
    page = client.get("/", follow=True)

    assert page.redirect_chain[-1][0] == "/mine-tiltak/"
    measures = page.context["measures"]
    assert measures
    assert {name for m in measures for name in m.responsibles.values_list("name", flat=True)} >= {
        "Nav-leder"
    }
    assert all(measure.is_reportable_by(leader) for measure in measures)


def test_people_without_a_role_in_the_bydel_are_not_offered_and_not_linked(
    ostensjo: User, grorud: User, stranger: User
) -> None:
    leader = party("ostensjo", "Nav-leder")
    for outsider in (grorud, stranger):
        answer = saved(ostensjo, leader, users=[outsider.pk])
        assert answer.context["form"].errors.keys() == {"users"}
    assert not leader.users.exists()


def test_somebody_who_was_linked_may_be_unlinked(ostensjo: User, ansvarlig: User) -> None:
    leader = party("ostensjo", "seksjonssjef hjemmetjenesten")
    saved(ostensjo, leader, users=[])
    assert not Measure.objects.reportable_by(ansvarlig).exists()


# --- Two spellings --------------------------------------------------------------------------------


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
    party("grorud", "NAV ung").merge_into(party("grorud", "NAV Ung"), by=grorud)

    names = [one.responsible.name for one in measure.assignments.order_by("position")]
    assert names == ["NAV Ung", "Kriseteam"]


def test_an_old_link_to_a_merged_spelling_leads_to_the_one_that_stands(ostensjo: User) -> None:
    old, new = party("ostensjo", WITHOUT), party("ostensjo", WITH_HYPHEN)
    old.merge_into(new, by=ostensjo)
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
    first.merge_into(second, by=grorud)
    second.merge_into(third, by=grorud)
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
        stale.merge_into(new, by=ostensjo)
    assert PartyChange.objects.count() == 1


def test_a_unit_is_not_merged_with_its_own_part(grorud: User) -> None:
    unit = new_party("Enheten", kind="unit")
    part = new_party("Delen", kind="unit", part_of=unit)
    client = CheckingClient.of(grorud)
    for one, other in ((unit, part), (part, unit)):
        answer = client.post(f"/ansvarlige/{one.pk}/sla-sammen/", {"med": other.pk})
        assert "så de er ikke det samme" in said(answer)
        with pytest.raises(PartyMergedError):
            one.merge_into(other, by=grorud)


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


# --- The measure's form ---------------------------------------------------------------------------


def offered(user: User, address: str) -> set[str]:
    form = CheckingClient.of(user).get(address).context["form"]
    return {one.name for one in form.fields["parties"].queryset}


def test_the_measures_form_offers_the_parties_that_stand(grorud: User) -> None:
    plan = make_plan("grorud")
    closed = new_party("Nedlagt enhet", closed_on=localdate())
    closing = new_party("Legges ned siden", closed_on=date(2999, 1, 1))
    double = new_party("kriseteam")
    double.merge_into(party("grorud", "Kriseteam"), by=grorud)

    names = offered(grorud, f"/planer/{plan.slug}/nytt-tiltak/")

    assert {"Kriseteam", closing.name} <= names
    assert not {closed.name, double.name, "Nav-leder"} & names


def test_a_closed_unit_still_stands_where_it_stood(grorud: User) -> None:
    closed = new_party("Nedlagt enhet", closed_on=date(2020, 1, 1))
    measure = make_measure(make_plan("grorud"), responsible=[closed.name])
    page = CheckingClient.of(grorud).get(f"/tiltak/{measure.pk}/rediger/")
    assert page.context["form"]["responsible"].value() == closed.name
    assert closed.name in said(CheckingClient.of(grorud).get(measure.get_absolute_url()))


def test_ticked_parties_come_after_those_that_are_written(grorud: User) -> None:
    plan = make_plan("grorud")
    nav, kriseteam = party("grorud", "NAV"), party("grorud", "Kriseteam")
    typed = {
        "text": "Et nytt tiltak",
        "responsible": "Bydelsoverlegen",
        "parties": [nav.pk, kriseteam.pk],
        "version": 0,
        "token": "0f8fad5b-d9cb-469f-a165-70867728950e",
    }
    CheckingClient.of(grorud).post(f"/planer/{plan.slug}/nytt-tiltak/", typed)

    made = plan.measures.get()
    assert made.responsible_text == "Bydelsoverlegen\nKriseteam\nNAV"
    names = [one.responsible.name for one in made.assignments.order_by("position")]
    assert names == ["Bydelsoverlegen", "Kriseteam", "NAV"]


@pytest.mark.parametrize("typed", [WITHOUT, "Nav-leder\nNAV-leder i bydelen"])
def test_a_merged_spelling_and_a_former_name_mean_the_party_that_stands(
    ostensjo: User, typed: str
) -> None:
    party("ostensjo", WITHOUT).merge_into(party("ostensjo", WITH_HYPHEN), by=ostensjo)
    party("ostensjo", "Nav-leder").rename("NAV-leder i bydelen", by=ostensjo)
    owner = organisation("ostensjo")

    found = {Responsible.objects.named(owner, name).name for name in typed.split("\n")}

    assert found <= {WITH_HYPHEN, "NAV-leder i bydelen"}
    assert len(found) == 1
