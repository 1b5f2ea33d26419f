"""Where a measure was read from: the document, the place in it, and what stood there."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from measures.models.act import Act
from measures.models.assignment import OfMeasureQuerySet
from ruspolitikk.accounts.models import User


class MeasureSourceQuerySet(OfMeasureQuerySet["MeasureSource"]):
    def editable_by(self, user: User) -> "MeasureSourceQuerySet":
        """Nobody edits what a document said."""
        return self.none()

    def of_documents(self) -> Self:
        """Those of a plan's own documents; an arbeidsark says nothing of what stood in the plan."""
        return self.exclude(said={})


class MeasureSource(models.Model):
    """That a measure was read from a document; each time that it was.

    `is_new`: this reading added the measure. Else it was there already, and the document was read
    again. `said` is what the document said of each part (the names of
    `measures.importing.difference.parts`), before anybody put it right: the next time it is read,
    only what it says otherwise is asked about. It is empty where the file is no plan's own.

    `place` is in words: «Tabell 2, side 11, rad 5». `original` holds the document's own words of
    each part that was saved in other words (the names of `MeasureRow`), `repairs` the words that a
    person put right, each as `[what stood there, what is saved]`. `act` is the reading, None where
    the command line did it.
    """

    measure = models.ForeignKey(
        "measures.Measure", models.CASCADE, related_name="sources", verbose_name="tiltak"
    )
    act = models.ForeignKey(
        Act,
        models.PROTECT,
        null=True,
        related_name="sources",
        verbose_name="handling",
    )
    document = models.CharField("dokument", max_length=255)
    place = models.CharField("sted", max_length=300)
    original = models.JSONField("slik det står i dokumentet", default=dict, blank=True)
    repairs = models.JSONField("rettede ord", default=list, blank=True)
    said = models.JSONField("det dokumentet sa", default=dict, blank=True)
    is_new = models.BooleanField("ga tiltaket", default=True)

    objects = models.Manager.from_queryset(MeasureSourceQuerySet)()

    if TYPE_CHECKING:
        measure_id: int
        act_id: int | None

    class Meta:
        verbose_name = "kilde"
        verbose_name_plural = "kilder"
        ordering = ("measure", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="measure_source_once_in_an_act", fields=["measure", "act"]
            ),
            models.CheckConstraint(name="measure_source_has_a_document", condition=~Q(document="")),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.place}" if self.place else self.document
