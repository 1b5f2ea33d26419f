"""The measures that are there, as a document is held against them (`compare.Standing`)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from django.db.models import prefetch_related_objects

from measures.importing.difference.compare import Standing
from measures.importing.difference.parts import Part, Value
from measures.models import Deadline, Edit, Entry, ItemChange, Measure, MeasureSource, Risk, Status
from measures.vocabulary import RiskLevel, StatusCode

_EDITED = {
    Edit.Part.TEXT: Part.TEXT,
    Edit.Part.TITLE: Part.TITLE,
    Edit.Part.CODE: Part.CODE,
    Edit.Part.GOAL_TEXT: Part.GOAL,
    Edit.Part.GOALS: Part.GOAL,
    Edit.Part.TOPIC: Part.TOPIC,
    Edit.Part.STRATEGY: Part.STRATEGY,
    Edit.Part.RESPONSIBLE: Part.RESPONSIBLE,
}
_TICKS = (ItemChange.Act.DONE, ItemChange.Act.REOPENED)

Sources = Mapping[int, MeasureSource]


def read_standing(measures: Any) -> list[Standing]:
    """Those of a queryset of measures, in their plans' order; a dozen queries for any number."""
    # Fetched once each: many measures have the same.
    rows = list(measures.prefetch_related("plan", "strategy").order_by("plan", "position", "n"))
    prefetch_related_objects([measure for measure in rows if not measure.goal_text], "goals")
    keys = [measure.pk for measure in rows]
    sources = last_read(keys)
    reports = {
        Part.DEADLINE: _entries(Deadline, keys, sources),
        Part.STATUS: _entries(Status, keys, sources),
        Part.RISK: _entries(Risk, keys, sources),
    }
    edited = _edited(keys, sources)
    return [
        Standing(
            key=measure.pk,
            n=measure.n,
            number=measure.number,
            name=measure.name,
            words=(words := words_of(measure)),
            reports={part: of_all.get(measure.pk, []) for part, of_all in reports.items()},
            said=said_of(sources.get(measure.pk)),
            edited={
                part: Value(words[part], by=edit.by, at=edit.at, is_since=True)
                for part, edit in edited[measure.pk].items()
            },
            first_day=measure.first_day,
        )
        for measure in rows
    ]


def words_of(measure: Measure) -> dict[Part, str]:
    """What a measure says of each part that has no history of its own."""
    return {
        Part.TEXT: measure.text,
        Part.TITLE: measure.title,
        Part.CODE: measure.code,
        Part.GOAL: measure.goal_text or "\n".join(goal.text for goal in measure.goals.all()),
        Part.TOPIC: measure.topic,
        Part.STRATEGY: measure.strategy.text if measure.strategy else "",
        Part.RESPONSIBLE: measure.responsible_text,
    }


def last_read(keys: Sequence[int]) -> dict[int, MeasureSource]:
    """The newest source of each measure that tells what its document said."""
    sources = MeasureSource.objects.of_documents().filter(measure__in=keys)
    sources = sources.prefetch_related("act")
    return {source.measure_id: source for source in sources.order_by("pk")}


def said_of(source: MeasureSource | None) -> dict[Part, str]:
    return {Part(name): words for name, words in source.said.items()} if source else {}


def _is_since(row: Any, source: MeasureSource | None) -> bool:
    """Whether somebody said it in the product after the measure was last read."""
    if source is None or not row.recorded_as:
        return False
    act = source.act
    return act is None or row.recorded_at > act.recorded_at


def _entries(kind: type[Entry], keys: Sequence[int], sources: Sources) -> dict[int, list[Value]]:
    found: defaultdict[int, list[Value]] = defaultdict(list)
    for entry in kind.objects.counting().filter(measure__in=keys):
        source = sources.get(entry.measure_id)
        is_of_the_reading = source is not None and source.act_id and entry.act_id == source.act_id
        found[entry.measure_id].append(
            Value(
                words=entry.words,
                means=_meaning(entry),
                remark=getattr(entry, "remark", ""),
                on=entry.applies_on,
                by=entry.recorded_as,
                at=entry.recorded_at,
                is_since=not is_of_the_reading and _is_since(entry, source),
            )
        )
    return found


def _meaning(entry: Entry) -> Any:
    match entry:
        case Status():
            return StatusCode(entry.code) if entry.code else None
        case Risk():
            return RiskLevel(entry.level) if entry.level else None
        case Deadline():
            return entry.meaning
    return None


class _Edited:
    """The newest edit of a part since the measure was last read: by whom, and when."""

    def __init__(self, row: Edit | ItemChange) -> None:
        self.by, self.at = row.recorded_as, row.recorded_at


def _edited(keys: Sequence[int], sources: Sources) -> defaultdict[int, dict[Part, _Edited]]:
    """Measure id → the parts that somebody has edited since it was last read."""
    found: defaultdict[int, dict[Part, _Edited]] = defaultdict(dict)
    edits = Edit.objects.filter(measure__in=keys, part__in=_EDITED)
    changes = ItemChange.objects.filter(measure__in=keys).exclude(act__in=_TICKS)
    rows: list[Any] = [*edits, *changes]
    for row in sorted(rows, key=attrgetter("recorded_at", "pk")):
        if _is_since(row, sources.get(row.measure_id)):
            part = _EDITED[Edit.Part(row.part)] if isinstance(row, Edit) else Part.TEXT
            found[row.measure_id][part] = _Edited(row)
    return found
