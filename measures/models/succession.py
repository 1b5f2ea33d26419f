"""«Videreføring»: what becomes of each measure of a plan in the plan that follows it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from measures.models.measure import Measure
from measures.models.withdrawable import IN_EFFECT, Withdrawable, WithdrawableQuerySet
from plans.models import Plan


class Succession(Withdrawable):
    """What became of one measure in `plan`, the plan that follows its own.

    `new` is what it was continued in or merged into; `is_copy` says that it was made for that.
    """

    class Kind(models.TextChoices):
        CONTINUED = "continued", "Videreføres"
        MERGED = "merged", "Slås sammen med et annet"
        FINISHED = "finished", "Avsluttes med planen"
        DROPPED = "dropped", "Videreføres ikke"

    old = models.ForeignKey(Measure, models.PROTECT, related_name="successors", verbose_name="fra")
    new = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="til",
    )
    kind = models.CharField("type", max_length=10, choices=Kind)
    is_copy = models.BooleanField("kopiert", default=False)

    objects = models.Manager.from_queryset(WithdrawableQuerySet["Succession"])()

    if TYPE_CHECKING:
        old_id: int
        new_id: int | None

    class Meta(Withdrawable.Meta):
        verbose_name = "videreføring"
        verbose_name_plural = "videreføringer"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="succession_stands_once", fields=["plan", "old"], condition=IN_EFFECT
            ),
            models.CheckConstraint(
                name="succession_kind_is_known",
                condition=Q(kind__in=["continued", "merged", "finished", "dropped"]),
            ),
            models.CheckConstraint(
                name="succession_leads_somewhere_or_ends",
                condition=~IN_EFFECT
                | Q(kind__in=["continued", "merged"], new__isnull=False)
                | Q(kind__in=["finished", "dropped"], new__isnull=True),
            ),
            models.CheckConstraint(
                name="succession_is_dropped_for_a_reason",
                condition=~Q(kind="dropped") | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@dataclass(frozen=True, slots=True)
class Decision:
    """What shall become of a measure. No kind: not decided.

    `target` is the id of the measure that it continues in, None for a copy of its own; `into` is
    the id of the old measure whose successor it is merged into. `has_copy` says that the target
    was made for it.
    """

    kind: str = ""
    target: int | None = None
    into: int | None = None
    reason: str = ""
    has_copy: bool = False


UNDECIDED = Decision()


def decisions_standing(old_plan: Plan, new_plan: Plan) -> dict[int, Decision]:
    """Old measure id → what is decided of it, for those where something is."""
    rows = list(in_effect_between(old_plan, new_plan))
    continued = {row.new_id: row.old_id for row in rows if row.kind == Succession.Kind.CONTINUED}
    return {
        row.old_id: Decision(
            kind=row.kind,
            target=row.new_id if row.kind == Succession.Kind.CONTINUED else None,
            into=continued.get(row.new_id) if row.kind == Succession.Kind.MERGED else None,
            reason=row.reason,
            has_copy=row.is_copy,
        )
        for row in rows
    }


def in_effect_between(old_plan: Plan, new_plan: Plan) -> WithdrawableQuerySet[Succession]:
    """What is decided of the old plan's measures, and not withdrawn."""
    rows: WithdrawableQuerySet[Succession] = Succession.objects.filter(
        plan=new_plan, old__plan=old_plan
    )
    return rows.in_effect()


def undecided_for(new_plan: Plan) -> list[tuple[Plan, int]]:
    """The plans that one is being continued from, and how many of their measures await a word."""
    said = Succession.objects.in_effect().filter(plan=new_plan)
    old_plans = Plan.objects.filter(pk__in=said.values("old__plan")).select_related("organisation")
    decided = said.values("old")
    return [
        (old, Measure.objects.filter(plan=old).exclude(pk__in=decided).count())
        for old in old_plans.order_by("starts_on")
    ]
