"""The stacked bars of the overview: whole numbers and SVG shapes for a template to place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from measures.vocabulary import NOT_REPORTED, label_for
from reporting.counting import ORDER, Overview

BAR_HEIGHT = 20
QUIET_STEP = 24
STEP = 32
LABEL_SPACE = 16
NARROWEST_NUMBER = 22
TEXT_DROP = 15
LEGEND_STEP, LEGEND_LINE = 196, 24


@dataclass(frozen=True, slots=True)
class Segment:
    """`n` measures of one code; the number stands inside where there is room for it."""

    code: str
    label: str
    n: int
    x: int
    width: int

    def drawn(self, y: int) -> str:
        """The shape in its pattern, named for who points at it, and its number on a plain patch.

        It is made of whole numbers and the codes' own labels, so there is nothing to escape; the
        page draws hundreds.
        """
        dashes = ' stroke-dasharray="3 2"' if self.code == NOT_REPORTED else ""
        shape = (
            f'<rect x="{self.x}" y="{y}" width="{self.width}" height="{BAR_HEIGHT}"'
            f' fill="url(#fill-{self.code})" stroke="#2a2859"{dashes}>'
            f"<title>{self.label}: {self.n}</title></rect>"
        )
        if self.width < NARROWEST_NUMBER:
            return shape
        middle = self.x + self.width // 2
        return (
            f'{shape}<rect x="{middle - 12}" y="{y + 3}" width="24" height="14" fill="#fff"/>'
            f'<text x="{middle}" y="{y + TEXT_DROP}" text-anchor="middle"'
            f' font-weight="700">{self.n}</text>'
        )


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    y: int
    said: str
    said_x: int
    segments: Sequence[Segment] = ()

    def drawn(self, label_x: int) -> str:
        """The name, the segments, and what is said of them."""
        y = self.y + TEXT_DROP
        shapes = "".join(segment.drawn(self.y) for segment in self.segments)
        return (
            f'<text x="{label_x}" y="{y}" text-anchor="end">{escape(self.label)}</text>\n'
            f'{shapes}<text x="{self.said_x}" y="{y}" fill="#4d4d4d">{escape(self.said)}</text>\n'
        )


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that show shares of each bydel's plan; lengths are equal, so plans compare fairly."""

    width: int
    height: int
    label_x: int
    bars: Sequence[Bar]

    @property
    def drawn(self) -> SafeString:
        shapes = "".join(bar.drawn(self.label_x) for bar in self.bars)
        return mark_safe(shapes)  # noqa: S308 - what is not a number is escaped


@dataclass(frozen=True, slots=True)
class LegendItem:
    x: int
    y: int
    code: str
    label: str


def legend(codes: Sequence[str], width: int) -> list[LegendItem]:
    """A picture that stands alone says what its fills mean, in as many lines as it takes."""
    across = width // LEGEND_STEP
    return [
        LegendItem(n % across * LEGEND_STEP, n // across * LEGEND_LINE, code, label_for(code))
        for n, code in enumerate(codes)
    ]


def status_chart(counted: Overview, *, width: int, label_width: int, with_empty: bool) -> Chart:
    """A bar for each bydel, in the order of their numbers; `with_empty` names those without."""
    start = label_width + LABEL_SPACE
    full = width - start - (90 if with_empty else 74)
    labels = {code: label_for(code) for code in ORDER}
    measures, no_plan = "%d tiltak", "– ingen plan"
    bars, y = [], 4
    for row in counted.rows:
        name = f"{row.bydel.number} {row.bydel.name}" if with_empty else row.bydel.name
        if row.counted is not None:
            segments = _segments(row.counted.by_code, labels, start, full)
            bars.append(Bar(name, y, measures % row.counted.total, start + full + 8, segments))
            y += STEP
        elif with_empty:
            bars.append(Bar(name, y, no_plan, start))
            y += QUIET_STEP
    return Chart(width, y + 4, label_width, bars)


def _segments(
    by_code: Mapping[str, int], labels: Mapping[str, str], start: int, full: int
) -> list[Segment]:
    counts = [(code, by_code.get(code, 0)) for code in ORDER]
    total = sum(n for _code, n in counts)
    segments, before = [], 0
    for code, n in counts:
        if n:
            left = start + round(full * before / total)
            right = start + round(full * (before + n) / total)
            segments.append(Segment(code, labels[code], n, left, right - left))
        before += n
    return segments
