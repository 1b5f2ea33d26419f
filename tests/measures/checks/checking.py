"""A plan as its check sees it."""

from datetime import date

from measures.checks.rules import PlanWarning
from measures.checks.warnings import Contradictions, contradictions_in, dismiss
from measures.models import Measure
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from tests.factories import editor_of

ON = date(2025, 3, 1)


def read(plan: Plan, on: date = ON) -> list[Measure]:
    """As the pages read them."""
    return list(
        Measure.objects.filter(plan=plan)
        .as_of(Day(on, max(ON, on)))
        .select_related("plan__organisation")
        .prefetch_related("items")
        .order_by("position", "n")
    )


def checked(plan: Plan, on: date = ON) -> Contradictions:
    return contradictions_in(plan, read(plan, on), on, reader=editor_of(plan.organisation))


def kinds(plan: Plan, on: date = ON) -> list[str]:
    return [warning.kind.name for warning in checked(plan, on).open]


def only_warning(plan: Plan) -> PlanWarning:
    (warning,) = checked(plan).open
    return warning


NOT_CARRIED_ON, ONLY_PLANNED, PUT_ASIDE = "NOT_CARRIED_ON", "ONLY_PLANNED", "PUT_ASIDE"
LATE_AND_SILENT, BEFORE_THE_PLAN = "LATE_AND_SILENT", "BEFORE_THE_PLAN"


def put_to_rest(warning: PlanWarning, by: User, reason: str = "Kafeen er en annen") -> None:
    dismiss(warning.kind, warning.facts, measure=warning.measure, reason=reason, on=ON, by=by)
