"""What somebody did in one go, and what was taken back of it: domain.md, «Mistakes»."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from measures.models.assignment import OfMeasureQuerySet
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.recorded import Recorded

ENTRY_KINDS = ("status", "risk", "deadline")


class ActQuerySet(models.QuerySet["Act"]):
    def visible_to(self, user: User) -> Self:
        """An act is read with the measures that it speaks of."""
        plans = Plan.objects.visible_to(user)
        seen = Q(sources__measure__plan__in=plans)
        for kind in ENTRY_KINDS:
            seen |= Q(**{f"{kind}_entries__measure__plan__in": plans})
        return self.filter(seen).distinct()

    def editable_by(self, user: User) -> Self:
        """Nobody edits history."""
        return self.none()


class Act(Recorded):
    """One report, one batch of them, one correction, or a document that was read in: its entries
    (and a document's measures) name it, and are shown and taken back together.

    `organisation` is the bydel that it was done for (of a batch over several, the first).
    `reason` says why something was corrected.
    """

    class Kind(models.TextChoices):
        REPORT = "report", "Rapport"
        BATCH = "batch", "Samme rapport på flere tiltak"
        CORRECTION = "correction", "Rettelse"
        READING = "reading", "Innlest dokument"

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="acts", verbose_name="bydel"
    )
    kind = models.CharField("hva", max_length=20, choices=Kind)
    reason = models.TextField("begrunnelse", blank=True)

    objects = models.Manager.from_queryset(ActQuerySet)()

    class Meta:
        verbose_name = "handling"
        verbose_name_plural = "handlinger"
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="act_kind_is_known",
                condition=Q(kind__in=["report", "batch", "correction", "reading"]),
            ),
            models.CheckConstraint(
                name="act_corrects_for_a_reason",
                condition=~Q(kind="correction") | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def may_be_undone_by(self, user: User, now: datetime) -> bool:
        """Whether this person may take it back whole at once: «Angre»."""
        return self.was_just_done_by(user, now)


class WithdrawalQuerySet(OfMeasureQuerySet["Withdrawal"]):
    def editable_by(self, user: User) -> Self:
        """Nobody edits history; what is withdrawn is reported anew."""
        return self.none()

    def of(self, kind: str) -> models.QuerySet["Withdrawal", int]:
        """The ids of the entries of a kind (`status`, `risk` or `deadline`) that are withdrawn."""
        withdrawn = self.filter(**{f"{kind}__isnull": False}).order_by()
        return withdrawn.values_list(kind, flat=True)


class Withdrawal(Recorded):
    """That one status, risk or deadline entry is taken back: who, when and why; never changed."""

    measure = models.ForeignKey(
        "measures.Measure", models.CASCADE, related_name="withdrawals", verbose_name="tiltak"
    )
    status = models.OneToOneField(
        "measures.Status", models.CASCADE, null=True, blank=True, related_name="withdrawal"
    )
    risk = models.OneToOneField(
        "measures.Risk",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="withdrawal",
        verbose_name="risiko",
    )
    deadline = models.OneToOneField(
        "measures.Deadline",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="withdrawal",
        verbose_name="frist",
    )
    reason = models.TextField("begrunnelse")

    objects = models.Manager.from_queryset(WithdrawalQuerySet)()

    class Meta:
        verbose_name = "tilbaketrekking"
        verbose_name_plural = "tilbaketrekkinger"
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="withdrawal_is_of_one_entry",
                condition=Q(status__isnull=False, risk__isnull=True, deadline__isnull=True)
                | Q(status__isnull=True, risk__isnull=False, deadline__isnull=True)
                | Q(status__isnull=True, risk__isnull=True, deadline__isnull=False),
            ),
            models.CheckConstraint(name="withdrawal_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.reason

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise TypeError("A withdrawal is appended, never changed.")
        super().save(*args, **kwargs)  # type: ignore[arg-type]
