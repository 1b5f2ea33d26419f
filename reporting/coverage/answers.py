"""How the bydeler answer the city's measures: five queries for any number of rows."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F

from measures.chapters import chapters
from measures.columns import city_label
from measures.models import Measure, NoLocalMeasure
from measures.models.queries import MeasureQuerySet
from measures.vocabulary import DISPLAY_ORDER, NOT_REPORTED, UNMAPPED, label_for, shown_code
from plans.models import Plan, Strategy, in_force_among
from reporting.counting import counted_in
from ruspolitikk.accounts.models import Organisation

FURTHEST_FIRST = (*(str(code) for code in DISPLAY_ORDER), UNMAPPED, NOT_REPORTED)
"""How far along a status is, as `STATUS_RANK` sorts a list: a cell shows its list's first row."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How a plan answers one of the city's measures.

    `code` is of the answering measure that is furthest along, empty where none answers; `reason`
    is why there is no local measure, where somebody has said so.
    """

    plan: Plan | None
    measures: int = 0
    code: str = ""
    reason: str = ""

    @property
    def is_answered(self) -> bool:
        return bool(self.measures)

    @property
    def is_gap(self) -> bool:
        """There is a plan, and it says nothing of this."""
        return self.plan is not None and not self.measures and not self.reason

    @property
    def label(self) -> str:
        return label_for(self.code)

    @property
    def words(self) -> str:
        """«Under arbeid, 2 tiltak», of an answer."""
        n = f"{self.measures} tiltak"
        return f"{self.label}, {n}"

    @property
    def said(self) -> str:
        """The cell in words, for who cannot see the sign, and for the files."""
        if self.plan is None:
            return "Ingen plan"
        if self.is_answered:
            return self.words
        if self.reason:
            return f"Ingen lokalt tiltak: {self.reason}"
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
class Column:
    """A bydel and the plan that is counted, with how it answers each line in turn."""

    bydel: Organisation
    plan: Plan | None
    standing: str
    answers: Sequence[tuple[Line, Cell]]

    @property
    def answered(self) -> int:
        return sum(cell.is_answered for _line, cell in self.answers)

    @property
    def gaps(self) -> list[Line]:
        return [line for line, cell in self.answers if cell.is_gap]

    @property
    def said_none(self) -> list[tuple[Line, Cell]]:
        return [(line, cell) for line, cell in self.answers if cell.reason]


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

    def gaps_of(self, column: Column) -> list[tuple[str, list[Line]]]:
        """What a bydel has left open, by its place in the city's plan."""
        place = self.columns.index(column)
        by_group = (
            (group.place, [line for line in group.lines if line.cells[place].is_gap])
            for group in self.groups
        )
        return [(where, lines) for where, lines in by_group if lines]

    def who_left_open(self, line: Line) -> list[str]:
        pairs = zip(self.columns, line.cells, strict=True)
        return [column.bydel.name for column, cell in pairs if cell.is_gap]

    def who_said_none(self, line: Line) -> list[str]:
        pairs = zip(self.columns, line.cells, strict=True)
        return [column.bydel.name for column, cell in pairs if cell.reason]


def coverage(
    measures: MeasureQuerySet, plans: Sequence[Plan], on: date, instead: Iterable[Plan] = ()
) -> Coverage:
    """All bydeler by number, each in the one of its plans that counts, or in the one that is asked
    for `instead`. `measures` have their state on the day.

    Which measures answer, and what is said to have no answer, is part of a plan and not of a day:
    an earlier day shows today's answers, each with the status that it had then.
    """
    in_force = in_force_among(plans, on)
    by_bydel = counted_in(plans, in_force, instead)
    citys = list(
        Measure.objects.filter(plan__in=Plan.objects.adopted().framework())
        .select_related("strategy", "plan")
        .order_by("plan", "position", "n")
    )
    answers = _answers(measures, by_bydel.values(), citys)
    reasons = _reasons(by_bydel.values(), citys)
    bydeler = list(Organisation.objects.bydeler())
    chosen = [by_bydel.get(bydel.pk) for bydel in bydeler]
    groups = _groups(citys, lambda city: [_cell(p, city, answers, reasons) for p in chosen])
    lines = [line for group in groups for line in group.lines]
    columns = [
        Column(
            bydel,
            plan,
            plan.state_label(on, counts=plan.pk in in_force) if plan else "",
            [(line, line.cells[place]) for line in lines],
        )
        for place, (bydel, plan) in enumerate(zip(bydeler, chosen, strict=True))
    ]
    return Coverage(on, groups, columns)


def _groups(citys: list[Measure], cells: Callable[[Measure], list[Cell]]) -> list[Group]:
    """The city's measures under its strategies and topics, in its plan's order."""
    return [
        Group(
            chapter.strategy,
            topic.name,
            [Line(city, city.get_absolute_url(), cells(city)) for city in topic.measures],
        )
        for chapter in chapters(citys, _strategies(citys))
        for topic in chapter.topics
    ]


type Answers = Mapping[tuple[int, int], Mapping[str, int]]
type Reasons = Mapping[tuple[int, int], str]


def _cell(plan: Plan | None, city: Measure, answers: Answers, reasons: Reasons) -> Cell:
    if plan is None:
        return Cell(None)
    key = (plan.pk, city.pk)
    if by_code := answers.get(key):
        furthest = min(by_code, key=FURTHEST_FIRST.index)
        return Cell(plan, sum(by_code.values()), furthest)
    return Cell(plan, reason=reasons.get(key, ""))


def _answers(measures: MeasureQuerySet, plans: Iterable[Plan], citys: Iterable[Measure]) -> Answers:
    """(plan, city measure) → status code → how many measures answer with it."""
    # Counting here costs less than GROUP BY, which looks an earlier day's state up twice.
    rows = (
        measures.filter(plan__in=plans)
        .order_by()
        .annotate(answered=F("answers"))
        .filter(answered__in=[city.pk for city in citys])
        .values_list("plan_id", "answered", "state_code", "state_reported_on")
    )
    found: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for plan, answered, code, status in rows:
        found[plan, answered][shown_code(code, is_reported=bool(status))] += 1
    return found


def _reasons(plans: Iterable[Plan], citys: Iterable[Measure]) -> Reasons:
    """(plan, city measure) → why there is no local measure, as it stands."""
    said = NoLocalMeasure.objects.in_effect().filter(plan__in=plans, city_measure__in=citys)
    rows = said.values_list("plan_id", "city_measure_id", "reason")
    return {(plan, city): why for plan, city, why in rows}


def _strategies(citys: Iterable[Measure]) -> list[Strategy]:
    strategies = dict.fromkeys(city.strategy for city in citys if city.strategy)
    return sorted(strategies, key=lambda strategy: (strategy.plan_id, strategy.number))
