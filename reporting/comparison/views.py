"""«Side om side»: which plans, by what, and on which day, all in the address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from measures.filters import Chip
from plans.models import Plan, in_force_among
from reporting.comparison.sides import (
    MOST,
    By,
    Comparison,
    Question,
    Side,
    comparison,
    measures_of,
    questions,
)
from reporting.export.status_report import measure_columns, measure_rows
from reporting.files.downloads import Download
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day, DayForm

GROUPS = {
    By.ALL: "Hele planen",
    By.STRATEGY: "Byens strategi",
    By.TOPIC: "Innsatsområde",
    By.CITY_MEASURE: "Byens tiltak",
}

BELONG = {
    By.ALL: ("", "%(total)d tiltak."),
    By.STRATEGY: (
        "Ingen av %(total)d tiltak hører til strategien.",
        "%(n)d av %(total)d tiltak hører til strategien.",
    ),
    By.TOPIC: (
        "Ingen av %(total)d tiltak hører til innsatsområdet.",
        "%(n)d av %(total)d tiltak hører til innsatsområdet.",
    ),
    By.CITY_MEASURE: (
        "Ingen av %(total)d tiltak svarer på byens tiltak.",
        "%(n)d av %(total)d tiltak svarer på byens tiltak.",
    ),
}
"""What is said where a plan has none that belong, and where it has some."""


@dataclass(frozen=True)
class Asked:
    """What an address asks for: the plans in its order, at most four, and what they are for."""

    plans: Sequence[Plan]
    """All that may be chosen among."""
    in_force: frozenset[int]
    chosen: Sequence[Plan]
    question: Question
    choices: dict[By, list[Question]]
    day_form: DayForm
    day: Day
    problems: Sequence[str]

    @classmethod
    def from_query(cls, query: QueryDict, user: User) -> "Asked":
        day_form = DayForm.asked(query)
        day = day_form.day
        plans = list(Plan.objects.visible_to(user).local().in_order())
        by_slug = {plan.slug: plan for plan in plans}
        slugs = list(dict.fromkeys(slug for slug in query.getlist("plan") if slug))
        known = [by_slug[slug] for slug in slugs if slug in by_slug]
        choices = questions(known or plans)
        question, question_problems = _question(query.get("etter", ""), choices)
        return cls(
            plans,
            frozenset(in_force_among(plans, day.on)),
            known[:MOST],
            question,
            choices,
            day_form,
            day,
            [
                *(f"Planen «{slug}» finnes ikke." for slug in slugs if slug not in by_slug),
                *_too_many(known[MOST:]),
                *question_problems,
                *day_form.problems,
            ],
        )

    @cached_property
    def compared(self) -> Comparison:
        return comparison(self.chosen, self.question, self.day, in_force=set(self.in_force))

    @property
    def day_query(self) -> dict[str, str]:
        return {} if self.day.is_today else {"per": f"{self.day.on:%d.%m.%Y}"}

    def address(self, plans: Sequence[Plan]) -> str:
        """The same comparison of other plans."""
        slugs = [plan.slug for plan in plans]
        asked = {"etter": self.question.address, "plan": slugs, **self.day_query}
        return f"{reverse('reporting:comparison')}?{urlencode(asked, doseq=True)}"


def _question(asked: str, choices: dict[By, list[Question]]) -> tuple[Question, list[str]]:
    """The one that the address names; the city's first strategy where it names none."""
    known = [question for group in choices.values() for question in group]
    found = next((question for question in known if question.address == asked), None)
    if found:
        return found, []
    usual = choices[By.STRATEGY][0]
    return usual, [f"Det går ikke an å sammenligne etter «{asked}»."] if asked else []


def _too_many(plans: Sequence[Plan]) -> list[str]:
    if not plans:
        return []
    names = ", ".join(plan.short_name for plan in plans)
    return [f"Det er plass til fire planer. Disse er ikke med: {names}."]


@require_safe
def comparison_page(request: AuthenticatedRequest) -> HttpResponse:
    asked = Asked.from_query(request.GET, request.user)
    for problem in asked.problems:
        messages.error(request, problem)
    return render(
        request,
        "reporting/comparison/comparison.html",
        {
            "asked": asked,
            "sides": [_column(asked, side) for side in asked.compared.sides],
            "compared": asked.compared,
            "chips": [
                Chip(plan.short_name, asked.address([p for p in asked.chosen if p != plan]))
                for plan in asked.chosen
            ],
            "groups": [(GROUPS[by], group) for by, group in asked.choices.items() if group],
            "others": [plan for plan in asked.plans if plan not in asked.chosen],
            "has_room": len(asked.chosen) < MOST,
            "suggestions": _suggestions(asked, request.user) if len(asked.chosen) < 2 else (),
            "day_form": asked.day_form,
            "on": asked.day.on,
            "day_said": asked.day.sentence,
            "past_query": asked.day.query,
        },
    )


def _column(asked: Asked, side: Side) -> dict[str, Any]:
    """A side, the sentences of its base, and the list behind it."""
    query = {"bydel": side.plan.organisation.slug, "plan": side.plan.slug, **asked.day_query}
    if not side.stands_without:
        query |= asked.question.list_filter
    return {
        "side": side,
        "base": _base(asked.question, side),
        "url": f"{reverse('measures:list')}?{urlencode(query)}",
    }


def _base(question: Question, side: Side) -> list[str]:
    """What the column stands on: how many of how many, how well reported, what is late."""
    whole, base = side.whole, side.base
    if not whole.total:
        return ["Planen har ingen tiltak ennå."]
    numbers = {"n": base.total, "total": whole.total, "shown": len(side.measures)}
    if side.stands_without:
        belong = (
            f"Ingen av {base.total} tiltak er knyttet til en strategi. "
            f"Under står tiltak uten strategi, {len(side.measures)} av {base.total}."
        )
    elif not base.total:
        reported = _reported(whole.reported, whole.total)
        return [BELONG[question.by][0] % numbers, f"I hele planen: {reported}"]
    else:
        belong = BELONG[question.by][1] % numbers
    said = [belong, _reported(base.reported, base.total)]
    if base.overdue:
        said.append(f"{base.overdue} er over frist.")
    if base.high_risk:
        said.append(f"{base.high_risk} har høy risiko.")
    return said


def _reported(n: int, total: int) -> str:
    """The rate with its counts."""
    return f"{n} av {total} er rapportert ({round(100 * n / total)}\xa0%)."


def _suggestions(asked: Asked, user: User) -> Iterator[Chip]:
    """Ways on where too few plans are chosen: those that count, the own first, and two periods."""
    own = {bydel.pk for bydel in user.edits_bydeler}
    counting = [plan for plan in asked.plans if plan.pk in asked.in_force]
    counting.sort(key=lambda plan: plan.organisation_id not in own)
    first = counting[:MOST]
    if len(first) > 1:
        names = ", ".join(plan.organisation.name for plan in first)
        yield Chip(f"Planene som gjelder: {names}", asked.address(first))
    by_bydel: dict[int, list[Plan]] = {}
    for plan in asked.plans:
        by_bydel.setdefault(plan.organisation_id, []).append(plan)
    for plans in by_bydel.values():
        if len(plans) > 1:
            new, old, *_older = plans
            label = f"To perioder i {new.organisation.name}: {old.period} og {new.period}"
            yield Chip(label, asked.address([old, new]))


def download(request: AuthenticatedRequest) -> Download:
    """The measures that stand side by side; an address that cannot be followed whole is a 404."""
    asked = Asked.from_query(request.GET, request.user)
    if asked.problems:
        raise Http404(" ".join(asked.problems))
    sides = asked.compared.sides
    return Download(
        name=f"side-om-side-{asked.day.on:%Y-%m-%d}",
        title=f"Side om side per {asked.day.on:%d.%m.%Y}",
        sheet="Tiltak",
        facts=[
            ("Sammenlignet etter", asked.question.heading),
            ("Tilstand per", asked.day.on),
            *(
                (
                    side.plan.short_name,
                    " ".join([f"{side.standing.capitalize()}.", *_base(asked.question, side)]),
                )
                for side in sides
            ),
        ],
        columns=measure_columns(),
        rows=(
            row
            for side in sides
            for row in measure_rows(measures_of(side, asked.question, asked.day), asked.day.on)
        ),
    )
