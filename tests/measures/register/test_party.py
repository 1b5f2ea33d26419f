"""One party: its page, its name, and its users."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from measures.models import Measure, PartyChange, Responsible
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_user, organisation, report
from tests.measures.register.parties import form_of, new_party, party, said

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


def saved(user: User, subject: Responsible, **typed: Any) -> Any:
    client = CheckingClient.of(user)
    return client.post(f"/ansvarlige/{subject.pk}/", form_of(subject, **typed))


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
        *(("closed_on", odd) for odd in ("i fjor", "31.02.2025", "9" * 40_000)),
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


# --- Two at once ----------------------------------------------------------------------------------


def test_of_two_who_edit_a_party_the_second_is_shown_both(grorud: User, five_plans: None) -> None:
    subject = new_party("Uteseksjonen", email="gammel@example.org")
    client, address = CheckingClient.of(grorud), f"/ansvarlige/{subject.pk}/"
    opened = {
        **form_of(subject),
        "standing": client.get(address).context["form"]["standing"].value(),
    }
    user = make_user("ute", (Role.RESPONSIBLE, "grorud"), first_name="Ute")
    subject.users.add(user)
    first = {**opened, "email": "ny@example.org", "users": [user.pk]}
    assert client.post(address, first).status_code == 409  # the user was linked meanwhile
    Responsible.objects.filter(pk=subject.pk).update(email="ny@example.org", closed_on="2026-01-31")

    second = client.post(address, {**opened, "kind": "unit"})
    assert second.status_code == 409
    for told in ("ny@example.org", "gammel@example.org", "31.01.2026", "Ute", "Lagre min versjon"):
        assert told in said(second)
    subject.refresh_from_db()
    assert (subject.email, subject.kind) == ("ny@example.org", "role")

    standing = second.context["form"]["standing"].value()
    assert client.post(address, {**opened, "standing": standing, "kind": "unit"}).status_code == 302
    subject.refresh_from_db()
    assert (subject.email, subject.kind) == ("gammel@example.org", "unit")
    again = {**opened, "kind": "unit"}
    assert client.post(address, again).status_code == 302  # the same form sent twice
