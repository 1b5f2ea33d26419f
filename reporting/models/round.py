"""Rounds of reporting, each with its days, and what was changed in one."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from measures.rounds import RoundPeriod
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import Recorded, RecordedOrReadIn


@dataclass(frozen=True, slots=True)
class PlacedRound:
    """A round with the days that it covers, and those on either side of it."""

    round: "Round"
    period: RoundPeriod
    before: "Round | None"
    following: "Round | None"


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User) -> Self:
        return self

    def editable_by(self, user: User) -> Self:
        """The queryset form of `Round.is_editable_by`."""
        return self if user.keeps_for_the_city else self.none()

    def with_periods(self) -> "list[tuple[Round, RoundPeriod]]":
        """Each with the days that it covers, the first round first; in one query.

        From the day after the cut-off before it; the first from its `first_day`, or from 1 January.
        """
        rounds = list(self.order_by("cut_off"))
        days = [rounds[0].first_day_if_first] if rounds else []
        days += [before.cut_off + timedelta(days=1) for before, _after in pairwise(rounds)]
        return [
            (one, RoundPeriod(one.name, first_day, one.cut_off))
            for one, first_day in zip(rounds, days, strict=True)
        ]

    def placed(self, pk: int) -> PlacedRound | None:
        """One of them among the others; in one query."""
        rounds = self.with_periods()
        n = next((n for n, (one, _period) in enumerate(rounds) if one.pk == pk), None)
        if n is None:
            return None
        before = rounds[n - 1][0] if n else None
        following = next((one for one, _period in rounds[n + 1 :]), None)
        return PlacedRound(*rounds[n], before, following)

    def period_of(self, one: "Round") -> RoundPeriod:
        """The days that one of them covers."""
        return next(period for each, period in self.with_periods() if each.pk == one.pk)

    def periods(self) -> list[RoundPeriod]:
        """The days that each covers, the first round first."""
        return [period for _one, period in self.with_periods()]

    def periods_before(self, on: date) -> list[RoundPeriod]:
        """Those whose cut-off lies strictly before a day, the last round first."""
        return self.filter(cut_off__lt=on).periods()[::-1]

    def last_before(self, on: date) -> RoundPeriod | None:
        """The last round: the one whose cut-off was passed last; None before the first."""
        return next(iter(self.periods_before(on)), None)

    def next_from(self, on: date) -> "Round | None":
        return self.filter(cut_off__gte=on).order_by("cut_off").first()


class Round(RecordedOrReadIn):
    """A rapporteringsrunde: «T2 2026», about what holds on 31.08.2026. Its days are data.

    All bydeler are asked, for the status of each measure always. `due_on` is when the city wants
    the report; only rounds from before there were due days lack it. `without_plan` are the bydeler
    that no plan counted for on the cut-off when it was closed, as they were called then: objects
    with `bydel` (the id), `number` and `name`.
    """

    name = models.CharField("navn", max_length=100, unique=True)
    cut_off = models.DateField(
        "statusdato", unique=True, help_text="Runden dekker dagene til og med denne."
    )
    first_day = models.DateField(
        "første dag",
        null=True,
        blank=True,
        help_text=(
            "Fylles bare ut for den første runden. Uten dato begynner den 1. januar samme år. "
            "Senere runder begynner dagen etter statusdatoen før."
        ),
    )

    due_on = models.DateField("frist for å sende inn", null=True, blank=True)
    asks_for_risk = models.BooleanField("risiko for gjennomføring", default=False)
    asks_for_remark = models.BooleanField(
        "merknad der tiltaket er på vent, utgått eller over frist", default=False
    )
    asks_for_summary = models.BooleanField("bydelens oppsummering i tre linjer", default=False)
    covering_text = models.TextField("følgebrev", blank=True)
    closed_at = models.DateTimeField("lukket", null=True, blank=True, editable=False)
    without_plan = models.JSONField(
        "bydeler uten en plan som gjaldt, da runden ble lukket",
        default=list,
        blank=True,
        editable=False,
    )

    objects = models.Manager.from_queryset(RoundQuerySet)()

    why_reopened: "str | None"  # of `reopening.rounds_for` alone

    class Meta:
        verbose_name = "rapporteringsrunde"
        verbose_name_plural = "rapporteringsrunder"
        ordering = ("-cut_off",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="round_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="round_begins_by_its_cut_off",
                condition=Q(first_day__isnull=True) | Q(first_day__lte=F("cut_off")),
            ),
            models.CheckConstraint(
                name="round_is_due_on_its_cut_off_or_later",
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("cut_off")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reporting:round", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        if self.first_day is None or self.cut_off is None:
            return
        if self.first_day > self.cut_off:
            sentence = "Den første dagen kan ikke være etter statusdatoen."
            raise ValidationError({"first_day": sentence})
        before = Round.objects.filter(cut_off__lt=self.cut_off).exclude(pk=self.pk).first()
        if before:
            sentence = f"La feltet stå tomt: runden begynner dagen etter statusdatoen for {before}."
            raise ValidationError({"first_day": sentence})

    @property
    def first_day_if_first(self) -> date:
        """The first day that it covers where no round is before it."""
        return self.first_day or self.cut_off.replace(month=1, day=1)

    @property
    def asked_for(self) -> str:
        """«status, risiko og merknad …», in words."""
        *words, last = [
            "status for hvert tiltak",
            *(["risiko for gjennomføring"] if self.asks_for_risk else []),
            *(
                ["merknad der tiltaket er på vent, utgått eller over frist"]
                if self.asks_for_remark
                else []
            ),
            *(["bydelens oppsummering i tre linjer"] if self.asks_for_summary else []),
        ]
        return f"{', '.join(words)} og {last}" if words else last

    def is_editable_by(self, user: User) -> bool:
        return user.keeps_for_the_city

    def takes_reports_on(self, day: date) -> bool:
        """Whether a bydel may send in: the city asks for a report, its day has come, and the round
        is not closed. One that it is opened again for has a `Reopening`."""
        return self.due_on is not None and self.cut_off <= day and not self.is_closed

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def is_open_on(self, day: date) -> bool:
        """Of a day from its first one on: until it is closed, and without a due day until its
        cut-off."""
        return not self.is_closed and (self.due_on is not None or day <= self.cut_off)

    def may_be_closed_on(self, day: date) -> bool:
        """From the day after its due day."""
        return not self.is_closed and self.due_on is not None and self.due_on < day


class RoundChangeQuerySet(models.QuerySet["RoundChange"]):
    def visible_to(self, user: User) -> Self:
        return self

    def editable_by(self, user: User) -> Self:
        """Nobody edits history."""
        return self.none()


class RoundChange(Recorded):
    """That something was changed in a round after it was opened: appended, never changed.

    `before` and `after` are as a page shows them; blank where nothing was written. A due day that
    is moved after somebody has sent has its `reason`.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="changes", verbose_name="runde")
    part = models.CharField("hva", max_length=100)
    before = models.TextField("før", blank=True)
    after = models.TextField("etter", blank=True)
    reason = models.TextField("grunn", blank=True)

    objects = models.Manager.from_queryset(RoundChangeQuerySet)()

    class Meta:
        verbose_name = "endring i en runde"
        verbose_name_plural = "endringer i runder"
        ordering = ("-recorded_at", "-pk")

    def __str__(self) -> str:
        return f"{self.round}: {self.part}"

    def is_editable_by(self, user: User) -> bool:
        return False


def open_among(
    rounds: Sequence[tuple[Round, RoundPeriod]], on: date, reopened: Container[int] = ()
) -> list[tuple[Round, RoundPeriod]]:
    """Those open on a day, or opened again for a bydel (`reopened`, their ids), the nearest due day
    first. A round is open until it is closed; one without a due day, until its cut-off."""
    return sorted(
        (
            (one, period)
            for one, period in rounds
            if one.pk in reopened or (period.first_day <= on and one.is_open_on(on))
        ),
        key=lambda pair: pair[0].due_on or pair[0].cut_off,
    )


def passed_rounds(on: date) -> list[RoundPeriod]:
    """For the floor below, which the settings tell of it (`ROUNDS`)."""
    return Round.objects.periods_before(on)
