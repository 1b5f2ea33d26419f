"""The words of sentences about measures: visible, reportable, as of a day, over frist."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, Self

from django.db.models import Case, F, IntegerField, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from measures.deadline_language import DeadlineKind
from measures.models.deadline import Deadline
from measures.models.entry import Entry
from measures.models.risk import Risk
from measures.models.source import MeasureSource
from measures.models.status import Status
from measures.vocabulary import (
    CLOSED_CODES,
    DISPLAY_ORDER,
    NOT_REPORTED,
    UNMAPPED,
    RiskLevel,
    StatusCode,
    is_open,
)
from plans.models import OfPlanQuerySet, Plan
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.days import Day


class State(NamedTuple):
    """One part of the state on a day: a field of the newest entry of a kind, and the column in
    which the measure keeps today's."""

    entry: type[Entry]
    field: str
    column: str


STATE = {
    "state_code": State(Status, "code", "current_code"),
    "state_reported_on": State(Status, "applies_on", "current_reported_on"),
    "state_risk": State(Risk, "level", "current_risk"),
    "state_kind": State(Deadline, "kind", "current_kind"),
    "state_due_on": State(Deadline, "due_on", "current_due_on"),
}
"""What `as_of` annotates. A code that nobody has mapped is None, as is a missing report;
`state_reported_on` tells them apart."""

KEPT = (
    *STATE.values(),
    State(Status, "id", "latest_status_id"),
    State(Status, "remark_words", "current_remark_words"),
    State(Risk, "id", "latest_risk_id"),
    State(Deadline, "id", "latest_deadline_id"),
)
"""All that a measure keeps of its newest entries, for `point_at_newest`."""

# For querysets that have their state on a day, as overdue_q below.
IS_REPORTED = Q(state_reported_on__isnull=False)
IS_UNCLEAR = Q(state_kind=DeadlineKind.UNCLEAR)
IS_UNMAPPED = IS_REPORTED & Q(state_code__isnull=True)
SHOWN_CODE = Coalesce(
    "state_code", Case(When(IS_REPORTED, then=Value(UNMAPPED)), default=Value(NOT_REPORTED))
)
"""As `vocabulary.shown_code`: what a measure is counted as."""


def overdue_q(on: date) -> Q:
    """Over frist on a day, for a queryset that has its state on that day (`as_of`).

    domain.md: the newest deadline is a date strictly before the day asked about, and the newest
    status is none of implemented, ongoing, completed, cancelled (a missing status is open). Its
    deadlines apply from the plan's first day: before it, nothing is over frist.
    """
    has_begun = Q(plan__starts_on__isnull=True) | Q(plan__starts_on__lte=on)
    still_open = Q(state_code__isnull=True) | ~Q(state_code__in=CLOSED_CODES)
    return is_past_q(on) & has_begun & still_open


def is_past_q(on: date) -> Q:
    """Of the same rule: the deadline alone, whatever the status."""
    return Q(state_kind=DeadlineKind.DATE, state_due_on__lt=on)


def is_overdue(
    *, kind: str | None, due_on: date | None, code: str | None, begins_on: date | None, on: date
) -> bool:
    """The same rule as `overdue_q`, for one measure of a plan that `begins_on` a day; a test makes
    the two agree."""
    is_past = kind == DeadlineKind.DATE and due_on is not None and due_on < on
    return is_past and (begins_on is None or begins_on <= on) and is_open(code)


class MeasureQuerySet(OfPlanQuerySet[Any]):
    def reportable_by(self, user: User) -> Self:
        """The queryset form of `Measure.is_reportable_by`."""
        if user.owns_the_system:
            return self
        own = Q(plan__in=Plan.objects.editable_by(user))
        if user.is_responsible:
            own |= Q(
                plan__organisation_id__in=user.reports_for_ids,
                pk__in=user.responsible_for.values("measures"),
            )
        return self.filter(own)

    def local(self) -> Self:
        """The bydeler's measures, without the city's that they answer."""
        return self.filter(plan__organisation__kind=Organisation.Kind.BYDEL)

    def framework(self) -> Self:
        return self.filter(plan__organisation__kind=Organisation.Kind.CITY)

    def in_order(self) -> Self:
        """By bydel number, newest plan first (as `Plan.in_order`), then the plan's own order."""
        return self.order_by(
            F("plan__organisation__number").asc(nulls_first=True),
            F("plan__starts_on").desc(nulls_first=True),
            "plan__slug",
            "position",
            "n",
        )

    def in_plan_on(self, on: date) -> Self:
        """Those that were in their plan on a day: the adopted document's, and who joined by then.

        Whether the plan itself counts on the day is the plan's own rule (`Plan.in_force`).
        """
        return self.filter(Q(joined_on__isnull=True) | Q(joined_on__lte=on))

    def as_of(self, day: Day) -> Self:
        """The measures that were in their plan on a day, with their state on it, to be read."""
        return self.counted_as_of(day).with_entries(day)

    def counted_as_of(self, day: Day, *names: str) -> Self:
        """The same to be counted: the state is annotated (`STATE`; of some `names`, those alone),
        and no entry is read. (No measure joins its plan on a day to come, so today has them all.)
        """
        then = self.in_plan_on(day.on) if day.is_past else self
        return then._with_state(day, names or STATE)

    def with_state(self, day: Day) -> Self:
        """As `as_of`, also of those not in their plan yet, for their own page alone."""
        return self._with_state(day, STATE).with_entries(day)

    def _with_state(self, day: Day, names: Iterable[str]) -> Self:
        """Today's from what the measure keeps of its newest entries, a past day's from the
        history."""
        wanted = {name: STATE[name] for name in names}
        if not day.is_past:
            return self.annotate(**{name: F(state.column) for name, state in wanted.items()})
        kinds = {state.entry for state in wanted.values()}
        newest = {kind: _newest_of_the_measure(kind, day.on) for kind in kinds}
        return self.annotate(
            **{name: _field_of(newest[state.entry], state) for name, state in wanted.items()}
        )

    def with_entries(self, day: Day) -> Self:
        """The entries that the state on a day is made of (`measure.status`, `measure.risk`,
        `measure.deadline`)."""
        if not day.is_past:
            return self.select_related("latest_status", "latest_risk", "latest_deadline")
        return self.with_statuses(day).prefetch_related(
            Prefetch("risks", Risk.objects.held_on(day.on), to_attr="risks_then"),
            Prefetch("deadlines", Deadline.objects.held_on(day.on), to_attr="deadlines_then"),
        )

    def with_statuses(self, day: Day) -> Self:
        """The same for what shows `measure.status` alone: risk and deadline are not read."""
        if not day.is_past:
            return self.select_related("latest_status")
        held = Status.objects.held_on(day.on)
        return self.prefetch_related(Prefetch("statuses", held, to_attr="statuses_then"))

    def with_source(self, *names: str) -> Self:
        """What the document that a measure was last read from said (`source_place`,
        `source_document` …, by the fields of `MeasureSource`); None of one that was typed in."""
        sources = MeasureSource.objects.of_documents().filter(measure=OuterRef("pk"))
        newest = sources.order_by("-pk")
        return self.annotate(**{f"source_{n}": Subquery(newest.values(n)[:1]) for n in names})

    def overdue(self, on: date) -> Self:
        return self.filter(overdue_q(on))

    def answering(self) -> Self:
        """Those that may answer the city's measures on the day of their state: a dropped one
        answers none (domain.md, «Status words»). Of a past day the code is looked up once."""
        return self.exclude(Exact(Coalesce("state_code", Value("")), StatusCode.CANCELLED))

    def answering_now(self) -> Self:
        """The same of what stands now, for an act that asks of no day."""
        return self.annotate(state_code=F(STATE["state_code"].column)).answering()

    def point_at_newest(self, *kinds: type[Entry]) -> None:
        """Recompute what measures keep of their newest entries (of some kinds, or of all)."""
        wanted = kinds or (Status, Risk, Deadline)
        newest = {kind: _newest_of_the_measure(kind, date.max) for kind in wanted}
        self.update(
            **{
                state.column: _field_of(newest[state.entry], state)
                for state in KEPT
                if state.entry in newest
            }
        )


def _newest_of_the_measure(kind: type[Entry], on: date) -> Any:
    """The entries of a kind on a day of the measure in the query around it, the newest first."""
    return kind.objects.newest_on(on).filter(measure=OuterRef("pk"))


def _field_of(newest: Any, state: State) -> Subquery:
    return Subquery(newest.values(state.field)[:1])


STATUS_RANK = Case(
    *(When(state_code=code, then=Value(rank)) for rank, code in enumerate(DISPLAY_ORDER)),
    When(IS_REPORTED, then=Value(len(DISPLAY_ORDER))),
    default=Value(len(DISPLAY_ORDER) + 1),
    output_field=IntegerField(),
)
RISK_RANK = Case(
    *(When(state_risk=level, then=Value(rank)) for rank, level in enumerate(RiskLevel.values)),
    default=Value(-1),
    output_field=IntegerField(),
)
