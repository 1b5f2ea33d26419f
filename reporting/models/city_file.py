"""The city's files of a closed round: made once, of what the city had, and kept as they are."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from reporting.models.round import Round
from reporting.models.stored_bytes import StoredBytes
from reporting.models.submission import Submission
from ruspolitikk.accounts.models import User


def numbers_of(one: Round) -> int:
    """How many reports the city has of a round: one of what it had when the round was closed, and
    one for each version that came later; none of an open round, or where no bydel had a plan."""
    had = Submission.ever.filter(round=one)
    if not one.is_closed or not had.when_closed().exists():
        return 0
    return 1 + had.sent_after_closing().count()


class CityFileQuerySet(models.QuerySet["CityFile"]):
    def visible_to(self, user: User) -> Self:
        """Whoever is logged in reads what was sent, and so the city's report of it."""
        return self

    def editable_by(self, user: User) -> Self:
        """Nobody edits what was made of what was sent."""
        return self.none()

    def in_order_of_use(self, one: Round) -> "list[CityFile]":
        """A round's, the newest report first: without what is in them."""
        order = CityFile.Kind.values
        files = self.filter(round=one).defer("content")
        return sorted(files, key=lambda file: (-file.number, order.index(file.kind)))


class CityFile(StoredBytes):
    """One file of a round's report. Number 1 is of what the city had when the round was closed;
    each version that is sent after a reopening makes the next, and those before stay."""

    class Kind(models.TextChoices):
        """What a file is for, in the order that a page lists them."""

        NOTE = "note", "Notat til byrådet"
        PDF = "pdf", "Notatet til lesing og utskrift, også med skjermleser"
        TABLES = "tables", "Byens tabeller"
        JOURNAL = "journal", "Journalføring: filene, radene og metadata"
        CSV = "csv", "Radene fra alle bydeler, til regneark"
        JSON = "json", "De samme radene, til Power BI og andre systemer"

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="city_files", verbose_name="runde"
    )
    number = models.PositiveSmallIntegerField("nummer")
    kind = models.CharField("type", max_length=10, choices=Kind)

    objects = CityFileQuerySet.as_manager()

    if TYPE_CHECKING:
        round_id: int

    class Meta:
        verbose_name = "byens fil"
        verbose_name_plural = "byens filer"
        ordering = ("round", "number", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="city_file_one_of_each_kind_and_number", fields=["round", "number", "kind"]
            ),
        ]

    @property
    def format(self) -> str:
        return FORMATS[self.Kind(self.kind)]


FORMATS = {
    CityFile.Kind.NOTE: "Word",
    CityFile.Kind.PDF: "PDF",
    CityFile.Kind.TABLES: "Excel",
    CityFile.Kind.JOURNAL: "Zip",
    CityFile.Kind.CSV: "CSV",
    CityFile.Kind.JSON: "JSON",
}
