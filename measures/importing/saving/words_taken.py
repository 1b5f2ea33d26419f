"""The words of measures that are there are changed as a document says, with what was before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F

from measures.importing.difference.parts import Part
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.saving.goals_and_strategies import GoalsAndStrategies
from measures.importing.saving.take_in import AT_A_TIME, write_parties
from measures.items import replace_items
from measures.models import Assignment, Item, Measure
from measures.models.edit import Words, note_edits
from ruspolitikk.accounts.models import User

TakenWords = tuple[Measure, MeasureRow, Sequence[Part]]
_COLUMNS = {
    Part.TEXT: "text",
    Part.TITLE: "title",
    Part.GOAL: "goal_text",
    Part.TOPIC: "topic",
    Part.RESPONSIBLE: "responsible_text",
    Part.CODE: "code",
}
PLAIN_COLUMNS = tuple(_COLUMNS.values())


@dataclass(frozen=True, slots=True)
class WordsTaken:
    """`before`: of each measure, by its id in words, its columns and what it was linked to, and the
    `version` that it has now, as JSON."""

    before: dict[str, dict[str, Any]] = field(default_factory=dict)


def take_words(
    taken: Sequence[TakenWords], headings: GoalsAndStrategies, *, on: date, by: User
) -> WordsTaken:
    """Write them. The measures are locked."""
    keys = [measure.pk for measure, _row, _parts in taken]
    said, before = Words.of_many(keys), as_it_stands(keys)
    for measure, row, parts in taken:
        _fill(measure, row, parts, headings)
    measures = [measure for measure, _row, _parts in taken]
    _link(taken, headings)
    for measure, row, parts in taken:
        if Part.TEXT in parts:
            replace_items(measure, row.items, on=on, by=by)
    save_words(measures)
    note_edits(measures, said, by=by)
    return WordsTaken(before)


def as_it_stands(keys: Sequence[int]) -> dict[str, dict[str, Any]]:
    rows = (
        Measure.objects.filter(pk__in=keys)
        .prefetch_related("goals", "assignments", "items")
        .select_related("strategy")
    )
    return {
        str(measure.pk): {
            "version": measure.edit_version + 1,
            **{column: getattr(measure, column) for column in PLAIN_COLUMNS},
            "strategy_id": measure.strategy_id,
            "goals": [goal.pk for goal in measure.goals.all()],
            "parties": [one.responsible_id for one in measure.assignments.all()],
            "items": [[item.pk, item.text] for item in measure.items.all()],
        }
        for measure in rows
    }


def _fill(
    measure: Measure, row: MeasureRow, parts: Sequence[Part], headings: GoalsAndStrategies
) -> None:
    for part in parts:
        if part in _COLUMNS:
            setattr(measure, _COLUMNS[part], getattr(row, part) or "")
    if Part.STRATEGY in parts:
        measure.strategy = headings.strategy_of(row)


def _link(taken: Sequence[TakenWords], headings: GoalsAndStrategies) -> None:
    """Goals of the plan, and who is responsible."""
    with_goals = [(m, row) for m, row, parts in taken if Part.GOAL in parts]
    through: Any = Measure.goals.through
    through.objects.filter(measure__in=[m.pk for m, _row in with_goals]).delete()
    through.objects.bulk_create(
        [through(measure=m, goal=goal) for m, row in with_goals for goal in headings.goals_of(row)],
        batch_size=AT_A_TIME,
    )
    with_parties = [(m, row) for m, row, parts in taken if Part.RESPONSIBLE in parts]
    if with_parties:
        Assignment.objects.filter(measure__in=[m.pk for m, _row in with_parties]).delete()
        write_parties(with_parties[0][0].plan.organisation, with_parties)


def save_words(measures: Sequence[Measure]) -> None:
    """The columns, with those that lists search and sort by, and the version of open forms."""
    items: dict[int, list[str]] = {measure.pk: [] for measure in measures}
    for key, text in Item.objects.filter(measure__in=items).values_list("measure", "text"):
        items[key].append(text)
    for measure in measures:
        measure.derive(items=items[measure.pk])
    columns = (*PLAIN_COLUMNS, "strategy", *Measure.DERIVED)
    Measure.objects.bulk_update(measures, columns, batch_size=AT_A_TIME)
    own = Measure.objects.filter(pk__in=items)
    own.update(edit_version=F("edit_version") + 1, edit_digest="")
