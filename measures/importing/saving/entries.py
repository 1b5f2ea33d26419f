"""What a row that was read says, as the fields of the entries that keep it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from measures.deadline_language import DeadlineKind, Meaning, understand
from measures.importing.rows.measure_row import MeasureRow
from measures.models.deadline import fields_from_meaning

A_NEW_DEADLINE = "Ny frist står i dokumentet."
"""Why a deadline moved, where the document tells of both and not of the reason."""


def meaning_of(row: MeasureRow) -> Meaning | None:
    """The newest deadline of a row as it was understood; None where there is none."""
    if row.deadline_kind == DeadlineKind.NONE:
        return None
    return Meaning(
        kind=row.deadline_kind,
        due_on=row.due_on,
        starts_on=row.starts_on,
        recurrence=row.recurrence,
        days=row.days,
        month=row.month,
    )


def deadlines_of(row: MeasureRow) -> list[dict[str, Any]]:
    """The deadline as it was first written, and the one that replaced it, the oldest first."""
    newest = meaning_of(row)
    if newest is None:
        return []
    reason = row.deadline_reason or ""
    words = row.deadline_text or ""
    if row.due_on_before is None:
        is_from_the_words = bool(words)
        in_words = words or _in_words(row.due_on) or reason
        own_reason = "" if is_from_the_words else reason
        return [{**fields_from_meaning(in_words, newest), "reason": own_reason}]
    first = understand(words)
    if first is None or first.due_on != row.due_on_before:
        first = Meaning(DeadlineKind.DATE, due_on=row.due_on_before)
    before = fields_from_meaning(words or _in_words(row.due_on_before), first)
    after = fields_from_meaning(_in_words(row.due_on) or words, newest)
    return [{**before, "reason": ""}, {**after, "reason": reason or A_NEW_DEADLINE}]


def status_of(row: MeasureRow) -> dict[str, Any]:
    """Empty where the row has no status: a remark alone is no report, and stays with its source."""
    if not row.status_text:
        return {}
    return {"words": row.status_text, "code": row.status, "remark": row.remarks or ""}


def risk_of(row: MeasureRow) -> dict[str, Any]:
    return {"words": row.risk_text, "level": row.risk} if row.risk_text else {}


def source_of(row: MeasureRow, repairs: Mapping[str, str]) -> dict[str, Any]:
    """The place, the document's own words of what was saved otherwise or nowhere, and the repairs
    that were made in them; `said` is told by `parts.said_in`."""
    original = dict(row.original)
    if row.remarks and not row.status_text:
        original.setdefault("remarks", row.remarks)
    words = {word for text in original.values() for word in text.split()}
    made = [[word, repaired] for word, repaired in repairs.items() if _stands_in(word, words)]
    place = str(row.source) if row.source.can_be_found else ""
    return {"place": place, "original": original, "repairs": made}


def _stands_in(word: str, words: set[str]) -> bool:
    return any(word in each for each in words)


def _in_words(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
