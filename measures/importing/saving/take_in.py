"""The measures of a document become a plan's, in one act: all of them, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from measures.importing.difference.parts import Part, said_in
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.saving.entries import deadlines_of, risk_of, source_of, status_of
from measures.importing.saving.goals_and_strategies import GoalsAndStrategies, goals_are_local
from measures.models import (
    Act,
    Assignment,
    Deadline,
    Edit,
    Item,
    Measure,
    MeasureSource,
    Responsible,
    Risk,
    Status,
)
from measures.models.word_mapping import map_words
from measures.vocabulary import StatusCode
from plans.forms import free_slug
from plans.models import Plan, locked
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.recorded import signed

AT_A_TIME = 200
LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class NewPlan:
    """The draft that a reading makes: what no file can be trusted to say of itself."""

    organisation: Organisation
    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Who reads a document in, when, and of which day its statuses speak.

    `by` is None on the command line: then nothing is signed, and there is no act to take back.
    `on` may be None where no row has a status or a risk. `is_assumed`: nobody has said the day.
    `words`: what a person said that wordings mean; they become the bydel's status words.
    `repairs`: words of the file that a person put right, as it has them → as they are saved.
    `through`: how it came to them, as history tells it after their role («fra et arbeidsark»).
    """

    document: str
    by: User | None
    today: date
    on: date | None = None
    is_assumed: bool = False
    words: Mapping[str, StatusCode] | None = None
    repairs: Mapping[str, str] | None = None
    through: str = ""

    @property
    def day(self) -> date:
        return self.on or self.today


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was written. `left_out`: rows that have no text, which a measure cannot be without."""

    plan: Plan
    act: Act | None
    measures: int
    goals: int
    strategies: int
    without_code: int
    left_out: int


class NoDayError(ValueError):
    """Statuses or risks stand in the rows, and no day for them was said; nothing is written."""


@transaction.atomic
def take_in(
    rows: Sequence[MeasureRow],
    into: Plan | NewPlan,
    read: ReadBy,
    as_read: Sequence[MeasureRow] | None = None,
) -> TakenIn:
    """Write a document's measures into a plan, or a draft of their own, with all that they say.

    `as_read`: the same rows before a person put them right, where somebody did.
    A fixed number of queries, and one for each 200 rows of a table. The plan's row is locked, so
    that two readings into it do not take the same numbers. Raises NoDayError.
    """
    if read.on is None and any(row.status_text or row.risk_text for row in rows):
        raise NoDayError
    both = zip(rows, as_read or rows, strict=True)
    new = [NewRow(row, said_in(before)) for row, before in both if row.text.strip()]
    written = [one.row for one in new]
    if isinstance(into, NewPlan):
        plan = _new_draft(into, written)
    else:
        plan = locked(into, Plan.objects.select_related("organisation"))
    act = begin_act(plan.organisation, read)
    headings = GoalsAndStrategies.of(plan, written)
    if read.by:
        headings.note(plan, document=read.document, by=read.by)
    measures = add_measures(plan, new, headings, read, act)
    return TakenIn(
        plan=plan,
        act=act,
        measures=len(measures),
        goals=len(headings.new_goals),
        strategies=len(headings.new_strategies),
        without_code=sum(1 for row in written if row.status_text and row.status is None),
        left_out=len(rows) - len(written),
    )


def _new_draft(new: NewPlan, rows: Sequence[MeasureRow]) -> Plan:
    # The organisation's row is the lock: its plans are named one at a time.
    owner = locked(new.organisation, Organisation.objects)
    plan: Plan = Plan.objects.create(
        organisation=owner,
        slug=free_slug(owner, new.starts_on),
        title=new.title,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        columns=list(new.columns),
        goal_cell_is_local=goals_are_local(rows),
    )
    return plan


def begin_act(owner: Organisation, read: ReadBy) -> Act | None:
    """The act that all is written in, with the words that a person has explained; None where
    nobody signs."""
    if read.by is None:
        return None
    act: Act = Act.objects.create(
        organisation=owner, kind=Act.Kind.READING, **signed(read.by, owner)
    )
    for words, code in (read.words or {}).items():
        map_words(owner, words, code, by=read.by, act=act)
    return act


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that becomes a measure; `said` is the document's own words (`parts.said_in`).

    `joined_on`: from which day it is in an adopted plan; None: as `joining_day` says.
    """

    row: MeasureRow
    said: Mapping[Part, str]
    joined_on: date | None = None


def add_measures(
    plan: Plan,
    new: Sequence[NewRow],
    headings: GoalsAndStrategies,
    read: ReadBy,
    act: Act | None,
) -> list[Measure]:
    """Write rows as measures of a plan that is locked, after those that it has."""
    measures = _write_measures(plan, new, headings, read)
    pairs = [(measure, one.row) for measure, one in zip(measures, new, strict=True)]
    _write_parts(plan, pairs)
    MeasureSource.objects.bulk_create(
        [
            a_source(measure.pk, one.row, one.said, read, act, is_new=True)
            for measure, one in zip(measures, new, strict=True)
        ],
        batch_size=AT_A_TIME,
    )
    _write_history(plan, pairs, read, act)
    Measure.objects.filter(plan=plan).point_at_newest()
    return measures


def a_source(
    measure_id: int,
    row: MeasureRow,
    said: Mapping[Part, str],
    read: ReadBy,
    act: Act | None,
    *,
    is_new: bool,
) -> MeasureSource:
    """Not saved: many are at once."""
    return MeasureSource(
        measure_id=measure_id,
        act=act,
        document=read.document,
        is_new=is_new,
        said={part.value: words for part, words in said.items()},
        **source_of(row, read.repairs or {}),
    )


def joining_day(plan: Plan, per: date, today: date) -> date | None:
    """The day from which what is read into a plan is in it: the «per» day of the reading, in an
    adopted plan that has begun; None, for every day, in others (domain.md)."""
    has_begun = plan.starts_on is None or plan.starts_on <= today
    if plan.is_draft or not has_begun:
        return None
    return max(per, plan.starts_on) if plan.starts_on else per


def _write_measures(
    plan: Plan, new: Sequence[NewRow], headings: GoalsAndStrategies, read: ReadBy
) -> list[Measure]:
    last = Measure.ever.filter(plan=plan).aggregate(n=Max("n"), at=Max("position"))
    joined_on = joining_day(plan, read.day, read.today)
    measures = []
    for offset, one in enumerate(new, start=1):
        row = one.row
        measure = Measure(
            plan=plan,
            joined_on=one.joined_on or joined_on,
            n=(last["n"] or 0) + offset,
            position=(last["at"] or 0) + offset,
            code=row.fitting("code"),
            title=row.title or "",
            text=row.text,
            goal_text=row.goal_text or "",
            topic=row.fitting("topic"),
            responsible_text=row.responsible_text or "",
            strategy=headings.strategy_of(row),
        )
        measure.derive(items=row.items)
        measures.append(measure)
    Measure.objects.bulk_create(measures, batch_size=AT_A_TIME)
    goals: Any = Measure.goals.through
    goals.objects.bulk_create(
        [
            goals(measure_id=measure.pk, goal_id=goal.pk)
            for measure, one in zip(measures, new, strict=True)
            for goal in headings.goals_of(one.row)
        ],
        batch_size=AT_A_TIME,
    )
    return measures


Pairs = Sequence[tuple[Measure, MeasureRow]]


def _write_parts(plan: Plan, pairs: Pairs) -> None:
    """Items and responsible parties."""
    Item.objects.bulk_create(
        [
            Item(measure_id=measure.pk, position=position, text=text, added_on=measure.joined_on)
            for measure, row in pairs
            for position, text in enumerate(row.items, start=1)
        ],
        batch_size=AT_A_TIME,
    )
    write_parties(plan.organisation, pairs)


def write_parties(owner: Organisation, pairs: Pairs) -> None:
    """Who is responsible for measures that nobody is responsible for yet."""
    names = {name for _m, row in pairs for name in row.responsible if len(name) <= LONGEST_NAME}
    parties = Responsible.objects.all_named(owner, sorted(names))
    Assignment.objects.bulk_create(
        [
            Assignment(measure_id=measure.pk, responsible_id=party.pk, position=position)
            for measure, row in pairs
            for position, party in enumerate(
                dict.fromkeys(parties[name] for name in row.responsible if name in parties), start=1
            )
        ],
        batch_size=AT_A_TIME,
    )


def _write_history(plan: Plan, pairs: Pairs, read: ReadBy, act: Act | None) -> None:
    """Deadlines, statuses and risks; and, where somebody did it, that the measures were added."""
    by = signed(read.by, plan.organisation) if read.by else {}
    said = {"applies_on": read.day, "date_is_assumed": read.is_assumed, "act": act, **by}
    dated = [
        (replace_day(deadline, measure, read), measure.pk)
        for measure, row in pairs
        for deadline in deadlines_of(row)
    ]
    Deadline.objects.bulk_create(
        [Deadline(measure_id=key, act=act, **by, **fields) for fields, key in dated],
        batch_size=AT_A_TIME,
    )
    Status.objects.bulk_create(
        [
            Status(measure_id=measure.pk, **said, **fields)
            for measure, row in pairs
            if (fields := status_of(row))
        ],
        batch_size=AT_A_TIME,
    )
    Risk.objects.bulk_create(
        [
            Risk(measure_id=measure.pk, **said, **fields)
            for measure, row in pairs
            if (fields := risk_of(row))
        ],
        batch_size=AT_A_TIME,
    )
    if read.by:
        Edit.objects.bulk_create(
            [Edit(measure_id=measure.pk, part=Edit.Part.MEASURE, **by) for measure, _row in pairs],
            batch_size=AT_A_TIME,
        )


def replace_day(fields: dict[str, Any], measure: Measure, read: ReadBy) -> dict[str, Any]:
    """A first deadline applies from the measure's first day, a revised one from the day of the
    report that revised it (domain.md, «Two clocks»)."""
    first = measure.first_day or read.day
    is_revised = bool(fields["reason"])
    on = max(first, read.day) if is_revised else first
    is_assumed = read.is_assumed and is_revised
    return {**fields, "applies_on": on, "date_is_assumed": is_assumed}
