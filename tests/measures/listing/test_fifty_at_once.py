"""Fifty people save the same version of the same measure at once, through the pages.

Both databases write for real here, and each thread has a connection of its own.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from measures.models import Measure, Report, StaleMeasureError
from ruspolitikk.accounts.models import Role, User
from tests.factories import make_measure, make_plan, make_user

FIFTY = 50
HTMX = {"HX-Request": "true"}

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shared(transactional_db: None, five_plans: None) -> Measure:
    return make_measure(make_plan("grorud"), "Femti vil lagre dette")


@pytest.fixture
def editor(shared: Measure) -> User:
    return make_user("femti", (Role.EDITOR, "grorud"))


def all_at_once(send: Callable[[Client, int], Any], editor: User) -> list[Any]:
    """What fifty logged-in windows are answered, when they all press the button together."""
    start = Barrier(FIFTY)
    clients = [Client() for _window in range(FIFTY)]
    for client in clients:
        client.force_login(editor)

    def press(number: int) -> Any:
        try:
            start.wait(timeout=60)
            return send(clients[number], number)
        finally:
            connection.close()

    with ThreadPoolExecutor(FIFTY) as threads:
        return list(threads.map(press, range(FIFTY)))


def save_row(measure: Measure) -> Callable[[Client, int], Any]:
    address = reverse("measures:row", args=[measure.pk])

    def send(client: Client, number: int) -> Any:
        typed = {
            "status": "in_progress",
            "remark": f"Skrevet av nr. {number}.",
            "applies_on": f"{localdate():%d.%m.%Y}",
            "version": measure.report_version,
        }
        return client.post(address, typed, headers=HTMX)

    return send


def test_one_row_is_saved_and_forty_nine_keep_what_they_typed(
    shared: Measure, editor: User
) -> None:
    answers = all_at_once(save_row(shared), editor)

    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: FIFTY - 1}
    assert shared.statuses.count() == 1
    for number, answer in enumerate(answers):
        if answer.status_code == 409:
            said = answer.content.decode()
            assert f">\nSkrevet av nr. {number}.</textarea>" in said
            assert "Noen andre lagret mens du skrev." in said


def test_without_the_check_all_fifty_are_told_that_theirs_stands_and_forty_nine_are_wrong(
    shared: Measure, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control run: what the version prevents."""
    checked = Measure.report

    def unchecked(self: Measure, report: Report, **given: Any) -> None:
        while True:
            self.refresh_from_db()
            given["expected_version"] = self.report_version
            try:
                checked(self, report, **given)
            except StaleMeasureError:
                continue
            return

    monkeypatch.setattr(Measure, "report", unchecked)
    answers = all_at_once(save_row(shared), editor)

    assert Counter(answer.status_code for answer in answers) == {200: FIFTY}
    shared.refresh_from_db()
    assert shared.latest_status is not None
    standing = [n for n in range(FIFTY) if shared.latest_status.remark == f"Skrevet av nr. {n}."]
    assert len(standing) == 1


def test_a_confirmation_sent_fifty_times_is_written_once(shared: Measure, editor: User) -> None:
    shared.report(Report("Påbegynt"), on=localdate(), by=editor, expected_version=0)
    shared.refresh_from_db()
    seen = f"{shared.pk}:{shared.report_version}:{shared.latest_status_id}"
    form = {"tiltak": seen, "applies_on": f"{localdate():%d.%m.%Y}"}
    address = reverse("measures:confirm")

    answers = all_at_once(lambda client, _number: client.post(address, form), editor)

    assert {answer.status_code for answer in answers} == {302}
    assert shared.statuses.count() == 2


def test_fifty_ticks_of_one_item_are_one(shared: Measure, editor: User) -> None:
    item = shared.items.create(position=1, text="Finne lokaler")
    form = {"gjort": item.pk, "applies_on": f"{localdate():%d.%m.%Y}"}
    address = reverse("measures:tick-items", args=[shared.pk])

    answers = all_at_once(lambda client, _number: client.post(address, form), editor)

    assert {answer.status_code for answer in answers} == {302}
    assert shared.item_changes.count() == 1
