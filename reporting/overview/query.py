"""How an address asks for the overview: the day, the filter, and the plan of each bydel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, QueryDict

from measures.filters.count_filter import NO_STRATEGY, CountFilter
from measures.models import Measure
from measures.models.queries import MeasureQuerySet
from measures.since_then import SinceThen, since_then
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
class Base:
    """How many measures the plans hold, and how many of them name nothing that a filter asks for
    (by the filter's name)."""

    total: int = 0
    without: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "Base") -> "Base":
        without = {name: n + self.without.get(name, 0) for name, n in other.without.items()}
        return Base(self.total + other.total, without)


NOUNS = {"strategi": "strategi", "mal": "mål", "innsatsomrade": "innsatsområde"}
"""What each filter asks a measure to name."""


@dataclass(frozen=True)
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

    @cached_property
    def whole(self) -> MeasureQuerySet:
        """What the plans that are counted hold on the day, without the filter."""
        held: MeasureQuerySet = Measure.objects.filter(plan__in=self.counted.plans)
        return held.in_plan_on(self.day.on)

    @cached_property
    def base_by_plan(self) -> Mapping[int, Base]:
        """Plan id → what it holds without the filter, in one query; an empty one is not there.
        Without a filter it is what is counted, and nothing is asked."""
        if not self.filters.data:
            counted = [(row.plan, row.counted) for row in self.counted.with_plan]
            return {plan.pk: Base(tally.total) for plan, tally in counted if plan and tally}
        goals: Any = Measure.goals.through.objects
        lacking = {
            "strategi": Q(strategy__isnull=True),
            "mal": ~Q(pk__in=goals.values("measure")),
            "innsatsomrade": Q(topic=""),
        }
        asked = [name for name, value in self.filters.data.items() if value != NO_STRATEGY]
        without = {name: lacking[name] for name in asked}
        counts = (
            self.whole.order_by()
            .values("plan_id")
            .annotate(
                total=Count("pk"),
                **{name: Count("pk", filter=lacks) for name, lacks in without.items()},
            )
        )
        return {
            row["plan_id"]: Base(row["total"], {name: row[name] for name in without})
            for row in counts
        }

    @cached_property
    def base(self) -> Base:
        return sum(self.base_by_plan.values(), Base())

    @property
    def left_out(self) -> list[str]:
        return self.left_out_of(self.base)

    def left_out_of_plan(self, plan: Plan) -> str:
        """«18 uten strategi er ikke med»; empty where nothing is left out for lack of a name."""
        return ", ".join(self.left_out_of(self.base_by_plan.get(plan.pk, Base())))

    def left_out_of(self, base: Base) -> list[str]:
        """«12 uten strategi er ikke med»: for each filter that measures without it cannot pass."""
        return [f"{n} uten {NOUNS[name]} er ikke med" for name, n in base.without.items() if n]

    @cached_property
    def since_then(self) -> SinceThen:
        return since_then(self.day, self.filters.user, self.whole, self.plans)

    @property
    def plan_choices(self) -> list[PlanChoice]:
        """The bydeler where there is something to choose between."""
        choices = []
        for row in self.counted.rows:
            plans = [plan for plan in self.plans if plan.organisation_id == row.bydel.pk]
            if len(plans) > 1 or (plans and row.plan is None):
                chosen = row.plan if row.plan in self.instead else None
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
        last_round=filters.last_round,
    )
    facts = facts_of(
        counted.plans,
        day,
        city={pk for pk, *_rest in filters.city_measures},
        among=filters.measures if filters.data else None,
    )
    return OverviewQuery(
        day=day,
        day_form=day_form,
        filters=filters,
        plans=plans,
        instead=instead,
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
