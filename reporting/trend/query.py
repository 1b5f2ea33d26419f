"""How an address asks for Utvikling: the day, and which days before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from measures.since_then import SinceThen, starts_moved_over
from reporting.counting import Tally, counted_codes
from reporting.trend.forms import DaysForm
from reporting.trend.points import Trend, round_days, trends, year_ends
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day, DayForm


@dataclass(frozen=True, slots=True)
class TrendQuery:
    """What an address asks for, what is counted then, and a sentence for each thing in the address
    that could not be read.

    `days` are the cut-offs of rounds where `are_rounds`; else the ends of years.
    """

    day: Day
    day_form: DayForm
    days_form: DaysForm
    days: Sequence[date]
    are_rounds: bool
    city: Trend
    bydeler: Sequence[Trend]
    since_then: SinceThen
    problems: Sequence[str]

    @property
    def trends(self) -> list[Trend]:
        """The city's, and those of the bydeler that had a plan on one of the days."""
        return [self.city, *(trend for trend in self.bydeler if trend.has_plan)]

    @property
    def without_plan(self) -> list[Trend]:
        return [trend for trend in self.bydeler if not trend.has_plan]

    @property
    def in_words(self) -> list[str]:
        """The filter in force, for the name of a file."""
        return ["Årsskifter"] if self.days_form.wants_years else []

    @property
    def codes(self) -> list[str]:
        tallies = [point.counted for point in self.city.with_data if point.counted]
        return counted_codes(sum(tallies, Tally()))


def trend_query(request: AuthenticatedRequest) -> TrendQuery:
    day_form = DayForm.asked(request.GET)
    days_form = DaysForm({"vis": request.GET.get("vis", "")})
    day = day_form.day
    rounds = [] if days_form.wants_years else round_days(day.on)
    days = rounds or year_ends(request.user, day.on)
    city, bydeler = trends(request.user, days, day.today)
    return TrendQuery(
        day=day,
        day_form=day_form,
        days_form=days_form,
        days=days,
        are_rounds=bool(rounds),
        city=city,
        bydeler=bydeler,
        since_then=starts_moved_over(day, request.user),
        problems=[*day_form.problems, *days_form.problems],
    )


def query_of_file(request: AuthenticatedRequest) -> TrendQuery:
    """What could not be read in an address is a 404, never other days."""
    query = trend_query(request)
    if query.problems:
        raise Http404("Filteret i adressen kan ikke leses.")
    return query
