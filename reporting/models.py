"""What the city asks for: rounds of reporting, each with the day that it is about."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ruspolitikk.accounts.models import User


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User) -> Self:
        return self

    def editable_by(self, user: User) -> Self:
        """The queryset form of `Round.is_editable_by`."""
        return self if user.owns_the_system or user.is_city_admin else self.none()

    def last_before(self, on: date) -> "Round | None":
        """The round whose cut-off was passed last; None before the first."""
        return self.filter(cut_off__lt=on).order_by("-cut_off").first()

    def next_from(self, on: date) -> "Round | None":
        return self.filter(cut_off__gte=on).order_by("cut_off").first()


class Round(models.Model):
    """A rapporteringsrunde: «T2 2026», about what holds on 31.08.2026. Its days are data."""

    name = models.CharField(_("navn"), max_length=100, unique=True)
    cut_off = models.DateField(
        _("skjæringsdato"), unique=True, help_text=_("Dagen rapporteringen gjelder.")
    )

    objects = models.Manager.from_queryset(RoundQuerySet)()

    class Meta:
        verbose_name = _("rapporteringsrunde")
        verbose_name_plural = _("rapporteringsrunder")
        ordering = ("-cut_off",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="round_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    def is_editable_by(self, user: User) -> bool:
        """The byadministrator keeps them."""
        return user.owns_the_system or user.is_city_admin
