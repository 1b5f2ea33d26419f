"""A warning that somebody has looked at and put to rest, or taken up again."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from measures.models.assignment import OfMeasureQuerySet
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import Recorded


class WarningKind(models.TextChoices):
    """What may not fit together in a measure; the rules are in `measures/checks/rules.py`."""

    NOT_CARRIED_ON = "not_carried_on", "I kraft, men videreføres ikke"
    ONLY_PLANNED = "only_planned", "Delvis i kraft, men bare planlagt"
    PUT_ASIDE = "put_aside", "Ikke startet, men lagt bort"
    LATE_AND_SILENT = "late_and_silent", "Over frist uten merknad"
    BEFORE_THE_PLAN = "before_the_plan", "Frist før planen begynner"
    EDITORS_QUESTION = "editors_question", "Spørsmål i teksten"
    PERSONS_NAME = "persons_name", "Navn på en person"
    SAME_TEXT = "same_text", "Samme tekst som et annet tiltak"
    INTERNAL_ADDRESS = "internal_address", "Intern adresse"


class DismissalQuerySet(OfMeasureQuerySet["Dismissal"]):
    def editable_by(self, user: User) -> Self:
        """Nobody edits history; a warning is shown again by a new act."""
        return self.none()


class Dismissal(Recorded):
    """One act on a warning: dismissed with a reason, or shown again. The newest of each counts.

    `facts` is the digest of what the warning rested on, so that a dismissal says nothing about the
    same warning on other facts. The warning's own words are not kept: they may quote what should
    never have been in the plan.
    """

    class Act(models.TextChoices):
        DISMISSED = "dismissed", "Avvist"
        SHOWN_AGAIN = "shown_again", "Vist igjen"

    measure = models.ForeignKey(
        "measures.Measure", models.PROTECT, related_name="dismissals", verbose_name="tiltak"
    )
    kind = models.CharField("type", max_length=20, choices=WarningKind)
    facts = models.CharField(max_length=64, editable=False)
    act = models.CharField("hva", max_length=20, choices=Act)
    reason = models.TextField("begrunnelse", blank=True)

    objects = models.Manager.from_queryset(DismissalQuerySet)()

    if TYPE_CHECKING:
        measure_id: int

    class Meta:
        verbose_name = "avvist varsel"
        verbose_name_plural = "avviste varsler"
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="dismissal_kind_is_known", condition=Q(kind__in=WarningKind.values)
            ),
            models.CheckConstraint(
                name="dismissal_has_a_reason",
                condition=(Q(act="dismissed") & ~Q(reason="")) | Q(act="shown_again"),
            ),
            models.CheckConstraint(name="dismissal_has_facts", condition=~Q(facts="")),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="dismissal_newest", fields=["measure", "kind", "-recorded_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("Dismissals are appended, never changed.")
        super().save(*args, **kwargs)
