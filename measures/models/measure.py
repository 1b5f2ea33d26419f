"""A tiltak: one promise of a plan, and the acts that may be done to it."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator

from measures.deadline_language import Meaning
from measures.models.assignment import Assignment
from measures.models.deadline import Deadline, fields_from_meaning, fields_from_words
from measures.models.entry import Entry
from measures.models.item import Item
from measures.models.queries import KEPT, MeasureQuerySet, is_overdue
from measures.models.report import Report, Untouched
from measures.models.responsible import Responsible
from measures.models.risk import Risk
from measures.models.status import Status
from measures.stems import search_line
from measures.vocabulary import NOT_REPORTED, RiskLevel
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import User
from ruspolitikk.wording import code_key, fold, norwegian_key

NAME_LENGTH = 200
BULLET = "- "


class Unchecked(Enum):
    """For an act that need not know what stood before."""

    UNCHECKED = "unchecked"


UNCHECKED = Unchecked.UNCHECKED


class StaleMeasureError(Exception):
    """Somebody else saved this measure after the form was opened; nothing was written."""


class MeasureManager(models.Manager.from_queryset(MeasureQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, plan_slug: str, n: int) -> "Measure":
        measure: Measure = self.get(plan__slug=plan_slug, n=n)
        return measure


class Measure(models.Model):
    """One tiltak. Only its plan and its text are demanded; real plans lack everything else.

    `n` is the number that it was given in its plan and never changes; `position` is its place on
    screen. The `latest_…` pointers name the newest entry of each kind, and are recomputed
    whenever one is appended (and when fixtures are loaded), so that a list stays one join away.
    The versions count reports and edits, so that a form can tell whether somebody saved after it
    was opened; the digests are of the forms last saved, so that one sent twice is recognised.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="measures", verbose_name="plan")
    n = models.PositiveIntegerField("nr. i planen")
    position = models.PositiveIntegerField("plass")
    code = models.CharField("kode", max_length=20, blank=True)
    title = models.TextField("tittel", blank=True)
    text = models.TextField("tiltak")
    goal_text = models.TextField("mål, slik det står i planen", blank=True)
    topic = models.CharField("innsatsområde", max_length=200, blank=True)
    responsible_text = models.TextField("ansvarlig, slik det står i planen", blank=True)
    strategy = models.ForeignKey(
        Strategy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name="strategi",
    )
    goals = models.ManyToManyField(Goal, blank=True, related_name="measures", verbose_name="mål")
    responsibles = models.ManyToManyField(
        Responsible,
        through="measures.Assignment",
        related_name="measures",
        verbose_name="ansvarlige",
    )
    answers = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="answered_by",
        verbose_name="svarer på byens tiltak",
    )

    latest_status = models.ForeignKey(
        Status, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    latest_risk = models.ForeignKey(
        Risk, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    latest_deadline = models.ForeignKey(
        Deadline, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # The newest entries' own answers, so that all measures are counted from one index.
    current_code = models.CharField(max_length=20, null=True, editable=False)
    current_reported_on = models.DateField(null=True, editable=False)
    current_risk = models.CharField(max_length=10, null=True, editable=False)
    current_kind = models.CharField(max_length=20, null=True, editable=False)
    current_due_on = models.DateField(null=True, editable=False)
    # For searches.
    current_remark_words = models.TextField(null=True, editable=False)

    code_key = models.CharField(max_length=200, editable=False, default="")
    name_key = models.CharField(max_length=200, editable=False, default="")
    search_text = models.TextField(editable=False, default="")
    stem_words = models.TextField(editable=False, default="")
    report_version = models.PositiveIntegerField(editable=False, default=0)
    edit_version = models.PositiveIntegerField(editable=False, default=0)
    form_token = models.UUIDField(null=True, editable=False, unique=True)
    report_digest = models.CharField(max_length=64, editable=False, default="")
    edit_digest = models.CharField(max_length=64, editable=False, default="")

    objects = MeasureManager()

    if TYPE_CHECKING:
        plan_id: int
        strategy_id: int | None
        latest_status_id: int | None
        latest_risk_id: int | None
        latest_deadline_id: int | None

    # The state on the day asked about, annotated by `as_of`, and on a past day its entries.
    state_risk: str | None
    statuses_then: "list[Status]"
    risks_then: "list[Risk]"
    deadlines_then: "list[Deadline]"

    # Its parts as lists, where they were prefetched so (`measures.columns.PARTS`).
    bullets: "list[Item]"
    answered_measures: "list[Measure]"

    class Meta:
        verbose_name = "tiltak"
        verbose_name_plural = "tiltak"
        ordering = ("plan", "position", "n")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="measure_number_is_unique", fields=["plan", "n"]),
            models.CheckConstraint(name="measure_has_a_text", condition=~Q(text="")),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="measure_in_plan_order", fields=["plan", "position", "n"]),
            models.Index(name="measure_topics_of_plan", fields=["plan", "topic"]),
            models.Index(
                name="measure_counted_in_plan",
                fields=[
                    "plan",
                    "current_code",
                    "current_reported_on",
                    "current_kind",
                    "current_due_on",
                    "current_risk",
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], *self.DERIVED}
        super().save(*args, **kwargs)

    DERIVED: ClassVar[tuple[str, ...]] = ("code_key", "name_key", "search_text", "stem_words")

    def derive(self, items: Iterable[str] | None = None) -> None:
        """Recompute the columns that lists sort and search by; items not given are read."""
        if items is None and self.pk:
            items = Item.objects.filter(measure=self).values_list("text", flat=True)
        self.code_key = code_key(self.code)
        self.name_key = norwegian_key(self.name)
        texts = [
            self.code,
            self.title,
            self.text,
            self.goal_text,
            self.topic,
            self.responsible_text,
            *(items or ()),
        ]
        self.search_text = fold(" ".join(texts))
        self.stem_words = search_line(self.name, *texts)

    def natural_key(self) -> tuple[str, int]:
        return (self.plan.slug, self.n)

    natural_key.dependencies = ("plans.plan",)  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("measures:measure", args=[self.pk])

    # --- What it is called -----------------------------------------------------------------

    @property
    def name(self) -> str:
        """Its title, else its local goal, else the first words of its text (domain.md)."""
        if self.title:
            return _shorten(self.title)
        if self.goal_text and self.plan.goal_cell_is_local:
            return _shorten(self.goal_text)
        return _shorten(self.text.removeprefix(BULLET))

    @property
    def name_is_its_text(self) -> bool:
        return self.name == self.text

    @property
    def number(self) -> str:
        """The plan's own code, else the number that it was given."""
        return self.code or str(self.n)

    def text_beside_items(self, items: Sequence["Item"]) -> str:
        """The lines of the text that are not items: the whole text where there are none."""
        own = {item.text for item in items}
        lines = self.text.split("\n")  # \v and its like are text, and stay
        return "\n".join(line for line in lines if line.removeprefix(BULLET).strip() not in own)

    # --- Who may change it -----------------------------------------------------------------

    def is_editable_by(self, user: User) -> bool:
        return self.plan.is_editable_by(user)

    def is_reportable_by(self, user: User) -> bool:
        """A redaktør of the bydel, or a person linked to one of the responsible parties."""
        if self.is_editable_by(user):
            return True
        if self.plan.organisation_id not in user.reports_for_ids:
            return False
        return self.responsibles.filter(users=user).exists()

    # --- What is known on the day asked about ----------------------------------------------

    @property
    def status(self) -> Status | None:
        """The report that held on the day that `as_of` asked about; today's where none was."""
        return _first(self.statuses_then) if "statuses_then" in vars(self) else self.latest_status

    @property
    def risk(self) -> Risk | None:
        return _first(self.risks_then) if "risks_then" in vars(self) else self.latest_risk

    @property
    def deadline(self) -> Deadline | None:
        is_then = "deadlines_then" in vars(self)
        return _first(self.deadlines_then) if is_then else self.latest_deadline

    @property
    def status_code(self) -> str:
        """The status code on the day asked about, `unmapped`, or `not_reported`."""
        return self.status.shown_code if self.status else NOT_REPORTED

    def is_overdue(self, on: date) -> bool:
        return is_overdue(
            kind=self.deadline.kind if self.deadline else None,
            due_on=self.deadline.due_on if self.deadline else None,
            code=self.status.code if self.status else None,
            on=on,
        )

    # --- What may be done to it ------------------------------------------------------------

    @transaction.atomic
    def report(
        self,
        report: Report,
        *,
        on: date,
        by: User,
        expected_version: int,
        digest: str = "",
        recorded_as: str = "",
    ) -> None:
        """Append a report about a day, and a risk entry where the level is another than before.

        `digest` is of the form that says it, and `recorded_as` names who said it where that is not
        `by` alone. Raises StaleMeasureError, with nothing written, when somebody has reported since
        this measure or `expected_version` was read. This measure follows in memory.
        """
        own = Measure.objects.filter(pk=self.pk, report_version=self.report_version)
        claimed = own.filter(report_version=expected_version)
        if not claimed.update(report_version=expected_version + 1, report_digest=digest):
            raise StaleMeasureError
        appended: list[type[Entry]] = []
        if report.words:
            appended.append(Status)
            self._append(
                Status,
                on=on,
                by=by,
                recorded_as=recorded_as,
                words=report.words,
                code=report.code,
                remark=report.remark,
            )
        risk = report.risk
        if not isinstance(risk, Untouched) and self._is_another(risk, on):
            appended.append(Risk)
            words = RiskLevel(risk).label if risk else ""
            self._append(Risk, on=on, by=by, recorded_as=recorded_as, words=words, level=risk)
        self._follow(*appended)

    def _is_another(self, risk: RiskLevel | None, on: date) -> bool:
        """Whether the level is another than the one that held on the day."""
        newest = self.risks.newest_on(on).first()
        return risk != (newest.level if newest else None)

    @transaction.atomic
    def set_deadline(
        self,
        words: str,
        *,
        reason: str,
        on: date,
        by: User,
        meaning: Meaning | None = None,
        corrects: Deadline | None = None,
        expected: int | Unchecked | None = UNCHECKED,
    ) -> Deadline:
        """Append a deadline that replaces, or corrects, the one before it.

        It is understood from its words, unless a person has said its `meaning`. `expected` is
        the id of the deadline that stood when the form was opened, None for none: where another
        stands now, StaleMeasureError is raised and nothing is written.
        """
        in_effect = Measure.objects.select_for_update().get(pk=self.pk).latest_deadline_id
        if not isinstance(expected, Unchecked) and expected != in_effect:
            raise StaleMeasureError
        fields = fields_from_meaning(words, meaning) if meaning else fields_from_words(words)
        deadline = self._append(Deadline, on=on, by=by, reason=reason, corrects=corrects, **fields)
        self._follow(Deadline)
        return deadline

    def _follow(self, *kinds: type[Entry]) -> None:
        """Point at the newest entries of some kinds, in the database and in memory."""
        if kinds:
            Measure.objects.filter(pk=self.pk).point_at_newest(*kinds)
        self.refresh_from_db(
            fields=[
                "report_version",
                "report_digest",
                *(state.column for state in KEPT if state.entry in kinds),
            ]
        )
        self.state_risk = self.current_risk

    def _append[EntryT: Entry](
        self, entry: type[EntryT], *, on: date, by: User, recorded_as: str = "", **values: Any
    ) -> EntryT:
        manager: Any = entry.objects
        appended: EntryT = manager.create(
            measure=self,
            applies_on=on,
            recorded_by=by,
            recorded_as=recorded_as or by.recorded_as(self.plan.organisation),
            **values,
        )
        return appended

    def text_with_items(self, texts: Sequence[str]) -> str:
        """The text as it is to be when its items are: they stand in it where it is a list of them.

        Asked before the items are changed.
        """
        items = list(self.items.all())
        beside = self.text_beside_items(items)
        if beside == self.text:
            return self.text
        return "\n".join([*(f"{BULLET}{text}" for text in texts), *([beside] if beside else [])])

    def assign(self, parties: Sequence[Responsible]) -> None:
        """Make these the responsible parties, in this order."""
        self.assignments.all().delete()
        Assignment.objects.bulk_create(
            Assignment(measure=self, responsible=party, position=position)
            for position, party in enumerate(parties, start=1)
        )


def _first[EntryT](entries: Sequence[EntryT]) -> EntryT | None:
    return entries[0] if entries else None


def _shorten(text: str) -> str:
    """The first words, on one line. (Django looks at each letter of a long text to cut it.)"""
    line = " ".join(text.split())
    return line if len(line) <= NAME_LENGTH else Truncator(line).chars(NAME_LENGTH, truncate="…")
