"""The plankalender: each bydel's plans on a time line, and the time that had none in force.

Which plan counts is the plans' own rule (`in_force_among`). Here it is worked out when a plan was
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
MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Lapse:
    """The days after a plan ran out, before the next began; `last_day` None: it is so on `on`."""

    first_day: date
    last_day: date | None
    on: date

    @property
    def in_words(self) -> str:
        """«01.01.2014–31.12.2019 (6 år)», «siden 01.01.2024 (2 år 10 md.)»."""
        first = f"{self.first_day:%d.%m.%Y}"
        if self.last_day is None:
            lasted = time_since(self.first_day, self.on)
            return f"siden {first} ({lasted})"
        # Measured to the next plan's own first day: 01.01 to 01.01 is whole years.
        lasted = time_since(self.first_day, self.last_day + DAY)
        return f"{first}–{self.last_day:%d.%m.%Y} ({lasted})"


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """A plan and when it was in force; `last_day` None: no end is known.

    One that has no place on the line stands in the table alone: it has no first day, or another
    plan replaced it on that very day.
    """

    plan: Plan
    state_label: str
    last_day: date | None
    lapse: Lapse | None = None
    counts: bool = False
    is_on_line: bool = True


@dataclass(frozen=True)
class BydelRow:
    bydel: Organisation
    periods: Sequence[PlanPeriod]

    @cached_property
    def current(self) -> PlanPeriod | None:
        """The plan that counts."""
        return next((period for period in self.periods if period.counts), None)

    @property
    def coming(self) -> PlanPeriod | None:
        """The first plan that is adopted and has not begun, where none counts yet."""
        adopted = [one for one in self.periods if one.plan.starts_on and not one.plan.is_draft]
        return adopted[0] if adopted and self.current is None else None


@dataclass(frozen=True)
class PlanCalendar:
    on: date
    rows: Sequence[BydelRow]

    @cached_property
    def in_force(self) -> list[BydelRow]:
        return [row for row in self.rows if row.current and row not in self.expired]

    @cached_property
    def expired(self) -> list[BydelRow]:
        """Those whose plan still counts though its period is over."""
        return [row for row in self.rows if row.current and row.current.plan.has_expired(self.on)]

    @cached_property
    def without(self) -> list[BydelRow]:
        return [row for row in self.rows if row.current is None]

    @property
    def sentence(self) -> str:
        """«13 bydeler har en plan i kraft. Grünerløkka og Nordstrand har en utløpt plan.»"""
        whole = f"Alle {len(self.rows)} bydeler har en plan i kraft."
        if self.rows and len(self.in_force) == len(self.rows):
            return whole
        return " ".join(
            f"{_who(rows)} {what}."
            for rows, what in (
                (self.in_force, "har en plan i kraft"),
                (self.expired, "har en utløpt plan"),
                (self.without, "har ingen plan"),
            )
            if rows
        )

    @property
    def in_words(self) -> list[tuple[str, list[str]]]:
        """«I kraft»: Grorud, St. Hanshaugen (antatt start), …; each group with its bydeler."""
        groups = (
            ("I kraft", self.in_force),
            ("Utløpt", self.expired),
            ("Ingen plan", self.without),
        )
        return [(heading, [self._name_of(row) for row in rows]) for heading, rows in groups]

    def _name_of(self, row: BydelRow) -> str:
        """The bydel's name, with what must be known of its plan."""
        plan, coming, name = row.current and row.current.plan, row.coming, row.bydel.name
        if plan and plan.has_expired(self.on):
            return f"{name} ({plan.ends_on:%d.%m.%Y})"
        if plan and plan.start_is_assumed:
            return f"{name} (antatt start)"
        if coming:
            return f"{name} (en plan begynner {coming.plan.starts_on:%d.%m.%Y})"
        return name

    @property
    def periods(self) -> list[PlanPeriod]:
        return [period for row in self.rows for period in row.periods]

    @property
    def has_drafts(self) -> bool:
        return any(period.plan.is_draft for period in self.periods)


def _who(rows: Sequence[BydelRow]) -> str:
    """The names of one or two; of more, how many they are."""
    if len(rows) <= MOST_NAMED:
        return " og ".join(row.bydel.name for row in rows)
    return f"{len(rows)} bydeler"


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
            BydelRow(bydel, _periods(by_bydel.get(bydel.pk, ()), in_force, on))
            for bydel in Organisation.objects.bydeler()
        ],
    )


def _periods(plans: Iterable[Plan], in_force: set[int], on: date) -> list[PlanPeriod]:
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
            PlanPeriod(
                plan,
                plan.state_label(on, counts=False),
                plan.ends_on,
                is_on_line=plan.starts_on is not None,
            )
            for plan in others
        ),
    ]


def _adopted(plan: Plan, after: Plan | None, on: date, *, counts: bool) -> PlanPeriod:
    """The days are compared before they are moved: the calendar's last day has none after it."""
    state_label, ends_on = plan.state_label(on, counts=counts), plan.ends_on
    if after is None or after.starts_on is None:
        lapse = Lapse(ends_on + DAY, None, on) if ends_on and ends_on < on else None
        return PlanPeriod(plan, state_label, ends_on, lapse, counts)
    if plan.starts_on == after.starts_on:
        return PlanPeriod(plan, state_label, None, counts=counts, is_on_line=False)
    replaced_on = after.starts_on - DAY
    if ends_on is None or ends_on >= replaced_on:
        return PlanPeriod(plan, state_label, replaced_on, counts=counts)
    return PlanPeriod(plan, state_label, ends_on, Lapse(ends_on + DAY, replaced_on, on), counts)
