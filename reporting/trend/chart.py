"""The small pictures of Utvikling in numbers: a column for each day, and a line for the rate.

A template writes them, on the page and in a file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from measures.vocabulary import NOT_REPORTED, label_for
from reporting.counting import ORDER, Tally
from reporting.trend.points import Point, Trend

WIDTH, HEIGHT = 400, 240
LEFT, TOP, FULL_HEIGHT, BAR_WIDTH = 48, 28, 150, 32
BOTTOM = TOP + FULL_HEIGHT
LOWEST_WITH_NUMBER = 16
TEXT_DROP = 4
"""From the middle of a text to the line that it stands on."""
STACK = (*(code for code in ORDER if code != NOT_REPORTED), NOT_REPORTED)
"""From the bottom. What is not reported is on top, so that the rest ends at the reporting rate."""
CITY = "oslo"


@dataclass(frozen=True, slots=True)
class ScaleLine:
    percent: int
    y: int

    @property
    def text_y(self) -> int:
        return self.y + TEXT_DROP


@dataclass(frozen=True, slots=True)
class Segment:
    """The measures of a day that have one status."""

    code: str
    label: str
    n: int
    y: int
    height: int

    @property
    def has_room_for_number(self) -> bool:
        return self.height >= LOWEST_WITH_NUMBER

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def patch_y(self) -> int:
        """Behind the number, so that it can be read on any fill."""
        return self.middle - 7

    @property
    def number_y(self) -> int:
        return self.middle + TEXT_DROP


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A day: its segments from the bottom, and «2/3», the rate of its round; or nothing."""

    x: int
    point: Point
    segments: Sequence[Segment]
    rate: str

    @property
    def left(self) -> int:
        return self.x - BAR_WIDTH // 2

    @property
    def right(self) -> int:
        return self.x + BAR_WIDTH // 2

    @property
    def patch_x(self) -> int:
        return self.x - 11

    @property
    def rate_y(self) -> int:
        """How high the reporting rate is."""
        share = self.point.counted.in_round.share if self.point.counted else None
        return BOTTOM - round(FULL_HEIGHT * (share or 0))


@dataclass(frozen=True, slots=True)
class RateLine:
    """The reporting rate from one day to the next, of the same plans."""

    x: int
    y: int
    to_x: int
    to_y: int


@dataclass(frozen=True)
class TrendChart:
    """`other_plan_xs`: between two days of which different plans are counted, a mark and no line.

    What stands where in every chart is said once, below.
    """

    slug: str
    name: str
    columns: Sequence[DayColumn]
    rate_lines: Sequence[RateLine]
    other_plan_xs: Sequence[int]
    codes: Sequence[str]

    width: ClassVar[int] = WIDTH
    height: ClassVar[int] = HEIGHT
    left: ClassVar[int] = LEFT
    top: ClassVar[int] = TOP
    bottom: ClassVar[int] = BOTTOM
    bar_width: ClassVar[int] = BAR_WIDTH
    scale: ClassVar[Sequence[ScaleLine]] = [
        ScaleLine(percent, BOTTOM - FULL_HEIGHT * percent // 100) for percent in (0, 50, 100)
    ]
    scale_text_x: ClassVar[int] = LEFT - 6
    rate_text_y: ClassVar[int] = TOP - 10
    gap_text_y: ClassVar[int] = BOTTOM - 6
    day_text_y: ClassVar[int] = BOTTOM + 20
    year_text_y: ClassVar[int] = BOTTOM + 36


def trend_chart(trend: Trend) -> TrendChart | None:
    """None where there is nothing to draw: one day with data, or the same on all of them."""
    if not trend.has_changes:
        return None
    tallies = [point.counted for point in trend.with_data if point.counted]
    columns = list(_columns(trend.points))
    next_to_each_other = [
        (one, other)
        for one, other in pairwise(columns)
        if one.point.has_data and other.point.has_data
    ]
    return TrendChart(
        trend.bydel.slug if trend.bydel else CITY,
        trend.bydel.full_name if trend.bydel else "Hele byen",
        columns,
        [
            RateLine(one.right, one.rate_y, other.left, other.rate_y)
            for one, other in next_to_each_other
            if one.point.plans == other.point.plans and one.rate and other.rate
        ],
        [
            (one.right + other.left) // 2
            for one, other in next_to_each_other
            if one.point.plans != other.point.plans
        ],
        [code for code in ORDER if any(tally.by_code.get(code) for tally in tallies)],
    )


def _columns(points: Sequence[Point]) -> Iterator[DayColumn]:
    room = (WIDTH - LEFT) / len(points)
    for n, point in enumerate(points):
        x = round(LEFT + room * (n + 0.5))
        if point.counted and point.has_data:
            in_round = point.counted.in_round
            rate = f"{in_round.reported}/{in_round.base}" if in_round.base else ""
            yield DayColumn(x, point, list(_segments(point.counted)), rate)
        else:
            yield DayColumn(x, point, (), "")


def _segments(tally: Tally) -> Iterator[Segment]:
    below = 0
    for code in STACK:
        n = tally.by_code.get(code, 0)
        if n:
            y = BOTTOM - round(FULL_HEIGHT * (below + n) / tally.total)
            height = BOTTOM - round(FULL_HEIGHT * below / tally.total) - y
            yield Segment(code, label_for(code), n, y, height)
        below += n


# --- The picture as a file ------------------------------------------------------------------------

TITLE_HEIGHT, LEGEND_STEP, LEGEND_MARGIN = 28, 20, 40


@dataclass(frozen=True, slots=True)
class LegendItem:
    code: str
    label: str
    y: int


@dataclass(frozen=True, slots=True)
class ChartFile:
    """A chart under a title, and under it what its fills mean: all that a file must tell itself."""

    chart: TrendChart
    legend: Sequence[LegendItem]
    height: int
    chart_y: int = TITLE_HEIGHT
    legend_x: int = LEFT
    legend_y: int = TITLE_HEIGHT + HEIGHT


def chart_file(chart: TrendChart) -> ChartFile:
    items = [
        LegendItem(code, label_for(code), n * LEGEND_STEP) for n, code in enumerate(chart.codes)
    ]
    return ChartFile(chart, items, chart.height + LEGEND_STEP * len(items) + LEGEND_MARGIN)
