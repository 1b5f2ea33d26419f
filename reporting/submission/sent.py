"""A sent report as a page shows it: drawn from what was frozen, and from nothing else."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from measures.rounds import NOT_REPORTED_FOR, RoundPart
from reporting.models import FrozenRow, Submission
from ruspolitikk.wording import fold

DAYS = {"applies_on", "cut_off", "done_on", "due_on", "first_day"}


def with_days(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of a JSON object, its days as days."""
    return {
        key: date.fromisoformat(value) if key in DAYS and value else value
        for key, value in facts.items()
    }


def shown_row(row: FrozenRow) -> dict[str, Any]:
    """A row's facts, and what of them the table tells in a way of its own."""
    facts: dict[str, Any] = json.loads(row.words, object_hook=with_days)
    status = facts["status"]
    own_words = status["words"] if status else ""
    differs = bool(status) and fold(own_words) != fold(status["label"])
    return {
        **facts,
        "measure_pk": row.measure_pk,
        "own_words": own_words if differs and status["code"] != "unmapped" else "",
        "is_gap": facts["in_round"] in NOT_REPORTED_FOR,
        "responsible_words": facts["responsible_text"] or ", ".join(facts["responsible"]),
    }


@dataclass(frozen=True, slots=True)
class SentReport:
    """`groups` are the rows under their strategies, in the plan's order; `altered` the numbers of
    the rows that are not as they were sent; `facts` what was frozen, by measure."""

    submission: Submission
    head: dict[str, Any]
    groups: Sequence[tuple[str, Sequence[dict[str, Any]]]]
    total: int
    altered: Sequence[int]
    is_whole: bool
    facts: Mapping[int, Any]

    @classmethod
    def of(cls, submission: Submission) -> "SentReport":
        return cls.of_rows(submission, list(submission.rows.order_by("position")))

    @classmethod
    def of_rows(cls, submission: Submission, rows: Sequence[FrozenRow]) -> "SentReport":
        """Of rows in the plan's order, which need not be written down yet."""
        shown = [shown_row(row) for row in rows]
        altered = [row.position for row in rows if not row.is_whole]
        return cls(
            submission=submission,
            head=head_of(submission),
            groups=[(name or "", list(own)) for name, own in groupby(shown, _strategy)],
            total=len(rows),
            altered=altered,
            is_whole=not altered and submission.computed_sum(rows) == submission.sha256,
            facts={row.measure_pk: row.told for row in rows},
        )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """In the plan's order."""
        return [row for _strategy, rows in self.groups for row in rows]

    @property
    def later(self) -> list[dict[str, Any]]:
        """Those with something reported about a day after the cut-off, which is not included."""
        return [row for row in self.rows if row["not_included"]]

    @property
    def lead(self) -> str:
        return how_much(self.head)


def _strategy(row: dict[str, Any]) -> str | None:
    strategy: str | None = row["strategy"]
    return strategy


def head_of(submission: Submission) -> dict[str, Any]:
    """What was frozen of the report as a whole, its days as days."""
    head: dict[str, Any] = json.loads(submission.head, object_hook=with_days)
    return head


def how_much(head: dict[str, Any]) -> str:
    """«18 av 21 tiltak er rapportert for T2 2026.», and what is outside the round's base."""
    counts = head["counts"]
    base = sum(counts[part.value] for part in (RoundPart.REPORTED, *NOT_REPORTED_FOR))
    reported = counts[RoundPart.REPORTED.value]
    many = f"{reported} av {base}" if reported < base else f"Alle {base}"
    told = f"{many} tiltak er rapportert for {head['round']}."
    outside = [
        f"{counts[part.value]} {words}"
        for part, words in (
            (RoundPart.ENDED_BEFORE, "var avsluttet eller utgått før runden"),
            (RoundPart.JOINED_AFTER, "kom til etter den"),
        )
        if counts[part.value]
    ]
    return f"{told} {', '.join(outside)}." if outside else told
