"""Files of what a bydel sent in: made once, from the frozen rows alone, and kept as they are."""

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from reporting.models.stored_bytes import StoredBytes
from reporting.models.submission import Submission
from ruspolitikk.accounts.models import User

WAITS_FOR = timedelta(minutes=2)
"""After so long a worker that was to make the files is taken to be gone."""


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, user: User) -> Self:
        """Whoever may read what was sent."""
        return self.filter(submission__in=Submission.objects.visible_to(user))

    def editable_by(self, user: User) -> Self:
        """Nobody edits what was sent."""
        return self.none()

    def in_order_of_use(self, submission: Submission) -> "list[StoredFile]":
        """A submission's, to be listed in the order of `Kind`: without what is in them."""
        order = StoredFile.Kind.values
        files = self.filter(submission=submission).defer("content")
        return sorted(files, key=lambda file: order.index(file.kind))


class StoredFile(StoredBytes):
    """One file of a submission, with its own SHA-256; all of a submission are stored at once."""

    class Kind(models.TextChoices):
        """What a file is for, in the order that a page lists them."""

        WORD = "word", "Saksframlegg til bydelsutvalget"
        PDF = "pdf", "Lesing og utskrift, også med skjermleser"
        EXCEL = "excel", "Planens egen tabell i Excel"
        JOURNAL = "journal", "Journalføring: filene, radene og metadata"
        CSV = "csv", "Radene, til regneark"
        JSON = "json", "De samme radene, til Power BI og andre systemer"

    submission = models.ForeignKey(
        Submission, models.CASCADE, related_name="files", verbose_name="innsending"
    )
    kind = models.CharField("type", max_length=10, choices=Kind)

    objects = StoredFileQuerySet.as_manager()

    if TYPE_CHECKING:
        submission_id: int

    class Meta:
        verbose_name = "lagret fil"
        verbose_name_plural = "lagrede filer"
        ordering = ("submission", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="stored_file_one_of_each_kind", fields=["submission", "kind"]
            ),
        ]
