"""How far the bydeler had come on each of some days, computed from the history.

On every day the plan that counted then is counted, by what the reports say of that day
(`applies_on`). Three queries for any number of days, bydeler and measures.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise
from typing import Any

from django.db.models import CharField, Count, DateField, Exists, Max, OuterRef, Value

from measures.models import Measure, Status
from measures.models.queries import SHOWN_CODE
from measures.round_rate import RoundRate
from measures.rounds import RoundPeriod, part_of
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
    """A day, the plan that counted, and its counts. No plan, or an empty one, is not zero.

    `round` is the one that the rate is of: on a cut-off, the round that ends there; None before
    any.
    """

    on: date
    plans: Sequence[Plan] = ()
    counted: Tally | None = None
    round: RoundPeriod | None = None

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
    days = Status.objects.counting().filter(is_visible).order_by("-applies_on")
    ends = [on]
    while len(ends) <= MOST_DAYS:
        of_earlier_years = days.filter(applies_on__lt=ends[0].replace(month=1, day=1))
        newest = of_earlier_years.values_list("applies_on", flat=True).first()
        if newest is None:
            break
        ends.insert(0, date(newest.year, *DECEMBER_31))
    return ends


def _rounds_of(days: Sequence[date]) -> dict[date, RoundPeriod | None]:
    """Day → the round that its rate is of; in one query.

    An earlier day stands for the round that ends on it. The last, which is asked about, has the
    last round that had passed, as every other page of that day.
    """
    periods = Round.objects.periods()[::-1]
    rounds = {on: next((one for one in periods if one.cut_off <= on), None) for on in days}
    last = days[-1]
    return {**rounds, last: next((one for one in periods if one.cut_off < last), None)}


def trends(user: User, days: Sequence[date], today: date) -> tuple[Trend, list[Trend]]:
    """The city's, and each bydel's by number, on these days (one at least)."""
    plans = {plan.pk: plan for plan in Plan.objects.visible_to(user).local().in_order()}
    counting = _united(
        Plan.objects.visible_to(user).local().in_force(on).order_by().values_list("pk", _day(on))
        for on in days
    )
    in_force = {(on, plans[pk].organisation_id): plans[pk] for pk, on in counting if pk in plans}
    rounds = _rounds_of(days)
    counts = _counted(_by_day(in_force), rounds, today)
    bydeler = []
    for bydel in Organisation.objects.bydeler():
        points = []
        for on in days:
            plan = in_force.get((on, bydel.pk))
            counted = counts.get((on, plan.pk), Tally()) if plan else None
            points.append(Point(on, (plan,) if plan else (), counted, rounds[on]))
        bydeler.append(Trend(bydel, points))
    return _city(days, bydeler), bydeler


def _city(days: Sequence[date], bydeler: Iterable[Trend]) -> Trend:
    points = []
    for on, *each in zip(days, *(trend.points for trend in bydeler), strict=True):
        period = each[0].round if each else None
        tallies = [point.counted for point in each if point.counted]
        plans = tuple(plan for point in each for plan in point.plans)
        counted = sum(tallies, Tally()) if tallies else None
        points.append(Point(on, plans, counted, period))
    return Trend(None, points)


def _by_day(in_force: Mapping[tuple[date, int], Plan]) -> dict[date, list[int]]:
    plans: defaultdict[date, list[int]] = defaultdict(list)
    for (on, _bydel), plan in in_force.items():
        plans[on].append(plan.pk)
    return dict(plans)


def _counted(
    plans: Mapping[date, list[int]], rounds: Mapping[date, RoundPeriod | None], today: date
) -> dict[tuple[date, int], Tally]:
    """Day and plan id → how many have each code, and each part of the day's round; `plans` are the
    ids that count on each day."""
    groups = _united(
        Measure.objects.counted_as_of(Day(on, today), "state_code", "state_reported_on")
        .filter(plan__in=ids)
        .order_by()
        .values("plan_id", counted_code=SHOWN_CODE, round_part=_part_of(rounds[on]))
        .annotate(n=Count("plan_id"), last=Max("state_reported_on"))
        .values_list("plan_id", "counted_code", "round_part", "n", "last", _day(on))
        for on, ids in plans.items()
    )
    codes: defaultdict[tuple[date, int], Counter[str]] = defaultdict(Counter)
    parts: defaultdict[tuple[date, int], Counter[str]] = defaultdict(Counter)
    newest: defaultdict[tuple[date, int], list[date]] = defaultdict(list)
    for plan, code, part, n, last, on in groups:
        codes[on, plan][code] += n
        parts[on, plan][part] += n
        newest[on, plan] += [last] if last else []
    return {
        key: Tally(
            by_code,
            last_reported=max(newest[key], default=None),
            in_round=RoundRate.of(parts[key]),
        )
        for key, by_code in codes.items()
    }


def _part_of(period: RoundPeriod | None) -> Any:
    return part_of(period) if period else Value("", output_field=CharField())


def _day(on: date) -> Any:
    return Value(on, output_field=DateField())


def _united(querysets: Iterable[Any]) -> Any:
    """The rows of all of them, in one query (of none, none)."""
    every = list(querysets)
    return every[0].union(*every[1:], all=True).order_by() if len(every) > 1 else chain(*every)
