"""The cells of the coverage matrix as they are drawn: a page has 540, and few of them differ."""

from collections.abc import Sequence
from functools import cache

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from measures.templatetags.tiltak import nothing
from reporting.coverage.answers import Cell

NO_LOCAL_MEASURE = "no_local_measure"


def drawn(cells: Sequence[tuple[Cell, str]]) -> SafeString:
    """The cells of a row, each with the address of what is behind it."""
    marks = [f'<td class="cell">{_mark(cell, url)}</td>' for cell, url in cells]
    return mark_safe("\n".join(marks))  # noqa: S308 (every mark is escaped below)


def _mark(cell: Cell, url: str) -> SafeString:
    if cell.plan is None:
        return nothing("Ingen plan")
    if cell.is_gap:
        return _gap()
    if cell.reason:
        inside = _inside(NO_LOCAL_MEASURE, 0, cell.said)
        look = "mark--no_local_measure"
    else:
        inside = _answer(cell.code, cell.measures)
        look = f"status--{cell.code}"
    return format_html('<a class="mark {}" href="{}">{}</a>', look, url, inside)


@cache
def _gap() -> SafeString:
    said = "Ikke besvart"
    return format_html(
        '<span class="mark mark--gap" title="{}"><span class="visually-hidden">{}</span></span>',
        said,
        said,
    )


@cache
def _answer(code: str, measures: int) -> SafeString:
    return _inside(code, measures, Cell(None, measures, code).words)


def _inside(code: str, measures: int, said: str) -> SafeString:
    context = {"code": code, "measures": measures, "said": said}
    return render_to_string("reporting/coverage/_mark.html", context)
