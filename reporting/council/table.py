"""The table for bydelsutvalget: a plan as of a day, laid out as the plan's own table.

Words, not codes: what is handed to politicians says what the bydel wrote. The figures above it
are counted as everywhere else.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from measures.chapters import chapters
from measures.models import Item, Measure
from measures.models.deadline import moved_from
from measures.models.item import items_on
from measures.vocabulary import NOT_REPORTED, label_for
from plans.models import Plan
from plans.table_columns import HEADINGS
from reporting.counting import ORDER, Tally, count_by_plan
from ruspolitikk.days import Day

USUAL = ("Nr", "Tiltak", "Ansvarlig", "Frist", "Status")
"""For a plan that does not say which columns its own table has."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a cell; a bullet where it is one of a list."""

    text: str
    is_bullet: bool = False

    def __str__(self) -> str:
        return f"• {self.text}" if self.is_bullet else self.text


Cell = Sequence[Line]


@dataclass(frozen=True, slots=True)
class Part:
    """The measures of a strategy, or of a topic under it, each a row of cells."""

    strategy: str
    topic: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a measure between two days, in sentences."""

    number: str
    name: str
    sentences: Sequence[str]

    @property
    def in_words(self) -> str:
        """«3 Natteravner: status fra «Påbegynt» til «Ferdig».»"""
        return f"{self.number} {self.name}: {', '.join(self.sentences)}."


@dataclass(frozen=True, slots=True)
class CouncilTable:
    plan: Plan
    on: date
    since: date | None
    figures: Sequence[tuple[str, str]]
    changes: Sequence[Change]
    headings: Sequence[str]
    kinds: Sequence[str]
    """The heading that each is a spelling of: what the column holds, and how wide it is."""
    parts: Sequence[Part]


def council_table(plan: Plan, day: Day, *, since: date | None = None) -> CouncilTable:
    """The plan on a day; with the changes from the end of `since` to it, where that is asked."""
    measures = _read(plan, day)
    headings = _headings(plan, measures)
    kinds = [kind_of(heading) for heading in headings]
    strategies = list(plan.strategies.select_related("means"))
    tally = count_by_plan(Measure.objects.filter(plan=plan).as_of(day), day.on).get(
        plan.pk, Tally()
    )
    return CouncilTable(
        plan=plan,
        on=day.on,
        since=since,
        figures=list(_figures(tally)),
        changes=_changes(_read(plan, Day(since, day.today)), measures) if since else [],
        headings=headings,
        kinds=kinds,
        parts=[
            Part(
                str(chapter.strategy or ""),
                topic.name,
                [_cells(measure, kinds, day.on) for measure in topic.measures],
            )
            for chapter in chapters(measures, strategies)
            for topic in chapter.topics
        ],
    )


def kind_of(heading: str) -> str:
    """What a printed heading is a spelling of: «MÅL» is «Mål»; itself where it is none known."""
    written = heading.casefold()
    return next((kind for kind, spellings in HEADINGS if written in spellings), heading)


def _read(plan: Plan, day: Day) -> list[Measure]:
    return list(
        Measure.objects.filter(plan=plan)
        .as_of(day)
        .select_related("plan__organisation", "strategy")
        .prefetch_related(
            Prefetch("items", queryset=Item.ever.prefetch_related("changes")),
            "deadlines__correction",
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


def _figures(tally: Tally) -> Iterable[tuple[str, str]]:
    """Nothing to count is «–», never 0."""
    of = "%(n)d av %(total)d"
    yield "Tiltak", str(tally.total)
    reported = of % {"n": tally.reported, "total": tally.total}
    percent = tally.reported_percent
    yield "Rapportert", reported + ("" if percent is None else f" ({percent} %)")
    for code in ORDER:
        if tally.by_code.get(code) and code != NOT_REPORTED:
            yield label_for(code), str(tally.by_code[code])
    late = of % {"n": tally.overdue, "total": tally.dated} if tally.dated else "–"
    yield "Over frist, av tiltak med en dato", late
    risky = of % {"n": tally.high_risk, "total": tally.assessed} if tally.assessed else "–"
    yield "Høy risiko, av tiltak med vurdert risiko", risky


# --- The cells of a row ---------------------------------------------------------------------------


def _cells(measure: Measure, kinds: Sequence[str], on: date) -> list[Cell]:
    return [CELLS[kind](measure, kinds, on) if kind in CELLS else [] for kind in kinds]


def _lines(text: str) -> list[Line]:
    return [Line(line) for line in text.split("\n") if line.strip()]


def _promise(measure: Measure, kinds: Sequence[str], on: date) -> Cell:
    """The title and the text; the text alone stands under «Beskrivelse» where the plan has that.

    A code that has no column of its own stands before them, as the plans print it.
    """
    if "Beskrivelse av tiltaket" in kinds:
        lines = _lines(measure.title or measure.name)
    else:
        own_title = [] if measure.title in ("", measure.text) else _lines(measure.title)
        lines = [*own_title, *_text(measure, kinds, on)]
    if not measure.code or "Nr" in kinds or not lines:
        return lines
    if lines[0].is_bullet:
        return [Line(measure.code), *lines]
    return [Line(f"{measure.code} {lines[0].text}"), *lines[1:]]


def _text(measure: Measure, kinds: Sequence[str], on: date) -> Cell:
    """The bullets as they were then, and the rest of the text, which is today's."""
    ever = measure.items.all()
    items = items_on(ever, on)
    own = [item for item in ever if item.withdrawn_on is None] if items else []
    done = "%(text)s (gjort %(day)s)"
    bullets = [
        Line(
            done % {"text": item.text, "day": f"{item.done_on:%d.%m.%Y}"}
            if item.done_on
            else item.text,
            is_bullet=True,
        )
        for item in items
    ]
    return [*bullets, *_lines(measure.text_beside_items(own))]


def _deadline(measure: Measure, kinds: Sequence[str], on: date) -> Cell:
    """The words; under a deadline that moved, the one before it."""
    if measure.deadline is None:
        return []
    known = [deadline for deadline in measure.deadlines.all() if deadline.applies_on <= on]
    before = moved_from(known, measure.deadline)
    earlier = [Line(f"Tidligere: {before.words}")] if before and before.words else []
    return [*_lines(measure.deadline.words), *earlier]


def _status(measure: Measure, kinds: Sequence[str], on: date) -> Cell:
    """The bydel's own words; the remark with them where the plan has no column for it."""
    if measure.status is None:
        return [Line(label_for(NOT_REPORTED))]
    remark = [] if "Merknader" in kinds else _lines(measure.status.remark)
    return [*_lines(measure.status.words), *remark]


CELLS: dict[str, Callable[[Measure, Sequence[str], date], Cell]] = {
    "Nr": lambda measure, kinds, on: [Line(measure.number)],
    "Mål": lambda measure, kinds, on: _lines(measure.goal_text),
    "Innsatsområde": lambda measure, kinds, on: _lines(measure.topic),
    "Tiltak": _promise,
    "Beskrivelse av tiltaket": _text,
    "Ansvarlig": lambda measure, kinds, on: _lines(measure.responsible_text),
    "Frist": _deadline,
    "Status": _status,
    "Risiko": lambda measure, kinds, on: _lines(measure.risk.words if measure.risk else ""),
    "Merknader": lambda measure, kinds, on: _lines(measure.status.remark if measure.status else ""),
}


# --- What changed ---------------------------------------------------------------------------------


def _changes(before: Iterable[Measure], after: Iterable[Measure]) -> list[Change]:
    """In the plan's order; a confirmation that nothing changed is none."""
    earlier = {measure.pk: measure for measure in before}
    told = (
        Change(measure.number, measure.name, sentences)
        for measure in after
        if (sentences := _what_changed(earlier[measure.pk], measure))
    )
    return list(told)


def _what_changed(before: Measure, after: Measure) -> list[str]:
    """Nobody had said anything before: what was said first is a change too."""
    none = "ikke rapportert"
    pairs = (
        (
            "status fra «%(old)s» til «%(new)s»",
            before.status.words if before.status else none,
            after.status.words if after.status else none,
        ),
        (
            "risiko fra «%(old)s» til «%(new)s»",
            (before.risk.words if before.risk else "") or "ikke vurdert",
            (after.risk.words if after.risk else "") or "ikke vurdert",
        ),
        (
            "frist fra «%(old)s» til «%(new)s»",
            (before.deadline.words if before.deadline else "") or "ingen",
            (after.deadline.words if after.deadline else "") or "ingen",
        ),
    )
    return [sentence % {"old": old, "new": new} for sentence, old, new in pairs if old != new]
