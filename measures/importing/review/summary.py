"""What of a document will be saved, counted, with what each count is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from measures.importing.review.row_shown import risk_counts, status_counts
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.saving.goals_and_strategies import goals_are_local
from ruspolitikk.wording import fold, plural


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A count, and what it is made of."""

    label: str
    count: int
    more: str


def lines_of(rows: Sequence[MeasureRow]) -> list[SummaryLine]:
    strategies = _different(row.strategy for row in rows)
    goals = _different(row.goal_text for row in rows)
    topics = _different(row.topic for row in rows)
    parties = _different(name for row in rows for name in row.responsible)
    dated = [row for row in rows if row.deadline_text or row.due_on]
    without = len(rows) - len(dated)
    unclear = sum(1 for row in dated if row.deadline_kind == "unclear")
    statuses, risks = status_counts(rows), risk_counts(rows)
    told = [f"{n} {code.label}" if code else f"{n} må avklares" for code, n in statuses.items()]
    silent = len(rows) - sum(statuses.values())
    return [
        SummaryLine("Tiltak", len(rows), ""),
        SummaryLine("Delpunkter", sum(len(row.items) for row in rows), ""),
        SummaryLine(
            "Mål", len(goals), "Hvert tiltak har sitt eget mål" if goals_are_local(rows) else ""
        ),
        SummaryLine("Strategier", len(strategies), "; ".join(strategies)),
        SummaryLine("Innsatsområder", len(topics), ", ".join(topics)),
        SummaryLine("Ansvarlige", len(parties), ""),
        SummaryLine(
            "Frister",
            len(dated),
            _sentence(
                f"{unclear} må avklares" if unclear else "",
                f"{without} tiltak har ingen frist" if without else "",
            ),
        ),
        SummaryLine(
            "Statuser",
            sum(statuses.values()),
            _sentence(*told, f"{silent} er ikke rapportert" if silent else ""),
        ),
        SummaryLine(
            "Risikoer",
            sum(risks.values()),
            _sentence(*(f"{n} {level.label.lower()}" for level, n in risks.items())),
        ),
    ]


def counted(measures: int, goals: int, strategies: int) -> str:
    """«49 tiltak, 2 mål og 3 strategier», without what there is none of."""
    counts = [
        f"{measures} tiltak",
        f"{goals} mål" if goals else "",
        f"{strategies} {plural(strategies, 'strategi', 'strategier')}" if strategies else "",
    ]
    *first, last = filter(None, counts)
    return f"{', '.join(first)} og {last}" if first else last


def _different(texts: Iterable[str | None]) -> list[str]:
    return list({fold(text): text for text in texts if text}.values())


def _sentence(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def unmapped_words(rows: Sequence[MeasureRow]) -> list[tuple[str, str]]:
    """The words that wait, with the measures that have them."""
    by_words: dict[str, tuple[str, list[str]]] = {}
    for row in rows:
        if row.status_text and row.status is None:
            _words, numbers = by_words.setdefault(fold(row.status_text), (row.status_text, []))
            numbers.append(str(row.n))
    return [(words, ", ".join(numbers)) for words, numbers in by_words.values()]
