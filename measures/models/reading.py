"""A document that is being read in: the file, what was understood, and what a person said of it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from measures.models.act import Act
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation, User

KEPT_UNFINISHED = timedelta(days=30)
"""How long a reading waits to be finished, from the day that the file was uploaded."""
KEPT_AFTERWARDS = timedelta(days=1)
"""How long it can be found after it was taken in, and after that was taken back: «Angre»."""
STALLED_AFTER = timedelta(minutes=2)
"""Without a sign of the worker that reads a document, it has died or was never started."""


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, user: User) -> Self:
        """The redaktører of the bydel, and nobody else: nothing of it is in a plan yet."""
        if user.owns_the_system:
            return self
        return self.filter(organisation_id__in=user.acts_for_ids)

    def editable_by(self, user: User) -> Self:
        return self.visible_to(user)

    def fresh(self, now: datetime) -> Self:
        return self.filter(kept_until__gt=now)

    def old(self, now: datetime) -> Self:
        return self.filter(kept_until__lte=now)

    def unfinished(self) -> Self:
        """Those that wait, without what was read: what a list of them tells."""
        waiting = self.exclude(state=Reading.State.TAKEN_IN).select_related("organisation")
        return waiting.defer("content", "document", "rows", "worksheet")

    def undoable_by(self, user: User, plan: Plan, now: datetime) -> "Reading | None":
        """The reading into a plan that this person may take back at once: «Angre»."""
        own = self.filter(plan=plan, act__recorded_by=user).select_related("act")
        newest = (
            own.defer("content", "document", "rows", "worksheet")
            .order_by("-act__recorded_at")
            .first()
        )
        if newest is None or newest.act is None or not newest.act.may_be_undone_by(user, now):
            return None
        return newest


class Reading(models.Model):
    """A document on its way into a plan. It is no part of the plan until it is taken in.

    `content` is the file, which is never served to anybody, and is deleted when the reading is
    taken in. `document` and `layout` are what was read and what its columns mean
    (`measures.importing.document`, `layout`); `rows` the measures that come of them, None until the
    columns have been looked at; `answers` what a person said of the rows, by their place in the
    file. All four are written by `measures.importing.kept`.

    `worksheet` is what was filled in, where the document is an arbeidsark (`importing.worksheet`):
    then there is no document, no layout and no rows.

    `plan` is the one that it shall go into, or went into; None: a new one. `before` is what stood
    in the measures that it changed, for «Angre» (`measures.importing.saving.undo_changes`).
    `suggested` is how many of the measures that it added were like one of the city's then; None
    where it was not counted.

    One that takes long is read by a worker (`measures.importing.tasks`): until it has, `document`
    and `layout` are None; `pages_read` is None until it has begun, `pages` None of what has no
    pages, and `seen_at` its last sign of life. Of one that it could not read, `failure` is the
    sentence that the person is told, and the file is deleted.
    """

    class State(models.TextChoices):
        BEING_READ = "being_read", "Leses"
        FAILED = "failed", "Kan ikke leses"
        OPEN = "open", "Ikke lagret"
        TAKEN_IN = "taken_in", "Lagret"

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="readings", verbose_name="bydel"
    )
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name="lastet opp av"
    )
    uploaded_at = models.DateTimeField("lastet opp", default=timezone.now)
    kept_until = models.DateTimeField("slettes")
    file_name = models.CharField("fil", max_length=255)
    content = models.BinaryField("innhold", null=True)
    document = models.JSONField("dokumentet", null=True)
    layout = models.JSONField("kolonnene", null=True)
    rows = models.JSONField("radene", null=True)
    answers = models.JSONField("svarene", default=dict)
    before = models.JSONField("slik det sto", default=dict)
    suggested = models.PositiveIntegerField("tiltak med forslag", null=True)
    worksheet = models.JSONField("arbeidsarket", null=True)
    plan = models.ForeignKey(
        Plan,
        models.SET_NULL,
        null=True,
        related_name="readings",
        verbose_name="plan",
    )
    makes_plan = models.BooleanField("blir en ny plan", default=True)
    state = models.CharField("tilstand", max_length=10, choices=State, default=State.OPEN)
    pages = models.PositiveIntegerField("sider", null=True)
    pages_read = models.PositiveIntegerField("leste sider", null=True)
    pages_with_tables = models.PositiveIntegerField("sider med tabell", default=0)
    seen_at = models.DateTimeField("sist hørt fra", null=True)
    failure = models.TextField("hva som er galt", blank=True)
    act = models.OneToOneField(
        Act,
        models.SET_NULL,
        null=True,
        related_name="of_reading",
        verbose_name="handling",
    )

    objects = ReadingQuerySet.as_manager()

    if TYPE_CHECKING:
        organisation_id: int
        plan_id: int | None
        act_id: int | None

    class Meta:
        verbose_name = "innlesing"
        verbose_name_plural = "innlesinger"
        ordering = ("-uploaded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="reading_state_is_known",
                condition=Q(state__in=["being_read", "failed", "open", "taken_in"]),
            ),
            models.CheckConstraint(
                name="reading_that_is_read_has_a_document",
                condition=Q(state__in=["being_read", "failed"])
                | Q(document__isnull=False, layout__isnull=False),
            ),
            models.CheckConstraint(name="reading_has_a_file_name", condition=~Q(file_name="")),
        ]

    def __str__(self) -> str:
        return self.file_name

    def is_editable_by(self, user: User) -> bool:
        return user.may_act_for(self.organisation)

    @property
    def is_read(self) -> bool:
        return self.state in {self.State.OPEN, self.State.TAKEN_IN}

    @property
    def has_failed(self) -> bool:
        return self.state == self.State.FAILED

    def is_stalled(self, now: datetime) -> bool:
        """Nobody reads it any longer, or nobody has begun to."""
        is_waiting = self.state == self.State.BEING_READ
        return is_waiting and (self.seen_at is None or now - self.seen_at > STALLED_AFTER)

    @property
    def is_taken_in(self) -> bool:
        return self.state == self.State.TAKEN_IN
