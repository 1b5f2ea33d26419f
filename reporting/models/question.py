"""What the city asks about a sent report, and what the bydel answers."""

from collections import Counter
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from reporting.models.round import Round
from reporting.models.submission import Submission
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.recorded import Recorded


class QuestionPostQuerySet(models.QuerySet["QuestionPost"]):
    def visible_to(self, user: User) -> Self:
        """The bydel's own people and the city's: other bydeler read the report alone."""
        if user.owns_the_system or any(not m.organisation.is_bydel for m in user.held_roles):
            return self
        return self.filter(submission__bydel__in=user.member_of_ids)

    def editable_by(self, user: User) -> Self:
        """Nobody edits history."""
        return self.none()

    def of(self, one: Round, bydel: Organisation) -> Self:
        """A bydel's in a round, across its versions, the oldest first."""
        return self.filter(submission__round=one, submission__bydel=bydel).order_by("pk")

    def unanswered(self) -> Counter[int]:
        """How many threads end with the city's words, by the bydel's id; of one round, in one
        query."""
        posts = self.order_by("pk").values_list("submission__bydel", "measure_pk", "from_city")
        last = {(bydel, measure): from_city for bydel, measure, from_city in posts}
        return Counter(bydel for (bydel, _measure), from_city in last.items() if from_city)


class QuestionPost(Recorded):
    """The city's or the bydel's words about a measure: appended, never changed. Those of a round
    and a measure are one thread, whichever version they were written about.

    `measure_pk` names the measure as `FrozenRow` does; what it was called stands in that row.
    """

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="posts", verbose_name="innsending"
    )
    measure_pk = models.BigIntegerField("tiltak")
    from_city = models.BooleanField("fra byen")
    text = models.TextField("tekst")

    objects = models.Manager.from_queryset(QuestionPostQuerySet)()

    class Meta:
        verbose_name = "spørsmål eller svar"
        verbose_name_plural = "spørsmål og svar"
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="question_post_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {'spørsmål' if self.from_city else 'svar'}"

    def is_editable_by(self, user: User) -> bool:
        return False


class QuestionDraftQuerySet(models.QuerySet["QuestionDraft"]):
    def visible_to(self, user: User) -> Self:
        """The bydel sees a question when its report is returned."""
        return self.editable_by(user)

    def editable_by(self, user: User) -> Self:
        """The queryset form of `QuestionDraft.is_editable_by`."""
        return self if user.keeps_for_the_city else self.none()


class QuestionDraft(Recorded):
    """A question that is ready, and that the bydel has not got yet: one for each measure, shared by
    the city's people. It becomes a `QuestionPost` when the report is returned."""

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="drafts", verbose_name="innsending"
    )
    measure_pk = models.BigIntegerField("tiltak")
    text = models.TextField("tekst")

    objects = models.Manager.from_queryset(QuestionDraftQuerySet)()

    if TYPE_CHECKING:
        submission_id: int

    class Meta:
        verbose_name = "spørsmål i utkast"
        verbose_name_plural = "spørsmål i utkast"
        ordering = ("submission", "measure_pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="question_draft_one_of_each_measure", fields=["submission", "measure_pk"]
            ),
            models.CheckConstraint(name="question_draft_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: utkast"

    def is_editable_by(self, user: User) -> bool:
        return user.keeps_for_the_city
