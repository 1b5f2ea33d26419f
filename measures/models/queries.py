"""The words that sentences about measures are made of: visible, editable, as of a day, overdue."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from measures.deadline_language import DeadlineKind
from measures.models.deadline import Deadline
from measures.models.entry import Entry
from measures.models.held import Held, InOne, newest
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

if TYPE_CHECKING:
    from measures.models import Measure

ENTRIES: tuple[tuple[str, type[Entry], str], ...] = (
    ("status", Status, "state_status"),
    ("risk", Risk, "state_risk_entry"),
    ("deadline", Deadline, "state_deadline"),
)
KINDS = tuple(attribute for attribute, _model, _column in ENTRIES)

COPIED: Mapping[type[Entry], Mapping[str, str]] = {
    Status: {
        "latest_status_id": "id",
        "newest_code": "code",
        "newest_reported_on": "applies_on",
        "newest_remark_words": "remark_words",
    },
    Risk: {"latest_risk_id": "id", "newest_risk": "level", "newest_risk_on": "applies_on"},
    Deadline: {
        "latest_deadline_id": "id",
        "newest_kind": "kind",
        "newest_due_on": "due_on",
        "newest_deadline_on": "applies_on",
    },
}
"""What a measure keeps of the newest entry of each kind: its own column, and the entry's."""

STATES: Mapping[type[Entry], Mapping[str, str]] = {
    Status: {
        "state_status": "latest_status_id",
        "state_code": "newest_code",
        "state_reported_on": "newest_reported_on",
    },
    Risk: {"state_risk_entry": "latest_risk_id", "state_risk": "newest_risk"},
    Deadline: {
        "state_deadline": "latest_deadline_id",
        "state_kind": "newest_kind",
        "state_due_on": "newest_due_on",
    },
}
"""What `with_state` annotates, and the column that has today's (`COPIED` says what it is of)."""

REPORT_KEPT = InOne("newest_reported_on", "newest_code")
"""Today's `state_report`: counted by it, a past day's report is looked up once for a measure, and
not once for each thing that is counted."""

# For querysets that have their state on a day, as overdue_q below.
IS_REPORTED = Q(state_status__isnull=False)
IS_UNMAPPED = IS_REPORTED & Q(state_code__isnull=True)
SHOWN_CODE = Coalesce(
    "state_code", Case(When(IS_REPORTED, then=Value(UNMAPPED)), default=Value(NOT_REPORTED))
)
"""As `vocabulary.shown_code`: what a measure is counted as."""


def overdue_q(on: date) -> Q:
    """Over frist on a day, for a queryset that has its state on that day (`with_state`).

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


class MeasureQuerySet(OfPlanQuerySet["Measure"]):
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

    def with_state(self, on: date, *, today: date) -> Self:
        """Annotate the state on a day: state_code, state_risk, state_kind, state_due_on, ….

        Today's is read from the pointers and what is copied beside them. So is an earlier day's,
        where nothing has been said since; the rest is looked up in the history, so that a day
        costs what came after it. A code that nobody has mapped is None, as is a missing report;
        `state_status` (the entry's id) tells them apart.
        """
        if on >= today:
            return self.select_related("latest_status", "latest_risk", "latest_deadline").annotate(
                **{
                    state: F(copied)
                    for states in STATES.values()
                    for state, copied in states.items()
                },
                state_report=REPORT_KEPT,
            )
        return self.annotate(**_state_then(on))

    def with_entries(self, on: date, *, today: date) -> Self:
        """Annotate no more of the state on a day than `attach_state` asks for."""
        if on >= today:
            return self.with_state(on, today=today)
        then = _state_then(on)
        return self.annotate(**{column: then[column] for _kind, _model, column in ENTRIES})

    def joining(self, *kinds: str) -> Self:
        """Of the entries that `with_state` joins for today, these alone."""
        if not self.query.select_related:
            return self
        return self.select_related(None).select_related(*(f"latest_{kind}" for kind in kinds))

    def without_search_texts(self) -> Self:
        """For a page that shows many measures: what only searches read is most of a row."""
        return self.defer(
            *("search_text", "stem_words", "newest_remark_words"),
            *("latest_status__remark", "latest_status__remark_words"),
        )

    def overdue(self, on: date) -> Self:
        return self.filter(overdue_q(on))

    def point_at_newest(self, *kinds: type[Entry]) -> None:
        """Recompute the pointers to the newest entries (of some kinds), and what goes with them."""
        for kind in kinds or COPIED:
            self.update(**_newest_of_all(kind))


def newest_day(model: type[Entry]) -> str:
    """The column that says which day a measure's newest entry of a kind is about."""
    return next(column for column, field in COPIED[model].items() if field == "applies_on")


def is_newest(entry: Entry, measure: "Measure") -> bool:
    """Whether it is about the newest day that is known of its measure, or a later one."""
    newest_on = getattr(measure, newest_day(type(entry)))
    return newest_on is None or newest_on <= entry.applies_on


def copied_from(entry: Entry) -> dict[str, Any]:
    """What a measure keeps of this entry, by its own columns."""
    return {column: getattr(entry, field) for column, field in COPIED[type(entry)].items()}


@lru_cache(maxsize=len(COPIED))
def _newest_of_all(kind: type[Entry]) -> Mapping[str, Any]:
    """What `point_at_newest` writes; to say it costs more than to write a measure."""
    kept: dict[str, Any] = {column: newest(kind, field) for column, field in COPIED[kind].items()}
    if kind is Deadline:
        own = Deadline.objects.filter(measure=OuterRef("pk")).order_by()
        kept["has_older_deadline"] = Exists(own[1:2])
    return kept


@lru_cache(maxsize=64)
def _state_then(on: date) -> Mapping[str, Held]:
    """What `with_state` annotates for a day that is past."""
    report = InOne("applies_on", "code")
    return {
        **{
            state: Held(model, COPIED[model][kept], on, kept=kept, day=newest_day(model))
            for model, states in STATES.items()
            for state, kept in states.items()
        },
        "state_report": Held(Status, report, on, kept=REPORT_KEPT, day=newest_day(Status)),
    }


def attach_state(measures: Iterable["Measure"], *, only: Container[str] = KINDS) -> None:
    """Give measures that were read `with_state` their entries of that day: at most 3 queries."""
    read = list(measures)
    for attribute, model, column in ENTRIES:
        if attribute not in only:
            continue
        pointer = f"latest_{attribute}"
        known = {
            entry.pk: entry
            for measure in read
            if pointer in measure._state.fields_cache
            and (entry := getattr(measure, pointer)) is not None
        }
        wanted = {getattr(measure, column) for measure in read} - {None}
        if missing := wanted - known.keys():
            known |= model.objects.in_bulk(missing)
        for measure in read:
            setattr(measure, attribute, known.get(getattr(measure, column)))


STATUS_RANK = Case(
    *(When(state_code=code, then=Value(rank)) for rank, code in enumerate(DISPLAY_ORDER)),
    When(state_status__isnull=False, then=Value(len(DISPLAY_ORDER))),
    default=Value(len(DISPLAY_ORDER) + 1),
    output_field=IntegerField(),
)
RISK_RANK = Case(
    *(When(state_risk=level, then=Value(rank)) for rank, level in enumerate(RiskLevel.values)),
    default=Value(-1),
    output_field=IntegerField(),
)
