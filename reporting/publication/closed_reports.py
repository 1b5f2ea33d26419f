"""What the city had of a round when it was closed, and which of it may be shown in public.

Frozen rows alone: nothing of it follows what was changed later, or was sent after a reopening.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from measures.round_rate import RoundRate
from reporting.models import FrozenRow, Round, Submission
from reporting.submission.sent import head_of, shown_row
from ruspolitikk.wording import address_word

type Row = Mapping[str, Any]


@dataclass(frozen=True)
class ClosedReport:
    """A bydel's report, or what was kept of one that did not send."""

    submission: Submission
    head: Row
    rows: Sequence[Row]

    @property
    def is_sent(self) -> bool:
        return self.submission.is_sent

    @property
    def bydel(self) -> str:
        """«Alna», as it was called when it was sent."""
        return str(self.head["bydel"]).removeprefix("Bydel ")

    @property
    def name(self) -> str:
        """«12 Alna»"""
        return f"{self.head['bydel_number']} {self.bydel}"

    @property
    def slug(self) -> str:
        return address_word(self.bydel)

    @property
    def rate(self) -> RoundRate:
        return RoundRate.of(self.head["counts"])


def closed_reports(one: Round) -> list[ClosedReport]:
    """Of each bydel that had a plan, by their numbers; none of a round that is open. In two
    queries."""
    submissions = list(Submission.ever.filter(round=one).when_closed().select_related("bydel"))
    frozen = FrozenRow.objects.filter(submission__in=submissions)
    in_order = frozen.order_by("submission", "position")
    rows = {pk: list(map(shown_row, own)) for pk, own in groupby(in_order, _submission)}
    reports = [ClosedReport(each, head_of(each), rows.get(each.pk, ())) for each in submissions]
    return sorted(reports, key=lambda report: report.head["bydel_number"] or 0)


def _submission(row: FrozenRow) -> int:
    return row.submission_id


@dataclass(frozen=True, slots=True)
class PublicField:
    """A field of a row that people have written. `text_of` gives all its words, as they are judged;
    blank where there are none."""

    key: str
    label: str
    text_of: Callable[[Row], str]


def _measure(row: Row) -> str:
    """Its title, text and delpunkter: one is shown where another stands, so they are one text."""
    title = row["title"] if row["title"] != row["text"] else None
    items = [item["text"] for item in row["items"] if item["text"] not in row["text"]]
    return _lines(title, row["text"], *items)


def _remark(row: Row) -> str:
    return str((row["status"] and row["status"]["remark"]) or "")


def _lines(*texts: str | None) -> str:
    return "\n".join(text for text in texts if text)


CODE = PublicField("code", "Nr", lambda row: row["code"] or "")
MEASURE = PublicField("measure", "Tiltak", _measure)
GOAL = PublicField("goal", "Mål", lambda row: _lines(*row["goals"], row["goal_text"]))
TOPIC = PublicField("topic", "Innsatsområde", lambda row: row["topic"] or "")
STRATEGY = PublicField("strategy", "Strategi", lambda row: row["strategy"] or "")
RESPONSIBLE = PublicField("responsible", "Ansvarlig", lambda row: row["responsible_words"])
DEADLINE = PublicField(
    "deadline", "Frist", lambda row: row["deadline"]["words"] if row["deadline"] else ""
)
STATUS = PublicField(
    "status", "Status", lambda row: row["status"]["words"] if row["status"] else ""
)
REMARK = PublicField("remark", "Merknad, valgt for publisering", _remark)

ALWAYS = (CODE, MEASURE, GOAL, TOPIC, STRATEGY, RESPONSIBLE, DEADLINE, STATUS)
"""Shown of every measure that was sent; a remark is, where it is let through. What else a row
holds is the city's own words, days and counts, or is never shown."""

PLAN = PublicField("plan", "Plan", lambda head: head["plan"])
"""Of the report as a whole, its head in place of a row."""
