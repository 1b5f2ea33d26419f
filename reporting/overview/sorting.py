"""The columns that the overview can be ordered by, and the order that they give its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import TextChoices

from measures.rounds import RoundPart
from measures.vocabulary import STAGE_CODES
from reporting.counting import Overview, Row
from reporting.plan_facts import PlanFacts


class Column(TextChoices):
    """The columns beside those of codes and stages, as addresses and headings name them."""

    TOTAL = "total", "Tiltak"
    REPORTED = "reported", "Rapportert"
    OVERDUE = "overdue", "Over frist"
    HIGH_RISK = "high_risk", "Høy risiko"
    LAST_REPORTED = "last_reported", "Sist rapportert"
    MOVES = "moves", "Flyttede frister"
    AVERAGE_SLIP = "average_slip", "Flyttet i snitt"
    ANSWERED = "answered", "Svarer på byens tiltak"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that orders the page by its column.

    `sort` is what the address then says; None is the bydeler by their number. `direction` is what
    aria-sort says of the order that the page has; `words`, and the sign of a status, stand beside
    the label.
    """

    label: str
    sort: str | None
    direction: str = ""
    words: str = ""
    sign: str = ""
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class Sorting:
    """By a column, or, where there is no key, the bydeler by their number."""

    key: str = ""
    is_descending: bool = False

    @classmethod
    def from_address(cls, text: str, codes: Sequence[str]) -> Self:
        """What `?sort=-overdue` asks for; by number where it names no column."""
        key = text.removeprefix("-")
        is_known = key in {*Column.values, *RoundPart.values, *STAGE_CODES, *codes}
        return cls(key, text.startswith("-")) if is_known else cls()

    def heading_of_bydeler(self) -> Heading:
        return Heading("Bydel", None, "" if self.key else "ascending", is_number=False)

    def heading(self, key: str, label: str, **beside: Any) -> Heading:
        """Orders by a column with the largest on top, or the other way where that is the order."""
        if key != self.key:
            return Heading(label, f"-{key}", **beside)
        if self.is_descending:
            return Heading(label, key, "descending", **beside)
        return Heading(label, f"-{key}", "ascending", **beside)

    def rows(self, counted: Overview, facts: Mapping[int, PlanFacts]) -> list[Row]:
        """The bydeler in order; those with nothing to count come last either way."""
        if not self.key:
            return list(counted.rows)
        values = {
            row.bydel.pk: value
            for row in counted.rows
            if row.plan and (value := _value(row, facts[row.plan.pk], self.key)) is not None
        }
        with_value = [row for row in counted.rows if row.bydel.pk in values]
        without = [row for row in counted.rows if row.bydel.pk not in values]
        with_value.sort(key=lambda row: values[row.bydel.pk], reverse=self.is_descending)
        return [*with_value, *without]


def _value(row: Row, facts: PlanFacts, key: str) -> float | None:
    """The number that a column shows; a share where it shows one."""
    counted = row.counted
    if counted is None:
        return None
    match key:
        case Column.TOTAL:
            return counted.total
        case Column.REPORTED:
            return counted.in_round.share
        case Column.OVERDUE:
            return counted.overdue if counted.dated else None
        case Column.HIGH_RISK:
            return counted.high_risk if counted.assessed else None
        case Column.LAST_REPORTED:
            return counted.last_reported.toordinal() if counted.last_reported else None
        case Column.MOVES:
            return facts.deadline_moves
        case Column.AVERAGE_SLIP:
            return facts.average_slip
        case Column.ANSWERED:
            return facts.answered
    if key in RoundPart.values:
        return dict(zip(RoundPart.values, counted.in_round.counts, strict=True))[key]
    if key in STAGE_CODES:
        return counted.by_stage[key]
    return counted.by_code.get(key, 0)
