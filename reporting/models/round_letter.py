"""What the city wrote to a bydel about a round: mailed, and told among all that happened in it."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from reporting.models.round import Round
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.recorded import Recorded


class RoundLetterQuerySet(models.QuerySet["RoundLetter"]):
    def visible_to(self, user: User) -> Self:
        return self

    def editable_by(self, user: User) -> Self:
        """Nobody edits history."""
        return self.none()


class RoundLetter(Recorded):
    """One for each bydel; those written in one act have the same moment and the same text."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="letters", verbose_name="runde")
    bydel = models.ForeignKey(
        Organisation, models.PROTECT, related_name="round_letters", verbose_name="bydel"
    )
    text = models.TextField("tekst")

    objects = models.Manager.from_queryset(RoundLetterQuerySet)()

    if TYPE_CHECKING:
        bydel_id: int

    class Meta:
        verbose_name = "melding fra byen"
        verbose_name_plural = "meldinger fra byen"
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="round_letter_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.bydel}: {self.text[:40]}"

    def is_editable_by(self, user: User) -> bool:
        return False
