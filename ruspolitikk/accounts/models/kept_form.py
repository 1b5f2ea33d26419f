"""What was typed and could not be saved: its row, for an hour."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from ruspolitikk.accounts.models.people import User

KEPT_FOR = timedelta(hours=1)
"""How long what was typed and not saved is kept."""


class KeptFormQuerySet(models.QuerySet["KeptForm"]):
    def fresh(self, now: datetime) -> Self:
        return self.filter(kept_at__gt=now - KEPT_FOR)

    def old(self, now: datetime) -> Self:
        return self.filter(kept_at__lte=now - KEPT_FOR)


class KeptForm(models.Model):
    """What somebody typed and could not save, since the session or the form's token was gone.

    One for each person and form, for an hour, shown to that person alone. A form that is opened by
    a secret link has nobody: it is found by a fingerprint of its address, and the address is kept
    nowhere.
    """

    key = models.UUIDField("nøkkel", default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        User,
        models.CASCADE,
        null=True,
        editable=False,
        related_name="kept_forms",
        verbose_name="bruker",
    )
    address = models.TextField("sendes til", editable=False)
    page = models.TextField("side", blank=True, editable=False)
    fields = models.TextField("felter", editable=False, help_text="Slik de ble sendt, kodet.")
    files = models.TextField("filer som ikke er med", blank=True, editable=False)
    kept_at = models.DateTimeField("tatt vare på", default=timezone.now, editable=False)

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        verbose_name = "tekst som ikke er lagret"
        verbose_name_plural = "tekster som ikke er lagret"
        ordering = ("kept_at",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="kept_form_one_for_each_person_and_form",
                fields=["user", "address"],
                condition=Q(user__isnull=False),
            ),
            models.UniqueConstraint(
                name="kept_form_one_for_each_secret_link",
                fields=["address"],
                condition=Q(user__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Tekst som ikke er lagret, {self.kept_at:%d.%m.%Y}"

    @property
    def typed(self) -> QueryDict:
        """The fields, as they were sent."""
        return QueryDict(self.fields)

    @property
    def kept_until(self) -> datetime:
        return self.kept_at + KEPT_FOR
