"""Data addresses: what was sent, for programs, without logging in and until it is withdrawn."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate
from lxml import html

from reporting.closing.acts import close, reopen
from reporting.models import CityFile, DataAddress, Round, StoredFile, Submission
from reporting.models.data_address import sum_of_token
from reporting.submission.city.making import store_city_files
from reporting.submission.files.making import store_files
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import User
from ruspolitikk.server.logs import without_secrets
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation

PAGE = "/runder/dataadresser/"
pytestmark = pytest.mark.one_database  # a row is found by its sum


@pytest.fixture
def t2(byadmin: User) -> Round:
    """Closed; Alna has sent, and the files are made."""
    one = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    make_measure(make_plan("alna"))
    bydel = organisation("alna")
    sent = send(one, bydel, by=editor_of(bydel), comment="", today=date(2026, 9, 10))
    close(one, by=byadmin, today=date(2026, 9, 25))
    one.refresh_from_db()
    store_files(sent)
    store_city_files(one)
    return one


def path_of(address: str) -> str:
    return urlsplit(address).path


def made(byadmin: User) -> str:
    """A new address, as the page shows it."""
    answer = CheckingClient.of(byadmin).post(PAGE, {"name": "Power BI"})
    [shown] = html.document_fromstring(answer.content.decode()).xpath("//input[@readonly]/@value")
    return path_of(str(shown))


def read(path: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(Client().get(path).content)
    return told


def test_it_is_shown_once_and_kept_as_its_sum_alone(byadmin: User) -> None:
    path = made(byadmin)
    token = path.split("/")[2]
    one = DataAddress.objects.get()
    assert one.token_sum == sum_of_token(token)
    assert token not in str(vars(one))
    assert token not in CheckingClient.of(byadmin).get(PAGE).content.decode()


def test_it_lists_the_sent_reports_and_the_closed_rounds_and_gives_their_rows(
    t2: Round, byadmin: User
) -> None:
    told = read(made(byadmin))
    [report], [of_city] = told["reports"], told["rounds"]
    assert (report["bydel"], report["version"], report["state"]) == ("Bydel Alna", 1, "sent")
    assert (of_city["round"], of_city["number"]) == ("T2 2026", 1)
    for listed, model in ((report, StoredFile), (of_city, CityFile)):
        for kind in ("csv", "json"):
            answer = Client().get(path_of(listed[kind]))
            content = bytes(model._default_manager.get(kind=kind).content)
            assert answer.getvalue() == content


def test_a_report_whose_files_are_not_made_yet_is_named_and_says_so(
    t2: Round, byadmin: User
) -> None:
    StoredFile.objects.all().delete()
    [report] = read(made(byadmin))["reports"]
    assert (report["bydel"], report["files_are_made"]) == ("Bydel Alna", False)
    assert report["csv"] is report["json"] is None


def test_each_report_of_a_closed_round_is_named_also_where_its_files_are_not_made(
    t2: Round, byadmin: User
) -> None:
    reopen(t2, organisation("alna"), reason="Feil status", by=byadmin)
    alna = organisation("alna")
    send(t2, alna, by=editor_of(alna), comment="", today=date(2026, 9, 28))
    rounds = read(made(byadmin))["rounds"]
    assert [(one["number"], one["files_are_made"]) for one in rounds] == [(2, False), (1, True)]
    assert rounds[0]["csv"] is None


def test_nothing_else_is_read_there_and_nothing_is_changed(t2: Round, byadmin: User) -> None:
    path = made(byadmin)
    sent = Submission.objects.get()
    for other in (f"rapporter/{sent.pk}/word/", f"runder/{t2.pk}/1/note/", "rapporter/999/csv/",
                  f"runder/{t2.pk}/99999999999999999999/csv/"):  # fmt: skip
        assert Client().get(f"{path}{other}").status_code == 404
    assert Client().post(path).status_code == 405


def test_withdrawn_it_says_by_whom_and_when_on_every_address_under_it(
    t2: Round, byadmin: User
) -> None:
    path, client = made(byadmin), CheckingClient.of(byadmin)
    under = path_of(read(path)["reports"][0]["csv"])
    there = f"{PAGE}{DataAddress.objects.get().pk}/trekk-tilbake/"
    asked = client.get(there).content.decode()
    assert "får ikke flere tall" in asked
    lead = " ".join(html.fromstring(asked).text_content().split())
    assert f"Sist brukt {localdate():%d.%m.%Y} kl." in lead
    assert Client().get(path).status_code == 200  # nothing is done yet
    client.post(there)
    DataAddress.objects.update(withdrawn_at=datetime(2026, 11, 3, 12, tzinfo=UTC))
    for each in (path, under):
        answer = Client().get(each)
        assert answer.status_code == 404
        told = " ".join(html.document_fromstring(answer.content).text_content().split())
        assert "Adressen er trukket tilbake av byadministrator 03.11.2026." in told
    again = client.post(f"{PAGE}{DataAddress.objects.get().pk}/trekk-tilbake/", follow=True)
    assert "var trukket tilbake allerede" in again.content.decode()


def test_it_is_in_no_log_no_referrer_and_no_cache(byadmin: User) -> None:
    path = made(byadmin)
    assert without_secrets(f"Not Found: {path}rapporter/1/csv/") == (
        "Not Found: /data/…/rapporter/1/csv/"
    )
    answer = Client().get(path)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


def test_when_it_was_last_used_is_written_once_a_minute_and_a_reading_asks_little(
    t2: Round, byadmin: User
) -> None:
    path = made(byadmin)
    read(path)
    assert DataAddress.objects.get().last_used_on == localdate()
    with CaptureQueriesContext(connection) as asked:
        told = read(path)
        Client().get(path_of(told["rounds"][0]["csv"]))
    assert len(asked) == 6
    assert not [query for query in asked if query["sql"].startswith("UPDATE")]
    first = timezone.now() - timedelta(minutes=2)
    DataAddress.objects.update(last_used_at=first)
    read(path)
    last = DataAddress.objects.get().last_used_at
    assert last is not None
    assert last > first


def test_a_name_is_asked_for_and_nobody_else_may_make_one(byadmin: User, leser: User) -> None:
    answer = CheckingClient.of(byadmin).post(PAGE, {"name": " "})
    assert (answer.status_code, "Skriv hva adressen skal" in answer.content.decode()) == (422, True)
    assert CheckingClient.of(leser).post(PAGE, {"name": "x"}).status_code == 403
    assert not DataAddress.objects.exists()
