"""The plankalender: each bydel's plans on a time line, and the time that had none in force.

Which plan counts is the plans' own rule (`in_force_among`). Here it is told when a plan was
in force: from its first day to its last, or to the day before a newer one began; and when it had
run out and no newer one had begun.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby, pairwise

from django.db.models import F

from plans.models import Plan, in_force_among
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.days import time_since

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lapse:
    """The days after a plan ran out, before the next began; `last_day` None: it is so on `on`."""

    first_day: date
    last_day: date | None
    on: date

    @property
    def said(self) -> str:
        """«01.01.2014–31.12.2019 (6 år)», «siden 01.01.2024 (2 år 10 md.)»."""
        first = f"{self.first_day:%d.%m.%Y}"
        if self.last_day is None:
            lasted = time_since(self.first_day, self.on)
            return f"siden {first} ({lasted})"
        # Measured to the next plan's own first day: 01.01 to 01.01 is whole years.
        lasted = time_since(self.first_day, self.last_day + DAY)
        return f"{first}–{self.last_day:%d.%m.%Y} ({lasted})"


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan and when it was in force; `last_day` None: no end is known.

    One that is not drawn has no place on the line, and is told of in words: it has no first day,
    or another plan replaced it on that very day.
    """

    plan: Plan
    standing: str
    last_day: date | None
    lapse: Lapse | None = None
    counts: bool = False
    is_drawn: bool = True


@dataclass(frozen=True)
class BydelRow:
    bydel: Organisation
    entries: Sequence[Entry]

    @cached_property
    def counting(self) -> Entry | None:
        return next((entry for entry in self.entries if entry.counts), None)

    @property
    def coming(self) -> Entry | None:
        """The first plan that is adopted and has not begun, where none counts yet."""
        adopted = [e for e in self.entries if e.plan.starts_on and not e.plan.is_draft]
        return adopted[0] if adopted and self.counting is None else None


@dataclass(frozen=True)
class PlanCalendar:
    on: date
    rows: Sequence[BydelRow]

    @cached_property
    def in_force(self) -> list[BydelRow]:
        counting = [row for row in self.rows if row.counting]
        return [row for row in counting if row not in self.expired]

    @cached_property
    def expired(self) -> list[BydelRow]:
        """Those whose plan still counts though its period is over."""
        return [row for row in self.rows if row.counting and row.counting.plan.has_expired(self.on)]

    @cached_property
    def without(self) -> list[BydelRow]:
        return [row for row in self.rows if row.counting is None]

    @property
    def entries(self) -> list[tuple[Organisation, Entry]]:
        return [(row.bydel, entry) for row in self.rows for entry in row.entries]


def plan_calendar(user: User, on: date) -> PlanCalendar:
    """All bydeler by number, each with the plans that this person may see, in two queries."""
    plans = list(
        Plan.objects.visible_to(user)
        .local()
        .select_related("organisation")
        .order_by(
            "organisation__number",
            F("starts_on").asc(nulls_last=True),
            F("adopted_on").asc(nulls_first=True),
            "pk",
        )
    )
    in_force = in_force_among(plans, on)
    by_bydel = {bydel: list(own) for bydel, own in groupby(plans, lambda p: p.organisation_id)}
    return PlanCalendar(
        on,
        [
            BydelRow(bydel, _entries(by_bydel.get(bydel.pk, ()), in_force, on))
            for bydel in Organisation.objects.bydeler()
        ],
    )


def _entries(plans: Iterable[Plan], in_force: set[int], on: date) -> list[Entry]:
    """The adopted plans in the order that they began, then those without a place in it."""
    own = list(plans)
    adopted = [plan for plan in own if plan.starts_on and not plan.is_draft]
    others = [plan for plan in own if plan not in adopted]
    return [
        *(
            _adopted(plan, after, on, counts=plan.pk in in_force)
            for plan, after in pairwise([*adopted, None])
            if plan
        ),
        *(
            Entry(
                plan,
                plan.state_label(on, counts=False),
                plan.ends_on,
                is_drawn=plan.starts_on is not None,
            )
            for plan in others
        ),
    ]


def _adopted(plan: Plan, after: Plan | None, on: date, *, counts: bool) -> Entry:
    """The days are compared before they are moved: the calendar's last day has none after it."""
    standing, ends_on = plan.state_label(on, counts=counts), plan.ends_on
    if after is None or after.starts_on is None:
        lapse = Lapse(ends_on + DAY, None, on) if ends_on and ends_on < on else None
        return Entry(plan, standing, ends_on, lapse, counts)
    if plan.starts_on == after.starts_on:
        return Entry(plan, standing, None, counts=counts, is_drawn=False)
    replaced_on = after.starts_on - DAY
    if ends_on is None or ends_on >= replaced_on:
        return Entry(plan, standing, replaced_on, counts=counts)
    return Entry(plan, standing, ends_on, Lapse(ends_on + DAY, replaced_on, on), counts)
