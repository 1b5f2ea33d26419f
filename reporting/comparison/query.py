"""How an address asks for Sammenlign: which plans, by what, and on which day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from measures.models import Measure
from measures.since_then import SinceThen, since_then
from plans.models import Plan, in_force_among
from reporting.comparison.questions import By, Question, questions
from reporting.comparison.sides import Comparison, comparison
from reporting.models.round import Round
from reporting.numbers import page_on
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day, DayForm

MOST_PLANS = 4

type Choices = Mapping[By, Sequence[Question]]


@dataclass(frozen=True, slots=True)
class ComparisonQuery:
    """What an address asks for, what stands side by side then, and a sentence for each thing in the
    address that could not be read.

    `plans` are all that may be chosen among, and `in_force` the ids of those that count on the
    day; `chosen` are those that the address names, in its order, four at most.
    """

    plans: Sequence[Plan]
    in_force: set[int]
    chosen: Sequence[Plan]
    question: Question
    choices: Choices
    day_form: DayForm
    day: Day
    compared: Comparison
    since_then: SinceThen
    problems: Sequence[str]

    @property
    def has_room(self) -> bool:
        return len(self.chosen) < MOST_PLANS

    @property
    def other_plans(self) -> list[Plan]:
        return [plan for plan in self.plans if plan not in self.chosen]

    def url_of(self, plans: Sequence[Plan]) -> str:
        """The same comparison of other plans."""
        query: dict[str, Any] = {"etter": self.question.address}
        return page_on(self.day, "reporting:comparison", **query, plan=[one.slug for one in plans])


def comparison_query(request: AuthenticatedRequest) -> ComparisonQuery:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    plans = list(Plan.objects.visible_to(request.user).local().in_order())
    in_force = in_force_among(plans, day.on)
    named, unknown = _named_plans(request.GET.getlist("plan"), plans)
    chosen = named[:MOST_PLANS]
    choices = questions(named or plans)
    question, not_asked = _question(request.GET.get("etter", ""), choices)
    return ComparisonQuery(
        plans=plans,
        in_force=in_force,
        chosen=chosen,
        question=question,
        choices=choices,
        day_form=day_form,
        day=day,
        compared=comparison(
            chosen,
            question,
            day,
            in_force=in_force,
            last_round=Round.objects.last_before(day.on),
        ),
        since_then=since_then(day, request.user, Measure.objects.filter(plan__in=chosen), chosen),
        problems=[*unknown, *_too_many(named[MOST_PLANS:]), *not_asked, *day_form.problems],
    )


def query_of_file(request: AuthenticatedRequest) -> ComparisonQuery:
    """A file that would leave out something of what is asked for is a 404."""
    query = comparison_query(request)
    if query.problems:
        raise Http404(" ".join(query.problems))
    return query


def _named_plans(slugs: Sequence[str], plans: Sequence[Plan]) -> tuple[list[Plan], list[str]]:
    """The plans that an address names, each once, and a sentence for each that is not there."""
    by_slug = {plan.slug: plan for plan in plans}
    once = list(dict.fromkeys(slug for slug in slugs if slug))
    unknown = [f"Planen «{slug}» finnes ikke." for slug in once if slug not in by_slug]
    return [by_slug[slug] for slug in once if slug in by_slug], unknown


def _question(address: str, choices: Choices) -> tuple[Question, list[str]]:
    """The one that the address names; the city's first strategy where it names none."""
    for question in (one for group in choices.values() for one in group):
        if question.address == address:
            return question, []
    usual = choices[By.STRATEGY][0]
    return usual, [f"Det går ikke an å sammenligne etter «{address}»."] if address else []


def _too_many(plans: Sequence[Plan]) -> list[str]:
    if not plans:
        return []
    names = ", ".join(plan.short_name for plan in plans)
    return [f"Det er plass til fire planer. Disse er ikke med: {names}."]
