"""How likely a measure is to fail: one level, said by someone about a day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from measures.models.entry import IS_CORRECTION, NEWEST_OF_EACH, Entry
from measures.vocabulary import RiskLevel, risk_label


class Risk(Entry):
    """`level` is empty when the words are not one of the levels, or when the risk is withdrawn."""

    measure = models.ForeignKey(
        "measures.Measure", models.PROTECT, related_name="risks", verbose_name="tiltak"
    )
    applies_on = models.DateField("risiko per")
    level = models.CharField("nivå", max_length=10, choices=RiskLevel, null=True, blank=True)

    class Meta(Entry.Meta):
        verbose_name = "risiko"
        verbose_name_plural = "risikoer"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="risk_level_is_known",
                condition=Q(level__isnull=True) | Q(level__in=RiskLevel.values),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="risk_newest", fields=[*NEWEST_OF_EACH, "level"]),
            models.Index(name="risk_correction", fields=["corrects"], condition=IS_CORRECTION),
        ]

    def __str__(self) -> str:
        return risk_label(self.level) if self.level else self.words
