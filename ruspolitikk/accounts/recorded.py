"""Who did something, and when: what every act that is kept has in common."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from ruspolitikk.accounts.models import Organisation, User

UNDONE_WITHIN = timedelta(hours=1)
"""How long the person who did it may take an act back whole without saying why: «Angre»."""


class RecordedAt(models.Model):
    """When it was entered, which nobody can choose."""

    recorded_at = models.DateTimeField("registrert", default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Recorded(RecordedAt):
    """Somebody's act. The role is kept in words, as it was then, since people move."""

    recorded_by = models.ForeignKey(
        User, models.PROTECT, editable=False, related_name="+", verbose_name="registrert av"
    )
    recorded_as = models.CharField("registrert som", max_length=200, editable=False)

    if TYPE_CHECKING:
        recorded_by_id: int

    class Meta:
        abstract = True

    def was_just_done_by(self, user: User, now: datetime) -> bool:
        return self.recorded_by_id == user.pk and now - self.recorded_at < UNDONE_WITHIN


class RecordedOrReadIn(RecordedAt):
    """Somebody's act, or what was read in with a plan: then by nobody, and in no role."""

    recorded_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="registrert av",
    )
    recorded_as = models.CharField(
        "registrert som",
        max_length=200,
        blank=True,
        editable=False,
        help_text="Rollen i ord, slik den var da. Tomt: lest inn fra planen.",
    )

    class Meta:
        abstract = True


def signed(by: User, organisation: Organisation) -> dict[str, Any]:
    """The fields that say who did something for an organisation, and in which role."""
    return {"recorded_by": by, "recorded_as": by.recorded_as(organisation)}
