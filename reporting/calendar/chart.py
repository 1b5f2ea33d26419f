"""The plankalender as a picture: whole numbers and paths for a template to place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reporting.calendar.periods import BydelRow, Lapse, PlanCalendar, PlanPeriod

BAR_HEIGHT = 20
WIDE, NAME_WIDTH, AFTER_NAME = 1184, 160, 16
PHONE = 358
STEP = 32
QUIET_STEP = 24
TEXT_DROP = 15
AXIS_HEIGHT = 52
CHARACTER = 7.4
"""About how wide a letter of the chart's 14 px is: a text that has no room is left to the table."""
TEAR, POINT = 5, 9
MOST_YEARS = 60
"""What is further from the day than this is a slip of the pen, and would flatten all the rest."""
YEAR_STEPS = (1, 2, 5, 10)
ROOM_FOR_A_YEAR, ROOM_FOR_A_DAY = 48, 44
DAYS_A_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Bar:
    """A path and what it says; `kind` is the fill: plan, lapse or draft."""

    kind: str
    path: str
    title: str
    label: str
    label_x: int
    y: int
    is_current: bool = False

    @property
    def text_y(self) -> int:
        return self.y + TEXT_DROP

    @property
    def patch_width(self) -> int:
        return round(len(self.label) * CHARACTER) + 6

    @property
    def patch_x(self) -> int:
        return self.label_x - self.patch_width // 2

    @property
    def patch_y(self) -> int:
        return self.y + 3


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    label_y: int
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Year:
    x: int
    label: str


@dataclass(frozen=True, slots=True)
class CalendarChart:
    width: int
    height: int
    label_x: int
    label_anchor: str
    bar_x: int
    years: Sequence[Year]
    today_x: int
    lanes: Sequence[Lane]

    @property
    def today_anchor(self) -> str:
        """The day's own name stays inside the picture."""
        if self.today_x - self.bar_x < ROOM_FOR_A_DAY:
            return "start"
        return "end" if self.width - self.today_x < ROOM_FOR_A_DAY else "middle"

    @property
    def years_y(self) -> int:
        return AXIS_HEIGHT - 14

    @property
    def lines_y(self) -> int:
        return AXIS_HEIGHT - 8


class _TimeLine:
    """Where a day is on the line, from `left` to `right`."""

    def __init__(self, calendar: PlanCalendar, left: int, right: int) -> None:
        on = calendar.on.year
        days = [
            day.year
            for period in calendar.periods
            for day in (period.plan.starts_on, period.last_day)
            if day and abs(day.year - on) <= MOST_YEARS
        ]
        self.first, self.last = min([on, *days]), max([on, *days]) + 1
        self.left, self.right = left, right

    def x(self, day: date) -> int:
        """The day's own morning; a day outside the line is at its end."""
        years = day.year + (day.timetuple().tm_yday - 1) / DAYS_A_YEAR
        share = (min(max(years, self.first), self.last) - self.first) / (self.last - self.first)
        return round(self.left + share * (self.right - self.left))

    def years(self) -> list[Year]:
        """As many years as there is room to name, from the first; each name inside the picture."""
        span = self.last - self.first
        most = (self.right - self.left) // ROOM_FOR_A_YEAR
        step = next((s for s in YEAR_STEPS if span / s <= most), 2 * YEAR_STEPS[-1])
        years = (Year(self.x(date(y, 1, 1)), str(y)) for y in range(self.first, self.last, step))
        return [year for year in years if year.x + 4 * CHARACTER <= self.right + POINT]


def wide_chart(calendar: PlanCalendar) -> CalendarChart:
    """Each bydel's name before its bars; one that has no plan is named too."""
    line = _TimeLine(calendar, NAME_WIDTH + AFTER_NAME, WIDE - POINT)
    lanes, y = [], AXIS_HEIGHT
    for row in calendar.rows:
        name = f"{row.bydel.number} {row.bydel.name}"
        periods_by_lane = _periods_by_lane(row)
        if not periods_by_lane:
            lanes.append(Lane(name, y + TEXT_DROP, ()))
            y += QUIET_STEP
        for place, periods in enumerate(periods_by_lane):
            lanes.append(Lane("" if place else name, y + TEXT_DROP, _bars(periods, line, y)))
            y += STEP
    return CalendarChart(
        WIDE, y + 4, NAME_WIDTH, "end", line.left, line.years(), line.x(calendar.on), lanes
    )


def phone_chart(calendar: PlanCalendar) -> CalendarChart:
    """Each bydel's name over its bars; those that have no plan are left to the words."""
    line = _TimeLine(calendar, 0, PHONE - POINT)
    lanes, y = [], AXIS_HEIGHT
    for row in calendar.rows:
        name = f"{row.bydel.number} {row.bydel.name}"
        periods_by_lane = _periods_by_lane(row)
        if periods_by_lane:
            name_y, y = y + TEXT_DROP, y + QUIET_STEP
        for place, periods in enumerate(periods_by_lane):
            lanes.append(Lane("" if place else name, name_y, _bars(periods, line, y)))
            y += STEP
    return CalendarChart(
        PHONE, y + 4, 0, "start", line.left, line.years(), line.x(calendar.on), lanes
    )


def _periods_by_lane(row: BydelRow) -> list[list[PlanPeriod]]:
    """The adopted plans follow each other in one lane; each draft has its own."""
    on_line = [period for period in row.periods if period.is_on_line]
    adopted = [period for period in on_line if not period.plan.is_draft]
    drafts = [[period] for period in on_line if period.plan.is_draft]
    return [adopted, *drafts] if adopted else drafts


def _bars(periods: Sequence[PlanPeriod], line: _TimeLine, y: int) -> list[Bar]:
    bars = []
    for period in periods:
        bars.append(_plan_bar(period, line, y))
        if period.lapse:
            bars.append(_lapse_bar(period.lapse, line, y))
    return [bar for bar in bars if bar.path]


def _plan_bar(period: PlanPeriod, line: _TimeLine, y: int) -> Bar:
    plan, is_open = period.plan, period.last_day is None
    assert plan.starts_on is not None  # noqa: S101 (what is on the line has a first day)
    left = line.x(plan.starts_on)
    right = line.right if period.last_day is None else line.x(period.last_day)
    label = f"{plan.period}, antatt" if plan.start_is_assumed else plan.period
    return Bar(
        "draft" if plan.is_draft else "plan",
        _path(left, right, y, is_torn=plan.start_is_assumed, is_open=is_open),
        f"{plan.short_name}: {period.state_label}",
        _fitting(label, right - left),
        (left + right) // 2,
        y,
        period.counts and not period.lapse,
    )


def _lapse_bar(lapse: Lapse, line: _TimeLine, y: int) -> Bar:
    left, right = line.x(lapse.first_day), line.x(lapse.last_day or lapse.on)
    return Bar(
        "lapse",
        _path(left, right, y),
        f"Uten plan i kraft: {lapse.in_words}",
        _fitting("utløpt", right - left),
        (left + right) // 2,
        y,
    )


def _path(left: int, right: int, y: int, *, is_torn: bool = False, is_open: bool = False) -> str:
    """A bar; torn where its start is assumed, pointed where no end is known; none of no length."""
    if right <= left:
        return ""
    bottom, quarter = y + BAR_HEIGHT, BAR_HEIGHT // 4
    tip = f"L{right + POINT} {y + BAR_HEIGHT // 2}" if is_open else ""
    tear = (
        "".join(f"L{left + (TEAR if n % 2 else 0)} {bottom - n * quarter}" for n in (1, 2, 3))
        if is_torn
        else ""
    )
    return f"M{left} {y}H{right}{tip}L{right} {bottom}H{left}{tear}Z"


def _fitting(label: str, width: int) -> str:
    return label if len(label) * CHARACTER + 2 * TEAR + 6 <= width else ""


# --- The picture as a file ------------------------------------------------------------------------

FILE_HEAD = 64


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The wide chart under its title and what the shapes mean; `top` is over the chart's own 0."""

    chart: CalendarChart
    height: int
    top: int = -FILE_HEAD
    title_y: int = 22 - FILE_HEAD
    meaning_y: int = 46 - FILE_HEAD


def calendar_file(calendar: PlanCalendar) -> CalendarFile:
    chart = wide_chart(calendar)
    return CalendarFile(chart, chart.height + FILE_HEAD)
