"""The small pictures of Utvikling: a column for each day, and a line for the reporting rate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from measures.vocabulary import NOT_REPORTED, label_for
from reporting.counting import ORDER, Tally
from reporting.trend.points import Point, Trend

WIDTH, HEIGHT = 400, 240
LEFT, TOP, FULL, BAR = 48, 28, 150, 32
BOTTOM = TOP + FULL
LOWEST_NUMBER, PATCH = 16, 22
STACK = (*(code for code in ORDER if code != NOT_REPORTED), NOT_REPORTED)
"""From the bottom. What is not reported is on top, so that the rest ends at the reporting rate."""
CITY = "oslo"
INK, QUIET = "#2a2859", "#4d4d4d"


@dataclass(frozen=True, slots=True)
class TrendChart:
    slug: str
    name: str
    drawn: SafeString
    codes: Sequence[str]
    width: int = WIDTH
    height: int = HEIGHT


def trend_chart(trend: Trend) -> TrendChart | None:
    """None where there is nothing to draw: one day with data, or the same on all of them."""
    if not trend.moves:
        return None
    counted = [point.counted for point in trend.with_data if point.counted]
    return TrendChart(
        trend.bydel.slug if trend.bydel else CITY,
        trend.bydel.full_name if trend.bydel else "Hele byen",
        format_html_join("", "{}", ((piece,) for piece in _pieces(trend))),
        [code for code in ORDER if any(tally.by_code.get(code) for tally in counted)],
    )


def _pieces(trend: Trend) -> Iterator[SafeString]:
    for percent in (0, 50, 100):
        y = BOTTOM - FULL * percent // 100
        yield format_html(
            '<path d="M{} {}H{}" stroke="#ccc"/><text x="{}" y="{}" text-anchor="end">{} %</text>',
            *(LEFT, y, WIDTH, LEFT - 6, y + 4, percent),
        )
    slot = (WIDTH - LEFT) / len(trend.points)
    middles = [round(LEFT + slot * (n + 0.5)) for n in range(len(trend.points))]
    placed = list(zip(middles, trend.points, strict=True))
    for x, point in placed:
        yield _day(x, point)
        yield _column(x, point.counted) if point.counted and point.has_data else _gap(x)
    for (x, point), (next_x, following) in pairwise(placed):
        yield _between(x, point, next_x, following)


def _day(x: int, point: Point) -> SafeString:
    return format_html(
        '<text x="{0}" y="{1}" text-anchor="middle">{2}</text>'
        '<text x="{0}" y="{3}" text-anchor="middle">{4}</text>',
        *(x, BOTTOM + 20, f"{point.on:%d.%m.}", BOTTOM + 36, f"{point.on:%Y}"),
    )


def _gap(x: int) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" text-anchor="middle" fill="{}">–<title>{}</title></text>',
        *(x, BOTTOM - 6, QUIET, "Ingen plan med tiltak"),
    )


def _column(x: int, counted: Tally) -> SafeString:
    """Made of whole numbers and the codes' own labels, so there is nothing to escape; the page
    draws hundreds of pieces.
    """
    return mark_safe("".join(_column_pieces(x, counted)))  # noqa: S308


def _column_pieces(x: int, counted: Tally) -> Iterator[str]:
    before = 0
    for code in STACK:
        n = counted.by_code.get(code, 0)
        if not n:
            continue
        top = BOTTOM - round(FULL * (before + n) / counted.total)
        height = BOTTOM - round(FULL * before / counted.total) - top
        before += n
        dashes = ' stroke-dasharray="3 2"' if code == NOT_REPORTED else ""
        yield (
            f'<rect x="{x - BAR // 2}" y="{top}" width="{BAR}" height="{height}"'
            f' fill="url(#fill-{code})" stroke="{INK}"{dashes}>'
            f"<title>{label_for(code)}: {n}</title></rect>"
        )
        if height >= LOWEST_NUMBER:
            middle = top + height // 2
            yield (
                f'<rect x="{x - PATCH // 2}" y="{middle - 7}" width="{PATCH}" height="14"'
                f' fill="#fff"/><text x="{x}" y="{middle + 4}" text-anchor="middle"'
                f' font-weight="700">{n}</text>'
            )
    yield (
        f'<text x="{x}" y="{TOP - 10}" text-anchor="middle" fill="{QUIET}">'
        f"{counted.reported}/{counted.total}</text>"
    )


def _between(x: int, point: Point, next_x: int, following: Point) -> SafeString:
    """The reporting rate from one day to the next, of the same plans; else a mark, and no line."""
    start, end = x + BAR // 2, next_x - BAR // 2
    if not (point.has_data and following.has_data):
        return SafeString("")
    if point.plans != following.plans:
        middle = (start + end) // 2
        return format_html(
            '<path d="M{} {}V{}" stroke="{}" stroke-dasharray="2 3"><title>{}</title></path>',
            *(middle, TOP, BOTTOM, INK, "En annen plan telles herfra"),
        )
    return format_html(
        '<path class="rate" d="M{} {}L{} {}" fill="none" stroke="{}" stroke-width="3"/>',
        *(start, _rate_y(point), end, _rate_y(following), INK),
    )


def _rate_y(point: Point) -> int:
    share = point.counted.reported_share if point.counted else None
    return BOTTOM - round(FULL * (share or 0))
