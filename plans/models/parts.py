"""A plan's goals and strategies: numbered sentences, in its own wording."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max, Q

from plans.models.plan import OfPlanQuerySet, Plan
from ruspolitikk.accounts.models import User


class PlanPartQuerySet(OfPlanQuerySet[Any]):
    """Goals and strategies."""

    def get_by_natural_key(self, plan_slug: str, number: int) -> "PlanPart":
        part: PlanPart = self.get(plan__slug=plan_slug, number=number)
        return part


class PlanPart(models.Model):
    """What a goal and a strategy have in common: a numbered sentence in a plan."""

    number = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("tekst")
    means = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="local_wordings",
        verbose_name="tilsvarer i byens plan",
        help_text="Byens mål eller strategi som denne lokale ordlyden betyr.",
    )

    if TYPE_CHECKING:
        plan: models.ForeignKey[Plan, Plan]
        plan_id: int

    class Meta:
        abstract = True
        ordering = ("plan", "number")

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def in_words(self) -> str:
        """«2. 01-02 Færre unge (byens mål 1)»: as a plan's history tells of it."""
        code = f"{code} " if (code := getattr(self, "code", "")) else ""
        means = f" (byens {self._meta.verbose_name} {self.means.number})" if self.means else ""
        return f"{self.number}. {code}{self.text}{means}"

    def natural_key(self) -> tuple[str, int]:
        return (self.plan.slug, self.number)

    natural_key.dependencies = ("plans.plan",)  # type: ignore[attr-defined]

    def is_editable_by(self, user: User) -> bool:
        return self.plan.is_editable_by(user)

    @classmethod
    def last_number(cls, plan: Plan) -> int:
        parts: Any = cls._default_manager
        last: int | None = parts.filter(plan=plan).aggregate(last=Max("number"))["last"]
        return last or 0

    def clean(self) -> None:
        super().clean()
        if self.means is not None and self.means.plan.organisation.is_bydel:
            raise ValidationError({"means": "Velg fra byens plan."})


class Goal(PlanPart):
    """A mål of a plan. `code` is the plan's own («01-02»), where it has one."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals", verbose_name="plan")
    code = models.CharField("kode", max_length=20, blank=True)

    objects = models.Manager.from_queryset(PlanPartQuerySet)()

    class Meta(PlanPart.Meta):
        verbose_name = "mål"
        verbose_name_plural = "mål"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="goal_number_is_unique", fields=["plan", "number"]),
            models.CheckConstraint(name="goal_has_a_text", condition=~Q(text="")),
        ]


class Strategy(PlanPart):
    """A strategi of a plan; the city's are numbered 1, 2, 3."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="strategies", verbose_name="plan")

    objects = models.Manager.from_queryset(PlanPartQuerySet)()

    class Meta(PlanPart.Meta):
        verbose_name = "strategi"
        verbose_name_plural = "strategier"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="strategy_number_is_unique", fields=["plan", "number"]),
            models.CheckConstraint(name="strategy_has_a_text", condition=~Q(text="")),
        ]
