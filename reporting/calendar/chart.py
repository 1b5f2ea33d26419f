"""The plankalender drawn: whole numbers and paths for a template to place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reporting.calendar.periods import Entry, Lapse, PlanCalendar

BAR_HEIGHT = 20
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
ROOM_FOR_A_DAY = 44
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


class _Line:
    """Where a day is on the line, from `left` to `right`."""

    def __init__(self, calendar: PlanCalendar, left: int, right: int) -> None:
        on = calendar.on.year
        days = [
            day.year
            for _bydel, entry in calendar.entries
            for day in (entry.plan.starts_on, entry.last_day)
            if day and abs(day.year - on) <= MOST_YEARS
        ]
        self.first, self.last = min([on, *days]), max([on, *days]) + 1
        self.left, self.right = left, right

    def x(self, day: date) -> int:
        """The day's own morning; a day outside the line is at its end."""
        years = day.year + (day.timetuple().tm_yday - 1) / DAYS_A_YEAR
        share = (min(max(years, self.first), self.last) - self.first) / (self.last - self.first)
        return round(self.left + share * (self.right - self.left))

    def years(self, room: int) -> list[Year]:
        """As many years as there is room to name, from the first."""
        span = self.last - self.first
        most = (self.right - self.left) // room
        step = next((s for s in YEAR_STEPS if span / s <= most), 2 * YEAR_STEPS[-1])
        return [Year(self.x(date(y, 1, 1)), str(y)) for y in range(self.first, self.last, step)]


def calendar_chart(calendar: PlanCalendar, *, width: int, label_width: int | None) -> CalendarChart:
    """A lane for each bydel and each draft.

    Without a label width, on a phone, the names stand over the bars, and the bydeler that have no
    plan are left to the words.
    """
    is_narrow = label_width is None
    left = (label_width or 0) + (0 if is_narrow else 16)
    line = _Line(calendar, left, width - POINT)
    lanes, y = [], AXIS_HEIGHT
    for row in calendar.rows:
        drawn = [entry for entry in row.entries if entry.is_drawn]
        name = f"{row.bydel.number} {row.bydel.name}"
        if not drawn:
            if not is_narrow:
                lanes.append(Lane(name, y + TEXT_DROP, ()))
                y += QUIET_STEP
            continue
        if is_narrow:
            label_y, y = y + TEXT_DROP, y + QUIET_STEP
        else:
            label_y = y + TEXT_DROP
        adopted = [entry for entry in drawn if not entry.plan.is_draft]
        drafts = [[entry] for entry in drawn if entry.plan.is_draft]
        for entries in filter(None, [adopted, *drafts]):
            lanes.append(Lane(name, label_y, _bars(entries, line, y)))
            name, y = "", y + STEP
    return CalendarChart(
        width,
        y + 4,
        0 if is_narrow else label_width or 0,
        "start" if is_narrow else "end",
        left,
        line.years(48),
        line.x(calendar.on),
        lanes,
    )


def _bars(entries: Sequence[Entry], line: _Line, y: int) -> list[Bar]:
    bars = []
    for entry in entries:
        bars.append(_plan_bar(entry, line, y))
        if entry.lapse:
            bars.append(_lapse_bar(entry.lapse, line, y))
    return [bar for bar in bars if bar.path]


def _plan_bar(entry: Entry, line: _Line, y: int) -> Bar:
    plan, is_open = entry.plan, entry.last_day is None
    assert plan.starts_on is not None  # noqa: S101 (what is drawn has a first day)
    left = line.x(plan.starts_on)
    right = line.right if entry.last_day is None else line.x(entry.last_day)
    label = f"{plan.period}, antatt" if plan.start_is_assumed else plan.period
    return Bar(
        "draft" if plan.is_draft else "plan",
        _path(left, right, y, is_torn=plan.start_is_assumed, is_open=is_open),
        f"{plan.short_name}: {entry.standing}",
        _fitting(label, right - left),
        (left + right) // 2,
        y,
        entry.counts and not entry.lapse,
    )


def _lapse_bar(lapse: Lapse, line: _Line, y: int) -> Bar:
    left, right = line.x(lapse.first_day), line.x(lapse.last_day or lapse.on)
    return Bar(
        "lapse",
        _path(left, right, y),
        f"Uten plan i kraft: {lapse.said}",
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
