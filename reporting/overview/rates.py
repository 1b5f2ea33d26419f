"""«Hvem har rapportert»: the rate of the last round, bydel by bydel and for the whole city."""

from collections.abc import Sequence
from dataclasses import dataclass

from measures.round_rate import RoundRate
from measures.rounds import BASE, RoundPart, RoundPeriod
from reporting.bars import BarPart, bar_of
from reporting.counting import Row, Tally
from reporting.numbers import MeasureList, Number
from reporting.overview.query import OverviewQuery
from reporting.overview.sorting import Column, Heading, Sorting


@dataclass(frozen=True, slots=True)
class RateLine:
    """A row: who, in which plan, and how much of it was reported for the round.

    `reported` is of the round's base; `others` are the columns beside it. `left_out`: what a filter
    cannot see («12 uten strategi er ikke med»). `is_silent`: nothing at all was reported for the
    round, though something should have been.
    """

    name: str
    plan: str
    state_label: str
    left_out: str
    counted: Tally
    reported: Number
    others: Sequence[Number]
    total: Number
    bar: Sequence[BarPart]

    @property
    def rate(self) -> RoundRate:
        return self.counted.in_round

    @property
    def beside(self) -> list[Number]:
        """The cells after how many were reported."""
        return [*self.others, self.total]

    @property
    def is_silent(self) -> bool:
        return self.rate.base > 0 and not self.rate.reported


@dataclass(frozen=True, slots=True)
class RateTable:
    """`beside` are the parts outside the base that the city has any of: a column each."""

    period: RoundPeriod
    headings: Sequence[Heading]
    lines: Sequence[RateLine]
    city: RateLine


def rates_of(query: OverviewQuery, sort: Sorting) -> RateTable | None:
    """None before any round has passed."""
    period, counted = query.counted.round, query.counted
    if period is None:
        return None
    parts = _shown_parts(counted.total.in_round)
    with_plan = [row for row in sort.rows(counted, query.facts) if row.plan and row.counted]
    plans = [plan.slug for plan in counted.plans]
    in_city = f"{len(plans)} av {len(counted.rows)}"
    return RateTable(
        period,
        _headings(sort, period, parts),
        [_line(row, query, period, parts) for row in with_plan],
        _numbers(
            ("Hele byen", in_city, "", ""),
            counted.total,
            query.measures_in(plan=plans),
            period,
            parts,
        ),
    )


def _shown_parts(total: RoundRate) -> list[RoundPart]:
    """Eldre and aldri always; those outside the base where there are any."""
    beside = {
        RoundPart.ENDED_BEFORE: total.ended_before,
        RoundPart.JOINED_AFTER: total.joined_after,
    }
    return [RoundPart.OLDER, RoundPart.NEVER, *(part for part, n in beside.items() if n)]


COLUMNS = {
    RoundPart.OLDER: "Eldre",
    RoundPart.NEVER: "Aldri",
    RoundPart.ENDED_BEFORE: "Avsluttet eller utgått før",
    RoundPart.JOINED_AFTER: "Kommet til etter",
}


def _headings(sort: Sorting, period: RoundPeriod, parts: Sequence[RoundPart]) -> list[Heading]:
    return [
        sort.heading(Column.REPORTED, f"Rapportert for {period}"),
        *(sort.heading(part, COLUMNS[part]) for part in parts),
        sort.heading(Column.TOTAL, Column.TOTAL.label),
        sort.heading(Column.LAST_REPORTED, Column.LAST_REPORTED.label, is_number=False),
    ]


def _line(
    row: Row, query: OverviewQuery, period: RoundPeriod, parts: Sequence[RoundPart]
) -> RateLine:
    plan, counted = row.plan, row.counted or Tally()
    where = {"bydel": row.bydel.slug, "plan": plan.slug if plan else ""}
    who = (
        f"{row.bydel.number} {row.bydel.name}",
        plan.period if plan else "",
        row.state_label,
        query.left_out_of_plan(plan) if plan else "",
    )
    return _numbers(who, counted, query.measures_in(**where), period, parts)


def _numbers(
    who: tuple[str, str, str, str],
    counted: Tally,
    behind: MeasureList,
    period: RoundPeriod,
    parts: Sequence[RoundPart],
) -> RateLine:
    rate = counted.in_round
    by_part = dict(zip(RoundPart, rate.counts, strict=True))

    def number(part: RoundPart, label: str) -> Number:
        return Number(label, by_part[part], behind.narrowed(**period.query(part)))

    reported = number(RoundPart.REPORTED, f"For {period}")
    return RateLine(
        *who,
        counted=counted,
        reported=reported,
        others=[number(part, COLUMNS[part]) for part in parts],
        total=Number(Column.TOTAL.label, counted.total, behind.url),
        bar=bar_of([(part.value, part.label, by_part[part]) for part in BASE]),
    )
