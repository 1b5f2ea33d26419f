"""The state that a measure keeps: what was reported of it, on the day asked about."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

from measures.models.deadline import Deadline
from measures.models.entry import held_among
from measures.models.queries import is_overdue
from measures.models.risk import Risk
from measures.models.status import Status
from measures.vocabulary import NOT_REPORTED, StatusCode
from plans.models import Plan


class MeasureState(models.Model):
    """The newest entries of a measure, and those of a past day.

    The `latest_…` pointers name the newest entry of each kind, and are recomputed whenever one is
    appended (and when fixtures are loaded), so that a list stays one join away.
    """

    latest_status = models.ForeignKey(
        Status, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    latest_risk = models.ForeignKey(
        Risk, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    latest_deadline = models.ForeignKey(
        Deadline, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # The newest entries' own answers, so that all measures are counted from one index.
    current_code = models.CharField(max_length=20, null=True, editable=False)
    current_reported_on = models.DateField(null=True, editable=False)
    current_risk = models.CharField(max_length=10, null=True, editable=False)
    current_kind = models.CharField(max_length=20, null=True, editable=False)
    current_due_on = models.DateField(null=True, editable=False)
    # For searches.
    current_remark_words = models.TextField(null=True, editable=False)

    if TYPE_CHECKING:
        plan: models.ForeignKey[Plan, Plan]
        statuses: Any
        risks: Any
        deadlines: Any
        latest_status_id: int | None
        latest_risk_id: int | None
        latest_deadline_id: int | None

    # The state on the day asked about, annotated by `as_of`, and on a past day its entries.
    state_risk: str | None
    statuses_then: "list[Status]"
    risks_then: "list[Risk]"
    deadlines_then: "list[Deadline]"

    class Meta:
        abstract = True

    def hold(self, on: date) -> None:
        """Take the entries of a past day from all of its own, which are prefetched, as
        `with_entries` reads them."""
        self.statuses_then = _as_list(held_among(self.statuses.all(), on))
        self.risks_then = _as_list(held_among(self.risks.all(), on))
        self.deadlines_then = _as_list(held_among(self.deadlines.all(), on))

    @property
    def status(self) -> Status | None:
        """The report that held on the day that `as_of` asked about; today's where none was."""
        return _first(self.statuses_then) if "statuses_then" in vars(self) else self.latest_status

    @property
    def risk(self) -> Risk | None:
        return _first(self.risks_then) if "risks_then" in vars(self) else self.latest_risk

    @property
    def deadline(self) -> Deadline | None:
        is_then = "deadlines_then" in vars(self)
        return _first(self.deadlines_then) if is_then else self.latest_deadline

    @property
    def status_code(self) -> str:
        """The status code on the day asked about, `unmapped`, or `not_reported`."""
        return self.status.shown_code if self.status else NOT_REPORTED

    @property
    def is_dropped(self) -> bool:
        """Whether it is Utgått; as `MeasureQuerySet.answering` leaves out."""
        return self.status_code == StatusCode.CANCELLED

    def is_overdue(self, on: date) -> bool:
        return is_overdue(
            kind=self.deadline.kind if self.deadline else None,
            due_on=self.deadline.due_on if self.deadline else None,
            code=self.status.code if self.status else None,
            begins_on=self.plan.starts_on,
            on=on,
        )


def _first[EntryT](entries: Sequence[EntryT]) -> EntryT | None:
    return entries[0] if entries else None


def _as_list[EntryT](entry: EntryT | None) -> list[EntryT]:
    return [] if entry is None else [entry]
