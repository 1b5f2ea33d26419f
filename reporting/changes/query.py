"""How an address asks for Endringer: the two days to compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from measures.models import Measure
from plans.models import Plan
from reporting.changes.status_changes import (
    PlanChanges,
    StatusChange,
    counted_by_plan,
    status_changes,
)
from reporting.counting import counted_plans
from reporting.models.round import Round
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day, DayForm, SinceForm

YEAR_END = (12, 31)


@dataclass(frozen=True, slots=True)
class ChangesQuery:
    """The two days that an address asks for, what changed between them, and a sentence for each
    thing in the address that could not be read."""

    since: date
    day: Day
    since_form: SinceForm
    day_form: DayForm
    plans: Sequence[Plan]
    changes: Sequence[StatusChange]
    problems: Sequence[str]

    @property
    def by_plan(self) -> list[PlanChanges]:
        return counted_by_plan(self.changes, self.plans)


def changes_query(request: AuthenticatedRequest) -> ChangesQuery:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    usual = _last_cut_off(day.on)
    since_form = SinceForm({"siden": request.GET.get("siden") or f"{usual:%d.%m.%Y}"})
    since = since_form.day or usual
    problems = [*day_form.problems, *since_form.problems]
    if since > day.on:
        problems.append("Velg en dag som er før den du sammenligner med.")
        since = day.on
    plans = sorted(counted_plans(request.user, day.on), key=_number)
    measures = Measure.objects.visible_to(request.user)
    before, after = measures.as_of(Day(since, day.today)), measures.as_of(day)
    changes = status_changes(before, after.in_order(), plans)
    return ChangesQuery(since, day, since_form, day_form, plans, changes, problems)


def query_of_file(request: AuthenticatedRequest) -> ChangesQuery:
    """What could not be read in an address is a 404, never another day."""
    query = changes_query(request)
    if query.problems:
        raise Http404("Dagene i adressen kan ikke leses.")
    return query


def _number(plan: Plan) -> int:
    return plan.organisation.number or 0


def _last_cut_off(on: date) -> date:
    """The city's last round before the day; the end of the year before where none is kept."""
    last = Round.objects.last_before(on)
    return last.cut_off if last else date(max(on.year - 1, 1), *YEAR_END)
