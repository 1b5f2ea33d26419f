"""The table for bydelsutvalget: a plan as of a day, laid out as the plan's own table.

The figures above it are counted as everywhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from measures.chapters import chapters
from measures.models import Item, Measure
from measures.round_rate import rate_facts
from measures.rounds import RoundPeriod
from measures.since_then import SinceThen, since_then
from measures.vocabulary import NOT_REPORTED, label_for
from plans.models import Plan
from reporting.council.cells import Cell, cells_of, kind_of
from reporting.council.changes import Change, changes_between
from reporting.counting import ORDER, Tally, count_by_plan
from reporting.kinds_of_change import silence
from reporting.models.round import Round
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day

USUAL = ("Nr", "Tiltak", "Ansvarlig", "Frist", "Status")
"""For a plan that does not say which columns its own table has."""


@dataclass(frozen=True, slots=True)
class Part:
    """The measures of a strategy, or of a topic under it, each a row of cells."""

    strategy: str
    topic: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class CouncilTable:
    plan: Plan
    on: date
    since: date | None
    figures: Sequence[tuple[str, str]]
    changes: Sequence[Change]
    silent: int
    """How many nobody has reported on since then."""
    headings: Sequence[str]
    kinds: Sequence[str]
    """The heading that each is a spelling of: what the column holds, and how wide it is."""
    parts: Sequence[Part]
    since_then: SinceThen

    @property
    def total(self) -> int:
        return sum(len(part.rows) for part in self.parts)

    @property
    def beside_changes(self) -> list[str]:
        """That nothing is changed, where that is known, and of how many it is not."""
        if self.since is None:
            return []
        if not self.silent:
            return [] if self.changes else ["Ingenting er endret."]
        if self.silent < self.total:
            known = [] if self.changes else ["Ingenting er endret i tiltakene som er rapportert."]
            return [
                *known,
                f"{self.silent} av {self.total} tiltak er {silence(self.since)}.",
            ]
        unknown = [] if self.changes else ["Vi vet ikke om noe er endret."]
        return [f"Ingen tiltak er rapportert siden {self.since:%d.%m.%Y}.", *unknown]


def council_table(plan: Plan, day: Day, reader: User, *, since: date | None = None) -> CouncilTable:
    """The plan on a day; with the changes from the end of `since` to it, where that is asked."""
    measures = _read(plan, day)
    headings = _headings(plan, measures)
    kinds = [kind_of(heading) for heading in headings]
    strategies = list(plan.strategies.select_related("means"))
    last_round = Round.objects.last_before(day.on)
    tallies = count_by_plan(
        Measure.objects.filter(plan=plan).counted_as_of(day), day.on, last_round
    )
    return CouncilTable(
        plan=plan,
        on=day.on,
        since=since,
        figures=list(_figures(tallies.get(plan.pk, Tally()), last_round)),
        changes=changes_between(_read(plan, Day(since, day.today)), measures) if since else [],
        silent=sum(not _is_reported_since(measure, since) for measure in measures) if since else 0,
        headings=headings,
        kinds=kinds,
        parts=[
            Part(
                str(chapter.strategy or ""),
                topic.name,
                [cells_of(measure, kinds, day.on) for measure in topic.measures],
            )
            for chapter in chapters(measures, strategies)
            for topic in chapter.topics
        ],
        since_then=since_then(day, reader, Measure.objects.filter(plan=plan), [plan]),
    )


def _is_reported_since(measure: Measure, since: date) -> bool:
    return measure.status is not None and measure.status.applies_on > since


def _read(plan: Plan, day: Day) -> list[Measure]:
    return list(
        Measure.objects.filter(plan=plan)
        .as_of(day)
        .select_related("plan__organisation", "strategy")
        .prefetch_related(
            Prefetch("items", queryset=Item.ever.prefetch_related("changes")),
            "deadlines__withdrawal",
        )
        .order_by("position", "n")
    )


def _headings(plan: Plan, measures: Iterable[Measure]) -> list[str]:
    """The plan's own; with Status where it prints none and something has been reported."""
    headings = [str(heading) for heading in plan.columns] or list(USUAL)
    known = {kind_of(heading) for heading in headings}
    if "Status" not in known and any(measure.status for measure in measures):
        headings.append("Status")
    return headings


def _figures(tally: Tally, last_round: RoundPeriod | None) -> Iterable[tuple[str, str]]:
    """Nothing to count is «–», never 0."""
    yield "Tiltak", str(tally.total)
    yield from rate_facts(tally.in_round, last_round)
    for code in ORDER:
        if tally.by_code.get(code) and code != NOT_REPORTED:
            yield label_for(code), str(tally.by_code[code])
    overdue = f"{tally.overdue} av {tally.dated}" if tally.dated else "–"
    yield "Over frist, av tiltak med en dato", overdue
    high_risk = f"{tally.high_risk} av {tally.assessed}" if tally.assessed else "–"
    yield "Høy risiko, av tiltak med vurdert risiko", high_risk
