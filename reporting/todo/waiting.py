"""Å gjøre: what a redaktør must look at, and «Mine tiltak» for an ansvarlig leder."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, OuterRef, Prefetch, QuerySet, Subquery, Value

from measures.checks.rules import PlanWarning
from measures.checks.warnings import contradictions_in
from measures.deadline_language import DeadlineKind
from measures.models import Assignment, Measure, Reply, ReplyLink, Responsible
from measures.models.responsible import likely_twins
from measures.models.waiting_words import Waiting, waiting_words
from measures.recurring import last_time_of, next_time
from measures.round_rate import RoundRate
from measures.rounds import NOT_REPORTED_FOR, RoundPeriod, part_of
from measures.vocabulary import ENDED_CODES, is_open
from plans.models import Plan
from reporting.models.reopening import rounds_for
from reporting.models.round import Round, open_among
from reporting.todo.next_plan import BydelPlans
from reporting.todo.open_rounds import (
    OpenRound,
    open_rounds_of,
    part_name,
    parts_in,
    plans_of_rounds,
)
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.days import Day

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A measure that falls due within thirty days, and the day."""

    measure: Measure
    due_on: date


@dataclass(frozen=True, slots=True)
class FellDue:
    """A measure whose recurring deadline has passed, with nothing reported for that time."""

    measure: Measure
    due_on: date


@dataclass(frozen=True, slots=True)
class Todo:
    """What waits in one bydel's plan that counts; the lists are in the order to take them.

    Replies and words wait in all the bydel's plans.

    `silent` is what remains to be reported for `last_round`, as `measures.rounds` says it (while it
    may be sent, what would be missing in its report), and `in_round` what part each measure has in
    it; before any round, what nobody ever reported on.
    """

    on: date
    bydel: Organisation
    plans: BydelPlans
    total: int
    reported: int
    last_round: RoundPeriod | None
    open_rounds: Sequence[OpenRound]
    overdue: Sequence[Measure]
    fell_due: Sequence[FellDue]
    upcoming: Sequence[Upcoming]
    in_round: RoundRate
    silent: Sequence[Measure]
    words: Sequence[Waiting]
    unclear: Sequence[Measure]
    warnings: Sequence[PlanWarning]
    replies: Sequence[Reply]
    twins: Sequence[tuple[Responsible, Responsible]]

    @property
    def plan(self) -> Plan | None:
        """The plan that counts."""
        return self.plans.in_force

    @property
    def to_send(self) -> OpenRound | None:
        """Of the rounds that the bydel may send now, the one to take first: what the city waits
        for an answer on, then the nearest due day."""
        may_be_sent = [one for one in self.open_rounds if one.may_be_sent]
        return min(may_be_sent, key=lambda one: not one.is_asked_again, default=None)

    @property
    def to_send_later(self) -> list[OpenRound]:
        """The others that may be sent now."""
        first = self.to_send
        return [one for one in self.open_rounds if one.may_be_sent and one is not first]

    @property
    def last_is_to_be_sent(self) -> bool:
        """Whether the last round's report may be sent now."""
        return any(one.may_be_sent and one.period == self.last_round for one in self.open_rounds)

    @property
    def asked_about(self) -> int:
        """How many were to be reported for the last round; before any, all of them."""
        return self.in_round.base if self.last_round else self.total

    @property
    def never_reported(self) -> list[Measure]:
        return [measure for measure in self.silent if measure.status is None]

    @property
    def is_done(self) -> bool:
        due = (self.overdue, self.fell_due, self.upcoming, self.silent, self.replies)
        unclear = (self.words, self.unclear, self.warnings, self.twins)
        return not any((*due, *unclear))

    @property
    def has_expired(self) -> bool:
        return self.plan is not None and self.plan.has_expired(self.on)


def todo(user: User, bydel: Organisation, on: date) -> Todo:
    """Replaced plans are left out: only the plan that counts is looked at."""
    plans = BydelPlans.of(bydel, user, on)
    plan = plans.in_force
    rounds = rounds_for(bydel).with_periods()
    last_round = next((one for _round, one in reversed(rounds) if one.cut_off < on), None)
    reopened = [one.pk for one, _period in rounds if one.why_reopened]
    still_open = open_among(rounds, on, reopened)
    read = _measures_of(plan, plans_of_rounds(plans, still_open, on), on, last_round, still_open)
    measures = [each for each in read if plan and each.plan_id == plan.pk]
    open_rounds = open_rounds_of(plans, bydel, still_open, read, on)
    overdue = [measure for measure in measures if measure.is_overdue(on)]
    upcoming = [
        Upcoming(measure, due)
        for measure in measures
        if (due := _falls_due(measure, on)) and on <= due <= on + SOON
    ]
    return Todo(
        on=on,
        bydel=bydel,
        plans=plans,
        total=len(measures),
        reported=sum(measure.status is not None for measure in measures),
        overdue=sorted(overdue, key=lambda m: m.deadline.due_on),  # type: ignore[union-attr,arg-type,return-value]
        fell_due=sorted(
            (
                FellDue(measure, last.due_on)
                for measure in measures
                if (last := last_time_of(measure, on)) and not last.is_reported
            ),
            key=lambda one: one.due_on,
        ),
        upcoming=sorted(upcoming, key=lambda one: one.due_on),
        last_round=last_round,
        open_rounds=open_rounds,
        in_round=RoundRate.of(Counter(measure.round_part for measure in measures)),
        silent=_silent(measures, last_round, open_rounds),
        words=waiting_words([bydel], seen_by=user),
        unclear=[m for m in measures if m.deadline and m.deadline.is_unclear],
        warnings=contradictions_in(plan, measures, on, reader=user).open if plan else (),
        replies=list(
            Reply.objects.waiting()
            .filter(measure__plan__organisation=bydel)
            .select_related("measure__plan__organisation", "link__responsible")
        ),
        twins=likely_twins(Responsible.objects.filter(organisation=bydel).open_on(on)),
    )


def _measures_of(
    plan: Plan | None,
    of_rounds: Collection[Plan],
    on: date,
    last_round: RoundPeriod | None,
    still_open: Sequence[tuple[Round, RoundPeriod]],
) -> list[Any]:
    """The measures of the plan that counts, and of those that reports for open rounds are of, with
    their state, and what part each has in the last round and in those that are open."""
    return list(
        Measure.objects.filter(plan__in={plan, *of_rounds} if plan else of_rounds)
        .as_of(Day.being(on))
        .annotate(round_part=part_of(last_round) if last_round else Value(None, CharField()))
        .annotate(**parts_in(still_open, on))
        .select_related("plan__organisation")
        .prefetch_related(Prefetch("assignments", _assignments_in(plan)), "items")
        .order_by("position", "n")
    )


def _assignments_in(plan: Plan | None) -> QuerySet[Assignment]:
    """Each with when its party was last asked by mail for what it has in the plan."""
    links = ReplyLink.objects.filter(responsible=OuterRef("responsible"), plan=plan)
    asked = links.filter(asked_at__isnull=False).order_by("-asked_at").values("asked_at")[:1]
    return Assignment.objects.select_related("responsible").annotate(asked_at=Subquery(asked))


def _silent(
    measures: Sequence[Any], last_round: RoundPeriod | None, open_rounds: Sequence[OpenRound]
) -> list[Measure]:
    """What is to be reported still for the last round: while its report may be sent, what would be
    missing in it. Before any round, what nobody ever reported on."""
    if last_round is None:
        return [each for each in measures if each.status is None]
    to_send = (one for one in open_rounds if one.may_be_sent and one.period == last_round)
    name = next((part_name(one.round) for one in to_send), "round_part")
    return [each for each in measures if getattr(each, name) in NOT_REPORTED_FOR]


def _falls_due(measure: Measure, on: date) -> date | None:
    """The next day that counts as falling due: of an open date, or of a recurring deadline."""
    deadline = measure.deadline
    code = measure.status.code if measure.status else None
    if deadline is None:
        return None
    if deadline.kind == DeadlineKind.DATE:
        return deadline.due_on if is_open(code) else None
    return None if code in ENDED_CODES else next_time(measure, on)


def measures_answered_for_by(user: User, on: date) -> list[Measure]:
    """What an ansvarlig answers for, in the plans that count."""
    return list(
        Measure.objects.visible_to(user)
        .filter(
            plan__organisation_id__in=user.reports_for_ids,
            plan__in=Plan.objects.in_force(on),
            pk__in=user.responsible_for.values("measures"),
        )
        .as_of(Day.being(on))
        .select_related("plan__organisation")
        .in_order()
    )
