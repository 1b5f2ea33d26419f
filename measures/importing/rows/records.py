"""A measure that was read as a plain record: what `import_plan --dry-run --json` prints."""

from datetime import date
from typing import Any

from measures.importing.rows.measure_row import MeasureRow


def record_of(row: MeasureRow) -> dict[str, Any]:
    """The names of `export_status`; blanks are None. `source`: table or sheet, row, page."""
    return {
        "n": row.n,
        "code": row.code,
        "title": row.title,
        "text": row.text,
        "topic": row.topic,
        "strategy": row.strategy,
        "goal_text": row.goal_text,
        "items": list(row.items),
        "responsible_text": row.responsible_text,
        "responsible": list(row.responsible),
        "deadline_text": row.deadline_text,
        "deadline_kind": row.deadline_kind,
        "due_on": _iso(row.due_on),
        "due_on_before": _iso(row.due_on_before),
        "recurrence": row.recurrence,
        "days": list(row.days) or None,
        "status_text": row.status_text,
        "status": row.status,
        "risk_text": row.risk_text,
        "risk": row.risk,
        "remarks": row.remarks,
        "doubts": [
            {"kind": each.kind, "field": each.field, "words": each.words} for each in row.doubts
        ],
        "source": {"table": row.source.table, "row": row.source.row, "page": row.source.page},
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
