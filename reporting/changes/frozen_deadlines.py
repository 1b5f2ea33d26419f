"""How deadlines moved between two frozen reports.

Each report keeps the day that it said. Where that day was a mistake, put right before the later
report was frozen, it is no move (domain.md, «Mistakes»); what is put right after that changes
nothing here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from measures.deadline_language import DeadlineKind
from measures.models import Deadline
from reporting.changes.measure_changes import DeadlineMove


@dataclass(frozen=True, slots=True)
class TwoDays:
    """The days that two reports said for a measure, and when the later was frozen."""

    old: date
    new: date
    frozen_at: datetime


def two_days_of(
    before: Mapping[int, Any], after: Mapping[int, Any], frozen_at: datetime
) -> Iterator[tuple[int, TwoDays]]:
    """Of the measures (id → facts) for which the later report says another day."""
    for pk, told in after.items():
        old, new = _day_of(before.get(pk)), _day_of(told)
        if old and new and old != new:
            yield pk, TwoDays(old, new, frozen_at)


def _day_of(told: Mapping[str, Any] | None) -> date | None:
    """As everywhere else, a deadline that is no day moves nothing."""
    deadline = told["deadline"] if told else None
    if not deadline or deadline["kind"] != DeadlineKind.DATE:
        return None
    return date.fromisoformat(deadline["due_on"])


def frozen_moves(
    days: Mapping[int, TwoDays], live: Mapping[int, DeadlineMove], since: date
) -> dict[int, DeadlineMove]:
    """Measure id → how its deadline moved; in one query, of those whose day differs. `live` are the
    moves as they are now, which have the reasons: those are not frozen."""
    deadlines: dict[int, list[Deadline]] = defaultdict(list)
    if days:
        for one in Deadline.objects.filter(measure__in=days).select_related("withdrawal"):
            deadlines[one.measure_id].append(one)
    moves = {}
    for pk, said in days.items():
        old = _old_day(said, deadlines[pk], since)
        if old and old != said.new:
            now = live.get(pk)
            reason = now.reason if now and now.new == said.new else ""
            moves[pk] = DeadlineMove(old, said.new, reason)
    return moves


def _old_day(said: TwoDays, deadlines: Iterable[Deadline], since: date) -> date | None:
    """What the earlier report said; where no deadline that counted when the later one was frozen
    says so any more, what it was put right to. None where that is no day."""
    counted = _counting_at(said.frozen_at, deadlines)
    if not counted or said.old in {one.due_on for one in counted}:
        return said.old
    held = [one for one in counted if one.applies_on <= since]
    newest = max(held, key=lambda one: one.place, default=None)
    return newest.due_on if newest and newest.kind == DeadlineKind.DATE else None


def _counting_at(moment: datetime, deadlines: Iterable[Deadline]) -> list[Deadline]:
    """Those that counted at a moment, whatever became of them later."""
    known = [
        one
        for one in deadlines
        if one.recorded_at <= moment
        and not (one.is_withdrawn and one.withdrawal.recorded_at <= moment)
    ]
    corrected = {one.corrects_id for one in known}
    return [one for one in known if one.pk not in corrected]
