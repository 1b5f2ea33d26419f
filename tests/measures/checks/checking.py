"""A plan as its check sees it."""

from datetime import date

from measures.checks.rules import Hint
from measures.checks.warnings import Contradictions, contradictions_in, dismiss
from measures.models import Measure
from measures.models.queries import attach_state
from plans.models import Plan
from ruspolitikk.accounts.models import User

ON = date(2025, 3, 1)


def read(plan: Plan, on: date = ON) -> list[Measure]:
    """As the pages read them."""
    measures = list(
        Measure.objects.filter(plan=plan)
        .with_state(on, today=max(ON, on))
        .select_related("plan__organisation")
        .prefetch_related("items")
        .order_by("position", "n")
    )
    attach_state(measures)
    return measures


def checked(plan: Plan, on: date = ON) -> Contradictions:
    return contradictions_in(plan, read(plan, on), on)


def kinds(plan: Plan, on: date = ON) -> list[str]:
    return [hint.kind.name for hint in checked(plan, on).standing]


def only_hint(plan: Plan) -> Hint:
    (hint,) = checked(plan).standing
    return hint


NOT_CARRIED_ON, ONLY_PLANNED, PUT_ASIDE = "NOT_CARRIED_ON", "ONLY_PLANNED", "PUT_ASIDE"
LATE_AND_SILENT, BEFORE_THE_PLAN = "LATE_AND_SILENT", "BEFORE_THE_PLAN"


def put_to_rest(hint: Hint, by: User, reason: str = "Kafeen er en annen") -> None:
    dismiss(hint.kind, hint.facts, measure=hint.measure, reason=reason, on=ON, by=by)
