"""The overview's three tables: for each bydel, and for the whole city, numbers that open the lists
behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from measures.vocabulary import (
    NOT_REPORTED,
    STAGES,
    UNMAPPED,
    RiskLevel,
    label_for,
    words_of_stage,
)
from reporting.bars import STAGE_FILLS, BarPart, bar_of
from reporting.counting import Row, Tally, counted_codes
from reporting.numbers import MeasureList, Number, page_on
from reporting.overview.query import OverviewQuery
from reporting.overview.sorting import Column, Heading, Sorting
from reporting.plan_facts import PlanFacts, moves_of_all

DOES_NOT_ADD_UP = "Bydelene svarer på de samme tiltakene, så tallene kan ikke legges sammen"


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is counted in a bydel's plan, or in the whole city: a row in each of the tables."""

    counted: Tally
    facts: PlanFacts
    total: Number
    codes: Sequence[Number]
    overdue: Number
    high_risk: Number
    stages: Sequence[Number]
    bar: Sequence[BarPart]
    moves: Number
    answered: Number

    @property
    def of_status(self) -> list[Number]:
        """The cells of the table of statuses."""
        return [self.total, *self.codes, self.overdue, self.high_risk]

    @property
    def of_stages(self) -> list[Number]:
        """The cells of the table of stages."""
        return [self.total, *self.stages]


@dataclass(frozen=True, slots=True)
class Line:
    """A row: who, in which plan, and the numbers; None where there is no plan. `left_out`: what a
    filter cannot see."""

    name: str
    plan: str
    state_label: str
    numbers: Numbers | None
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Tables:
    """The headings of each table, beside the bydel's; the rows are the same in all, but a bydel
    without a plan stands in the first alone."""

    bydel: Heading
    status: Sequence[Heading]
    stages: Sequence[Heading]
    facts: Sequence[Heading]
    lines: Sequence[Line]
    city: Line

    @property
    def lines_with_plan(self) -> list[Line]:
        return [line for line in self.lines if line.numbers]


def tables_of(query: OverviewQuery, sort: Sorting) -> Tables:
    codes = counted_codes(query.counted.total)
    return Tables(
        bydel=sort.heading_of_bydeler(),
        status=_status_headings(sort, codes),
        stages=_stage_headings(sort, codes),
        facts=_fact_headings(sort),
        lines=[_line(row, query, codes) for row in sort.rows(query.counted, query.facts)],
        city=_whole_city(query, codes),
    )


# --- Headings -------------------------------------------------------------------------------


def _status_headings(sort: Sorting, codes: Sequence[str]) -> list[Heading]:
    return [
        sort.heading(Column.TOTAL, Column.TOTAL.label),
        *(sort.heading(code, label_for(code), sign=_sign_of(code)) for code in codes),
        sort.heading(Column.OVERDUE, Column.OVERDUE.label),
        sort.heading(Column.HIGH_RISK, Column.HIGH_RISK.label),
    ]


def _sign_of(code: str) -> str:
    return NOT_REPORTED if code == UNMAPPED else code


def _stage_headings(sort: Sorting, codes: Sequence[str]) -> list[Heading]:
    return [
        sort.heading(Column.TOTAL, Column.TOTAL.label),
        *(sort.heading(name, label, words=words_of_stage(name)) for name, label, _codes in STAGES),
        *(sort.heading(code, label_for(code)) for code in _in_no_stage(codes)),
    ]


def _in_no_stage(codes: Sequence[str]) -> list[str]:
    return [code for code in (NOT_REPORTED, UNMAPPED) if code in codes]


def _fact_headings(sort: Sorting) -> list[Heading]:
    last_reported = sort.heading(Column.LAST_REPORTED, Column.LAST_REPORTED.label, is_number=False)
    others = (Column.MOVES, Column.AVERAGE_SLIP, Column.ANSWERED)
    return [last_reported, *(sort.heading(column, column.label) for column in others)]


# --- Rows -----------------------------------------------------------------------------------


def _line(row: Row, query: OverviewQuery, codes: Sequence[str]) -> Line:
    name = f"{row.bydel.number} {row.bydel.name}"
    if row.plan is None or row.counted is None:
        return Line(name, "– ingen plan", "", None)
    where = {"bydel": row.bydel.slug, "plan": row.plan.slug}
    facts = query.facts[row.plan.pk]
    numbers = _numbers(
        row.counted,
        facts,
        query.measures_in(**where),
        codes,
        answered=Number(
            Column.ANSWERED.label,
            facts.answered if facts.city_measures else None,
            page_on(query.day, "reporting:coverage", **where),
            reason="Byen har ingen plan her",
        ),
    )
    left_out = query.left_out_of_plan(row.plan)
    return Line(name, row.plan.period, row.state_label, numbers, left_out)


def _whole_city(query: OverviewQuery, codes: Sequence[str]) -> Line:
    """The sum of the plans; what they answer of the city's measures is told plan by plan."""
    plans = [plan.slug for plan in query.counted.plans]
    numbers = _numbers(
        query.counted.total,
        moves_of_all(query.facts.values()),
        query.measures_in(plan=plans),
        codes,
        answered=Number(Column.ANSWERED.label, None, "", reason=DOES_NOT_ADD_UP),
    )
    return Line("Hele byen", f"{len(plans)} av {len(query.counted.rows)}", "", numbers)


def _numbers(
    counted: Tally,
    facts: PlanFacts,
    behind: MeasureList,
    codes: Sequence[str],
    *,
    answered: Number,
) -> Numbers:
    """Each with the list of its measures, a part of the one `behind` them all."""
    return Numbers(
        counted=counted,
        facts=facts,
        total=Number(Column.TOTAL.label, counted.total, behind.url),
        codes=[_of_code(counted, code, behind) for code in codes],
        overdue=Number(
            Column.OVERDUE.label,
            counted.overdue if counted.dated else None,
            behind.narrowed(over_frist="1"),
            reason="Ingen frist med dato",
        ),
        high_risk=Number(
            Column.HIGH_RISK.label,
            counted.high_risk if counted.assessed else None,
            behind.narrowed(risiko=RiskLevel.HIGH),
            reason="Ingen vurdert risiko",
        ),
        stages=[
            *(
                Number(label, counted.by_stage[name], behind.narrowed(status=name))
                for name, label, _codes in STAGES
            ),
            *(_of_code(counted, code, behind) for code in _in_no_stage(codes)),
        ],
        bar=bar_of([*_stages_of(counted), *_in_no_stage_of(counted)]),
        moves=Number(Column.MOVES.label, facts.deadline_moves, behind.narrowed(flyttet="1")),
        answered=answered,
    )


def _stages_of(counted: Tally) -> Iterator[tuple[str, str, int]]:
    for name, label, _codes in STAGES:
        yield STAGE_FILLS[name], label, counted.by_stage[name]


def _in_no_stage_of(counted: Tally) -> Iterator[tuple[str, str, int]]:
    for code in (UNMAPPED, NOT_REPORTED):
        yield code, label_for(code), counted.by_code.get(code, 0)


def _of_code(counted: Tally, code: str, behind: MeasureList) -> Number:
    return Number(label_for(code), counted.by_code.get(code, 0), behind.narrowed(status=code))
