"""What a bydel's report says otherwise than its report for the round before: both as sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reporting.council.changes import Change
from reporting.models import Submission
from reporting.submission.difference import SINCE_A_ROUND, FieldChange, changes
from reporting.submission.files.cells import name_of, number_of
from reporting.submission.sent import SentReport

SEE_CHANGES = "Siden «Endringer» i systemet sammenligner det som er registrert."
"""Where changes stand when two reports cannot be compared."""


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
            return f"Bydelen har ikke sendt inn for en tidligere runde. {SEE_CHANGES}"
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
    sentences: dict[int, list[str]] = {}
    for change in changes(before.facts, after.facts, SINCE_A_ROUND):
        sentences.setdefault(change.measure_pk, []).append(_sentence(change))
    for pk in after.facts.keys() - before.facts.keys():
        sentences[pk] = ["er nytt i planen"]
    found = (
        Change(number_of(row), name_of(row), sentences[row["measure_pk"]])
        for row in after.rows
        if row["measure_pk"] in sentences
    )
    return ChangesSince(before.head["round"], list(found))


NOTHING = {"Status": "ikke rapportert", "Risiko": "ikke vurdert", "Frist": "ingen"}


def _sentence(change: FieldChange) -> str:
    """«status fra «Påbegynt» til «Iverksatt»», in the bydel's own words where it has some."""
    before, after = (
        _words(value) or NOTHING[change.field] for value in (change.before, change.after)
    )
    return f"{change.field.lower()} fra «{before}» til «{after}»"


def _words(value: Mapping[str, Any] | str | None) -> str:
    if isinstance(value, Mapping):
        return str(value["words"] or value["label"])
    return value or ""
