"""Which plans a bydel has on a day, and how far the one that does not count yet has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Count

from measures.models import Measure, Responsible
from plans.models import Plan, in_force_among
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.days import Day


@dataclass(frozen=True, slots=True)
class BydelPlans:
    """The plan that counts, the adopted one that begins next, and the newest draft, of all those
    that a person sees."""

    in_force: Plan | None
    coming: Plan | None
    draft: Plan | None
    all: Sequence[Plan]

    @classmethod
    def of(cls, bydel: Organisation, user: User, on: date) -> Self:
        """One query."""
        plans = list(
            Plan.objects.visible_to(user)
            .filter(organisation=bydel)
            .select_related("organisation")
            .order_by("starts_on", "pk")
        )
        drafts = sorted((p for p in plans if p.is_draft), key=lambda plan: -plan.pk)
        return cls(
            in_force=_that_counts(plans, on),
            coming=next((p for p in plans if begins_later(p, on)), None),
            draft=next(iter(drafts), None),
            all=plans,
        )

    def in_force_on(self, day: date) -> Plan | None:
        """The plan that counted on another day."""
        return _that_counts(self.all, day)


def _that_counts(plans: Sequence[Plan], on: date) -> Plan | None:
    counts = in_force_among(plans, on)
    return next((plan for plan in plans if plan.pk in counts), None)


def begins_later(plan: Plan, on: date) -> bool:
    return not plan.is_draft and plan.starts_on is not None and plan.starts_on > on


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a draft, or a plan that has not begun, has come; counts of its measures.

    `unanswering` answer none of the city's measures; `parties` answer for something in the plan,
    and `without_user` of them have nobody who can log in.
    """

    plan: Plan
    total: int
    reported: int
    with_deadline: int
    unanswering: int
    unclear: Sequence[Measure]
    parties: int
    without_user: int

    @classmethod
    def of(cls, plan: Plan, on: date) -> Self:
        """Two queries, for any number of measures."""
        first_day = max(on, plan.starts_on or on)
        measures = list(
            Measure.objects.filter(plan=plan)
            .as_of(Day(first_day, on))
            .select_related("plan__organisation")
            .annotate(answered=Count("answers"))
            .order_by("position", "n")
        )
        users = (
            Responsible.objects.filter(measures__plan=plan)
            .annotate(logins=Count("users", distinct=True))
            .values_list("logins", flat=True)
        )
        return cls(
            plan=plan,
            total=len(measures),
            reported=sum(measure.status is not None for measure in measures),
            with_deadline=sum(bool(m.deadline and m.deadline.words) for m in measures),
            unanswering=sum(not measure.answered for measure in measures),
            unclear=[m for m in measures if m.deadline and m.deadline.is_unclear],
            parties=len(users),
            without_user=sum(not logins for logins in users),
        )
