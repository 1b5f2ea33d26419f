"""Addresses that the mail server refuses for good."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F

GIVEN_UP_AFTER = 3
"""So many refusals in a row, and an address is not tried again until it is saved anew."""
TRIED_AGAIN_AFTER = timedelta(hours=1)
"""How long an address that was refused rests: a server that is set up wrong may be put right."""


class RefusedAddressQuerySet(models.QuerySet["RefusedAddress"]):
    def given_up(self) -> Self:
        return self.filter(refusals__gte=GIVEN_UP_AFTER)

    def resting(self, now: datetime) -> Self:
        """Those that are not tried now: given up, or refused a short while ago."""
        return self.given_up() | self.filter(refused_at__gt=now - TRIED_AGAIN_AFTER)

    def add_refusal(self, address: str, now: datetime) -> None:
        self.get_or_create(address=address, defaults={"refused_at": now})
        self.filter(address=address).update(refusals=F("refusals") + 1, refused_at=now)


class RefusedAddress(models.Model):
    """An address that was refused for good (SMTP 5xx, when it was named as the recipient): how many
    times in a row, and when last. Gone when a mail goes to it, or when whoever has it is saved."""

    address = models.EmailField("adresse", unique=True)
    refusals = models.PositiveSmallIntegerField("ganger avvist", default=0)
    refused_at = models.DateTimeField("sist avvist")

    objects: Any = RefusedAddressQuerySet.as_manager()

    class Meta:
        verbose_name = "avvist e-postadresse"
        verbose_name_plural = "avviste e-postadresser"
        ordering = ("address",)

    def __str__(self) -> str:
        return self.address

    @property
    def is_given_up(self) -> bool:
        return self.refusals >= GIVEN_UP_AFTER
