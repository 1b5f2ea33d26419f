"""Who is responsible for a measure, in the order that the plan names them."""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models

from measures.models.responsible import Responsible
from plans.models import OfPlanQuerySet
from ruspolitikk.accounts.models import User


class OfMeasureQuerySet[RowT: models.Model](OfPlanQuerySet[RowT]):
    """Rows of a measure are seen and changed with it; a misfiled one's on its own page alone."""

    to_plan = "measure__plan"

    def visible_to(self, user: User) -> Self:
        return super().visible_to(user).filter(measure__is_misfiled=False)


class Assignment(models.Model):
    """That a party is responsible for a measure, in the order that the plan names them."""

    measure = models.ForeignKey(
        "measures.Measure", models.CASCADE, related_name="assignments", verbose_name="tiltak"
    )
    responsible = models.ForeignKey(
        Responsible, models.PROTECT, related_name="assignments", verbose_name="ansvarlig"
    )
    position = models.PositiveSmallIntegerField("plass")

    objects = models.Manager.from_queryset(OfMeasureQuerySet["Assignment"])()

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
