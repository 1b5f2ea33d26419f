"""The stacked bars of the overview, as whole numbers that a template can write into SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from measures.vocabulary import label_for
from reporting.overview import ORDER, Overview

BAR_HEIGHT = 20
QUIET_STEP = 24
STEP = 32
LABEL_SPACE = 16
NARROWEST_NUMBER = 22


@dataclass(frozen=True, slots=True)
class Segment:
    """`n` measures of one code; the number stands inside where there is room for it."""

    code: str
    label: str
    n: int
    x: int
    width: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def has_room(self) -> bool:
        return self.width >= NARROWEST_NUMBER

    @property
    def patch_x(self) -> int:
        return self.middle - 12


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    y: int
    has_plan: bool
    total: int
    segments: Sequence[Segment]

    @property
    def text_y(self) -> int:
        return self.y + 15

    @property
    def patch_y(self) -> int:
        return self.y + 3


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that show shares of each bydel's plan; lengths are equal, so plans compare fairly."""

    width: int
    height: int
    label_x: int
    bar_x: int
    total_x: int
    bars: Sequence[Bar]


def status_chart(counted: Overview, *, width: int, label_width: int, with_empty: bool) -> Chart:
    """A bar for each bydel, in the order of their numbers; `with_empty` names those without."""
    start = label_width + LABEL_SPACE
    full = width - start - (90 if with_empty else 74)
    bars, y = [], 4
    for row in counted.rows:
        if row.counted is None:
            if with_empty:
                bars.append(Bar(f"{row.bydel.number} {row.bydel.name}", y, False, 0, ()))
                y += QUIET_STEP
            continue
        name = f"{row.bydel.number} {row.bydel.name}" if with_empty else row.bydel.name
        segments = _segments(row.counted.by_code, start, full)
        bars.append(Bar(name, y, True, row.counted.total, segments))
        y += STEP
    return Chart(width, y + 4, label_width, start, start + full + 8, bars)


def _segments(by_code: Mapping[str, int], start: int, full: int) -> list[Segment]:
    counts = [(code, by_code.get(code, 0)) for code in ORDER]
    total = sum(n for _code, n in counts)
    segments, before = [], 0
    for code, n in counts:
        if n:
            left = start + round(full * before / total)
            right = start + round(full * (before + n) / total)
            segments.append(Segment(code, label_for(code), n, left, right - left))
        before += n
    return segments
