"""A file of many rows: ordered, made by a worker, and fetched by the person who asked, alone."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from openpyxl import load_workbook

from plans.models import Plan
from reporting.models import OrderedFile
from reporting.ordering import door, tasks
from ruspolitikk.accounts.models import Membership, User
from tests.checking_client import CheckingClient
from tests.clock import let_it_be
from tests.factories import make_measure, make_plan

ADDRESSES = (
    "/tiltak/excel/?bydel=ostensjo&over_frist=1&per=15.01.2024&sort=-frist",
    "/oversikt/excel/",
    "/oversikt/endringer/excel/?siden=01.01.2020&per=01.07.2026",
)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of two rows is a large one."""
    monkeypatch.setattr(door, "AT_ONCE", 1)


@pytest.fixture
def no_worker(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


def ordered_by(user: User, address: str = "/tiltak/excel/") -> OrderedFile:
    answer = CheckingClient.of(user).get(address)
    assert answer.status_code == 302, answer.content
    return OrderedFile.objects.latest("pk")


def page_of(user: User, ordered: OrderedFile) -> str:
    return CheckingClient.of(user).get(f"/bestilte-filer/{ordered.pk}/").content.decode()


def fetched(user: User, ordered: OrderedFile) -> Any:
    return CheckingClient.of(user).get(f"/bestilte-filer/{ordered.pk}/hent/")


def cells(content: bytes) -> Iterator[tuple[Any, ...]]:
    """All that is in it, but when it was made."""
    for sheet in load_workbook(BytesIO(content)):
        yield (sheet.title,)
        yield from (row for row in sheet.iter_rows(values_only=True) if row[0] != "Laget")


def texts(content: bytes) -> str:
    return str([*cells(content)])


def test_a_small_file_is_answered_at_once(leser: User) -> None:
    answer: Any = CheckingClient.of(leser).get("/tiltak/excel/")
    assert answer.getvalue().startswith(b"PK")
    assert not OrderedFile.objects.exists()


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_a_worker_makes_is_the_same_file(
    leser: User, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once: Any = CheckingClient.of(leser).get(address)
    monkeypatch.setattr(door, "AT_ONCE", 1)
    by_worker = fetched(leser, ordered_by(leser, address))
    assert by_worker["Content-Disposition"] == at_once["Content-Disposition"]
    assert by_worker["Content-Type"] == at_once["Content-Type"]
    assert [*cells(by_worker.getvalue())] == [*cells(at_once.getvalue())]


def test_the_link_leads_to_a_page_that_waits_and_then_gives_the_file(
    leser: User, few: None, no_worker: None
) -> None:
    ordered = ordered_by(leser)
    waiting = page_of(leser, ordered)
    assert "Filen venter på tur." in waiting
    assert fetched(leser, ordered)["Location"] == f"/bestilte-filer/{ordered.pk}/"
    tasks.make_ordered_file.call(ordered.pk)
    assert f'content="0;url=/bestilte-filer/{ordered.pk}/hent/"' in page_of(leser, ordered)
    assert fetched(leser, ordered).status_code == 200


def asked_by_the_page(user: User, ordered: OrderedFile, query: str = "") -> Any:
    address = f"/bestilte-filer/{ordered.pk}/{query}"
    return CheckingClient.of(user).get(address, headers={"HX-Request": "true"})


def test_the_page_asks_and_is_led_to_itself_when_it_would_say_something_else(
    leser: User, few: None, no_worker: None
) -> None:
    ordered = ordered_by(leser)
    page = f"/bestilte-filer/{ordered.pk}/"
    assert f'hx-get="{page}"' in page_of(leser, ordered)
    same = asked_by_the_page(leser, ordered)
    assert (same.status_code, same.headers.get("HX-Redirect")) == (204, None)
    OrderedFile.objects.update(seen_at=timezone.now())
    assert asked_by_the_page(leser, ordered).headers["HX-Redirect"] == page
    assert f'hx-get="{page}?lages"' in page_of(leser, ordered)
    assert asked_by_the_page(leser, ordered, "?lages").headers.get("HX-Redirect") is None
    tasks.make_ordered_file.call(ordered.pk)
    assert asked_by_the_page(leser, ordered, "?lages").headers["HX-Redirect"] == page
    assert "hx-get" not in page_of(leser, ordered)


def test_a_press_more_waits_for_the_same_file(leser: User, few: None, no_worker: None) -> None:
    assert ordered_by(leser) == ordered_by(leser)
    assert ordered_by(leser) != ordered_by(leser, "/tiltak/excel/?bydel=grorud")


def test_asking_for_the_head_orders_nothing(leser: User, few: None) -> None:
    assert CheckingClient.of(leser).head("/tiltak/excel/").status_code == 200
    assert not OrderedFile.objects.exists()


def test_of_a_file_that_is_made_after_midnight_the_day_is_that_of_asking(
    leser: User, few: None, no_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_it_be(monkeypatch, date(2026, 11, 22))
    ordered = ordered_by(leser)
    let_it_be(monkeypatch, date(2026, 11, 23))
    tasks.make_ordered_file.call(ordered.pk)
    assert "tiltak-2026-11-22.xlsx" in fetched(leser, ordered)["Content-Disposition"]


def test_another_person_finds_nothing_there(
    leser: User, superuser: User, grorud: User, few: None
) -> None:
    ordered = ordered_by(grorud)
    for other in (leser, superuser):
        client = CheckingClient.of(other)
        assert client.get(f"/bestilte-filer/{ordered.pk}/").status_code == 404
        assert fetched(other, ordered).status_code == 404


def test_after_an_hour_it_is_gone_and_then_deleted(leser: User, few: None) -> None:
    ordered = ordered_by(leser)
    OrderedFile.objects.update(kept_until=timezone.now())
    assert fetched(leser, ordered).status_code == 404
    call_command("delete_old_files")
    assert not OrderedFile.objects.exists()


def test_another_one_that_is_ordered_deletes_what_is_old(
    leser: User, grorud: User, few: None
) -> None:
    old = ordered_by(grorud)
    OrderedFile.objects.update(kept_until=timezone.now())
    ordered_by(leser)
    assert not OrderedFile.objects.filter(pk=old.pk).exists()


# --- A worker that dies, or cannot ----------------------------------------------------------------


@pytest.mark.parametrize("begun", [False, True])
def test_what_no_worker_makes_is_said_and_made_when_it_is_asked_for_again(
    leser: User, few: None, no_worker: None, settings: Any, begun: bool
) -> None:
    left = ordered_by(leser)
    long_ago = timezone.now() - timedelta(minutes=2, seconds=1)
    OrderedFile.objects.update(ordered_at=long_ago, seen_at=long_ago if begun else None)
    page = page_of(leser, left)
    assert "Prøv igjen" in page
    assert "hx-get" not in page
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    again = ordered_by(leser, left.address)
    assert fetched(leser, again).status_code == 200
    assert [*OrderedFile.objects.all()] == [again]


def test_a_fault_while_it_is_made_is_a_sentence(
    leser: User, few: None, no_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered = ordered_by(leser)

    def fail(*_anything: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(door, "excel_answer", fail)
    with pytest.raises(RuntimeError):
        tasks.make_ordered_file.call(ordered.pk)
    assert "Filen kunne ikke lages" in page_of(leser, ordered)


def test_a_worker_makes_no_file_twice(leser: User, few: None) -> None:
    ordered = ordered_by(leser)
    tasks.make_ordered_file.call(ordered.pk)
    again = OrderedFile.objects.get()
    assert (again.made_at, again.seen_at) == (ordered.made_at, ordered.seen_at)


# --- Drafts ---------------------------------------------------------------------------------------


@pytest.fixture
def draft(grorud: User) -> Plan:
    plan = make_plan("grorud", state=Plan.State.DRAFT, title="Hemmelig plan")
    for text in ("Hemmelig tiltak", "Et tiltak til"):
        make_measure(plan, text)
    return plan


def test_a_draft_is_in_the_file_of_its_own_redaktor_alone(
    draft: Plan, grorud: User, ostensjo: User, few: None
) -> None:
    assert "Hemmelig tiltak" in texts(fetched(grorud, ordered_by(grorud)).getvalue())
    assert "Hemmelig" not in texts(fetched(ostensjo, ordered_by(ostensjo)).getvalue())


def test_who_loses_the_role_before_it_is_made_gets_no_draft(
    draft: Plan, grorud: User, few: None, no_worker: None
) -> None:
    of_all, of_draft = (
        ordered_by(grorud, f"/tiltak/excel/{which}") for which in ("", f"?plan={draft.slug}")
    )
    Membership.objects.filter(user=grorud).delete()
    for ordered in (of_all, of_draft):
        tasks.make_ordered_file.call(ordered.pk)
    assert "Hemmelig" not in texts(fetched(grorud, of_all).getvalue())
    assert "Filen kunne ikke lages" in page_of(grorud, of_draft)


def test_who_loses_the_role_after_it_was_made_is_not_given_the_file(
    draft: Plan, grorud: User, few: None
) -> None:
    ordered = ordered_by(grorud)
    Membership.objects.filter(user=grorud).delete()
    assert fetched(grorud, ordered).status_code == 404
