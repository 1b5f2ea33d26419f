"""The overview's tables as the rows of a file: bydel × status, stages, deadlines and answers."""

from collections import Counter
from collections.abc import Iterator, Mapping

from measures.round_rate import RoundRate
from measures.vocabulary import STAGES, label_for, words_of_stage
from reporting.counting import Overview, Row, Tally, counted_codes
from reporting.files.sheets import CellKind, Column
from reporting.plan_facts import PlanFacts, moves_of_all
from ruspolitikk.wording import plural

COLOURS = {
    "completed": "034B45",
    "implemented": "43F8B6",
    "ongoing": "C7FDE9",
    "partly_implemented": "C7F6C9",
    "in_progress": "B3F5FF",
    "on_hold": "D0BFAE",
    "not_started": "F2F2F2",
    "cancelled": "B3B3B3",
    "not_reported": "FFFFFF",
    "unmapped": "FFE7BC",
}

type Facts = Mapping[int, PlanFacts]


def columns_of(counted: Overview, *, with_facts: bool = True) -> list[Column]:
    """The columns that have a colour are drawn; facts are read for the overview alone."""
    number = CellKind.NUMBER
    return [
        Column("Bydel", 24),
        Column("Plan", 14),
        *([Column("Planens gyldighet", 14)] if with_facts else ()),
        Column("Tiltak", 9, number),
        *_rate_columns(counted),
        *(
            Column(label_for(code), 13, number, colour=COLOURS[code])
            for code in counted_codes(counted.total)
        ),
        *(
            Column(f"{label} ({words})", 16, number)
            for name, label, _codes in STAGES
            if (words := words_of_stage(name))
        ),
        Column("Over frist", 10, number),
        Column("Høy risiko", 10, number),
        Column("Sist rapportert", 12, CellKind.DATE),
        *(_fact_columns() if with_facts else ()),
    ]


def _rate_columns(counted: Overview) -> list[Column]:
    """Of the last round; none before any round has passed."""
    period, number = counted.round, CellKind.NUMBER
    if period is None:
        return []
    return [
        Column(f"Rapportert for {period}", 12, number),
        Column(f"Skulle rapporteres for {period}", 12, number),
        Column(f"Andel rapportert for {period}", 12, CellKind.SHARE),
        Column(f"Sist rapportert før {period}", 12, number),
        Column("Aldri rapportert", 12, number),
        Column(f"Avsluttet eller utgått før {period}", 12, number),
        Column(f"Kommet til etter {period}", 12, number),
    ]


def _rate_of(rate: RoundRate) -> list[object]:
    return [
        rate.reported,
        rate.base,
        rate.share,
        rate.older,
        rate.never,
        rate.ended_before,
        rate.joined_after,
    ]


def _fact_columns() -> list[Column]:
    number = CellKind.NUMBER
    return [
        Column("Flyttede frister", 12, number),
        Column("Flyttet i snitt, dager", 12, number),
        Column("Svarer på byens tiltak", 14, number),
        Column("Uten lokalt tiltak", 12, number),
        Column("Byens tiltak", 12, number),
    ]


def bydel_rows(counted: Overview, facts: Facts | None = None) -> Iterator[list[object]]:
    """A row for each bydel, with its plan's period where more than one of its plans is counted."""
    width = len(columns_of(counted, with_facts=facts is not None))
    named = Counter(row.bydel for row in counted.rows)
    for row in counted.rows:
        name = _name(row, is_one_of_several=named[row.bydel] > 1)
        if row.plan is None or row.counted is None:
            yield [name, "– ingen plan", *[None] * (width - 2)]
            continue
        numbers = _numbers(row.counted, counted)
        if facts is None:
            yield [name, row.plan.period, *numbers]
        else:
            yield [name, row.plan.period, row.state_label, *numbers, *_facts(facts[row.plan.pk])]


def city_row(counted: Overview, facts: Facts | None = None) -> list[object]:
    """The sum; what the plans answer of the city's measures is told plan by plan."""
    n = len(counted.with_plan)
    plans = f"{n} {plural(n, 'plan', 'planer')}"
    numbers = _numbers(counted.total, counted)
    if facts is None:
        return ["Hele byen", plans, *numbers]
    return ["Hele byen", plans, None, *numbers, *_facts(moves_of_all(facts.values()))]


def table_rows(counted: Overview, facts: Facts) -> Iterator[list[object]]:
    yield from bydel_rows(counted, facts)
    yield city_row(counted, facts)


def _name(row: Row, *, is_one_of_several: bool) -> str:
    name = f"{row.bydel.number} {row.bydel.name}" if row.bydel.number else row.bydel.name
    return f"{name} {row.plan.period}" if is_one_of_several and row.plan else name


def _numbers(counted: Tally, overview: Overview) -> list[object]:
    """Nothing to count is an empty cell, never 0. The stages that are codes stand among these."""
    codes = counted_codes(overview.total)
    return [
        counted.total,
        *(_rate_of(counted.in_round) if overview.round else ()),
        *(counted.by_code.get(code, 0) for code in codes),
        *(n for name, n in counted.by_stage.items() if words_of_stage(name)),
        counted.overdue if counted.dated else None,
        counted.high_risk if counted.assessed else None,
        counted.last_reported,
    ]


def _facts(facts: PlanFacts) -> list[object]:
    of_city = facts.city_measures or None
    return [
        facts.deadline_moves,
        facts.average_slip,
        facts.answered if of_city else None,
        facts.refused if of_city else None,
        of_city,
    ]
