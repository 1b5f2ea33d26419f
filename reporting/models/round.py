"""Rounds of reporting, each with its day."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from ruspolitikk.accounts.models import User


def keeps_for_the_city(user: User) -> bool:
    """The byadministrator keeps the rounds and the themes; everybody reads them."""
    return user.owns_the_system or user.is_city_admin


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User) -> Self:
        return self

    def editable_by(self, user: User) -> Self:
        """The queryset form of `Round.is_editable_by`."""
        return self if keeps_for_the_city(user) else self.none()

    def last_before(self, on: date) -> "Round | None":
        """The round whose cut-off was passed last; None before the first."""
        return self.filter(cut_off__lt=on).order_by("-cut_off").first()

    def next_from(self, on: date) -> "Round | None":
        return self.filter(cut_off__gte=on).order_by("cut_off").first()


class Round(models.Model):
    """A rapporteringsrunde: «T2 2026», about what holds on 31.08.2026. Its days are data."""

    name = models.CharField("navn", max_length=100, unique=True)
    cut_off = models.DateField(
        "skjæringsdato", unique=True, help_text="Dagen rapporteringen gjelder."
    )

    objects = models.Manager.from_queryset(RoundQuerySet)()

    class Meta:
        verbose_name = "rapporteringsrunde"
        verbose_name_plural = "rapporteringsrunder"
        ordering = ("-cut_off",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="round_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    def is_editable_by(self, user: User) -> bool:
        return keeps_for_the_city(user)
