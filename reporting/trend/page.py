"""What the page of Utvikling says: pictures, or why there is none, and a table for each trend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from measures.round_rate import RoundRate
from measures.rounds import RoundPart, RoundPeriod
from measures.vocabulary import label_for
from reporting.counting import Tally
from reporting.kinds_of_change import silence
from reporting.numbers import MeasureList, Number
from reporting.trend.chart import TrendChart, trend_chart
from reporting.trend.points import Point, Trend
from ruspolitikk.days import Day
from ruspolitikk.wording import plural

NO_ROUND = "Ingen runde var avsluttet"


@dataclass(frozen=True, slots=True)
class Picture:
    """A trend's chart, or a sentence where there is nothing to draw."""

    name: str
    chart: TrendChart | None
    sentence: str


def picture(trend: Trend) -> Picture:
    return Picture(trend.name, trend_chart(trend), _why_no_chart(trend))


def _why_no_chart(trend: Trend) -> str:
    points = trend.with_data
    if not points or points[-1].counted is None:
        return "Ingen plan med tiltak på noen av dagene."
    newest, total = points[-1].counted.last_reported, points[-1].counted.total
    if newest is None:
        none = plural(total, "Det ene tiltaket er ikke", f"Ingen av {total} tiltak er")
        return f"{none} rapportert, så det er ingen utvikling å vise."
    first, last = f"{points[0].on:%d.%m.%Y}", f"{points[-1].on:%d.%m.%Y}"
    if len(points) == 1:
        return f"Det er tall for én dag bare, {first}."
    if newest <= points[0].on:
        return f"–, {silence(newest)}."
    return f"Ingen tiltak har endret status fra {first} til {last}."


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a day and its numbers; `counted` is None where there is nothing to count.

    Each number opens the measures that it counts, as they were on the day. `beside` how many were
    reported stand eldre, aldri, and each status.
    """

    on: date
    plan: str
    counted: Tally | None = None
    total: Number | None = None
    round: RoundPeriod | None = None
    reported: Number | None = None
    beside: Sequence[Number] = ()


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    lines: Sequence[Line]


def table(trend: Trend, codes: Sequence[str], today: date) -> Table:
    return Table(trend.name, [_line(trend, point, codes, today) for point in trend.points])


def _rate_of(
    rate: RoundRate, period: RoundPeriod | None, behind: MeasureList
) -> tuple[Number | None, list[Number]]:
    """Rapportert for the day's round; eldre and aldri. Before any round had passed, nothing."""
    if period is None:
        return None, [Number(label, None, "", NO_ROUND) for label in ("Eldre", "Aldri")]
    return (
        Number("Rapportert", rate.reported, behind.narrowed(**period.query(RoundPart.REPORTED))),
        [
            Number("Eldre", rate.older, behind.narrowed(**period.query(RoundPart.OLDER))),
            Number("Aldri", rate.never, behind.narrowed(**period.query(RoundPart.NEVER))),
        ],
    )


def _line(trend: Trend, point: Point, codes: Sequence[str], today: date) -> Line:
    counted, plan = point.counted, trend.plans_in_words(point)
    if counted is None or not counted.total:
        return Line(point.on, plan)
    bydel = {"bydel": trend.bydel.slug} if trend.bydel else {}
    plans = [one.slug for one in point.plans]
    measures = MeasureList.of(Day(point.on, today), **bydel, plan=plans)
    reported, not_reported = _rate_of(counted.in_round, point.round, measures)
    with_each_status = [
        Number(label_for(code), counted.by_code.get(code, 0), measures.narrowed(status=code))
        for code in codes
    ]
    return Line(
        point.on,
        plan,
        counted,
        Number("Tiltak", counted.total, measures.url),
        point.round,
        reported,
        [*not_reported, *with_each_status],
    )
