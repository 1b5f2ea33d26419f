"""A tiltak: one promise of a plan, and the acts that may be done to it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator

from measures.models.assignment import Assignment
from measures.models.item import Item
from measures.models.queries import MeasureQuerySet
from measures.models.reported import ReportedMeasure
from measures.models.responsible import Responsible
from measures.stems import search_line
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import User
from ruspolitikk.wording import code_key, fold, norwegian_key

NAME_LENGTH = 200
BULLET = "- "


class MeasureManager(models.Manager.from_queryset(MeasureQuerySet)):  # type: ignore[misc]
    """Those that are not misfiled: what every list, count and file is made of."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(is_misfiled=False)

    def get_by_natural_key(self, plan_slug: str, n: int) -> "Measure":
        measure: Measure = Measure.ever.get(plan__slug=plan_slug, n=n)
        return measure


class Measure(ReportedMeasure):
    """One tiltak. Only its plan and its text are demanded; real plans lack everything else.

    `joined_on` is the day from which it is in its plan; None: it is of the adopted document, and in
    it on every day (domain.md, «A measure is in its plan from a day»). `n` is the number that it
    was given in its plan and changes in a draft alone; `position` is its place on screen. `objects`
    are those that are not misfiled (`Misfiling`), `ever` those as well. What is reported of
    it is told in `ReportedMeasure`. The edit version counts edits, so that a form can tell whether
    somebody saved after it was opened; the digest is of the form last saved, so that one sent twice
    is recognised.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="measures", verbose_name="plan")
    joined_on = models.DateField("med i planen fra", null=True, blank=True)
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

    code_key = models.CharField(max_length=200, editable=False, default="")
    name_key = models.CharField(max_length=200, editable=False, default="")
    search_text = models.TextField(editable=False, default="")
    stem_words = models.TextField(editable=False, default="")
    is_misfiled = models.BooleanField(editable=False, default=False)
    edit_version = models.PositiveIntegerField(editable=False, default=0)
    form_token = models.UUIDField(null=True, editable=False, unique=True)
    edit_digest = models.CharField(max_length=64, editable=False, default="")

    objects = MeasureManager()
    ever = models.Manager.from_queryset(MeasureQuerySet)()

    if TYPE_CHECKING:
        plan_id: int
        strategy_id: int | None

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
            models.Index(name="measure_topics_of_plan", fields=["plan", "is_misfiled", "topic"]),
            models.Index(
                name="measure_counted_in_plan",
                fields=[
                    "plan",
                    "is_misfiled",
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
        return _shorten(self.whole_name)

    @property
    def whole_name(self) -> str:
        """The same, however long."""
        if self.title:
            return self.title
        if self.goal_text and self.plan.goal_cell_is_local:
            return self.goal_text
        return self.text.removeprefix(BULLET)

    @property
    def name_is_its_text(self) -> bool:
        return self.name == self.text

    @property
    def number(self) -> str:
        """The plan's own code, else the number that it was given."""
        return self.code or str(self.n)

    @property
    def items_in_effect(self) -> list[Item]:
        """Those that are not withdrawn, also where all that it ever had were prefetched."""
        return [item for item in self.items.all() if item.withdrawn_on is None]

    def text_beside_items(self, items: Sequence["Item"]) -> str:
        """The lines of the text that are not items: the whole text where there are none."""
        own = {item.text for item in items}
        lines = self.text.split("\n")  # \v and its like are text, and stay
        return "\n".join(line for line in lines if line.removeprefix(BULLET).strip() not in own)

    def text_around_items(self, items: Sequence["Item"]) -> tuple[str, str]:
        """What its text says before its items, or after them where it begins with one."""
        beside = self.text_beside_items(items)
        first = self.text.partition("\n")[0].removeprefix(BULLET).strip()
        return ("", beside) if any(item.text == first for item in items) else (beside, "")

    # --- From which day it is in its plan -------------------------------------------------

    def was_in_plan_on(self, on: date) -> bool:
        """The same rule as `in_plan_on` of the queryset; a test makes the two agree."""
        return self.joined_on is None or self.joined_on <= on

    @property
    def first_day(self) -> date | None:
        """The day that it joined its plan, else the plan's own first day."""
        return self.joined_on or self.plan.starts_on

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

    # --- What may be done to it ------------------------------------------------------------

    def text_with_items(self, texts: Sequence[str]) -> str:
        """The text as it is to be when its items are: they stand in it where it is a list of them.

        Asked before the items are changed.
        """
        items = list(self.items.all())
        beside = self.text_beside_items(items)
        if beside == self.text:
            return self.text
        return listed(beside, texts)

    def assign(self, parties: Sequence[Responsible]) -> None:
        """Make these the responsible parties, in this order."""
        self.assignments.all().delete()
        Assignment.objects.bulk_create(
            Assignment(measure=self, responsible=party, position=position)
            for position, party in enumerate(parties, start=1)
        )


def listed(beside: str, items: Iterable[str]) -> str:
    """A text that is a list: what stands beside its items, then each of them on a line."""
    return "\n".join([*([beside] if beside else []), *(f"{BULLET}{item}" for item in items)])


def joining_day(plan: Plan, today: date) -> date | None:
    """The day from which what is added to a plan today is in it; None, for every day, while the
    plan is a draft or has not begun."""
    has_begun = plan.starts_on is None or plan.starts_on <= today
    return None if plan.is_draft or not has_begun else today


def _shorten(text: str) -> str:
    """The first words, on one line. (Django looks at each letter of a long text to cut it.)"""
    line = " ".join(text.split())
    return line if len(line) <= NAME_LENGTH else Truncator(line).chars(NAME_LENGTH, truncate="…")
