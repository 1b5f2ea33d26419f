"""What a bydel's report says otherwise than its report for the round before: both as sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reporting.council.changes import Change
from reporting.models import Submission
from reporting.submission.files.cells import name_of, number_of
from reporting.submission.sent import SentReport


@dataclass(frozen=True, slots=True)
class ChangesSince:
    """Since the report for the round before; `since` is None where the bydel has sent none."""

    since: str | None
    changes: list[Change]

    @property
    def heading(self) -> str:
        return f"Endringer siden {self.since}" if self.since else "Endringer"

    @property
    def nothing(self) -> str:
        """What is said where no change is listed; empty where some are."""
        if self.since is None:
            return "Bydelen har ikke sendt inn for en tidligere runde, så endringer kan ikke vises."
        return "" if self.changes else "Ingenting er endret."


def report_before(submission: Submission) -> SentReport | None:
    """The last report that the bydel had sent for an earlier round when this one was sent.

    What is sent for that round later is not looked at, so that the answer is always the same.
    """
    sent = Submission.objects.filter(
        bydel=submission.bydel_id,
        round__cut_off__lt=submission.told["cut_off"],
        recorded_at__lt=submission.recorded_at,
    )
    before = sent.order_by("-round__cut_off", "-version").select_related("round", "bydel").first()
    return SentReport.of(before) if before else None


def changes_since(before: SentReport | None, after: SentReport) -> ChangesSince:
    """In the plan's order; a confirmation that nothing changed is none, and so is a rewording."""
    if before is None:
        return ChangesSince(None, [])
    earlier = {row["measure_pk"]: row for row in before.rows}
    found = (
        Change(number_of(row), name_of(row), list(_sentences(earlier.get(row["measure_pk"]), row)))
        for row in after.rows
    )
    return ChangesSince(before.head["round"], [change for change in found if change.sentences])


def _sentences(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Iterator[str]:
    if before is None:
        yield "er nytt i planen"
        return
    for what, key, compared in (
        ("status", "status", "code"),
        ("risiko", "risk", "level"),
        ("frist", "deadline", "due_on"),
    ):
        old, new = before[key], after[key]
        if _value(old, compared) != _value(new, compared):
            yield f"{what} fra «{_words(old, what)}» til «{_words(new, what)}»"


def _value(fact: Mapping[str, Any] | None, compared: str) -> Any:
    """What counts: the code, the level, the day; a deadline without a day is its words."""
    if fact is None:
        return None
    return fact[compared] or fact["words"]


def _words(fact: Mapping[str, Any] | None, what: str) -> str:
    if fact is None:
        return {"status": "ikke rapportert", "risiko": "ikke vurdert", "frist": "ingen"}[what]
    return str(fact["words"] or fact.get("label") or "ingen")
