"""The words of sentences about measures: visible, reportable, as of a day, over frist."""

from datetime import date
from typing import Any, NamedTuple, Self

from django.db.models import Case, F, IntegerField, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from measures.deadline_language import DeadlineKind
from measures.models.deadline import Deadline
from measures.models.entry import Entry
from measures.models.risk import Risk
from measures.models.status import Status
from measures.vocabulary import (
    CLOSED_CODES,
    DISPLAY_ORDER,
    NOT_REPORTED,
    UNMAPPED,
    RiskLevel,
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
IS_UNMAPPED = IS_REPORTED & Q(state_code__isnull=True)
SHOWN_CODE = Coalesce(
    "state_code", Case(When(IS_REPORTED, then=Value(UNMAPPED)), default=Value(NOT_REPORTED))
)
"""As `vocabulary.shown_code`: what a measure is counted as."""


def overdue_q(on: date) -> Q:
    """Over frist on a day, for a queryset that has its state on that day (`as_of`).

    domain.md: the newest deadline is a date strictly before the day asked about, and the newest
    status is none of implemented, ongoing, completed, cancelled (a missing status is open).
    """
    return is_past_q(on) & (Q(state_code__isnull=True) | ~Q(state_code__in=CLOSED_CODES))


def is_past_q(on: date) -> Q:
    """Of the same rule: the deadline alone, whatever the status."""
    return Q(state_kind=DeadlineKind.DATE, state_due_on__lt=on)


def is_overdue(*, kind: str | None, due_on: date | None, code: str | None, on: date) -> bool:
    """The same rule as `overdue_q`, for one measure; a test makes the two agree."""
    return kind == DeadlineKind.DATE and due_on is not None and due_on < on and is_open(code)


class MeasureQuerySet(OfPlanQuerySet[Any]):
    def reportable_by(self, user: User) -> Self:
        """The queryset form of `Measure.is_reportable_by`."""
        if user.owns_the_system:
            return self
        linked = Q(
            plan__organisation_id__in=user.reports_for_ids,
            pk__in=user.responsible_for.values("measures"),
        )
        return self.filter(Q(plan__in=Plan.objects.editable_by(user)) | linked)

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

    def as_of(self, day: Day) -> Self:
        """The state on a day: annotated (`STATE`), and as entries where measures are read
        (`measure.status`, `measure.risk`, `measure.deadline`).

        Today's is read from what the measure keeps of its newest entries, a past day's from the
        history.
        """
        if not day.is_past:
            current = {name: F(state.column) for name, state in STATE.items()}
            return self.select_related("latest_status", "latest_risk", "latest_deadline").annotate(
                **current
            )
        then = {name: _newest(state, day.on) for name, state in STATE.items()}
        return self.annotate(**then).prefetch_related(
            Prefetch("statuses", Status.objects.held_on(day.on), to_attr="statuses_then"),
            Prefetch("risks", Risk.objects.held_on(day.on), to_attr="risks_then"),
            Prefetch("deadlines", Deadline.objects.held_on(day.on), to_attr="deadlines_then"),
        )

    def overdue(self, on: date) -> Self:
        return self.filter(overdue_q(on))

    def point_at_newest(self, *kinds: type[Entry]) -> None:
        """Recompute what measures keep of their newest entries (of some kinds, or of all)."""
        wanted = kinds or (Status, Risk, Deadline)
        self.update(
            **{state.column: _newest(state, date.max) for state in KEPT if state.entry in wanted}
        )


def _newest(state: State, on: date) -> Subquery:
    """A field of the newest entry on a day of the measure in the query around it."""
    own = state.entry.objects.newest_on(on).filter(measure=OuterRef("pk"))
    return Subquery(own.values(state.field)[:1])


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
