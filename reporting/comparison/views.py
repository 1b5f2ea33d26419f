"""«Sammenlign»: two to four plans beside each other, as a page and as files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.deadline_language import DeadlineKind
from measures.filters.count_filter import Chip
from measures.models import Measure
from plans.models import Plan
from reporting.comparison.files import comparison_download
from reporting.comparison.query import (
    MOST_PLANS,
    ComparisonQuery,
    comparison_query,
    query_of_file,
)
from reporting.comparison.sentences import sentences_of
from reporting.comparison.sides import Side
from reporting.files.downloads import Download
from reporting.numbers import MeasureList
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.days import time_since
from ruspolitikk.wording import plural


@require_safe
def comparison_page(request: AuthenticatedRequest) -> HttpResponse:
    query = comparison_query(request)
    for problem in query.problems:
        messages.error(request, problem)
    return render(
        request,
        "reporting/comparison/comparison.html",
        {
            "query": query,
            "day": query.day,
            "groups": [(by.label, group) for by, group in query.choices.items() if group],
            "chips": [_chip(query, plan) for plan in query.chosen],
            "columns": [_column(query, side) for side in query.compared.sides],
            "plans_in_words": _plans_in_words(query.chosen),
            "compared_plans": _compared(query.chosen),
            "suggestions": _suggestions(query, request.user) if len(query.chosen) < 2 else (),
        },
    )


def _plans_in_words(plans: Sequence[Plan]) -> str:
    """«to planer»."""
    return f"{('', 'én', 'to', 'tre', 'fire')[len(plans)]} {plural(len(plans), 'plan', 'planer')}"


def _compared(plans: Sequence[Plan]) -> str:
    """For the head of a print."""
    return f"Sammenligning av {', '.join(plan.short_name for plan in plans)}" if plans else ""


def _chip(query: ComparisonQuery, plan: Plan) -> Chip:
    return Chip(plan.short_name, query.url_of([one for one in query.chosen if one != plan]))


@dataclass(frozen=True, slots=True)
class Column:
    """A side, what is said of it, and the list of all its measures."""

    side: Side
    sentences: str
    list_url: str
    on: date

    @property
    def on_paper(self) -> "list[PaperRow]":
        return [PaperRow.of(measure, self.on) for measure in self.side.measures]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A measure on paper, where a deadline stands if it is a day; `late`: «5 år 10 md.»."""

    measure: Measure
    due_on: date | None
    late: str

    @classmethod
    def of(cls, measure: Measure, on: date) -> "PaperRow":
        deadline = measure.deadline
        due_on = deadline.due_on if deadline and deadline.kind == DeadlineKind.DATE else None
        is_late = due_on is not None and measure.is_overdue(on)
        return cls(measure, due_on, time_since(due_on, on) if due_on and is_late else "")


def _column(query: ComparisonQuery, side: Side) -> Column:
    filters = {} if side.has_no_strategies else query.question.list_filter
    plan = side.plan
    measures = MeasureList.of(query.day, bydel=plan.organisation.slug, plan=plan.slug, **filters)
    sentences = " ".join(sentences_of(side, query.compared))
    return Column(side, sentences, measures.url, query.day.on)


def _suggestions(query: ComparisonQuery, user: User) -> Iterator[Chip]:
    """Ways on where too few plans are chosen: those that count, the own first, and two periods."""
    own = {bydel.pk for bydel in user.edits_bydeler}
    counting = [plan for plan in query.plans if plan.pk in query.in_force]
    counting.sort(key=lambda plan: plan.organisation_id not in own)
    first = counting[:MOST_PLANS]
    if len(first) > 1:
        names = ", ".join(plan.organisation.name for plan in first)
        yield Chip(f"Planene som gjelder: {names}", query.url_of(first))
    by_bydel: dict[int, list[Plan]] = {}
    for plan in query.plans:
        by_bydel.setdefault(plan.organisation_id, []).append(plan)
    for plans in by_bydel.values():
        if len(plans) > 1:
            new, old, *_older = plans
            label = f"To perioder i {new.organisation.name}: {old.period} og {new.period}"
            yield Chip(label, query.url_of([old, new]))


def download(request: AuthenticatedRequest) -> Download:
    return comparison_download(query_of_file(request))
