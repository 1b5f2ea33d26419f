"""How a measure's status, risk and deadline are drawn, on every page the same."""

from datetime import date
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from measures.deadline_language import DeadlineKind
from measures.lateness import time_since
from measures.models import Deadline, Measure, Risk, Status
from measures.models.deadline import explain
from measures.vocabulary import NOT_REPORTED, UNMAPPED, label_for

register = template.Library()


@lru_cache(maxsize=512)
def _drawn(component: str, **context: str | bool) -> SafeString:
    """A component with these words. Few of them differ, and a list draws hundreds."""
    return render_to_string(component, context)


@register.simple_tag
def status_tag(status: Status | None) -> SafeString:
    code = status.shown_code if status else NOT_REPORTED
    words = status.words[:60] if status and code == UNMAPPED else ""
    return _drawn("components/status_tag.html", code=code, label=label_for(code), words=words)


@register.simple_tag
def nothing(reason: str) -> SafeString:
    """«–» where there is nothing to count, with the reason."""
    return _drawn("components/none.html", reason=str(reason))


@register.simple_tag
def risk_tag(risk: Risk | None, *, dash: bool = False, in_words: bool = False) -> SafeString:
    level = risk.level if risk else None
    label = str(risk.get_level_display()) if risk and level else ""
    if label and in_words:
        label = gettext("%s risiko") % label
    return _drawn("components/risk.html", level=level or "none", label=label, dash=dash)


@register.simple_tag
def deadline_block(measure: Measure, on: date) -> SafeString:
    """The words, and under them what a reader must know: late, next time, or to be settled."""
    deadline = measure.deadline
    if deadline is None or not deadline.words:
        return format_html('<span class="muted">{}</span>', gettext("Ingen frist"))
    if measure.is_overdue(on) and deadline.due_on:
        late = gettext("Over frist, %s") % time_since(deadline.due_on, on)
        return format_html("{} {}", deadline.words, _drawn("components/overdue.html", text=late))
    note = _deadline_note(deadline, on)
    if not note:
        return format_html("{}", deadline.words)
    return format_html('{} <span class="deadline__note">{}</span>', deadline.words, note)


def _deadline_note(deadline: Deadline, on: date) -> str:
    if deadline.is_unclear:
        return gettext("må avklares")
    if deadline.period_is_over(on):
        return gettext("perioden er over")
    if upcoming := deadline.next_due(on):
        return gettext("Neste: %s") % f"{upcoming:%d.%m.%Y}"
    if deadline.kind == DeadlineKind.DATE and not deadline.words_are_the_date:
        return f"{deadline.due_on:%d.%m.%Y}"
    return ""


@register.filter
def explained(deadline: Deadline | None, on: date) -> str:
    return explain(deadline.meaning if deadline else None, on)
