"""A secret address where programs read what was sent; a byadministrator makes and withdraws it."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Self

from django.db import models
from django.utils import timezone

from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.recorded import Recorded, signed

TOKEN_BYTES = 32
A_MINUTE = timedelta(minutes=1)


def sum_of_token(token: str) -> str:
    """What is kept of a token. 256 bits by chance need no salt, and are found by their sum, so that
    how long a search takes says nothing of how much of a guess is right."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


class DataAddressQuerySet(models.QuerySet["DataAddress"]):
    def visible_to(self, user: User) -> Self:
        return self.editable_by(user)

    def editable_by(self, user: User) -> Self:
        """The queryset form of `DataAddress.is_editable_by`."""
        return self if user.keeps_for_the_city else self.none()

    def by_token(self, token: str) -> "DataAddress | None":
        """The address that a token opens or has opened; None for what was never one."""
        return self.filter(token_sum=sum_of_token(token)).first()

    def make(self, name: str, *, by: User) -> tuple["DataAddress", str]:
        """A new one, and its token, which nobody can be told again."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        city = Organisation.objects.get(kind=Organisation.Kind.CITY)
        address = self.create(name=name, token_sum=sum_of_token(token), **signed(by, city))
        return address, token


class DataAddress(Recorded):
    """Opens the sent reports and the closed rounds' rows for reading, until it is withdrawn.
    `last_used_at` is written once a minute, with its day in `last_used_on`; None until somebody has
    read there. Of one last used before the time was kept, there is the day alone."""

    name = models.CharField("navn", max_length=100)
    token_sum = models.CharField("sum av nøkkelen", max_length=64, unique=True, editable=False)
    last_used_on = models.DateField("sist brukt", null=True, editable=False)
    last_used_at = models.DateTimeField("sist brukt, når", null=True, editable=False)
    withdrawn_at = models.DateTimeField("trukket tilbake", null=True, editable=False)
    withdrawn_as = models.CharField(
        "trukket tilbake av", max_length=200, blank=True, editable=False
    )

    objects = models.Manager.from_queryset(DataAddressQuerySet)()

    class Meta:
        verbose_name = "dataadresse"
        verbose_name_plural = "dataadresser"
        ordering = ("-recorded_at", "-pk")

    def __str__(self) -> str:
        return self.name

    def is_editable_by(self, user: User) -> bool:
        return user.keeps_for_the_city

    @property
    def withdrawn_by(self) -> str:
        """«byadministrator»: the role alone."""
        return self.withdrawn_as.partition(" for ")[0]

    def withdraw(self, *, by: User) -> bool:
        """Whether it was open until now: of two who withdraw it, the first one's day stays."""
        city = Organisation.objects.get(kind=Organisation.Kind.CITY)
        still_open = DataAddress.objects.filter(pk=self.pk, withdrawn_at=None)
        return bool(
            still_open.update(withdrawn_at=timezone.now(), withdrawn_as=by.recorded_as(city))
        )

    def note_use(self) -> None:
        """Written once a minute, so that reading stays reading."""
        moment = timezone.now()
        if self.last_used_at is None or moment - self.last_used_at >= A_MINUTE:
            own = DataAddress.objects.filter(pk=self.pk)
            own.update(last_used_at=moment, last_used_on=timezone.localdate(moment))
