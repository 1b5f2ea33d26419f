"""«Min konto»: where one is logged in, and how that is ended."""

import re

import pytest

from ruspolitikk.accounts.models import PersonSession, User
from tests.checking_client import CheckingClient
from tests.forms_on_pages import said

pytestmark = pytest.mark.one_database

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0"


def named(client: CheckingClient) -> list[str]:
    """What the buttons of the page send, one for each of the other sessions, then all of them."""
    page = client.get("/min-konto/").content.decode()
    return re.findall(r'name="innlogging" value="([^"]+)"', page)


def test_one_sees_where_one_is_logged_in_and_with_which_browser(grorud: User) -> None:
    here, there = CheckingClient.of(grorud), CheckingClient()
    there.login(username="grorud", password="demo")
    there.get("/planer/", headers={"User-Agent": FIREFOX})
    page = said(here.get("/min-konto/"))
    assert "Firefox på Windows" in page
    assert "Sist brukt" in page
    assert "Redaktør, Bydel Grorud" in page


def test_no_key_of_a_session_stands_on_the_page(grorud: User) -> None:
    here = CheckingClient.of(grorud)
    CheckingClient.of(grorud)
    page = here.get("/min-konto/").content.decode()
    keys = PersonSession.objects.of(grorud).values_list("session_key", flat=True)
    assert len(keys) == 2
    assert not [key for key in keys if key in page]


def test_one_of_ones_own_is_ended_and_this_one_stays(grorud: User) -> None:
    here, there = CheckingClient.of(grorud), CheckingClient.of(grorud)
    [name, others] = named(here)
    assert others == "andre"
    answer = here.post("/min-konto/avslutt/", {"innlogging": name}, follow=True)
    assert "Innloggingen er avsluttet." in said(answer)
    assert there.get("/planer/")["Location"].startswith("/logg-inn/")
    answer = here.post("/min-konto/avslutt/", {"innlogging": name}, follow=True)
    assert "Innloggingen var avsluttet allerede." in said(answer)


def test_all_the_others_are_ended_at_once(grorud: User, leser: User) -> None:
    here = CheckingClient.of(grorud)
    for person in (grorud, grorud, leser):
        CheckingClient.of(person)
    answer = here.post("/min-konto/avslutt/", {"innlogging": "andre"}, follow=True)
    assert "Du er logget ut alle andre steder." in said(answer)
    assert PersonSession.objects.of(grorud).count() == 1
    assert PersonSession.objects.of(leser).count() == 1


def test_nobody_ends_anothers(grorud: User, leser: User) -> None:
    CheckingClient.of(leser)
    anothers = CheckingClient.of(leser)
    [name, _others] = named(anothers)
    for sent in (name, "", "ukjent", "\x00"):
        CheckingClient.of(grorud).post("/min-konto/avslutt/", {"innlogging": sent})
    assert PersonSession.objects.of(leser).count() == 2


def test_a_new_password_ends_the_others_and_they_are_listed_no_more(grorud: User) -> None:
    here, there = CheckingClient.of(grorud), CheckingClient.of(grorud)
    twice = dict.fromkeys(("new_password1", "new_password2"), "Sju kråker på taket")
    assert here.post("/passord/", {"old_password": "demo", **twice}).status_code == 302
    assert there.get("/planer/")["Location"].startswith("/logg-inn/")
    assert named(here) == []
