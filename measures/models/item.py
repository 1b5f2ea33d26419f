"""The bullets of a measure: promises of their own, ticked off one by one, and never lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, ClassVar

from django.db import models
from django.db.models import Prefetch, Q

from measures.models.assignment import OfMeasureQuerySet
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import Recorded
from ruspolitikk.days import Day


class ItemsInEffect(models.Manager.from_queryset(OfMeasureQuerySet["Item"])):  # type: ignore[misc]
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

    objects = ItemsInEffect()
    ever = models.Manager.from_queryset(OfMeasureQuerySet["Item"])()

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


def items_part(day: Day) -> Any:
    """What `items_as_of` reads, to be prefetched of measures: as `items`, on a past day with those
    that are withdrawn, so that what stands is `Measure.items_in_effect`."""
    if not day.is_past:
        return "items"
    return Prefetch("items", Item.ever.prefetch_related("changes"))


def items_as_of(measure: Any, day: Day) -> list[ItemThen]:
    """A measure's items on a day: today's as they stand, a past day's from their history."""
    if day.is_past:
        return items_on(measure.items.all(), day.on)
    return [ItemThen(item.pk, item.text, item.done_on) for item in measure.items.all()]


class ItemChange(Recorded):
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
    applies_on = models.DateField("utført dato")

    objects = models.Manager.from_queryset(OfMeasureQuerySet["ItemChange"])()

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
