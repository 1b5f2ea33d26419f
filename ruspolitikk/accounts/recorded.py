"""Who did something, and when: what every act that is kept has in common."""

from typing import Any

from django.db import models
from django.utils import timezone

from ruspolitikk.accounts.models import Organisation, User


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

    class Meta:
        abstract = True


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
