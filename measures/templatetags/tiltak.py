"""How a measure's status, risk and deadline are drawn, on every page the same."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from measures.deadline_language import DeadlineKind, Meaning, next_due
from measures.models import Deadline, Measure, Risk, Status
from measures.models.deadline import explain
from measures.vocabulary import NOT_REPORTED, UNMAPPED, RiskLevel, label_for
from ruspolitikk.days import time_since

register = template.Library()


# Few of these differ, and a list draws hundreds: each is drawn once.
_drawn_once = lru_cache(maxsize=512)


@register.simple_tag
def status_tag(status: Status | None) -> SafeString:
    code = status.shown_code if status else NOT_REPORTED
    return _status_tag(code, status.words[:60] if status and code == UNMAPPED else "")


@register.simple_tag
def code_tag(code: str) -> SafeString:
    """The tag of a status code alone, where it stands for several measures."""
    return _status_tag(code, label_for(code))


@_drawn_once
def _status_tag(code: str, words: str) -> SafeString:
    context = {"code": code, "label": label_for(code), "words": words}
    return render_to_string("components/status_tag.html", context)


@register.inclusion_tag("components/legend_item.html")
def legend_item(code: str) -> dict[str, str]:
    """What a fill of a picture means; they come from chart_patterns.html, on the same page."""
    return {"code": code, "label": label_for(code)}


@register.inclusion_tag("components/none.html")
def nothing(reason: str) -> dict[str, str]:
    """«–» where there is nothing to count, with the reason."""
    return {"reason": reason}


@register.simple_tag
def risk_tag(risk: Risk | None, *, dash: bool = False, in_words: bool = False) -> SafeString:
    return _risk_tag(risk.level if risk else None, dash=dash, in_words=in_words)


@_drawn_once
def level_tag(level: str | None) -> SafeString:
    """The level of risk of a row: «–» where there is none."""
    return _risk_tag(level, dash=True, in_words=False)


@_drawn_once
def _risk_tag(level: str | None, *, dash: bool, in_words: bool) -> SafeString:
    label = str(RiskLevel(level).label) if level else ""
    if label and in_words:
        label = f"{label} risiko"
    context = {"level": level or "none", "label": label, "dash": dash}
    return render_to_string("components/risk.html", context)


@_drawn_once
def _overdue(text: str) -> SafeString:
    return render_to_string("components/overdue.html", {"text": text})


@register.simple_tag
def deadline_block(measure: Measure, on: date) -> SafeString:
    """The words, and under them what a reader must know: late, next time, or to be settled."""
    deadline = measure.deadline
    meaning = deadline.meaning if deadline else None
    if deadline is None or meaning is None:
        return _no_deadline()
    return _deadline_block(deadline.words, meaning, measure.is_overdue(on), on)


@_drawn_once
def _no_deadline() -> SafeString:
    return format_html('<span class="muted">{}</span>', "Ingen frist")


@_drawn_once
def _deadline_block(words: str, meaning: Meaning, is_overdue: bool, on: date) -> SafeString:
    if is_overdue and meaning.due_on:
        late = f"Over frist, {time_since(meaning.due_on, on)}"
        return format_html("{} {}", words, _overdue(late))
    note = _deadline_note(words, meaning, on)
    if not note:
        return format_html("{}", words)
    return format_html('{} <span class="deadline__note">{}</span>', words, note)


def _deadline_note(words: str, meaning: Meaning, on: date) -> str:
    day = f"{meaning.due_on:%d.%m.%Y}" if meaning.due_on else ""
    match meaning.kind:
        case DeadlineKind.UNCLEAR:
            return "må avklares"
        case DeadlineKind.PERIOD if meaning.due_on and meaning.due_on < on:
            return "perioden er over"  # which is not the same as over frist
        case DeadlineKind.RECURRING if upcoming := next_due(meaning, on):
            return f"Neste: {upcoming:%d.%m.%Y}"
        case DeadlineKind.DATE if words.strip() != day:
            return day
    return ""


@register.simple_tag
def page_numbers(page: Page[Any]) -> Iterable[int | str]:
    """First, last and the two on either side; «…» for the rest, which may be hundreds."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.filter
def explained(deadline: Deadline | None, on: date) -> str:
    return explain(deadline.meaning if deadline else None, on)


@register.filter
def at(rows: Mapping[int, Any], key: int) -> Any:
    """The row that stands under a key."""
    return rows[key]
