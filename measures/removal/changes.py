"""What somebody else did to a draft lately, told before it is deleted."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max

from measures.models import Deadline, Edit, ItemChange, Risk, Status
from measures.models.queries import MeasureQuerySet
from plans.models import Plan
from ruspolitikk.accounts.models import User

A_SHORT_WHILE = timedelta(hours=1)
KINDS: tuple[Any, ...] = (Edit, ItemChange, Deadline, Status, Risk)


def recently_changed_by_another(plan: Plan, reader: User, now: datetime) -> int | None:
    """How many minutes ago somebody else last changed a measure of a draft; None where nobody did
    within the hour."""
    lately = [
        kind.objects.filter(measure__plan=plan, recorded_at__gt=now - A_SHORT_WHILE)
        .exclude(recorded_by=reader)
        .exclude(recorded_by=None)
        .aggregate(at=Max("recorded_at"))["at"]
        for kind in KINDS
    ]
    last = max((at for at in lately if at), default=None)
    return None if last is None else max(1, round((now - last).total_seconds() / 60))


def opened_at(text: str) -> datetime | None:
    """When a page says that it was opened; None for what is no moment."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


def changes_since(measures: MeasureQuerySet, since: datetime) -> list[str]:
    """What was done to measures after a moment, in sentences, the newest first."""
    changes = [
        (row.recorded_at, f"Tiltak {row.measure.number}: {_in_words(row)}")
        for kind in KINDS
        for row in kind.objects.filter(measure__in=measures, recorded_at__gt=since).select_related(
            "measure__plan"
        )
    ]
    return [sentence for _at, sentence in sorted(changes, reverse=True)]


def _in_words(row: Any) -> str:
    if isinstance(row, Edit):
        if row.part == Edit.Part.MEASURE:
            return f"«{row.measure.name}» er lagt til."
        return (
            f"{row.get_part_display()} er nå «{row.after}»."
            if row.after
            else (f"{row.get_part_display()} er tatt bort.")
        )
    if isinstance(row, ItemChange):
        return f"delpunktet «{row.text}» er endret."
    if isinstance(row, Deadline):
        return f"fristen er nå «{row.words}»."
    if isinstance(row, Status):
        return f"status er rapportert som «{row.words}»."
    return f"risiko er satt til «{row}»."
