"""How the overview is asked for: which plan of each bydel, and in which order its rows stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from plans.models import Plan
from reporting.overview import Overview, Row
from ruspolitikk.accounts.models import Organisation

NARROWING = ("strategi", "innsatsomrade")
"""The list's filters that narrow what the overview counts."""

COLUMNS = ("total", "reported", "overdue", "high_risk")


@dataclass(frozen=True, slots=True)
class Sorting:
    """By a column of numbers; no key is the bydeler by their number."""

    key: str = ""
    is_descending: bool = False

    @classmethod
    def asked(cls, text: str, codes: Sequence[str]) -> Self:
        """What an address asks for, `-overdue`; the order by number where it asks for no column."""
        key = text.removeprefix("-")
        return cls(key, text.startswith("-")) if key in (*COLUMNS, *codes) else cls()


def sorted_rows(counted: Overview, sort: Sorting) -> list[Row]:
    """Bydeler with nothing to count come last either way."""
    if not sort.key:
        return list(counted.rows)
    known = [(row, value) for row in counted.rows if (value := _value(row, sort.key)) is not None]
    known.sort(key=lambda pair: pair[1], reverse=sort.is_descending)
    ordered = [row for row, _value in known]
    return [*ordered, *(row for row in counted.rows if row not in ordered)]


def _value(row: Row, key: str) -> float | None:
    """The number that a column shows; a share where it shows one."""
    counted = row.counted
    if counted is None:
        return None
    if key == "reported":
        return counted.reported_share
    if key == "overdue":
        return counted.overdue if counted.dated else None
    if key == "high_risk":
        return counted.high_risk if counted.assessed else None
    return counted.total if key == "total" else counted.by_code.get(key, 0)


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A bydel with more than one plan, and the one that is counted."""

    bydel: Organisation
    plans: Sequence[Plan]
    counted: Plan | None


def plan_choices(counted: Overview, plans: Sequence[Plan]) -> list[PlanChoice]:
    """The bydeler where there is something to choose."""
    choices = []
    for row in counted.rows:
        own = [plan for plan in plans if plan.organisation_id == row.bydel.pk]
        if len(own) > 1 or (own and row.plan is None):
            choices.append(PlanChoice(row.bydel, own, row.plan))
    return choices
