"""The outbox's mails, who wants which, and each person's calendar address."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ruspolitikk.accounts.models.people import User
from ruspolitikk.accounts.models.refused_address import RefusedAddress

CLAIMED_FOR = timedelta(minutes=10)
"""How long one who sends has a mail alone. A sender that died leaves it to the next."""


class MailQuerySet(models.QuerySet["Mail"]):
    def visible_to(self, user: User) -> Self:
        """What was written to oneself, and to nobody else."""
        return self.filter(to=user)

    def editable_by(self, user: User) -> Self:
        return self.none()

    def waiting(self, now: datetime) -> Self:
        """Not sent, with no sender who may still be at it, and not to be gathered any longer."""
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lte=now - CLAIMED_FOR)
        is_due = Q(not_before__isnull=True) | Q(not_before__lte=now)
        return self.filter(free, is_due, sent_at__isnull=True)

    def to_send(self, now: datetime) -> Self:
        """Of those that wait: not to an address that rests or is given up (`RefusedAddress`)."""
        resting = RefusedAddress.objects.resting(now).values("address")
        waiting = self.waiting(now)
        return waiting.exclude(to__email__in=resting).exclude(to_address__in=resting)


class Mail(models.Model):
    """A mail in the outbox: written by an act, sent by `manage.py send_reminders`.

    `key` says what it is about and to whom, so that nobody is told twice. `claims` is how many
    times a sender took it: more than once, and the one before may have sent it and died. One
    without a user has `to_address`."""

    to = models.ForeignKey(
        User, models.CASCADE, null=True, related_name="mails", verbose_name="til"
    )
    to_address = models.EmailField("til adressen", blank=True)
    kind = models.CharField("type", max_length=40)
    key = models.CharField("nøkkel", max_length=200, unique=True)
    subject = models.CharField("emne", max_length=200)
    text = models.TextField("tekst")
    html = models.TextField("HTML")
    address = models.CharField("lenke", max_length=500, blank=True)
    written_at = models.DateTimeField("skrevet", default=timezone.now)
    not_before = models.DateTimeField("sendes tidligst", null=True, blank=True)
    claimed_at = models.DateTimeField("tatt", null=True, blank=True)
    claims = models.PositiveSmallIntegerField("ganger tatt", default=0)
    sent_at = models.DateTimeField("sendt", null=True, blank=True)
    failed_at = models.DateTimeField("feilet", null=True, blank=True)
    problem = models.CharField("feil", max_length=200, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = "e-post"
        verbose_name_plural = "e-poster"
        ordering = ("-written_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="mail_is_to_a_user_or_an_address",
                condition=Q(to__isnull=False, to_address="")
                | Q(to__isnull=True) & ~Q(to_address=""),
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def recipient(self) -> str:
        return self.to.email if self.to else self.to_address

    @property
    def may_have_gone_twice(self) -> bool:
        return self.sent_at is not None and self.claims > 1


class MailChoice(models.Model):
    """Whether somebody wants a kind of mail; of kinds without one the product's choice holds."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="mail_choices", verbose_name="bruker"
    )
    kind = models.CharField("type", max_length=40)
    wanted = models.BooleanField("ønsket")

    class Meta:
        verbose_name = "valg av e-post"
        verbose_name_plural = "valg av e-post"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="mail_choice_one_of_each", fields=["user", "kind"])
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {'ja' if self.wanted else 'nei'}"


class CalendarAddress(models.Model):
    """The number of somebody's secret calendar address: a new one ends the one before."""

    user = models.OneToOneField(
        User, models.CASCADE, related_name="calendar_address", verbose_name="bruker"
    )
    number = models.PositiveIntegerField("nummer", default=1)
    changed_at = models.DateTimeField("byttet", default=timezone.now)

    class Meta:
        verbose_name = "kalenderadresse"
        verbose_name_plural = "kalenderadresser"

    def __str__(self) -> str:
        return f"Kalenderadresse {self.number}"
