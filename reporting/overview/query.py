"""How an address asks for the overview: the day, the filter, and the plan of each bydel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict

from measures.filters import CountFilter
from plans.models import Plan
from reporting.counting import Overview, overview, plans_asked_for
from reporting.numbers import MeasureList
from reporting.plan_facts import PlanFacts, facts_of
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.days import Day, DayForm


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A bydel with several plans to be counted in; `chosen` is None where an address names none."""

    bydel: Organisation
    plans: Sequence[Plan]
    chosen: Plan | None


@dataclass(frozen=True, slots=True)
class OverviewQuery:
    """What an address asks for, what is counted then, and a sentence for each thing in the address
    that could not be read.

    `plans` are those that this person may have counted, `instead` the ones that the address names.
    """

    day: Day
    day_form: DayForm
    filters: CountFilter
    plans: Sequence[Plan]
    instead: Sequence[Plan]
    names_plans: bool
    counted: Overview
    facts: Mapping[int, PlanFacts]
    problems: Sequence[str]

    @property
    def in_words(self) -> list[str]:
        """The filter in force: for a print and for a file."""
        return [
            *(chip.label for chip in self.filters.chips),
            *(f"{plan.organisation.name} telles i planen {plan.period}" for plan in self.instead),
        ]

    def measures_in(self, **plans: Any) -> MeasureList:
        """The measures that are counted in some plans, that day and under this filter."""
        return MeasureList.of(self.day, **plans, **self.filters.data.dict())

    @property
    def plan_choices(self) -> list[PlanChoice]:
        """The bydeler where there is something to choose between."""
        choices = []
        for row in self.counted.rows:
            plans = [plan for plan in self.plans if plan.organisation_id == row.bydel.pk]
            if len(plans) > 1 or (plans and row.plan is None):
                chosen = row.plan if self.names_plans else None
                choices.append(PlanChoice(row.bydel, plans, chosen))
        return choices


def overview_query(request: AuthenticatedRequest) -> OverviewQuery:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    filters = CountFilter(_filters_of(request.GET), user=request.user, day=day)
    plans = [plan for plan in filters.plans if plan.organisation.is_bydel]
    instead, problems = plans_asked_for(request.GET.getlist("plan"), plans)
    counted = overview(
        filters.measures,
        plans,
        day.on,
        bydeler=[one for one in filters.organisations if one.is_bydel],
        instead=instead,
    )
    facts = facts_of(
        counted.plans,
        day.on,
        city={pk for pk, *_rest in filters.city_measures},
        among=filters.measures if filters.data else None,
    )
    return OverviewQuery(
        day=day,
        day_form=day_form,
        filters=filters,
        plans=plans,
        instead=instead,
        names_plans=bool(request.GET.get("plan")),
        counted=counted,
        facts=facts,
        problems=[*problems, *filters.problems, *day_form.problems],
    )


def query_of_file(request: AuthenticatedRequest) -> OverviewQuery:
    """What could not be read in an address is a 404, never another day or plan."""
    query = overview_query(request)
    if query.problems:
        raise Http404("Filteret i adressen kan ikke leses.")
    return query


def _filters_of(address: QueryDict) -> QueryDict:
    """Of an address, the filters of the list that narrow what is counted, where they say
    something."""
    filters = QueryDict(mutable=True)
    for name in CountFilter.base_filters:
        if value := address.get(name):
            filters[name] = value
    return filters
