"""The stacked bars of the overview: whole numbers, and words, for a template to place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from measures.vocabulary import label_for
from reporting.counting import ORDER, Overview, counted_codes

WIDE, WIDE_NAMES = 1184, 160
PHONE, PHONE_NAMES = 358, 140
AFTER_NAME = 16
TOTAL_SPACE, TOTAL_SPACE_ON_PHONE = 90, 74
STEP, QUIET_STEP = 32, 24
NARROWEST_WITH_NUMBER = 22

FILE_HEAD, FILE_LINE = 36, 20
LEGEND_STEP, LEGEND_LINE = 196, 24


@dataclass(frozen=True, slots=True)
class Segment:
    """`n` measures of one code, as a part of a bar."""

    code: str
    label: str
    n: int
    x: int
    width: int

    @property
    def title(self) -> str:
        return f"{self.label}: {self.n}"

    @property
    def has_room(self) -> bool:
        """Wide enough for its number to stand inside."""
        return self.width >= NARROWEST_WITH_NUMBER

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A bydel's name, the segments of its plan, and the words after them."""

    name: str
    y: int
    words: str
    words_x: int
    segments: Sequence[Segment] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that show shares of each bydel's plan; lengths are equal, so plans compare fairly."""

    width: int
    height: int
    name_x: int
    bars: Sequence[Bar]


def wide_chart(counted: Overview) -> Chart:
    """A bar for each of the bydeler, by their number; those without a plan are named."""
    start = WIDE_NAMES + AFTER_NAME
    full = WIDE - start - TOTAL_SPACE
    bars, y = [], 4
    for row in counted.rows:
        name = f"{row.bydel.number} {row.bydel.name}"
        if row.counted is None:
            bars.append(Bar(name, y, "– ingen plan", start))
            y += QUIET_STEP
        else:
            bars.append(_bar(name, y, row.counted.by_code, start, full))
            y += STEP
    return Chart(WIDE, y + 4, WIDE_NAMES, bars)


def phone_chart(counted: Overview) -> Chart:
    """A bar for each of the bydeler that have a plan."""
    start = PHONE_NAMES + AFTER_NAME
    full = PHONE - start - TOTAL_SPACE_ON_PHONE
    with_plan = [(row.bydel.name, row.counted) for row in counted.rows if row.counted is not None]
    bars = [
        _bar(name, 4 + place * STEP, tally.by_code, start, full)
        for place, (name, tally) in enumerate(with_plan)
    ]
    return Chart(PHONE, 8 + len(bars) * STEP, PHONE_NAMES, bars)


def _bar(name: str, y: int, by_code: Mapping[str, int], start: int, full: int) -> Bar:
    """A bar that is `full` wide, of segments in the order of display."""
    total = sum(by_code.values())
    segments, before = [], 0
    for code in ORDER:
        if n := by_code.get(code, 0):
            left = start + round(full * before / total)
            right = start + round(full * (before + n) / total)
            segments.append(Segment(code, label_for(code), n, left, right - left))
            before += n
    return Bar(name, y, f"{total} tiltak", start + full + 8, segments)


# --- The picture as a file ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LegendItem:
    """What a fill means, at its place under the bars."""

    code: str
    label: str
    x: int
    y: int

    @property
    def text_x(self) -> int:
        return self.x + 34

    @property
    def text_y(self) -> int:
        return self.y + 12


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line over the bars: a filter in force, in words."""

    words: str
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The wide chart for a file of its own, which says its filter and what its fills mean.

    The bars begin at `bars_y`, the legend at `legend_y`.
    """

    chart: Chart
    sentences: Sequence[Sentence]
    legend: Sequence[LegendItem]
    bars_y: int
    legend_y: int
    height: int


def picture_of(counted: Overview, filter_in_words: Sequence[str]) -> Picture:
    chart = wide_chart(counted)
    legend = _legend(counted_codes(counted.total))
    bars_y = FILE_HEAD + FILE_LINE * len(filter_in_words)
    legend_y = bars_y + chart.height + 16
    return Picture(
        chart,
        [
            Sentence(words, FILE_HEAD + 8 + FILE_LINE * place)
            for place, words in enumerate(filter_in_words)
        ],
        legend,
        bars_y,
        legend_y,
        height=legend_y + legend[-1].y + 32,
    )


def _legend(codes: Sequence[str]) -> list[LegendItem]:
    """In as many lines as it takes."""
    across = WIDE // LEGEND_STEP
    return [
        LegendItem(
            code, label_for(code), place % across * LEGEND_STEP, place // across * LEGEND_LINE
        )
        for place, code in enumerate(codes)
    ]
