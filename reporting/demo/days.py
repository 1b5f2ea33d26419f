"""The made-up city's days, all told from the one that it is made for.

A round is known by its number, counted backwards: 0 is the last whose cut-off has passed. So the
city is the same on any day, whatever tertial it falls in.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ROUNDS = 9
"""Three years of them."""

CUT_OFFS = ((4, 30, "T1"), (8, 31, "T2"), (12, 31, "Årsrapport"))


@dataclass(frozen=True, slots=True)
class MadeForDay:
    """The days around the one that the city is made for."""

    day: date

    @property
    def cut_offs(self) -> list[date]:
        """Of the rounds that have passed, the last first."""
        passed = [day for day, _name in self.rounds() if day < self.day]
        return passed[: -ROUNDS - 1 : -1]

    def rounds(self) -> Iterator[tuple[date, str]]:
        """The oldest first, to the end of the year that comes: the cut-off, and «T2 2026»."""
        for year in range(self.day.year - 4, self.day.year + 2):
            for month, day, name in CUT_OFFS:
                yield date(year, month, day), f"{name} {year}"

    @property
    def first_year(self) -> int:
        """The year of the oldest round: plans begin with it."""
        return self.cut_offs[-1].year

    def month_end(self, months: int) -> date:
        """The last day of a month, so many months from this one."""
        year, month = divmod(self.day.year * 12 + self.day.month - 1 + months, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])

    def since_last_round(self, share: float) -> date:
        """A day in the round that is open: so far on the way from the last cut-off to today."""
        last = self.cut_offs[0]
        return last + timedelta(days=max(1, int((self.day - last).days * share)))
