"""Svar uten konto: what a responsible party answers by a link.

An answer is not a report: it waits until a redaktør accepts, corrects or declines it, and only
then does it become entries of the measure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator

from measures.models.assignment import OfMeasureQuerySet
from measures.models.measure import Measure
from measures.models.reply_link import LinkClosedError, ReplyLink
from measures.models.report import UNTOUCHED, Report, Untouched
from measures.models.status import Status, StatusWord
from measures.vocabulary import RiskLevel, StatusCode, label_for, read_status, shown_code
from plans.models import locked
from ruspolitikk.accounts.models import User

PARTY_IN_HISTORY = 90
"""Characters of a party's name in `recorded_as`, which holds a role too."""

MOST_SENDS, SENDS_WITHIN = 20, timedelta(hours=1)
"""How often anything may be sent by a link: whoever has it may press, or let a machine do it."""


class TooManySendsError(Exception):
    """The link has taken all that it takes in an hour; nothing was written. `until`: when it takes
    more."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class ReplyDecidedError(Exception):
    """Somebody has decided on this answer already, or a newer one has replaced it."""


def read_for(measure: Measure, words: str, on: date | None = None) -> StatusCode | None:
    """What words count as in the measure's bydel today; None where nobody has said."""
    return read_status(words, StatusWord.objects.vocabulary_of(measure.plan.organisation), on)


@dataclass(frozen=True, slots=True)
class GivenReply:
    """What a party says of a measure, that it is as before, and the measure's report version that
    they had before them.

    `day` is the day that it speaks of, where the bydel is to send for a round; None is the day that
    it is given.
    """

    report: Report
    is_unchanged: bool
    version: int
    day: date | None = field(default=None, compare=False)


class ReplyQuerySet(OfMeasureQuerySet["Reply"]):
    def waiting(self) -> Self:
        waiting = self.filter(outcome=Reply.Outcome.WAITING, measure__is_misfiled=False)
        return waiting.order_by("recorded_at", "pk")

    def waiting_of(self, link: ReplyLink) -> Self:
        """What the link's party has answered in its plan, by any link, of what this link opens,
        and nobody has decided."""
        own = self.waiting().filter(link__responsible=link.responsible, link__plan=link.plan)
        return own if link.narrowed_to is None else own.filter(measure__in=link.narrowed_to)


class Reply(models.Model):
    """What a party answered about one measure, in words that are kept whatever becomes of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Venter"
        ACCEPTED = "accepted", "Godtatt"
        CORRECTED = "corrected", "Rettet"
        DECLINED = "declined", "Avvist"
        REPLACED = "replaced", "Erstattet av et nyere svar"
        WITHDRAWN = "withdrawn", "Tatt tilbake"

    link = models.ForeignKey(
        ReplyLink, models.PROTECT, related_name="replies", verbose_name="svarlenke"
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="replies", verbose_name="tiltak"
    )
    words = models.TextField("status, i egne ord", blank=True)
    code = models.CharField("kode", max_length=20, choices=StatusCode, null=True)
    risk = models.CharField("risiko", max_length=10, choices=RiskLevel, null=True)
    remark = models.TextField("merknad", blank=True)
    is_unchanged = models.BooleanField("uendret", default=False)
    version = models.PositiveIntegerField(editable=False)
    applies_on = models.DateField("status per")
    recorded_at = models.DateTimeField("registrert", default=timezone.now, editable=False)
    recorded_as = models.CharField("svart av", max_length=300, editable=False)
    outcome = models.CharField("utfall", max_length=10, choices=Outcome, default=Outcome.WAITING)
    decided_at = models.DateTimeField("avgjort", null=True, editable=False)
    decided_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="avgjort av",
    )
    decided_as = models.CharField("avgjort som", max_length=200, blank=True, editable=False)
    reason = models.TextField("begrunnelse", blank=True)
    status = models.OneToOneField(
        Status,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="reply",
        verbose_name="ble til",
    )

    objects = models.Manager.from_queryset(ReplyQuerySet)()

    if TYPE_CHECKING:
        measure_id: int
        status_id: int | None

    class Meta:
        verbose_name = "svar via lenke"
        verbose_name_plural = "svar via lenke"
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="answer_code_is_known",
                condition=Q(code__isnull=True) | Q(code__in=StatusCode.values),
            ),
            models.CheckConstraint(
                name="answer_risk_is_known",
                condition=Q(risk__isnull=True) | Q(risk__in=RiskLevel.values),
            ),
            models.CheckConstraint(
                name="answer_says_something", condition=~Q(words="") | Q(risk__isnull=False)
            ),
            models.UniqueConstraint(
                name="answer_waits_once", fields=["link", "measure"], condition=Q(outcome="waiting")
            ),
            models.CheckConstraint(
                name="answer_is_decided_by_somebody",
                condition=Q(
                    outcome__in=["waiting", "replaced", "withdrawn"],
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                )
                | Q(
                    outcome__in=["accepted", "corrected", "declined"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="answer_is_declined_with_a_reason",
                condition=~Q(outcome="declined") | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.words or f"{self.get_risk_display()} risiko"

    def is_editable_by(self, user: User) -> bool:
        return self.measure.is_editable_by(user)

    @property
    def is_waiting(self) -> bool:
        return self.outcome == self.Outcome.WAITING

    @property
    def given(self) -> GivenReply:
        """What was answered, as it can be compared and reported."""
        code = StatusCode(self.code) if self.code else None
        risk = RiskLevel(self.risk) if self.risk else UNTOUCHED
        report = Report(self.words, code, self.remark, risk)
        return GivenReply(report, self.is_unchanged, self.version)

    @property
    def shown_code(self) -> str:
        """What a status tag is drawn from, as a Status has it."""
        return shown_code(self.code)

    @property
    def label(self) -> str:
        return label_for(self.shown_code)

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody has reported on the measure after the party saw it."""
        return self.measure.report_version != self.version

    @property
    def is_of_its_day(self) -> bool:
        """Whether it speaks of the day that it was given, and not of a round's cut-off."""
        return self.applies_on == timezone.localdate(self.recorded_at)

    @property
    def stands_on(self) -> date:
        """The day that it is reported for once it is accepted: the day that it speaks of, or of a
        later report, which a redaktør has then seen and set aside."""
        latest = (self.measure.latest_status, self.measure.latest_risk)
        return max([self.applies_on, *(entry.applies_on for entry in latest if entry)])

    # --- What a redaktør may do with it ----------------------------------------------------

    def accept(self, *, by: User, expected_version: int) -> None:
        """Make the answer a report of its measure.

        `expected_version` is the measure's report version that the redaktør had before them:
        where somebody has reported since, StaleMeasureError is raised. ReplyDecidedError where
        the answer no longer waits. Nothing is written then.
        """
        self._become(self.given, by=by, expected_version=expected_version)

    def correct(self, given: GivenReply, *, by: User, expected_version: int) -> None:
        """Report what the redaktør says instead; raises as `accept` does."""
        self._become(given, by=by, expected_version=expected_version)

    @transaction.atomic
    def _become(self, given: GivenReply, *, by: User, expected_version: int) -> None:
        report = given.report
        is_as_answered = replace(report, code=None) == replace(self.given.report, code=None)
        outcome = self.Outcome.ACCEPTED if is_as_answered else self.Outcome.CORRECTED
        locked(self.measure, Measure.objects)
        self._decide(outcome, by)
        on = self.stands_on
        before = self.measure.statuses.newest_on(on).first()
        # «Uendret» without a remark leaves the one that stands.
        stays = given.is_unchanged and before and before.words == report.words
        remark = report.remark or (before.remark if before and stays else "")
        code = report.code or read_for(self.measure, report.words, on)
        self.measure.report(
            replace(report, code=code, remark=remark),
            on=on,
            by=by,
            expected_version=expected_version,
            recorded_as=self._recorded_as(outcome, by),
        )
        if report.words:
            status = self.measure.statuses.order_by("-pk").first()
            Reply.objects.filter(pk=self.pk).update(status=status)

    def _recorded_as(self, outcome: "Reply.Outcome", by: User) -> str:
        """«Nav-leder via lenke, godtatt av redaktør for Bydel Østensjø»."""
        party = Truncator(self.recorded_as).chars(PARTY_IN_HISTORY)
        decided = "rettet" if outcome == self.Outcome.CORRECTED else "godtatt"
        return f"{party} via lenke, {decided} av {by.recorded_as(self.measure.plan.organisation)}"

    def decline(self, reason: str, *, by: User) -> None:
        """Let the answer be, and say why. ReplyDecidedError where it no longer waits."""
        self._decide(self.Outcome.DECLINED, by, reason=reason)

    def _decide(self, outcome: "Reply.Outcome", by: User, *, reason: str = "") -> None:
        claimed = Reply.objects.filter(pk=self.pk, outcome=self.Outcome.WAITING).update(
            outcome=outcome,
            decided_at=timezone.now(),
            decided_by=by,
            decided_as=by.recorded_as(self.measure.plan.organisation),
            reason=reason,
        )
        if not claimed:
            raise ReplyDecidedError


@transaction.atomic
def take_replies(
    link: ReplyLink, given: Mapping[Measure, GivenReply], withdrawn: Sequence[Reply], on: date
) -> None:
    """Keep the answers given on a day; each replaces the one that waits for its measure.

    The same answer sent twice is kept once. Raises LinkClosedError where the link is no longer
    open, and TooManySendsError.
    """
    own = locked(link, ReplyLink.objects.select_related(*ReplyLink.TO_OPEN))
    if not own.is_open(on):
        raise LinkClosedError
    waiting = {answer.measure_id: answer for answer in Reply.objects.waiting_of(link)}
    new = {
        measure: reply
        for measure, reply in given.items()
        if measure.pk not in waiting or waiting[measure.pk].given != reply
    }
    now = timezone.now()
    if new:
        _refuse_too_many(link, now)
    for answer in withdrawn:
        Reply.objects.waiting_of(link).filter(pk=answer.pk).update(outcome=Reply.Outcome.WITHDRAWN)
    for measure, reply in new.items():
        Reply.objects.waiting_of(link).filter(measure=measure).update(
            outcome=Reply.Outcome.REPLACED
        )
        report = reply.report
        Reply.objects.create(
            link=link,
            measure=measure,
            words=report.words,
            code=report.code,
            risk=None if isinstance(report.risk, Untouched) else report.risk,
            remark=report.remark,
            is_unchanged=reply.is_unchanged,
            version=reply.version,
            applies_on=reply.day or on,
            recorded_at=now,
            recorded_as=link.responsible.name,
        )


def _refuse_too_many(link: ReplyLink, now: datetime) -> None:
    """All that one press sent has the same moment."""
    lately = Reply.objects.filter(link=link, recorded_at__gt=now - SENDS_WITHIN)
    sends = list(lately.order_by("recorded_at").values_list("recorded_at", flat=True).distinct())
    if len(sends) >= MOST_SENDS:
        raise TooManySendsError(sends[-MOST_SENDS] + SENDS_WITHIN)
