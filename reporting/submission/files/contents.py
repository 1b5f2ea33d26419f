"""What the files of a sent report say of it: its facts, its figures, and what stands out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from measures.deadline_language import DeadlineKind
from measures.round_rate import RoundRate
from measures.rounds import RoundPart, RoundPeriod
from measures.vocabulary import DISPLAY_ORDER, UNMAPPED, RiskLevel
from reporting.submission.files.cells import name_of, number_of
from reporting.submission.sent import SentReport
from ruspolitikk.wording import address_word

RECEIVER = "Oslo kommune"
NOTHING = "–"


def stem_of(report: SentReport) -> str:
    """The files' name without its ending: «grorud-t2-2026-v2», of the names as they were then."""
    head = report.head
    bydel = head["bydel"].removeprefix("Bydel ")
    return address_word(f"{bydel} {head['round']} v{report.submission.version}")


def title_of(report: SentReport) -> str:
    return f"{report.head['plan']}: {report.head['round']}"


def moment_of(report: SentReport) -> datetime:
    """When it was sent, on Oslo's clock: every file is dated then."""
    return localtime(report.submission.recorded_at)


def mark_of(report: SentReport) -> str:
    """What stands at the foot of every page."""
    head, submission = report.head, report.submission
    return (
        f"{head['bydel']}. {head['round']}, versjon {submission.version}. Status per "
        f"{head['cut_off']:%d.%m.%Y}. Kontrollsum {short(submission.sha256)}"
    )


def short(checksum: str) -> str:
    """«3f9a1c0e … 77bc8b27»"""
    return f"{checksum[:8]} … {checksum[-8:]}"


def period_of(head: dict[str, Any]) -> RoundPeriod:
    return RoundPeriod(head["round"], head["first_day"], head["cut_off"])


def facts_of(report: SentReport) -> Iterator[tuple[str, object]]:
    """What it is, whose, when, and its checksum; a day is a day."""
    head, submission = report.head, report.submission
    yield "Fra", head["bydel"]
    yield "Til", RECEIVER
    yield "Plan", head["plan"]
    yield "Planperiode", head["plan_period"] or "Ikke oppgitt"
    yield "Saksnummer", head["case_number"] or "Ikke oppgitt"
    yield "Runde", f"{head['round']} ({period_of(head).days})"
    yield "Status per", head["cut_off"]
    if head["due_on"]:
        yield "Frist for å sende inn", head["due_on"]
    yield "Byen ba om", head["asked_for"]
    yield "Sendt", moment_of(report)
    yield "Sendt av", submission.recorded_as[:1].upper() + submission.recorded_as[1:]
    yield "Versjon", submission.version
    yield "Kontrollsum (SHA-256)", submission.sha256


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in the rows. `labels` are the city's words for each code, as of that day."""

    total: int
    rate: RoundRate
    by_code: Sequence[tuple[str, int]]
    not_reported: int
    overdue: int
    dated: int
    high_risk: int
    assessed: int

    @classmethod
    def of(cls, rows: Sequence[dict[str, Any]], counts: dict[str, int]) -> "Counts":
        statuses = [row["status"] for row in rows if row["status"]]
        labels = {status["code"]: status["label"] for status in statuses}
        found = Counter(status["code"] for status in statuses)
        in_order = [str(code) for code in DISPLAY_ORDER] + [UNMAPPED]
        return cls(
            total=len(rows),
            rate=RoundRate.of(counts),
            by_code=[(labels[code], found[code]) for code in in_order if code in found],
            not_reported=len(rows) - len(statuses),
            overdue=sum(row["over_frist"] for row in rows),
            dated=sum(has_due_date(row) for row in rows),
            high_risk=sum(is_high_risk(row) for row in rows),
            assessed=sum(bool(row["risk"]) for row in rows),
        )


def has_due_date(row: dict[str, Any]) -> bool:
    return bool(row["deadline"]) and row["deadline"]["kind"] == DeadlineKind.DATE


def is_high_risk(row: dict[str, Any]) -> bool:
    return bool(row["risk"]) and row["risk"]["level"] == RiskLevel.HIGH


def counts_of(report: SentReport) -> Counts:
    return Counts.of(report.rows, report.head["counts"])


def figures_of(report: SentReport) -> Iterator[tuple[str, str]]:
    """The headline figures as labels and values; nothing to count is «–», never 0."""
    counts = counts_of(report)
    rate = counts.rate
    share = f" ({rate.percent})" if rate.base else ""
    yield "Tiltak", str(counts.total)
    yield f"Rapportert for {report.head['round']}", f"{rate.reported} av {rate.base}{share}"
    yield "Sist rapportert tidligere", str(rate.older)
    yield "Aldri rapportert", str(rate.never)
    if rate.ended_before:
        yield "Avsluttet eller utgått før runden", str(rate.ended_before)
    if rate.joined_after:
        yield "Kommet til etter runden", str(rate.joined_after)
    for label, n in counts.by_code:
        yield label, str(n)
    yield "Over frist", of_dated(counts.overdue, counts.dated)
    yield "Høy risiko", of_assessed(counts.high_risk, counts.assessed)


def of_dated(overdue: int, dated: int) -> str:
    """«47 av 338 tiltak med fristdato», in Oversikt's words; «–» where there is nothing to count.

    As there, all that is in the plans is counted, also what had ended before the round.
    """
    return f"{overdue} av {dated} tiltak med fristdato" if dated else NOTHING


def of_assessed(high_risk: int, assessed: int) -> str:
    """«65 av 522 tiltak med vurdert risiko», likewise."""
    return f"{high_risk} av {assessed} tiltak med vurdert risiko" if assessed else NOTHING


@dataclass(frozen=True, slots=True)
class Deviation:
    """A measure that stands out, and why: over frist, high risk, not reported for the round."""

    row: dict[str, Any]
    reasons: Sequence[str]

    @property
    def in_words(self) -> str:
        """«3 Natteravner: over frist 31.12.2025, høy risiko.»"""
        return f"{number_of(self.row)} {name_of(self.row)}: {', '.join(self.reasons)}."


def deviations_of(report: SentReport) -> list[Deviation]:
    """In the plan's order."""
    found = (Deviation(row, list(_reasons(row, report.head["round"]))) for row in report.rows)
    return [each for each in found if each.reasons]


def _reasons(row: dict[str, Any], round_name: str) -> Iterator[str]:
    if row["over_frist"]:
        due_on: date | None = row["deadline"]["due_on"]
        yield f"over frist {due_on:%d.%m.%Y}" if due_on else "over frist"
    if is_high_risk(row):
        yield f"{row['risk']['label'].lower()} risiko"
    if row["in_round"] == RoundPart.NEVER:
        yield "aldri rapportert"
    elif row["is_gap"]:
        yield f"ikke rapportert for {round_name}, sist {row['status']['applies_on']:%d.%m.%Y}"


def words_of(report: SentReport) -> list[tuple[str, str]]:
    """The bydel's own status words and the status that each was counted as, as of that day."""
    pairs = {(s["words"], s["label"]) for row in report.rows if (s := row["status"])}
    return sorted(pairs, key=lambda pair: (pair[0].casefold(), pair))
