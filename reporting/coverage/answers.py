"""How the bydeler answer the city's measures: five queries for any number of rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from django.db.models import F
from django.urls import reverse

from measures.chapters import chapters
from measures.columns import city_label
from measures.models import Measure, NoLocalMeasure
from measures.models.queries import MeasureQuerySet
from measures.vocabulary import (
    DISPLAY_ORDER,
    FURTHEST_FIRST,
    NOT_REPORTED,
    UNMAPPED,
    StatusCode,
    label_for,
    shown_code,
)
from plans.models import Plan, Strategy, in_force_among
from reporting.counting import counted_in
from reporting.numbers import MeasureList
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.days import Day


@dataclass(frozen=True, slots=True)
class Cell:
    """How a plan answers one of the city's measures.

    `code` is of the answering measure that is furthest along, empty where none answers; `dropped`
    are those that are Utgått, and answer nothing; `reason` is why there is no local measure, where
    the bydel has given one. `url` leads to what is behind, and is empty where there is nothing.
    """

    plan: Plan | None
    measures: int = 0
    code: str = ""
    dropped: int = 0
    reason: str = ""
    url: str = ""

    @property
    def is_answered(self) -> bool:
        return bool(self.measures)

    @property
    def is_gap(self) -> bool:
        """There is a plan, and it answers nothing to this, or no longer."""
        return self.plan is not None and not self.measures and not self.reason

    @property
    def is_dropped(self) -> bool:
        """What answered it is dropped, and nothing is said instead."""
        return self.is_gap and self.dropped > 0

    @property
    def sign(self) -> str:
        """What it is drawn with: a status code, or that there is no local measure; a gap, and a
        bydel without a plan, have none."""
        if self.is_answered:
            return self.code
        if self.reason:
            return "no_local_measure"
        return StatusCode.CANCELLED if self.is_dropped else ""

    @property
    def in_words(self) -> str:
        """For who cannot see the sign, and for the files: «Under arbeid, 2 tiltak»."""
        if self.plan is None:
            return "Ingen plan"
        if self.is_answered:
            return f"{label_for(self.code)}, {self.measures} tiltak"
        if self.reason:
            return f"Ingen lokalt tiltak: {self.reason}"
        if self.dropped:
            return f"Utgått, {self.dropped} tiltak: ikke besvart"
        return "Ikke besvart"


@dataclass(frozen=True, slots=True)
class Line:
    """One of the city's measures, with a cell for each bydel by number."""

    measure: Measure
    url: str
    cells: Sequence[Cell]

    @property
    def label(self) -> str:
        return city_label(self.measure)

    @property
    def answered(self) -> int:
        return sum(cell.is_answered for cell in self.cells)

    @property
    def left_open_by(self) -> list[str]:
        """The bydeler whose plan says nothing of it."""
        return [cell.plan.organisation.name for cell in self.cells if cell.plan and cell.is_gap]

    @property
    def refused_by(self) -> list[str]:
        """The bydeler that have said why they have no local measure."""
        return [cell.plan.organisation.name for cell in self.cells if cell.plan and cell.reason]


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of a strategy and a topic, as the city's plan has them; None: no strategy."""

    strategy: Strategy | None
    topic: str
    lines: Sequence[Line]

    @property
    def place(self) -> str:
        """«Strategi 3, Helse»: where in the city's plan, in few words."""
        number = self.strategy.number if self.strategy else "–"
        strategy = f"Strategi {number}"
        return f"{strategy}, {self.topic}" if self.topic else strategy

    @property
    def heading(self) -> str:
        strategy = f"Strategi {self.strategy}" if self.strategy else "Uten strategi"
        return f"{strategy} · {self.topic}" if self.topic else strategy


@dataclass(frozen=True, slots=True)
class Answer:
    """How one bydel answers one of the city's measures."""

    line: Line
    cell: Cell


@dataclass(frozen=True, slots=True)
class GroupOfAnswers:
    """How one bydel answers the lines of a group."""

    group: Group
    answers: Sequence[Answer]

    @classmethod
    def of(cls, group: Group, place: int) -> Self:
        """Of the bydel whose cell stands in this place in each line."""
        return cls(group, [Answer(line, line.cells[place]) for line in group.lines])

    @property
    def gaps(self) -> list[Line]:
        return [answer.line for answer in self.answers if answer.cell.is_gap]


@dataclass(frozen=True, slots=True)
class Column:
    """A bydel and the plan that is counted, with how it answers each line in turn."""

    bydel: Organisation
    plan: Plan | None
    state_label: str
    groups: Sequence[GroupOfAnswers]

    @property
    def answers(self) -> list[Answer]:
        return [answer for group in self.groups for answer in group.answers]

    @property
    def answered(self) -> int:
        return sum(answer.cell.is_answered for answer in self.answers)

    @property
    def gaps(self) -> list[Line]:
        return [line for group in self.groups for line in group.gaps]

    @property
    def refusals(self) -> list[Answer]:
        """Those that it has said why it has no local measure for."""
        return [answer for answer in self.answers if answer.cell.reason]


@dataclass(frozen=True)
class Coverage:
    on: date
    groups: Sequence[Group]
    columns: Sequence[Column]

    @cached_property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]

    @cached_property
    def with_plan(self) -> list[Column]:
        return [column for column in self.columns if column.plan]

    @cached_property
    def nobody_answers(self) -> list[Line]:
        """The city measures that no bydel with a plan answers; none where there is no plan."""
        return [line for line in self.lines if not line.answered] if self.with_plan else []

    def column_of(self, slug: str) -> Column | None:
        return next((column for column in self.columns if column.bydel.slug == slug), None)

    @property
    def codes(self) -> list[str]:
        """Every status, and words that nobody has mapped where there are any."""
        used = {cell.code for line in self.lines for cell in line.cells}
        return [*DISPLAY_ORDER, NOT_REPORTED, *([UNMAPPED] if UNMAPPED in used else [])]


def coverage(
    measures: MeasureQuerySet,
    plans: Sequence[Plan],
    day: Day,
    instead: Iterable[Plan] = (),
) -> Coverage:
    """All bydeler by number, each in the one of its plans that counts, or in the one that is asked
    for `instead`. `measures` have their state on the day.

    Which measures answer, and what is said to have no answer, is part of a plan and not of a day:
    an earlier day shows today's answers, each with the status that it had then.
    """
    in_force = in_force_among(plans, day.on)
    by_bydel = counted_in(plans, in_force, instead)
    bydeler = list(Organisation.objects.bydeler())
    counted = [_Counted.of(by_bydel.get(bydel.pk), day) for bydel in bydeler]
    citys = list(
        Measure.objects.filter(plan__in=Plan.objects.adopted().framework())
        .in_plan_on(day.on)
        .select_related("strategy", "plan")
        .order_by("plan", "position", "n")
    )
    cells = _Cells(
        _answers(measures, by_bydel.values(), citys),
        _reasons(by_bydel.values(), citys),
    )
    groups = [
        Group(chapter.strategy, topic.name, [cells.line(city, counted) for city in topic.measures])
        for chapter in chapters(citys, _strategies(citys))
        for topic in chapter.topics
    ]
    columns = []
    for place, bydel in enumerate(bydeler):
        plan = by_bydel.get(bydel.pk)
        state_label = plan.state_label(day.on, counts=plan.pk in in_force) if plan else ""
        answers = [GroupOfAnswers.of(group, place) for group in groups]
        columns.append(Column(bydel, plan, state_label, answers))
    return Coverage(day.on, groups, columns)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A plan that is counted, and where its answers are read: the list of its measures, and the
    plan's own page, which has what it says instead."""

    plan: Plan
    measures: MeasureList
    page: str

    @classmethod
    def of(cls, plan: Plan | None, day: Day) -> Self | None:
        if plan is None:
            return None
        measures = MeasureList.of(day, bydel=plan.organisation.slug, plan=plan.slug)
        return cls(plan, measures, reverse("measures:city-answers", args=[plan.slug]))


@dataclass(frozen=True, slots=True)
class _Cells:
    """What the cells are made of.

    `answers` and `reasons` are by plan and city measure: how many measures answer with each code,
    and why there is no local measure.
    """

    answers: Mapping[tuple[int, int], Mapping[str, int]]
    reasons: Mapping[tuple[int, int], str]

    def line(self, city: Measure, counted: Iterable[_Counted | None]) -> Line:
        cells = [self.cell(one, city) if one else Cell(None) for one in counted]
        return Line(city, city.get_absolute_url(), cells)

    def cell(self, counted: _Counted, city: Measure) -> Cell:
        plan, key = counted.plan, (counted.plan.pk, city.pk)
        by_code = dict(self.answers.get(key, {}))
        dropped = by_code.pop(StatusCode.CANCELLED, 0)
        if by_code:
            furthest = min(by_code, key=FURTHEST_FIRST.index)
            url = counted.measures.narrowed(svarer=str(city.pk))
            return Cell(plan, sum(by_code.values()), furthest, dropped, url=url)
        # What a plan says instead, and what it has dropped, stands in the plan.
        in_plan = f"{counted.page}#by-{city.pk}"
        if reason := self.reasons.get(key):
            return Cell(plan, dropped=dropped, reason=reason, url=in_plan)
        return Cell(plan, dropped=dropped, url=in_plan if dropped else "")


def _answers(
    measures: MeasureQuerySet, plans: Iterable[Plan], citys: Iterable[Measure]
) -> Mapping[tuple[int, int], Mapping[str, int]]:
    """(plan, city measure) → status code → how many measures answer with it."""
    rows = (
        measures.filter(plan__in=plans)
        .order_by()
        .annotate(answered=F("answers"))
        .filter(answered__in=[city.pk for city in citys])
        .values_list("plan_id", "answered", "state_code", "state_reported_on")
    )
    counts: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for plan, answered, code, reported_on in rows:
        counts[plan, answered][shown_code(code, is_reported=reported_on is not None)] += 1
    return counts


def _reasons(plans: Iterable[Plan], citys: Iterable[Measure]) -> Mapping[tuple[int, int], str]:
    """(plan, city measure) → why there is no local measure, where that is not withdrawn."""
    refusals = NoLocalMeasure.objects.in_effect().filter(plan__in=plans, city_measure__in=citys)
    rows = refusals.values_list("plan_id", "city_measure_id", "reason")
    return {(plan, city): reason for plan, city, reason in rows}


def _strategies(citys: Iterable[Measure]) -> list[Strategy]:
    strategies = dict.fromkeys(city.strategy for city in citys if city.strategy)
    return sorted(strategies, key=lambda strategy: (strategy.plan_id, strategy.number))
