"""A sent report as a page shows it: drawn from what was frozen, and from nothing else."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from measures.rounds import NOT_REPORTED_FOR, RoundPart
from measures.vocabulary import NOT_REPORTED, PSEUDO_LABELS, STAGES, UNMAPPED, RiskLevel, stage_of
from reporting.models import FrozenRow, Submission
from reporting.models.submission import with_names_once
from reporting.submission.checking import Fault, fault_in
from reporting.submission.files.cells import number_of
from ruspolitikk.wording import fold, plural

UNMAPPED_LABEL, SILENT_LABEL = PSEUDO_LABELS[UNMAPPED], PSEUDO_LABELS[NOT_REPORTED]
DAYS = {"applies_on", "cut_off", "done_on", "due_on", "first_day"}


def with_days(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of a JSON object, its days as days."""
    return {
        key: date.fromisoformat(value) if key in DAYS and value else value
        for key, value in with_names_once(facts).items()
    }


def shown_row(row: FrozenRow) -> dict[str, Any]:
    """A row's facts, and what of them the table tells in a way of its own."""
    facts: dict[str, Any] = json.loads(row.words, object_hook=with_days)
    status = facts["status"]
    own_words = status["words"] if status else ""
    differs = bool(status) and fold(own_words) != fold(status["label"])
    return {
        **facts,
        **whole_text(facts),
        "measure_pk": row.measure_pk,
        "number": number_of(facts),
        "own_words": own_words if differs and status["code"] != "unmapped" else "",
        "is_gap": facts["in_round"] in NOT_REPORTED_FOR,
        "responsible_words": facts["responsible_text"] or ", ".join(facts["responsible"]),
    }


def whole_text(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a measure says beside its name: `more`, and the items that it does not have."""
    text = row["text"] if fold(row["text"]) != fold(row["name"]) else ""
    return {"more": text, "more_items": [each for each in row["items"] if each["text"] not in text]}


@dataclass(frozen=True)
class SentReport:
    """`groups` are the rows under their strategies, in the plan's order; `fault` what is not as it
    was sent; `facts` what was frozen, by measure."""

    submission: Submission
    head: dict[str, Any]
    groups: Sequence[tuple[str, Sequence[dict[str, Any]]]]
    total: int
    fault: Fault | None
    facts: Mapping[int, Any]

    @classmethod
    def of(cls, submission: Submission) -> "SentReport":
        return cls.of_rows(submission, list(submission.rows.order_by("position")))

    @classmethod
    def of_rows(cls, submission: Submission, rows: Sequence[FrozenRow]) -> "SentReport":
        """Of rows in the plan's order, which need not be written down yet."""
        shown = [shown_row(row) for row in rows]
        return cls(
            submission=submission,
            head=head_of(submission),
            groups=[(name or "", list(own)) for name, own in groupby(shown, _strategy)],
            total=len(rows),
            fault=fault_in(submission, rows),
            facts={row.measure_pk: row.told for row in rows},
        )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """In the plan's order."""
        return [row for _strategy, rows in self.groups for row in rows]

    @cached_property
    def stages(self) -> Counter[str]:
        """Of the measures that were reported for the round: how many are in each stage, or have
        words that nobody has explained."""
        own = (row for row in self.rows if row["in_round"] == RoundPart.REPORTED)
        return Counter(stage_of(row["status"]["code"]) for row in own)

    @property
    def headline(self) -> list[tuple[str, int]]:
        """How far what was to be reported is come, in parts that sum to the round's base."""
        steps = [*((name, label) for name, label, _codes in STAGES), (UNMAPPED, UNMAPPED_LABEL)]
        silent = sum(row["is_gap"] for row in self.rows)
        return [*((label, self.stages[name]) for name, label in steps), (SILENT_LABEL, silent)]

    @property
    def is_more_than_asked(self) -> bool:
        """Whether the plan has measures that the round does not ask about."""
        return self.total > sum(n for _label, n in self.headline)

    @property
    def stands_out(self) -> list[tuple[str, int]]:
        """Of all that is in the plan, as in the files."""
        high = sum(
            bool(row["risk"]) and row["risk"]["level"] == RiskLevel.HIGH for row in self.rows
        )
        return [("Over frist", sum(row["over_frist"] for row in self.rows)), ("Høy risiko", high)]

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
    told = f"{reported} av {base} tiltak er rapportert for {head['round']}."
    if not base:
        told = f"Ingen tiltak skulle rapporteres for {head['round']}."
    elif reported == base:
        all_of_them = plural(base, "Det ene tiltaket", f"Alle {base} tiltak")
        told = f"{all_of_them} er rapportert for {head['round']}."
    outside = [
        f"{counts[part.value]} {words}"
        for part, words in (
            (RoundPart.ENDED_BEFORE, "var avsluttet eller utgått før runden"),
            (RoundPart.JOINED_AFTER, "kom til etter den"),
        )
        if counts[part.value]
    ]
    return f"{told} {', '.join(outside)}." if outside else told
