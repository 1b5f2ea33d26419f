"""Somebody new: by a link in a mail, or by a password that is read aloud."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.signing import Signer
from django.utils import timezone

from ruspolitikk.accounts.kept_forms.marks import Mark
from ruspolitikk.accounts.models import LoggedAct, Mail, PersonSession, Role, User
from ruspolitikk.accounts.outbox import send_waiting
from ruspolitikk.accounts.people.invitations import free_username
from ruspolitikk.accounts.people.one_time import WORDS, new_password
from ruspolitikk.server.logs import without_secrets
from tests.checking_client import CheckingClient
from tests.factories import make_user
from tests.forms_on_pages import form_on, said

pytestmark = pytest.mark.one_database

OWN = "Sju kråker på taket"
WHO = {"name": "Kari Vik", "email": "Kari.Vik@example.org", "role": "editor"}


@pytest.fixture
def desk(byadmin: User) -> CheckingClient:
    return CheckingClient.of(byadmin)


def invited(desk: CheckingClient, **typed: Any) -> Any:
    form = form_on(desk.get("/personer/"), "Inviter")
    sent = {**form, **WHO, "organisation": "alna", **typed}
    return desk.post("/personer/inviter/", sent, follow=True)


def kari() -> User:
    return User.objects.get(last_name="Vik")


def link() -> str:
    """The address in the newest mail."""
    found = re.search(r"http\S+/velkommen/\S+", Mail.objects.latest("pk").text)
    assert found
    return urlsplit(found[0]).path


def chosen(password: str = OWN) -> dict[str, str]:
    return {"new_password1": password, "new_password2": password}


def test_one_is_invited_by_a_mail_chooses_a_password_and_logs_in(desk: CheckingClient) -> None:
    answer = invited(desk)
    assert "Kari Vik er invitert. Lenken sendes til Kari.Vik@example.org" in said(answer)
    person = kari()
    assert (person.username, person.has_usable_password()) == ("kari.vik", False)
    mail = Mail.objects.get()
    assert (mail.to, mail.recipient) == (None, "Kari.Vik@example.org")
    assert "Brukernavnet ditt er kari.vik." in mail.text
    assert "byadmin har lagt deg til som: Redaktør, Bydel Alna" in mail.text
    newcomer, address = CheckingClient(), link()
    assert "kari.vik" in said(newcomer.get(address))
    answer = newcomer.post(address, chosen(), follow=True)
    assert "Passordet er lagret. Logg inn som kari.vik." in said(answer)
    assert newcomer.login(username="kari.vik", password=OWN)
    assert newcomer.get("/a-gjore/").status_code == 200


def test_a_link_is_good_once(desk: CheckingClient) -> None:
    invited(desk)
    address = link()
    CheckingClient().post(address, chosen())
    again = chosen("Åtte kråker på taket")
    for answer in (CheckingClient().get(address), CheckingClient().post(address, again)):
        assert answer.status_code == 410
        assert "Lenken virker ikke lenger" in said(answer)
    assert kari().check_password(OWN)


def test_a_link_is_good_for_three_days(
    desk: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited(desk)
    address, now = link(), timezone.now()
    for days, minutes, status in ((2, 24 * 60 - 1, 200), (3, 1, 410)):
        later = now + timedelta(days=days, minutes=minutes)
        monkeypatch.setattr(timezone, "now", lambda later=later: later)
        assert CheckingClient().get(address).status_code == status


@pytest.mark.parametrize("ends", ["sent again", "another address", "stopped", "one-time password"])
def test_a_link_ends_when_something_else_is_said(desk: CheckingClient, ends: str) -> None:
    invited(desk)
    first, page = link(), f"/personer/{kari().pk}/"
    if ends == "sent again":
        desk.post(f"{page}lenke/")
        assert link() != first
        assert Mail.objects.count() == 1
        assert CheckingClient().get(link()).status_code == 200
    elif ends == "another address":
        desk.post(f"{page}opplysninger/", {"name": "Kari Vik", "email": "ny@example.org"})
    elif ends == "stopped":
        desk.post(f"{page}sluttet/")
    else:
        desk.post(f"{page}engangspassord/", {"seen": desk.get(page).context["seal"]})
    assert CheckingClient().get(first).status_code == 410


def test_a_link_that_was_never_made_is_a_sentence(db: None) -> None:
    signer = Signer(salt="accounts.people.invitation", sep=".")
    signed = [signer.sign_object(what) for what in ([1, "x"], [2**62, "x"], 1, [])]
    for wrong in (*signed, "ukjent", "W10.ukjent", ".", "\x00", "æøå"):
        assert CheckingClient().get(f"/velkommen/{quote(wrong)}/").status_code == 410, wrong


def test_a_weak_password_is_refused_and_the_link_is_still_good(desk: CheckingClient) -> None:
    invited(desk)
    address = link()
    for weak in ("kort", "kari.vik2026", "aaaaaaaaaaaa"):
        answer = CheckingClient().post(address, chosen(weak))
        assert answer.status_code == 200
        assert "Skjemaet er ikke lagret." in said(answer)
        assert "This password" not in said(answer)
    assert not kari().has_usable_password()
    assert CheckingClient().get(address).status_code == 200


def test_the_address_of_a_link_is_kept_nowhere(desk: CheckingClient) -> None:
    invited(desk)
    address = link()
    answer = CheckingClient().get(address)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert without_secrets(f"GET {address}") == "GET /velkommen/…/"
    send_waiting(timezone.now())
    assert "velkommen" not in str(vars(Mail.objects.get()))


def test_a_link_is_sent_to_nobody_who_has_logged_in(desk: CheckingClient) -> None:
    there = make_user("ola", (Role.READER, "alna"), email="o@example.org")
    User.objects.filter(pk=there.pk).update(last_login=timezone.now())
    answer = desk.post(f"/personer/{there.pk}/lenke/", follow=True)
    assert "ikke har logget inn ennå" in said(answer)
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": ""}, "Skriv e-postadressen, eller lag et engangspassord."),
        ({"email": "kari"}, "Skriv en hel e-postadresse"),
        ({"email": "BY@example.org"}, "Adressen er i bruk av byadmin."),
        ({"name": "  "}, "Skriv navnet."),
        ({"name": "K" * 151}, "Det er plass til 150"),
        ({"organisation": ""}, "Velg hvor rollen gjelder."),
        ({"organisation": "oslo"}, "Velg bydelen."),
        ({"role": "superuser"}, "superuser"),
    ],
)
def test_an_invitation_that_lacks_something_is_refused_and_loses_nothing(
    desk: CheckingClient, byadmin: User, typed: dict[str, str], sentence: str
) -> None:
    User.objects.filter(pk=byadmin.pk).update(email="by@example.org")
    answer = invited(desk, **typed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert ("Kari Vik" in answer.content.decode()) or "name" in typed
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("Kari.Vik", "kari.vik"),
        ("Åse Ødegård", "ase.odegard"),
        ("leser", "leser2"),
        ("李", "bruker"),
        ("x" * 300, "x" * 100),
    ],
)
def test_a_user_name_is_spelled_plainly_and_is_nobody_elses(
    leser: User, wish: str, name: str
) -> None:
    assert free_username(wish) == name


# --- One-time passwords ---------------------------------------------------------------------------


def one_time(answer: Any) -> str:
    found = re.search(r"Engangspassord for \S+: ([a-z]+-[a-z]+-\d\d-[a-z]+)", said(answer))
    assert found
    return found[1]


def test_a_one_time_password_is_shown_once_and_changed_at_the_first_log_in(
    desk: CheckingClient,
) -> None:
    answer = invited(desk, first="passord", email="")
    password, person = one_time(answer), kari()
    assert password not in said(desk.get(f"/personer/{person.pk}/"))
    assert password not in str([vars(act) for act in LoggedAct.objects.all()])
    newcomer = CheckingClient()
    assert newcomer.login(username="kari.vik", password=password)
    for address in ("/", "/a-gjore/", "/passord/", "/admin/", "/min-konto/"):
        assert newcomer.get(address)["Location"].startswith("/velg-passord/"), address
    page = newcomer.get("/velg-passord/?next=/planer/")
    assert "Du logget inn med et engangspassord." in said(page)
    answer = newcomer.post("/velg-passord/?next=/planer/", chosen(), follow=True)
    assert answer.redirect_chain[-1][0] == "/planer/"
    assert kari().one_time_until is None
    assert not CheckingClient().login(username="kari.vik", password=password)


NEW, TYPED = "/planer/grorud-2023/nytt-tiltak/", "Et tiltak som ingen har lagret"


def unsaved(writer: CheckingClient, person: User) -> dict[str, Any]:
    """What a browser sends of a new measure, with the mark of whoever opened the form."""
    return {**form_on(writer.get(NEW)), "text": TYPED, "merke": Mark(person.pk, NEW, NEW).signed()}


def test_what_was_typed_is_there_after_the_password_is_chosen(
    desk: CheckingClient, grorud: User
) -> None:
    """A redaktør who is writing gets a one-time password meanwhile."""
    writer = CheckingClient.of(grorud)
    sent, page = unsaved(writer, grorud), f"/personer/{grorud.pk}/"
    seen = {"seen": desk.get(page).context["seal"]}
    password = one_time(desk.post(f"{page}engangspassord/", seen))
    at_log_in = writer.post(NEW, sent)["Location"]
    assert at_log_in.startswith("/logg-inn/?next=/ikke-lagret/")
    assert writer.login(username="grorud", password=password)
    to_choose = writer.get(at_log_in.partition("next=")[2])["Location"]
    assert to_choose.startswith("/velg-passord/?next=/ikke-lagret/")
    answer = writer.post(to_choose, chosen(), follow=True)
    assert TYPED in answer.content.decode()


def test_what_is_sent_by_one_who_must_choose_a_password_first_is_kept(grorud: User) -> None:
    writer = CheckingClient.of(grorud)
    sent = unsaved(writer, grorud)
    User.objects.filter(pk=grorud.pk).update(one_time_until=timezone.localdate())
    to_choose = writer.post(NEW, sent)["Location"]
    assert to_choose.startswith("/velg-passord/?next=/ikke-lagret/")
    assert TYPED in writer.post(to_choose, chosen(), follow=True).content.decode()


def test_a_part_of_a_page_leads_the_browser_there_too(grorud: User) -> None:
    User.objects.filter(pk=grorud.pk).update(one_time_until=timezone.localdate())
    answer = CheckingClient.of(grorud).get("/tiltak/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/velg-passord/?next=/tiltak/"


def test_a_one_time_password_is_over_after_a_week(desk: CheckingClient, leser: User) -> None:
    page = f"/personer/{leser.pk}/"
    one_time(desk.post(f"{page}engangspassord/", {"seen": desk.get(page).context["seal"]}))
    leser.refresh_from_db()
    assert leser.one_time_until == timezone.localdate() + timedelta(days=7)
    yesterday = timezone.localdate() - timedelta(days=1)
    User.objects.filter(pk=leser.pk).update(one_time_until=yesterday)
    late = CheckingClient.of(leser)
    answer = late.get("/planer/", follow=True)
    assert answer.status_code == 403
    assert f"Det gjaldt til og med {yesterday:%d.%m.%Y}." in said(answer)
    assert late.get("/planer/")["Location"].startswith("/logg-inn/")


def test_a_page_with_a_password_that_is_loaded_again_makes_no_other(
    desk: CheckingClient, leser: User
) -> None:
    page = f"/personer/{leser.pk}/"
    sent = {"seen": desk.get(page).context["seal"]}
    password = one_time(desk.post(f"{page}engangspassord/", sent))
    answer = desk.post(f"{page}engangspassord/", sent, follow=True)
    assert "Engangspassordet er laget, og vises ikke igjen." in said(answer)
    leser.refresh_from_db()
    assert leser.check_password(password)


def test_a_new_password_shuts_what_is_open_to_the_person(desk: CheckingClient, leser: User) -> None:
    CheckingClient.of(leser)
    page = f"/personer/{leser.pk}/"
    desk.post(f"{page}engangspassord/", {"seen": desk.get(page).context["seal"]})
    assert not PersonSession.objects.of(leser).exists()


def test_one_time_passwords_are_plain_many_and_pass_the_rules(stranger: User) -> None:
    assert len(WORDS) == len({*WORDS}) > 340
    assert all(word.isascii() and word.isalpha() for word in WORDS)
    made = {new_password(stranger) for _ in range(50)}
    assert len(made) == 50
    for password in made:
        validate_password(password, stranger)


def test_only_one_who_has_such_a_password_is_asked_for_another(grorud: User) -> None:
    answer = CheckingClient.of(grorud).get("/velg-passord/?next=/planer/")
    assert answer["Location"] == "/planer/"
    elsewhere = CheckingClient.of(grorud).get("/velg-passord/?next=//ond.example/")
    assert elsewhere["Location"] == "/"
