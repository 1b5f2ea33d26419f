"""What was changed of an adopted plan, by whom and why."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from plans.models.plan import OfPlanQuerySet, Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import Recorded


class PlanChangeQuerySet(OfPlanQuerySet["PlanChange"]):
    def editable_by(self, user: User) -> Self:
        """Nobody edits history."""
        return self.none()

    def start_moved_over(self, on: date) -> Self:
        """Those that moved a plan's start from one side of a day to the other: the plan counts on
        the day otherwise than it was adopted to."""
        day, part = on.isoformat(), PlanChange.Part.STARTS_ON
        moved = Q(before__lte=day, after__gt=day) | Q(after__lte=day, before__gt=day)
        between = self.filter(moved, part=part).exclude(before="").exclude(after="")
        return between.select_related("plan__organisation")


class PlanChange(Recorded):
    """That a fact, a goal or a strategy of an adopted plan was changed, or its adoption withdrawn:
    appended with its reason, never changed (domain.md, «An adopted plan's own facts»).

    That it is misfiled is written «Ja», and that this was taken back as nothing. Days are written
    YYYY-MM-DD. A goal or a strategy is written with its number; `before` is blank
    where it is new, `after` where it was deleted.
    """

    class Part(models.TextChoices):
        ADOPTION = "adoption", "vedtaket"
        TITLE = "title", "tittelen"
        STARTS_ON = "starts_on", "starten"
        ENDS_ON = "ends_on", "slutten"
        START_IS_ASSUMED = "start_is_assumed", "om starten er antatt"
        CASE_NUMBER = "case_number", "saksnummeret"
        GOAL = "goal", "målet"
        STRATEGY = "strategy", "strategien"
        MISFILED = "misfiled", "feilført"

    PARTS = (Part.GOAL, Part.STRATEGY)

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="changes", verbose_name="plan")
    part = models.CharField("hva", max_length=20, choices=Part)
    before = models.TextField("før", blank=True)
    after = models.TextField("etter", blank=True)
    reason = models.TextField("begrunnelse")

    objects = models.Manager.from_queryset(PlanChangeQuerySet)()

    class Meta:
        verbose_name = "endring av plan"
        verbose_name_plural = "endringer av planer"
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="plan_change_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.in_words}"

    def moved_start_over(self, on: date) -> bool:
        """As `start_moved_over` of the queryset; a test makes the two agree."""
        day, days = on.isoformat(), sorted([self.before, self.after])
        return self.part == self.Part.STARTS_ON and all(days) and days[0] <= day < days[1]

    def is_of_parts_after(self, on: date) -> bool:
        """Whether it changed a goal or a strategy after a day, whose page shows today's."""
        return self.part in self.PARTS and localdate(self.recorded_at) > on

    @property
    def is_new_part(self) -> bool:
        return self.part in self.PARTS and not self.before

    @property
    def is_deleted_part(self) -> bool:
        return self.part in self.PARTS and not self.after

    @property
    def in_words(self) -> str:
        """«fra 01.01.2023 til 01.01.2024», «–» for nothing."""
        return f"fra {_as_read(self.before)} til {_as_read(self.after)}"


def _as_read(kept: str) -> str:
    try:
        return f"{date.fromisoformat(kept):%d.%m.%Y}"
    except ValueError:
        return f"«{kept}»" if kept else "–"
