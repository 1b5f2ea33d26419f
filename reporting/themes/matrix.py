"""Temaer as a matrix: what each bydel's plan has of each theme."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from measures.models import Theme
from measures.since_then import SinceThen
from measures.theme_words import ThemeWords
from measures.vocabulary import (
    DISPLAY_ORDER,
    FURTHEST_FIRST,
    NOT_REPORTED,
    UNMAPPED,
    StatusCode,
    label_for,
)
from plans.models import Plan, in_force_among
from reporting.counting import why_no_plan
from reporting.themes.finding import Match, changed_since, texts_with
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.days import Day
from ruspolitikk.wording import fold, listed


@dataclass(frozen=True, slots=True)
class Column:
    """A bydel and the plan that is counted; `why_none` says why there is none."""

    bydel: Organisation
    plan: Plan | None
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a bydel's plan has of a theme: how many measures, and the code of the one that is
    furthest along. Those that are `dropped` (Utgått) are not among them; where all are, the code
    says so. `url` leads to them."""

    column: Column
    measures: int = 0
    dropped: int = 0
    code: str = ""
    url: str = ""

    @property
    def is_gap(self) -> bool:
        """There is a plan, and nothing in it is about the theme."""
        return self.column.plan is not None and not self.code

    @property
    def lacks_it(self) -> bool:
        """There is a plan, and no measure about the theme that is not dropped."""
        return self.column.plan is not None and not self.measures

    @property
    def in_words(self) -> str:
        """For who cannot see the sign, and for the files: «Under arbeid, 2 tiltak»."""
        if self.column.plan is None:
            return self.column.why_none.capitalize()
        if self.measures:
            return f"{label_for(self.code)}, {self.measures} tiltak"
        return f"Utgått, {self.dropped} tiltak" if self.dropped else "Ingen tiltak om temaet"


@dataclass(frozen=True, slots=True)
class Line:
    """A theme, with a cell for each bydel by number."""

    theme: Theme
    cells: Sequence[Cell]

    @property
    def n(self) -> int:
        return sum(cell.measures for cell in self.cells)

    @property
    def bydeler(self) -> int:
        return sum(bool(cell.measures) for cell in self.cells)

    @property
    def lacking(self) -> list[str]:
        """The bydeler with a plan that have nothing about the theme."""
        return [cell.column.bydel.name for cell in self.cells if cell.lacks_it]

    @property
    def other_words(self) -> list[str]:
        """What it looks for beside its name."""
        return [word for word in self.theme.words if fold(word) != fold(self.theme.name)]


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: Sequence[Column]
    lines: Sequence[Line]
    since_then: SinceThen

    @property
    def with_plan(self) -> list[Column]:
        return [column for column in self.columns if column.plan]

    @property
    def themes_of(self) -> list[tuple[Column, int]]:
        """How many of the themes each bydel has measures about, by number; no ranking."""
        return [
            (column, sum(bool(line.cells[place].measures) for line in self.lines))
            for place, column in enumerate(self.columns)
        ]

    @property
    def without_plan(self) -> list[str]:
        """«Vestre Aker har ingen plan.»: a sentence for each reason why there is none."""
        names: dict[str, list[str]] = defaultdict(list)
        for column in self.columns:
            if not column.plan:
                names[column.why_none].append(column.bydel.name)
        return [f"{listed(those)}: {why}." for why, those in names.items()]

    @property
    def codes(self) -> list[tuple[str, str]]:
        """Every status and what it is called, and unknown words where there are any."""
        used = {cell.code for line in self.lines for cell in line.cells}
        codes = [*DISPLAY_ORDER, NOT_REPORTED, *([UNMAPPED] if UNMAPPED in used else [])]
        return [(code, label_for(code)) for code in codes]


def matrix_of(themes: Sequence[Theme], user: User, day: Day) -> Matrix:
    """In four queries for any number of themes: the plans, the bydeler, and what may be found."""
    plans = list(Plan.objects.visible_to(user).local().in_order())
    in_force = in_force_among(plans, day.on)
    counted = {plan.organisation_id: plan for plan in plans if plan.pk in in_force}
    columns = []
    for bydel in Organisation.objects.bydeler():
        own = [plan for plan in plans if plan.organisation_id == bydel.pk]
        plan = counted.get(bydel.pk)
        columns.append(Column(bydel, plan, "" if plan else why_no_plan(own)))
    words = [word for theme in themes for word in theme.words]
    texts = texts_with(words, counted.values(), day)
    lines = []
    for theme in themes:
        finder = ThemeWords(theme.words)
        found = _by_plan([match for text in texts if (match := text.match(finder))])
        lines.append(Line(theme, [_cell(theme, column, found, day) for column in columns]))
    return Matrix(columns, lines, changed_since(list(counted.values()), user, day))


def _by_plan(matches: Sequence[Match]) -> dict[int, Counter[str]]:
    """Plan id → status code → how many."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for match in matches:
        counts[match.plan_id][match.code] += 1
    return counts


def _cell(theme: Theme, column: Column, found: Mapping[int, Counter[str]], day: Day) -> Cell:
    by_code = dict(found.get(column.plan.pk, {})) if column.plan else {}
    if not by_code:
        return Cell(column)
    dropped = by_code.pop(StatusCode.CANCELLED, 0)
    furthest = min(by_code, key=FURTHEST_FIRST.index, default=str(StatusCode.CANCELLED))
    url = f"{theme.get_absolute_url()}{day.query}#{column.bydel.slug}"
    return Cell(column, sum(by_code.values()), dropped, furthest, url)
