"""When a measure shall be done: the plan's own words, and what they are understood as."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import Lag
from django.utils.formats import date_format

from measures import deadline_language, due_days
from measures.deadline_language import DeadlineKind, Doubt, Meaning, Recurrence
from measures.models.entry import IS_CORRECTION, NEWEST_OF_EACH, Entry, counting_among

KIND_LABELS = {
    DeadlineKind.NONE: "Ingen frist",
    DeadlineKind.DATE: "Dato",
    DeadlineKind.PERIOD: "Periode",
    DeadlineKind.FROM: "Fra en dag",
    DeadlineKind.UNTIL: "Til en dag",
    DeadlineKind.RECURRING: "Gjentas",
    DeadlineKind.CONTINUOUS: "Løper hele tiden",
    DeadlineKind.PLAN_PERIOD: "Hele planperioden",
    DeadlineKind.UNCLEAR: "Må avklares",
}
RECURRENCE_LABELS = {
    Recurrence.YEARLY: "hvert år",
    Recurrence.HALF_YEARLY: "to ganger i året",
    Recurrence.TERTIAL: "hvert tertial",
    Recurrence.QUARTERLY: "hvert kvartal",
    Recurrence.MONTHLY: "hver måned",
    Recurrence.WEEKLY: "hver uke",
    Recurrence.DAILY: "hver dag",
    Recurrence.EVERY_2_YEARS: "annethvert år",
    Recurrence.EVERY_3_YEARS: "hvert tredje år",
    Recurrence.EVERY_4_YEARS: "hvert fjerde år",
    Recurrence.EVERY_5_YEARS: "hvert femte år",
    Recurrence.UNSPECIFIED: "jevnlig",
}
LONGER_THAN_A_YEAR = {
    Recurrence.EVERY_2_YEARS,
    Recurrence.EVERY_3_YEARS,
    Recurrence.EVERY_4_YEARS,
    Recurrence.EVERY_5_YEARS,
}
KINDS = [str(kind) for kind in KIND_LABELS]
DATED_KINDS = [
    kind.value
    for kind in (DeadlineKind.DATE, DeadlineKind.PERIOD, DeadlineKind.FROM, DeadlineKind.UNTIL)
]
RECURRING = DeadlineKind.RECURRING.value
TIMELESS_KINDS = {RECURRING, DeadlineKind.CONTINUOUS.value, DeadlineKind.PLAN_PERIOD.value}
"""Those that mean the same in the plan that follows: they name no day of their own."""


def deadline_moves(plans: Iterable[int], on: date) -> Any:
    """Deadlines of some plans that by a day replaced another on another day, whose `due_on` was
    `moved_from`. The same day in other words has not moved."""
    before = Window(
        Lag("due_on"),
        partition_by=F("measure_id"),
        order_by=["applies_on", "ordered_at", "pk"],
    )
    return (
        Deadline.objects.counting()
        .filter(measure__is_misfiled=False)
        .filter(measure__plan__in=list(plans), applies_on__lte=on, kind=DeadlineKind.DATE)
        .annotate(moved_from=before)
        .filter(moved_from__isnull=False)
        .exclude(moved_from=F("due_on"))
        .order_by()
    )


class Deadline(Entry):
    """A deadline of a measure. One that moves is a new entry with the reason; both are kept.

    `due_on` is the day that the words name: the day of a `date`, the last day of a `period` or
    `until`, the first day of a `from`. `days` are «MM-DD» of a recurring one.
    """

    measure = models.ForeignKey(
        "measures.Measure", models.PROTECT, related_name="deadlines", verbose_name="tiltak"
    )
    applies_on = models.DateField("frist gjelder fra")
    kind = models.CharField(
        "type",
        max_length=20,
        choices=[(str(kind), label) for kind, label in KIND_LABELS.items()],
    )
    due_on = models.DateField("dag", null=True, blank=True)
    starts_on = models.DateField("første dag", null=True, blank=True)
    recurrence = models.CharField(
        "gjentas",
        max_length=20,
        choices=[(str(often), label) for often, label in RECURRENCE_LABELS.items()],
        null=True,
        blank=True,
    )
    days = models.JSONField("dager i året", default=list, blank=True)
    month = models.PositiveSmallIntegerField("måned", null=True, blank=True)
    reason = models.TextField("begrunnelse", blank=True)

    class Meta(Entry.Meta):
        verbose_name = "frist"
        verbose_name_plural = "frister"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="deadline_kind_is_known", condition=Q(kind__in=KINDS)),
            models.CheckConstraint(
                name="deadline_day_goes_with_its_kind",
                condition=Q(kind__in=DATED_KINDS, due_on__isnull=False)
                | (~Q(kind__in=DATED_KINDS) & Q(due_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="deadline_recurrence_goes_with_its_kind",
                condition=Q(kind=RECURRING, recurrence__isnull=False)
                | (~Q(kind=RECURRING) & Q(recurrence__isnull=True)),
            ),
            models.CheckConstraint(
                name="deadline_has_words_unless_none",
                condition=Q(kind=DeadlineKind.NONE.value, words="")
                | (~Q(kind=DeadlineKind.NONE.value) & ~Q(words="")),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="deadline_newest", fields=[*NEWEST_OF_EACH, "kind", "due_on"]),
            models.Index(name="deadline_correction", fields=["corrects"], condition=IS_CORRECTION),
        ]

    def __str__(self) -> str:
        return self.words or "Ingen frist"

    @property
    def meaning(self) -> Meaning | None:
        if self.kind == DeadlineKind.NONE:
            return None
        return Meaning(
            kind=DeadlineKind(self.kind),
            due_on=self.due_on,
            starts_on=self.starts_on,
            recurrence=Recurrence(self.recurrence) if self.recurrence else None,
            days=tuple(self.days),
            month=self.month,
            why=self._why_unclear,
        )

    @property
    def _why_unclear(self) -> Doubt | None:
        """Read of the words each time; None where they are clear and a person said otherwise."""
        meaning = deadline_language.understand(self.words) if self.is_unclear else None
        return meaning.why if meaning else None

    @property
    def is_unclear(self) -> bool:
        return self.kind == DeadlineKind.UNCLEAR

    def next_due(self, on: date) -> date | None:
        """The next day on or after `on` that a recurring deadline falls due; None if unsaid."""
        return due_days.next_due(self.meaning, on) if self.meaning else None


QUESTIONS = {
    Doubt.NO_YEAR: "mangler årstall: hvilket år?",
    Doubt.EVENT: "knyttet til en hendelse: hvilken dag?",
    Doubt.BEFORE_SEASON: "kan være før årstiden eller i den: hvilken dag?",
    Doubt.FEAST: "knyttet til en høytid: hvilken dag?",
    Doubt.LENGTH: "sier hvor lenge, ikke når: hvilken dag?",
    Doubt.SEVERAL: "har flere frister: hvilken gjelder?",
    Doubt.ABOUT: "er omtrentlig: hvilken dag senest?",
    Doubt.VAGUE: "angir ingen dato: hvilken dag?",
    Doubt.NOT_UNDERSTOOD: "teksten kan ikke tolkes: hvilken dag?",
}
"""What is asked of a deadline that is unclear, by what its words leave open."""


def fields_from_words(words: str) -> dict[str, Any]:
    """The values of a Deadline's own fields for some words; blank words are `none`."""
    return fields_from_meaning(words, deadline_language.understand(words))


def fields_from_meaning(words: str, meaning: Meaning | None) -> dict[str, Any]:
    """The same, where a person has said what the words mean."""
    if meaning is None:
        return {"words": "", "kind": DeadlineKind.NONE}
    return {
        "words": words.strip(),
        "kind": meaning.kind,
        "due_on": meaning.due_on,
        "starts_on": meaning.starts_on,
        "recurrence": meaning.recurrence,
        "days": list(meaning.days),
        "month": meaning.month,
    }


def explain(meaning: Meaning | None, on: date, plan_ends_on: date | None = None) -> str:
    """What a deadline is understood as, in a sentence without its full stop.

    >>> explain(understand("30.04 og 30.11"), date(2026, 11, 23))
    'hvert år 30.04 og 30.11, neste gang 30.11.2026'
    """
    if meaning is None:
        return "ingen frist"
    match meaning.kind:
        case DeadlineKind.DATE:
            return _day(meaning.due_on)
        case DeadlineKind.PERIOD:
            return f"perioden {_day(meaning.starts_on)}–{_day(meaning.due_on)}"
        case DeadlineKind.FROM:
            return f"begynner {_day(meaning.due_on)}"
        case DeadlineKind.UNTIL:
            return f"varer til og med {_day(meaning.due_on)}"
        case DeadlineKind.RECURRING:
            return _explain_recurring(meaning, on)
        case DeadlineKind.CONTINUOUS:
            return "løper hele tiden, kan ikke komme over frist"
        case DeadlineKind.PLAN_PERIOD if plan_ends_on:
            return f"hele planperioden, til {_day(plan_ends_on)}"
        case DeadlineKind.PLAN_PERIOD:
            return "hele planperioden"
    return f"må avklares, {QUESTIONS[meaning.why]}" if meaning.why else "må avklares"


def _explain_recurring(meaning: Meaning, on: date) -> str:
    days = " og ".join(f"{day[3:]}.{day[:2]}" for day in meaning.days)
    often = str(RECURRENCE_LABELS[meaning.recurrence or Recurrence.UNSPECIFIED])
    if days:
        # Two days a year are said to be half-yearly; the days themselves say it better.
        rhythm = often if meaning.recurrence in LONGER_THAN_A_YEAR else "hvert år"
        often = f"{rhythm} {days}"
    upcoming = due_days.next_due(meaning, on)
    if upcoming is None:
        return f"{often}, uten bestemt dag"
    return f"{often}, neste gang {_day(upcoming)}"


def _day(day: date | None) -> str:
    return date_format(day, "d.m.Y") if day else ""


def slip_days(before: Deadline | None, after: Deadline | None) -> int | None:
    """Days from one deadline to the one that replaced it; None where either names no day."""
    if before is None or after is None or before.due_on is None or after.due_on is None:
        return None
    return (after.due_on - before.due_on).days


def deadlines_until(deadlines: Iterable[Deadline], current: Deadline | None) -> list[Deadline]:
    """The first deadline and all that replaced it, to the current one: those that count, of a
    measure's deadlines with their withdrawals. A typing error put right is no move."""
    if current is None:
        return []
    until = [d for d in counting_among(deadlines) if d.place <= current.place]
    return sorted(until, key=lambda deadline: deadline.place)


def moved_from(deadlines: Iterable[Deadline], current: Deadline | None) -> Deadline | None:
    """The deadline that the current one replaced; None where it is the first."""
    before = deadlines_until(deadlines, current)[:-1]
    return before[-1] if before else None
