"""What Status, Risk and Deadline have in common: facts with two clocks, appended only."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.timezone import localdate

from measures.models.act import Act, Withdrawal
from measures.models.assignment import OfMeasureQuerySet
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import RecordedOrReadIn

NEWEST_FIRST = ("-applies_on", "-ordered_at", "-pk")
"""domain.md, «Two clocks»: by the day it speaks of, then by when it was recorded; a correction
stands where what it corrects stood."""

NEWEST_OF_EACH = ("measure", "-applies_on", "-ordered_at", "-id")
"""The index that finds it in one look: it has the whole order, so that nothing is sorted. What is
counted stands after it, so that the entry itself is not read."""


IS_CORRECTION = Q(corrects__isnull=False)
"""Few are. Of an index of all, SQLite believes that it tells nothing, and reads every entry."""


class EntryQuerySet(OfMeasureQuerySet[Any]):
    def counting(self) -> Self:
        """Entries that are not withdrawn and have no correction that is not (domain.md,
        «Mistakes»): the last of each chain. The others are still shown, struck through.

        Only the last of a chain can be acted on, so no link before it is ever withdrawn.
        """
        # The few of either kind are looked up once; a join would ask it of each entry.
        withdrawn = Withdrawal.objects.of(self.model._meta.model_name)
        corrections = self.model._default_manager.filter(IS_CORRECTION, ~Q(pk__in=withdrawn))
        corrected = corrections.order_by().values("corrects")
        return self.filter(~Q(pk__in=withdrawn), ~Q(pk__in=corrected))

    def newest_on(self, on: date) -> Self:
        """What is known of a day, the newest first."""
        return self.counting().filter(applies_on__lte=on).order_by(*NEWEST_FIRST)

    def held_on(self, on: date) -> Self:
        """The one entry of each measure that held on a day."""
        own = self.model._default_manager.newest_on(on).filter(measure=OuterRef("measure"))
        return self.filter(pk=Subquery(own.values("pk")[:1]))

    def retractable_by(self, user: User) -> Self:
        """The queryset form of `Entry.is_retractable_by`."""
        if user.owns_the_system:
            return self.counting()
        own = Q(
            recorded_by=user,
            measure__plan__organisation_id__in=user.reports_for_ids,
            measure__in=user.responsible_for.values("measures"),
        )
        return self.counting().filter(Q(measure__plan__in=Plan.objects.editable_by(user)) | own)

    def struck_out_since(self, on: date) -> Self:
        """What was said of a day or an earlier one, and was corrected or withdrawn after it."""
        after = timezone.make_aware(datetime.combine(on + timedelta(days=1), datetime.min.time()))
        withdrawn = Withdrawal.objects.of(self.model._meta.model_name)
        corrections = self.model._default_manager.filter(IS_CORRECTION, recorded_at__gte=after)
        corrected = (
            corrections.exclude(pk__in=withdrawn).order_by().values_list("corrects", flat=True)
        )
        # One list of the few of either kind: of two, SQLite reads every entry of the measures.
        struck_out = withdrawn.filter(recorded_at__gte=after).union(corrected)
        return self.filter(pk__in=struck_out, applies_on__lte=on)

    def editable_by(self, user: User) -> Self:
        """Nobody edits history; a mistake is corrected by a new entry."""
        return self.none()


def counting_among[EntryT: "Entry"](
    entries: Iterable[EntryT], without: Collection["Entry"] = ()
) -> list[EntryT]:
    """`counting` for all the entries of a measure, which have their withdrawal read; a test makes
    the two agree. `without`: as if these were withdrawn too."""
    effective = [entry for entry in entries if not entry.is_withdrawn and entry not in without]
    corrected = {entry.corrects_id for entry in effective}
    return [entry for entry in effective if entry.pk not in corrected]


def held_among[EntryT: "Entry"](
    entries: Iterable[EntryT], on: date, without: Collection["Entry"] = ()
) -> EntryT | None:
    """`held_on` for all the entries of a measure, as `counting_among`."""
    held = [entry for entry in counting_among(entries, without) if entry.applies_on <= on]
    return max(held, key=lambda entry: entry.place, default=None)


def struck_out_among[EntryT: "Entry"](entries: Iterable[EntryT], on: date) -> list[EntryT]:
    """`struck_out_since` for all the entries of a measure, as `counting_among`."""
    every = list(entries)
    later = [entry for entry in every if localdate(entry.recorded_at) > on]
    corrected = {entry.corrects_id for entry in later if not entry.is_withdrawn}
    said = [entry for entry in every if entry.applies_on <= on]
    return [entry for entry in said if entry.pk in corrected or _is_withdrawn_after(entry, on)]


def _is_withdrawn_after(entry: "Entry", on: date) -> bool:
    return entry.is_withdrawn and localdate(entry.withdrawal.recorded_at) > on


def retractable_among(entries: Iterable["Entry"], measure: Any, user: User) -> list["Entry"]:
    """Those of a measure's entries that a person may correct or withdraw while they count: a
    redaktør all of the own bydel's, an ansvarlig those she recorded on what is hers."""
    if measure.is_editable_by(user):
        return list(entries)
    if not measure.is_reportable_by(user):
        return []
    return [entry for entry in entries if entry.recorded_by_id == user.pk]


class OrderedAt(models.DateTimeField):  # type: ignore[type-arg]
    """When an entry was recorded, for its place among others of the same day; a correction has
    the place of what it corrects.

    Who reports last is last, also where the clock says otherwise: two servers differ by seconds,
    and a clock is put back. So it is never before that of the entry that stood (`follows`).
    """

    def pre_save(self, model_instance: Any, add: bool) -> datetime:
        at: datetime = (
            model_instance.recorded_at
            if model_instance.corrects_id is None
            else model_instance.corrects.ordered_at
        )
        before = model_instance.follows
        if before and before.applies_on == model_instance.applies_on:
            at = max(at, before.ordered_at + timedelta(microseconds=1))
        model_instance.ordered_at = at
        return at


class Entry(RecordedOrReadIn):
    """One fact about a measure: said by someone, about a day, and never changed afterwards."""

    applies_on = models.DateField("gjelder fra")
    date_is_assumed = models.BooleanField(
        "antatt rapportdato", default=False, help_text="Dokumentet har ingen rapportdato."
    )
    ordered_at = OrderedAt(default=timezone.now, editable=False)
    act = models.ForeignKey(
        Act,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="%(class)s_entries",
        verbose_name="handling",
    )
    corrects = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="corrections",
        db_index=False,
        verbose_name="retter",
    )
    words = models.TextField("ordene", blank=True, help_text="Slik de ble skrevet.")

    objects = models.Manager.from_queryset(EntryQuerySet)()

    # Each kind of entry has a foreign key of its own; this tells readers and mypy that it is there.
    measure: Any
    measure_id: int

    # What stood when it was appended; not kept.
    follows: "Entry | None" = None

    if TYPE_CHECKING:
        act_id: int | None
        corrects_id: int | None
        recorded_by_id: int | None
        withdrawal: Withdrawal

    class Meta:
        abstract = True
        ordering = NEWEST_FIRST
        get_latest_by: ClassVar[list[str]] = ["applies_on", "ordered_at", "pk"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} entries are appended, never changed.")
        super().save(*args, **kwargs)

    @property
    def is_from_document(self) -> bool:
        return not self.recorded_as

    @property
    def is_withdrawn(self) -> bool:
        return hasattr(self, "withdrawal")

    @property
    def place(self) -> tuple[date, datetime, int]:
        """Where it stands among others, the oldest first: the reverse of `NEWEST_FIRST`."""
        return self.applies_on, self.ordered_at, self.pk

    def is_retractable_by(self, user: User) -> bool:
        """Whether a person may correct or withdraw an entry that counts."""
        return bool(retractable_among([self], self.measure, user))
