"""What became of each measure between two days: one row each, read in three queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from measures.models.deadline import deadline_moves
from measures.models.queries import SHOWN_CODE, MeasureQuerySet
from measures.vocabulary import NOT_REPORTED, UNMAPPED, label_for, risk_label
from plans.models import Plan
from reporting.kinds_of_change import What, kind_of
from ruspolitikk.wording import plural

SAME_STAGE = "ny status på samme steg"


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    """From the day that was due first to the one that is due now; the last move's reason."""

    old: date
    new: date
    reason: str

    @property
    def days(self) -> int:
        return (self.new - self.old).days

    @property
    def in_words(self) -> str:
        """«61 dager tidligere»"""
        n = abs(self.days)
        return f"{n} {plural(n, 'dag', 'dager')} {'tidligere' if self.days < 0 else 'senere'}"


def days_put_off(moves: Iterable[DeadlineMove | None]) -> list[int]:
    """How far each of the deadlines that were put off was."""
    return [move.days for move in moves if move and move.days > 0]


def mean_of(days: Sequence[int]) -> int:
    return round(sum(days) / len(days))


@dataclass(frozen=True, slots=True)
class FrozenWords:
    """What names a measure and was said of it, as it was frozen."""

    number: str
    name: str
    responsible: str
    remark: str

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "FrozenWords":
        """Of a row's facts."""
        return cls(
            number=told["code"] or str(told["n"]),
            name=told["name"],
            responsible=told["responsible_text"] or ", ".join(told["responsible"]),
            remark=(told["status"] or {}).get("remark") or "",
        )


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """Of one measure. Its id stands for it: there may be thousands. `frozen` where it is told of
    what was sent, and not of the measure as it is.

    `reported_on` is its newest report's day, `is_reported` whether that is later than the first
    day. Risks are levels, None for not assessed.
    """

    measure_id: int
    plan: Plan
    before: str
    after: str
    reported_on: date | None
    is_reported: bool
    risk_before: str | None
    risk_after: str | None
    is_added: bool
    move: DeadlineMove | None
    frozen: FrozenWords | None = None

    @property
    def kind(self) -> What:
        """Silence is no news: what is not reported is neither changed nor unchanged."""
        return kind_of(self.before, self.after) if self.is_reported else What.SILENT

    def is_a(self, what: What) -> bool:
        match what:
            case What.ALL:
                return True
            case What.REPORTED:
                return self.is_reported
            case What.MOVED:
                return self.move is not None
            case What.RISK:
                return self.risk_before != self.risk_after
            case What.ADDED:
                return self.is_added
        return self.kind == what

    @property
    def is_within_stage(self) -> bool:
        """Counted as unchanged, with a status that is another."""
        return self.note == SAME_STAGE

    @property
    def note(self) -> str:
        """Of one that is counted as unchanged, and whose code is another."""
        if self.kind != What.UNCHANGED or self.before == self.after:
            return ""
        if UNMAPPED in {self.before, self.after}:
            return "ukjent statusord, så vi vet ikke hvilken vei"
        return SAME_STAGE

    @property
    def label_before(self) -> str:
        return label_for(self.before)

    @property
    def label_after(self) -> str:
        return label_for(self.after)

    @property
    def risk_label_before(self) -> str:
        return risk_label(self.risk_before) if self.risk_before else "Ikke vurdert"

    @property
    def risk_label_after(self) -> str:
        return risk_label(self.risk_after) if self.risk_after else "Ikke vurdert"


def changes_between(
    before: MeasureQuerySet,
    after: MeasureQuerySet,
    plans: Sequence[Plan],
    moves: Mapping[int, DeadlineMove],
    since: date,
) -> list[MeasureChange]:
    """All measures of these plans on the later day, in the list's order; in two queries.

    Both querysets have their state on a day; `after` is in order. `moves` are the plans'
    (`moves_between`).
    """
    by_id = {plan.pk: plan for plan in plans}
    earlier = {
        pk: (code, risk)
        for pk, code, risk in _coded(before.order_by(), plans).values_list(
            "pk", "counted_code", "state_risk"
        )
    }
    rows = _coded(after, plans).values_list(
        "pk", "plan_id", "joined_on", "counted_code", "state_risk", "state_reported_on"
    )
    changes = []
    for pk, plan_id, joined_on, code, risk, reported_on in rows:
        is_added = joined_on is not None and joined_on > since
        code_before, risk_before = earlier.get(pk, (NOT_REPORTED, None))
        changes.append(
            MeasureChange(
                measure_id=pk,
                plan=by_id[plan_id],
                before=code_before,
                after=code,
                reported_on=reported_on,
                is_reported=reported_on is not None and reported_on > since,
                risk_before=risk_before,
                risk_after=risk,
                is_added=is_added,
                move=moves.get(pk),
            )
        )
    return changes


def moves_between(plans: Iterable[Plan], since: date, on: date) -> dict[int, DeadlineMove]:
    """Measure id → how its deadline moved after one day and by another; back again is no move."""
    moves: dict[int, DeadlineMove] = {}
    found = deadline_moves([plan.pk for plan in plans], on)
    found = found.order_by("applies_on", "ordered_at", "pk")
    for measure_id, applies_on, old, new, reason in found.values_list(
        "measure_id", "applies_on", "moved_from", "due_on", "reason"
    ):
        if applies_on > since:
            first = moves[measure_id].old if measure_id in moves else old
            moves[measure_id] = DeadlineMove(first, new, reason)
    return {pk: move for pk, move in moves.items() if move.days}


def _coded(measures: MeasureQuerySet, plans: Sequence[Plan]) -> Any:
    return measures.filter(plan__in=plans).annotate(counted_code=SHOWN_CODE)
