"""What an address of Utvikling asks for, and what is counted for it."""

from django.http import Http404

from reporting.counting import Tally, counted_codes
from reporting.trend.forms import DaysForm
from reporting.trend.points import Trend, round_days, trends, year_ends
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import DayForm


class TrendQuery:
    """The days, with the city's trend and the bydeler's; `problems` are what could not be read."""

    def __init__(self, request: AuthenticatedRequest) -> None:
        self.day_form = DayForm.asked(request.GET)
        self.days_form = DaysForm({"vis": request.GET.get("vis", "")})
        self.problems = [*self.day_form.problems, *self.days_form.problems]
        self.day = self.day_form.day
        rounds = [] if self.days_form.wants_years else round_days(self.day.on)
        self.are_rounds = bool(rounds)
        self.days = rounds or year_ends(request.user, self.day.on)
        self.city, self.bydeler = trends(request.user, self.days, self.day.today)

    @classmethod
    def for_file(cls, request: AuthenticatedRequest) -> "TrendQuery":
        """A file of something else than what is asked for is a 404."""
        query = cls(request)
        if query.problems:
            raise Http404("Filteret i adressen kan ikke leses.")
        return query

    @property
    def trends(self) -> list[Trend]:
        """The city's, and those of the bydeler that had a plan on one of the days."""
        return [self.city, *(trend for trend in self.bydeler if trend.has_plan)]

    @property
    def without_plan(self) -> list[Trend]:
        return [trend for trend in self.bydeler if not trend.has_plan]

    @property
    def codes(self) -> list[str]:
        tallies = [point.counted for point in self.city.with_data if point.counted]
        return counted_codes(sum(tallies, Tally()))
