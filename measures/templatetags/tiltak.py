"""How a measure's status, risk and deadline look, on every page the same."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template
from django.core.paginator import Page

from measures.deadline_language import DeadlineKind, Meaning
from measures.due_days import LastTime
from measures.models import Measure, Risk, Status
from measures.recurring import explain_in, last_time_of, next_time
from measures.vocabulary import NOT_REPORTED, UNMAPPED, label_for, risk_label
from ruspolitikk.days import time_since

register = template.Library()

WORDS_SHOWN = 60
"""Letters of a bydel's own words for a status, where nobody has said what they count as."""


@register.inclusion_tag("components/status_tag.html")
def status_tag(status: Status | None) -> dict[str, str]:
    code = status.shown_code if status else NOT_REPORTED
    own_words = status.words[:WORDS_SHOWN] if status and code == UNMAPPED else ""
    return {"code": code, "label": label_for(code), "words": own_words}


@register.inclusion_tag("components/status_tag.html")
def code_tag(code: str) -> dict[str, str]:
    """The tag of a status code alone, where it stands for several measures."""
    return {"code": code, "label": label_for(code), "words": label_for(code)}


@register.inclusion_tag("components/legend_item.html")
def legend_item(code: str) -> dict[str, str]:
    """What a fill of a picture means; they come from chart_patterns.html, on the same page."""
    return {"code": code, "label": label_for(code)}


@register.inclusion_tag("components/none.html")
def nothing(reason: str) -> dict[str, str]:
    """«–» where there is nothing to count, with the reason."""
    return {"reason": reason}


@register.inclusion_tag("components/risk.html")
def risk_tag(risk: Risk | None, *, dash: bool = False, in_words: bool = False) -> dict[str, Any]:
    """`dash`: «–» where nobody has assessed it; `in_words`: «Høy risiko», where no column says."""
    if risk is None or risk.level is None:
        return {"level": "none", "dash": dash}
    label = risk_label(risk.level)
    return {"level": risk.level, "label": f"{label} risiko" if in_words else label}


@register.inclusion_tag("components/deadline.html")
def deadline_block(measure: Measure, on: date) -> dict[str, str]:
    """The words, and under them what a reader must know: late, next time, or to be settled."""
    deadline = measure.deadline
    meaning = deadline.meaning if deadline else None
    if deadline is None or meaning is None:
        return {"words": ""}
    if measure.is_overdue(on) and meaning.due_on:
        return {"words": deadline.words, "late": time_since(meaning.due_on, on)}
    return {"words": deadline.words, "note": _deadline_note(measure, meaning, on)}


def _deadline_note(measure: Measure, meaning: Meaning, on: date) -> str:
    day = f"{meaning.due_on:%d.%m.%Y}" if meaning.due_on else ""
    match meaning.kind:
        case DeadlineKind.UNCLEAR:
            return "må avklares"
        case DeadlineKind.PERIOD if meaning.due_on and meaning.due_on < on:
            return "perioden er over"  # which is not the same as over frist
        case DeadlineKind.RECURRING if upcoming := next_time(measure, on):
            return f"Neste: {upcoming:%d.%m.%Y}"
        case DeadlineKind.DATE if str(measure.deadline).strip() != day:
            return day
    return ""


@register.simple_tag
def page_numbers(page: Page[Any]) -> Iterable[int | str]:
    """First, last and the two on either side; «…» for the rest, which may be hundreds."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.filter
def explained(measure: Measure, on: date) -> str:
    """What its deadline is understood as."""
    meaning = measure.deadline.meaning if measure.deadline else None
    return explain_in(measure.plan, meaning, on)


@register.filter
def last_time_due(measure: Measure, on: date) -> LastTime | None:
    """The last day that its recurring deadline fell due, and whether a report serves it."""
    return last_time_of(measure, on)


@register.filter
def at(rows: Mapping[int, Any], key: int) -> Any:
    """The row that stands under a key."""
    return rows[key]
