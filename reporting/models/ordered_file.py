"""A file that takes long: a worker makes it for the person who asked, who has it for an hour."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from reporting.models.stored_file import WAITS_FOR
from ruspolitikk.accounts.models import Organisation, User

KEPT_FOR = timedelta(hours=1)
"""From when it was asked for, and again from when it was made."""


def in_an_hour() -> datetime:
    return timezone.now() + KEPT_FOR


def drafts_shown_to(user: User) -> list[int]:
    """Ids of the organisations whose drafts may be in what this person reads."""
    if user.owns_the_system:
        return list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    return sorted(user.member_of_ids)


class OrderedFileQuerySet(models.QuerySet["OrderedFile"]):
    def visible_to(self, user: User) -> Self:
        """Whoever asked for it, and nobody else: it holds what that person may see."""
        return self.filter(ordered_by=user)

    def editable_by(self, user: User) -> Self:
        return self.none()

    def fresh(self, now: datetime) -> Self:
        return self.filter(kept_until__gt=now)

    def old(self, now: datetime) -> Self:
        return self.filter(kept_until__lte=now)

    def waiting(self) -> Self:
        return self.filter(made_at=None, has_failed=False)


class OrderedFile(models.Model):
    """What a person asked for at an address, and the file when it is made.

    `seen_at` is when a worker began, `made_at` when the file was there. `drafts_of` are those whose
    drafts the person might read just then: who may not any longer is not given the file either.
    """

    ordered_by = models.ForeignKey(
        User, models.CASCADE, related_name="ordered_files", verbose_name="bestilt av"
    )
    ordered_at = models.DateTimeField("bestilt", default=timezone.now)
    kept_until = models.DateTimeField("slettes", default=in_an_hour)
    address = models.TextField("adresse", help_text="Med filteret og dagen.")
    rows = models.PositiveIntegerField("rader")
    seen_at = models.DateTimeField("påbegynt", null=True)
    made_at = models.DateTimeField("laget", null=True)
    has_failed = models.BooleanField("kan ikke lages", default=False)
    name = models.CharField("fil", max_length=255, blank=True)
    content_type = models.CharField("medietype", max_length=100, blank=True)
    content = models.BinaryField("innhold", null=True)
    drafts_of = models.JSONField("utkast fra", default=list)

    objects = OrderedFileQuerySet.as_manager()

    if TYPE_CHECKING:
        ordered_by_id: int

    class Meta:
        verbose_name = "bestilt fil"
        verbose_name_plural = "bestilte filer"
        ordering = ("-ordered_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="ordered_file_that_is_made_has_content",
                condition=Q(made_at=None, content=None)
                | Q(made_at__isnull=False, content__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.address

    def is_editable_by(self, user: User) -> bool:
        return False

    @property
    def is_made(self) -> bool:
        return self.made_at is not None

    @property
    def came_from(self) -> str:
        """The address of the page that has the same table."""
        path, _question_mark, query = self.address.partition("?")
        return f"{path.removesuffix('excel/')}?{query}"

    def is_stalled(self, now: datetime) -> bool:
        """The worker has died, or none has begun."""
        is_waiting = not (self.is_made or self.has_failed)
        return is_waiting and now - (self.seen_at or self.ordered_at) > WAITS_FOR

    def is_still_for(self, user: User) -> bool:
        """Whether a person may read now what they might when it was made."""
        return set(self.drafts_of) <= set(drafts_shown_to(user))
