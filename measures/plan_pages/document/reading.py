"""What a plan says, read as of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from measures.checks.plan_addresses import PartText, inner_addresses
from measures.checks.warnings import contradictions_in
from measures.models import Edit, Measure, Status
from measures.models.item import ItemThen, items_as_of, items_part
from measures.round_rate import part_in
from measures.rounds import RoundPeriod
from measures.vocabulary import UNMAPPED
from plans.models import Plan, PlanChange
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day


def measures_of(plan: Plan, day: Day, period: RoundPeriod | None) -> list[Any]:
    """The plan's measures as of a day, in its order, each with its part in a round (`round_part`),
    whether its words were changed after the day (`is_reworded`), and where it was read from."""
    edits = Edit.objects.filter(measure=OuterRef("pk")).of_words_since(day.on)
    return list(
        Measure.objects.filter(plan=plan)
        .as_of(day)
        .annotate(round_part=part_in(period), is_reworded=Exists(edits.order_by()))
        .with_source("document", "place")
        .select_related("plan__organisation", "strategy")
        .prefetch_related(items_part(day))
        .order_by("position", "n")
    )


def documents_of(measures: Iterable[Any]) -> list[str]:
    """The documents that the measures were last read from, each once."""
    return list(dict.fromkeys(one.source_document for one in measures if one.source_document))


def reports_of(measures: Iterable[Measure]) -> list[Status]:
    """The newest report of each that has one."""
    return [measure.status for measure in measures if measure.status]


def unmapped_words(measures: Iterable[Measure]) -> list[str]:
    """The status words that nobody has explained, as they are written, each once."""
    waiting = (one.status for one in measures if one.status and one.status_code == UNMAPPED)
    return list(dict.fromkeys(status.words for status in waiting))


def misfiled_in(plan: Plan) -> list[Measure]:
    """The plan's misfiled measures, each with who marked it and why; they are in no count."""
    misfiled = Measure.ever.filter(plan=plan, is_misfiled=True).select_related("plan")
    return list(misfiled.prefetch_related("misfilings").order_by("position", "n"))


def misfiled_plans(user: User) -> list[Plan]:
    """The misfiled plans that a person may read, each with its changes; they are in no count."""
    misfiled = Plan.ever.visible_to(user).filter(is_misfiled=True)
    marked = PlanChange.objects.filter(part=PlanChange.Part.MISFILED)
    return list(misfiled.in_order().prefetch_related(Prefetch("changes", marked)))


@dataclass(frozen=True, slots=True)
class MeasureText:
    """The items of a measure as they were on a day, and what its text says before or after them."""

    items: Sequence[ItemThen]
    before: str
    after: str


def texts_on(measures: Sequence[Measure], day: Day) -> dict[int, MeasureText]:
    """Measure id → what the document prints of it."""
    return {measure.pk: _text(measure, items_as_of(measure, day)) for measure in measures}


def _text(measure: Measure, items: Sequence[ItemThen]) -> MeasureText:
    in_text = measure.items_in_effect if items else []
    before, after = measure.text_around_items(in_text)
    return MeasureText(items, before, after)


def count_warnings(
    plan: Plan, measures: Sequence[Measure], parts: Iterable[PartText], on: date, reader: User
) -> int:
    """How much Kontroll points out, in the measures and beside them."""
    warnings = contradictions_in(plan, measures, on, reader=reader).open
    return len(warnings) + len(inner_addresses(plan, parts))
