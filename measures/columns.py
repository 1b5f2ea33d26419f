"""A measure's columns, declared once for every page and file.

A column takes a measure as of the day and its parts prefetched
(`PARTS`), and the day asked about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Prefetch

from measures.models import Measure
from measures.recurring import explain_in
from measures.vocabulary import label_for

Value = str | int | date | None
PARTS: tuple[Any, ...] = (
    # A batch has few plans and strategies, so reading them apart beats joining them to each row.
    *("plan__organisation", "strategy__means"),
    # As lists: what `.all()` reads from is built for every measure, and costs more than it holds.
    Prefetch("items", to_attr="bullets"),
    Prefetch("answers", to_attr="answered_measures"),
    "answered_measures__strategy",
)


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is in characters, as a spreadsheet counts them."""

    key: str
    heading: str
    value: Callable[[Measure, date], Value]
    width: int
    kind: Literal["text", "number", "date"] = "text"


def city_key(measure: Measure) -> str:
    """The key of one of the city's measures: strategy/topic/letter, «3/Helse/c», «2//a»."""
    number = measure.strategy.number if measure.strategy else ""
    return f"{number}/{measure.topic}/{measure.code}"


def city_label(measure: Measure) -> str:
    """«Strategi 3, Helse c»: the same in words."""
    number = measure.strategy.number if measure.strategy else None
    return city_words(number, measure.topic, measure.code)


def city_words(number: int | None, topic: str, letter: str) -> str:
    return f"Strategi {'–' if number is None else number}, {topic or 'tiltak'} {letter}"


def _city_strategy(measure: Measure, on: date) -> Value:
    if measure.strategy is None:
        return "Uten strategi"
    meant = measure.strategy.means or measure.strategy
    return f"{meant.number}. {meant.text}"


def _deadline_explained(measure: Measure, on: date) -> Value:
    if measure.deadline is None:
        return None
    return explain_in(measure.plan, measure.deadline.meaning, on)


COLUMNS = (
    # What is printed: the first ten fit readably on a page across, and the rest are on screen.
    Column("bydel", "Bydel", lambda m, on: m.plan.organisation.name, 16),
    Column("plan", "Plan", lambda m, on: m.plan.period, 13),
    Column("n", "Nr.", lambda m, on: m.n, 6, "number"),
    Column("title", "Tittel", lambda m, on: m.title, 34),
    Column("text", "Tiltak", lambda m, on: m.text, 60),
    Column("responsible", "Ansvarlig", lambda m, on: m.responsible_text, 30),
    Column("status", "Status", lambda m, on: label_for(m.status_code), 16),
    Column(
        "risk",
        "Risiko",
        lambda m, on: str(m.risk) if m.risk else None,
        10,
    ),
    Column(
        "deadline",
        "Frist, planens ord",
        lambda m, on: m.deadline.words if m.deadline else None,
        22,
    ),
    Column(
        "reported",
        "Sist rapportert",
        lambda m, on: m.status.applies_on if m.status else None,
        12,
        "date",
    ),
    Column("code", "Kode", lambda m, on: m.code, 8),
    Column("items", "Delpunkter", lambda m, on: "\n".join(i.text for i in m.bullets), 40),
    Column("goal", "Mål i planen", lambda m, on: m.goal_text, 34),
    Column("strategy", "Byens strategi", _city_strategy, 30),
    Column("topic", "Innsatsområde", lambda m, on: m.topic, 20),
    Column(
        "status_words",
        "Status, bydelens ord",
        lambda m, on: m.status.words if m.status else None,
        24,
    ),
    Column("remark", "Merknad", lambda m, on: m.status.remark if m.status else None, 40),
    Column("explained", "Frist, tolket som", _deadline_explained, 28),
    Column("due_on", "Dag", lambda m, on: m.deadline.due_on if m.deadline else None, 12, "date"),
    Column(
        "overdue",
        "Over frist",
        lambda m, on: "Ja" if m.is_overdue(on) else "Nei",
        10,
    ),
    Column(
        "answers",
        "Svarer på byens tiltak",
        lambda m, on: "\n".join(city_label(answered) for answered in m.answered_measures),
        28,
    ),
)
COLUMN = {column.key: column for column in COLUMNS}
