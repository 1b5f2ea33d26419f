"""What a page or a file of a day says of what was changed since (domain.md, «Mistakes», «An adopted
plan's own facts»): starts moved over the day, reports put right, texts that are today's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from measures.models import Edit, Measure
from measures.models.queries import MeasureQuerySet
from measures.struck_out import StruckOut, struck_out_columns
from plans.models import Plan, PlanChange
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day


@dataclass(frozen=True, slots=True)
class SinceThen:
    """`reworded` is of how many measures the words were changed after the day."""

    start_changes: Sequence[PlanChange] = ()
    struck_out: StruckOut = field(default_factory=StruckOut)
    reworded: int = 0

    @property
    def sentences(self) -> list[str]:
        starts = [_start_in_words(change) for change in self.start_changes]
        words = (
            f"Tekstene er slik de er nå: {self.reworded} tiltak er endret siden."
            if self.reworded
            else ""
        )
        return [sentence for sentence in (*starts, self.struck_out.sentence, words) if sentence]

    @property
    def facts(self) -> list[tuple[str, object]]:
        """The same for the first sheet of a file; nothing where nothing was changed."""
        return [("Endret siden", "\n".join(self.sentences))] if self.sentences else []


def _start_in_words(change: PlanChange) -> str:
    who, when = change.plan.organisation.full_name, f"{localtime(change.recorded_at):%d.%m.%Y}"
    moved = f"{who} endret {when} planens start {change.in_words} («{change.reason}»)."
    return f"{moved} Planene vises slik de er nå."


def starts_moved_over(day: Day, reader: User, plans: Iterable[Plan] | None = None) -> SinceThen:
    """For what shows no reports: the starts alone, of some plans or of all; in one query."""
    return SinceThen(list(_start_changes(day, reader, plans)))


def since_then(
    day: Day, reader: User, measures: MeasureQuerySet, plans: Sequence[Plan] | None = None
) -> SinceThen:
    """Of a day that is past, the reports and texts of these measures too: in a query, and one more
    where a start was moved."""
    if not day.is_past:
        return starts_moved_over(day, reader, plans)
    columns = columns_since(day, reader, measures, plans)
    row = Measure.objects.order_by().annotate(**columns).values(*columns).first()
    return since_then_in(row or {}, day, reader, plans)


def columns_since(
    day: Day, reader: User, measures: MeasureQuerySet, plans: Sequence[Plan] | None
) -> dict[str, Any]:
    """What `since_then_in` reads, as columns of any query, the same in each of its rows."""
    columns: dict[str, Any] = {"starts_moved": Exists(_start_changes(day, reader, plans))}
    if not day.is_past:
        return columns
    edits = Edit.objects.filter(measure__in=measures.order_by().values("pk"))
    reworded = edits.of_words_since(day.on).order_by().values(all=Value(1))
    number = reworded.annotate(n=Count("measure", distinct=True)).values("n")
    return {
        **columns,
        **struck_out_columns(measures, day.on),
        "reworded": Coalesce(Subquery(number, output_field=IntegerField()), 0),
    }


def since_then_in(
    row: Mapping[str, Any], day: Day, reader: User, plans: Sequence[Plan] | None
) -> SinceThen:
    starts = _start_changes(day, reader, plans) if row.get("starts_moved") else ()
    struck_out = StruckOut(row.get("struck_reports", 0), row.get("struck_deadlines", 0))
    return SinceThen(list(starts), struck_out, row.get("reworded", 0))


def _start_changes(day: Day, reader: User, plans: Iterable[Plan] | None) -> QuerySet[PlanChange]:
    changes: QuerySet[PlanChange] = PlanChange.objects.visible_to(reader).start_moved_over(day.on)
    return changes if plans is None else changes.filter(plan__in=list(plans))
