"""What is published of a round: one JSON document that its pages are drawn from, and the CSV file.

docs/published-report.md names what is in it: names are added last, none is renamed or removed.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime

from measures.rounds import RoundPart
from measures.vocabulary import STAGES, UNMAPPED, stage_of
from reporting.files.csv import csv_file
from reporting.models import PublishedFile
from reporting.models.submission import sum_of_round
from reporting.publication.closed_reports import (
    CODE,
    DEADLINE,
    GOAL,
    MEASURE,
    PLAN,
    REMARK,
    RESPONSIBLE,
    STATUS,
    STRATEGY,
    TOPIC,
    ClosedReport,
    PublicField,
    Row,
)
from reporting.publication.gate import Gate

SCHEMA = 1
OMITTED = "Utelatt"
UNCLEAR_LABEL = "Uklar status"
JSON_TYPE, CSV_TYPE = "application/json", "text/csv; charset=utf-8"
NOT_REPORTED_KEY = "not_reported"

CSV_FIELDS = (
    "round", "cut_off", "bydel_number", "bydel", "plan", "n", "code", "name", "text", "items",
    "topic", "strategy", "goals", "answers", "responsible", "deadline", "deadline_kind", "due_on",
    "over_frist", "in_round", "stage", "status_code", "status_label", "status_words",
    "status_applies_on", "risk_level", "risk_label", "remark",
)  # fmt: skip
"""The columns of the CSV file, in their order."""


def document_of(gate: Gate, published_on: date) -> dict[str, Any]:
    """Of a gate's round, all that is public, with what is not let stand left out."""
    one, head = gate.round, gate.reports[0].head
    closed_on = localtime(one.closed_at).date() if one.closed_at else None
    bydeler = [_bydel(report, gate) for report in gate.reports]
    return {
        "schema": SCHEMA,
        "source": settings.PUBLISHED_BY,
        "licence": {"name": settings.LICENCE_NAME, "address": settings.LICENCE_ADDRESS},
        "round": head["round"],
        "first_day": _iso(head["first_day"]),
        "cut_off": _iso(head["cut_off"]),
        "closed_on": _iso(closed_on),
        "published_on": _iso(published_on),
        "sha256": sum_of_round(
            (report.submission for report in gate.reports),
            (each["name"] for each in one.without_plan),
        ),
        "bydeler": bydeler,
        "without_plan": [
            {"bydel_number": each["number"], "bydel": each["name"].removeprefix("Bydel ")}
            for each in one.without_plan
        ],
        "measures": [row for report in gate.sent for row in _Shown(report, gate).rows()],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _bydel(report: ClosedReport, gate: Gate) -> dict[str, Any]:
    rate, submission = report.rate, report.submission
    of_round = [row for row in report.rows if row["in_round"] == RoundPart.REPORTED]
    stages = Counter(stage_of(row["status"]["code"]) for row in of_round if report.is_sent)
    days = [row["status"]["applies_on"] for row in report.rows if row["status"]]
    return {
        "bydel_number": report.head["bydel_number"],
        "bydel": report.bydel,
        "slug": report.slug,
        "has_sent": report.is_sent,
        "version": submission.version if report.is_sent else None,
        "sent_on": _iso(localtime(submission.recorded_at).date()) if report.is_sent else None,
        "sha256": submission.sha256 if report.is_sent else None,
        "plan": _plan(report, gate) if report.is_sent else None,
        "plan_period": report.head["plan_period"] or None,
        "last_reported_on": _iso(max(days, default=None)),
        # What a bydel has not sent, the city does not know.
        "counts": {
            **{name: stages[name] if report.is_sent else None for name in STAGE_NAMES},
            NOT_REPORTED_KEY: rate.not_reported if report.is_sent else rate.base,
            "measures": rate.base,
            "ended_before": rate.ended_before,
            "joined_after": rate.joined_after,
        },
    }


STAGE_NAMES = (*(name for name, _label, _codes in STAGES), UNMAPPED)


def _plan(report: ClosedReport, gate: Gate) -> str:
    text = PLAN.text_of(report.head)
    return OMITTED if (report.submission.pk, PLAN.key, text) in gate.omitted else text


@dataclass(frozen=True)
class _Shown:
    """The rows of a report, without what is left out."""

    report: ClosedReport
    gate: Gate

    def rows(self) -> list[dict[str, Any]]:
        return [self._row(row) for row in self.report.rows]

    def _omits(self, row: Row, field: PublicField) -> bool:
        return (self.report.submission.pk, field.key, field.text_of(row)) in self.gate.omitted

    def _shown(self, row: Row, field: PublicField, value: Any) -> Any:
        if not self._omits(row, field):
            return value
        return [OMITTED] if isinstance(value, list) else OMITTED

    def _row(self, row: Row) -> dict[str, Any]:
        # What names it is its title, its goal, or the first words of its text.
        is_named = not (self._omits(row, MEASURE) or self._omits(row, GOAL))
        items = [] if self._omits(row, MEASURE) else row["items"]
        return {
            "bydel_number": self.report.head["bydel_number"],
            "bydel": self.report.bydel,
            "n": row["n"],
            "code": self._shown(row, CODE, row["code"]),
            "name": row["name"] if is_named else OMITTED,
            "text": self._shown(row, MEASURE, row["text"]),
            "items": [{"text": i["text"], "done_on": _iso(i["done_on"])} for i in items],
            "topic": self._shown(row, TOPIC, row["topic"]),
            "strategy": self._shown(row, STRATEGY, row["strategy"]),
            "goals": self._shown(row, GOAL, row["goals"] or _one(row["goal_text"])),
            "answers": row["answers"],
            "responsible": self._shown(row, RESPONSIBLE, row["responsible_words"] or None),
            **self._deadline(row),
            "over_frist": row["over_frist"],
            "in_round": row["in_round"],
            **self._status(row),
            **_risk(row),
            "remark": self._remark(row),
        }

    def _deadline(self, row: Row) -> dict[str, Any]:
        deadline = row["deadline"]
        if deadline is None or self._omits(row, DEADLINE):
            words = OMITTED if deadline else None
            return {"deadline": words, "deadline_kind": None, "due_on": None}
        return {
            "deadline": deadline["words"],
            "deadline_kind": deadline["kind"],
            "due_on": _iso(deadline["due_on"]),
        }

    def _status(self, row: Row) -> dict[str, Any]:
        status = row["status"]
        if status is None:
            return dict.fromkeys(("stage", *(f"status_{name}" for name in OF_STATUS)))
        is_unclear = status["code"] == UNMAPPED
        return {
            "stage": stage_of(status["code"]),
            "status_code": status["code"],
            "status_label": UNCLEAR_LABEL if is_unclear else status["label"],
            "status_words": self._shown(row, STATUS, status["words"]),
            "status_applies_on": _iso(status["applies_on"]),
        }

    def _remark(self, row: Row) -> str | None:
        text = REMARK.text_of(row)
        if (self.report.submission.pk, REMARK.key, text) not in self.gate.let_through:
            return None
        return str(self._shown(row, REMARK, text))


OF_STATUS = ("code", "label", "words", "applies_on")


def _one(text: str | None) -> list[str]:
    return [text] if text else []


def _risk(row: Row) -> dict[str, Any]:
    """The level alone: a bydel's own words for it may say more."""
    risk = row["risk"]
    return {
        "risk_level": risk["level"] if risk else None,
        "risk_label": risk["label"] if risk else None,
    }


def files_of(document: Mapping[str, Any], stem: str) -> list[PublishedFile]:
    """The files, not stored: the same bytes of the same document."""
    kind = PublishedFile.Kind
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    as_json = f"{text}\n".encode("utf-8", "replace")
    as_csv = csv_file(CSV_FIELDS, csv_rows(document))
    return [
        PublishedFile.of(kind.JSON, f"{stem}.json", JSON_TYPE, as_json),
        PublishedFile.of(kind.CSV, f"{stem}.csv", CSV_TYPE, as_csv),
    ]


def csv_rows(document: Mapping[str, Any]) -> list[list[object]]:
    """A row for each measure: yes and no as 1 and 0, lists a line each."""
    plans = {each["bydel"]: each["plan"] for each in document["bydeler"]}
    of_round = {"round": document["round"], "cut_off": document["cut_off"]}
    return [
        [_cell({**of_round, "plan": plans[row["bydel"]], **row}[name]) for name in CSV_FIELDS]
        for row in document["measures"]
    ]


def _cell(value: object) -> object:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(each["text"] if isinstance(each, dict) else str(each) for each in value)
    return int(value) if isinstance(value, bool) else value
