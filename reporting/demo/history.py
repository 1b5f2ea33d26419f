"""The rows under a made-up plan's measures: who is responsible, delpunkter, and what was reported.

With the moments that they would have been recorded at; then the measures' pointers are recomputed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.timezone import localdate, make_aware, now

from measures.models import (
    Assignment,
    Deadline,
    Edit,
    Item,
    ItemChange,
    Measure,
    Responsible,
    Risk,
    Status,
    StatusWord,
)
from measures.models.act import Act
from measures.models.deadline import fields_from_words
from measures.vocabulary import read_status
from plans.models import Plan
from reporting.demo.stories import MadeUpReport, Story
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed


@dataclass(frozen=True, slots=True)
class Written:
    """A measure, what became of it, and what hangs on it; the first `done` items are done."""

    measure: Measure
    story: Story
    items: Sequence[str]
    parties: Sequence[Responsible]
    answered: Measure | None
    done: int

    @property
    def strategy(self) -> int | None:
        return self.measure.strategy.number if self.measure.strategy else None


def write_history(plan: Plan, editor: User, written: Sequence[Written]) -> None:
    """Everything below the measures, which are written."""
    by = signed(editor, plan.organisation)
    Assignment.objects.bulk_create(
        Assignment(measure=each.measure, responsible=party, position=position)
        for each in written
        for position, party in enumerate(each.parties, start=1)
    )
    write_items(written, by)
    write_reports(plan, written, by)
    Deadline.objects.bulk_create(
        Deadline(
            measure=each.measure,
            applies_on=deadline.on,
            reason=deadline.reason,
            recorded_at=moment(deadline.on),
            **(by if deadline.reason or each.story.joined_on else {}),
            **fields_from_words(deadline.words),
        )
        for each in written
        for deadline in each.story.deadlines
    )
    Edit.objects.bulk_create(
        Edit(
            measure=each.measure,
            part=Edit.Part.MEASURE,
            recorded_at=moment(each.story.joined_on),
            **by,
        )
        for each in written
        if each.story.joined_on
    )
    Measure.objects.filter(plan=plan).point_at_newest()


def write_items(written: Sequence[Written], by: dict[str, object]) -> None:
    items = Item.objects.bulk_create(
        Item(
            measure=each.measure,
            position=position,
            text=text,
            done_on=each.story.reports[-1].on if position <= each.done else None,
            added_on=each.story.joined_on,
        )
        for each in written
        for position, text in enumerate(each.items, start=1)
    )
    ItemChange.objects.bulk_create(
        ItemChange(
            measure=item.measure,
            item=item,
            act=ItemChange.Act.DONE,
            text=item.text,
            applies_on=item.done_on,
            recorded_at=moment(item.done_on),
            **by,
        )
        for item in items
        if item.done_on
    )


def write_reports(plan: Plan, written: Sequence[Written], by: dict[str, object]) -> None:
    vocabulary = StatusWord.objects.vocabulary_of(plan.organisation)
    told = [(each.measure, report) for each in written for report in each.story.reports]
    acts = Act.objects.bulk_create(
        Act(
            organisation=plan.organisation,
            kind=Act.Kind.REPORT,
            recorded_at=moment(report.recorded_on),
            **by,
        )
        for _measure, report in told
    )

    def when(report: MadeUpReport, act: Act) -> dict[str, object]:
        return {"applies_on": report.on, "recorded_at": act.recorded_at, "act": act, **by}

    Status.objects.bulk_create(
        Status(
            measure=measure,
            words=report.words,
            code=read_status(report.words, vocabulary),
            remark=report.remark,
            **when(report, act),
        )
        for (measure, report), act in zip(told, acts, strict=True)
    )
    Risk.objects.bulk_create(
        Risk(
            measure=measure,
            words=report.risk.label,
            level=report.risk,
            **when(report, act),
        )
        for (measure, report), act in zip(told, acts, strict=True)
        if report.risk
    )


def moment(day: date) -> datetime:
    """In the morning of a day; of today not later than now: what was sent at a time to come would
    have come after a round that is closed before it."""
    morning = make_aware(datetime.combine(day, time(9, 20)))
    at = now()
    return min(morning, at) if day == localdate(at) else morning
