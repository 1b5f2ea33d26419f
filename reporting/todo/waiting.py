"""Å gjøre: what a redaktør must look at, and «Mine tiltak» for an ansvarlig leder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from measures.checks.rules import PlanWarning
from measures.checks.warnings import contradictions_in
from measures.deadline_language import DeadlineKind
from measures.models import Measure, Reply, Responsible
from measures.models.responsible import likely_twins
from measures.vocabulary import StatusCode, is_open
from plans.models import Plan
from reporting.models.round import Round
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.days import Day

SOON = timedelta(days=30)
ENDED = {StatusCode.COMPLETED, StatusCode.CANCELLED}


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A measure that falls due within thirty days, and the day."""

    measure: Measure
    due_on: date


@dataclass(frozen=True, slots=True)
class Todo:
    """What waits in one bydel's plan that counts; the lists are in the order to take them.

    `silent` is what nobody has reported on since `last_round`; before any round, ever.
    """

    on: date
    bydel: Organisation
    plan: Plan | None
    total: int
    reported: int
    last_round: Round | None
    next_round: Round | None
    overdue: Sequence[Measure]
    upcoming: Sequence[Upcoming]
    silent: Sequence[Measure]
    unmapped: Sequence[Measure]
    unclear: Sequence[Measure]
    warnings: Sequence[PlanWarning]
    replies: Sequence[Reply]
    twins: Sequence[tuple[Responsible, Responsible]]

    @property
    def reported_since(self) -> int:
        """How many were reported on since the last round."""
        return self.total - len(self.silent)

    @property
    def never_reported(self) -> list[Measure]:
        return [measure for measure in self.silent if measure.status is None]

    @property
    def is_done(self) -> bool:
        due = (self.overdue, self.upcoming, self.silent, self.replies)
        unclear = (self.unmapped, self.unclear, self.warnings, self.twins)
        return not any((*due, *unclear))

    @property
    def has_expired(self) -> bool:
        return self.plan is not None and self.plan.has_expired(self.on)


def todo(user: User, bydel: Organisation, on: date) -> Todo:
    """Replaced plans are left out: only the plan that counts is looked at."""
    plan = Plan.objects.visible_to(user).in_force(on).filter(organisation=bydel).first()
    measures = list(
        Measure.objects.filter(plan=plan)
        .as_of(Day.being(on))
        .select_related("plan__organisation")
        .prefetch_related("assignments__responsible", "items")
        .order_by("position", "n")
    )
    last_round = Round.objects.last_before(on)
    overdue = [measure for measure in measures if measure.is_overdue(on)]
    upcoming = [
        Upcoming(measure, due)
        for measure in measures
        if (due := _falls_due(measure, on)) and on <= due <= on + SOON
    ]
    return Todo(
        on=on,
        bydel=bydel,
        plan=plan,
        total=len(measures),
        reported=sum(measure.status is not None for measure in measures),
        overdue=sorted(overdue, key=lambda m: m.deadline.due_on),  # type: ignore[union-attr,arg-type,return-value]
        upcoming=sorted(upcoming, key=lambda one: one.due_on),
        last_round=last_round,
        next_round=Round.objects.next_from(on),
        silent=[m for m in measures if is_silent(m, last_round)],
        unmapped=[m for m in measures if m.status and m.status.code is None],
        unclear=[m for m in measures if m.deadline and m.deadline.is_unclear],
        warnings=contradictions_in(plan, measures, on, reader=user).open if plan else (),
        replies=list(
            Reply.objects.waiting()
            .filter(measure__plan=plan)
            .select_related("measure__plan__organisation", "link__responsible")
        ),
        twins=likely_twins(Responsible.objects.filter(organisation=bydel).open_on(on)),
    )


def is_silent(measure: Measure, last_round: Round | None) -> bool:
    """Nothing was reported about a day after the last cut-off."""
    if measure.status is None:
        return True
    return last_round is not None and measure.status.applies_on <= last_round.cut_off


def _falls_due(measure: Measure, on: date) -> date | None:
    """The next day that counts as falling due: of an open date, or of a recurring deadline."""
    deadline = measure.deadline
    code = measure.status.code if measure.status else None
    if deadline is None:
        return None
    if deadline.kind == DeadlineKind.DATE:
        return deadline.due_on if is_open(code) else None
    return None if code in ENDED else deadline.next_due(on)


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
