"""«Dekning»: how the bydeler answer each of the city's measures, as a page and as files."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from measures.models import Measure
from measures.vocabulary import DISPLAY_ORDER, NOT_REPORTED, UNMAPPED, label_for
from plans.models import Plan
from reporting.counting import plans_asked_for
from reporting.coverage.answers import Cell, Column, Coverage, Line, coverage
from reporting.coverage.files import coverage_file
from reporting.coverage.marks import drawn
from reporting.files.downloads import csv_response, excel_response
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day, DayForm


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for, and a sentence for each thing in it that could not be read."""

    day: Day
    plans: Sequence[Plan]
    counted: Coverage
    day_form: DayForm
    problems: list[str]


def _asked(request: AuthenticatedRequest) -> Asked:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    plans = list(Plan.objects.visible_to(request.user).local().in_order())
    instead, problems = plans_asked_for(request.GET.getlist("plan"), plans)
    measures = Measure.objects.as_of(day)
    counted = coverage(measures, plans, day.on, instead)
    return Asked(day, plans, counted, day_form, [*problems, *day_form.problems])


@require_safe
def coverage_page(request: AuthenticatedRequest) -> HttpResponse:
    asked = _asked(request)
    counted, links = asked.counted, Links(asked.day)
    slug = request.GET.get("bydel", "")
    chosen = next((column for column in counted.columns if column.bydel.slug == slug), None)
    unknown = [f"Bydelen «{slug}» finnes ikke."] if slug and chosen is None else []
    for problem in (*asked.problems, *unknown):
        messages.error(request, problem)
    alone = chosen or _first_to_show(counted, request.user)
    context = {
        "counted": counted,
        "total": len(counted.lines),
        "groups": [] if chosen else [(group, links.lines(group.lines)) for group in counted.groups],
        "columns": [
            (column, _with(request, bydel=column.bydel.slug)) for column in counted.columns
        ],
        "codes": [(code, label_for(code)) for code in _codes(counted)],
        "chosen": chosen,
        "alone": alone,
        "alone_groups": _one_bydel(counted, alone, links) if alone else [],
        "whole_city": _with(request, bydel=""),
        "nobody_answers": [
            (line, counted.who_said_none(line), counted.who_left_open(line))
            for line in counted.nobody_answers
        ],
        "left_open": [(column, counted.gaps_of(column)) for column in counted.with_plan],
        "first_day": min(
            (plan.starts_on for plan in asked.plans if plan.starts_on and not plan.is_draft),
            default=None,
        ),
        "plans": asked.plans,
        "asked_plans": request.GET.getlist("plan"),
        "kept": [(name, value) for name, value in _in_force(request) if name != "bydel"],
        "day_form": asked.day_form,
        "on": asked.day.on,
        "is_past": asked.day.is_past,
        "day_said": asked.day.sentence,
    }
    return render(request, "reporting/coverage/coverage.html", context)


@require_safe
def coverage_xlsx(request: AuthenticatedRequest) -> FileResponse:
    return excel_response(coverage_file(_to_file(request)), made_by=request.user.acting_as)


@require_safe
def coverage_csv(request: AuthenticatedRequest) -> HttpResponse:
    return csv_response(coverage_file(_to_file(request)))


def _to_file(request: AuthenticatedRequest) -> Coverage:
    """What could not be read in an address is a 404, never another day or plan."""
    asked = _asked(request)
    if asked.problems:
        raise Http404("Filteret i adressen kan ikke leses.")
    return asked.counted


class Links:
    """The address of the list behind each cell: the measures that answer, as of the day."""

    def __init__(self, day: Day) -> None:
        self.list_url = reverse("measures:list")
        self.day = day.query.replace("?", "&")

    def lines(self, lines: Sequence[Line]) -> list[tuple[Line, SafeString]]:
        """Each line with its cells as they are drawn."""
        return [
            (line, drawn([(cell, self.of(line, cell)) for cell in line.cells])) for line in lines
        ]

    def of(self, line: Line, cell: Cell) -> str:
        """Empty where there is nothing behind; what a plan says instead stands in the plan."""
        if cell.plan is None or cell.is_gap:
            return ""
        if cell.reason:
            answers = reverse("measures:city-answers", args=[cell.plan.slug])
            return f"{answers}#by-{line.measure.pk}"
        where = f"bydel={cell.plan.organisation.slug}&plan={cell.plan.slug}"
        return f"{self.list_url}?{where}&svarer={line.measure.pk}{self.day}"


type Reply = tuple[Line, Cell, str]


def _one_bydel(counted: Coverage, column: Column, links: Links) -> list[tuple[str, list[Reply]]]:
    """The same groups with one bydel's answers, each with the address of what is behind."""
    place = counted.columns.index(column)
    return [
        (
            group.heading,
            [(line, line.cells[place], links.of(line, line.cells[place])) for line in group.lines],
        )
        for group in counted.groups
    ]


def _first_to_show(counted: Coverage, user: User) -> Column | None:
    """The one that a phone shows until another is chosen: one's own, else the first with a plan."""
    own = [column for column in counted.with_plan if column.bydel in user.edits_bydeler]
    return next(iter([*own, *counted.with_plan]), None)


def _codes(counted: Coverage) -> list[str]:
    """The legend: every status, and words that nobody has mapped where there are any."""
    used = {cell.code for line in counted.lines for cell in line.cells}
    return [*DISPLAY_ORDER, NOT_REPORTED, *([UNMAPPED] if UNMAPPED in used else [])]


def _in_force(request: AuthenticatedRequest) -> list[tuple[str, str]]:
    """What the address asks for, as it was written."""
    names = ("per", "plan", "bydel")
    return [(name, value) for name in names for value in request.GET.getlist(name) if value]


def _with(request: AuthenticatedRequest, *, bydel: str) -> str:
    """The same address for one bydel, or for the whole city."""
    kept = [pair for pair in _in_force(request) if pair[0] != "bydel"]
    query = urlencode([*kept, *([("bydel", bydel)] if bydel else [])])
    return f"{reverse('reporting:coverage')}{f'?{query}' if query else ''}"
