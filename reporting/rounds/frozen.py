"""The measures of a round as they were frozen: how many are in each part, and which they are."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from measures.rounds import BASE, RoundPart
from reporting.models import FrozenRow, Submission
from reporting.rounds.lines import Line
from reporting.submission.files.contents import is_high_risk
from reporting.submission.sent import shown_row

type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a round's measures: its word in the address, and its heading."""

    key: str
    label: str
    takes: Callable[[Row], bool]


def _is_in(part: RoundPart) -> Callable[[Row], bool]:
    return lambda row: row["in_round"] == part


PARTS_OF_ROUND = (*BASE, RoundPart.ENDED_BEFORE)
PARTS = {
    part.key: part
    for part in (
        *(Part(part.value, str(part.label), _is_in(part)) for part in PARTS_OF_ROUND),
        Part("over-frist", "Over frist", lambda row: bool(row["over_frist"])),
        Part("hoy-risiko", "Høy risiko", is_high_risk),
    )
}


def frozen_rows(lines: Iterable[Line]) -> list[FrozenRow]:
    """Of the reports that the lines are of; in one query."""
    reports = [line.submission for line in lines if line.submission]
    rows = FrozenRow.objects.filter(submission__in=reports)
    return list(rows.order_by("submission", "position"))


@dataclass(frozen=True, slots=True)
class FrozenGroup:
    """A bydel's report, and those of its rows that were asked for, in the plan's order."""

    submission: Submission
    rows: Sequence[Row]


def groups_of(lines: Sequence[Line], part: Part) -> list[FrozenGroup]:
    """Those that have any, in the bydeler's order."""
    reports = {line.submission.pk: line.submission for line in lines if line.submission}
    taken = {
        pk: [row for row in map(shown_row, rows) if part.takes(row)]
        for pk, rows in groupby(frozen_rows(lines), lambda row: row.submission_id)
    }
    return [FrozenGroup(reports[pk], taken[pk]) for pk in reports if taken.get(pk)]
