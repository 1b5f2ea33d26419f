"""A sent report as CSV and JSON, for programs. The names are kept: docs/sent-report.md."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from reporting.files.csv import csv_file
from reporting.models import Submission
from reporting.submission.sent import SentReport

FIELDS = (
    "round", "cut_off", "bydel_number", "bydel", "plan", "version", "n", "code", "title", "name",
    "text", "topic", "strategy", "goals", "goal_text", "items", "answers", "responsible_text",
    "responsible", "deadline_words", "deadline_kind", "due_on", "over_frist", "status_code",
    "status_label", "status_words", "status_remark", "status_applies_on", "risk_level",
    "risk_label", "risk_words", "in_round",
)  # fmt: skip
"""The columns of the CSV file, in their order. New ones come last; none is renamed."""
OF_HEAD = FIELDS[:6]


def csv_records(report: SentReport) -> bytes:
    return csv_file(FIELDS, rows_of(report))


def json_bytes(told: Mapping[str, Any]) -> bytes:
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode("utf-8", "replace")


def rows_of(report: SentReport) -> list[list[object]]:
    """A row for each measure: days as YYYY-MM-DD, yes and no as 1 and 0, lists a line each."""
    head = [_cell(report.head[name]) for name in OF_HEAD]
    return [[*head, *map(_cell, _flat(row))] for row in report.rows]


def _flat(row: Mapping[str, Any]) -> Sequence[object]:
    deadline, status, risk = (row[key] or {} for key in ("deadline", "status", "risk"))
    flat = {
        **row,
        "items": [item["text"] for item in row["items"]],
        "over_frist": int(row["over_frist"]),
        "due_on": deadline.get("due_on"),
        **{f"deadline_{key}": deadline.get(key) for key in ("words", "kind")},
        **{f"status_{key}": status.get(key) for key in STATUS},
        **{f"risk_{key}": risk.get(key) for key in ("level", "label", "words")},
    }
    return [flat[name] for name in FIELDS[len(OF_HEAD) :]]


STATUS = ("code", "label", "words", "remark", "applies_on")


def _cell(value: object) -> object:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return value.isoformat() if hasattr(value, "isoformat") else value


def as_json(submission: Submission) -> dict[str, Any]:
    """What was frozen, as it was frozen: the head, and each row with its own sum."""
    return {
        "sha256": submission.sha256,
        "sent_at": submission.recorded_at.isoformat(timespec="seconds"),
        "sent_as": submission.recorded_as,
        "head": submission.told,
        "rows": [
            {**row.told, "sha256": row.sha256} for row in submission.rows.order_by("position")
        ],
    }


def json_file(submission: Submission) -> bytes:
    return json_bytes(as_json(submission))
