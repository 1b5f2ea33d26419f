"""How an address asks for the coverage: the day, and plans to count instead of those in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.urls import reverse

from measures.models import Measure
from measures.since_then import SinceThen, starts_moved_over
from plans.models import Plan
from reporting.counting import plans_asked_for
from reporting.coverage.answers import Coverage, coverage
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day, DayForm


@dataclass(frozen=True, slots=True)
class CoverageQuery:
    """What an address asks for, what is counted then, and a sentence for each thing in the address
    that could not be read.

    `plans` are those that this person may have counted, `instead` the ones that the address names.
    """

    address: QueryDict
    day: Day
    day_form: DayForm
    plans: Sequence[Plan]
    instead: Sequence[Plan]
    counted: Coverage
    since_then: SinceThen
    problems: Sequence[str]

    @property
    def plan_slugs(self) -> list[str]:
        """The plans that the address names."""
        return self.address.getlist("plan")

    @property
    def first_day(self) -> date | None:
        """When the first of the plans began."""
        days = [plan.starts_on for plan in self.plans if plan.starts_on and not plan.is_draft]
        return min(days, default=None)

    @property
    def day_and_plans(self) -> list[tuple[str, str]]:
        """What the address says beside the bydel, as it was written."""
        names = ("per", "plan")
        return [(name, text) for name in names for text in self.address.getlist(name) if text]

    def page_url(self, bydel: str = "") -> str:
        """The same page for one bydel, or for all."""
        query = urlencode([*self.day_and_plans, *([("bydel", bydel)] if bydel else [])])
        return f"{reverse('reporting:coverage')}{f'?{query}' if query else ''}"


def coverage_query(request: AuthenticatedRequest) -> CoverageQuery:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    plans = list(Plan.objects.visible_to(request.user).local().in_order())
    instead, problems = plans_asked_for(request.GET.getlist("plan"), plans)
    measures = Measure.objects.counted_as_of(day, "state_code", "state_reported_on")
    counted = coverage(measures, plans, day, instead)
    return CoverageQuery(
        address=request.GET,
        day=day,
        day_form=day_form,
        plans=plans,
        instead=instead,
        counted=counted,
        since_then=starts_moved_over(day, request.user),
        problems=[*problems, *day_form.problems],
    )


def coverage_to_file(request: AuthenticatedRequest) -> CoverageQuery:
    """Of all bydeler. What could not be read in an address is a 404, never another day or plan."""
    query = coverage_query(request)
    if query.problems:
        raise Http404("Filteret i adressen kan ikke leses.")
    return query
