"""What Status, Risk and Deadline have in common: facts with two clocks, appended only."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from measures.models.assignment import OfMeasureQuerySet
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import RecordedOrReadIn

NEWEST_FIRST = ("-applies_on", "-recorded_at", "-pk")
"""domain.md, «Two clocks»: by the day it speaks of, then by when it was recorded."""

NEWEST_OF_EACH = ("measure", "-applies_on", "-recorded_at", "-id")
"""The index that finds it in one look: it has the whole order, so that nothing is sorted. What is
counted stands after it, so that the entry itself is not read."""


IS_CORRECTION = Q(corrects__isnull=False)
"""Few are. Of an index of all, SQLite believes that it tells nothing, and reads every entry."""


class EntryQuerySet(OfMeasureQuerySet[Any]):
    def uncorrected(self) -> Self:
        """Entries that nobody has corrected. A corrected one is still shown, but counts no more."""
        # The few corrected ones are looked up once; a join would ask it of each entry.
        corrected = self.model._default_manager.filter(IS_CORRECTION)
        return self.exclude(pk__in=corrected.order_by().values("corrects"))

    def newest_on(self, on: date) -> Self:
        """What is known of a day, the newest first."""
        return self.uncorrected().filter(applies_on__lte=on).order_by(*NEWEST_FIRST)

    def held_on(self, on: date) -> Self:
        """The one entry of each measure that held on a day."""
        own = self.model._default_manager.newest_on(on).filter(measure=OuterRef("measure"))
        return self.filter(pk=Subquery(own.values("pk")[:1]))

    def editable_by(self, user: User) -> Self:
        """Nobody edits history; a mistake is corrected by a new entry."""
        return self.none()


class Entry(RecordedOrReadIn):
    """One fact about a measure: said by someone, about a day, and never changed afterwards."""

    applies_on = models.DateField("gjelder dato")
    date_is_assumed = models.BooleanField(
        "antatt rapportdato", default=False, help_text="Dokumentet har ingen rapportdato."
    )
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="correction",
        verbose_name="retter",
    )
    words = models.TextField("ordene", blank=True, help_text="Slik de ble skrevet.")

    objects = models.Manager.from_queryset(EntryQuerySet)()

    # Each kind of entry has a foreign key of its own; this tells readers and mypy that it is there.
    measure: Any
    measure_id: int

    class Meta:
        abstract = True
        ordering = NEWEST_FIRST
        get_latest_by: ClassVar[list[str]] = ["applies_on", "recorded_at", "pk"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} entries are appended, never changed.")
        super().save(*args, **kwargs)

    @property
    def is_from_document(self) -> bool:
        return not self.recorded_as
