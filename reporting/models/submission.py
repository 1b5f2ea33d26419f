"""What a bydel sent in for a round, frozen: rows as words, each with its sum.

Nothing here follows what is renamed, merged, corrected or deleted later: pages and files of a sent
report are drawn from these rows alone.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from sys import intern
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from reporting.models.round import Round
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.recorded import Recorded
from ruspolitikk.sums import sum_of


def with_names_once(facts: dict[str, Any]) -> dict[str, Any]:
    """An object of JSON with names that are the same strings in all rows. Each row is read by
    itself, and would hold all names anew."""
    return {intern(name): value for name, value in facts.items()}


def sum_of_all(head: str, rows: Sequence[str]) -> str:
    """A submission's own: of its head's sum and its rows' sums in their order, one a line."""
    return sum_of("\n".join([sum_of(head), *rows]))


def sum_of_round(submissions: Iterable["Submission"], without_plan: Iterable[str]) -> str:
    """Of what the bydeler reported for a round, wherever it is told: their own sums in their order,
    one a line, and after them the full names of those without a plan."""
    return sum_of("\n".join([*(each.sha256 for each in submissions), *without_plan]))


def with_the_city(newest: Mapping[int, "Submission"]) -> set[int]:
    """Of the newest versions of a round by the bydel's id: whose report the city has. What is
    returned is to be sent still."""
    return {bydel for bydel, each in newest.items() if each.state != Submission.State.RETURNED}


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: User) -> Self:
        """Everybody reads what was sent: it is of adopted plans."""
        return self

    def editable_by(self, user: User) -> Self:
        """Nobody edits what was sent."""
        return self.none()

    def newest(self) -> dict[int, "Submission"]:
        """The last version of each bydel, by the bydel's id; of one round."""
        return {each.bydel_id: each for each in self.order_by("version")}

    def when_closed(self) -> Self:
        """What the city had when a round was closed, which no later version changes: of each bydel
        the newest version, and of `ever` what was kept of those that had not sent."""
        return self.exclude(closed_as="")

    def sent_after_closing(self) -> Self:
        """The versions of a closed round that came later: each makes a new city report of it."""
        return self.filter(recorded_at__gt=F("round__closed_at"))

    def of(self, one: Round, bydel: Organisation) -> Self:
        """A bydel's versions in a round, the newest first."""
        return self.filter(round=one, bydel=bydel).order_by("-version")


class SentManager(models.Manager.from_queryset(SubmissionQuerySet)):  # type: ignore[misc]
    """What bydeler have sent. What was kept of the others is in `Submission.ever` alone."""

    def get_queryset(self) -> SubmissionQuerySet:
        sent: SubmissionQuerySet = super().get_queryset().exclude(state=Submission.State.NOT_SENT)
        return sent


class Submission(Recorded):
    """One version of a bydel's report for a round. `head` is canonical JSON of what is not of one
    measure: the round, the bydel, the plan and the comment, in the words of that day.

    Where a bydel had not sent when the round was closed, its rows are kept as they stood on the
    cut-off, as version 0, which is not sent: `objects` leaves it out, `ever` has it.
    `closed_as` is the state of the newest version when the round was closed, blank for others.
    """

    class State(models.TextChoices):
        SENT = "sent", "Sendt inn, ikke lest"
        RETURNED = "returned", "Sendt tilbake"
        RECEIVED = "received", "Mottatt"
        NOT_SENT = "not_sent", "Ikke sendt"

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="submissions", verbose_name="runde"
    )
    bydel = models.ForeignKey(
        Organisation, models.PROTECT, related_name="submissions", verbose_name="bydel"
    )
    version = models.PositiveSmallIntegerField("versjon")
    state = models.CharField("tilstand", max_length=10, choices=State, default=State.SENT)
    head = models.TextField("hode", editable=False)
    sha256 = models.CharField("kontrollsum", max_length=64, editable=False)
    closed_as = models.CharField(
        "tilstand da runden ble lukket", max_length=10, choices=State, blank=True, editable=False
    )

    objects = SentManager()
    ever = models.Manager.from_queryset(SubmissionQuerySet)()

    if TYPE_CHECKING:
        round_id: int
        bydel_id: int

    class Meta:
        verbose_name = "innsending"
        verbose_name_plural = "innsendinger"
        ordering = ("round", "bydel", "-version")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="submission_one_of_each_version", fields=["round", "bydel", "version"]
            ),
            models.CheckConstraint(
                name="submission_state_is_known",
                condition=Q(state__in=["sent", "returned", "received", "not_sent"]),
            ),
            models.CheckConstraint(
                name="submission_versions_begin_at_one",
                condition=Q(version__gte=1, closed_as__in=["", "sent", "returned", "received"])
                | Q(version=0, state="not_sent", closed_as="not_sent"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.bydel}, versjon {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("reporting:submission", args=[self.pk])

    def is_editable_by(self, user: User) -> bool:
        return False

    @property
    def is_sent(self) -> bool:
        """Not so of what was kept of a bydel that had not sent when the round was closed."""
        return self.state != self.State.NOT_SENT

    @property
    def told(self) -> Any:
        """The head's facts."""
        return json.loads(self.head)

    @property
    def bydel_then(self) -> str:
        """«12 Alna», as the bydel was called when it was frozen."""
        told = self.told
        return f"{told['bydel_number']} {told['bydel'].removeprefix('Bydel ')}"

    def computed_sum(self, rows: "Sequence[FrozenRow]") -> str:
        """The sum as it is now, of the head and the rows as they stand."""
        return sum_of_all(self.head, [sum_of(row.words) for row in rows])


class SummaryDraftQuerySet(models.QuerySet["SummaryDraft"]):
    def visible_to(self, user: User) -> Self:
        """Those who may send the report."""
        return self.editable_by(user)

    def editable_by(self, user: User) -> Self:
        """The queryset form of `SummaryDraft.is_editable_by`."""
        return self if user.owns_the_system else self.filter(bydel__in=user.acts_for_ids)


class SummaryDraft(Recorded):
    """A bydel's own summary that is saved and not sent, shared by its redaktører; it is gone when
    the report is sent, which holds the words then."""

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="summary_drafts", verbose_name="runde"
    )
    bydel = models.ForeignKey(
        Organisation, models.PROTECT, related_name="summary_drafts", verbose_name="bydel"
    )
    text = models.TextField("oppsummering", blank=True)

    objects = models.Manager.from_queryset(SummaryDraftQuerySet)()

    class Meta:
        verbose_name = "oppsummering som ikke er sendt"
        verbose_name_plural = "oppsummeringer som ikke er sendt"
        ordering = ("round", "bydel")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="summary_draft_one_of_each_bydel", fields=["round", "bydel"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.bydel}: utkast"

    def is_editable_by(self, user: User) -> bool:
        return user.may_act_for(self.bydel)


class StateChangeQuerySet(models.QuerySet["StateChange"]):
    def visible_to(self, user: User) -> Self:
        return self

    def editable_by(self, user: User) -> Self:
        """Nobody edits history."""
        return self.none()


class StateChange(Recorded):
    """That the city returned or received a version: appended, never changed. `words` are what it
    wrote to the bydel with it; blank where it wrote nothing."""

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="state_changes", verbose_name="innsending"
    )
    state = models.CharField("tilstand", max_length=10, choices=Submission.State)
    words = models.TextField("til bydelen", blank=True)

    objects = models.Manager.from_queryset(StateChangeQuerySet)()

    class Meta:
        verbose_name = "ny tilstand for en innsending"
        verbose_name_plural = "nye tilstander for innsendinger"
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="state_change_state_is_known",
                condition=Q(state__in=["sent", "returned", "received"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.get_state_display()}"

    def is_editable_by(self, user: User) -> bool:
        return False


class FrozenRowQuerySet(models.QuerySet["FrozenRow"]):
    def visible_to(self, user: User) -> Self:
        return self

    def editable_by(self, user: User) -> Self:
        """Nobody edits what was sent."""
        return self.none()


class FrozenRow(models.Model):
    """A measure as it was sent: `words` is canonical JSON (`reporting/submission/freezing.py` says
    of what), never changed. `measure_pk` names the measure, for a comparison of two rounds; it is
    no link, since nothing here follows it."""

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="rows", verbose_name="innsending"
    )
    position = models.PositiveIntegerField("plass")
    measure_pk = models.BigIntegerField("tiltak")
    words = models.TextField("ord", editable=False)
    sha256 = models.CharField("kontrollsum", max_length=64, editable=False)

    objects = models.Manager.from_queryset(FrozenRowQuerySet)()

    if TYPE_CHECKING:
        submission_id: int

    class Meta:
        verbose_name = "frosset rad"
        verbose_name_plural = "frosne rader"
        ordering = ("submission", "position")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="frozen_row_one_at_each_place", fields=["submission", "position"]
            ),
            models.UniqueConstraint(
                name="frozen_row_one_of_each_measure", fields=["submission", "measure_pk"]
            ),
        ]

    def __str__(self) -> str:
        return f"Rad {self.position}"

    def is_editable_by(self, user: User) -> bool:
        return False

    @property
    def told(self) -> Any:
        """The row's facts."""
        return json.loads(self.words, object_hook=with_names_once)

    @property
    def is_whole(self) -> bool:
        """Whether the words are those that the sum was taken of."""
        return sum_of(self.words) == self.sha256
