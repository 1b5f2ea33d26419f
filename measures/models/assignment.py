"""The parts of a measure that a plan prints with it: who is responsible (items: items.py)."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from measures.models.responsible import Responsible
from plans.models import Plan
from ruspolitikk.accounts.models import User


class MeasurePartQuerySet(models.QuerySet[Any]):
    """Items and assignments are seen and changed with their measure."""

    def visible_to(self, user: User) -> "MeasurePartQuerySet":
        return self.filter(measure__plan__in=Plan.objects.visible_to(user))

    def editable_by(self, user: User) -> "MeasurePartQuerySet":
        return self.filter(measure__plan__in=Plan.objects.editable_by(user))


class Assignment(models.Model):
    """That a party is responsible for a measure, in the order that the plan names them."""

    measure = models.ForeignKey(
        "measures.Measure", models.CASCADE, related_name="assignments", verbose_name="tiltak"
    )
    responsible = models.ForeignKey(
        Responsible, models.PROTECT, related_name="assignments", verbose_name="ansvarlig"
    )
    position = models.PositiveSmallIntegerField("plass")

    objects = models.Manager.from_queryset(MeasurePartQuerySet)()

    class Meta:
        verbose_name = "ansvar"
        verbose_name_plural = "ansvar"
        ordering = ("measure", "position")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="assignment_is_made_once", fields=["measure", "responsible"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.responsible}"

    def clean(self) -> None:
        super().clean()
        if (
            self.measure_id
            and self.responsible_id
            and self.responsible.organisation_id != self.measure.plan.organisation_id
        ):
            raise ValidationError({"responsible": "Velg fra bydelens eget register."})

    def is_editable_by(self, user: User) -> bool:
        return self.measure.is_editable_by(user)
