"""A row of the list, ready to be written: a template walks fifty of them."""

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import TypedDict

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from measures.models import Measure
from measures.templatetags.tiltak import deadline_block, risk_tag, status_tag

SHOWN = (
    *("plan_id", "n", "code", "title", "text", "goal_text", "responsible_text"),
    *("latest_status__words", "latest_status__code", "latest_status__applies_on"),
    "latest_risk__level",
    *("latest_deadline__words", "latest_deadline__kind", "latest_deadline__due_on"),
    *("latest_deadline__recurrence", "latest_deadline__days"),
    *("latest_deadline__month", "latest_deadline__starts_on"),
)


class ListRow(TypedDict):
    """Written here, escaped once; `key` is the id. A template would ask of each of four hundred
    what it is, and how a number is written."""

    pk: int
    key: SafeString
    number: SafeString
    name: SafeString
    bydel: SafeString
    period: SafeString
    responsible: SafeString
    status: SafeString
    risk: SafeString
    deadline: SafeString
    reported: SafeString


def list_rows(measures: Iterable[Measure], on: date) -> list[ListRow]:
    """Rows of measures that have their state attached, and their plan and its organisation."""
    never = _written(gettext("Aldri"))
    return [
        ListRow(
            pk=measure.pk,
            key=_written(str(measure.pk)),
            number=_written(measure.number),
            name=_written(measure.name),
            bydel=_written(measure.plan.organisation.name),
            period=_written(measure.plan.period),
            responsible=_written(measure.responsible_text or "–"),
            status=status_tag(measure.status),
            risk=risk_tag(measure.risk, dash=True),
            deadline=deadline_block(measure, on),
            reported=_day(measure.status.applies_on) if measure.status else never,
        )
        for measure in measures
    ]


def _written(text: str) -> SafeString:
    return SafeString(escape(text))


def _day(day: date) -> SafeString:
    return SafeString(f"{day:%d.%m.%Y}")
