"""That a draft, or a measure of one, was deleted: who has it open is told, and loses no text."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils.timezone import localtime

from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.recorded import Recorded


class DeletionQuerySet(models.QuerySet["Deletion"]):
    def visible_to(self, user: User) -> Self:
        """A draft is its own organisation's alone, and so is what became of it."""
        if user.owns_the_system:
            return self
        return self.filter(organisation_id__in=user.member_of_ids)

    def editable_by(self, user: User) -> Self:
        """Nobody edits history."""
        return self.none()


class Deletion(Recorded):
    """What was deleted, by the address that its page had; nothing of what it said is kept."""

    class What(models.TextChoices):
        DRAFT = "draft", "utkastet"
        MEASURE = "measure", "tiltaket"

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="deletions", verbose_name="bydel"
    )
    what = models.CharField("hva", max_length=10, choices=What)
    address = models.CharField("adresse", max_length=100, db_index=True)

    objects = models.Manager.from_queryset(DeletionQuerySet)()

    class Meta:
        verbose_name = "sletting"
        verbose_name_plural = "slettinger"
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="deletion_is_of_something_known",
                condition=models.Q(what__in=["draft", "measure"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.address}"

    def told_to(self, reader: User, today: date) -> str:
        """«Utkastet er slettet av en annen redaktør i Grorud kl. 10.42.»"""
        at = localtime(self.recorded_at)
        when = f"kl. {at:%H.%M}"
        if at.date() != today:
            when = f"{at:%d.%m.%Y} {when}"
        what = self.get_what_display()
        if self.recorded_by_id == reader.pk:
            return f"Du slettet {what} {when}."
        where = self.organisation.name
        return f"{what.capitalize()} er slettet av en annen redaktør i {where} {when}."
