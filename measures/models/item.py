"""The bullets of a measure: promises of their own, ticked off one by one, and never lost."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from measures.models.assignment import MeasurePartQuerySet
from ruspolitikk.accounts.models import User

if TYPE_CHECKING:
    from measures.models.measure import Measure


class StandingItems(models.Manager.from_queryset(MeasurePartQuerySet)):  # type: ignore[misc]
    """Those that have not been withdrawn."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(withdrawn_on__isnull=True)


class Item(models.Model):
    """A bullet of a measure. `objects` are those that stand, `ever` those withdrawn as well."""

    measure = models.ForeignKey(
        "measures.Measure", models.CASCADE, related_name="items", verbose_name="tiltak"
    )
    position = models.PositiveSmallIntegerField("plass")
    text = models.TextField("tekst")
    done_on = models.DateField("gjort", null=True, blank=True, editable=False)
    added_on = models.DateField("lagt til", null=True, blank=True, editable=False)
    withdrawn_on = models.DateField("trukket tilbake", null=True, blank=True, editable=False)

    objects = StandingItems()
    ever = models.Manager.from_queryset(MeasurePartQuerySet)()

    class Meta:
        verbose_name = "delpunkt"
        verbose_name_plural = "delpunkter"
        ordering = ("measure", "position", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="item_has_a_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text

    def is_editable_by(self, user: User) -> bool:
        return self.measure.is_editable_by(user)

    def stood_on(self, on: date) -> bool:
        is_added = self.added_on is None or self.added_on <= on
        return is_added and (self.withdrawn_on is None or self.withdrawn_on > on)

    def as_on(self, on: date) -> "ItemThen":
        """What it said on a day and whether it was done, by its `changes`, which are prefetched."""
        recorded = sorted(self.changes.all(), key=attrgetter("pk"))
        reworded = (change for change in recorded if change.act == ItemChange.Act.REWORDED)
        texts = (change.text for change in reworded if change.applies_on > on)
        return ItemThen(self.pk, next(texts, self.text), self._done_as_of(on, recorded))

    def _done_as_of(self, on: date, recorded: "Sequence[ItemChange]") -> date | None:
        """The day that it was ticked off for, as of a day.

        Each tick, or tick taken back, holds from its own day on, over what was recorded before it.
        """
        done, reopened = ItemChange.Act.DONE, ItemChange.Act.REOPENED
        ticks = [change for change in recorded if change.act in {done, reopened}]
        if not ticks:
            return self.done_on if self.done_on and self.done_on <= on else None
        last = next((change for change in reversed(ticks) if change.applies_on <= on), None)
        return last.applies_on if last and last.act == done else None


@dataclass(frozen=True, slots=True)
class ItemThen:
    """An item as it was on a day; `done_on` is None where it was open."""

    pk: int
    text: str
    done_on: date | None


def items_on(ever: Iterable[Item], on: date) -> list[ItemThen]:
    """Of the items that a measure ever had, those that stood on a day, as they were then.

    Their order is today's: that an item was moved is not kept.
    """
    return [item.as_on(on) for item in ever if item.stood_on(on)]


class ItemChange(models.Model):
    """What somebody did to an item, appended and never changed; `text` is what it said before."""

    class Act(models.TextChoices):
        ADDED = "added", "lagt til"
        REWORDED = "reworded", "omformulert"
        DONE = "done", "krysset av"
        REOPENED = "reopened", "åpnet igjen"
        WITHDRAWN = "withdrawn", "trukket tilbake"

    measure = models.ForeignKey(
        "measures.Measure",
        models.PROTECT,
        related_name="item_changes",
        verbose_name="tiltak",
    )
    item = models.ForeignKey(Item, models.PROTECT, related_name="changes", verbose_name="delpunkt")
    act = models.CharField("hva", max_length=10, choices=Act)
    text = models.TextField("teksten før")
    new_text = models.TextField("teksten etter", blank=True)
    applies_on = models.DateField("gjelder dato")
    recorded_at = models.DateTimeField("registrert", default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name="registrert av"
    )
    recorded_as = models.CharField("registrert som", max_length=200)

    objects = models.Manager.from_queryset(MeasurePartQuerySet)()

    class Meta:
        verbose_name = "endring av delpunkt"
        verbose_name_plural = "endringer av delpunkter"
        ordering = ("-applies_on", "-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="item_change_is_known",
                condition=Q(act__in=["added", "reworded", "done", "reopened", "withdrawn"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.text}"

    def is_editable_by(self, user: User) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Line:
    """An item as it is to be: one that stands, perhaps in other words, or a new one."""

    text: str
    item: Item | None = None


def rewrite_items(measure: "Measure", lines: Sequence[Line], *, on: date, by: User) -> None:
    """Make the items these, in this order; those that are left out are withdrawn, not deleted.

    Call it in a transaction that has claimed the measure's edit version.
    """
    logged = _Log(measure, on, by)
    kept = {line.item.pk for line in lines if line.item}
    for item in Item.objects.filter(measure=measure).exclude(pk__in=kept):
        item.withdrawn_on = on
        item.save()
        logged.add(item, ItemChange.Act.WITHDRAWN, item.text)
    for position, line in enumerate(lines, start=1):
        item = line.item or Item(measure=measure, text=line.text, added_on=on)
        before = item.text
        item.text, item.position = line.text, position
        item.save()
        if line.item is None:
            logged.add(item, ItemChange.Act.ADDED, line.text)
        elif before != line.text:
            logged.add(item, ItemChange.Act.REWORDED, before, line.text)
    logged.write()


def tick_items(
    measure: "Measure", *, done: Collection[int], reopened: Collection[int], on: date, by: User
) -> int:
    """Tick off, and open again, items by id; how many were changed.

    Each is changed only where it is not so already, so that two who tick at once write one entry.
    """
    logged = _Log(measure, on, by)
    for act, ids, day in (
        (ItemChange.Act.DONE, done, on),
        (ItemChange.Act.REOPENED, reopened, None),
    ):
        for item in Item.objects.filter(measure=measure, pk__in=ids):
            is_open = act == ItemChange.Act.DONE
            claimed = Item.objects.filter(pk=item.pk, done_on__isnull=is_open)
            if claimed.update(done_on=day):
                logged.add(item, act, item.text)
    return logged.write()


def save_item(item: Item, *, on: date, by: User) -> None:
    """Save one item that was written on its own, and log what was done to it."""
    before = Item.ever.filter(pk=item.pk).first() if item.pk else None
    if before is None:
        item.added_on = on
    item.save()
    logged = _Log(item.measure, on, by)
    if before is None:
        logged.add(item, ItemChange.Act.ADDED, item.text)
    elif before.text != item.text:
        logged.add(item, ItemChange.Act.REWORDED, before.text, item.text)
    logged.write()


class _Log:
    def __init__(self, measure: "Measure", on: date, by: User) -> None:
        self.common = {
            "measure": measure,
            "applies_on": on,
            "recorded_by": by,
            "recorded_as": by.recorded_as(measure.plan.organisation),
        }
        self.changes: list[ItemChange] = []

    def add(self, item: Item, act: ItemChange.Act, text: str, new_text: str = "") -> None:
        self.changes.append(
            ItemChange(item=item, act=act, text=text, new_text=new_text, **self.common)
        )

    def write(self) -> int:
        return len(ItemChange.objects.bulk_create(self.changes))
