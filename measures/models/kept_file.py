"""The document that a plan was read from, where the bydel chose to keep it."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from measures.models.act import Act
from plans.models import Plan
from ruspolitikk.accounts.models import User


class KeptFileQuerySet(models.QuerySet["KeptFile"]):
    def visible_to(self, user: User) -> Self:
        """Whoever may read the plan."""
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def editable_by(self, user: User) -> Self:
        return self.filter(plan__in=Plan.objects.editable_by(user))

    def of(self, plan: Plan) -> Self:
        """A plan's, to be listed: without what is in them."""
        return self.filter(plan=plan).select_related("act").defer("content")


class KeptFile(models.Model):
    """A file that was read into a plan by an act, as it was uploaded; deleted with the draft, and
    where the reading is taken back."""

    class Kind(models.TextChoices):
        WORD = "word", "Word"
        EXCEL = "excel", "Excel"
        PDF = "pdf", "PDF"
        CSV = "csv", "CSV"

    CONTENT_TYPES: ClassVar[dict[str, str]] = {
        "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "excel": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pdf": "application/pdf",
        "csv": "text/csv; charset=utf-8",
    }

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="kept_files", verbose_name="plan")
    act = models.OneToOneField(
        Act, models.CASCADE, related_name="kept_file", verbose_name="handling"
    )
    name = models.CharField("fil", max_length=255)
    kind = models.CharField("type", max_length=10, choices=Kind)
    content = models.BinaryField("innhold")

    objects = KeptFileQuerySet.as_manager()

    if TYPE_CHECKING:
        plan_id: int
        act_id: int

    class Meta:
        verbose_name = "fil som er tatt vare på"
        verbose_name_plural = "filer som er tatt vare på"
        ordering = ("-pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="kept_file_kind_is_known",
                condition=models.Q(kind__in=["word", "excel", "pdf", "csv"]),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def content_type(self) -> str:
        """Its own, and never one that a browser shows as a page."""
        return self.CONTENT_TYPES[self.kind]
