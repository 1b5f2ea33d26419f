"""«Feilført»: a measure that should never have stood in its adopted plan, or a whole plan."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q

from measures.models.measure import Measure
from plans.models import OfPlanQuerySet, Plan, PlanChange, locked_by_id
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import Recorded, signed


class MisfilingQuerySet(OfPlanQuerySet["Misfiling"]):
    to_plan = "measure__plan"

    def editable_by(self, user: User) -> Self:
        """Nobody edits history; a misfiling is taken back by a row of its own."""
        return self.none()


class Misfiling(Recorded):
    """That a measure was marked as misfiled, or that this was taken back: who, when and why.

    Appended, never changed. The last of a measure decides, and so does a misfiled plan; the measure
    keeps it as `is_misfiled`, by which every list and count of every day leaves it out (domain.md,
    «Mistakes»).
    """

    class Act(models.TextChoices):
        MARKED = "marked", "merket som feilført"
        TAKEN_BACK = "taken_back", "feilføringen angret"

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="misfilings", verbose_name="tiltak"
    )
    act = models.CharField("hva", max_length=10, choices=Act)
    reason = models.TextField("begrunnelse")

    objects = models.Manager.from_queryset(MisfilingQuerySet)()

    if TYPE_CHECKING:
        measure_id: int

    class Meta:
        verbose_name = "feilføring"
        verbose_name_plural = "feilføringer"
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="misfiling_act_is_known", condition=Q(act__in=["marked", "taken_back"])
            ),
            models.CheckConstraint(name="misfiling_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.reason


@transaction.atomic
def mark_misfiled(measure: Measure, is_misfiled: bool, *, reason: str, by: User) -> bool:
    """Mark a measure of an adopted plan as misfiled, or take that back. False, with nothing
    written, where it is so already, or where the plan is a draft (there it is deleted) or is
    misfiled itself."""
    plans = Plan.objects.adopted().filter(pk=measure.plan_id)
    claimed = Measure.ever.filter(pk=measure.pk, plan__in=plans, is_misfiled=not is_misfiled)
    if not claimed.update(is_misfiled=is_misfiled):
        return False
    Misfiling.objects.create(
        measure=measure,
        act=Misfiling.Act.MARKED if is_misfiled else Misfiling.Act.TAKEN_BACK,
        reason=reason,
        **signed(by, measure.plan.organisation),
    )
    return True


@transaction.atomic
def mark_plan_misfiled(plan: Plan, is_misfiled: bool, *, reason: str, by: User) -> bool:
    """Mark a whole adopted plan as misfiled, with all its measures, or take that back. False, with
    nothing written, where it is so already, or where the plan is a draft (there it is deleted).

    Taken back, the measures that were misfiled by themselves still are.
    """
    claimed = Plan.ever.adopted().filter(pk=plan.pk, is_misfiled=not is_misfiled)
    if not claimed.update(is_misfiled=is_misfiled):
        return False
    acts = Misfiling.objects.filter(measure__plan=plan).order_by("recorded_at", "pk")
    newest = dict(acts.values_list("measure", "act"))
    locked_by_id(Measure.ever.filter(plan=plan).only("pk"))
    by_themselves = [pk for pk, act in newest.items() if act == Misfiling.Act.MARKED]
    measures = Measure.ever.filter(plan=plan).exclude(pk__in=by_themselves)
    measures.update(is_misfiled=is_misfiled)
    PlanChange.objects.create(
        plan=plan,
        part=PlanChange.Part.MISFILED,
        before="" if is_misfiled else "Ja",
        after="Ja" if is_misfiled else "",
        reason=reason,
        **signed(by, plan.organisation),
    )
    return True
