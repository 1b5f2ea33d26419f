"""How far the bydeler had come on each of some days, computed from the history.

On every day the plan that counted then is counted, by what the reports say of that day
(`applies_on`). Three queries for any number of days, bydeler and measures.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise
from typing import Any

from django.db.models import Count, DateField, Exists, OuterRef, Value

from measures.models import Measure, Status
from measures.models.queries import SHOWN_CODE
from plans.models import Plan
from reporting.counting import Tally
from reporting.models.round import Round
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.days import Day

MOST_DAYS = 5
"""Days before the one that is asked about; more do not fit in a small picture."""
DECEMBER_31 = (12, 31)


@dataclass(frozen=True, slots=True)
class Point:
    """A day, the plan that counted, and its counts. No plan, or an empty one, is not zero."""

    on: date
    plans: Sequence[Plan] = ()
    counted: Tally | None = None

    @property
    def has_data(self) -> bool:
        return self.counted is not None and self.counted.total > 0


@dataclass(frozen=True, slots=True)
class Trend:
    """A bydel, or the city where `bydel` is None, on each of the days."""

    bydel: Organisation | None
    points: Sequence[Point]

    @property
    def name(self) -> str:
        """«12 Alna»."""
        return f"{self.bydel.number} {self.bydel.name}" if self.bydel else "Hele byen"

    def plans_in_words(self, point: Point) -> str:
        """The period of the bydel's plan, or how many plans the city's number is made of."""
        if not point.plans:
            return "– ingen plan"
        if self.bydel:
            return point.plans[0].period
        return f"{len(point.plans)} planer" if len(point.plans) > 1 else "1 plan"

    @property
    def with_data(self) -> list[Point]:
        return [point for point in self.points if point.has_data]

    @property
    def has_plan(self) -> bool:
        return any(point.plans for point in self.points)

    @property
    def is_reported(self) -> bool:
        return any(point.counted and point.counted.reported for point in self.points)

    @property
    def has_changes(self) -> bool:
        """Whether two days with data differ, in what is counted or in which plans are."""
        return any(
            (a.plans, a.counted and a.counted.by_code) != (b.plans, b.counted and b.counted.by_code)
            for a, b in pairwise(self.with_data)
        )


def round_days(on: date) -> list[date]:
    """The last cut-offs that were passed by a day, and the day itself, in order."""
    passed = Round.objects.filter(cut_off__lte=on).order_by("-cut_off")
    days = set(passed.values_list("cut_off", flat=True)[:MOST_DAYS])
    return sorted({*days, on}) if days else []


def year_ends(user: User, on: date) -> list[date]:
    """The last year ends before a day that have reports of their year, and the day itself.

    A query for each, that looks one day up in an index; one for all would read every report, and
    so would a join with the measures.
    """
    is_visible = Exists(Measure.objects.visible_to(user).filter(pk=OuterRef("measure")))
    days = Status.objects.uncorrected().filter(is_visible).order_by("-applies_on")
    ends = [on]
    while len(ends) <= MOST_DAYS:
        of_earlier_years = days.filter(applies_on__lt=ends[0].replace(month=1, day=1))
        newest = of_earlier_years.values_list("applies_on", flat=True).first()
        if newest is None:
            break
        ends.insert(0, date(newest.year, *DECEMBER_31))
    return ends


def trends(user: User, days: Sequence[date], today: date) -> tuple[Trend, list[Trend]]:
    """The city's, and each bydel's by number, on these days (one at least)."""
    plans = {plan.pk: plan for plan in Plan.objects.visible_to(user).local().in_order()}
    counting = _united(
        Plan.objects.visible_to(user).local().in_force(on).order_by().values_list("pk", _day(on))
        for on in days
    )
    in_force = {(on, plans[pk].organisation_id): plans[pk] for pk, on in counting if pk in plans}
    counts = _counted(_by_day(in_force), today)
    bydeler = []
    for bydel in Organisation.objects.bydeler():
        points = []
        for on in days:
            plan = in_force.get((on, bydel.pk))
            counted = counts.get((on, plan.pk), Tally()) if plan else None
            points.append(Point(on, (plan,) if plan else (), counted))
        bydeler.append(Trend(bydel, points))
    return _city(days, bydeler), bydeler


def _city(days: Sequence[date], bydeler: Iterable[Trend]) -> Trend:
    points = []
    for on, *each in zip(days, *(trend.points for trend in bydeler), strict=True):
        tallies = [point.counted for point in each if point.counted]
        plans = tuple(plan for point in each for plan in point.plans)
        points.append(Point(on, plans, sum(tallies, Tally()) if tallies else None))
    return Trend(None, points)


def _by_day(in_force: Mapping[tuple[date, int], Plan]) -> dict[date, list[int]]:
    plans: defaultdict[date, list[int]] = defaultdict(list)
    for (on, _bydel), plan in in_force.items():
        plans[on].append(plan.pk)
    return dict(plans)


def _counted(plans: Mapping[date, list[int]], today: date) -> dict[tuple[date, int], Tally]:
    """Day and plan id → how many have each code; `plans` are the ids that count on each day."""
    groups = _united(
        Measure.objects.as_of(Day(on, today))
        .filter(plan__in=ids)
        .order_by()
        .values("plan_id", counted_code=SHOWN_CODE)
        .annotate(n=Count("plan_id"))
        .values_list("plan_id", "counted_code", "n", _day(on))
        for on, ids in plans.items()
    )
    counts: defaultdict[tuple[date, int], dict[str, int]] = defaultdict(dict)
    for plan, code, n, on in groups:
        counts[on, plan][code] = n
    return {key: Tally(by_code) for key, by_code in counts.items()}


def _day(on: date) -> Any:
    return Value(on, output_field=DateField())


def _united(querysets: Iterable[Any]) -> Any:
    """The rows of all of them, in one query (of none, none)."""
    every = list(querysets)
    return every[0].union(*every[1:], all=True).order_by() if len(every) > 1 else chain(*every)
