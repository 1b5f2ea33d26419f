"""A row of the list, ready to be written: a template walks fifty of them."""

from collections.abc import Iterable
from datetime import date
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
    """`key` is the id as text: a template would look up how a number is written, for each."""

    pk: int
    key: str
    number: str
    name: str
    bydel: str
    period: str
    responsible: str
    status: SafeString
    risk: SafeString
    deadline: SafeString
    reported: str


def list_rows(measures: Iterable[Measure], on: date) -> list[ListRow]:
    """Rows of measures that have their state attached, and their plan and its organisation."""
    never = gettext("Aldri")
    return [
        ListRow(
            pk=measure.pk,
            key=str(measure.pk),
            number=measure.number,
            name=measure.name,
            bydel=measure.plan.organisation.name,
            period=measure.plan.period,
            responsible=measure.responsible_text or "–",
            status=status_tag(measure.status),
            risk=risk_tag(measure.risk, dash=True),
            deadline=deadline_block(measure, on),
            reported=f"{measure.status.applies_on:%d.%m.%Y}" if measure.status else never,
        )
        for measure in measures
    ]
