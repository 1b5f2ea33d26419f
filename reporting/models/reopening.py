"""That a closed round was opened again for one bydel, with a reason that all may read."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from reporting.models.round import Round, RoundQuerySet
from reporting.models.submission import Submission
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.recorded import Recorded


class ReopeningQuerySet(models.QuerySet["Reopening"]):
    def visible_to(self, user: User) -> Self:
        return self

    def editable_by(self, user: User) -> Self:
        """Nobody edits history."""
        return self.none()

    def waiting(self) -> Self:
        """Those that nothing was sent after: the bydel may send."""
        later = Submission.objects.filter(
            round=OuterRef("round"),
            bydel=OuterRef("bydel"),
            version__gt=OuterRef("after_version"),
        )
        return self.exclude(Exists(later))

    def of(self, one: Round, bydel: Organisation) -> Self:
        return self.filter(round=one, bydel=bydel)


class Reopening(Recorded):
    """After it the bydel may send the version after `after_version`, once; 0 where it had sent
    none. The round stays closed for the others, and what was when it was closed stays."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="reopenings", verbose_name="runde"
    )
    bydel = models.ForeignKey(
        Organisation, models.PROTECT, related_name="reopenings", verbose_name="bydel"
    )
    after_version = models.PositiveSmallIntegerField("etter versjon")
    reason = models.TextField("grunn")

    objects = models.Manager.from_queryset(ReopeningQuerySet)()

    if TYPE_CHECKING:
        round_id: int
        bydel_id: int

    class Meta:
        verbose_name = "gjenåpning"
        verbose_name_plural = "gjenåpninger"
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="reopening_has_a_reason", condition=~Q(reason="")),
            models.UniqueConstraint(
                name="reopening_one_for_each_version", fields=["round", "bydel", "after_version"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.bydel}: {self.reason}"

    def is_editable_by(self, user: User) -> bool:
        return False


def rounds_for(bydel: Organisation) -> RoundQuerySet:
    """All rounds, each with the reason for which it was opened again for a bydel that has not sent
    since (`why_reopened`); None where it was not."""
    waiting = Reopening.objects.filter(round=OuterRef("pk"), bydel=bydel).waiting()
    why = Subquery(waiting.filter(round__closed_at__isnull=False).values("reason")[:1])
    rounds: Any = Round.objects.all()
    told: RoundQuerySet = rounds.annotate(why_reopened=why)
    return told


def asking_rounds(bydel: Any, today: date) -> models.QuerySet[Round]:
    """The last round whose cut-off has come, as long as a bydel may send for it; at most one, as a
    subquery of the floor below, which the settings tell of it (`ASKING_ROUNDS`). `bydel` refers to
    it from within two queries."""
    come = Round.objects.filter(due_on__isnull=False, cut_off__lte=today).order_by("-cut_off")
    newest = Submission.objects.filter(round=OuterRef("pk"), bydel=bydel).order_by("-version")
    reopened = Reopening.objects.filter(round=OuterRef("pk"), bydel=bydel).waiting()
    is_with_the_bydel = Q(its_state__isnull=True) | Q(its_state=Submission.State.RETURNED)
    return (
        Round.objects.annotate(its_state=Subquery(newest.values("state")[:1]))
        .filter(pk=Subquery(come.values("pk")[:1]))
        .filter(Q(closed_at__isnull=True) & is_with_the_bydel | Exists(reopened))
    )
