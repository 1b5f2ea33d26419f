"""What a plan says, read as of a day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from measures.checks.plan_addresses import inner_addresses, parts_of
from measures.checks.warnings import contradictions_in
from measures.models import Item, Measure
from measures.models.item import ItemThen, items_on
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day


def measures_of(plan: Plan, day: Day) -> list[Measure]:
    """The plan's measures as of a day, in its order."""
    return list(
        Measure.objects.filter(plan=plan)
        .as_of(day)
        .select_related("plan__organisation", "strategy")
        .prefetch_related("items")
        .order_by("position", "n")
    )


@dataclass(frozen=True, slots=True)
class MeasureText:
    """The items of a measure as they were on a day, and what its text says beside them."""

    items: Sequence[ItemThen]
    beside_items: str


def texts_on(measures: Sequence[Measure], on: date) -> dict[int, MeasureText]:
    """Measure id → what the document prints of it."""
    ever: defaultdict[int, list[Item]] = defaultdict(list)
    for item in Item.ever.filter(measure__in=measures).prefetch_related("changes"):
        ever[item.measure_id].append(item)
    return {measure.pk: _text(measure, items_on(ever[measure.pk], on)) for measure in measures}


def _text(measure: Measure, items: Sequence[ItemThen]) -> MeasureText:
    in_text = list(measure.items.all()) if items else []
    return MeasureText(items, measure.text_beside_items(in_text))


def count_warnings(plan: Plan, measures: Sequence[Measure], on: date, reader: User) -> int:
    """How much Kontroll points out, in the measures and beside them."""
    warnings = contradictions_in(plan, measures, on, reader=reader).open
    return len(warnings) + len(inner_addresses(plan, parts_of(plan)))
