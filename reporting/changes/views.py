"""«Endringer»: what moved between two days, for the city and for each bydel, with the measures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import batched, chain

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.models import Measure
from measures.vocabulary import label_for
from plans.models import Plan
from reporting.changes.status_changes import (
    Direction,
    Move,
    counted_by_plan,
    moves_between,
    with_measures,
)
from reporting.counting import counted_plans
from reporting.files.downloads import Download
from reporting.files.sheets import CellKind, Column
from reporting.models.round import Round
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day, DayForm, SinceForm

YEAR_END = (12, 31)
SHOWN = 50
"""Of each direction on the page; the files have them all."""
AT_A_TIME = 500
DIRECTIONS = (
    (Direction.FORWARD, "Framover"),
    (Direction.BACK, "Bakover"),
    (Direction.ENDED, "Utgått"),
    (Direction.FIRST, "Rapportert for første gang"),
    (Direction.OTHER, "Annen endring"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """The measures that moved one way: how many, and the first, with their words then and now."""

    heading: str
    n: int
    shown: Sequence[tuple[Measure, str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """The two days that an address asks for, and what moved; a sentence for what is not a day."""

    since: date
    day: Day
    since_form: SinceForm
    day_form: DayForm
    plans: Sequence[Plan]
    moves: Sequence[Move]
    problems: list[str]

    @property
    def by_plan(self) -> list[tuple[Plan, dict[Direction, int]]]:
        return counted_by_plan(self.moves, self.plans)


def _asked(request: AuthenticatedRequest) -> Asked:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    on = day.on
    query = request.GET.copy()
    query["siden"] = query.get("siden") or f"{_last_cut_off(on):%d.%m.%Y}"
    since_form = SinceForm(query)
    problems = [*day_form.problems, *since_form.problems]
    since = since_form.day or _last_cut_off(on)
    if since > on:
        problems.append("Velg en dag som er før den du sammenligner med.")
        since = on
    plans = sorted(counted_plans(request.user, on), key=lambda plan: plan.organisation.number or 0)
    visible = Measure.objects.visible_to(request.user)
    moves = moves_between(
        visible.as_of(Day(since, day.today)),
        visible.as_of(day).in_order(),
        plans,
    )
    return Asked(since, day, since_form, day_form, plans, moves, problems)


def _last_cut_off(on: date) -> date:
    """The city's last round before the day; the end of the year before where none is kept."""
    last = Round.objects.last_before(on)
    return last.cut_off if last else date(max(on.year - 1, 1), *YEAR_END)


@require_safe
def changes_page(request: AuthenticatedRequest) -> HttpResponse:
    asked = _asked(request)
    for problem in asked.problems:
        messages.error(request, problem)
    return render(
        request,
        "reporting/changes/changes.html",
        {
            "on": asked.day.on,
            "since": asked.since,
            "day_form": asked.day_form,
            "since_form": asked.since_form,
            "moves": asked.moves,
            "groups": _groups(asked.moves),
            "plans": [(plan, _named(counts)) for plan, counts in asked.by_plan],
            "past_query": asked.day.query,
        },
    )


def _groups(moves: Sequence[Move]) -> list[Group]:
    """By direction, with the first few measures of each: one query."""
    by_direction = [
        (heading, [move for move in moves if move.direction == direction])
        for direction, heading in DIRECTIONS
    ]
    shown = dict(with_measures([m for _heading, all_of in by_direction for m in all_of[:SHOWN]]))
    return [
        Group(
            str(heading),
            len(all_of),
            [
                (shown[move], label_for(move.before), label_for(move.after))
                for move in all_of[:SHOWN]
            ],
        )
        for heading, all_of in by_direction
    ]


def _named(counts: Mapping[Direction, int]) -> list[tuple[str, int]]:
    return [(str(heading), counts[direction]) for direction, heading in DIRECTIONS]


# --- Files ----------------------------------------------------------------------------------


def download(request: AuthenticatedRequest) -> Download:
    """What moved, a row for each measure; days that cannot be read are a 404."""
    asked = _asked(request)
    if asked.problems:
        raise Http404("Dagene i adressen kan ikke leses.")
    return Download(
        name=f"endringer-{asked.since:%Y-%m-%d}-{asked.day.on:%Y-%m-%d}",
        title=f"Endringer fra {asked.since:%d.%m.%Y} til {asked.day.on:%d.%m.%Y}",
        sheet="Endringer",
        facts=[
            ("For", "Hele byen"),
            ("Fra", asked.since),
            ("Til", asked.day.on),
            ("Tiltak med en annen status", len(asked.moves)),
            *((plan.short_name, _told(counts)) for plan, counts in asked.by_plan),
        ],
        columns=[
            Column("Bydel", 20),
            Column("Plan", 14),
            Column("Nr.", 8),
            Column("Tiltak", 60),
            Column("Retning", 24),
            Column("Status før", 20),
            Column("Status etter", 20),
            Column("Sist meldt", 12, CellKind.DATE),
        ],
        rows=_rows(asked.moves),
        empty_text="Ingenting har flyttet seg",
    )


def _told(counts: Mapping[Direction, int]) -> str:
    """«3 framover, 1 bakover»."""
    said = [f"{n} {heading.lower()}" for heading, n in _named(counts) if n]
    return ", ".join(said) or "Ingen endring"


def _rows(moves: Sequence[Move]) -> Iterator[list[object]]:
    headings = {direction: str(heading) for direction, heading in DIRECTIONS}
    batches = (with_measures(batch) for batch in batched(moves, AT_A_TIME, strict=False))
    for move, measure in chain.from_iterable(batches):
        plan = move.plan
        yield [
            f"{plan.organisation.number} {plan.organisation.name}",
            plan.period,
            measure.number,
            measure.name,
            headings[move.direction],
            label_for(move.before),
            label_for(move.after),
            move.reported_on,
        ]
