"""What somebody says of a plan's relation to another, and may take back; both are kept."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from plans.models import Plan
from ruspolitikk.accounts.models import User

STANDS = Q(withdrawn_at__isnull=True)


class SayingQuerySet[SayingT: "Saying"](models.QuerySet[SayingT]):
    def visible_to(self, user: User) -> Self:
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def editable_by(self, user: User) -> Self:
        """Nobody edits what was said; it is withdrawn, and perhaps said anew."""
        return self.none()

    def standing(self) -> Self:
        return self.filter(STANDS)

    def withdraw(self, *, by: User) -> int:
        """Take back those that stand, all of one plan's organisation; how many there were."""
        one = self.standing().select_related("plan__organisation").first()
        if one is None:
            return 0
        return self.standing().update(
            withdrawn_at=timezone.now(),
            withdrawn_by=by,
            withdrawn_as=by.recorded_as(one.plan.organisation),
        )


class Saying(models.Model):
    """Said by somebody, in a role that is kept in words, until it is withdrawn."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="%(class)ss", verbose_name="plan")
    reason = models.TextField("begrunnelse", blank=True)
    recorded_at = models.DateTimeField("registrert", default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, editable=False, related_name="+", verbose_name="registrert av"
    )
    recorded_as = models.CharField("registrert som", max_length=200, editable=False)
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
