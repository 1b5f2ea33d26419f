"""The city recounted by other means: from the JSON export and domain.md, against page and file.

The naive reading here knows nothing of the product's counting. What it reads is `export_status` for
the day, for the last round's cut-off, and for the day before that round began.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate

from measures.vocabulary import label_for
from plans.models import Plan
from reporting.demo.city import make_city
from reporting.models import Round
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_user

pytestmark = [pytest.mark.slow, pytest.mark.one_database]

TODAY = localdate()
DAYS = [TODAY, *(TODAY - timedelta(days=ago) for ago in (40, 400, 800))]
ENDED = {"completed", "cancelled"}
CLOSED = {"implemented", "ongoing", *ENDED}
PARTS = ("rapportert", "eldre", "aldri", "avsluttet", "senere")
Record = dict[str, Any]


@pytest.fixture(scope="module")
def leser(kept: None) -> User:
    """Somebody who reads all, in a city that is full."""
    make_city(TODAY)
    return make_user("leser-i-byen", (Role.READER, "oslo"))


class Exports:
    """What `export_status` says of a day, read once: (plan, n) → record."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read: dict[date, dict[tuple[str, int], Record]] = {}

    def of(self, day: date) -> dict[tuple[str, int], Record]:
        if day not in self.read:
            path = self.folder / f"{day}.json"
            call_command("export_status", format="json", output=path, as_of=f"{day}", verbosity=0)
            records = json.loads(path.read_text("utf-8"))
            self.read[day] = {(each["plan"], each["n"]): each for each in records}
        return self.read[day]


@pytest.fixture(scope="module")
def exports(leser: User, tmp_path_factory: pytest.TempPathFactory) -> Exports:
    return Exports(tmp_path_factory.mktemp("exports"))


@dataclass
class Last:
    """The last round before a day."""

    name: str
    first_day: date
    cut_off: date

    @classmethod
    def before(cls, day: date) -> "Last":
        passed = sorted((each for each in Round.objects.all() if each.cut_off < day), key=cut_off)
        last = passed[-1]
        day_after = passed[-2].cut_off + timedelta(days=1) if len(passed) > 1 else None
        first = day_after or last.first_day or date(last.cut_off.year, 1, 1)
        return cls(last.name, first, last.cut_off)


def cut_off(each: Round) -> date:
    return each.cut_off


def plans_that_count(day: date) -> dict[str, Plan]:
    """Bydel → its newest adopted plan that had begun."""
    found: dict[str, Plan] = {}
    adopted = Plan.objects.filter(state="adopted", organisation__kind="bydel")
    for plan in adopted.select_related("organisation"):
        newest = found.get(plan.organisation.slug)
        if (
            plan.starts_on
            and plan.starts_on <= day
            and (newest is None or (newest.starts_on, newest.pk) < (plan.starts_on, plan.pk))
        ):
            found[plan.organisation.slug] = plan
    return found


def part(record: Record, plan: Plan, last: Last, exports: Exports) -> str:
    key = (record["plan"], record["n"])
    was_there = key in exports.of(last.cut_off)
    if not was_there or plan.starts_on is None or plan.starts_on > last.cut_off:
        return "senere"
    before = exports.of(last.first_day - timedelta(days=1)).get(key)
    if before and before["status"] in ENDED:
        return "avsluttet"
    if record["applies_on"] is None:
        return "aldri"
    return "rapportert" if record["applies_on"] >= f"{last.first_day}" else "eldre"


def recounted(day: date, exports: Exports) -> Iterator[tuple[str, Counter[str]]]:
    """Bydel → what there is of everything."""
    last = Last.before(day)
    for slug, plan in plans_that_count(day).items():
        counts: Counter[str] = Counter()
        for record in exports.of(day).values():
            if record["plan"] != plan.slug:
                continue
            code = record["status"] or ("unmapped" if record["applies_on"] else "not_reported")
            is_late = record["deadline_kind"] == "date" and record["due_on"] < f"{day}"
            counts["tiltak"] += 1
            counts[code] += 1
            counts["over_frist"] += is_late and record["status"] not in CLOSED
            counts["hoy_risiko"] += record["risk"] == "high"
            counts[part(record, plan, last, exports)] += 1
        yield slug, counts


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_export_says_itself_which_part_each_has_in_which_round(
    db: None, day: date, exports: Exports
) -> None:
    last, plans = Last.before(day), {plan.slug: plan for plan in Plan.objects.all()}
    for (slug, _n), record in exports.of(day).items():
        assert record["round"] == last.name
        assert record["in_round"] == part(record, plans[slug], last, exports), record["id"]


def rows_of_csv(client: CheckingClient, address: str) -> list[dict[str, str]]:
    text = client.get(address).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def columns(last: Last, counts: Counter[str]) -> dict[str, str]:
    """The cells that the table must have; an empty one stands for 0 where nothing is to be late."""
    codes = [code for code in counts if code.isascii() and code in CODES]
    return {
        "Tiltak": str(counts["tiltak"]),
        f"Rapportert for {last.name}": str(counts["rapportert"]),
        f"Sist rapportert før {last.name}": str(counts["eldre"]),
        "Aldri rapportert": str(counts["aldri"]),
        f"Avsluttet eller utgått før {last.name}": str(counts["avsluttet"]),
        f"Kommet til etter {last.name}": str(counts["senere"]),
        **{label_for(code): str(counts[code]) for code in codes},
    }


CODES = {
    *("not_started", "on_hold", "in_progress", "partly_implemented", "implemented", "ongoing"),
    *("completed", "cancelled", "not_reported", "unmapped"),
}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_oversikt_is_what_the_export_says(
    db: None, day: date, leser: User, exports: Exports
) -> None:
    table = rows_of_csv(CheckingClient.of(leser), f"/oversikt/csv/?per={day:%d.%m.%Y}")
    by_name = {row["Bydel"].lstrip("0123456789 "): row for row in table}
    last, total = Last.before(day), Counter[str]()
    checked = 0
    for slug, counts in recounted(day, exports):
        row = by_name[Plan.objects.filter(organisation__slug=slug)[0].organisation.name]
        expected = columns(last, counts)
        assert {name: row[name] for name in expected} == expected, slug
        assert (row["Over frist"] or "0") == str(counts["over_frist"]), slug
        assert (row["Høy risiko"] or "0") == str(counts["hoy_risiko"]), slug
        assert sum(counts[each] for each in PARTS) == counts["tiltak"]
        total += counts
        checked += len(expected) + 2
    expected = columns(last, total)
    assert {name: by_name["Hele byen"][name] for name in expected} == expected
    assert checked > 60


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_list_holds_as_many_as_the_export_says(
    db: None, day: date, leser: User, exports: Exports
) -> None:
    client, last = CheckingClient.of(leser), Last.before(day)
    total = sum((counts for _slug, counts in recounted(day, exports)), Counter[str]())
    asked = {
        "": "tiltak",
        "&over_frist=1": "over_frist",
        "&risiko=high": "hoy_risiko",
        "&status=cancelled": "cancelled",
        "&status=not_reported": "not_reported",
        **{f"&rapportert={each}&runde={last.cut_off:%d.%m.%Y}": each for each in PARTS},
    }
    for query, name in asked.items():
        address = f"/tiltak/?plan=gjeldende&per={day:%d.%m.%Y}{query}"
        response = client.get(address)
        assert response.status_code == 200, address
        assert len(response.context["table"].data) == total[name], address
