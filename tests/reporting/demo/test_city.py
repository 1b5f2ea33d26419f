"""`manage.py demo --city`: the same day gives the same city, with all that full pages must bear."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.timezone import localdate, now

from measures.models import Deadline, Item, Measure, NoLocalMeasure, Reply, Status
from measures.models.act import Withdrawal
from plans.models import Plan
from reporting.demo.city import MADE_UP, make_city
from reporting.demo.days import ROUNDS, MadeForDay
from reporting.demo.history import moment
from reporting.demo.people import give_addresses, make_people
from reporting.demo.sendings import make_files
from reporting.files.pdf import NoPdfError
from reporting.kinds_of_change import What
from reporting.models import CityFile, Judgement, Round, Submission
from reporting.publication.gate import Gate
from reporting.submission.city.report import city_report
from ruspolitikk.accounts.models import Mail, User
from tests.checking_client import CheckingClient

ANOTHER_DAY = date(2029, 2, 3)
PAGES = (
    "oversikt",
    "tiltak",
    "planer",
    "planer/kalender",
    "utvikling",
    "oversikt/endringer",
    "temaer",
)


def told() -> dict[str, list[Any]]:
    """All that the plans say, in words and days: not ids, nor the moments of today's acts."""
    in_order = ("measure__plan__slug", "measure__n", "applies_on", "ordered_at", "pk")
    measures = Measure.objects.order_by("plan__slug", "n")
    statuses, deadlines = Status.objects.order_by(*in_order), Deadline.objects.order_by(*in_order)
    return {
        "texts": list(measures.values_list("plan__title", "text", "responsible_text", "joined_on")),
        "states": list(measures.values_list("current_code", "current_risk")),
        "statuses": list(statuses.values_list("applies_on", "words", "code", "remark")),
        "deadlines": list(deadlines.values_list("applies_on", "words", "reason")),
    }


def told_of_a_city_for(day: date) -> dict[str, list[Any]]:
    with transaction.atomic():
        make_city(day)
        result = told()
        transaction.set_rollback(True)
    return result


@pytest.fixture(scope="module")
def cities(kept: None) -> list[dict[str, list[Any]]]:
    """One for another day and one for today, taken away again; then today's, which stays. People
    are there before it, as in a demo that is in use."""
    make_people()
    give_addresses()
    first = [told_of_a_city_for(day) for day in (ANOTHER_DAY, localdate())]
    make_city(localdate())
    return [*first, told()]


@pytest.fixture
def byadmin(cities: object, db: None) -> CheckingClient:
    return CheckingClient.of(User.objects.get(username="byadmin"))


@pytest.mark.slow
def test_the_same_day_gives_the_same_city(cities: list[dict[str, list[Any]]], db: None) -> None:
    _another, first, again = cities
    assert first == again


@pytest.mark.slow
def test_another_day_gives_the_same_city_on_other_days(
    cities: list[dict[str, list[Any]]], db: None
) -> None:
    another, today, _again = cities
    assert Counter(another["states"]) == Counter(today["states"])
    assert another["deadlines"] != today["deadlines"]


@pytest.mark.slow
@pytest.mark.one_database
def test_it_has_all_that_a_full_page_must_bear(cities: object, db: None) -> None:
    today = localdate()
    days = MadeForDay(today)
    made_up = Plan.objects.filter(title__endswith=MADE_UP)
    counting = Plan.objects.local().in_force(today)
    assert 640 <= Measure.objects.filter(plan__in=counting).count() <= 700
    assert sum(plan.has_expired(today) for plan in made_up) == 1
    assert [plan.slug.split("-")[0] for plan in made_up if plan.is_draft] == ["bjerke"]
    assert made_up.adopted().filter(starts_on__gt=today).count() == 1
    assert Round.objects.filter(cut_off__lt=today).count() >= ROUNDS
    reported = Status.objects.filter(measure__plan__in=counting)
    assert reported.filter(applies_on__gt=days.cut_offs[0]).exists()
    assert reported.filter(code=None).exists()
    silent = counting.exclude(measures__statuses__isnull=False).values_list("organisation__slug")
    assert ("sagene",) in silent
    frogner = reported.filter(measure__plan__organisation__slug="frogner")
    assert max(frogner.values_list("applies_on", flat=True)) <= days.cut_offs[2]
    assert Deadline.objects.exclude(reason="").count() > 30
    assert Measure.objects.filter(plan__in=counting, current_risk="high").count() > 20
    assert Measure.objects.filter(plan__in=counting, current_code="cancelled").count() > 20
    assert Measure.objects.filter(joined_on__isnull=False).count() > 10
    assert Measure.objects.filter(plan__in=made_up, answers__isnull=False).count() > 100
    assert NoLocalMeasure.objects.in_effect().exists()
    assert Item.objects.filter(done_on__isnull=False).exists()
    assert Withdrawal.objects.exists()
    assert {*Reply.objects.values_list("outcome", flat=True)} == {"waiting", "accepted"}
    ahead = today + timedelta(days=1)
    assert not Status.objects.filter(applies_on__gte=ahead).exists()
    assert not Status.objects.filter(recorded_at__date__gte=ahead).exists()


@pytest.mark.slow
@pytest.mark.one_database
def test_all_that_was_sent_has_its_files_and_the_last_note_shows_changes(
    cities: object, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_pdf(*_args: Any) -> bytes:
        raise NoPdfError("Den tar for lang tid her.")

    for making in ("files", "city"):
        monkeypatch.setattr(f"reporting.submission.{making}.making._pdf", no_pdf)
    make_files()
    assert not Submission.objects.filter(files__isnull=True).exists()
    last, _earlier = Round.objects.filter(closed_at__isnull=False)
    assert last.city_files.count() == len(CityFile.Kind)
    assert city_report(last, 1).moves[What.ON] > 0


@pytest.mark.slow
@pytest.mark.one_database
def test_the_closed_round_holds_what_is_not_published_unseen(cities: object, db: None) -> None:
    """So that the gate before the public page is seen with something in it."""
    closed = Round.objects.filter(closed_at__isnull=False).order_by("cut_off").last()
    assert closed
    groups = {finding.group for finding in Gate.of(closed).findings}
    kinds = Judgement.Group
    assert groups >= {kinds.NAME, kinds.ADDRESS, kinds.QUESTION, kinds.FEW}


def test_nobody_is_mailed_of_what_is_made_up(cities: object, db: None) -> None:
    assert User.objects.get(username="alna").email
    assert not Mail.objects.exists()


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.parametrize("days_ago", [0, 120, 800])
def test_the_main_pages_open_on_any_day(byadmin: CheckingClient, days_ago: int) -> None:
    day = localdate() - timedelta(days=days_ago)
    for page in PAGES:
        asked = {"per": f"{day:%d.%m.%Y}"} if days_ago else {}
        assert byadmin.get(f"/{page}/", asked, follow=True).status_code == 200


@pytest.mark.one_database
def test_a_round_is_told_by_how_long_ago_it_was() -> None:
    days = MadeForDay(date(2027, 1, 1))
    assert days.cut_offs[0] == date(2026, 12, 31)
    assert len(days.cut_offs) == ROUNDS
    assert days.since_last_round(0.5) == date(2027, 1, 1)
    assert MadeForDay(date(2026, 12, 31)).cut_offs[0] == date(2026, 8, 31)


@pytest.mark.one_database
def test_nothing_was_done_at_a_time_to_come() -> None:
    assert moment(localdate()) <= now()


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"day": "2026-11-23"}, "Skriv --city også"),
        ({"city": True, "day": "sent i høst"}, "Skriv datoen som"),
        ({"city": True, "day": "0026-11-23"}, "0026"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_a_sentence(
    options: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("demo", no_serve=True, **options)
