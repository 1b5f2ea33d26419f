"""What somebody says of a plan's relation to another, and may take back; both are kept."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from plans.models import OfPlanQuerySet, Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import Recorded

IN_EFFECT = Q(withdrawn_at__isnull=True)


class WithdrawableQuerySet[WithdrawableT: "Withdrawable"](OfPlanQuerySet[WithdrawableT]):
    def editable_by(self, user: User) -> Self:
        """Nobody edits what was said; it is withdrawn, and perhaps said anew."""
        return self.none()

    def in_effect(self) -> Self:
        return self.filter(IN_EFFECT)

    def withdraw(self, *, by: User) -> int:
        """Take back those that stand, all of one plan's organisation; how many there were."""
        one = self.in_effect().select_related("plan__organisation").first()
        if one is None:
            return 0
        return self.in_effect().update(
            withdrawn_at=timezone.now(),
            withdrawn_by=by,
            withdrawn_as=by.recorded_as(one.plan.organisation),
        )


class Withdrawable(Recorded):
    """Said by somebody, in a role that is kept in words, until it is withdrawn."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="%(class)ss", verbose_name="plan")
    reason = models.TextField("begrunnelse", blank=True)
    withdrawn_at = models.DateTimeField("trukket tilbake", null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="trukket tilbake av",
    )
    withdrawn_as = models.CharField(
        "trukket tilbake som", max_length=200, blank=True, editable=False
    )

    class Meta:
        abstract = True
        ordering: ClassVar[tuple[str, ...]] = ("-recorded_at", "-pk")
