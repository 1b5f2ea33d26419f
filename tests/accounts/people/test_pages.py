"""The pages of people: who is listed where, and the acts as a byadministrator sends them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ruspolitikk.accounts.models import LoggedAct, Mail, RefusedAddress, Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_user
from tests.forms_on_pages import form_on, said

pytestmark = pytest.mark.one_database

TODAY = timezone.localdate()
YESTERDAY, LONG_AGO = TODAY - timedelta(days=1), timezone.now() - timedelta(days=700)


@pytest.fixture
def client(byadmin: User) -> CheckingClient:
    return CheckingClient.of(byadmin)


@pytest.fixture
def kari(five_plans: None) -> User:
    roles = ((Role.EDITOR, "grorud"), (Role.READER, "oslo"))
    return make_user("kari", *roles, first_name="Kari", last_name="Vik", email="kari@example.org")


def act(client: CheckingClient, page: str, button: str, **typed: Any) -> Any:
    """Press a button on a page, as a browser would: the form with these words, to its address."""
    from_page = form_on(client.get(page), button)
    verb = {
        "Inviter": "/personer/inviter/",
        "Gi rollen": f"{page}gi-rolle/",
        "Lagre": f"{page}opplysninger/",
        "Lag et nytt engangspassord": f"{page}engangspassord/",
        "Send lenken på nytt": f"{page}lenke/",
        "Gi tilgang igjen": f"{page}apne/",
    }.get(button, page)
    return client.post(verb, {**from_page, **typed}, follow=True)


def names_on(client: CheckingClient, query: str = "") -> list[str]:
    page: Any = client.get(f"/personer/{query}")
    return [
        f"{line.person.username} {group.organisation.slug if group.organisation else '-'}"
        for group in page.context["people"].groups
        for line in group.lines
    ]


# --- The list -------------------------------------------------------------------------------------


def test_everybody_stands_where_they_have_a_role_the_city_first(
    client: CheckingClient, kari: User, stranger: User
) -> None:
    assert names_on(client) == ["byadmin oslo", "kari oslo", "kari grorud", "stranger -"]
    page = said(client.get("/personer/"))
    assert "3 personer har tilgang." in page
    assert "14 bydeler har ingen redaktør." in page
    assert "Ingen redaktør. Svar og spørsmål fra byen blir liggende." in page


@pytest.fixture
def others(kari: User) -> None:
    """One who has not been here for long, one whose role is over, and one who has stopped."""
    make_user("gammel", (Role.EDITOR, "alna"), last_login=LONG_AGO)
    make_user("borte", (Role.EDITOR, "alna")).memberships.update(ends_on=YESTERDAY)
    make_user("ute", (Role.EDITOR, "bjerke"), is_active=False, closed_from=YESTERDAY)


@pytest.mark.usefixtures("others")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["byadmin oslo", "kari oslo", "kari grorud", "gammel alna"]),
        ("?vis=redaktorer", ["kari grorud", "gammel alna"]),
        ("?vis=ikke-logget-inn", ["byadmin oslo", "kari oslo", "kari grorud"]),
        ("?vis=ikke-brukt", ["gammel alna"]),
        ("?vis=sluttet", ["ute bjerke", "borte alna"]),
        ("?bydel=alna", ["gammel alna"]),
        ("?bydel=alna&vis=sluttet", ["borte alna"]),
        ("?bydel=grorud&rolle=reader", []),
        ("?rolle=reader", ["kari oslo"]),
        ("?rolle=konge", ["byadmin oslo", "kari oslo", "kari grorud", "gammel alna"]),
    ],
)
def test_the_filters_find_who_they_say(
    client: CheckingClient, query: str, names: list[str]
) -> None:
    assert names_on(client, query) == names


@pytest.mark.usefixtures("others")
def test_the_quick_counts_say_how_many_and_leave_out_nobody(client: CheckingClient) -> None:
    page: Any = client.get("/personer/")
    assert [count.label for count in page.context["people"].counts] == [
        "Alle 3",
        "Redaktører 2",
        "Har ikke logget inn ennå 2",
        "Ikke brukt på et år 1",
        "Har sluttet 2",
    ]
    assert "Ikke brukt på 23 måneder." in said(page) or "Ikke brukt på 22 måneder." in said(page)


def test_the_page_takes_the_same_number_of_queries_for_1_and_50_people(
    client: CheckingClient, kari: User
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/personer/")
        return len(asked)

    before = queries()
    for n in range(50):
        make_user(f"person{n}", (Role.READER, "oslo"))
    assert queries() == before <= 15


# --- One person -----------------------------------------------------------------------------------


def test_a_role_is_given_and_taken_on_the_persons_page(client: CheckingClient, kari: User) -> None:
    page = f"/personer/{kari.pk}/"
    until = TODAY + timedelta(days=30)
    answer = act(
        client,
        page,
        "Gi rollen",
        role="responsible",
        organisation="alna",
        ends_on=f"{until:%d.%m.%Y}",
    )
    role = f"Ansvarlig, Bydel Alna fra {TODAY:%d.%m.%Y} til og med {until:%d.%m.%Y}"
    assert f"Kari Vik har fått rollen {role}." in said(answer)
    held = kari.memberships.get(role=Role.RESPONSIBLE)
    taking = f"{page}roller/{held.pk}/ta-bort/"
    assert "Personen kan ikke lenger rapportere." in said(client.get(taking))
    assert "Rollen Ansvarlig, Bydel Alna er tatt bort." in said(
        act(client, taking, "Ta bort rollen")
    )
    assert f"Rolle tatt bort: {role}" in said(client.get(page))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"organisation": "oslo"}, "Velg bydelen. Denne rollen gjelder i en bydel."),
        ({"role": "city_admin"}, "Velg «Hele byen». En byadministrator er byens."),
        ({"role": "konge"}, "konge"),
        ({"organisation": "atlantis"}, "Velg et gyldig valg"),
        ({"starts_on": "01.01.2026"}, "En rolle gis fra i dag eller senere."),
        ({"ends_on": "01.01.2026"}, "Den siste dagen er før den første."),
        ({"ends_on": "i fjor en gang"}, "i fjor en gang"),
        ({"organisation": "grorud"}, "Kari Vik har rollen Redaktør, Bydel Grorud i de dagene"),
    ],
)
def test_a_role_that_cannot_be_given_is_refused_in_a_sentence_that_loses_nothing(
    client: CheckingClient, kari: User, typed: dict[str, str], sentence: str
) -> None:
    sent = {"role": "editor", "organisation": "alna", **typed}
    answer = act(client, f"/personer/{kari.pk}/", "Gi rollen", **sent)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert kari.memberships.count() == 2


def test_one_who_stops_is_closed_and_opened_again(client: CheckingClient, kari: User) -> None:
    page = f"/personer/{kari.pk}/"
    answer = act(client, f"{page}sluttet/", "Steng tilgangen")
    assert "Kari Vik har ikke lenger tilgang." in said(answer)
    assert "Har sluttet, og kommer ikke inn." in said(answer)
    assert "Gi en rolle" not in said(answer)
    answer = act(client, page, "Gi tilgang igjen")
    assert "Kari Vik har tilgang igjen. Gi rollene som trengs." in said(answer)


def test_one_may_stop_after_a_day_that_is_not_past(client: CheckingClient, kari: User) -> None:
    page = f"/personer/{kari.pk}/sluttet/"
    answer = act(client, page, "Steng tilgangen", last_day=f"{YESTERDAY:%d.%m.%Y}")
    assert "Den siste dagen kan ikke være før i dag." in said(answer)
    answer = act(client, page, "Steng tilgangen", last_day=f"{TODAY:%d.%m.%Y}")
    assert f"Kari Vik slutter {TODAY:%d.%m.%Y}." in said(answer)


def test_a_name_and_an_address_are_changed_and_one_in_use_is_refused(
    client: CheckingClient, kari: User, byadmin: User
) -> None:
    User.objects.filter(pk=byadmin.pk).update(email="by@example.org")
    page = f"/personer/{kari.pk}/"
    answer = act(client, page, "Lagre", name="Kari  Berg", email="BY@example.org")
    assert "Adressen er i bruk av byadmin." in said(answer)
    assert 'value="Kari  Berg"' in answer.content.decode()
    act(client, page, "Lagre", name="Kari  Berg", email="berg@example.org")
    kari.refresh_from_db()
    assert (kari.name, kari.email) == ("Kari Berg", "berg@example.org")


def test_an_address_that_is_refused_is_told_of_and_tried_again_once_it_is_saved(
    client: CheckingClient, kari: User
) -> None:
    RefusedAddress.objects.add_refusal("kari@example.org", timezone.now())
    page = f"/personer/{kari.pk}/"
    assert "E-posttjeneren har avvist adressen 1 gang" in said(client.get(page))
    act(client, page, "Lagre")
    assert not RefusedAddress.objects.exists()


def test_ones_own_page_says_who_changes_it_and_offers_nothing(
    client: CheckingClient, byadmin: User
) -> None:
    page = client.get(f"/personer/{byadmin.pk}/")
    assert "Du kan ikke endre din egen tilgang. Be en annen byadministrator om det." in said(page)
    for button in ("Ta bort", "Gi rollen", "Lag et nytt engangspassord", "Personen har sluttet"):
        assert button not in said(page)


def test_a_system_owner_is_read_and_changed_by_no_byadministrator(
    client: CheckingClient, superuser: User
) -> None:
    page = f"/personer/{superuser.pk}/"
    assert "endres av en systemeier" in said(client.get(page))
    before = User.objects.filter(pk=superuser.pk).values().get()
    seen = client.get(page).context["seal"]
    for verb, sent in (
        ("engangspassord", {"seen": seen}),
        ("opplysninger", {"name": "A", "email": "a@example.org"}),
        ("sluttet", {}),
        ("lenke", {}),
        ("gi-rolle", {"role": "editor", "organisation": "alna", "starts_on": f"{TODAY:%d.%m.%Y}"}),
    ):
        answer = client.post(f"{page}{verb}/", sent, follow=True)
        assert "har mer tilgang enn du har" in said(answer), verb
    assert User.objects.filter(pk=superuser.pk).values().get() == before
    assert not superuser.memberships.exists()
    assert not Mail.objects.exists()


def test_what_was_done_with_a_person_and_by_them_stands_on_their_page(
    client: CheckingClient, kari: User
) -> None:
    page = f"/personer/{kari.pk}/"
    assert "Ingenting er logget om personen ennå." in said(client.get(page))
    act(client, page, "Gi rollen", role="reader", organisation="alna")
    assert "Rolle gitt: Leser, Bydel Alna" in said(client.get(page))
    assert "Det Kari Vik har gjort" not in said(client.get(page))
    by_byadmin = LoggedAct.objects.get()
    log = client.get(f"/logg/?hvem={by_byadmin.by_id}")
    assert "Leser, Bydel Alna" in said(log)
    assert "Velg et gyldig valg" in said(client.get("/logg/?hvem=0"))
