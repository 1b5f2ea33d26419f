"""The calendar that others subscribe to."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate
from icalendar import Calendar

from reporting.feed.address import address_for, make_new
from reporting.models import Round
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, report, set_deadline

SOON = localdate() + timedelta(days=30)


def path_of(user: User) -> str:
    return address_for(user).removeprefix("http://127.0.0.1:8000")


def events(user: User) -> dict[str, Any]:
    calendar = Calendar.from_ical(Client().get(path_of(user)).content)
    return {str(event["summary"]): event["dtstart"].dt for event in calendar.walk("VEVENT")}


def test_it_has_the_due_days_of_rounds_and_of_open_tiltak(grorud: User) -> None:
    Round.objects.create(name="Høstrunden", cut_off=localdate(), due_on=SOON)
    plan = make_plan("grorud", starts_on=localdate(), ends_on=None)
    words = f"{SOON:%d.%m.%Y}"
    make_measure(plan, "Åpne et værested, med kafé; og mer", deadline=words)
    done = make_measure(plan, "Holde kurs", deadline=words)
    report(done, "Avsluttet", on=localdate())
    make_measure(make_plan("alna", starts_on=localdate(), ends_on=None), "Annet", deadline=words)
    told = events(grorud)
    assert told["Høstrunden: frist for å sende inn"] == SOON
    assert told["Frist: Åpne et værested, med kafé; og mer (Bydel Grorud)"] == SOON
    assert not [name for name in told if "Holde kurs" in name or "Annet" in name]


def test_an_address_that_was_changed_is_told_so(grorud: User) -> None:
    old = path_of(grorud)
    make_new(grorud)
    response = Client().get(old)
    assert response.status_code == 404
    assert "Kalenderadressen er byttet" in response.content.decode()
    assert Client().get(path_of(grorud)).status_code == 200


def test_what_was_never_an_address_and_one_of_who_has_left_are_not_found(grorud: User) -> None:
    assert Client().get("/kalender/noe.ics").status_code == 404
    User.objects.filter(pk=grorud.pk).update(is_active=False)
    assert Client().get(path_of(grorud)).status_code == 404


@pytest.mark.one_database
def test_a_new_address_is_asked_for_on_the_page_of_mails(grorud: User) -> None:
    client, old = CheckingClient.of(grorud), path_of(grorud)
    assert old in client.get("/varsler/").content.decode()
    client.post("/varsler/kalender/")
    assert old not in client.get("/varsler/").content.decode()


@pytest.mark.one_database
def test_an_event_that_is_moved_is_the_same_event_and_nobody_is_busy_by_it(grorud: User) -> None:
    plan = make_plan("grorud", starts_on=localdate(), ends_on=None)
    measure = make_measure(plan, "Åpne et værested " * 20, deadline=f"{SOON:%d.%m.%Y}")
    first = Client().get(path_of(grorud)).content
    later = SOON + timedelta(days=10)
    set_deadline(measure, f"{later:%d.%m.%Y}", on=localdate(), reason="Lokaler mangler")
    second = Client().get(path_of(grorud)).content
    before, after = (Calendar.from_ical(each).walk("VEVENT")[0] for each in (first, second))
    assert (after["uid"], after["dtstart"].dt) == (before["uid"], later)
    assert after["transp"] == "TRANSPARENT"
    lines = second.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])  # no letter is parted
